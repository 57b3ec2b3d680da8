"""Solves exercises a second time, with Python's own modules, out of what was drawn. Prints how many it solved.

A function below solves one exercise: it gets the drawn numbers and the frames, and gives the answers by part. Parts that it
does not give are not compared.
"""
import ipaddress
import json
import struct
import sys

WITNESSES = {}


def solves(name):
    return lambda function: WITNESSES.setdefault(name, function)


def octets(frame, start, end, between=':'):
    return between.join(frame[i:i + 2] for i in range(start * 2, end * 2, 2))


@solves('subnet-range')
def subnet_range(given, frames):
    network = ipaddress.ip_interface(f"{given['address']}/{given['prefix']}").network
    return {
        'network': str(network.network_address),
        'broadcast': str(network.broadcast_address),
        'usable': str(sum(1 for _ in network.hosts()) if network.prefixlen > 20 else network.num_addresses - 2),
    }


@solves('ipv4-neighbours')
def ipv4_neighbours(given, frames):
    a, b = (ipaddress.ip_interface(f"{given[key]}/{given['prefix']}").network for key in 'ab')
    return {'a': str(a.network_address), 'b': str(b.network_address), 'same': 'yes' if a == b else 'no'}


@solves('ethernet-read')
def ethernet_read(given, frames):
    [frame] = frames
    return {'dst': octets(frame, 0, 6), 'src': octets(frame, 6, 12), 'ethertype': octets(frame, 12, 14, ' ')}


