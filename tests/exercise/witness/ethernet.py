"""The exercises of the topic ethernet."""
from .shared import octets, solves


@solves('ethernet-read')
def ethernet_read(given, frames):
    [frame] = frames
    return {'dst': octets(frame, 0, 6), 'src': octets(frame, 6, 12), 'ethertype': octets(frame, 12, 14, ' ')}


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
