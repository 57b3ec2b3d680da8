"""The exercises of the topic mac."""
import ipaddress

from .shared import octets, solves, yes


@solves('mac-bits')
def mac_bits(given, frames):
    first = int(given['address'].split(':')[0], 16)
    return {'group': 'yes' if first % 2 else 'no', 'local': 'yes' if first // 2 % 2 else 'no'}


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
