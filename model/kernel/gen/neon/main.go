// Command neon writes the NEON assembly of package kernel, for arm64, which avo does not
// know. Run it through go generate in package kernel; its output is committed.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "assembly `file` to write")
	stubs := flag.String("stubs", "", "Go `file` with the declarations")
	flag.Parse()
	var p program
	for _, columns := range []int{12, 8} {
		gemm(&p, columns, true)
		gemm(&p, columns, false)
	}
	finish(&p, false)
	finish(&p, true)
	extreme(&p, "larger", fmax)
	extreme(&p, "smaller", fmin)
	tilesIn(&p)
	tilesOut(&p)
	for path, text := range map[string]string{*out: p.assembly(), *stubs: p.declarations()} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			log.Fatal(err)
		}
	}
}
