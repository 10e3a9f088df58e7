package ui

import (
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"time"
)

// trace writes what a person would feel, a line each, in milliseconds:
//
//	trace: frame 7.1   the time to paint one
//	trace: block 23.4  how long something posted to the window had to wait for its turn
//	trace: own 3.2 2.9 paint   the time that our own code held the window's goroutine, how
//	                   much of it a processor worked for that goroutine, and in what; the
//	                   rest it waited for a processor, behind the renderer or the network
//	trace: sample 31   from a sample of the pointer to a painted frame with its colours
//
// The zero value writes nothing.
type trace struct {
	out   io.Writer
	clock clock
	work  func() time.Duration // see [Options].Work
	drawn []time.Time          // samples whose colours are not in the picture yet
	ready []time.Time          // those whose colours are, but in no frame yet
}

func (t *trace) on() bool { return t.out != nil }

// sampled notes a sample of the stroke in hand.
func (t *trace) sampled(at time.Time) {
	if t.on() {
		t.drawn = append(t.drawn, at)
	}
}

// refined notes that the colours of all samples up to a time are in the picture.
func (t *trace) refined(upTo time.Time) {
	n := 0
	for n < len(t.drawn) && !t.drawn[n].After(upTo) {
		n++
	}
	t.ready = append(t.ready, t.drawn[:n]...)
	t.drawn = t.drawn[n:]
}

// frame is called when one begins to be painted; what it returns, when it is.
func (t *trace) frame() (painted func()) {
	if !t.on() {
		return func() {}
	}
	start, ended := t.clock(), t.own("paint")
	return func() {
		now := t.clock()
		t.tell("frame", now.Sub(start))
		ended()
		for _, at := range t.ready {
			t.tell("sample", now.Sub(at))
		}
		t.ready = t.ready[:0]
	}
}

// own is called when our own code begins to run; what it returns, when it ends.
func (t *trace) own(what string) (ended func()) {
	if !t.on() {
		return func() {}
	}
	start, work := t.clock(), t.work()
	return func() { t.tell("own", t.clock().Sub(start), ms(t.work()-work), what) }
}

// posting times what is posted to the window.
func (t *trace) posting(post func(func())) func(func()) {
	if !t.on() {
		return post
	}
	return func(f func()) {
		post(func() {
			defer t.own(funcName(f))()
			f()
		})
	}
}

// funcName is what the program calls a function.
func funcName(f func()) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	return name[strings.LastIndex(name, "/")+1:]
}

// shortBlock is not worth a line.
const shortBlock = 2 * time.Millisecond

// watch measures for how long the window cannot answer, from now on.
func (t *trace) watch(post func(func())) {
	time.AfterFunc(shortBlock, func() {
		start := t.clock()
		post(func() {
			if waited := t.clock().Sub(start); waited > shortBlock {
				t.tell("block", waited)
			}
			t.watch(post)
		})
	})
}

func (t *trace) tell(what string, d time.Duration, where ...string) {
	fmt.Fprintln(t.out, strings.Join(append([]string{"trace:", what, ms(d)}, where...), " "))
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond))
}
