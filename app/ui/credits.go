package ui

import (
	"io/fs"
	"regexp"

	"keyline/assets"
)

// credits are the samples' authors and licences, as plain text.
func credits() string {
	text, err := fs.ReadFile(assets.Samples(), "ATTRIBUTIONS.md")
	if err != nil {
		return ""
	}
	return string(regexp.MustCompile("[`*#]").ReplaceAll(text, nil))
}
