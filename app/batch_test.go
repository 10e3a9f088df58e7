package app_test

import (
	"slices"
	"sync"
	"testing"

	"keyline/app"
)

func TestBatchHandsOverAllThatWaitsAtOnce(t *testing.T) {
	var posted []func()
	batch := app.NewBatch(func(f func()) { posted = append(posted, f) })
	var ran []int
	for i := range 5 {
		batch.Post(func() { ran = append(ran, i) })
	}
	if len(posted) != 1 {
		t.Fatalf("%d functions were posted for five; want one", len(posted))
	}
	posted[0]()
	if !slices.Equal(ran, []int{0, 1, 2, 3, 4}) {
		t.Errorf("ran %v; want all five in order", ran)
	}
}

func TestBatchPutsWhatABatchPostsIntoTheNext(t *testing.T) {
	var posted []func()
	batch := app.NewBatch(func(f func()) { posted = append(posted, f) })
	ran := 0
	batch.Post(func() {
		ran++
		batch.Post(func() { ran++ })
	})
	posted[0]()
	if ran != 1 || len(posted) != 2 {
		t.Fatalf("after the first batch %d functions ran and %d were posted; want 1 and 2", ran, len(posted))
	}
	posted[1]()
	if ran != 2 {
		t.Errorf("the second batch did not run")
	}
}

func TestBatchLosesNothingFromManyGoroutines(t *testing.T) {
	loop := app.NewLoop()
	batch := app.NewBatch(loop.Post)
	var all sync.WaitGroup
	ran := 0 // belongs to the loop's goroutine
	for range 8 {
		all.Go(func() {
			for range 500 {
				batch.Post(func() { ran++ })
			}
		})
	}
	if err := loop.Until(t.Context(), func() bool { return ran == 8*500 }); err != nil {
		t.Fatal(err)
	}
	all.Wait()
}

func TestBatchRunsBeforeItIsAsked(t *testing.T) {
	var posted []func()
	batch := app.NewBatch(func(f func()) { posted = append(posted, f) })
	ran := 0
	batch.Post(func() { ran++ })
	batch.Run()
	posted[0]()
	if ran != 1 {
		t.Errorf("ran %d times; want once, before the loop asked", ran)
	}
	batch.Post(func() { ran++ })
	if len(posted) != 2 {
		t.Errorf("what was posted later was not asked for")
	}
}

func TestPaintedWaitsForAWholeFrame(t *testing.T) {
	batch := app.NewBatch(func(func()) {})
	var ran []string
	note := func(what string) func() { return func() { ran = append(ran, what) } }
	batch.Post(note("posted"))
	batch.Painted(note("painted"))
	batch.Frame()
	if !slices.Equal(ran, []string{"posted"}) {
		t.Fatalf("before the first frame ran %v; want what was posted", ran)
	}
	batch.Painted(note("later"))
	batch.Post(note("again"))
	batch.Frame()
	if !slices.Equal(ran, []string{"posted", "again", "painted"}) {
		t.Fatalf("before the second frame ran %v", ran)
	}
	batch.Frame()
	batch.Frame()
	if !slices.Equal(ran, []string{"posted", "again", "painted", "later"}) {
		t.Errorf("in the end ran %v; want each once", ran)
	}
}
