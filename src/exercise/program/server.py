# netlab exercise check --id echo-many --run 'python3 server.py 127.0.0.1:8000' --at 127.0.0.1:8000
import socket
import sys

host, port = sys.argv[1].rsplit(":", 1)
server = socket.create_server((host, int(port)))
while True:
    client, _ = server.accept()
    # Each line has to go back in capitals, `exit` ends the connection, and nobody waits for anybody.
    # 每一行都要以大写返回，`exit` 结束连接，任何客户都不必等待别人。
    client.close()
