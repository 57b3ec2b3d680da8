"""The exercises of the topic routing."""
import ipaddress

from .shared import solves, yes


@solves('routing-match')
def routing_match(given, frames):
    routes = [ipaddress.ip_network(word) for word in given['routes'].split()]

    def hop(target):
        matching = [route for route in routes if ipaddress.ip_address(target) in route]
        return 'abcde'[routes.index(max(matching, key=lambda route: route.prefixlen))]
    return dict(zip(['first', 'second', 'third'], map(hop, given['targets'].split())))


@solves('routing-gateway')
def routing_gateway(given, frames):
    def verdict(setting):
        own, gateway = setting.split(',')
        own, gateway = ipaddress.ip_interface(own), ipaddress.ip_address(gateway)
        if gateway == own.ip:
            return 'd'
        if gateway not in own.network:
            return 'b'
        return 'a' if gateway in set(own.network.hosts()) else 'c'
    return dict(zip(['first', 'second', 'third'], map(verdict, given['settings'].split())))


@solves('routing-vector')
def routing_vector(given, frames):
    answers = {}
    for i, row in enumerate(given['rows'].split(), 1):
        distance, hop, told = row.split(',')
        by_c = int(told) + 1
        if hop == 'C' or by_c < int(distance):
            distance, hop = by_c, 'C'
        answers |= {f'd{i}': str(distance), f'h{i}': hop.lower()}
    return answers


@solves('routing-hops')
def routing_hops(given, frames):
    macs, answers = given['macs'].split(), {}
    for i in range(3):
        answers |= {f'src{i + 1}': macs[2 * i], f'dst{i + 1}': macs[2 * i + 1], f'from{i + 1}': given['a'],
                    f'ttl{i + 1}': str(int(given['ttl']) - i)}
    return answers


@solves('routing-back')
def routing_back(given, frames):
    left, middle, right = given['nets'].split()
    r1, r2, b = (word == '1' for word in given['routes'].split())
    tables = {'A': {left, 'any'}, 'R1': {left, middle} | ({right} if r1 else set()),
              'R2': {middle, right} | ({left} if r2 else set()), 'B': {right} | ({'any'} if b else set())}

    def goes(way, net):
        return all(net in tables[hop] or 'any' in tables[hop] for hop in way)
    arrives = goes(['A', 'R1', 'R2'], right)
    return {'arrives': yes(arrives), 'returns': yes(arrives and goes(['B', 'R2', 'R1'], left))}


@solves('routing-loop')
def routing_loop(given, frames):
    ttl, at, crossings = int(given['ttl']), 0, 0
    while ttl > 1:
        ttl, at, crossings = ttl - 1, 1 - at, crossings + 1
    return {'crossings': str(crossings), 'discards': 'ab'[at]}
