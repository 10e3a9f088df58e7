package ui

import (
	"slices"
	"strings"
	"testing"

	"keyline/assets"
)

func TestFoldedLines(t *testing.T) {
	tests := []struct {
		name, line string
		most       int
		want       []string
	}{
		{"empty", "", 10, []string{""}},
		{"short", "a b c", 10, []string{"a b c"}},
		{"long", "one two three", 7, []string{"one two", "three"}},
		{"a word too long", "abcdefghij kl", 4, []string{"abcdefghij", "kl"}},
		{"indented", "    one two", 8, []string{"    one", "two"}},
	}
	for _, test := range tests {
		if got := folded(test.line, test.most); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	for _, line := range strings.Split(assets.Libraries(), "\n") {
		if got := strings.Join(folded(line, lineLength), " "); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(line), " ") {
			t.Fatalf("%q became %q", line, got)
		}
	}
}
