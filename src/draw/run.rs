//! A line as runs of text, each in one ink: what a terminal gets as colour and a figure as style.

use super::Ink;
use super::paint::LAYERS;
use super::words::{blanks, width, wrap_behind};

/// Text in one ink, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The ink.
    pub ink: Option<Ink>,
    /// The text.
    pub text: String,
}

/// The runs of a line.
pub type Line = Vec<Run>;

// While a line is put together out of strings, an inked stretch stands in it between these two. They are control
// characters, of which text from the wire has none left (`safe`).
/// SHIFT OUT: an inked stretch begins; the letter of its ink follows.
const BEGIN: char = '\u{e}';
/// SHIFT IN: it ends.
const END: char = '\u{f}';

/// `text` marked as being in an ink.
pub fn marked(ink: Ink, text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 3);
    mark(&mut line, ink, text);
    line
}

/// Appends `text` to a line, marked as being in an ink.
pub fn mark(line: &mut String, ink: Ink, text: &str) {
    mark_with(line, ink, |line| line.push_str(text));
}

/// Appends what `inside` writes to a line, marked as being in an ink.
pub fn mark_with(line: &mut String, ink: Ink, inside: impl FnOnce(&mut String)) {
    let before = line.len();
    line.push(BEGIN);
    line.push(letter(ink));
    let start = line.len();
    inside(line);
    if line.len() == start {
        line.truncate(before);
    } else {
        line.push(END);
    }
}

/// The runs of a line in which inks are marked.
pub fn runs(line: &str) -> Line {
    pieces(line).map(|(ink, text)| Run { ink, text: text.to_string() }).collect()
}

/// The same without memory of their own: each stretch of a line with its ink. None is empty.
pub(super) fn pieces(line: &str) -> impl Iterator<Item = (Option<Ink>, &str)> {
    let (plain, rest) = line.split_once(BEGIN).unwrap_or((line, ""));
    let inked = rest.split(BEGIN).flat_map(|piece| {
        let mut rest = piece.chars();
        let ink = rest.next().and_then(ink_of);
        let (inked, behind) = rest.as_str().split_once(END).unwrap_or((rest.as_str(), ""));
        [(ink, inked), (None, behind)]
    });
    std::iter::once((None, plain)).chain(inked).filter(|(_, text)| !text.is_empty())
}

/// How much further in the rest of a line stands that is too long.
const HANG: usize = 6;

/// A line in which inks are marked, in lines of at most `columns`: what does not fit stands below, further in.
pub fn hanging(line: &str, columns: usize) -> Vec<String> {
    let plain: String = pieces(line).map(|(_, text)| text).collect();
    let text = plain.trim_start_matches(' ');
    let spaces = plain.len() - text.len();
    let indent = spaces.min(columns / 2);
    let hang = (indent + HANG).min(columns / 2);
    let mut inked = pieces(line).flat_map(|(ink, text)| text.chars().map(move |c| (ink, c))).skip(spaces);
    let mut lines = Vec::new();
    for words in wrap_behind(text, columns.saturating_sub(indent), columns - hang) {
        let mut runs: Line = Vec::new();
        for c in words.chars() {
            // between two lines only spaces were left out
            let ink = inked.find(|(_, other)| *other == c).and_then(|(ink, _)| ink);
            match runs.last_mut() {
                Some(last) if last.ink == ink => last.text.push(c),
                _ => runs.push(Run { ink, text: c.to_string() }),
            }
        }
        let mut out = String::new();
        blanks(&mut out, if lines.is_empty() { indent } else { hang });
        for run in &runs {
            match run.ink {
                Some(ink) => mark(&mut out, ink, &run.text),
                None => out.push_str(&run.text),
            }
        }
        lines.push(out);
    }
    lines
}

/// The columns of a line in which inks are marked.
pub fn marked_width(line: &str) -> usize {
    pieces(line).map(|(_, text)| width(text)).sum()
}

/// The line without the spaces at its end.
pub fn trimmed(mut line: Line) -> Line {
    while let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
    line
}

fn letter(ink: Ink) -> char {
    let layer = |first: u8, n: usize| char::from(first + (n % LAYERS.len()) as u8);
    match ink {
        Ink::Strong => '!',
        Ink::Faint => '-',
        Ink::Warn => '?',
        Ink::Layer(n) => layer(b'a', n),
        Ink::LayerStrong(n) => layer(b'A', n),
    }
}

fn ink_of(letter: char) -> Option<Ink> {
    match letter {
        '!' => Some(Ink::Strong),
        '-' => Some(Ink::Faint),
        '?' => Some(Ink::Warn),
        'a'..='z' => Some(Ink::Layer(letter as usize - 'a' as usize)),
        'A'..='Z' => Some(Ink::LayerStrong(letter as usize - 'A' as usize)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_found_again() {
        let inks = [Ink::Strong, Ink::Faint, Ink::Warn, Ink::Layer(0), Ink::Layer(5), Ink::LayerStrong(3)];
        for ink in inks {
            let found = runs(&format!("a {}{} b", marked(ink, "检验 x"), marked(Ink::Faint, "")));
            let run = |ink, text: &str| Run { ink, text: text.into() };
            assert_eq!(found, [run(None, "a "), run(Some(ink), "检验 x"), run(None, " b")]);
        }
        // inks come round again
        assert_eq!(runs(&marked(Ink::Layer(LAYERS.len() + 1), "x"))[0].ink, Some(Ink::Layer(1)));
        assert_eq!(runs(""), []);
    }

    #[test]
    fn marks_that_are_wrong_do_no_harm() {
        for line in ["\u{e}", "\u{f}", "\u{e}\u{e}", "a\u{e}1b", "\u{e}ax"] {
            let text: String = runs(line).into_iter().map(|run| run.text).collect();
            assert!(!text.contains(BEGIN), "{line:?}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_goes_on_further_in() {
        let line = format!(
            "  Address: {}  {}",
            marked(Ink::Strong, "02:00:00:00:10:10"),
            marked(Ink::Faint, "[0-5]")
        );
        assert_eq!(marked_width(&line), 35);
        let shown = |columns| -> Vec<String> {
            hanging(&line, columns).iter().map(|line| pieces(line).map(|(_, text)| text).collect()).collect()
        };
        assert_eq!(shown(35), ["  Address: 02:00:00:00:10:10  [0-5]"]);
        assert_eq!(shown(34), ["  Address: 02:00:00:00:10:10", "        [0-5]"]);
        let inks: Vec<Line> = hanging(&line, 34).iter().map(|line| runs(line)).collect();
        assert_eq!(inks[0][1], Run { ink: Some(Ink::Strong), text: "02:00:00:00:10:10".into() });
        assert_eq!(inks[1][1], Run { ink: Some(Ink::Faint), text: "[0-5]".into() });
        // nothing but spaces is lost, and no line is too long, whatever the width is
        let line = format!("    检验和 {}，{} 覆盖 x", marked(Ink::Warn, "0x1c46 错误"), "y".repeat(50));
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for columns in 10..80 {
            let lines = hanging(&line, columns);
            assert!(lines.iter().all(|line| marked_width(line) <= columns), "{columns}: {lines:?}");
            let plain: String = lines.iter().flat_map(|line| pieces(line).map(|(_, text)| text)).collect();
            assert_eq!(letters(&plain), format!("检验和0x1c46错误，{}覆盖x", "y".repeat(50)));
        }
    }

    #[test]
    fn spaces_at_the_end_go() {
        let line = runs(&format!("a{}   ", marked(Ink::Warn, "  ")));
        assert_eq!(trimmed(line), [Run { ink: None, text: "a".into() }]);
    }
}
