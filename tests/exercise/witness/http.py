"""The exercises of the topic http."""
import http.client
import io
import urllib.parse

from .shared import solves


@solves('http-request')
def http_request(given, frames):
    url = urllib.parse.urlsplit(given['url'])
    target = url.path + (f'?{url.query}' if url.query else '')
    return {'line': f'GET {target} HTTP/1.1', 'host': url.netloc, 'port': str(url.port or 80)}


class Wire:
    """What http.client reads a response from, in place of a socket."""

    def __init__(self, octets_):
        self.octets = octets_

    def makefile(self, *_):
        return io.BytesIO(self.octets)


def response(octets_):
    found = http.client.HTTPResponse(Wire(octets_), method='GET')
    found.begin()
    return found


@solves('http-status')
def http_status(given, frames):
    found = response((given['head'].replace('|', '\r\n') + '\r\n\r\n').encode())
    return {'status': str(found.status), 'class': 'abcd'[found.status // 100 - 2], 'body': str(found.length)}


@solves('http-length')
def http_length(given, frames):
    end = {'LF': '\n', 'CR LF': '\r\n'}[given['line']]
    return {'length': str(len(('网' * int(given['chinese']) + 'a' * int(given['letters']) + end).encode()))}


@solves('http-body')
def http_body(given, frames):
    frame = bytes.fromhex(frames[0])
    body = response(frame[54:]).read()
    start = frame.rindex(body)
    return {'start': str(start), 'count': str(len(body)), 'octet': f'{body[0]:02x}'}


@solves('http-build')
def http_build(given, frames):
    sent = bytearray()
    connection = http.client.HTTPConnection(given['host'], 80)
    connection.send = sent.extend
    connection.putrequest(given['method'], given['path'], skip_accept_encoding=True)
    connection.endheaders()
    return {'request': sent.hex(' ')}


@solves('http-chunks')
def http_chunks(given, frames):
    body = b''.join(f'{size}\r\n'.encode() + b'x' * int(size, 16) + b'\r\n' for size in given['sizes'].split()) + b'0\r\n\r\n'
    found = response(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + body)
    return {'body': str(len(found.read())), 'wire': str(len(body))}
