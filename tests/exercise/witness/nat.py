"""The exercises of the topic nat."""
import ipaddress

from .shared import block, solves


@solves('nat-private')
def nat_private(given, frames):
    blocks = [ipaddress.ip_network(block) for block in ('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')]
    inside = [any(ipaddress.ip_address(word) in block for block in blocks) for word in given['all'].split()]
    return {'private': ' '.join('abcdef'[i] for i in range(6) if inside[i]) or 'none'}


@solves('nat-table')
def nat_table(given, frames):
    table = {}
    for source in given['sources'].split():
        table.setdefault(source, int(given['first']) + len(table))
    return {f'p{i}': str(table[source]) for i, source in enumerate(given['sources'].split(), 1)}


@solves('nat-back')
def nat_back(given, frames):
    table = {public: (host, port) for host, port, public in (entry.split(',') for entry in given['entries'].split())}
    answers = {}
    for i, public in enumerate(given['came'].split(), 1):
        answers[f'host{i}'], answers[f'port{i}'] = table.get(public, ('0.0.0.0', '0'))
    return answers


@solves('nat-changed')
def nat_changed(given, frames):
    places = {'source address': (26, 30), 'destination address': (30, 34), 'TTL': (22, 23), 'header checksum': (24, 26),
              'source port': (34, 36), 'destination port': (36, 38), 'UDP checksum': (40, 42)}
    before, after = (bytes.fromhex(frame) for frame in frames)
    names = given['fields'].split('; ')
    new = [before[slice(*places[name])] != after[slice(*places[name])] for name in names]
    return {'changed': ' '.join('abcdefg'[i] for i in range(7) if new[i])}
