# netlab exercise check --id ID --run 'python3 STEM.py 127.0.0.1:8000' --at 127.0.0.1:8000
import socket
import sys

host, port = sys.argv[1].rsplit(":", 1)
server = socket.create_connection((host, int(port)))
# WORK_EN
# WORK_ZH
server.close()
