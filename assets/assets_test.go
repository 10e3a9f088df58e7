package assets

import (
	"io/fs"
	"strings"
	"testing"
)

func TestSamplesAreWholeAndAttributed(t *testing.T) {
	credits, err := fs.ReadFile(Samples(), "ATTRIBUTIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	names := SampleNames(Samples())
	for _, name := range names {
		if !strings.Contains(string(credits), "`"+name+"`") {
			t.Errorf("%s is not attributed", name)
		}
		for _, what := range []string{"sketch", "reference", "truth"} {
			checkPicture(t, name, what)
		}
	}
	checkPicture(t, "novel_sophia", "edges") // make run draws it
	if len(names) != 4 {
		t.Errorf("%d samples, want 4", len(names))
	}
	if !strings.Contains(string(credits), "Permission is hereby granted") {
		t.Error("the MIT licence text is missing")
	}
}

func checkPicture(t *testing.T, name, what string) {
	t.Helper()
	if _, err := SamplePicture(Samples(), name, what); err != nil {
		t.Errorf("%s of %s: %v", what, name, err)
	}
}

func TestTheProgramSpeaksOfItselfInKorean(t *testing.T) {
	for _, word := range []string{"MIT", "7,467", "Inter", "Noto Sans KR", "저작자표시-동일조건변경허락 4.0"} {
		if !strings.Contains(About("ko"), word) {
			t.Errorf("the Korean text does not say %q", word)
		}
	}
	if About("xx") != About("en") {
		t.Error("a language that there is none of is not English")
	}
}

func TestWhoseWorkIsInTheWeightsIsSaid(t *testing.T) {
	for _, maker := range []string{"Nina Paley", "OpenMoji", "Jim Padgett", "David Revoy", "Lisa Wischofsky", "Catherine Groenewald", "CC BY-SA 4.0", "CC BY-SA 3.0", "CC0 1.0", "Apache License"} {
		if !strings.Contains(Trained(), maker) {
			t.Errorf("the list of sources does not name %s", maker)
		}
	}
	for _, word := range []string{"sends nothing", "assistant", "ShareAlike 4.0", "MIT"} {
		if !strings.Contains(About("en"), word) {
			t.Errorf("the text about the program does not say %q", word)
		}
	}
	if licence, err := weights.ReadFile("weights/LICENSE.txt"); err != nil || !strings.HasPrefix(string(licence), "Attribution-ShareAlike 4.0") {
		t.Errorf("the weights' licence is missing: %v", err)
	}
}
