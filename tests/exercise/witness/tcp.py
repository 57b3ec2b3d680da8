"""The exercises of the topic tcp."""
import struct

from .shared import addresses, segment, solves, sum16


@solves('tcp-ladder')
def tcp_ladder(given, frames):
    # both sides' next numbers, moved on by what each segment uses: 1 for SYN, 1 for each octet
    n, m = int(given['n']), int(given['m'])
    next_a, next_b, rows = int(given['x']), int(given['y']), []
    for from_a, used in [(True, 1), (False, 1), (True, 0), (True, n), (False, 0), (False, m), (True, 0)]:
        rows.append((next_a, next_b) if from_a else (next_b, next_a))
        if from_a:
            next_a += used
        else:
            next_b += used
    cell = {f'{name}{i}': str(row[at]) for i, row in enumerate(rows, 1) for at, name in enumerate(['seq', 'ack'])}
    return {key: cell[key] for key in ['ack2', 'seq3', 'ack3', 'seq4', 'ack5', 'seq6', 'ack7']}


@solves('tcp-flags')
def tcp_flags(given, frames):
    flags = segment(frames[0])[4]
    return {'flags': ' '.join(letter for letter, value in zip('abcdef', [1, 2, 4, 8, 16, 32]) if flags & value)}


@solves('tcp-answer')
def tcp_answer(given, frames):
    _, _, seq, _, flags, data = segment(frames[0])
    used = len(data) + bool(flags & 2) + bool(flags & 1)
    return {'seq': str(seq), 'data': str(len(data)), 'ack': str((seq + used) & 0xffffffff)}


@solves('tcp-syn-ack')
def tcp_syn_ack(given, frames):
    frame = bytes.fromhex(frames[0])
    source, destination, seq, _, _, _ = segment(frames[0])
    a, b = frame[26:30], frame[30:34]
    header = frame[14:24] + bytes(2) + b + a
    header = header[:10] + (0xffff - sum16(struct.unpack('!10H', header))).to_bytes(2, 'big') + header[12:]
    tcp = struct.pack('!HHIIBBHHH', destination, source, int(given['own']), seq + 1, 0x50, 18, 64240, 0, 0)
    total = sum16(struct.unpack('!16H', b + a + struct.pack('!BBH', 0, 6, 20) + tcp))
    tcp = tcp[:16] + (0xffff - total).to_bytes(2, 'big') + tcp[18:]
    return {'frame': (frame[6:12] + frame[:6] + frame[12:14] + header + tcp).ljust(60, bytes(1)).hex(' ')}


@solves('tcp-window')
def tcp_window(given, frames):
    una, following = int(given['una']), int(given['next'])
    size = int(given['field']) * 2 ** int(given['scale'])
    allowed = range(una, una + size)
    return {'window': str(len(allowed)), 'edge': str(allowed[-1] + 1), 'usable': str(len(allowed[allowed.index(following):]))}


@solves('tcp-rounds')
def tcp_rounds(given, frames):
    # acknowledgment by acknowledgment: below the threshold each adds a segment, above it a whole window does
    threshold, loss, window, by_round = int(given['threshold']), int(given['loss']), 1, {}
    for number in range(1, loss + 5):
        by_round[number] = window
        if number == loss:
            threshold = max(window // 2, 2)
            window = 1 if given['timeout'] == 'true' else threshold
            continue
        acknowledged, avoiding = window, window >= threshold
        for _ in range(acknowledged):
            if not avoiding and window < threshold:
                window += 1
        window += avoiding
    rounds = {'early': 3, 'passed': 6, 'last': loss, 'after': loss + 1, 'later': loss + 4}
    return {**{key: str(by_round[number]) for key, number in rounds.items()}, 'threshold': str(threshold)}


TCP_EVENTS = {
    # (state, what happens): the state then, after the figure of RFC 9293 section 3.3.2
    ('CLOSED', 'send SYN'): 'SYN-SENT', ('LISTEN', 'get SYN'): 'SYN-RECEIVED', ('SYN-RECEIVED', 'send SYN ACK'): 'SYN-RECEIVED',
    ('SYN-SENT', 'get SYN ACK'): 'ESTABLISHED', ('ESTABLISHED', 'send ACK'): 'ESTABLISHED', ('SYN-RECEIVED', 'get ACK'): 'ESTABLISHED',
    ('ESTABLISHED', 'send FIN ACK'): 'FIN-WAIT-1', ('ESTABLISHED', 'get FIN ACK'): 'CLOSE-WAIT', ('CLOSE-WAIT', 'send ACK'): 'CLOSE-WAIT',
    ('FIN-WAIT-1', 'get ACK'): 'FIN-WAIT-2', ('CLOSE-WAIT', 'send FIN ACK'): 'LAST-ACK', ('FIN-WAIT-2', 'get FIN ACK'): 'TIME-WAIT',
    ('FIN-WAIT-1', 'get FIN ACK'): 'TIME-WAIT', ('TIME-WAIT', 'send ACK'): 'TIME-WAIT', ('LAST-ACK', 'get ACK'): 'CLOSED',
}


TCP_SCRIPTS = {'open': '1 SYN,2 SYN ACK,1 ACK', 'close4': '1 FIN ACK,2 ACK,2 FIN ACK,1 ACK', 'close3': '1 FIN ACK,2 FIN ACK,1 ACK'}


@solves('tcp-states')
def tcp_states(given, frames):
    first, other = ('a', 'b') if given['first'] == 'A' else ('b', 'a')
    opens = given['script'] == 'open'
    state = {first: 'CLOSED' if opens else 'ESTABLISHED', other: 'LISTEN' if opens else 'ESTABLISHED'}
    answers = {}
    for i, step in enumerate(TCP_SCRIPTS[given['script']].split(','), 1):
        who, flags = step.split(' ', 1)
        sender, receiver = (first, other) if who == '1' else (other, first)
        state[sender] = TCP_EVENTS[state[sender], f'send {flags}']
        state[receiver] = TCP_EVENTS[state[receiver], f'get {flags}']
        answers |= {f'a{i}': state['a'], f'b{i}': state['b']}
    return answers


@solves('tcp-closer')
def tcp_closer(given, frames):
    closers = [addresses(frame)[0] for frame in frames if segment(frame)[4] & 1]
    assert len(closers) == 2 and closers[0] != closers[1]
    return {'closed': closers[0], 'waits': closers[0]}
