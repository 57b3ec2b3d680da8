"""The exercises of the topic subnet."""
import ipaddress

from .shared import block, solves


@solves('subnet-range')
def subnet_range(given, frames):
    network = ipaddress.ip_interface(f"{given['address']}/{given['prefix']}").network
    return {
        'network': str(network.network_address),
        'broadcast': str(network.broadcast_address),
        'usable': str(sum(1 for _ in network.hosts()) if network.prefixlen > 20 else network.num_addresses - 2),
    }


@solves('subnet-hosts')
def subnet_hosts(given, frames):
    size = block(int(given['hosts']))
    network = next(ipaddress.ip_network(f'10.0.0.0/{n}') for n in range(32, 0, -1)
                   if ipaddress.ip_network(f'10.0.0.0/{n}').num_addresses == size)
    return {'prefix': f'/{network.prefixlen}', 'usable': str(size - 2)}


@solves('subnet-masks')
def subnet_masks(given, frames):
    network = ipaddress.ip_network(f"0.0.0.0/{given['len']}")
    return {'mask': str(network.netmask), 'wildcard': str(network.hostmask),
            'len': str(ipaddress.ip_network(f"0.0.0.0/{given['shown']}").prefixlen)}


@solves('subnet-places')
def subnet_places(given, frames):
    network = ipaddress.ip_network(f"{given['network']}/{given['prefix']}")

    def place(address):
        address = ipaddress.ip_address(address)
        if address not in network:
            return 'd'
        return {network.network_address: 'a', network.broadcast_address: 'b'}.get(address, 'c')
    return dict(zip(['first', 'second', 'third', 'fourth'], map(place, given['addresses'].split())))


@solves('subnet-split')
def subnet_split(given, frames):
    network = ipaddress.ip_network(f"{given['block']}/{given['prefix']}")
    for more in range(1, 9):
        subnets = list(network.subnets(prefixlen_diff=more))
        if len(subnets) >= int(given['parts']):
            chosen = subnets[int(given['which']) - 1]
            return {'prefix': f'/{chosen.prefixlen}', 'network': str(chosen.network_address)}


@solves('subnet-cover')
def subnet_cover(given, frames):
    networks = [ipaddress.ip_network(word) for word in given['networks'].split()]
    cover = networks[0]
    while not all(network.subnet_of(cover) for network in networks):
        cover = cover.supernet()
    return {'cover': str(cover), 'foreign': str(cover.num_addresses - sum(n.num_addresses for n in networks))}
