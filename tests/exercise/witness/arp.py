"""The exercises of the topic arp."""
import ipaddress
import struct

from .shared import solves


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
