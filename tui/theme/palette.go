package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// palette is a colour for each meaning. Text has a contrast of 4.5:1 on the usual grounds,
// and frames that carry meaning have 3:1. The accent is blue: it stays apart from the
// green of success on a compressed call and for most colour-blind eyes.
type palette struct {
	ink, body, muted color.Color
	frame, hair      color.Color // frames that carry meaning, and lines that do not
	accent           color.Color // where one is, and what Enter does
	good             color.Color // read back as true
	warn             color.Color
	stop             color.Color
	sandbox          color.Color
	onFilled         color.Color // text on a filled accent, warning or badge
}

// paletteFor is the palette on a background. Where there are sixteen colours they are named,
// since the nearest ones would not be the ones that are meant.
func paletteFor(b Background, few bool) palette {
	switch {
	case few && b == Dark:
		return palette{
			ink: lipgloss.BrightWhite, body: lipgloss.White, muted: lipgloss.White, frame: lipgloss.BrightBlack, hair: lipgloss.BrightBlack,
			accent: lipgloss.BrightBlue, good: lipgloss.BrightGreen, warn: lipgloss.BrightYellow, stop: lipgloss.BrightRed,
			sandbox: lipgloss.BrightMagenta, onFilled: lipgloss.Black,
		}
	case few:
		return palette{
			ink: lipgloss.Black, body: lipgloss.Black, muted: lipgloss.Black, frame: lipgloss.BrightBlack, hair: lipgloss.BrightBlack,
			accent: lipgloss.Blue, good: lipgloss.Green, warn: lipgloss.Yellow, stop: lipgloss.Red,
			sandbox: lipgloss.Magenta, onFilled: lipgloss.BrightWhite,
		}
	}
	pick := lipgloss.LightDark(b == Dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	return palette{
		ink: c("#12161D", "#F0F3F7"), body: c("#2B3340", "#C9D1DC"), muted: c("#5B6675", "#97A3B4"),
		frame: c("#7C8796", "#7A879B"), hair: c("#D5DBE3", "#333C4A"),
		accent: c("#1F5BC4", "#82B4FF"), good: c("#0F7A3D", "#6BE08F"), warn: c("#8F5600", "#F5C451"), stop: c("#B3261E", "#FF9B95"),
		sandbox: c("#6B3FB5", "#C7A8FF"), onFilled: c("#FFFFFF", "#0A1020"),
	}
}
