// The article's server, repaired: lines are put together, the whole line is compared, errors are looked at.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			time.Sleep(10 * time.Millisecond)
			continue
		}
		go handle(conn)
	}
}

func handle(conn net.Conn) {
	defer conn.Close()
	addr := conn.RemoteAddr().String()
	fmt.Println(addr, "connected")
	lines := bufio.NewReader(conn)
	for {
		line, err := lines.ReadString('\n')
		text := strings.TrimRight(line, "\r\n")
		if text == "exit" || line == "" {
			fmt.Println(addr, "leaves")
			return
		}
		if _, failed := conn.Write([]byte(strings.ToUpper(text) + "\n")); failed != nil || err != nil {
			return
		}
	}
}
