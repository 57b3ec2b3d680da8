// The HTTP server of Go's own library, with the one page that is asked for.
package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		if r.Method != "GET" && r.Method != "HEAD" {
			w.WriteHeader(501)
			return
		}
		fmt.Fprint(w, "hello\n")
	})
	fmt.Println(http.ListenAndServe(os.Args[1], nil))
}
