"""The exercises of the topic layers."""
from .shared import octets, solves


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
