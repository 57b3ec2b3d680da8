# Datagrams come back as they are.
import socket
import sys

host, port = sys.argv[1].rsplit(":", 1)
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((host, int(port)))
while True:
    data, client = server.recvfrom(65535)
    server.sendto(data, client)
