package palette

import (
	"image"
	"image/color"
	"testing"
)

func manyColours(n int) []color.NRGBA {
	list := make([]color.NRGBA, n)
	for i := range list {
		list[i] = color.NRGBA{uint8(i * 37), uint8(i), uint8(i >> 8), 255}
	}
	return list
}

// countColours also checks that nothing else is in the picture.
func countColours(t *testing.T, sheet *image.NRGBA, list []color.NRGBA) map[color.NRGBA]int {
	t.Helper()
	count := map[color.NRGBA]int{}
	for _, c := range list {
		count[c] = 0
	}
	for y := range sheet.Rect.Dy() {
		for x := range sheet.Rect.Dx() {
			c := sheet.NRGBAAt(x, y)
			if _, ok := count[c]; !ok {
				t.Fatalf("%v at %d, %d is no colour of the palette", c, x, y)
			}
			count[c]++
		}
	}
	return count
}

func TestASheetShowsEveryColourLargeAndNothingElse(t *testing.T) {
	for n := 1; n <= maxSheet; n++ {
		list := manyColours(n)
		sheet := Sheet(list)
		rows, columns := sheetGrid(n)
		swatch := sheetWidth * sheetHeight / (rows * columns)
		for c, px := range countColours(t, sheet, list) {
			if px < swatch || px%swatch != 0 {
				t.Errorf("%d colours: %v covers %d px, a swatch has %d", n, c, px, swatch)
			}
		}
		if n <= 15 && (rows > 3 || columns > 5) {
			t.Errorf("%d colours: %d rows of %d were not trained on", n, rows, columns)
		}
	}
}

func TestTheGridsOfSheets(t *testing.T) {
	for n, want := range map[int][2]int{1: {1, 2}, 2: {1, 2}, 3: {1, 3}, 4: {2, 2}, 5: {1, 5}, 6: {2, 3}, 7: {2, 4}, 9: {3, 3}, 10: {2, 5}, 11: {3, 4}, 15: {3, 5}, 16: {4, 4}, 24: {4, 6}, 60: {6, 10}} {
		if rows, columns := sheetGrid(n); rows != want[0] || columns != want[1] {
			t.Errorf("%d colours: %d rows of %d, want %v", n, rows, columns, want)
		}
	}
}

func TestALargePaletteKeepsTheColoursThatDiffer(t *testing.T) {
	list := []color.NRGBA{black}
	for v := range 100 { // hardly told apart
		list = append(list, color.NRGBA{200, uint8(v / 10), uint8(v % 10), 255})
	}
	list = append(list, blue, white)
	count := countColours(t, Sheet(list), list)
	for _, c := range []color.NRGBA{black, blue, white} {
		if count[c] == 0 {
			t.Errorf("%v is missing", c)
		}
	}
}

func TestASheetNeedsAColour(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Sheet(nil)
}
