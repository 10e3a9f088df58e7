package ui

import (
	"strconv"
	"strings"

	"keyline/app/memory"
)

// dockKeeping is what is kept of the docks between runs.
type dockKeeping struct{ kept *memory.Settings }

// width is that of a column, units; 0: as it comes.
func (k dockKeeping) width() float32 { return float32(k.kept.Float("docks.width", 0)) }

func (k dockKeeping) setWidth(width float32) { k.kept.SetFloat("docks.width", float64(width)) }

// key names a fact about a section.
func (dockKeeping) key(title, what string) string {
	return "docks." + strings.ToLower(title) + "." + what
}

// folded tells whether a section is folded, standard where nobody folded it.
func (k dockKeeping) folded(title string, standard bool) bool {
	return k.kept.Bool(k.key(title, "folded"), standard)
}

func (k dockKeeping) setFolded(title string, folded bool) {
	k.kept.SetBool(k.key(title, "folded"), folded)
}

func (k dockKeeping) hidden(title string) bool { return k.kept.Bool(k.key(title, "hidden"), false) }

func (k dockKeeping) setHidden(title string, hidden bool) {
	k.kept.SetBool(k.key(title, "hidden"), hidden)
}

// front tells whether the second of the sections that share a place is in front.
func (k dockKeeping) front() bool { return k.kept.Bool("docks.front.second", false) }

func (k dockKeeping) setFront(second bool) { k.kept.SetBool("docks.front.second", second) }

// rows is how high a section's list was dragged; 0: as it comes.
func (k dockKeeping) rows(title string) int { return k.kept.Int(k.key(title, "rows")) }

func (k dockKeeping) setRows(title string, rows int) { k.kept.SetInt(k.key(title, "rows"), rows) }

// state is what tests wait for: what is folded, what is hidden, how many rows the lists
// have, which tab is in front, where the navigator is.
func (d *dock) state() string {
	var folded, hidden, rows []string
	for _, s := range d.sections {
		if s.high != nil {
			rows = append(rows, strconv.Itoa(s.high.rowCount()))
		}
		if s.folded {
			folded = append(folded, strings.ToLower(s.title))
		}
		if !s.content.Visible() {
			hidden = append(hidden, strings.ToLower(s.title))
		}
	}
	return "folded=" + listed(folded) + " hidden=" + listed(hidden) + " rows=" + listed(rows) + " tab=" + d.tabState() + " navigator=" + d.navigator.state()
}

// listed writes words with commas; "-" for none.
func listed(list []string) string {
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, ",")
}
