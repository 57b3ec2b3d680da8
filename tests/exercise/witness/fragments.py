"""The exercises of the topic fragments."""
from .shared import solves


def fragments(data, mtu):
    """Octet after octet into fragments: where each begins, and how much it has."""
    pieces, at = [], 0
    while at < data:
        room = mtu - 20
        if data - at > room:
            room -= room % 8
        pieces.append((at, min(room, data - at)))
        at += pieces[-1][1]
    return pieces


@solves('fragments-table')
def fragments_table(given, frames):
    pieces = fragments(int(given['total']) - 20, int(given['mtu']))
    answers = {}
    for i, (at, size) in enumerate(pieces, 1):
        answers |= {f'len{i}': str(size + 20), f'off{i}': str(at // 8), f'mf{i}': str(int(i < len(pieces)))}
    return answers


@solves('fragments-count')
def fragments_count(given, frames):
    pieces = fragments(int(given['data']) + 8, int(given['mtu']))
    return {'fragments': str(len(pieces)), 'last': str(pieces[-1][1])}


@solves('fragments-field')
def fragments_field(given, frames):
    bits = f"{int(given['word'], 16):016b}"
    return {'df': bits[1], 'mf': bits[2], 'first': str(int(bits[3:] + '000', 2))}


@solves('fragments-missing')
def fragments_missing(given, frames):
    rows = [row.split(',') for row in given['rows'].split()]
    have, whole = set(), None
    for name, total, offset, more in rows:
        if name == given['id']:
            start = int(offset) * 8
            have |= set(range(start, start + int(total) - 20))
            if more == '0':
                whole = start + int(total) - 20
    gap = sorted(set(range(whole)) - have)
    return {'first': str(gap[0]), 'count': str(len(gap)), 'whole': str(whole)}


@solves('fragments-again')
def fragments_again(given, frames):
    before = int(given['offset']) * 8
    first, second = fragments(int(given['total']) - 20, int(given['mtu']))
    return {'off1': str((before + first[0]) // 8), 'mf1': '1', 'off2': str((before + second[0]) // 8),
            'mf2': given['more'], 'len2': str(second[1] + 20)}
