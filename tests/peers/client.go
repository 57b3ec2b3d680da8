// A client as beginners write it: it connects, sends a word without an end of line, and leaves without reading.
package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	connection, err := net.Dial("tcp", os.Args[1])
	if err != nil {
		fmt.Println("err:=", err)
		os.Exit(1)
	}
	connection.Write([]byte("youmen"))
	connection.Close()
}
