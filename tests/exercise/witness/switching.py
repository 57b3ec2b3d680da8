"""The exercises of the topic switching."""
from .shared import solves, yes

SWITCH = {'A': 1, 'B': 1, 'C': 2, 'D': 3, 'E': 4}


@solves('switching-table')
def switching_table(given, frames):
    table = {frame[0]: SWITCH[frame[0]] for frame in given['frames'].split()}
    return {host.lower(): str(table.get(host, 0)) for host in SWITCH}


@solves('switching-forward')
def switching_forward(given, frames):
    table, answers = {}, {}
    for i, (source, destination) in enumerate(given['frames'].split(), 1):
        table[source] = SWITCH[source]
        out = {table[destination]} if destination in table else {1, 2, 3, 4}
        out.discard(SWITCH[source])
        answers[f'f{i}'] = ', '.join(map(str, sorted(out))) or '0'
    return answers


@solves('switching-hub')
def switching_hub(given, frames):
    others = [host for host in 'ABCDE' if host != given['from']]
    meant = others if len(given['to']) > 1 else [given['to']]
    return {'hub': ' '.join(others).lower(), 'switch': ' '.join(meant).lower(), 'taken': ' '.join(meant).lower()}


@solves('switching-domains')
def switching_domains(given, frames):
    # a graph of links; hubs join the links that meet in them
    links, hubs = [], set()
    for i, word in enumerate(given['networks'].split()):
        hosts, behind = map(int, word.split(','))
        links.append(('router', f's{i}'))
        links += [(f's{i}', f'h{i}.{n}') for n in range(hosts)]
        if behind:
            hubs.add(f'hub{i}')
            links.append((f's{i}', f'hub{i}'))
            links += [(f'hub{i}', f'g{i}.{n}') for n in range(behind)]

    def groups(joins):
        parent = list(range(len(links)))

        def root(n):
            return n if parent[n] == n else root(parent[n])
        for a in range(len(links)):
            for b in range(a):
                if any(joins(node) for node in set(links[a]) & set(links[b])):
                    parent[root(a)] = root(b)
        return len({root(n) for n in range(len(links))})
    return {'collision': str(groups(lambda node: node in hubs)), 'broadcast': str(groups(lambda node: node != 'router'))}


@solves('switching-vlan')
def switching_vlan(given, frames):
    vlans = dict(zip('abcdefgh', given['vlans'].split()))
    sender = given['from'].lower()
    return {'reached': ' '.join(h for h in vlans if h != sender and vlans[h] == vlans[sender]) or 'none'}


@solves('switching-ageing')
def switching_ageing(given, frames):
    expires = {}
    for frame in given['frames'].split():
        time, source, _ = frame.split(',')
        expires[source] = int(time) + 300
    return {host.lower(): yes(expires.get(host, 0) > int(given['now'])) for host in 'ABCD'}
