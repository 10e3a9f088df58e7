// Package imageio reads and writes picture files: PNG, JPEG, WebP and TIFF in, PNG, JPEG
// and lossless WebP out, each whole or not at all.
//
// Files are recognised by their content, not by their name. What a header claims is
// checked before anything of that size is allocated. Every error is one line that names
// the file, says what is wrong and what to do.
package imageio
