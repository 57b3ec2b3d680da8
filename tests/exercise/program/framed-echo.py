# Messages behind their lengths come back reversed.
import socketserver
import struct
import sys


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while len(head := self.rfile.read(4)) == 4:
                (length,) = struct.unpack(">I", head)
                if length > 1048576:
                    return
                message = self.rfile.read(length)
                if len(message) < length:
                    return
                self.wfile.write(head + message[::-1])
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256


with Server(("127.0.0.1", int(sys.argv[1].rsplit(":", 1)[1])), Client) as server:
    server.serve_forever()
