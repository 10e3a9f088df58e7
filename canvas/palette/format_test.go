package palette

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

var (
	red   = color.NRGBA{255, 0, 0, 255}
	blue  = color.NRGBA{1, 2, 255, 255}
	white = color.NRGBA{255, 255, 255, 255}
	black = color.NRGBA{0, 0, 0, 255}
	grey  = color.NRGBA{64, 64, 64, 255}
)

// joined puts parts of a file together: texts as they are, numbers big-endian.
func joined(parts ...any) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case []byte:
			b.Write(p)
		default:
			if err := binary.Write(&b, binary.BigEndian, p); err != nil {
				panic(err)
			}
		}
	}
	return b.Bytes()
}

// wide is a text in UTF-16 with a zero at its end.
func wide(text string) []uint16 { return append(utf16.Encode([]rune(text)), 0) }

// blockASE is a colour of an ASE.
func blockASE(name, model string, values ...float32) []byte {
	n := wide(name)
	body := joined(uint16(len(n)), n, model, values, uint16(0))
	return joined(uint16(blockColour), uint32(len(body)), body)
}

func fileASE(blocks ...[]byte) []byte {
	return joined("ASEF", uint32(1<<16), uint32(len(blocks)), bytes.Join(blocks, nil))
}

// groupASE is the start of a group; groupEndASE is its end.
func groupASE(name string) []byte {
	n := wide(name)
	return joined(uint16(blockGroup), uint32(2+2*len(n)), uint16(len(n)), n)
}

var groupEndASE = joined(uint16(blockGroupEnd), uint32(0))

func TestPalettesAreRead(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want []Swatch
	}{
		{"gpl: plain", []byte("GIMP Palette\n255 0 0\n1 2 255\n"), []Swatch{{Colour: red}, {Colour: blue}}},
		{
			"gpl: all that GIMP writes",
			[]byte("GIMP Palette\nName: Hair\nColumns: 4\n#\n255   0   0\tRed one\n  1   2 255\tUntitled\n\n"),
			[]Swatch{{Name: "Red one", Colour: red}, {Colour: blue}},
		},
		{"gpl: from Windows", []byte("\ufeffGIMP Palette\r\n255 0 0\tRot\r\n"), []Swatch{{Name: "Rot", Colour: red}}},
		{"gpl: Latin-1 names", []byte("GIMP Palette\n255 0 0 gr\xfcn\n"), []Swatch{{Name: "grün", Colour: red}}},
		{"gpl: a number for a name", []byte("GIMP Palette\n255 0 0 12 eggs"), []Swatch{{Name: "12 eggs", Colour: red}}},
		{"gpl: with opacity", []byte("GIMP Palette\nChannels: RGBA\n255 0 0 128 half\n"), []Swatch{{Name: "half", Colour: red}}},
		{
			"ase: every model, groups flattened",
			fileASE(groupASE("Skin"), blockASE("Rot", "RGB ", 1, 0, 0), blockASE("Ruß", "CMYK", 0, 0, 0, 1), groupEndASE,
				blockASE("", "Gray", 1), blockASE("paper", "LAB ", 1, 0, 0), blockASE("x", "LAB ", 0.5, 60, 40)),
			[]Swatch{{Name: "Rot", Colour: red}, {Name: "Ruß", Colour: black}, {Colour: white}, {Name: "paper", Colour: white}, {Name: "x", Colour: color.NRGBA{214, 60, 55, 255}}},
		},
		{"ase: values outside", fileASE(blockASE("", "RGB ", 7, -3, -1e38), blockASE("", "CMYK", 1e38, 1e38, 1e38, 1e38)), []Swatch{{Colour: red}, {Colour: black}}},
		{"ase: unknown blocks", fileASE(joined(uint16(9), uint32(3), "abc"), blockASE("r", "RGB ", 1, 0, 0)), []Swatch{{Name: "r", Colour: red}}},
		{
			"aco: version 1, every model",
			joined(
				[]uint16{1, 6},
				[]uint16{0, 65535, 0, 0, 0},
				[]uint16{1, 0, 65535, 65535, 0},
				[]uint16{2, 65535, 0, 0, 65535},
				[]uint16{7, 10000, 0, 0, 0},
				[]uint16{8, 10000, 0, 0, 0},
				[]uint16{8, 7500, 0, 0, 0},
			),
			[]Swatch{{Colour: red}, {Colour: red}, {Colour: red}, {Colour: white}, {Colour: black}, {Colour: grey}},
		},
		{
			"aco: version 2 after version 1",
			joined([]uint16{1, 1}, []uint16{0, 0, 0, 0, 0}, []uint16{2, 1}, []uint16{0, 65535, 0, 0, 0}, uint32(4), wide("Rot")),
			[]Swatch{{Name: "Rot", Colour: red}},
		},
		{
			"aco: version 2 alone, no names",
			joined([]uint16{2, 2}, []uint16{0, 65535, 0, 0, 0}, uint32(1), uint16(0), []uint16{0, 0, 0, 0, 0}, uint32(0)),
			[]Swatch{{Colour: red}, {Colour: black}},
		},
		{"aco: something after the colours", joined([]uint16{1, 1}, []uint16{0, 65535, 0, 0, 0}, "8BIM"), []Swatch{{Colour: red}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Decode(bytes.NewReader(test.data))
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("%v, %v\nwant %v", got, err, test.want)
			}
		})
	}
}