@solves('mac-bits')
def mac_bits(given, frames):
    first = int(given['address'].split(':')[0], 16)
    return {'group': 'yes' if first % 2 else 'no', 'local': 'yes' if first // 2 % 2 else 'no'}


def block(hosts):
    """The smallest block with room for so many hosts, two of its addresses being no host's: counted up."""
    size = 4
    while size - 2 < hosts:
        size *= 2
    return size


def sum16(words):
    """The one's complement sum of RFC 1071, by remainders: 2^16 counts as 1."""
    total = sum(words)
    return total if total == 0 else (total - 1) % 0xffff + 1


def yes(is_so):
    return 'yes' if is_so else 'no'


@solves('subnet-hosts')
def subnet_hosts(given, frames):
    size = block(int(given['hosts']))
    network = next(ipaddress.ip_network(f'10.0.0.0/{n}') for n in range(32, 0, -1)
                   if ipaddress.ip_network(f'10.0.0.0/{n}').num_addresses == size)
    return {'prefix': f'/{network.prefixlen}', 'usable': str(size - 2)}


@solves('subnet-masks')
def subnet_masks(given, frames):
    network = ipaddress.ip_network(f"0.0.0.0/{given['len']}")
    return {'mask': str(network.netmask), 'wildcard': str(network.hostmask),
            'len': str(ipaddress.ip_network(f"0.0.0.0/{given['shown']}").prefixlen)}


@solves('subnet-places')
def subnet_places(given, frames):
    network = ipaddress.ip_network(f"{given['network']}/{given['prefix']}")

    def place(address):
        address = ipaddress.ip_address(address)
        if address not in network:
            return 'd'
        return {network.network_address: 'a', network.broadcast_address: 'b'}.get(address, 'c')
    return dict(zip(['first', 'second', 'third', 'fourth'], map(place, given['addresses'].split())))


@solves('subnet-split')
def subnet_split(given, frames):
    network = ipaddress.ip_network(f"{given['block']}/{given['prefix']}")
    for more in range(1, 9):
        subnets = list(network.subnets(prefixlen_diff=more))
        if len(subnets) >= int(given['parts']):
            chosen = subnets[int(given['which']) - 1]
            return {'prefix': f'/{chosen.prefixlen}', 'network': str(chosen.network_address)}


@solves('subnet-cover')
def subnet_cover(given, frames):
    networks = [ipaddress.ip_network(word) for word in given['networks'].split()]
    cover = networks[0]
    while not all(network.subnet_of(cover) for network in networks):
        cover = cover.supernet()
    return {'cover': str(cover), 'foreign': str(cover.num_addresses - sum(n.num_addresses for n in networks))}


@solves('ipv4-and')
def ipv4_and(given, frames):
    interface = ipaddress.ip_interface(f"{given['address']}/{given['prefix']}")
    at = int(given['prefix']) // 8
    octets = [f'{part.packed[at]:08b}' for part in (interface.ip, interface.netmask, interface.network.network_address)]
    return {'address': octets[0], 'mask': octets[1], 'and': octets[2], 'network': str(interface.network.network_address)}


@solves('ipv4-where')
def ipv4_where(given, frames):
    # the figure of RFC 791 as a list of widths in bits
    figure = [('Version', 4), ('IHL', 4), ('Type of Service', 8), ('Total Length', 16), ('Identification', 16), ('Flags', 3),
              ('Fragment Offset', 13), ('Time to Live', 8), ('Protocol', 8), ('Header Checksum', 16),
              ('Source Address', 32), ('Destination Address', 32)]
    names = [name for name, _ in figure]
    at = names.index(given['field'])
    start = 14 + sum(width for _, width in figure[:at]) // 8
    [frame] = frames
    return {'octet': str(start), 'value': octets(frame, start, start + figure[at][1] // 8, ' ')}


@solves('ipv4-lengths')
def ipv4_lengths(given, frames):
    start = bytes.fromhex(given['start'])
    header = start[0] % 16 * 4
    return {'header': str(header), 'options': str(header - 20), 'data': str(int.from_bytes(start[2:4], 'big') - header)}


@solves('ipv4-checksum')
def ipv4_checksum(given, frames):
    total = sum16(int(word, 16) for word in given['words'].split())
    return {'checksum': (0xffff - total).to_bytes(2, 'big').hex(' ')}


@solves('ipv4-damaged')
def ipv4_damaged(given, frames):
    sums = [sum16(int(frame[at:at + 4], 16) for at in range(28, 68, 4)) for frame in frames]
    [wrong] = [i for i in range(3) if sums[i] != 0xffff]
    return {'frame': 'abc'[wrong]}


@solves('ipv4-figure')
def ipv4_figure(given, frames):
    flags = {'DF': 2, 'MF': 1}[given['flag']]
    header = struct.pack('!BBHHHBB', 4 << 4 | 5, 0, int(given['total']), 0, flags << 13, int(given['ttl']), int(given['protocol']))
    source = ipaddress.ip_address(given['source']).packed
    answers = {f'o{i}': f'{header[i]:02x}' for i in (0, 2, 3, 6, 8, 9)}
    return {**answers, 'o12': f'{source[0]:02x}'}


@solves('ipv4-forward')
def ipv4_forward(given, frames):
    [frame] = frames
    frame = bytes.fromhex(frame)
    macs = bytes.fromhex((given['next'] + given['out']).replace(':', ''))
    header = bytearray(frame[14:34])
    header[8] -= 1
    header[10:12] = bytes(2)
    total = sum16(struct.unpack('!10H', header))
    header[10:12] = (0xffff - total).to_bytes(2, 'big')
    return {'frame': (macs + frame[12:14] + header + frame[34:]).hex(' ')}


@solves('vlsm-plan')
def vlsm_plan(given, frames):
    free = [ipaddress.ip_network(f"{given['block']}/{given['prefix']}")]
    plan = {}
    for need, name in sorted(zip(map(int, given['needs'].split()), 'abc'), reverse=True):
        place = next(network for network in sorted(free) if network.num_addresses >= block(need))
        chosen = next(place.subnets(new_prefix=33 - block(need).bit_length()))
        free.remove(place)
        free += [] if place == chosen else place.address_exclude(chosen)
        plan[name] = str(chosen)
    return plan


@solves('vlsm-fits')
def vlsm_fits(given, frames):
    taken = sum(block(int(need)) for need in given['needs'].split())
    return {'taken': str(taken), 'fits': yes(taken <= ipaddress.ip_network(f"0.0.0.0/{given['prefix']}").num_addresses)}


@solves('vlsm-faults')
def vlsm_faults(given, frames):
    words = given['blocks'].split()
    bad = [i for i, word in enumerate(words) if str(ipaddress.ip_network(word, strict=False)) != word]
    networks = [ipaddress.ip_network(word, strict=False) for word in words]
    pairs = [(i, j) for i in range(6) for j in range(i) if networks[i].overlaps(networks[j])]
    assert len(bad) == 1 and len(pairs) == 1, (words, bad, pairs)
    return {'misaligned': 'abcdef'[bad[0]], 'overlap': ' '.join(sorted('abcdef'[i] for i in pairs[0]))}


@solves('vlsm-saved')
def vlsm_saved(given, frames):
    blocks = [block(int(need)) for need in given['needs'].split()]
    return {'equal': str(len(blocks) * max(blocks)), 'vlsm': str(sum(blocks))}


@solves('vlsm-own')
def vlsm_own(given, frames):
    # the one that is shown is that of the largest first
    plan = vlsm_plan(given, frames)
    return {'plan': ', '.join(plan[name] for name in 'abc')}


def fragments(data, mtu):
    """Octet after octet into fragments: where each begins, and how much it has."""
    pieces, at = [], 0
    while at < data:
        room = mtu - 20
        if data - at > room:
            room -= room % 8
        pieces.append((at, min(room, data - at)))
        at += pieces[-1][1]
    return pieces


@solves('fragments-table')
def fragments_table(given, frames):
    pieces = fragments(int(given['total']) - 20, int(given['mtu']))
    answers = {}
    for i, (at, size) in enumerate(pieces, 1):
        answers |= {f'len{i}': str(size + 20), f'off{i}': str(at // 8), f'mf{i}': str(int(i < len(pieces)))}
    return answers


@solves('fragments-count')
def fragments_count(given, frames):
    pieces = fragments(int(given['data']) + 8, int(given['mtu']))
    return {'fragments': str(len(pieces)), 'last': str(pieces[-1][1])}


@solves('fragments-field')
def fragments_field(given, frames):
    bits = f"{int(given['word'], 16):016b}"
    return {'df': bits[1], 'mf': bits[2], 'first': str(int(bits[3:] + '000', 2))}


@solves('fragments-missing')
def fragments_missing(given, frames):
    rows = [row.split(',') for row in given['rows'].split()]
    have, whole = set(), None
    for name, total, offset, more in rows:
        if name == given['id']:
            start = int(offset) * 8
            have |= set(range(start, start + int(total) - 20))
            if more == '0':
                whole = start + int(total) - 20
    gap = sorted(set(range(whole)) - have)
    return {'first': str(gap[0]), 'count': str(len(gap)), 'whole': str(whole)}


@solves('fragments-again')
def fragments_again(given, frames):
    before = int(given['offset']) * 8
    first, second = fragments(int(given['total']) - 20, int(given['mtu']))
    return {'off1': str((before + first[0]) // 8), 'mf1': '1', 'off2': str((before + second[0]) // 8),
            'mf2': given['more'], 'len2': str(second[1] + 20)}


@solves('ethernet-pad')
def ethernet_pad(given, frames):
    frame = bytes(14) + bytes(int(given['data']))
    padded = frame.ljust(60, bytes(1))
    return {'padding': str(len(padded) - len(frame)), 'frame': str(len(padded) + 4)}


@solves('ethernet-type-or-length')
def ethernet_type_or_length(given, frames):
    values = [int(word, 16) for word in given['values'].split()]
    return dict(zip(['first', 'second', 'third'], ['b' if v <= 0x05dc else 'a' if v >= 0x0600 else 'c' for v in values]))


@solves('ethernet-accept')
def ethernet_accept(given, frames):
    heard = {given['own'], given['joined'], 'ff:ff:ff:ff:ff:ff'}
    return {'taken': ' '.join('abcde'[i] for i, mac in enumerate(given['all'].split()) if mac in heard)}


@solves('ethernet-build')
def ethernet_build(given, frames):
    header = bytes.fromhex((given['to'] + given['from']).replace(':', '') + given['type'])
    return {'frame': (header + given['word'].encode()).ljust(60, bytes(1)).hex(' ')}


@solves('ethernet-rate')
def ethernet_rate(given, frames):
    bits = 7 * 8 + 8 + int(given['size']) * 8 + 96
    return {'octets': str(bits // 8), 'frames': str(int(given['rate']) // bits)}


@solves('mac-vendor')
def mac_vendor(given, frames):
    address = given['address'].replace(':', '')
    prefixes = given['prefixes'].split()
    best = max((prefix for prefix in prefixes if address.startswith(prefix)), key=len)
    return {'vendor': 'abcd'[prefixes.index(best)], 'bits': str(len(best) * 4)}


def group_mac(address):
    return f'01005e{int(ipaddress.ip_address(address)) % 2 ** 23:06x}'


@solves('mac-group')
def mac_group(given, frames):
    first, other = group_mac(given['group']), group_mac(given['other'])
    return {'mac': octets(first, 0, 6), 'same': yes(first == other)}


@solves('mac-block')
def mac_block(given, frames):
    left = 12 - len(given['digits'])
    return {'count': str(16 ** left), 'last': octets(given['digits'] + 'f' * left, 0, 6)}


@solves('mac-notation')
def mac_notation(given, frames):
    digits = given['address'].replace(':', '')
    plain = [word.lower().translate(str.maketrans('', '', ':-.')) for word in given['all'].split()]
    return {'same': ' '.join('abcde'[i] for i, word in enumerate(plain) if word == digits)}


@solves('arp-exchange')
def arp_exchange(given, frames):
    return {'q_dst': 'ff:ff:ff:ff:ff:ff', 'q_tpa': given['b'], 'r_dst': given['mac_a'], 'r_sha': given['mac_b'],
            'r_spa': given['b'], 'r_tpa': given['a']}


@solves('arp-whom')
def arp_whom(given, frames):
    own = ipaddress.ip_interface(f"{given['a']}/{given['prefix']}").network
    hops = [t if ipaddress.ip_address(t) in own else given['gateway'] for t in given['targets'].split()]
    return dict(zip(['first', 'second', 'third', 'fourth'], hops))


@solves('arp-sort')
def arp_sort(given, frames):
    [frame] = frames
    _, _, _, _, opcode, _, sender, _, target = struct.unpack('!HHBBH6s4s6s4s', bytes.fromhex(frame)[14:42])
    kind = 'b' if opcode == 2 else 'c' if sender == bytes(4) else 'd' if sender == target else 'a'
    return {'kind': kind, 'about': str(ipaddress.ip_address(sender if opcode == 2 else target))}


@solves('arp-cache')
def arp_cache(given, frames):
    # every packet as C receives it: who sent it, which MAC address of that host is in it, whether it is for C
    cache, mac, heard = {}, dict.fromkeys('ABCD', 'a'), []
    for event in given['events'].split():
        if event[1] == '!':
            mac[event[0]] = 'b'
            heard.append((event[0], mac[event[0]], False))
        else:
            asks, answers = event
            if asks != 'C':
                heard.append((asks, mac[asks], answers == 'C'))
            else:
                heard.append((answers, mac[answers], True))
    for sender, address, is_target in heard:
        merged = sender in cache
        if merged:
            cache[sender] = address
        if is_target and not merged:
            cache[sender] = address
    return {host.lower(): cache.get(host, 'c') for host in 'ABD'}


SWITCH = {'A': 1, 'B': 1, 'C': 2, 'D': 3, 'E': 4}


@solves('switching-table')
def switching_table(given, frames):
    table = {frame[0]: SWITCH[frame[0]] for frame in given['frames'].split()}
    return {host.lower(): str(table.get(host, 0)) for host in SWITCH}


@solves('switching-forward')
def switching_forward(given, frames):
    table, answers = {}, {}
    for i, (source, destination) in enumerate(given['frames'].split(), 1):
        table[source] = SWITCH[source]
        out = {table[destination]} if destination in table else {1, 2, 3, 4}
        out.discard(SWITCH[source])
        answers[f'f{i}'] = ', '.join(map(str, sorted(out))) or '0'
    return answers


@solves('switching-hub')
def switching_hub(given, frames):
    others = [host for host in 'ABCDE' if host != given['from']]
    meant = others if len(given['to']) > 1 else [given['to']]
    return {'hub': ' '.join(others).lower(), 'switch': ' '.join(meant).lower(), 'taken': ' '.join(meant).lower()}


@solves('switching-domains')
def switching_domains(given, frames):
    # a graph of links; hubs join the links that meet in them
    links, hubs = [], set()
    for i, word in enumerate(given['networks'].split()):
        hosts, behind = map(int, word.split(','))
        links.append(('router', f's{i}'))
        links += [(f's{i}', f'h{i}.{n}') for n in range(hosts)]
        if behind:
            hubs.add(f'hub{i}')
            links.append((f's{i}', f'hub{i}'))
            links += [(f'hub{i}', f'g{i}.{n}') for n in range(behind)]

    def groups(joins):
        parent = list(range(len(links)))

        def root(n):
            return n if parent[n] == n else root(parent[n])
        for a in range(len(links)):
            for b in range(a):
                if any(joins(node) for node in set(links[a]) & set(links[b])):
                    parent[root(a)] = root(b)
        return len({root(n) for n in range(len(links))})
    return {'collision': str(groups(lambda node: node in hubs)), 'broadcast': str(groups(lambda node: node != 'router'))}


@solves('switching-vlan')
def switching_vlan(given, frames):
    vlans = dict(zip('abcdefgh', given['vlans'].split()))
    sender = given['from'].lower()
    return {'reached': ' '.join(h for h in vlans if h != sender and vlans[h] == vlans[sender]) or 'none'}


@solves('switching-ageing')
def switching_ageing(given, frames):
    expires = {}
    for frame in given['frames'].split():
        time, source, _ = frame.split(',')
        expires[source] = int(time) + 300
    return {host.lower(): yes(expires.get(host, 0) > int(given['now'])) for host in 'ABCD'}


solved = 0
for line in open(sys.argv[1], encoding='utf-8'):
    task = json.loads(line)
    witness = WITNESSES.get(task['id'])
    if witness is None:
        continue
    for key, answer in witness(task['given'], task['frames']).items():
        if task['answers'][key] != answer:
            sys.exit(f"{task['id']} {task['seed']} {task['given']}: {key} is {answer}, not {task['answers'][key]}")
    solved += 1
print(solved)
