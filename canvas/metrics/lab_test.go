package metrics

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// sharma are the 34 pairs of Sharma, Wu, Dalal 2005, table 1.
var sharma = []struct {
	x, y Lab
	want float64
}{
	{Lab{50, 2.6772, -79.7751}, Lab{50, 0, -82.7485}, 2.0425},
	{Lab{50, 3.1571, -77.2803}, Lab{50, 0, -82.7485}, 2.8615},
	{Lab{50, 2.8361, -74.0200}, Lab{50, 0, -82.7485}, 3.4412},
	{Lab{50, -1.3802, -84.2814}, Lab{50, 0, -82.7485}, 1.0000},
	{Lab{50, -1.1848, -84.8006}, Lab{50, 0, -82.7485}, 1.0000},
	{Lab{50, -0.9009, -85.5211}, Lab{50, 0, -82.7485}, 1.0000},
	{Lab{50, 0, 0}, Lab{50, -1, 2}, 2.3669},
	{Lab{50, -1, 2}, Lab{50, 0, 0}, 2.3669},
	{Lab{50, 2.4900, -0.0010}, Lab{50, -2.4900, 0.0009}, 7.1792},
	{Lab{50, 2.4900, -0.0010}, Lab{50, -2.4900, 0.0010}, 7.1792},
	{Lab{50, 2.4900, -0.0010}, Lab{50, -2.4900, 0.0011}, 7.2195},
	{Lab{50, 2.4900, -0.0010}, Lab{50, -2.4900, 0.0012}, 7.2195},
	{Lab{50, -0.0010, 2.4900}, Lab{50, 0.0009, -2.4900}, 4.8045},
	{Lab{50, -0.0010, 2.4900}, Lab{50, 0.0010, -2.4900}, 4.8045},
	{Lab{50, -0.0010, 2.4900}, Lab{50, 0.0011, -2.4900}, 4.7461},
	{Lab{50, 2.5, 0}, Lab{50, 0, -2.5}, 4.3065},
	{Lab{50, 2.5, 0}, Lab{73, 25, -18}, 27.1492},
	{Lab{50, 2.5, 0}, Lab{61, -5, 29}, 22.8977},
	{Lab{50, 2.5, 0}, Lab{56, -27, -3}, 31.9030},
	{Lab{50, 2.5, 0}, Lab{58, 24, 15}, 19.4535},
	{Lab{50, 2.5, 0}, Lab{50, 3.1736, 0.5854}, 1.0000},
	{Lab{50, 2.5, 0}, Lab{50, 3.2972, 0}, 1.0000},
	{Lab{50, 2.5, 0}, Lab{50, 1.8634, 0.5757}, 1.0000},
	{Lab{50, 2.5, 0}, Lab{50, 3.2592, 0.3350}, 1.0000},
	{Lab{60.2574, -34.0099, 36.2677}, Lab{60.4626, -34.1751, 39.4387}, 1.2644},
	{Lab{63.0109, -31.0961, -5.8663}, Lab{62.8187, -29.7946, -4.0864}, 1.2630},
	{Lab{61.2901, 3.7196, -5.3901}, Lab{61.4292, 2.2480, -4.9620}, 1.8731},
	{Lab{35.0831, -44.1164, 3.7933}, Lab{35.0232, -40.0716, 1.5901}, 1.8645},
	{Lab{22.7233, 20.0904, -46.6940}, Lab{23.0331, 14.9730, -42.5619}, 2.0373},
	{Lab{36.4612, 47.8580, 18.3852}, Lab{36.2715, 50.5065, 21.2231}, 1.4146},
	{Lab{90.8027, -2.0831, 1.4410}, Lab{91.1528, -1.6435, 0.0447}, 1.4441},
	{Lab{90.9257, -0.5406, -0.9208}, Lab{88.6381, -0.8985, -0.7239}, 1.5381},
	{Lab{6.7747, -0.2908, -2.4247}, Lab{5.8714, -0.0985, -2.2286}, 0.6377},
	{Lab{2.0776, 0.0795, -1.1350}, Lab{0.9033, -0.0636, -0.5514}, 0.9082},
}

func TestDeltaEMatchesThePublishedPairs(t *testing.T) {
	for i, pair := range sharma {
		if got := DeltaE(pair.x, pair.y); math.Abs(got-pair.want) > 5e-5 {
			t.Errorf("pair %d: ΔE %v–%v = %.5f, want %.4f", i+1, pair.x, pair.y, got, pair.want)
		}
	}
}

func TestDeltaEOfOneColourIsZero(t *testing.T) {
	for _, c := range []Lab{{}, white, {50, 20, -30}} {
		if got := DeltaE(c, c); got != 0 {
			t.Errorf("ΔE(%v, same) = %g", c, got)
		}
	}
}

// skimageRow is a line of testdata/skimage_lab.tsv: values of scikit-image 0.19.3
// (rgb2lab; deltaE_ciede2000 to the next row, the last one to the first).
type skimageRow struct {
	rgb [3]uint8
	lab Lab
	de  float64
}

func skimageRows(t *testing.T) []skimageRow {
	t.Helper()
	file, err := os.Open("testdata/skimage_lab.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows []skimageRow
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		if fields[0] == "red" {
			continue
		}
		var v [7]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(fields[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		rows = append(rows, skimageRow{
			rgb: [3]uint8{uint8(v[0]), uint8(v[1]), uint8(v[2])},
			lab: Lab{v[3], v[4], v[5]}, de: v[6],
		})
	}
	return rows
}

func TestLabAgreesWithScikitImage(t *testing.T) {
	rows := skimageRows(t)
	if len(rows) < 40 {
		t.Fatalf("only %d rows read", len(rows))
	}
	for i, row := range rows {
		got := LabOf(row.rgb[0], row.rgb[1], row.rgb[2])
		if distance76(got, row.lab) > 1e-4 {
			t.Errorf("Lab of %v = %v, want %v", row.rgb, got, row.lab)
		}
		if de := DeltaE(got, rows[(i+1)%len(rows)].lab); math.Abs(de-row.de) > 1e-4 {
			t.Errorf("ΔE of %v to the next = %.6f, want %.6f", row.rgb, de, row.de)
		}
	}
}

func TestLabGoesBackToTheSameBytes(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				r2, g2, b2 := LabOf(uint8(r), uint8(g), uint8(b)).RGB()
				if int(r2) != r || int(g2) != g || int(b2) != b {
					t.Fatalf("%d,%d,%d came back as %d,%d,%d", r, g, b, r2, g2, b2)
				}
			}
		}
	}
}