func TestBadPalettesGiveOneClearLine(t *testing.T) {
	nan := float32(math.NaN())
	swatches := strings.Repeat("1 2 3\n", MaxSwatches+1)
	tests := []struct {
		name   string
		data   []byte
		remedy string
	}{
		{"0 bytes", nil, "save the palette again"},
		{"one byte", []byte{0}, "use a .gpl"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n"), "use a .gpl"},
		{"another palette", []byte("JASC-PAL\n0100\n"), "use a .gpl"},
		{"too large a file", make([]byte, maxBytes+1), "use a .gpl"},
		{"gpl: no colours", []byte("GIMP Palette\nName: x\n"), "add some"},
		{"gpl: too large a value", []byte("GIMP Palette\n256 0 0\n"), "line 2 is no colour; write"},
		{"gpl: too few values", []byte("GIMP Palette\n\n25 0\n"), "line 3 is no colour; write"},
		{"gpl: too many colours", []byte("GIMP Palette\n" + swatches), "use a smaller one"},
		{"gpl: a line without end", []byte("GIMP Palette\n" + strings.Repeat("1", 1<<20)), "write"},
		{"ase: header alone", []byte("ASEF"), "cut short; copy"},
		{"ase: no colours", fileASE(), "add some"},
		{"ase: 4 billion blocks", joined("ASEF", uint32(1<<16), uint32(math.MaxUint32)), "cut short; copy"},
		{"ase: a block of 4 GB", joined("ASEF", uint32(1<<16), uint32(1), uint16(1), uint32(math.MaxUint32)), "cut short; copy"},
		{"ase: a name of 64 K units", joined("ASEF", uint32(1<<16), uint32(1), uint16(1), uint32(2), uint16(65535)), "cut short; copy"},
		{"ase: another version", joined("ASEF", uint32(7<<16), uint32(0)), "save it anew"},
		{"ase: another model", fileASE(blockASE("a", "HSB ", 1, 1, 1)), "make it RGB"},
		{"ase: no number", fileASE(blockASE("a", "RGB ", 0, nan, 0)), "save it again"},
		{"ase: too many colours", fileASE(slices.Repeat([][]byte{blockASE("", "Gray", 1)}, MaxSwatches+1)...), "use a smaller one"},
		{"ase: an Aseprite drawing", joined(uint32(0), "\xe0\xa5", make([]byte, 120)), "save its palette as .gpl"},
		{"aco: header alone", joined(uint16(1)), "cut short; copy"},
		{"aco: no colours", joined([]uint16{1, 0}), "add some"},
		{"aco: 65,535 colours", joined([]uint16{1, 65535}), "use a smaller one"},
		{"aco: a colour missing", joined([]uint16{1, 2}, []uint16{0, 1, 2, 3, 0}), "colour 2 of 2: it is cut short; copy"},
		{"aco: a name of 4 G units", joined([]uint16{2, 1}, []uint16{0, 1, 2, 3, 0}, uint32(math.MaxUint32)), "cut short; copy"},
		{"aco: second section missing", joined([]uint16{1, 1}, []uint16{0, 1, 2, 3, 0}, []uint16{2, 1}), "cut short; copy"},
		{"aco: a colour book", joined([]uint16{1, 1}, []uint16{3, 1, 2, 3, 0}), "make it RGB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			list, err := Decode(bytes.NewReader(test.data))
			if err == nil {
				t.Fatalf("it gives %d colours", len(list))
			}
			if !strings.Contains(err.Error(), test.remedy) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q, want one line with %q", err, test.remedy)
			}
		})
	}
}

