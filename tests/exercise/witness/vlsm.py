"""The exercises of the topic vlsm."""
import ipaddress

from .shared import block, solves, words, yes


@solves('vlsm-plan')
def vlsm_plan(given, frames):
    free = [ipaddress.ip_network(f"{given['block']}/{given['prefix']}")]
    plan = {}
    for need, name in sorted(zip(map(int, given['needs'].split()), 'abc'), reverse=True):
        place = next(network for network in sorted(free) if network.num_addresses >= block(need))
        chosen = next(place.subnets(new_prefix=33 - block(need).bit_length()))
        free.remove(place)
        free += [] if place == chosen else place.address_exclude(chosen)
        plan[name] = str(chosen)
    return plan


@solves('vlsm-fits')
def vlsm_fits(given, frames):
    taken = sum(block(int(need)) for need in given['needs'].split())
    return {'taken': str(taken), 'fits': yes(taken <= ipaddress.ip_network(f"0.0.0.0/{given['prefix']}").num_addresses)}


@solves('vlsm-faults')
def vlsm_faults(given, frames):
    words = given['blocks'].split()
    bad = [i for i, word in enumerate(words) if str(ipaddress.ip_network(word, strict=False)) != word]
    networks = [ipaddress.ip_network(word, strict=False) for word in words]
    pairs = [(i, j) for i in range(6) for j in range(i) if networks[i].overlaps(networks[j])]
    assert len(bad) == 1 and len(pairs) == 1, (words, bad, pairs)
    return {'misaligned': 'abcdef'[bad[0]], 'overlap': ' '.join(sorted('abcdef'[i] for i in pairs[0]))}


@solves('vlsm-saved')
def vlsm_saved(given, frames):
    blocks = [block(int(need)) for need in given['needs'].split()]
    return {'equal': str(len(blocks) * max(blocks)), 'vlsm': str(sum(blocks))}


@solves('vlsm-own')
def vlsm_own(given, frames):
    # the one that is shown is that of the largest first
    plan = vlsm_plan(given, frames)
    return {'plan': ', '.join(plan[name] for name in 'abc')}
