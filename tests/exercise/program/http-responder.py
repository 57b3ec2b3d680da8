# A server of HTTP/1.1 with one page, by hand.
import email.utils
import socketserver
import sys

REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 501: "Not Implemented"}
PAGE = b"hello\n"


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while self.request_and_response():
                pass
        except OSError:
            pass

    def request_and_response(self):
        line = self.rfile.readline(65537)
        if line in (b"\r\n", b"\n"):
            line = self.rfile.readline(65537)
        if not line:
            return False
        parts = line.decode("latin-1").rstrip("\r\n").split(" ")
        fields = {}
        while True:
            field = self.rfile.readline(65537)
            if not field:
                return False
            if field in (b"\r\n", b"\n"):
                break
            name, colon, value = field.decode("latin-1").partition(":")
            if not colon:
                return self.respond(400, b"", "GET", True)
            fields.setdefault(name.lower(), []).append(value.strip())
        if len(parts) != 3 or parts[2] not in ("HTTP/1.1", "HTTP/1.0"):
            return self.respond(400, b"", "GET", True)
        method, target, version = parts
        length = fields.get("content-length", ["0"])[0]
        if not length.isdecimal() or "transfer-encoding" in fields:
            return self.respond(400, b"", method, True)
        self.rfile.read(int(length))
        hosts = len(fields.get("host", []))
        if hosts > 1 or version == "HTTP/1.1" and hosts == 0:
            return self.respond(400, b"", method, True)
        options = ",".join(fields.get("connection", [])).lower().split(",")
        close = version == "HTTP/1.0" or "close" in [option.strip() for option in options]
        if "://" in target:
            target = "/" + target.split("://", 1)[1].partition("/")[2]
        if method not in ("GET", "HEAD"):
            return self.respond(501, b"", method, close)
        if target != "/":
            return self.respond(404, b"not here\n", method, close)
        return self.respond(200, PAGE, method, close)

    def respond(self, status, content, method, close):
        head = [f"HTTP/1.1 {status} {REASONS[status]}"]
        head.append(f"Date: {email.utils.formatdate(usegmt=True)}")
        head.append(f"Content-Length: {len(content)}")
        head.append("Content-Type: text/plain")
        if close:
            head.append("Connection: close")
        octets = ("\r\n".join(head) + "\r\n\r\n").encode()
        self.wfile.write(octets + (b"" if method == "HEAD" else content))
        return not close


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256


with Server(("127.0.0.1", int(sys.argv[1].rsplit(":", 1)[1])), Client) as server:
    server.serve_forever()
