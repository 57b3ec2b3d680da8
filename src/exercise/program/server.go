// netlab exercise check --id echo-many --run 'go run server.go 127.0.0.1:8000' --at 127.0.0.1:8000
package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	server, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for {
		client, err := server.Accept()
		if err != nil {
			continue
		}
		// Each line has to go back in capitals, `exit` ends the connection, and nobody waits for anybody.
		// 每一行都要以大写返回，`exit` 结束连接，任何客户都不必等待别人。
		client.Close()
	}
}
