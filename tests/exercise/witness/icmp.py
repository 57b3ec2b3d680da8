"""The exercises of the topic icmp."""
import ipaddress
import struct

from .shared import solves, sum16


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
