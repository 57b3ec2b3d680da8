"""The exercises of the topic udp."""
import ipaddress
import struct

from .shared import addresses, solves, sum16


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
