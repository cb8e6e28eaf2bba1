// Command ormlint reads Django projects and reports database problems.
package main

import (
	"os"

	"github.com/ormlint/ormlint/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
