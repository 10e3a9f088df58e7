package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// binding is a key with its modifiers; the zero value is no key.
type binding struct {
	key fyne.KeyName
	mod fyne.KeyModifier
}

// modifiers in the order in which people write them.
var modifiers = []struct {
	mod  fyne.KeyModifier
	name string
}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}}

// String is the key as a person reads it, "Ctrl+Shift+E"; "" for none.
func (b binding) String() string {
	if b.key == "" {
		return ""
	}
	var parts []string
	for _, m := range modifiers {
		if b.mod&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	name := string(b.key)
	if b.key == fyne.KeyReturn {
		name = "Enter"
	}
	return strings.Join(append(parts, name), "+")
}

// parseBinding reads what String writes.
func parseBinding(text string) (b binding, ok bool) {
	for found := true; found; {
		found = false
		for _, m := range modifiers {
			if rest, ok := strings.CutPrefix(text, m.name+"+"); ok && rest != "" {
				text, found = rest, true
				b.mod |= m.mod
			}
		}
	}
	b.key = fyne.KeyName(text)
	if text == "Enter" {
		b.key = fyne.KeyReturn
	}
	return b, b.refused() == ""
}

// plainKeys are those that can be a command's beside letters, digits and signs.
var plainKeys = []fyne.KeyName{
	fyne.KeyTab, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyInsert, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12,
}

// refused says why a key cannot be a command's; "" if it can.
func (b binding) refused() string {
	sign := len(b.key) == 1 && b.key[0] > ' ' && b.key[0] < 127 && !(b.key[0] >= 'a' && b.key[0] <= 'z')
	switch {
	case !sign && !slices.Contains(plainKeys, b.key):
		return "This key has a use of its own."
	case b.mod == fyne.KeyModifierShift:
		return "This key needs Ctrl or Alt too: Shift alone changes what the pointer does."
	case b.mod == 0 && slices.Contains([]fyne.KeyName{fyne.KeyC, fyne.KeyBackTick, fyne.KeyReturn}, b.key):
		return "This key has a use of its own."
	case b.mod == ctrl && slices.Contains([]fyne.KeyName{fyne.KeyA, fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyY}, b.key):
		return "This key belongs to text fields."
	}
	return ""
}

// id names a command in the file of keys.
func (c command) id() string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSuffix(c.name, "…")), " ", "-")
}

// keymap is which keys the person changed, by the id of the command; "" takes the
// command's key away. Ids it does not know stay in the file: another version may.
type keymap struct {
	path    string // "" keeps nothing
	changed map[string]string
	problem error // the file could not be read; it stays as it is until a key is changed
}

// keyFile is the form of the file.
type keyFile struct {
	Keys map[string]string `json:"keys"`
}

// readKeys reads the file of keys; without one, or with a damaged one, all keys are as
// they come.
func readKeys(path string) keymap {
	k := keymap{path: path, changed: map[string]string{}}
	if path == "" {
		return k
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return k
	}
	var file keyFile
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		k.problem = fmt.Errorf("read keys %s: %w", path, err)
		return k
	}
	for id, key := range file.Keys {
		k.changed[id] = key
	}
	return k
}

// write keeps the keys for the next run, whole or not at all.
func (k *keymap) write() error {
	if k.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(keyFile{k.changed}, "", "\t")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(k.path), 0o755)
	}
	fresh := k.path + ".new"
	if err == nil {
		err = os.WriteFile(fresh, append(text, '\n'), 0o644)
	}
	if err == nil {
		err = os.Rename(fresh, k.path)
	}
	if err != nil {
		return fmt.Errorf("keep keys in %s: %w", k.path, err)
	}
	k.problem = nil
	return nil
}

// apply gives the commands their keys: those changed, as far as they are possible and no
// other command has them, else those they come with.
func (k *keymap) apply(list []*command, standard []binding) {
	var later []int
	for i, x := range list {
		x.key, x.mod = standard[i].key, standard[i].mod
		if _, ok := k.changed[x.id()]; ok {
			x.key, x.mod = "", 0
			later = append(later, i)
		}
	}
	for _, i := range later {
		text := k.changed[list[i].id()]
		b, ok := parseBinding(text)
		if text == "" {
			continue
		}
		if !ok || owner(list, b) != nil {
			b = standard[i]
		}
		if owner(list, b) == nil {
			list[i].key, list[i].mod = b.key, b.mod
		}
	}
}

// owner is the command that has a key, nil if none has.
func owner(list []*command, b binding) *command {
	for _, x := range list {
		if b.key != "" && x.binding() == b {
			return x
		}
	}
	return nil
}

// binding is the command's key.
func (c command) binding() binding { return binding{c.key, c.mod} }

// bindings are the keys of commands.
func bindings(list []*command) []binding {
	keys := make([]binding, len(list))
	for i, x := range list {
		keys[i] = x.binding()
	}
	return keys
}
