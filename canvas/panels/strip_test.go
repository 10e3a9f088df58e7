package panels

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"testing"
)

// stripOf is a strip of framed panels as wide as it, some of them taller than a piece may be.
func stripOf(r *rand.Rand, width, length int) drawn {
	l := layout{size: image.Pt(width, length), margin: 20, gutter: width / 12, frame: 3, ground: flat(uint8(255 * r.IntN(2))), hatched: true}
	for at := 0; at < length; at += width * 4 / 5 {
		l.rows = append(l.rows, []int{1})
	}
	return l.draw(r)
}

// mustCover requires pieces that cover the page in order, each sharing a part with the next.
func mustCover(t testing.TB, name string, page image.Rectangle, pieces []image.Rectangle) {
	t.Helper()
	long := func(r image.Rectangle) (from, to int) {
		if page.Dy() >= page.Dx() {
			return r.Min.Y, r.Max.Y
		}
		return r.Min.X, r.Max.X
	}
	from, to := long(page)
	at, before := from, from
	for i, p := range pieces {
		if p.Empty() || p.Union(page) != page {
			t.Fatalf("%s: piece %d is %v of %v", name, i, p, page)
		}
		a, b := long(p)
		if a > at || b <= at || i > 0 && (a <= before || a == at) {
			t.Fatalf("%s: piece %d, %d–%d, does not follow %d–%d", name, i, a, b, before, at)
		}
		before, at = a, b
	}
	if at != to {
		t.Fatalf("%s: the pieces end at %d of %d", name, at, to)
	}
}

func TestPiecesCoverTheStrip(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 10))
		width := 150 + r.IntN(300)
		strip := stripOf(r, width, max(800, width*(4+r.IntN(8))))
		name := fmt.Sprintf("strip %d of %v", seed, strip.Rect)
		mustCover(t, name, strip.Rect, piecesOf(strip.Gray))
		lying := turned(strip.Gray)
		mustCover(t, name+" lying", lying.Rect, piecesOf(lying))
		strip.Rect = strip.Rect.Add(image.Pt(-5, 700))
		mustCover(t, name+" elsewhere", strip.Rect, piecesOf(strip.Gray))
	}
}

func piecesOf(page *image.Gray) []image.Rectangle {
	pieces, _ := Cut(page)
	return pieces
}

// turned swaps rows and columns.
func turned(page *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, page.Rect.Dy(), page.Rect.Dx()))
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			out.Pix[x*out.Stride+y] = page.Pix[y*page.Stride+x]
		}
	}
	return out
}

func TestStripsAreCutInTheirGutters(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 11))
		strip := stripOf(r, 400, 4000)
		pieces := piecesOf(strip.Gray)
		for i := range pieces[1:] {
			shared := pieces[i].Intersect(pieces[i+1])
			for _, p := range strip.panels {
				if in := shared.Intersect(p); in.Dy() > 4 {
					t.Errorf("strip %d: cut %v goes through panel %v", seed, shared, p)
				}
			}
		}
	}
}

func TestStripsWithoutGuttersOverlap(t *testing.T) {
	strip := image.NewGray(image.Rect(0, 0, 400, 5000))
	for i := range strip.Pix {
		strip.Pix[i] = uint8(255 * (i / 7 % 2))
	}
	pieces := piecesOf(strip)
	mustCover(t, "hatched", strip.Rect, pieces)
	for i := range pieces[1:] {
		if shared := pieces[i].Intersect(pieces[i+1]).Dy(); shared < 90 {
			t.Errorf("pieces %d and %d share %d px", i, i+1, shared)
		}
	}
	for _, p := range pieces {
		if p.Dy() > 2*400 {
			t.Errorf("piece %v is longer than two widths", p)
		}
	}
}

func TestGuttersOfAStripAreThoseBetweenItsPanels(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 12))
		strip := stripOf(r, 400, 4000)
		_, gutters := Cut(strip.Gray)
		if want := len(strip.panels) + 1; len(gutters) != want {
			t.Fatalf("strip %d: %d gutters, want %d with its two ends", seed, len(gutters), want)
		}
		for _, g := range gutters {
			for _, p := range strip.panels {
				if in := g.Intersect(p); in.Dy() > 4 { // a black frame is one with a black ground
					t.Errorf("strip %d: gutter %v lies in panel %v", seed, g, p)
				}
			}
		}
	}
}

func TestBandsOfADrawingWithoutFramesAreNoGutters(t *testing.T) {
	strip := image.NewGray(image.Rect(0, 0, 400, 4000))
	fill(strip, strip.Rect, 255)
	for y := 100; y < 4000; y += 300 {
		fill(strip, image.Rect(50, y, 120, y+80), 0)
	}
	if _, gutters := Cut(strip); len(gutters) > 0 {
		t.Errorf("gutters %v", gutters)
	}
}

func TestPagesAreOnePiece(t *testing.T) {
	for _, r := range []image.Rectangle{image.Rect(0, 0, 1, 1), image.Rect(0, 0, 800, 2400), image.Rect(0, 0, 20, 700), image.Rect(3, 4, 5, 6)} {
		if got := piecesOf(image.NewGray(r)); !slices.Equal(got, []image.Rectangle{r}) {
			t.Errorf("pieces of %v are %v", r, got)
		}
	}
	if got := piecesOf(image.NewGray(image.Rectangle{})); got != nil {
		t.Errorf("pieces of nothing are %v", got)
	}
	thin := image.NewGray(image.Rect(0, 0, 1, 65535))
	mustCover(t, "a thread", thin.Rect, piecesOf(thin))
}
