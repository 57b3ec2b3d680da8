//! Colour, or none.

use super::run::{Run, pieces};
use anstyle::{Ansi256Color, Style};

/// What a piece of text is, so that it can be set off from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The one thing that matters on the line.
    Strong,
    /// What may be passed over: offsets, sources.
    Faint,
    /// Something is wrong or missing.
    Warn,
    /// Belongs to layer `n`, counted from the outermost.
    Layer(usize),
    /// The same, and the name of the layer itself.
    LayerStrong(usize),
}

/// Puts colour on text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
}

/// Mid tones of the 256-colour cube: each has a contrast of at least 3.4 to white and to black, so that they are
/// read on both backgrounds. Neighbours differ in hue and in lightness.
pub(super) const LAYERS: [u8; 6] = [31, 166, 64, 133, 136, 99];

/// The grey in the middle: 4.5 to white and to black. What terminals make of "dim" is not to be read on a projector.
const GREY: u8 = 243;

impl Paint {
    /// Colour if `on`.
    pub fn new(on: bool) -> Paint {
        Paint { on }
    }

    /// Whether there is colour.
    pub fn is_on(self) -> bool {
        self.on
    }

    /// `text` in the given ink.
    pub fn ink(self, ink: Ink, text: &str) -> String {
        if !self.on || text.is_empty() {
            return text.to_string();
        }
        let style = style(ink);
        format!("{}{text}{}", style.render(), style.render_reset())
    }

    /// The runs of a line, each in its ink.
    pub fn line(self, runs: &[Run]) -> String {
        let painted = |run: &Run| run.ink.map_or_else(|| run.text.clone(), |ink| self.ink(ink, &run.text));
        runs.iter().map(painted).collect()
    }

    /// Appends lines whose inks are marked, each stretch in its ink.
    pub fn lines(self, out: &mut String, lines: &str) {
        for (ink, text) in pieces(lines) {
            match ink {
                Some(ink) if self.on => out.push_str(&self.ink(ink, text)),
                _ => out.push_str(text),
            }
        }
    }
}

fn style(ink: Ink) -> Style {
    let layer = |n: usize| Style::new().fg_color(Some(Ansi256Color(LAYERS[n % LAYERS.len()]).into()));
    match ink {
        Ink::Strong => Style::new().bold(),
        Ink::Faint => Style::new().fg_color(Some(Ansi256Color(GREY).into())),
        Ink::Warn => Style::new().fg_color(Some(Ansi256Color(160).into())).bold(),
        Ink::Layer(n) => layer(n),
        Ink::LayerStrong(n) => layer(n).bold(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colour_means_no_escape() {
        assert_eq!(Paint::new(false).ink(Ink::Warn, "x"), "x");
        assert!(Paint::new(true).ink(Ink::Warn, "x").contains('\x1b'));
    }

    /// WCAG 2.1's relative luminance and contrast, to white and to black, of sRGB values from 0 to 255.
    fn contrasts(rgb: [u32; 3]) -> (f64, f64) {
        let linear = |s: f64| if s <= 0.03928 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) };
        let [r, g, b] = rgb.map(|value| linear(f64::from(value) / 255.0));
        let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05)
    }

    /// A second witness of the promises above.
    #[test]
    fn every_ink_is_read_on_black_and_on_white() {
        for colour in LAYERS {
            let cube = u32::from(colour) - 16;
            let level = |step: u32| if step == 0 { 0 } else { 55 + 40 * step };
            let (white, black) = contrasts([cube / 36, cube / 6 % 6, cube % 6].map(level));
            assert!(white >= 3.0 && black >= 3.0, "{colour}: {white:.2} on white, {black:.2} on black");
        }
        let (white, black) = contrasts([8 + 10 * (u32::from(GREY) - 232); 3]);
        assert!(white >= 4.5 && black >= 4.5, "grey: {white:.2} on white, {black:.2} on black");
        // "dim" is what the terminal makes of it
        assert!(!Paint::new(true).ink(Ink::Faint, "x").contains("\x1b[2m"));
    }
}
