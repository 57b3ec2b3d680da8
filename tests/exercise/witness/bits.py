"""The exercises of the topic bits."""
import struct

from .shared import Near, rate, solves


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
