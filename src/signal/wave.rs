//! Waveforms as text: drawn, and read again.
//!
//! ```text
//! high    ___     _
//! low   __|  |___|
//! ```
//!
//! A row for each level; `_` is the level, at the lower edge of its row, and `|` a transition, which stands in the row
//! below the higher level. So in every column one row is marked, and nothing depends on how wide a font draws a
//! character that is not ASCII.

use super::{Code, Level};
use crate::draw::width;
use crate::say;
use crate::spec::{Text, Trouble, text};

/// Columns before a drawing, for the names of the rows.
pub const LABEL: usize = 7;
/// The name of the upper row of two.
pub const HIGH: Text = text("high", "高");
/// The name of the lower row of two.
pub const LOW: Text = text("low", "低");

impl Code {
    /// Columns of a bit in a drawing.
    pub fn columns(self) -> usize {
        if self.is_grouped() { 3 } else { 4 }
    }
}

/// The rows of a waveform, the highest level first, without their names. `before` is the level before the first,
/// where it is known.
pub fn rows(code: Code, levels: &[Level], before: Option<Level>) -> Vec<String> {
    let of = names(code.is_grouped());
    let mut rows = vec![String::new(); of.len()];
    let place = |level: Level| of.iter().position(|(each, _)| *each == level);
    let mut last = before;
    for level in levels {
        let here = place(*level);
        let from = last.and_then(place).unwrap_or_default();
        let changes = last.is_some_and(|last| last != *level);
        for column in 0..code.columns() / code.samples() {
            for (i, row) in rows.iter_mut().enumerate() {
                let to = here.unwrap_or_default();
                row.push(match column {
                    0 if changes && from.min(to) < i && i <= from.max(to) => '|',
                    0 if changes => ' ',
                    _ if here == Some(i) => '_',
                    _ => ' ',
                });
            }
        }
        last = Some(*level);
    }
    rows
}

/// The levels of a drawing, from above, and the names of their rows.
fn names(three: bool) -> &'static [(Level, Text)] {
    const TWO: &[(Level, Text)] = &[(Level::High, HIGH), (Level::Low, LOW)];
    const THREE: &[(Level, Text)] = &[
        (Level::High, crate::spec::same("+")),
        (Level::Zero, crate::spec::same("0")),
        (Level::Low, crate::spec::same("-")),
    ];
    if three { THREE } else { TWO }
}

impl Code {
    /// The names of the rows of its drawing, from above.
    pub fn row_names(self) -> impl Iterator<Item = Text> {
        names(self.is_grouped()).iter().map(|(_, name)| *name)
    }
}

/// A drawing found in text: what is known of it before it is read in a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The code that the text names, as netlab does above its drawings: `--code manchester --convention ieee`.
    pub named: Option<Code>,
    /// Whether it has three levels.
    pub three: bool,
    /// The level of each column, and the line of the text it comes from. A line's columns stand together.
    lines: Vec<(usize, Vec<Option<Level>>)>,
}

/// The levels of a drawing, and the line of the text for each.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wave {
    /// The levels, as many for a bit as the code has.
    pub levels: Vec<Level>,
    /// The line of the lowest row, from 1, for each level.
    pub lines: Vec<usize>,
}

/// A line of text that may be a row of a drawing.
struct Row<'t> {
    /// Which name it has.
    name: Option<&'t str>,
    /// Columns before `marks`.
    from: usize,
    /// What follows the name.
    marks: &'t str,
    number: usize,
}

impl<'t> Row<'t> {
    fn of(line: &'t str, number: usize) -> Option<Row<'t>> {
        let marks_at = line.find(|c: char| !" >\t".contains(c)).unwrap_or(line.len());
        let (before, rest) = line.split_at_checked(marks_at)?;
        let is_mark = |c: char| " _|".contains(c);
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, marks) = rest.split_at_checked(end)?;
        let all = || names(false).iter().chain(names(true)).map(|(_, name)| name);
        let name = all().find(|name| name.en == word || name.zh == word);
        match name {
            Some(name) if marks.chars().all(is_mark) => {
                Some(Row { name: Some(name.en), from: width(before) + width(word), marks, number })
            }
            None if !rest.is_empty() && rest.chars().all(is_mark) && rest.contains('_') => {
                Some(Row { name: None, from: width(before), marks: rest, number })
            }
            _ => None,
        }
    }

    /// The mark in a column, if there is one.
    fn mark(&self, column: usize) -> Option<u8> {
        let at = column.checked_sub(self.from)?;
        self.marks.as_bytes().get(at).copied().filter(|mark| *mark != b' ')
    }

    /// The first column with a mark, and the one behind the last.
    fn marked(&self) -> Option<(usize, usize)> {
        let is_mark = |c: char| c != ' ';
        let (first, last) = (self.marks.find(is_mark)?, self.marks.rfind(is_mark)?);
        Some((self.from + first, self.from + last + 1))
    }
}

