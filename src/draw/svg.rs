//! Lines as a drawing of their own (SVG): text that can be selected, every character in its column whatever fonts
//! there are, colours for a light and for a dark screen, and nothing behind it on paper.

use super::{Ink, Line, width};
use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

/// Pixels of a column.
const COLUMN: usize = 8;
/// Pixels from one line to the next.
const LINE: usize = 18;
/// Pixels around the text.
const MARGIN: usize = 16;

/// Characters of most monospaced fonts are 0.6 of their size wide, so that 13.333 px fill a column. Chinese ones are as
/// wide as their size and have two columns.
const STYLE: &str = r#"text { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono CJK SC", "Sarasa Mono SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", monospace; font-size: 13.333px; white-space: pre; font-variant-ligatures: none; }
.c { font-size: 15px; }
.b { font-weight: bold; }
"#;

/// A class, its colour on light and on dark. Each has a contrast of 4.5 at least (WCAG 2.1, 1.4.3).
const COLOURS: [(&str, u32, u32); 9] = [
    ("text", 0x1a1a1a, 0xe6e6e6),
    (".f", 0x666666, 0x9a9a9a),
    (".w", 0xc00000, 0xff6b6b),
    (".l0", 0x00678f, 0x4fb3dc),
    (".l1", 0xb34700, 0xff9757),
    (".l2", 0x4a6b00, 0x9dc34b),
    (".l3", 0x9a3d9a, 0xe08be0),
    (".l4", 0x7d6000, 0xdbb545),
    (".l5", 0x6a3fd6, 0xb39cff),
];
/// What a dark drawing is on; a light one has no ground of its own, for paper.
const DARK: u32 = 0x16181d;

/// Draws the lines. `lang` is the language tag that chooses between the forms of Chinese characters.
///
/// # Errors
/// Those of `out`.
pub fn svg(out: &mut dyn Write, lines: &[Line], lang: &str, title: &str) -> io::Result<()> {
    let columns = lines.iter().map(|line| line.iter().map(|run| width(&run.text)).sum()).max().unwrap_or(0);
    let (wide, high) = (columns * COLUMN + 2 * MARGIN, lines.len() * LINE + 2 * MARGIN);
    let title = escaped(title);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" xml:lang="{lang}">"#
    )?;
    writeln!(out, "<title>{title}</title>")?;
    writeln!(out, "<style>\n{STYLE}{}</style>", colours())?;
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        // the base line stands so that letters are in the middle of their line
        write!(out, r#"<text xml:space="preserve" y="{}">"#, MARGIN + i * LINE + 13)?;
        let mut column = 0;
        for run in line {
            for stretch in stretches(&run.text) {
                column = span(out, run.ink, stretch, column)?;
            }
        }
        writeln!(out, "</text>")?;
    }
    writeln!(out, "</svg>")
}

fn colours() -> String {
    let rules = |of: &dyn Fn(&(&str, u32, u32)) -> u32| -> String {
        COLOURS.iter().map(|colour| format!("{} {{ fill: #{:06x}; }}\n", colour.0, of(colour))).collect()
    };
    let (light, dark) = (rules(&|(_, light, _)| *light), rules(&|(_, _, dark)| *dark));
    format!(
        "{light}@media screen and (prefers-color-scheme: dark) {{\nsvg {{ background: #{DARK:06x}; }}\n{dark}}}\n"
    )
}

