"""The exercises of the topic crc."""
import ipaddress
import struct
import zlib

from .shared import octets, solves, sum16, words, yes


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
