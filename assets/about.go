package assets

import "embed"

//go:embed about/*.txt
var about embed.FS

// About returns what the program says of itself, plain text in paragraphs, in a language,
// "en" or "ko"; in English for any other.
func About(language string) string {
	if language == "ko" {
		return aboutText("about.ko")
	}
	return aboutText("about")
}

// Trained returns what the weights were trained on: sources, their makers and licences,
// plain text.
func Trained() string { return aboutText("trained") }

// Libraries returns the modules that are linked into the programs, with the texts of
// their licences.
func Libraries() string { return aboutText("libraries") }

func aboutText(name string) string {
	text, err := about.ReadFile("about/" + name + ".txt")
	if err != nil {
		panic(err) // the names are constants above
	}
	return string(text)
}
