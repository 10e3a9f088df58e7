package canvas

// History is the undo list: whole Documents, limited by the bytes they do not share.
// It belongs to one goroutine.
type History struct {
	limit   int64
	entries []*Document
	costs   []int64 // costs[i]: bytes entries[i] does not share with entries[i-1]; costs[0] is 0
	at      int
}

// NewHistory starts with one document. limit is in bytes, for what the steps keep beyond
// the oldest document; the current step and the one before it are kept whatever they
// cost, so one undo always works.
func NewHistory(d *Document, limit int64) *History {
	return &History{limit: limit, entries: []*Document{d}, costs: []int64{0}}
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
	h.costs = append(h.costs[:h.at+1:h.at+1], unshared(h.Current(), d))
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
		h.costs[i] = unshared(h.entries[i-1], h.entries[i])
	}
	h.trim()
	return true
}

// Undo goes one step back and returns the document there, and whether there was a step.
func (h *History) Undo() (*Document, bool) { return h.move(-1) }

// Redo goes one step forward and returns the document there, and whether there was one.
func (h *History) Redo() (*Document, bool) { return h.move(1) }

func (h *History) move(by int) (*Document, bool) {
	if to := h.at + by; to >= 0 && to < len(h.entries) {
		h.at = to
		return h.Current(), true
	}
	return h.Current(), false
}

// Len returns how many documents are kept, the current one and those that undo and redo
// reach; At which of them, counted from the oldest, is the current one.
func (h *History) Len() int { return len(h.entries) }

// At returns the place of the current document, see [History.Len].
func (h *History) At() int { return h.at }

// Document returns the document at a place, 0 to Len−1.
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

// Bytes returns what the steps keep beyond the oldest document.
func (h *History) Bytes() int64 {
	var sum int64
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
	sum, drop := h.Bytes(), 0
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
}
