"""Many clients at once: `many.py PORT WHAT COUNT`. Prints what came of it."""
import resource
import selectors
import socket
import struct
import sys

port, what, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
place = ("127.0.0.1", port)


def exchange(client, word):
    client.settimeout(30)
    client.sendall(word + b"\n")
    got = b""
    while not got.endswith(b"\n"):
        got += client.recv(4096) or b"?\n"
    assert got == word.upper() + b"\n", got


if what == "idle":
    # each says a word, and stays
    clients = [socket.create_connection(place) for _ in range(count)]
    for number, client in enumerate(clients):
        exchange(client, b"client %d" % number)
    print(len(clients), flush=True)
    sys.stdin.readline()
elif what == "reset":
    # each is gone before or while it is taken
    for number in range(count):
        client = socket.create_connection(place)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if number % 3:
            client.send(b"x\n" * (number % 3))
        client.close()
    exchange(socket.create_connection(place), b"still there")
    print(count)
elif what == "burst":
    # all connect in the same moment: how many SYNs the kernel had to send again (tcpi_total_retrans)
    clients, waiting = [], selectors.DefaultSelector()
    for _ in range(count):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(place)
        waiting.register(client, selectors.EVENT_WRITE)
        clients.append(client)
    while waiting.get_map():
        for key, _ in waiting.select():
            waiting.unregister(key.fileobj)
            assert key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
    told = [client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104) for client in clients]
    print("segments sent again:", sum(struct.unpack_from("=I", info, 100)[0] for info in told))
