"""Solves exercises a second time, with Python's own modules, out of what was drawn. Prints how many it solved.

A function below solves one exercise: it gets the drawn numbers and the frames, and gives the answers by part. Parts that it
does not give are not compared.
"""
import codecs
import fractions
import http.client
import io
import ipaddress
import itertools
import json
import socket
import struct
import sys
import urllib.parse
import zlib

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


def segment(frame):
    """Ports, numbers, flags and data of the TCP segment in a frame, by the lengths in the headers."""
    frame = bytes.fromhex(frame)
    start = 14 + frame[14] % 16 * 4
    end = 14 + int.from_bytes(frame[16:18], 'big')
    source, destination, seq, ack, offset, flags = struct.unpack('!HHIIBB', frame[start:start + 14])
    return source, destination, seq, ack, flags, frame[start + (offset >> 4) * 4:end]


def addresses(frame):
    """Source and destination of the IPv4 datagram in a frame."""
    octets = bytes.fromhex(frame)
    return str(ipaddress.ip_address(octets[26:30])), str(ipaddress.ip_address(octets[30:34]))


@solves('tcp-ladder')
def tcp_ladder(given, frames):
    # both sides' next numbers, moved on by what each segment uses: 1 for SYN, 1 for each octet
    n, m = int(given['n']), int(given['m'])
    next_a, next_b, rows = int(given['x']), int(given['y']), []
    for from_a, used in [(True, 1), (False, 1), (True, 0), (True, n), (False, 0), (False, m), (True, 0)]:
        rows.append((next_a, next_b) if from_a else (next_b, next_a))
        if from_a:
            next_a += used
        else:
            next_b += used
    cell = {f'{name}{i}': str(row[at]) for i, row in enumerate(rows, 1) for at, name in enumerate(['seq', 'ack'])}
    return {key: cell[key] for key in ['ack2', 'seq3', 'ack3', 'seq4', 'ack5', 'seq6', 'ack7']}


@solves('tcp-flags')
def tcp_flags(given, frames):
    flags = segment(frames[0])[4]
    return {'flags': ' '.join(letter for letter, value in zip('abcdef', [1, 2, 4, 8, 16, 32]) if flags & value)}


@solves('tcp-answer')
def tcp_answer(given, frames):
    _, _, seq, _, flags, data = segment(frames[0])
    used = len(data) + bool(flags & 2) + bool(flags & 1)
    return {'seq': str(seq), 'data': str(len(data)), 'ack': str((seq + used) & 0xffffffff)}


@solves('tcp-syn-ack')
def tcp_syn_ack(given, frames):
    frame = bytes.fromhex(frames[0])
    source, destination, seq, _, _, _ = segment(frames[0])
    a, b = frame[26:30], frame[30:34]
    header = frame[14:24] + bytes(2) + b + a
    header = header[:10] + (0xffff - sum16(struct.unpack('!10H', header))).to_bytes(2, 'big') + header[12:]
    tcp = struct.pack('!HHIIBBHHH', destination, source, int(given['own']), seq + 1, 0x50, 18, 64240, 0, 0)
    total = sum16(struct.unpack('!16H', b + a + struct.pack('!BBH', 0, 6, 20) + tcp))
    tcp = tcp[:16] + (0xffff - total).to_bytes(2, 'big') + tcp[18:]
    return {'frame': (frame[6:12] + frame[:6] + frame[12:14] + header + tcp).ljust(60, bytes(1)).hex(' ')}


@solves('tcp-window')
def tcp_window(given, frames):
    una, following = int(given['una']), int(given['next'])
    size = int(given['field']) * 2 ** int(given['scale'])
    allowed = range(una, una + size)
    return {'window': str(len(allowed)), 'edge': str(allowed[-1] + 1), 'usable': str(len(allowed[allowed.index(following):]))}


