package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours beyond those that Fyne names; [Theme] knows them all.
const (
	colorGround fyne.ThemeColorName = "ground" // around the picture
	colorPanel  fyne.ThemeColorName = "panel"  // docks and bars
	colorWindow fyne.ThemeColorName = "window" // what is behind them
	colorRaised fyne.ThemeColorName = "raised" // buttons, banners
	colorBorder fyne.ThemeColorName = "border" // slider tracks, key caps, drop areas
	colorText2  fyne.ThemeColorName = "text2"  // labels, icons at rest
	colorText3  fyne.ThemeColorName = "text3"  // counts, units
	colorBadge  fyne.ThemeColorName = "badge"  // on pictures: the same in both themes
	colorLetter fyne.ThemeColorName = "letter" // on a badge
)

// Sizes in Fyne units.
const (
	sizeBody    = 13
	sizeRow     = 12
	sizeCaption = 11
	sizeName    = 24

	heightOptions = 40
	heightStatus  = 28
	heightControl = 28
	heightField   = 24
	heightHeader  = 32
	heightRow     = 28
	widthTools    = 48
	widthCell     = 36
	widthDock     = 280
	widthContent  = 256
	iconBar       = 20
	iconDock      = 16
	iconStatus    = 14
	radiusSwatch  = 3
	radiusControl = 4
	radiusTool    = 6
)

// token is one colour in both themes.
type token struct{ dark, light uint32 } // 0xRRGGBB

// tokens is the table of colours. All greys have no chroma, so that the picture is the
// only coloured thing.
var tokens = map[fyne.ThemeColorName]token{
	colorGround:                        {0x3A3A3A, 0xB8B8B8},
	colorPanel:                         {0x262626, 0xEFEFEF},
	colorWindow:                        {0x1D1D1D, 0xE2E2E2},
	colorRaised:                        {0x333333, 0xFAFAFA},
	colorBorder:                        {0x787878, 0x787878},
	colorText2:                         {0xB4B4B4, 0x484848},
	colorText3:                         {0xA8A8A8, 0x585858},
	colorBadge:                         {0x1D1D1D, 0x1D1D1D},
	colorLetter:                        {0xE6E6E6, 0xE6E6E6},
	theme.ColorNameBackground:          {0x262626, 0xEFEFEF}, // of docks and bars: the window is cleared to it at no cost
	theme.ColorNameHeaderBackground:    {0x262626, 0xEFEFEF},
	theme.ColorNameMenuBackground:      {0x262626, 0xEFEFEF},
	theme.ColorNameOverlayBackground:   {0x262626, 0xEFEFEF},
	theme.ColorNameButton:              {0x333333, 0xFAFAFA},
	theme.ColorNameDisabledButton:      {0x333333, 0xFAFAFA},
	theme.ColorNameInputBackground:     {0x191919, 0xFFFFFF},
	theme.ColorNameHover:               {0x383838, 0xE3E3E3},
	theme.ColorNameSelection:           {0x3B3B3B, 0xDADADA},
	theme.ColorNamePressed:             {0x424242, 0xD6D6D6},
	theme.ColorNameSeparator:           {0x3C3C3C, 0xCBCBCB},
	theme.ColorNameInputBorder:         {0x3C3C3C, 0xCBCBCB},
	theme.ColorNameForeground:          {0xE6E6E6, 0x1B1B1B},
	theme.ColorNamePlaceHolder:         {0xA8A8A8, 0x585858},
	theme.ColorNameDisabled:            {0x6B6B6B, 0x9C9C9C},
	theme.ColorNamePrimary:             {0x45C4E6, 0x006079},
	theme.ColorNameFocus:               {0x45C4E6, 0x006079},
	theme.ColorNameHyperlink:           {0x45C4E6, 0x006079},
	theme.ColorNameForegroundOnPrimary: {0x04222B, 0xFFFFFF},
	theme.ColorNameSuccess:             {0x6CC98F, 0x17693A},
	theme.ColorNameWarning:             {0xE8B44A, 0x7A5200},
	theme.ColorNameError:               {0xFF9A8B, 0xB3261E},
	theme.ColorNameScrollBar:           {0x787878, 0x787878},
}

func opaque(rgb uint32) color.NRGBA {
	return color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}
}

// transparent is what shows nothing.
var transparent = color.NRGBA{}
