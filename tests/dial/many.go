// A server for many clients, as a first course in Go has it: it answers in capitals and hangs up on `exit`. It takes off
// the last octet of what it read, whatever that is, before it compares.
package main

import (
	"fmt"
	"net"
	"os"
	"strings"
)

func main() {
	server, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Println("err =", err)
		return
	}
	fmt.Println("ready", server.Addr())
	for {
		client, err := server.Accept()
		if err != nil {
			fmt.Println("err =", err)
			return
		}
		go serve(client)
	}
}

func serve(client net.Conn) {
	defer client.Close()
	from := client.RemoteAddr().String()
	fmt.Println(from, "add connect success")
	room := make([]byte, 2048)
	for {
		n, err := client.Read(room)
		if err != nil {
			fmt.Println("err = ", err)
			return
		}
		fmt.Printf("[%s]: %s\n", from, string(room[:n]))
		if string(room[:n-1]) == "exit" {
			fmt.Println(from, "exit")
			return
		}
		client.Write([]byte(strings.ToUpper(string(room[:n]))))
	}
}
