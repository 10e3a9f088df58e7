package canvas

import "unsafe"

// causeBlock is how many causes are copied together when one of them changes.
const causeBlock = 8

// causes are those of all tiles of a document, in blocks that documents share: a stroke on a
// large page changes few of them with every sample. nil is none.
type causes []*[causeBlock]Cause

// newCauses has room for n tiles.
func newCauses(n int) causes {
	blocks := make([][causeBlock]Cause, (n+causeBlock-1)/causeBlock)
	c := make(causes, len(blocks))
	for i := range c {
		c[i] = &blocks[i]
	}
	return c
}

// of is the cause of tile i.
func (c causes) of(i int) Cause { return c[i/causeBlock][i%causeBlock] }

// causeEdit changes a copy of causes.
type causeEdit struct {
	causes
	from causes
}

// edit begins to change a copy.
func (c causes) edit() causeEdit { return causeEdit{append(causes(nil), c...), c} }

// set changes the cause of tile i.
func (e causeEdit) set(i int, cause Cause) {
	at := i / causeBlock
	if e.causes[at] == e.from[at] {
		own := *e.from[at]
		e.causes[at] = &own
	}
	e.causes[at][i%causeBlock] = cause
}

// unshared counts the bytes of the list and of blocks that another has not.
func (c causes) unshared(o causes) int64 {
	if len(c) == 0 || len(o) == len(c) && &o[0] == &c[0] {
		return 0
	}
	sum := int64(len(c)) * int64(unsafe.Sizeof(c[0]))
	for i, block := range c {
		if len(o) != len(c) || o[i] != block {
			sum += int64(unsafe.Sizeof(*block))
		}
	}
	return sum
}
