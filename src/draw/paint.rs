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
        Ink::Faint => Style::new().dimmed(),
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

    /// WCAG 2.1's relative luminance and contrast, as a second witness of the promise above.
    #[test]
    fn every_layer_is_read_on_black_and_on_white() {
        for colour in LAYERS {
            let cube = u32::from(colour) - 16;
            let level = |step: u32| if step == 0 { 0.0 } else { (55.0 + 40.0 * f64::from(step)) / 255.0 };
            let linear = |s: f64| if s <= 0.03928 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) };
            let [r, g, b] = [cube / 36, cube / 6 % 6, cube % 6].map(|step| linear(level(step)));
            let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
            let (white, black) = (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
            assert!(white >= 3.0 && black >= 3.0, "{colour}: {white:.2} on white, {black:.2} on black");
        }
    }
}
