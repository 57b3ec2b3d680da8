# Lines of standard input go out, lines that come are printed.
import socket
import sys
import threading

host, port = sys.argv[1].rsplit(":", 1)
try:
    server = socket.create_connection((host, int(port)))
except OSError as error:
    sys.exit(f"{sys.argv[1]}: {error}")


def send():
    try:
        for line in sys.stdin.buffer:
            server.sendall(line)
        server.shutdown(socket.SHUT_WR)
    except OSError:
        pass


threading.Thread(target=send, daemon=True).start()
for line in server.makefile("rb"):
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
