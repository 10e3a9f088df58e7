package ui

import (
	"net/url"
	"path/filepath"
	"strings"
)

// paste opens the files whose paths the clipboard holds, as if they were dropped on the
// picture: file managers copy a path, or a file:// address, a line for each file.
func (w *Window) paste() {
	if len(w.dialogs) > 0 {
		return
	}
	paths := pathsIn(w.app.Clipboard().Content())
	if len(paths) > 0 {
		w.receive(paths, false)
		return
	}
	why := tr("The clipboard holds no path of a file. Copy a file in a file manager and paste it here.")
	if w.desk.isOpen() {
		w.desk.timing.line = why
		w.desk.changed()
		return
	}
	w.notice = why
	w.showRecent()
}

// pathsIn are the files that a text names, a line each; nil if a line names none.
func pathsIn(text string) (paths []string) {
	for line := range strings.Lines(text) {
		line = strings.Trim(strings.TrimSpace(line), `"'`)
		switch path := pathOf(line); {
		case line == "", line == "copy", line == "x-special/nautilus-clipboard": // which some file managers put first
		case path == "":
			return nil
		default:
			paths = append(paths, path)
		}
	}
	return paths
}

// pathOf is the absolute path that a path or an address stands for, "" for none.
func pathOf(line string) string {
	if at, err := url.Parse(line); err == nil && at.Scheme == "file" && (at.Host == "" || at.Host == "localhost") {
		line = filepath.FromSlash(at.Path)
	}
	if !filepath.IsAbs(line) {
		return ""
	}
	return filepath.Clean(line)
}