func TestEveryCutOfAFileIsAnError(t *testing.T) {
	list := []Swatch{{Name: "Hair", Colour: red}, {Name: "Skin", Colour: blue}}
	for _, f := range []Format{ASE, ACO} {
		whole := encoded(t, f, list)
		half := len(whole)
		if f == ACO { // its first section is a file of its own
			half = 4 + 10*len(list)
		}
		for n := range half {
			if got, err := Decode(bytes.NewReader(whole[:n])); err == nil {
				t.Errorf("format %d cut to %d of %d bytes gives %v", f, n, len(whole), got)
			}
		}
	}
}

func encoded(t testing.TB, f Format, list []Swatch) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, f, "A title", list); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abc XYZ äß漢字한글😀#12\t\n\x00\u0085\ufeff")
	for range 300 {
		list := make([]Swatch, 1+random.IntN(40))
		for i := range list {
			name := make([]rune, random.IntN(8)*random.IntN(20))
			for k := range name {
				name[k] = letters[random.IntN(len(letters))]
			}
			list[i] = Swatch{string(name), opaque(random.Float64(), random.Float64(), random.Float64()), random.IntN(2) == 0}
		}
		want := slices.Clone(list)
		for i := range want {
			want[i].Name, want[i].Found = CleanName(want[i].Name), false
		}
		for _, f := range []Format{GPL, ASE, ACO} {
			got, err := Decode(bytes.NewReader(encoded(t, f, list)))
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("format %d: %v\n got %+v\nwant %+v", f, err, got, want)
			}
		}
	}
}

func TestEveryByteSurvives(t *testing.T) {
	var list []Swatch
	for v := range 256 {
		list = append(list, Swatch{Colour: color.NRGBA{uint8(v), uint8(255 - v), uint8(v * 7), 255}})
	}
	for _, f := range []Format{GPL, ASE, ACO} {
		if got, err := Decode(bytes.NewReader(encoded(t, f, list))); err != nil || !slices.Equal(got, list) {
			t.Errorf("format %d: %v, %v", f, got, err)
		}
	}
}

func TestTheBytesOfTheFormats(t *testing.T) {
	list := []Swatch{{Name: "A", Colour: red}}
	colour := []uint16{0, 65535, 0, 0, 0}
	tests := []struct {
		format Format
		want   string
	}{
		{GPL, "GIMP Palette\nName: A title\nColumns: 0\n#\n255   0   0\tA\n"},
		{ASE, string(joined("ASEF", uint32(1<<16), uint32(1), uint16(1), uint32(24), uint16(2), wide("A"), "RGB ", []float32{1, 0, 0}, uint16(2)))},
		{ACO, string(joined([]uint16{1, 1}, colour, []uint16{2, 1}, colour, uint32(2), wide("A")))},
	}
	for _, test := range tests {
		if got := string(encoded(t, test.format, list)); got != test.want {
			t.Errorf("format %d:\n got %q\nwant %q", test.format, got, test.want)
		}
	}
}

