//! A line as runs of text, each in one ink: what a terminal gets as colour and a figure as style.

use super::Ink;
use super::paint::LAYERS;

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
    if !text.is_empty() {
        line.push(BEGIN);
        line.push(letter(ink));
        line.push_str(text);
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
    fn spaces_at_the_end_go() {
        let line = runs(&format!("a{}   ", marked(Ink::Warn, "  ")));
        assert_eq!(trimmed(line), [Run { ink: None, text: "a".into() }]);
    }
}
