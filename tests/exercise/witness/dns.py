"""The exercises of the topic dns."""
import ipaddress
import struct

from .shared import solves, yes


def dns_name(octets_, at):
    """The name at an offset, and how many octets it takes there."""
    labels, start, end = [], at, None
    while octets_[at]:
        if octets_[at] >= 0xc0:
            end = end or at + 2
            at = int.from_bytes(octets_[at:at + 2], 'big') % 0x4000
        else:
            labels.append(octets_[at + 1:at + 1 + octets_[at]].decode())
            at += 1 + octets_[at]
    return '.'.join(labels), (end or at + 1) - start


@solves('dns-reverse')
def dns_reverse(given, frames):
    return {'name': ipaddress.ip_address(given['address']).reverse_pointer}


@solves('dns-wire')
def dns_wire(given, frames):
    labels = [label.encode() for label in f"{given['name']}.".split('.')]
    return {'octets': b''.join(bytes([len(label)]) + label for label in labels).hex(' ')}


@solves('dns-header')
def dns_header(given, frames):
    octets_ = bytes.fromhex(frames[0])[42:]
    _, flags, _, answers, _, _ = struct.unpack('!6H', octets_[:12])
    at = 12 + dns_name(octets_, 12)[1]
    kind = {1: 'A', 16: 'TXT', 28: 'AAAA'}[int.from_bytes(octets_[at:at + 2], 'big')]
    return {'response': yes(flags >> 15), 'rcode': str(flags % 16), 'type': kind, 'answers': str(answers)}


@solves('dns-pointer')
def dns_pointer(given, frames):
    octets_, at = bytes.fromhex(frames[0])[42:], int(given['at']) - 42
    name, count = dns_name(octets_, at)
    pointer = int.from_bytes(octets_[at + count - 2:at + count], 'big')
    return {'name': name, 'offset': str(pointer - 0xc000), 'octets': str(count)}


@solves('dns-sections')
def dns_sections(given, frames):
    # the question has no data; NS is authority, the addresses of its hosts are additional, the rest answers
    lines = [line.split() for line in given['lines'].split('; ')]
    servers = {line[4] for line in lines if 'NS' in line}
    found = ['a' if len(l) == 3 else 'c' if l[3] == 'NS' else 'd' if l[0] in servers else 'b' for l in lines]
    return dict(zip(['first', 'second', 'third', 'fourth', 'fifth'], found))


@solves('dns-first')
def dns_first(given, frames):
    levels = ['root', *range(1, given['name'].count('.') + 1)][int(given['known']):]
    return {'first': 'abcd'[3 - len(levels)], 'queries': str(len(levels))}


@solves('dns-cache')
def dns_cache(given, frames):
    ttl, kept, answers = int(given['ttl']), set(), {}
    kept = set(range(int(given['start']), int(given['start']) + ttl))
    for i, time in enumerate(map(int, given['times'].split()), 2):
        answers[f'ask{i}'] = yes(time not in kept)
        if time not in kept:
            kept = set(range(time, time + ttl))
        answers[f'ttl{i}'] = str(max(kept) + 1 - time)
    return answers
