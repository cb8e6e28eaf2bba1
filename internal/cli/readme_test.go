package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeShowsRealOutput runs the command that the README shows and expects
// what stands below it, word by word, in what the command prints.
func TestReadmeShowsRealOutput(t *testing.T) {
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(readme), "```\n$ ormlint ")
	block, _, closed := strings.Cut(block, "\n```")
	if !found || !closed {
		t.Fatal("README.md shows no command with its output")
	}
	command, want, _ := strings.Cut(block, "\n")
	t.Chdir(root)
	var stdout, stderr bytes.Buffer
	Main(append(strings.Fields(command), "--python", "none"), strings.NewReader(""), &stdout, &stderr)
	if stderr.Len() > 0 {
		t.Errorf("standard error: %s", &stderr)
	}
	if !strings.Contains(stdout.String(), want) {
		t.Errorf("README.md shows\n%s\nbut ormlint %s prints\n%s", want, command, &stdout)
	}
}
