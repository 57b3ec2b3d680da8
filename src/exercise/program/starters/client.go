// netlab exercise check --id ID --run 'go run STEM.go 127.0.0.1:8000' --at 127.0.0.1:8000
package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	server, err := net.Dial("tcp", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer server.Close()
	// WORK_EN
	// WORK_ZH
}