/// The rows that stand together from `rows[0]` on as one line of a drawing.
fn together<'r, 't>(rows: &'r [Row<'t>]) -> Option<(bool, &'r [Row<'t>])> {
    [false, true].into_iter().find_map(|three| {
        let names = names(three);
        let rows = rows.get(..names.len())?;
        let consecutive = rows.windows(2).all(|pair| matches!(pair, [a, b] if a.number + 1 == b.number));
        let named = rows.iter().zip(names).all(|(row, (_, name))| row.name == Some(name.en));
        // without names only two rows can be told apart
        let bare = !three && rows.iter().all(|row| row.name.is_none());
        (consecutive && (named || bare)).then_some((three, rows))
    })
}

/// Looks for a drawing in text, with anything around it. Colour is ignored.
pub fn find(text: &str) -> Option<Drawing> {
    let plain = without_colour(text);
    let rows: Vec<Row<'_>> =
        (1..).zip(plain.lines()).filter_map(|(number, line)| Row::of(line.trim_end(), number)).collect();
    let mut drawing = Drawing { named: named(&plain), three: false, lines: Vec::new() };
    let mut at = 0;
    while let Some(rest) = rows.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((three, line)) = together(rest) else {
            at += 1;
            continue;
        };
        at += line.len();
        let marked = || line.iter().filter_map(Row::marked);
        let first = marked().map(|(first, _)| first).min();
        let end = marked().map(|(_, end)| end).max();
        let (Some(first), Some(end), Some(last)) = (first, end, line.last()) else { continue };
        // a drawing does not change its kind
        if !drawing.lines.is_empty() && drawing.three != three {
            continue;
        }
        drawing.three = three;
        let level_at = |column: usize| {
            let mut found = line.iter().zip(names(three)).filter(|(row, _)| row.mark(column) == Some(b'_'));
            let level = found.next().map(|(_, (level, _))| *level);
            level.filter(|_| found.next().is_none())
        };
        drawing.lines.push((last.number, (first..end).map(level_at).collect()));
    }
    (!drawing.lines.is_empty()).then_some(drawing)
}

/// The first code that the text names.
fn named(text: &str) -> Option<Code> {
    let mut words = text.split_once("--code")?.1.split_whitespace().filter(|word| *word != ">");
    let key = words.next()?.trim_matches(['`', '=', ',']);
    let convention = words.next().filter(|word| *word == "--convention").and_then(|_| words.next());
    let convention = convention.map(|word| word.trim_matches(['`', '.', ',', ')', '(']));
    Code::named(key, convention).or_else(|| Code::named(key, None))
}

/// Text without the escape sequences that colour it.
fn without_colour(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let mut plain = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let code = piece.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(piece.len());
        let rest = piece.get(code..).unwrap_or_default();
        plain.push_str(rest.strip_prefix('m').unwrap_or(rest));
    }
    plain
}

impl Drawing {
    /// The levels of the drawing in a code.
    ///
    /// # Errors
    /// A code with another number of levels, a line that holds no whole number of bits, a place without a level, or a
    /// level that changes where the code has it constant.
    pub fn levels(&self, code: Code) -> Result<Wave, Trouble> {
        if self.three != code.is_grouped() {
            return Err(self.misfit());
        }
        let mut wave = Wave::default();
        for (line, columns) in &self.lines {
            let (line, wide, bit) = (*line, columns.len(), code.columns());
            if wide % bit != 0 {
                let what = say!(
                    en: "line {line}: the drawing is {wide} columns wide, but a bit is {bit} columns",
                    zh: "第 {line} 行：波形宽 {wide} 列，而每个比特宽 {bit} 列",
                    line = line, wide = wide, bit = bit
                );
                return Err(Trouble::new(what).hint(say!(
                    en: "copy whole lines, all rows of each",
                    zh: "请复制完整的行，每行的各条线都要有"
                )));
            }
            for (i, sample) in columns.chunks(bit / code.samples()).enumerate() {
                // the first column may hold the transition to this level
                let level = sample.last().copied().flatten();
                let steady = sample.iter().skip(1).all(|each| *each == level);
                let Some(level) = level.filter(|_| steady) else {
                    return Err(unclear(line, i + 1, code));
                };
                wave.levels.push(level);
                wave.lines.push(line);
            }
        }
        Ok(wave)
    }

    fn misfit(&self) -> Trouble {
        if self.three {
            let what = say!(en: "the drawing has three levels, the code has two", zh: "波形有三种电平，而该编码只有两种");
            return Trouble::new(what).hint(say!(en: "`--code mlt3`", zh: "`--code mlt3`"));
        }
        let what =
            say!(en: "the drawing has two levels, MLT-3 has three", zh: "波形有两种电平，而 MLT-3 有三种");
        Trouble::new(what).hint(
            say!(en: "`--code manchester`, `nrzi` or `nrz`", zh: "`--code manchester`、`nrzi` 或 `nrz`"),
        )
    }
}

