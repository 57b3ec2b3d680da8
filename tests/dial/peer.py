"""Servers that do one thing each, out of Python's own sockets. The first line printed is `ready ADDRESS`; each read of a
stream is a line of its own: `b'...'`, then `end` for FIN or `reset` for RST."""

import os
import socket
import struct
import sys
import threading
import time


def listen(family, address, backlog=128):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(address)
    server.listen(backlog)
    return server


def say(*words):
    print(*words, flush=True)


def reads(client):
    """What the client sends, each read printed."""
    try:
        while octets := client.recv(65536):
            say(octets)
            yield octets
        say("end")
    except ConnectionResetError:
        say("reset")


def upper(client):
    for octets in reads(client):
        client.sendall(octets.upper())


def quiet_upper(client):
    try:
        while octets := client.recv(65536):
            client.sendall(octets.upper())
    except ConnectionResetError:
        pass


def silent(client):
    for _ in reads(client):
        pass


def bare(client):
    """Answers without an end of line, and waits for the next message."""
    for octets in reads(client):
        client.sendall(octets.rstrip(b"\r\n").upper())


def bye(client):
    """Reads once and closes."""
    say(client.recv(65536))


def reset(client):
    """Reads once and resets."""
    say(client.recv(65536))
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def tail(client):
    """Answers only when the client has ended its half, and then in pieces."""
    got = b"".join(reads(client))
    for piece in (b"tail of ", str(len(got)).encode(), b" octets\n"):
        client.sendall(piece)


def hostile(client):
    """What a terminal would obey, and what is no UTF-8."""
    for _ in reads(client):
        client.sendall(b"\x1b[2J\x1b]0;owned\x07 \xff\xfe ok\n")


def backwards(client):
    """Lengths of four octets, and the message turned round."""
    for octets in reads(client):
        while octets:
            (size,) = struct.unpack(">I", octets[:4])
            body, octets = octets[4 : 4 + size], octets[4 + size :]
            client.sendall(struct.pack(">I", size) + body[::-1])


def browser(client):
    """Takes lengths for text."""
    for _ in reads(client):
        client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def slow(client):
    """Reads nothing for a while, then all of it, and says how much that was."""
    time.sleep(0.3)
    whole = 0
    while octets := client.recv(65536):
        whole += len(octets)
    client.sendall(b"%d\n" % whole)


def stream(server, serve, once=True):
    say("ready", "%s:%d" % ("[::1]" if server.family == socket.AF_INET6 else "127.0.0.1", server.getsockname()[1]))

    def one(client):
        with client:
            serve(client)

    while True:
        client, _ = server.accept()
        if once:
            one(client)
            return
        threading.Thread(target=one, args=(client,), daemon=True).start()


def full():
    """Listens, and takes nobody: its queue is full, and the SYN of another is dropped."""
    server = listen(socket.AF_INET, ("127.0.0.1", 0), 0)
    waiting = []
    while True:
        client = socket.socket()
        client.settimeout(0.3)
        try:
            client.connect(server.getsockname())
        except TimeoutError:
            break
        waiting.append(client)
    say("ready", "127.0.0.1:%d" % server.getsockname()[1])
    time.sleep(60)


def datagrams(server, answers):
    while True:
        octets, sender = server.recvfrom(65536)
        say(octets)
        if answers:
            server.sendto(octets.upper(), sender)


what = sys.argv[1]
if what == "full":
    full()
elif what in ("udp", "udp-silent"):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    say("ready", "udp://127.0.0.1:%d" % server.getsockname()[1])
    datagrams(server, what == "udp")
elif what == "unixgram":
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind(sys.argv[2])
    say("ready", "unixgram:" + sys.argv[2])
    datagrams(server, True)
elif what == "unix":
    server = listen(socket.AF_UNIX, sys.argv[2])
    say("ready", "unix:" + sys.argv[2])
    with server.accept()[0] as client:
        upper(client)
    os.unlink(sys.argv[2])
elif what == "upper6":
    stream(listen(socket.AF_INET6, ("::1", 0)), upper)
elif what == "many":
    stream(listen(socket.AF_INET, ("127.0.0.1", 0), 1024), quiet_upper, once=False)
else:
    stream(listen(socket.AF_INET, ("127.0.0.1", 0)), globals()[what])
