// Package app is the session without a window: what a person does to a picture, in
// gestures, and the colours that come back for it. The window and the command line
// drive the same code.
//
// [Editor] owns the document, its history and the stroke in hand. [Refinery] owns the
// colorizer and works through one request at a time on its own goroutine. The editor
// asks for what the document lacks, and takes a result exactly if its cause is still
// that of the document, so an undone stroke leaves no colour behind. While the pen is down
// it asks for what is on the screen, as the screen shows it ([Editor.See], [Editor.Live]);
// the document's own colours are asked for when the pen is up. [Loop] stands in for a
// window's event loop where there is no window.
//
// # Levels
//
// A package imports only packages of lower levels, and those this table names. The
// table is policy; TestImportDirections holds it.
//
//	level 0  assets             weights, samples, licences              std
//	         canvas             the document: strokes, tiles, history    std, gg, x/image, canvas/layered, canvas/palette
//	         canvas/imageio     picture files, bounded, atomic          std, x/image
//	         canvas/layered     pictures in layers, flattened           std
//	         canvas/ora         OpenRaster files, bounded               std, canvas/layered, canvas/imageio
//	         canvas/psd         Photoshop files                         std, canvas/layered, canvas/imageio
//	         canvas/kra         the merged picture of Krita's files     std, canvas/imageio
//	         canvas/project     a document written down                 std, canvas, canvas/palette
//	         canvas/palette     colours of a picture, palette files     std
//	         canvas/panels      panels of pages, pieces of strips       std
//	         canvas/lineart     line art from pictures                  std
//	         canvas/metrics     scores of a colorization                std, x/image
//	         canvas/rivals      methods to measure against              std
//	         canvas/cartoon     drawings with known colours, for tests  std, gg
//	         canvas/canvastest  golden pictures for tests               std
//	         model              the networks, in Go                     model/kernel, model/region, model/register, gorgonia, tensor, hm
//	         model/kernel       float32 kernels on plain slices         std, x/sys/cpu
//	         model/register     a sketch found in a reference           std
//	         model/region       closed areas of line art, filled        model/kernel
//	level 1  app                the session                             canvas and below
//	         app/memory         what is remembered between runs         std
//	         app/journal        unsaved work, kept as it is done        std, canvas, canvas/project
//	level 2  app/ui             Fyne widgets over the session           app, canvas, assets, fyne
//	level 3  cmd                keyline and keyline-cli                 everything below
//
// canvas and model know neither each other nor Fyne. app declares the small interface
// it needs of a network ([Colorizer]) and cmd plugs the model in, so the session runs
// and is tested without weights. Between folders only standard image types travel.
//
// # Goroutines
//
// The goroutine that makes an Editor owns it and everything in it: all methods are
// called there. The refinery has one goroutine of its own, started in [NewRefinery];
// what it finds comes back through the one post function it was given. Nothing else
// runs beside them, and painting never waits for the network.
package app
