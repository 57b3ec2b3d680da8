# netlab exercise check --id ID --run 'python3 STEM.py 127.0.0.1:8000' --at 127.0.0.1:8000
import socket
import sys

host, port = sys.argv[1].rsplit(":", 1)
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((host, int(port)))
while True:
    data, client = server.recvfrom(512)
    # WORK_EN
    # WORK_ZH
