// Package ora reads and writes OpenRaster files (.ora, version 0.0.3 of
// openraster.org): a zip of a layer stack and its pictures that Krita, GIMP and MyPaint
// open as layers.
//
// A file that is read may come from anywhere. What it declares is checked before anything
// of that size is allocated, what is unpacked is counted, names are looked up inside the
// zip alone and never on disk. A program may put files of its own beside the layers
// ([Extra]); others leave them alone.
package ora
