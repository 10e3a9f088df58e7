// Package journal keeps unsaved work as it is done, so that no finished stroke is lost
// whatever happens to the program: each change of a document is appended to a file and
// on the disk before it counts as kept.
//
// A [Store] is a folder of journals, one a document:
//
//	20261122-140305-1a2b3c4d/
//	    lock            locked (flock) while a program has the document open
//	    log             the changes
//	    thumbnail.png   as it looked
//	    later           is there once the person said "Later": when
//	    <sha256>.png    lines, references and other pictures, each once
//
// The log has a line for each change: the CRC-32 (IEEE) of what follows as eight
// hexadecimal digits, a blank, and a record as JSON. A record has what differs from the
// one before: strokes that are new or others, the order of strokes where it is not simply
// longer, and the rest of the document ([project.Manifest]) where it changed. The first
// says "journal": 1, the format. Reading ends before the first line that is not whole: it
// was being written when the program ended, and nobody was told that it is kept.
//
// After a failure (a full disk, a folder that is read-only or gone) nothing is appended
// to a file that may be damaged: the whole document is written to a new log, which takes
// the place of the old one when it is on the disk. Until that succeeds it is tried again
// every two seconds, and the document in memory is what there is.
//
// A journal is deleted once its document is saved and closed. Of one that is not, nobody
// can get rid by saying no: it stays for 30 days after that.
package journal