/// One stretch of text, each character at its own place; returns the column behind it.
fn span(out: &mut dyn Write, ink: Option<Ink>, text: &str, column: usize) -> io::Result<usize> {
    let mut class = match ink {
        None => String::new(),
        Some(Ink::Strong) => "b".into(),
        Some(Ink::Faint) => "f".into(),
        Some(Ink::Warn) => "w b".into(),
        Some(Ink::Layer(n)) => format!("l{}", n % LAYERS),
        Some(Ink::LayerStrong(n)) => format!("l{} b", n % LAYERS),
    };
    if text.chars().any(is_wide) {
        class = format!("{class} c").trim_start().to_string();
    }
    write!(out, "<tspan")?;
    if !class.is_empty() {
        write!(out, r#" class="{class}""#)?;
    }
    write!(out, r#" x=""#)?;
    let mut column = column;
    for (i, c) in text.chars().enumerate() {
        let space = if i > 0 { " " } else { "" };
        write!(out, "{space}{}", MARGIN + column * COLUMN)?;
        column += c.width().unwrap_or(0);
    }
    write!(out, r#"">{}</tspan>"#, escaped(text))?;
    Ok(column)
}

/// How many layers have a colour of their own.
const LAYERS: usize = super::paint::LAYERS.len();

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// Stretches of characters of the same width. A character beyond the first 65536 stands alone: programs do not agree
/// on whether it has one place in a list of places or two.
fn stretches(text: &str) -> Vec<&str> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let alone = |c: char| c as u32 > 0xffff;
        let same = |c: char| !alone(first) && !alone(c) && is_wide(c) == is_wide(first);
        let end = rest.char_indices().skip(1).find(|(_, c)| !same(*c)).map_or(rest.len(), |(at, _)| at);
        let (stretch, behind) = rest.split_at(end);
        stretches.push(stretch);
        rest = behind;
    }
    stretches
}

/// Text for XML 1.0: its signs escaped, and U+FFFD for what may not stand in it at all (§2.2).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::run::{marked, runs};
    use super::*;

    fn drawn(lines: &[&str]) -> String {
        let lines: Vec<Line> = lines.iter().map(|line| runs(line)).collect();
        let mut out = Vec::new();
        svg(&mut out, &lines, "en", "a < b").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_character_has_its_place() {
        let page = drawn(&[&format!("a检验{}", marked(Ink::Warn, "x")), "", "b"]);
        assert!(
            page.contains(r#"y="29"><tspan x="16">a</tspan><tspan class="c" x="24 40">检验</tspan>"#),
            "{page}"
        );
        assert!(page.contains(r#"<tspan class="w b" x="56">x</tspan></text>"#), "{page}");
        assert!(page.contains(r#"y="65"><tspan x="16">b</tspan></text>"#), "{page}");
        assert!(page.contains(r#"width="80" height="86" viewBox="0 0 80 86""#), "{page}");
        // a pair of surrogates for some, one character for others
        assert!(
            drawn(&["a\u{10348}b"]).contains("<tspan x=\"24\">\u{10348}</tspan><tspan x=\"32\">b</tspan>")
        );
    }

    #[test]
    fn signs_of_xml_are_escaped() {
        let page = drawn(&["<&>\"\u{1b}\u{ffff}\t"]);
        assert!(page.contains(">&lt;&amp;&gt;&quot;\u{fffd}\u{fffd}\u{fffd}</tspan>"), "{page}");
        assert!(page.contains("<title>a &lt; b</title>"), "{page}");
    }

    /// WCAG 2.1's relative luminance and contrast.
    #[test]
    fn every_colour_is_read_on_its_ground() {
        let luminance = |colour: u32| {
            let linear = |shift: u32| {
                let s = f64::from(colour >> shift & 0xff) / 255.0;
                if s <= 0.03928 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
        };
        let contrast = |a: u32, b: u32| {
            let (a, b) = (luminance(a), luminance(b));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        for (class, light, dark) in COLOURS {
            let (light, dark) = (contrast(light, 0xffffff), contrast(dark, DARK));
            assert!(light >= 4.5 && dark >= 4.5, "{class}: {light:.2} on white, {dark:.2} on dark");
        }
        let layers = COLOURS.iter().filter(|(class, ..)| class.starts_with(".l")).count();
        assert_eq!(layers, LAYERS, "a colour for each layer that has one");
    }
}
