"""The exercises of the topic ipv4."""
import ipaddress
import struct

from .shared import octets, solves, sum16


@solves('ipv4-neighbours')
def ipv4_neighbours(given, frames):
    a, b = (ipaddress.ip_interface(f"{given[key]}/{given['prefix']}").network for key in 'ab')
    return {'a': str(a.network_address), 'b': str(b.network_address), 'same': 'yes' if a == b else 'no'}


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