@solves('tcp-rounds')
def tcp_rounds(given, frames):
    # acknowledgment by acknowledgment: below the threshold each adds a segment, above it a whole window does
    threshold, loss, window, by_round = int(given['threshold']), int(given['loss']), 1, {}
    for number in range(1, loss + 5):
        by_round[number] = window
        if number == loss:
            threshold = max(window // 2, 2)
            window = 1 if given['timeout'] == 'true' else threshold
            continue
        acknowledged, avoiding = window, window >= threshold
        for _ in range(acknowledged):
            if not avoiding and window < threshold:
                window += 1
        window += avoiding
    rounds = {'early': 3, 'passed': 6, 'last': loss, 'after': loss + 1, 'later': loss + 4}
    return {**{key: str(by_round[number]) for key, number in rounds.items()}, 'threshold': str(threshold)}


TCP_EVENTS = {
    # (state, what happens): the state then, after the figure of RFC 9293 section 3.3.2
    ('CLOSED', 'send SYN'): 'SYN-SENT', ('LISTEN', 'get SYN'): 'SYN-RECEIVED', ('SYN-RECEIVED', 'send SYN ACK'): 'SYN-RECEIVED',
    ('SYN-SENT', 'get SYN ACK'): 'ESTABLISHED', ('ESTABLISHED', 'send ACK'): 'ESTABLISHED', ('SYN-RECEIVED', 'get ACK'): 'ESTABLISHED',
    ('ESTABLISHED', 'send FIN ACK'): 'FIN-WAIT-1', ('ESTABLISHED', 'get FIN ACK'): 'CLOSE-WAIT', ('CLOSE-WAIT', 'send ACK'): 'CLOSE-WAIT',
    ('FIN-WAIT-1', 'get ACK'): 'FIN-WAIT-2', ('CLOSE-WAIT', 'send FIN ACK'): 'LAST-ACK', ('FIN-WAIT-2', 'get FIN ACK'): 'TIME-WAIT',
    ('FIN-WAIT-1', 'get FIN ACK'): 'TIME-WAIT', ('TIME-WAIT', 'send ACK'): 'TIME-WAIT', ('LAST-ACK', 'get ACK'): 'CLOSED',
}
TCP_SCRIPTS = {'open': '1 SYN,2 SYN ACK,1 ACK', 'close4': '1 FIN ACK,2 ACK,2 FIN ACK,1 ACK', 'close3': '1 FIN ACK,2 FIN ACK,1 ACK'}


@solves('tcp-states')
def tcp_states(given, frames):
    first, other = ('a', 'b') if given['first'] == 'A' else ('b', 'a')
    opens = given['script'] == 'open'
    state = {first: 'CLOSED' if opens else 'ESTABLISHED', other: 'LISTEN' if opens else 'ESTABLISHED'}
    answers = {}
    for i, step in enumerate(TCP_SCRIPTS[given['script']].split(','), 1):
        who, flags = step.split(' ', 1)
        sender, receiver = (first, other) if who == '1' else (other, first)
        state[sender] = TCP_EVENTS[state[sender], f'send {flags}']
        state[receiver] = TCP_EVENTS[state[receiver], f'get {flags}']
        answers |= {f'a{i}': state['a'], f'b{i}': state['b']}
    return answers


@solves('tcp-closer')
def tcp_closer(given, frames):
    closers = [addresses(frame)[0] for frame in frames if segment(frame)[4] & 1]
    assert len(closers) == 2 and closers[0] != closers[1]
    return {'closed': closers[0], 'waits': closers[0]}


@solves('udp-header')
def udp_header(given, frames):
    source, destination, length, _ = struct.unpack('!4H', bytes.fromhex(given['header']))
    return {'src_port': str(source), 'dst_port': str(destination), 'data': str(length - 8)}


@solves('udp-build')
def udp_build(given, frames):
    data = given['word'].encode()
    header = struct.pack('!4H', int(given['source']), int(given['destination']), 8 + len(data), 0)
    return {'datagram': (header + data).hex(' ')}


@solves('udp-classes')
def udp_classes(given, frames):
    ranges = [range(0, 1024), range(1024, 49152), range(49152, 65536)]
    found = ['abc'[[int(port) in ports for ports in ranges].index(True)] for port in given['ports'].split()]
    return dict(zip(['first', 'second', 'third', 'fourth'], found))


@solves('udp-server')
def udp_server(given, frames):
    frame = bytes.fromhex(frames[0])
    ends = list(zip(struct.unpack('!HH', frame[34:38]), addresses(frames[0])))
    return {'server': min(ends)[1], 'port': str(max(ends)[0])}


@solves('udp-demux')
def udp_demux(given, frames):
    table = {('TCP', f"{given['x']}:{given['client']}"): 'b', ('TCP', f"{given['y']}:{given['client']}"): 'c'}
    rest = {'TCP': 'a', 'TCP-SYN': 'a', 'UDP': 'd'}
    arrivals = [tuple(word.split(',')) for word in given['arrivals'].split()]
    return dict(zip(['first', 'second', 'third', 'fourth'], [table.get(a, rest[a[0]]) for a in arrivals]))


@solves('udp-largest')
def udp_largest(given, frames):
    def fits(limit):
        return next(data for data in range(limit, 0, -1) if 20 + int(given['options']) + 8 + data <= limit)
    return {'whole': str(fits(int(given['mtu']))), 'most': str(fits(0xffff))}


@solves('udp-checksum')
def udp_checksum(given, frames):
    data = bytes.fromhex(given['data'])
    pseudo = b''.join(ipaddress.ip_address(given[key]).packed for key in 'ab') + struct.pack('!HH', 17, 8 + len(data))
    octets_ = pseudo + struct.pack('!4H', int(given['source']), int(given['destination']), 8 + len(data), 0) + data
    octets_ += bytes(len(octets_) % 2)
    total = sum16(struct.unpack(f'!{len(octets_) // 2}H', octets_))
    return {'checksum': (0xffff - total or 0xffff).to_bytes(2, 'big').hex(' ')}


def dns_name(octets_, at):
    """The name at an offset, and how many octets it takes there."""
    labels, start, end = [], at, None
    while octets_[at]:
        if octets_[at] >= 0xc0:
            end = end or at + 2
            at = int.from_bytes(octets_[at:at + 2], 'big') % 0x4000
        else:
            labels.append(octets_[at + 1:at + 1 + octets_[at]].decode())
            at += 1 + octets_[at]
    return '.'.join(labels), (end or at + 1) - start


@solves('dns-reverse')
def dns_reverse(given, frames):
    return {'name': ipaddress.ip_address(given['address']).reverse_pointer}


@solves('dns-wire')
def dns_wire(given, frames):
    labels = [label.encode() for label in f"{given['name']}.".split('.')]
    return {'octets': b''.join(bytes([len(label)]) + label for label in labels).hex(' ')}


@solves('dns-header')
def dns_header(given, frames):
    octets_ = bytes.fromhex(frames[0])[42:]
    _, flags, _, answers, _, _ = struct.unpack('!6H', octets_[:12])
    at = 12 + dns_name(octets_, 12)[1]
    kind = {1: 'A', 16: 'TXT', 28: 'AAAA'}[int.from_bytes(octets_[at:at + 2], 'big')]
    return {'response': yes(flags >> 15), 'rcode': str(flags % 16), 'type': kind, 'answers': str(answers)}


@solves('dns-pointer')
def dns_pointer(given, frames):
    octets_, at = bytes.fromhex(frames[0])[42:], int(given['at']) - 42
    name, count = dns_name(octets_, at)
    pointer = int.from_bytes(octets_[at + count - 2:at + count], 'big')
    return {'name': name, 'offset': str(pointer - 0xc000), 'octets': str(count)}


@solves('dns-sections')
def dns_sections(given, frames):
    # the question has no data; NS is authority, the addresses of its hosts are additional, the rest answers
    lines = [line.split() for line in given['lines'].split('; ')]
    servers = {line[4] for line in lines if 'NS' in line}
    found = ['a' if len(l) == 3 else 'c' if l[3] == 'NS' else 'd' if l[0] in servers else 'b' for l in lines]
    return dict(zip(['first', 'second', 'third', 'fourth', 'fifth'], found))


@solves('dns-first')
def dns_first(given, frames):
    levels = ['root', *range(1, given['name'].count('.') + 1)][int(given['known']):]
    return {'first': 'abcd'[3 - len(levels)], 'queries': str(len(levels))}


@solves('dns-cache')
def dns_cache(given, frames):
    ttl, kept, answers = int(given['ttl']), set(), {}
    kept = set(range(int(given['start']), int(given['start']) + ttl))
    for i, time in enumerate(map(int, given['times'].split()), 2):
        answers[f'ask{i}'] = yes(time not in kept)
        if time not in kept:
            kept = set(range(time, time + ttl))
        answers[f'ttl{i}'] = str(max(kept) + 1 - time)
    return answers


@solves('dhcp-lease')
def dhcp_lease(given, frames):
    return {'t1': f"{int(given['lease']) * 0.5:.0f}", 't2': f"{int(given['lease']) * 0.875:.0f}"}


@solves('dhcp-addresses')
def dhcp_addresses(given, frames):
    everybody = str(ipaddress.ip_network('0.0.0.0/0').broadcast_address)
    return {'d_src': '0.0.0.0', 'd_dst': everybody, 'd_port': '67', 'o_port': '68', 'r_src': '0.0.0.0', 'r_dst': everybody,
            'o_dst': everybody if given['flag'] == '1' else given['offered'], 'a_src': given['server']}


def dhcp_options(frame):
    message = bytes.fromhex(frame)[42:]
    found, at = {}, 240
    while message[at] != 255:
        found[message[at]] = message[at + 2:at + 2 + message[at + 1]]
        at += 2 + message[at + 1]
    return message, found


@solves('dhcp-ack')
def dhcp_ack(given, frames):
    message, options = dhcp_options(frames[0])
    values = {'address': message[16:20], 'router': options[3], 'dns': options[6]}
    answers = {key: str(ipaddress.ip_address(value)) for key, value in values.items()}
    return {**answers, 'lease': str(int.from_bytes(options[51], 'big'))}


@solves('dhcp-chosen')
def dhcp_chosen(given, frames):
    read = [dhcp_options(frame)[1] for frame in frames]
    assert [options[53][0] for options in read] == [1, 2, 2, 3]
    named = {'address': read[3][50], 'server': read[3][54]}
    named['in_vain'] = next(options[54] for options in read[1:3] if options[54] != named['server'])
    return {key: str(ipaddress.ip_address(value)) for key, value in named.items()}


CALLS = {
    # what has to be done before a call, by the call
    'bind': 'socket', 'listen': 'bind', 'accept': 'listen', 'connect': 'socket', 'close': 'socket',
}


@solves('sockets-order')
def sockets_order(given, frames):
    calls = given['calls'].split()
    serves = 'bind' in calls
    talk = [call for call in ('read', 'recvfrom', 'write', 'sendto') if call in calls]
    if not serves:
        talk.reverse()
    order = [call for call in ('socket', 'bind', 'listen', 'accept', 'connect') if call in calls] + talk + ['close']
    assert all(order.index(before) < order.index(call) for call, before in CALLS.items() if call in calls)
    return {'order': ' '.join('abcdefg'[calls.index(call)] for call in order)}


@solves('sockets-count')
def sockets_count(given, frames):
    connections = [(host, number) for host in range(int(given['hosts'])) for number in range(int(given['each']))]
    return {'sockets': str(len(['listening'] + connections[int(given['closed']):])), 'ports': '1'}


@solves('sockets-reads')
def sockets_reads(given, frames):
    stream = io.BytesIO(bytes(sum(map(int, given['writes'].split()))))
    return {f'r{i}': str(len(stream.read(int(given['size'])))) for i in range(1, 5)}


@solves('sockets-datagrams')
def sockets_datagrams(given, frames):
    # over a real socket pair of datagrams
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, other:
        for size in given['sent'].split():
            one.send(bytes(int(size)))
        return {f'r{i}': str(len(other.recv(int(given['size'])))) for i in range(1, 4)}


@solves('sockets-where')
def sockets_where(given, frames):
    written, received, read = (int(given[key]) for key in ('written', 'received', 'read'))
    at_b = range(received)[read:]
    return {'send': str(len(range(written)[received:])), 'receive': str(len(at_b)), 'close': 'b' if at_b else 'a'}


@solves('framing-lines')
def framing_lines(given, frames):
    *messages, rest = ''.join(given['pieces'].split()).replace('\\n', '\n').split('\n')
    return {'messages': str(len(messages)), 'left': str(len(rest))}


@solves('framing-lengths')
def framing_lengths(given, frames):
    stream, messages = io.BytesIO(bytes.fromhex(given['octets'])), []
    while True:
        at = stream.tell()
        head = stream.read(2)
        text = stream.read(int.from_bytes(head, 'big')) if len(head) == 2 else b''
        if len(head) < 2 or len(text) < int.from_bytes(head, 'big'):
            break
        messages.append(text.decode())
    return {'messages': str(len(messages)), 'second': messages[1], 'left': str(len(stream.getvalue()) - at)}


@solves('framing-build')
def framing_build(given, frames):
    texts = [given[key].encode() for key in ('first', 'second')]
    return {'octets': b''.join(struct.pack(f'!H{len(text)}s', len(text), text) for text in texts).hex(' ')}


@solves('framing-exit')
def framing_exit(given, frames):
    reads = [text.encode().decode('unicode_escape') for text in given['inputs'].split(' ')]
    return {'ends': ' '.join('abcde'[i] for i, text in enumerate(reads) if text[:-1] == given['word'])}


@solves('framing-characters')
def framing_characters(given, frames):
    text = ('a' * int(given['letters']) + '网' * int(given['chinese'])).encode()
    decoder = codecs.getincrementaldecoder('utf-8')()
    whole = decoder.decode(text[:int(given['size'])])
    return {'total': str(len(text)), 'whole': str(len(whole)), 'left': str(len(decoder.getstate()[0]))}


@solves('http-request')
def http_request(given, frames):
    url = urllib.parse.urlsplit(given['url'])
    target = url.path + (f'?{url.query}' if url.query else '')
    return {'line': f'GET {target} HTTP/1.1', 'host': url.netloc, 'port': str(url.port or 80)}


class Wire:
    """What http.client reads a response from, in place of a socket."""

    def __init__(self, octets_):
        self.octets = octets_

    def makefile(self, *_):
        return io.BytesIO(self.octets)


def response(octets_):
    found = http.client.HTTPResponse(Wire(octets_), method='GET')
    found.begin()
    return found


@solves('http-status')
def http_status(given, frames):
    found = response((given['head'].replace('|', '\r\n') + '\r\n\r\n').encode())
    return {'status': str(found.status), 'class': 'abcd'[found.status // 100 - 2], 'body': str(found.length)}


@solves('http-length')
def http_length(given, frames):
    end = {'LF': '\n', 'CR LF': '\r\n'}[given['line']]
    return {'length': str(len(('网' * int(given['chinese']) + 'a' * int(given['letters']) + end).encode()))}


@solves('http-body')
def http_body(given, frames):
    frame = bytes.fromhex(frames[0])
    body = response(frame[54:]).read()
    start = frame.rindex(body)
    return {'start': str(start), 'count': str(len(body)), 'octet': f'{body[0]:02x}'}


@solves('http-build')
def http_build(given, frames):
    sent = bytearray()
    connection = http.client.HTTPConnection(given['host'], 80)
    connection.send = sent.extend
    connection.putrequest(given['method'], given['path'], skip_accept_encoding=True)
    connection.endheaders()
    return {'request': sent.hex(' ')}


@solves('http-chunks')
def http_chunks(given, frames):
    body = b''.join(f'{size}\r\n'.encode() + b'x' * int(size, 16) + b'\r\n' for size in given['sizes'].split()) + b'0\r\n\r\n'
    found = response(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + body)
    return {'body': str(len(found.read())), 'wire': str(len(body))}


@solves('client-server-kinds')
def client_server_kinds(given, frames):
    kinds = given['kinds'].split()
    letters = {kind: {'abcde'[i] for i, word in enumerate(kinds) if word == kind} for kind in ('browser', 'program')}
    show = lambda chosen: ' '.join(sorted(chosen)) or 'none'
    return {'served': show(letters['browser'] | letters['program']), 'browsed': show(letters['browser'])}


@solves('client-server-who')
def client_server_who(given, frames):
    [opening] = [frame for frame in frames if segment(frame)[4] == 2]
    return {'client': addresses(opening)[0], 'port': str(segment(opening)[1])}


@solves('client-server-reply')
def client_server_reply(given, frames):
    (source, destination), (own, other, *_) = addresses(frames[0]), segment(frames[0])
    return {'src': destination, 'src_port': str(other), 'dst': source, 'dst_port': str(own)}


@solves('client-server-sharing')
def client_server_sharing(given, frames):
    clients, file, server, down, up = (fractions.Fraction(given[key]) for key in ('clients', 'file', 'server', 'down', 'up'))

    def shown(seconds):
        whole, rest = divmod(int(seconds * 10 ** 9), 10 ** 9)
        return f'{whole}.{rest:09d}'.rstrip('0').rstrip('.') + ' s'
    return {'server': shown(max(clients * file / server, file / down)),
            'peers': shown(max(file / server, file / down, clients * file / (server + clients * up)))}


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


@solves('routing-match')
def routing_match(given, frames):
    routes = [ipaddress.ip_network(word) for word in given['routes'].split()]

    def hop(target):
        matching = [route for route in routes if ipaddress.ip_address(target) in route]
        return 'abcde'[routes.index(max(matching, key=lambda route: route.prefixlen))]
    return dict(zip(['first', 'second', 'third'], map(hop, given['targets'].split())))


@solves('routing-gateway')
def routing_gateway(given, frames):
    def verdict(setting):
        own, gateway = setting.split(',')
        own, gateway = ipaddress.ip_interface(own), ipaddress.ip_address(gateway)
        if gateway == own.ip:
            return 'd'
        if gateway not in own.network:
            return 'b'
        return 'a' if gateway in set(own.network.hosts()) else 'c'
    return dict(zip(['first', 'second', 'third'], map(verdict, given['settings'].split())))


@solves('routing-vector')
def routing_vector(given, frames):
    answers = {}
    for i, row in enumerate(given['rows'].split(), 1):
        distance, hop, told = row.split(',')
        by_c = int(told) + 1
        if hop == 'C' or by_c < int(distance):
            distance, hop = by_c, 'C'
        answers |= {f'd{i}': str(distance), f'h{i}': hop.lower()}
    return answers


@solves('routing-hops')
def routing_hops(given, frames):
    macs, answers = given['macs'].split(), {}
    for i in range(3):
        answers |= {f'src{i + 1}': macs[2 * i], f'dst{i + 1}': macs[2 * i + 1], f'from{i + 1}': given['a'],
                    f'ttl{i + 1}': str(int(given['ttl']) - i)}
    return answers


@solves('routing-back')
def routing_back(given, frames):
    left, middle, right = given['nets'].split()
    r1, r2, b = (word == '1' for word in given['routes'].split())
    tables = {'A': {left, 'any'}, 'R1': {left, middle} | ({right} if r1 else set()),
              'R2': {middle, right} | ({left} if r2 else set()), 'B': {right} | ({'any'} if b else set())}

    def goes(way, net):
        return all(net in tables[hop] or 'any' in tables[hop] for hop in way)
    arrives = goes(['A', 'R1', 'R2'], right)
    return {'arrives': yes(arrives), 'returns': yes(arrives and goes(['B', 'R2', 'R1'], left))}


@solves('routing-loop')
def routing_loop(given, frames):
    ttl, at, crossings = int(given['ttl']), 0, 0
    while ttl > 1:
        ttl, at, crossings = ttl - 1, 1 - at, crossings + 1
    return {'crossings': str(crossings), 'discards': 'ab'[at]}




@solves('icmp-distance')
def icmp_distance(given, frames):
    left = int(given['left'])
    [start] = [start for start in (64, 128, 255) if 0 <= start - left <= 32]
    return {'start': str(start), 'passed': str(start - left)}


ICMP = {'ping asks': (8, 0), 'the pinged host answers': (0, 0), 'the TTL became 0 in a router': (11, 0),
        'fragments did not all come in time': (11, 1), 'a router has no route to the network': (3, 0),
        'the last router gets no ARP reply': (3, 1), 'the host has nobody at the UDP port': (3, 3),
        'too long for the link, and DF is set': (3, 4), 'a nearer gateway is on the same link': (5, 1)}


@solves('icmp-types')
def icmp_types(given, frames):
    answers = {}
    for i, situation in enumerate(given['situations'].split('; '), 1):
        kind, code = ICMP[situation]
        answers |= {f'type{i}': str(kind), f'code{i}': str(code)}
    return answers


@solves('icmp-expire')
def icmp_expire(given, frames):
    ttl = int(given['ttl'])
    for router in given['way'].split():
        ttl -= 1
        if ttl == 0:
            return {'from': router.split(',')[0], 'to': given['a'], 'type': '11'}


@solves('icmp-traceroute')
def icmp_traceroute(given, frames):
    lines = given['way'].split() + [given['b']]
    lines[int(given['silent']) - 1] = '*'
    return {f'line{i}': line for i, line in enumerate(lines, 1)}


@solves('icmp-quote')
def icmp_quote(given, frames):
    packet = bytes.fromhex(frames[0])[14:]
    header = packet[0] % 16 * 4
    quoted = packet[header + 8:]
    ports = struct.unpack('!HH', quoted[quoted[0] % 16 * 4:][:4])
    return {'reporter': str(ipaddress.ip_address(packet[12:16])), 'target': str(ipaddress.ip_address(quoted[16:20])),
            'port': str(ports[1])}


@solves('icmp-reply')
def icmp_reply(given, frames):
    frame = bytearray.fromhex(frames[0])
    frame[0:6], frame[6:12] = frame[6:12], frame[0:6]
    frame[26:30], frame[30:34] = frame[30:34], frame[26:30]
    frame[34] = 0
    frame[36:38] = bytes(2)
    end = 14 + int.from_bytes(frame[16:18], 'big')
    total = sum16(struct.unpack(f'!{(end - 34) // 2}H', frame[34:end]))
    frame[36:38] = (0xffff - total).to_bytes(2, 'big')
    return {'frame': frame.hex(' ')}


def terms(polynomial):
    return {0 if term == '1' else 1 if term == 'x' else int(term[2:]) for term in polynomial.split(' + ')}


@solves('crc-polynomial')
def crc_polynomial(given, frames):
    powers = terms(given['polynomial'])
    return {'bits': ''.join('1' if i in powers else '0' for i in range(max(powers), -1, -1)), 'check': str(max(powers))}


def long_division(bits, generator):
    """The blackboard: the generator below each leading 1."""
    row = [int(bit) for bit in bits]
    for at in range(len(row) - len(generator) + 1):
        if row[at]:
            for i, bit in enumerate(generator):
                row[at + i] ^= int(bit)
    return ''.join(map(str, row[-(len(generator) - 1):]))


@solves('crc-divide')
def crc_divide(given, frames):
    rest = long_division(given['data'] + '0' * (len(given['generator']) - 1), given['generator'])
    return {'remainder': rest, 'sent': given['data'] + rest}


@solves('crc-verify')
def crc_verify(given, frames):
    rest = long_division(given['came'], given['generator'])
    return {'remainder': rest, 'accepted': yes('1' not in rest)}


@solves('crc-fcs')
def crc_fcs(given, frames):
    octets = [bytes.fromhex(frame) for frame in frames]
    [right] = [i for i, frame in enumerate(octets) if zlib.crc32(frame[:-4]).to_bytes(4, 'little') == frame[-4:]]
    return {'frame': 'abc'[right]}


def words(digits):
    return [int(digits[i:i + 4], 16) for i in range(0, len(digits), 4)]


@solves('crc-unseen')
def crc_unseen(given, frames):
    total = sum16(words(given['words']))
    same = [i for i, each in enumerate(given['all'].split()) if sum16(words(each)) == total]
    return {'unseen': ' '.join('abcd'[i] for i in same) or 'none'}


@solves('crc-update')
def crc_update(given, frames):
    # a header of one more word that makes the checksum what it was; the TTL in the high octet of the other
    before, ttl = int(given['before'], 16), int(given['ttl'])
    for rest in ((0xffff - before) - (ttl << 8), (0xffff - before) - (ttl << 8) + 0xffff):
        if 0 <= rest <= 0xffff:
            break
    assert 0xffff - sum16([ttl << 8, rest]) == before
    return {'checksum': (0xffff - sum16([(ttl - 1) << 8, rest])).to_bytes(2, 'big').hex(' ')}


@solves('crc-udp')
def crc_udp(given, frames):
    data = bytes.fromhex(given['data'])
    ports = [int(port) for port in given['ports'].split()]
    datagram = struct.pack('!HHHH', *ports, 8 + len(data), 0) + data
    pseudo = ipaddress.ip_address(given['source']).packed + ipaddress.ip_address(given['destination']).packed
    whole = pseudo + struct.pack('!BBH', 0, 17, len(datagram)) + datagram + bytes(len(data) % 2)
    total = 0xffff - sum16(struct.unpack(f'!{len(whole) // 2}H', whole))
    return {'checksum': (total or 0xffff).to_bytes(2, 'big').hex(' ')}


def duration(text):
    number, unit = text.split()
    return fractions.Fraction(number) * {'s': 1, 'ms': fractions.Fraction(1, 1000), 'us': fractions.Fraction(1, 10 ** 6),
                                         'ns': fractions.Fraction(1, 10 ** 9)}[unit]


def rate(text):
    number, unit = text.split()
    return fractions.Fraction(number) * {'bit/s': 1, 'kbit/s': 10 ** 3, 'Mbit/s': 10 ** 6, 'Gbit/s': 10 ** 9}[unit]


class Near:
    """A quantity: what is printed is it, but for less than a thousandth."""

    def __init__(self, read, value):
        self.read, self.value = read, value

    def __eq__(self, text):
        return abs(self.read(text) - self.value) * 1000 <= self.value

    def __repr__(self):
        return str(float(self.value))


@solves('delay-send')
def delay_send(given, frames):
    send = fractions.Fraction(int(given['octets']) * 8, int(given['rate']))
    travel = fractions.Fraction(int(given['km']) * 1000, 2 * 10 ** 8)
    return {'send': Near(duration, send), 'travel': Near(duration, travel), 'total': Near(duration, send + travel)}


@solves('delay-store')
def delay_store(given, frames):
    one = fractions.Fraction(int(given['octets']) * 8, int(given['rate']))
    links = [0] * int(given['links'])
    arrivals = []
    for _ in range(int(given['packets'])):
        ready = 0
        for i, free in enumerate(links):
            ready = links[i] = max(ready, free) + one
        arrivals.append(ready)
    return {'first': Near(duration, arrivals[0]), 'last': Near(duration, arrivals[-1])}


@solves('delay-product')
def delay_product(given, frames):
    bits = fractions.Fraction(int(given['ms']), 1000) * int(given['rate'])
    return {'bits': str(bits), 'octets': str(bits / 8)}


@solves('delay-window')
def delay_window(given, frames):
    through = min(int(given['rate']), fractions.Fraction(int(given['octets']) * 8 * 1000, int(given['ms'])))
    return {'throughput': Near(rate, through),
            'share': Near(lambda text: fractions.Fraction(text.split()[0]), through * 100 / int(given['rate']))}


@solves('delay-bottleneck')
def delay_bottleneck(given, frames):
    through = min(fractions.Fraction(int(given['middle']), int(given['users'])), int(given['first']), int(given['last']))
    return {'throughput': Near(rate, through), 'time': Near(duration, int(given['megabytes']) * 8 * 10 ** 6 / through)}


@solves('delay-greater')
def delay_greater(given, frames):
    answers = {}
    for key, cable in zip(['first', 'second', 'third'], given['cables'].split()):
        octets, speed, km = map(int, cable.split(','))
        answers[key] = 'a' if octets * 8 / speed > km * 1000 / 2e8 else 'b'
    return answers


@solves('bits-bases')
def bits_bases(given, frames):
    octet = int(given['octet'])
    return {'bits': f'{octet:08b}', 'hex': f'{octet:02x}', 'decimal': str(int(given['other'], 16))}


@solves('bits-order')
def bits_order(given, frames):
    pair = struct.pack('!H', int(given['port']))
    return {'octets': pair.hex(' '), 'bits': f'{pair[0]:08b}'[::-1]}


@solves('bits-manchester')
def bits_manchester(given, frames):
    levels = given['levels']
    bits = ''.join({'LH': '1', 'HL': '0'}[levels[i:i + 2]] for i in range(0, 16, 2))
    return {'bits': bits, 'octet': f'{int(bits[::-1], 2):02x}'}


@solves('bits-nrzi')
def bits_nrzi(given, frames):
    level, levels = 'l', ''
    for bit in given['bits']:
        level = {'l': 'h', 'h': 'l'}[level] if bit == '1' else level
        levels += level
    return {'levels': levels, 'changes': str(given['bits'].count('1'))}


@solves('bits-rate')
def bits_rate(given, frames):
    each = len(bin(int(given['levels']) - 1)) - 2
    return {'each': str(each), 'rate': Near(rate, int(given['baud']) * each)}




@solves('layers-order')
def layers_order(given, frames):
    def place(name):
        return ['Ethernet header', 'IPv4 header'].index(name) if name in ('Ethernet header', 'IPv4 header') \
            else 9 if name == 'FCS' else 2 if name.endswith('header') else 3
    names = given['parts'].split('; ')
    return {'order': ' '.join('abcde'[i] for i in sorted(range(5), key=lambda i: place(names[i])))}


@solves('layers-sizes')
def layers_sizes(given, frames):
    octets = bytes(int(given['data']))
    transport = bytes({'UDP': 8, 'TCP': 20}[given['transport']]) + octets
    datagram = bytes(20) + transport
    frame = (bytes(14) + datagram).ljust(60, bytes(1)) + bytes(4)
    return {'transport': str(len(transport)), 'datagram': str(len(datagram)), 'frame': str(len(frame))}


@solves('layers-whose')
def layers_whose(given, frames):
    frame = bytes.fromhex(frames[0])
    network = 14 + frame[14] % 16 * 4
    transport = network + (8 if frame[23] == 17 else frame[network + 12] // 16 * 4)
    borders = [14, network, transport]
    return {key: 'abcd'[sum(int(octet) >= border for border in borders)]
            for key, octet in zip(['first', 'second', 'third'], given['octets'].split())}


@solves('layers-devices')
def layers_devices(given, frames):
    headers = given['headers'].split()
    reads = {'hub': '', 'switch': '0', 'router, without NAT or filter': '01', 'host it is for': '012'}
    return {key: ' '.join('abc'[i] for i in range(3) if headers[i] in reads[device]) or 'none'
            for key, device in zip(['first', 'second', 'third', 'fourth'], given['devices'].split('; '))}


@solves('layers-overhead')
def layers_overhead(given, frames):
    left, count, octets = int(given['size']), 0, 0
    while left > 0:
        data = min(left, int(given['mtu']) - 20 - 20)
        left, count, octets = left - data, count + 1, octets + max(14 + 20 + 20 + data + 4, 64)
    return {'frames': str(count), 'octets': str(octets)}


@solves('ipv6-compress')
def ipv6_compress(given, frames):
    return {'short': ipaddress.ip_address(given['full']).compressed}


@solves('ipv6-expand')
def ipv6_expand(given, frames):
    return {'full': ipaddress.ip_address(given['short']).exploded}


@solves('ipv6-sorts')
def ipv6_sorts(given, frames):
    def sort(word):
        address = ipaddress.ip_address(word)
        if address.is_link_local:
            return 'a'
        if address.is_multicast:
            return 'c'
        if address in ipaddress.ip_network('fc00::/7'):
            return 'b'
        return 'e' if address in ipaddress.ip_network('2001:db8::/32') else 'd' if address.is_global else '?'
    return dict(zip(['first', 'second', 'third', 'fourth'], map(sort, given['addresses'].split())))


@solves('ipv6-eui64')
def ipv6_eui64(given, frames):
    mac = [int(octet, 16) for octet in given['mac'].split(':')]
    octets = [mac[0] ^ 0b10] + mac[1:3] + [0xff, 0xfe] + mac[3:]
    return {'address': str(ipaddress.ip_address(bytes([0xfe, 0x80] + [0] * 6 + octets)))}


@solves('ipv6-subnets')
def ipv6_subnets(given, frames):
    site = ipaddress.ip_network(given['site'])
    subnets = itertools.islice(site.subnets(new_prefix=64), int(given['number']), None)
    return {'count': str(2 ** (64 - site.prefixlen)), 'start': str(next(subnets).network_address)}


@solves('ipv6-solicited')
def ipv6_solicited(given, frames):
    low = ipaddress.ip_address(given['address']).packed[-3:]
    group = ipaddress.ip_address('ff02::1:ff00:0').packed[:-3] + low
    return {'group': str(ipaddress.ip_address(group)), 'mac': (b'\x33\x33' + group[-4:]).hex(':')}


@solves('nat-private')
def nat_private(given, frames):
    blocks = [ipaddress.ip_network(block) for block in ('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')]
    inside = [any(ipaddress.ip_address(word) in block for block in blocks) for word in given['all'].split()]
    return {'private': ' '.join('abcdef'[i] for i in range(6) if inside[i]) or 'none'}


@solves('nat-table')
def nat_table(given, frames):
    table = {}
    for source in given['sources'].split():
        table.setdefault(source, int(given['first']) + len(table))
    return {f'p{i}': str(table[source]) for i, source in enumerate(given['sources'].split(), 1)}


@solves('nat-back')
def nat_back(given, frames):
    table = {public: (host, port) for host, port, public in (entry.split(',') for entry in given['entries'].split())}
    answers = {}
    for i, public in enumerate(given['came'].split(), 1):
        answers[f'host{i}'], answers[f'port{i}'] = table.get(public, ('0.0.0.0', '0'))
    return answers


@solves('nat-changed')
def nat_changed(given, frames):
    places = {'source address': (26, 30), 'destination address': (30, 34), 'TTL': (22, 23), 'header checksum': (24, 26),
              'source port': (34, 36), 'destination port': (36, 38), 'UDP checksum': (40, 42)}
    before, after = (bytes.fromhex(frame) for frame in frames)
    names = given['fields'].split('; ')
    new = [before[slice(*places[name])] != after[slice(*places[name])] for name in names]
    return {'changed': ' '.join('abcdefg'[i] for i in range(7) if new[i])}




solved = 0
for line in open(sys.argv[1], encoding='utf-8'):
    task = json.loads(line)
    witness = WITNESSES.get(task['id'])
    if witness is None:
        continue
    for key, answer in witness(task['given'], task['frames']).items():
        if answer != task['answers'][key]:
            sys.exit(f"{task['id']} {task['seed']} {task['given']}: {key} is {answer}, not {task['answers'][key]}")
    solved += 1
print(solved)
