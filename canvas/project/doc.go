// Package project writes down what a document is made of, so that it can be made again:
// the causes, of which colours are the effect. A project file and the journal of unsaved
// work keep the same thing.
//
// # The format
//
// A [Manifest] is JSON, version 1. Everything in pixels is a picture of its own beside
// it; the manifest has their names.
//
//	{
//	  "version": 1,            // a higher one is refused, fields not listed here are passed over
//	  "width": 1024,           // of the page, px
//	  "height": 768,
//	  "lines": "lines.png",    // grey or in colour, before levels
//	  "levels": {"black": 0, "white": 255, "gamma": 1},
//	  "references": [{"name": "hero.png", "picture": "reference-1.png",
//	                  "swatches": [...],              // of a palette that stands in for a picture
//	                  "crop": [left, top, right, bottom]}], // the part that is used, px of the picture; none: all of it
//	  "palette": [{"name": "Skin", "colour": "#f0c8a0", "found": true}],
//	  "strokes": [{"id": 1, "kind": "edge", "number": 1, "hidden": true, "points": [[x, y, width, time], ...]},
//	              {"id": 2, "kind": "hint", "colour": "#c03040", "points": [...]}],
//	  "panels": [[left, top, right, bottom], ...],    // that are coloured one by one, page px, in reading order
//	  "locks": [{"id": 3, "x": 10, "y": 20, "picture": "lock-3.png"}], // regions that nothing changes: their colours, opaque where they are locked, and where on the page they lie
//	  "figures": [{"id": 4, "x": 10, "y": 20, "picture": "figure-4.png", "references": [0]}], // regions that take from some of the references, counted from 0: grey, 128 or more inside, and where on the page they lie
//	  "flats": {"palette": [1, 2],                    // where there are flats: ids of the palette's swatches, in its order,
//	            "swatches": [{"id": 1, "colour": "#f0c8a0", "anchor": "#f0c8a1"}], // all swatches they know; areas are sorted to the anchors
//	            "places": [{"id": 4, "x": 10, "y": 20, "swatch": 2}]}, // whose areas a person gave a swatch; ids count with strokes
//	  "layers": [{"name": "lines", "opacity": 200, "hidden": true, "locked": true}], // those that look otherwise than 255 and shown
//	  "paint": {"x": 128, "y": 0, "picture": "paint.png"}, // painted by hand, straight alpha, at a place on the page
//	  "tint": "#402010",                              // of the lines, where they are not black
//	  "variation": {"references": [0], "hue": 120},  // another way to colour: the references that count outside figures, counted from 0, none: all; by how many degrees their hue is turned
//	  "colouring": "colouring.png",                   // one that is mended, where there is one
//	  "hints": "hints.png",                           // painted dabs, likewise
//	  "edges": "edges.png",                           // drawn edges, likewise: grey, a stroke where it is 128 or more
//	  "colours": "colours.png",                       // as they were made last; they can be made again
//	  "settings": {"long_side": 0}                    // working size of the networks, px; 0: by the picture's shape
//	}
//
// Strokes are in drawing order. The number of each is its name among its kind ("edge 2");
// where it is missing, or there twice, one is given. x, y and width are page px as the
// pointer gave them, in as many digits as bring back the very number; time is in whole
// nanoseconds from the start of the stroke. Numbers that are no place on or near a page are
// refused ([canvas.Stroke.Check]), as JSON itself refuses NaN and Inf.
package project
