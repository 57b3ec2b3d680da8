// A server as the article writes it: a goroutine for each client, a line printed for each read, answers in capitals.
package main

import (
	"fmt"
	"net"
	"os"
	"strings"
)

func serve(connection net.Conn) {
	defer connection.Close()
	from := connection.RemoteAddr().String()
	fmt.Println(from, "add connect success")
	octets := make([]byte, 2048)
	for {
		count, err := connection.Read(octets)
		if err != nil {
			fmt.Println("err = ", err)
			return
		}
		text := string(octets[:count])
		fmt.Printf("[%s]: %s\n", from, text)
		if text[:count-1] == "exit" {
			fmt.Println(from, "exit")
			return
		}
		connection.Write([]byte(strings.ToUpper(text)))
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		fmt.Println("err =", err)
		os.Exit(1)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			continue
		}
		go serve(connection)
	}
}
