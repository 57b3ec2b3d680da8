"""The exercises of the topic sockets."""
import errno
import functools
import io
import socket
import struct

from .shared import solves

CALLS = {
    # what has to be done before a call, by the call
    'bind': 'socket', 'listen': 'bind', 'accept': 'listen', 'connect': 'socket', 'close': 'socket',
}


@solves('sockets-order')
def sockets_order(given, frames):
    calls = given['calls'].split()
    serves = 'bind' in calls
    talk = [call for call in ('read', 'recvfrom', 'write', 'sendto') if call in calls]
    if not serves:
        talk.reverse()
    order = [call for call in ('socket', 'bind', 'listen', 'accept', 'connect') if call in calls] + talk + ['close']
    assert all(order.index(before) < order.index(call) for call, before in CALLS.items() if call in calls)
    return {'order': ' '.join('abcdefg'[calls.index(call)] for call in order)}


@solves('sockets-count')
def sockets_count(given, frames):
    connections = [(host, number) for host in range(int(given['hosts'])) for number in range(int(given['each']))]
    return {'sockets': str(len(['listening'] + connections[int(given['closed']):])), 'ports': '1'}


@solves('sockets-reads')
def sockets_reads(given, frames):
    stream = io.BytesIO(bytes(sum(map(int, given['writes'].split()))))
    return {f'r{i}': str(len(stream.read(int(given['size'])))) for i in range(1, 5)}


@solves('sockets-datagrams')
def sockets_datagrams(given, frames):
    # over a real socket pair of datagrams
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, other:
        for size in given['sent'].split():
            one.send(bytes(int(size)))
        return {f'r{i}': str(len(other.recv(int(given['size'])))) for i in range(1, 4)}


@solves('sockets-where')
def sockets_where(given, frames):
    written, received, read = (int(given[key]) for key in ('written', 'received', 'read'))
    at_b = range(received)[read:]
    return {'send': str(len(range(written)[received:])), 'receive': str(len(at_b)), 'close': 'b' if at_b else 'a'}


def refused_or(call, *arguments):
    """What a call says, by the letters of the exercise."""
    try:
        call(*arguments)
    except OSError as error:
        return {'ConnectionRefusedError': 'c', 'ConnectionResetError': 'e', 'TimeoutError': 'f'}.get(
            type(error).__name__, 'd' if error.errno == errno.EADDRINUSE else '?')
    return 'a'


@functools.cache
def kernel_says(call):
    """Does it, on this machine's own kernel: Linux."""
    listener = socket.create_server(('127.0.0.1', 0), backlog=0)
    place = listener.getsockname()
    try:
        if call.startswith('connect (TCP)') and 'nothing listens' in call:
            listener.close()
            return refused_or(socket.socket().connect, place)
        if call.startswith('bind (TCP)'):
            return refused_or(socket.socket().bind, place)
        if call.startswith('bind (UDP)'):
            return refused_or(socket.socket(type=socket.SOCK_DGRAM).bind, place)
        if call.startswith('connect (UDP)'):
            return refused_or(socket.socket(type=socket.SOCK_DGRAM).connect, ('127.0.0.1', 9))
        if call.startswith('read (TCP)'):
            client = socket.create_connection(place)
            server, _ = listener.accept()
            if 'RST' in call:
                # closed at once, and what was sent thrown away
                server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            server.close()
            return 'b' if (said := refused_or(client.recv, 9)) == 'a' else said
        if 'drops every SYN' in call:
            # a queue that is full drops SYNs as a filter does; one retransmission will do
            waiting = [socket.socket() for _ in range(4)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(place)
            late = socket.socket()
            late.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, 1)
            return refused_or(late.connect, place)
    finally:
        listener.close()
    return '?'


@solves('sockets-results')
def sockets_results(given, frames):
    keys = ['first', 'second', 'third', 'fourth']
    calls = [row.split(' | ')[0].replace(given['port'], 'P') for row in given['the table'].split('\n')]
    return dict(zip(keys, map(kernel_says, calls)))
