package ui

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// What the window says is written in English in the code, and that text is its key in the
// tables of the other languages: language/ko.json what this package says, language/
// ko-below.json what comes from the packages below, as the formats it is made by. The
// files language/*-fyne.json are Fyne's own words, in its keys, where it lacks them.
//
//go:embed language/*.json
var languageFiles embed.FS

// language is one that the window speaks: its code and what it calls itself.
type language struct{ code, name string }

// languages are all of them; the first is the one for those who speak none.
var languages = []language{{"en", "English"}, {"ko", "한국어"}}

// systemLanguage is the one of the system's locale, or else the first.
func systemLanguage() string {
	of, _, _ := strings.Cut(lang.SystemLocale().String(), "-")
	for _, l := range languages {
		if l.code == of {
			return l.code
		}
	}
	return languages[0].code
}

// speak makes all that is written from now on be in a language; "" is the system's.
//
// Fyne chooses among its translations by the system's locale and by nothing else. So the
// words of the language go into the place of that locale, and of English, to which Fyne
// turns for a locale without any. Call it on the window's goroutine, as all that writes.
func speak(code string) {
	if code == "" {
		code = systemLanguage()
	}
	words, err := wordsOf(code)
	if err != nil {
		panic(err) // the tables are in the program
	}
	text, err := json.Marshal(words)
	if err != nil {
		panic(err) // texts have no other form
	}
	here := fyne.Locale(lang.SystemLocale().LanguageString())
	if err := errors.Join(lang.AddTranslationsForLocale(text, "en"), lang.AddTranslationsForLocale(text, here)); err != nil {
		fyne.LogError("the window speaks English", err)
	}
}

// wordsOf are the texts of a language by their keys. English ones are their own.
func wordsOf(code string) (map[string]string, error) {
	all, err := readWords(code + "-fyne")
	if err != nil {
		return nil, err
	}
	for _, file := range []string{"ko-below", "ko"} { // the window's own words are the last
		words, err := readWords(file)
		if err != nil {
			return nil, err
		}
		for key, text := range words {
			if code == languages[0].code {
				text = key
			}
			all[key] = text
		}
	}
	return all, nil
}

func readWords(file string) (words map[string]string, err error) {
	text, err := languageFiles.ReadFile(path.Join("language", file+".json"))
	if err == nil {
		err = json.Unmarshal(text, &words)
	}
	if err != nil {
		return nil, fmt.Errorf("read the words of %s: %w", file, err)
	}
	return words, nil
}

// tr is a text in the language of the window.
func tr(text string) string {
	if text == "" {
		return ""
	}
	return lang.L(text)
}

// trf is fmt.Sprintf with the format in the language of the window.
func trf(format string, args ...any) string { return fmt.Sprintf(tr(format), args...) }

// trn writes a number of things.
func trn(n int, one, many string) string {
	if n == 1 {
		return trf(one, n)
	}
	return trf(many, n)
}

// trAll is tr for a list.
func trAll(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = tr(text)
	}
	return out
}

// phrase is a text that is put into the language of the window when it is shown: work
// beside the window says how far it is in phrases, since only the window's goroutine may
// ask for words.
type phrase struct {
	format string
	args   []any
}

func said(format string, args ...any) phrase { return phrase{format, args} }

// String implements [fmt.Stringer].
func (p phrase) String() string { return trf(p.format, p.args...) }

// pattern recognises a text that was made by a format.
type pattern struct {
	format string
	text   *regexp.Regexp
	inner  []bool // which of its parts may be made by another format
}

var verbs = regexp.MustCompile(`%(?:%|[#+]?[0-9.]*(?:\[\d\])?[a-z])`)

var verbPlace = regexp.MustCompile(`\[\d\]`)

// patterns are those of the packages below.
var patterns = sync.OnceValues(func() ([]pattern, error) {
	words, err := readWords("ko-below")
	var list []pattern
	for format := range words {
		list = append(list, patternOf(format))
	}
	return list, err
})

func patternOf(format string) pattern {
	p := pattern{format: format}
	text, last := "(?s)^", 0
	for _, at := range verbs.FindAllStringIndex(format, -1) {
		text += regexp.QuoteMeta(format[last:at[0]])
		switch verb := format[at[0]:at[1]]; verb[len(verb)-1] {
		case '%':
			text += "%"
		case 'd':
			text += `(-?\d+)`
			p.inner = append(p.inner, false)
		default:
			text += "(.+?)"
			p.inner = append(p.inner, verb == "%w" || verb == "%v" || verb == "%s")
		}
		last = at[1]
	}
	p.text = regexp.MustCompile(text + regexp.QuoteMeta(format[last:]) + "$")
	return p
}

// said puts a text into the language of the window if it was made by the pattern. known is
// how much of the text the tables know, bytes.
func (p pattern) said(text string) (said string, known int, ok bool) {
	parts := p.text.FindStringSubmatch(text)
	if parts == nil {
		return "", 0, false
	}
	known = len(verbs.ReplaceAllString(p.format, ""))
	args := make([]any, len(parts)-1)
	for i := range args {
		args[i] = parts[i+1]
		if p.inner[i] && strings.Contains(parts[i+1], " ") { // one word is a name
			inside, more := lookUp(parts[i+1])
			args[i], known = inside, known+more
		}
	}
	return fmt.Sprintf(verbs.ReplaceAllStringFunc(tr(p.format), asText), args...), known, true
}

// asText makes any verb that of a text, which all arguments are by now.
func asText(verb string) string {
	if verb == "%%" {
		return verb
	}
	return "%" + verbPlace.FindString(verb) + "s"
}

// translated puts a text of a package below into the language of the window: those write
// English. What no pattern fits stays as it is.
func translated(text string) string {
	said, _ := lookUp(text)
	return said
}

// lookUp is translated with how much of the text the tables know; of several patterns that
// fit, the one that knows most is right.
func lookUp(text string) (best string, known int) {
	best, known = text, -1
	list, err := patterns()
	if err != nil {
		return text, 0
	}
	for _, p := range list {
		if said, n, ok := p.said(text); ok && n > known {
			best, known = said, n
		}
	}
	return best, max(known, 0)
}

// told writes an error as the window does, a line for each that was joined.
func told(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		if said := translated(line); said != line {
			lines[i] = strings.TrimSuffix(said, ".") + "."
		} else {
			lines[i] = sentence(line)
		}
	}
	return strings.Join(lines, "\n")
}
