"""The exercises of the topic ipv6."""
import ipaddress
import itertools

from .shared import octets, solves


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
