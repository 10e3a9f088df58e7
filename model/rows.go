package model

import "sync"

// eachRows calls f for disjoint runs of the rows 0 to n, together all of them, on at most
// threads goroutines, numbered from 0, and waits.
func eachRows(n, threads int, f func(t, y0, y1 int)) {
	threads = max(min(threads, n), 1)
	if threads == 1 {
		f(0, 0, n)
		return
	}
	var wait sync.WaitGroup
	for t := range threads {
		wait.Go(func() { f(t, t*n/threads, (t+1)*n/threads) })
	}
	wait.Wait()
}
