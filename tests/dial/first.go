// A server for one client, as a first course in Go has it: it reads twice, so that the first message is lost, prints the
// second and closes.
package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	server, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Println("err =", err)
		return
	}
	defer server.Close()
	fmt.Println("ready", server.Addr())
	client, err := server.Accept()
	if err != nil {
		fmt.Println("err =", err)
		return
	}
	room := make([]byte, 1024)
	client.Read(room)
	n, err := client.Read(room)
	if err != nil {
		fmt.Println("err1=", err)
		return
	}
	fmt.Println("buf=", string(room[:n]))
	defer client.Close()
}
