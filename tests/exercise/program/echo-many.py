# Lines come back in capitals, a thread for each client.
import socketserver
import sys


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            for line in self.rfile:
                text = line.rstrip(b"\r\n")
                if text == b"exit":
                    return
                self.wfile.write(text.decode("utf-8", "replace").upper().encode() + b"\n")
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256


with Server(("127.0.0.1", int(sys.argv[1].rsplit(":", 1)[1])), Client) as server:
    server.serve_forever()