/// Trouble with the `n`th level in a line.
fn unclear(line: usize, n: usize, code: Code) -> Trouble {
    let what = say!(
        en: "line {line}: bit {n} has no level, or more than one",
        zh: "第 {line} 行：第 {n} 个比特没有电平，或不止一个电平",
        line = line, n = n
    );
    if code.samples() == 2 {
        return Trouble::new(say!(
            en: "line {line}: half-bit {n} has no level, or more than one",
            zh: "第 {line} 行：第 {n} 个半比特没有电平，或不止一个电平",
            line = line, n = n
        ));
    }
    Trouble::new(what).hint(say!(
        en: "a level that changes in the middle of a bit is Manchester's: `--code manchester`",
        zh: "在比特正中间跳变的是曼彻斯特编码：`--code manchester`"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{Convention, Signal};
    use super::*;

    fn drawn(code: Code, octets: &[u8], label: bool) -> String {
        let signal = Signal::new(code, octets, false);
        let rows = rows(code, &signal.levels, code.before());
        let names = code.row_names().map(|name| if label { name.zh } else { "" });
        names
            .zip(rows)
            .map(|(name, row)| {
                let line = format!("{}{row}", crate::draw::pad(name, LABEL));
                line.trim_end().to_string() + "\n"
            })
            .collect()
    }

    /// 0x48 goes out as 0 0 0 1 0 0 1 0, drawn by hand.
    #[test]
    fn a_drawing_is_what_a_hand_draws() {
        let nrz = rows(Code::Nrz, &Signal::new(Code::Nrz, &[0x48], false).levels, None);
        assert_eq!(nrz[0].trim_end(), "             ___         ___");
        assert_eq!(nrz[1].trim_end(), "____________|   |_______|   |___");
        let code = Code::Manchester(Convention::Ieee);
        let manchester = rows(code, &Signal::new(code, &[0x48], false).levels, None);
        assert_eq!(manchester[0].trim_end(), "__   _   _     ___   _     ___");
        assert_eq!(manchester[1].trim_end(), "  |_| |_| |___|   |_| |___|   |_");
        let mlt3 = rows(Code::Mlt3, &Signal::new(Code::Mlt3, &[0x08], false).levels, Some(Level::Zero));
        // 8, 10010, then 0, 11110: + + + 0 0, - 0 + 0 0
        assert_eq!(mlt3[0].trim_end(), " ________             __");
        assert_eq!(mlt3[1].trim_end(), "|        |_____    __|  |_____");
        assert_eq!(mlt3[2].trim_end(), "               |__|");
    }

    #[test]
    fn a_drawing_is_read_with_or_without_names_and_indented() {
        for code in Code::ALL {
            for octets in [&b"Hi"[..], &[0, 0xff], &[0x55, 0xaa]] {
                let levels = Signal::new(code, octets, false).levels;
                for indent in ["", "    ", "> "] {
                    let text: String =
                        drawn(code, octets, true).lines().map(|line| format!("{indent}{line}\n")).collect();
                    let read = find(&format!("some prose\n{text}\nmore")).expect("a drawing");
                    assert_eq!(read.levels(code).map(|wave| wave.levels), Ok(levels.clone()), "{text}");
                }
            }
        }
        let code = Code::Manchester(Convention::Thomas);
        let bare = find(&drawn(code, b"Hi", false)).expect("a drawing");
        assert_eq!(bare.levels(code).map(|wave| wave.levels), Ok(Signal::new(code, b"Hi", false).levels));
    }

    #[test]
    fn the_code_is_read_from_the_line_above() {
        let code = Code::Manchester(Convention::Thomas);
        let text =
            format!("曼彻斯特编码：--code manchester --convention thomas\n{}", drawn(code, b"H", true));
        assert_eq!(find(&text).and_then(|drawing| drawing.named), Some(code));
        let text = format!("x --code nrzi\n{}", drawn(Code::Nrzi, b"H", true));
        assert_eq!(find(&text).and_then(|drawing| drawing.named), Some(Code::Nrzi));
        assert_eq!(find(&drawn(code, b"H", true)).and_then(|drawing| drawing.named), None);
        assert_eq!(find("high time\nlow water\n"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn a_damaged_drawing_is_trouble() {
        let code = Code::Manchester(Convention::Ieee);
        let said =
            |text: &str, code| find(text).expect("a drawing").levels(code).expect_err("damaged").what.en;
        assert_eq!(
            said("high   __\nlow      |_|\n", code),
            "line 2: the drawing is 5 columns wide, but a bit is 4 columns"
        );
        assert_eq!(
            said("high   __  __\nlow          |_\n", code),
            "line 2: half-bit 2 has no level, or more than one"
        );
        assert!(said("high   __\nlow      |_\n", Code::Nrz).contains("bit 1"));
        assert!(said("high   __\nlow      |_\n", Code::Mlt3).contains("MLT-3 has three"));
    }
}
