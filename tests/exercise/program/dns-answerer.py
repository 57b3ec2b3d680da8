# A DNS server that knows one name, by hand.
import socket
import struct
import sys

NAME = [b"www", b"netlab", b"test"]


def answer(query):
    if len(query) < 12:
        return None
    ident, flags, questions = struct.unpack(">HHH", query[:6])
    if flags & 0x8000:
        return None

    def response(code, question=b"", records=b"", count=0):
        bits = 0x8400 | flags & 0x7900 | code
        return struct.pack(">HHHHHH", ident, bits, bool(question), count, 0, 0) + question + records

    if flags & 0x7800:
        return response(4)
    labels, at = [], 12
    if questions != 1:
        return response(1)
    while True:
        if at >= len(query) or query[at] > 63:
            return response(1)
        if query[at] == 0:
            break
        labels.append(query[at + 1 : at + 1 + query[at]].lower())
        at += 1 + query[at]
    question = query[12 : at + 5]
    if at + 5 > len(query):
        return response(1)
    kind, group = struct.unpack(">HH", question[-4:])
    if labels != NAME:
        return response(3, question)
    if (kind, group) != (1, 1):
        return response(0, question)
    record = bytes.fromhex("c00c 0001 0001 0000003c 0004 c000020a")
    return response(0, question, record, 1)


host, port = sys.argv[1].rsplit(":", 1)
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((host, int(port)))
while True:
    query, client = server.recvfrom(65535)
    reply = answer(query)
    if reply is not None:
        server.sendto(reply, client)
