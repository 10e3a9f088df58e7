package canvas

// History is the undo list: whole Documents, limited by the bytes they do not share. Their
// colours follow from the rest and have a limit of their own: documents farthest from the
// current one lose theirs first, and are brought back with those that are there. It belongs
// to one goroutine.
type History struct {
	limit, colours int64
	entries        []*Document // bare beyond the limit of colours
	costs          []int64     // costs[i]: bytes entries[i] does not share with entries[i-1], colours apart; costs[0] is 0
	at             int
	held           int64 // bytes of colours that the others have and the current one has not
}

// NewHistory starts with one document. Both limits are in bytes. limit is for what the steps
// keep beyond the oldest document; beyond it the oldest are dropped. colours is for tiles
// beyond the current document's. The current step and the one before it are kept whatever
// they cost, colours too, so one undo always works and shows at once what was there.
func NewHistory(d *Document, limit, colours int64) *History {
	return &History{limit: limit, colours: colours, entries: []*Document{d}, costs: []int64{0}}
}

// Current returns the document as it is now.
func (h *History) Current() *Document { return h.entries[h.at] }

// Do makes d the current document by a new step, forgets what was undone and drops the
// oldest steps beyond the limit. A document that differs from the current one in results
// only is no step: it settles.
func (h *History) Do(d *Document) {
	if h.Settle(d) {
		return
	}
	h.entries = append(h.entries[:h.at+1:h.at+1], d)
	h.costs = append(h.costs[:h.at+1:h.at+1], unsharedCauses(h.Current(), d))
	h.at++
	h.trim()
}

// Settle puts d in the place of the current document without a step: results that came
// back (a base, refined tiles) belong to the step that caused them, so the next undo
// takes away both. It reports false and changes nothing if d was drawn on otherwise than
// the current document. Steps that were undone stay.
func (h *History) Settle(d *Document) bool {
	if !d.sameDrawing(h.Current()) {
		return false
	}
	h.entries[h.at] = d
	for i := max(h.at, 1); i <= h.at+1 && i < len(h.entries); i++ {
		h.costs[i] = unsharedCauses(h.entries[i-1], h.entries[i])
	}
	h.trim()
	return true
}

// Undo goes one step back and returns the document there, and whether there was a step.
func (h *History) Undo() (*Document, bool) { return h.move(-1) }

// Redo goes one step forward and returns the document there, and whether there was one.
func (h *History) Redo() (*Document, bool) { return h.move(1) }

func (h *History) move(by int) (*Document, bool) {
	to := h.at + by
	if to < 0 || to >= len(h.entries) {
		return h.Current(), false
	}
	if d := h.entries[to]; d.isBare() {
		h.entries[to] = d.clothed(h.Current())
	}
	h.at = to
	h.trim()
	return h.Current(), true
}

// Len returns how many documents are kept, the current one and those that undo and redo
// reach; At which of them, counted from the oldest, is the current one.
func (h *History) Len() int { return len(h.entries) }

// At returns the place of the current document, see [History.Len].
func (h *History) At() int { return h.at }

// Document returns the document at a place, 0 to Len−1; all but the current one may lack
// their colours.
func (h *History) Document(i int) *Document { return h.entries[i] }

// Go makes the document at a place the current one, as so many undos or redos would. It
// reports false, and goes nowhere, if there is no such place.
func (h *History) Go(to int) bool {
	_, ok := h.move(to - h.at)
	return ok
}

// CanUndo tells whether there is a step to go back to.
func (h *History) CanUndo() bool { return h.at > 0 }

// CanRedo tells whether an undone step can be done again.
func (h *History) CanRedo() bool { return h.at+1 < len(h.entries) }

// Bytes returns what the steps keep beyond one document.
func (h *History) Bytes() int64 {
	sum := h.held
	for _, c := range h.costs {
		sum += c
	}
	return sum
}

// SetLimit changes the limit, bytes; the oldest steps beyond it go at once.
func (h *History) SetLimit(limit int64) {
	h.limit = limit
	h.trim()
}

func (h *History) trim() {
	h.undress()
	sum, drop := h.Bytes()-max(h.held-h.room(), 0), 0 // what one undo needs costs no step
	for sum > h.limit && drop < h.at-1 {
		drop++
		sum -= h.costs[drop]
	}
	if drop == 0 {
		return
	}
	// Copied, so that the dropped documents can be collected.
	h.entries = append([]*Document(nil), h.entries[drop:]...)
	h.costs = append([]int64(nil), h.costs[drop:]...)
	h.costs[0] = 0
	h.at -= drop
	h.undress() // of those that are left
}

// room is what colours may take: no more than half of the limit of all.
func (h *History) room() int64 { return min(h.colours, h.limit/2) }

// undress takes the colours of the documents that have no room for them: the room is given
// to those nearest to the current one, at most a quarter of it to those that redo reaches.
func (h *History) undress() {
	h.held = 0
	room, redo := h.room(), int64(0)
	low, high := h.at, h.at
	for back, on := true, true; back || on; {
		if back = back && low > 0; back {
			cost := unsharedColours(h.entries[low], h.entries[low-1])
			if back = h.held+cost <= room || low == h.at; back {
				h.held += cost
				low--
			}
		}
		if on = on && high+1 < len(h.entries); on {
			cost := unsharedColours(h.entries[high], h.entries[high+1])
			if on = h.held+cost <= room && redo+cost <= room/4; on {
				h.held += cost
				redo += cost
				high++
			}
		}
	}
	for i, d := range h.entries {
		if (i < low || i > high) && !d.isBare() {
			h.entries[i] = d.bare()
		}
	}
}
