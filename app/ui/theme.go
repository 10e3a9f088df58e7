package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"keyline/assets"
)

// Theme is Keyline's look, dark or light. Make one with [NewTheme].
type Theme struct {
	light             bool
	ground            uint32 // around the picture, 0xRRGGBB; 0: as the table of colours has it
	regular, semibold fyne.Resource
}

// NewTheme returns the dark theme, or the light one.
func NewTheme(light bool) *Theme {
	return &Theme{
		light:    light,
		regular:  fyne.NewStaticResource("Keyline-Regular.otf", assets.Regular()),
		semibold: fyne.NewStaticResource("Keyline-SemiBold.otf", assets.SemiBold()),
	}
}

// onGround returns the same with another grey around the picture.
func (t *Theme) onGround(rgb uint32) *Theme {
	other := *t
	other.ground = rgb
	return &other
}

// Light tells which of the two it is.
func (t *Theme) Light() bool { return t.light }

// Color implements [fyne.Theme].
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if name == colorGround && t.ground != 0 {
		return opaque(t.ground)
	}
	if c, ok := tokens[name]; ok {
		if t.light {
			return opaque(c.light)
		}
		return opaque(c.dark)
	}
	variant := theme.VariantDark
	if t.light {
		variant = theme.VariantLight
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font implements [fyne.Theme].
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol, style.Monospace:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return t.semibold
	}
	return t.regular
}

// Icon implements [fyne.Theme].
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// sizes are those in which the look differs from Fyne's own.
var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:            sizeBody,
	theme.SizeNameCaptionText:     sizeCaption,
	theme.SizeNameSubHeadingText:  15,
	theme.SizeNameHeadingText:     sizeName,
	theme.SizeNamePadding:         4,
	theme.SizeNameInnerPadding:    8,
	theme.SizeNameInputRadius:     radiusControl,
	theme.SizeNameSelectionRadius: radiusControl,
	theme.SizeNameButtonRadius:    radiusControl,
	theme.SizeNameDialogRadius:    radiusTool,
	theme.SizeNamePopupRadius:     radiusTool,
	theme.SizeNameMenuRadius:      radiusTool,
	theme.SizeNameInlineIcon:      iconBar,
	theme.SizeNameScrollBar:       8,
	theme.SizeNameScrollBarSmall:  3,
}

// Size implements [fyne.Theme].
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

// themed returns a colour of the theme in force.
func themed(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// icon returns a drawing that follows the theme in that colour.
func icon(name string, c fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(fyne.NewStaticResource(name+".svg", assets.Icon(name)), c)
}