func TestJSONIsForScripts(t *testing.T) {
	var got struct {
		Name   string
		Colors []struct {
			Hex, Name string
			RGB       [3]int
		}
	}
	if err := json.Unmarshal(encoded(t, JSON, []Swatch{{Name: "A \"b\"", Colour: blue}, {Colour: red}}), &got); err != nil {
		t.Fatal(err)
	}
	if got.Name != "A title" || len(got.Colors) != 2 || got.Colors[0].Hex != "#0102FF" || got.Colors[0].Name != `A "b"` || got.Colors[1].RGB != [3]int{255, 0, 0} {
		t.Errorf("%+v", got)
	}
}

func TestNothingAndTooMuchAreNotWritten(t *testing.T) {
	for _, n := range []int{0, MaxSwatches + 1} {
		var b bytes.Buffer
		if err := Encode(&b, GPL, "", make([]Swatch, n)); err == nil || b.Len() > 0 {
			t.Errorf("%d colours: %v, %d bytes", n, err, b.Len())
		}
	}
}

func TestTheEndingChoosesTheFormat(t *testing.T) {
	for path, want := range map[string]Format{"a.gpl": GPL, "/b/c.ASE": ASE, "x.y.Aco": ACO, "p.json": JSON} {
		if got, err := FormatOf(path); err != nil || got != want {
			t.Errorf("%s: %d, %v", path, got, err)
		}
	}
	for _, path := range []string{"", "a", "a.png", "gpl"} {
		if _, err := FormatOf(path); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if !IsFile("a.aco") || IsFile("a.json") || IsFile("a.png") {
		t.Error("IsFile is wrong")
	}
}

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"":                               "",
		" Hair \t":                       "Hair",
		"two\nlines":                     "two lines",
		"bad \xff byte":                  "bad \ufffd byte",
		strings.Repeat("é", 200):         strings.Repeat("é", maxName),
		strings.Repeat(" ", 200) + "end": "end",
	} {
		if got := CleanName(name); got != want || CleanName(got) != got {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
}

// Values of the reference colours were worked out by hand or taken from the definitions.
func TestColourModels(t *testing.T) {
	tests := []struct {
		name      string
		got, want color.NRGBA
	}{
		{"green of HSB", fromHSB(1.0/3, 1, 1), color.NRGBA{0, 255, 0, 255}},
		{"a full turn of HSB", fromHSB(1, 1, 1), red},
		{"dull blue of HSB", fromHSB(2.0/3, 0.5, 0.8), color.NRGBA{102, 102, 204, 255}},
		{"grey of HSB", fromHSB(0.3, 0, 0.25), grey},
		{"cyan of CMYK", fromCMYK(1, 0, 0, 0), color.NRGBA{0, 255, 255, 255}},
		{"half black of CMYK", fromCMYK(0, 0.5, 1, 0.5), color.NRGBA{128, 64, 0, 255}},
		{"black of Lab", fromLab(0, 0, 0), black},
		{"white of Lab", fromLab(100, 0, 0), white},
		{"middle grey of Lab", fromLab(53.585, 0, 0), color.NRGBA{128, 128, 128, 255}},
		{"sRGB's red in Lab", fromLab(54.29, 80.81, 69.89), red},
		{"sRGB's blue in Lab", fromLab(29.57, 68.30, -112.03), color.NRGBA{0, 0, 255, 255}},
	}
	for _, test := range tests {
		far := 0
		for _, d := range []int{int(test.got.R) - int(test.want.R), int(test.got.G) - int(test.want.G), int(test.got.B) - int(test.want.B)} {
			far = max(far, d, -d)
		}
		if far > 1 || test.got.A != 255 {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
}
