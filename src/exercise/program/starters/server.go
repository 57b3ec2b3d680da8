// netlab exercise check --id ID --run 'go run STEM.go 127.0.0.1:8000' --at 127.0.0.1:8000
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
		// WORK_EN
		// WORK_ZH
		client.Close()
	}
}
