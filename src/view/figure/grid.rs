//! The engine of the figures: cells of so many bits in rows, drawn as RFCs draw headers. Knows neither frames nor
//! protocols.

use super::label::{Line, What, Wording, lines};
use crate::draw::{Ink, width};
use crate::view::Page;
use std::io;
use std::ops::Range;

/// Bits in a row of a page that is wide enough, as in RFCs.
const WIDE: usize = 32;
/// Bits in a row of a narrow page.
const NARROW: usize = 16;
/// Columns that rows of 32 bits need: 2 a bit, a border, and the offset before it. An RFC has as many.
const COLUMNS: usize = 72;
/// The fewest columns of the offset before a row.
const OFFSET: usize = 5;

/// How many bits a row has on this page.
pub fn bits_a_row(page: &Page<'_>) -> usize {
    if page.columns() < COLUMNS { NARROW } else { WIDE }
}

/// A field in a figure.
pub struct Cell {
    /// Its bits, counted from the left edge of the first row.
    pub bits: Range<usize>,
    /// What stands in it.
    pub name: String,
    /// A short word for the name, where that does not fit.
    pub key: &'static str,
    /// Its value, the fullest wording first; the last is the barest.
    pub values: Vec<Wording>,
    /// Name and value where only its first and last rows are drawn.
    pub brief: Option<(String, Vec<Wording>)>,
    /// From how many rows on only the first and the last are drawn.
    pub most: usize,
    /// What its edges say.
    pub edge: Edge,
}

/// What the edges of a cell say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// It begins and ends there.
    Whole,
    /// Its end is missing.
    Cut,
    /// How far it reaches is said elsewhere.
    Open,
}

/// Rows of the figure that are drawn as one.
struct Row {
    /// First bit.
    bit: usize,
    /// The cell of each bit.
    owners: Vec<Option<usize>>,
    /// Whether more rows are drawn by this one.
    broken: bool,
    height: usize,
    /// What stands where: the columns, in bits, and the lines.
    texts: Vec<(Range<usize>, Vec<Line>)>,
}

impl Row {
    fn owner(&self, bit: usize) -> Option<usize> {
        self.owners.get(bit).copied().flatten()
    }

    /// Whether a border stands before bit `bit`.
    fn bar(&self, bit: usize) -> bool {
        let before = bit.checked_sub(1).and_then(|bit| self.owner(bit));
        before != self.owner(bit)
    }

    /// The stretches of the row that have one owner.
    fn pieces(&self) -> Vec<(usize, Range<usize>)> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        for (bit, owner) in self.owners.iter().enumerate() {
            match (pieces.last_mut(), owner) {
                (Some((last, range)), Some(owner)) if last == owner && range.end == bit => {
                    range.end = bit + 1;
                }
                (_, Some(owner)) => pieces.push((*owner, bit..bit + 1)),
                (_, None) => (),
            }
        }
        pieces
    }
}

/// A figure that can be drawn.
pub struct Grid<'a> {
    /// The fields, in order; none overlaps another.
    pub cells: &'a [Cell],
    /// The octet at which the first row begins.
    pub first: usize,
    /// Rows from this bit on begin at an octet that nobody knows.
    pub known: usize,
    /// Whether the bits are numbered above the figure.
    pub ruler: bool,
    /// The layer whose ink it has.
    pub layer: usize,
}

/// The names that stand shortened in a figure, with what they are short for.
pub type Short = Vec<(String, String)>;

impl Grid<'_> {
    /// Draws the figure; adds the names that it shortens.
    pub fn draw(&self, short: &mut Short, page: &mut Page<'_>) -> io::Result<()> {
        let bits = bits_a_row(page);
        let mut rows = self.rows(bits);
        for i in 0..self.cells.len() {
            self.label(i, &mut rows, short);
        }
        let last = rows.last().map_or(0, |row| self.first + row.bit / 8);
        let margin = last.to_string().len().max(OFFSET) + 1;
        if self.ruler {
            ruler(bits.min(self.cells.last().map_or(bits, |cell| cell.bits.end)), margin, page)?;
        }
        let mut above: Option<&Row> = None;
        for row in &rows {
            border(above, Some(row), bits, margin, page)?;
            for line in 0..row.height {
                let offset = match line {
                    0 if row.bit < self.known => (self.first + row.bit / 8).to_string(),
                    _ => String::new(),
                };
                let offset = page.ink(Ink::Faint, &format!("{offset:>w$} ", w = margin - 1));
                page.line(&format!("{offset}{}", self.text_line(row, line, bits, page)))?;
            }
            above = Some(row);
        }
        border(above, None, bits, margin, page)
    }

    /// The rows that are drawn: the full rows of a long cell as one.
    fn rows(&self, bits: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut next = 0;
        let end = self.cells.last().map_or(0, |cell| cell.bits.end);
        let mut bit = 0;
        while bit < end {
            let mut row = Row { bit, owners: vec![None; bits], broken: false, height: 1, texts: Vec::new() };
            let mut taken = bits;
            while let Some(cell) = self.cells.get(next).filter(|cell| cell.bits.start < bit + bits) {
                let from = cell.bits.start.max(bit) - bit;
                let to = cell.bits.end.min(bit + bits).saturating_sub(bit);
                if let Some(owners) = row.owners.get_mut(from..to) {
                    owners.fill(Some(next));
                }
                if from == 0 && to == bits {
                    let rows = (cell.bits.end - 1) / bits - cell.bits.start / bits + 1;
                    row.broken = rows > cell.most || cell.edge == Edge::Open;
                    if row.broken {
                        taken = (cell.bits.end - bit) / bits * bits;
                    }
                }
                if cell.bits.end > bit + taken {
                    break;
                }
                next += 1;
            }
            rows.push(row);
            bit += taken;
        }
        rows
    }

    /// Puts the text of cell `i` where it is widest.
    fn label(&self, i: usize, rows: &mut [Row], short: &mut Short) {
        let cell = &self.cells[i];
        let from = rows.partition_point(|row| row.bit < cell.bits.start).saturating_sub(1);
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, row) in rows.iter().enumerate().skip(from).take_while(|(_, row)| row.bit < cell.bits.end) {
            places.extend(row.pieces().into_iter().filter(|(owner, _)| *owner == i).map(|(_, p)| (at, p)));
        }
        let widest = places.iter().map(|(_, piece)| piece.len()).max().unwrap_or(0);
        // a break is where the reader looks for what was left out
        let broken = places.iter().find(|(at, _)| rows[*at].broken).cloned();
        let run: Vec<(usize, Range<usize>)> = match broken {
            Some(place) => vec![place],
            None => {
                let wide = |place: &&(usize, Range<usize>)| place.1.len() == widest;
                let first = places.iter().find(wide).map(|(_, piece)| piece.clone());
                let same = |place: &&(usize, Range<usize>)| Some(&place.1) == first.as_ref();
                places.iter().filter(same).cloned().collect()
            }
        };
        let Some((first, piece)) = run.first().cloned() else { return };
        let (name, values) = match &cell.brief {
            Some((name, values)) if rows[first].broken => (name, values),
            _ => (&cell.name, &cell.values),
        };
        let most = if rows[first].broken { 8 } else { run.len().max(4) };
        let text = lines(name, cell.key, values, piece.len(), most, short);
        // one line a row from the middle on, or as many as are needed in each
        let each = text.len().div_ceil(run.len()).max(1);
        let skip = (run.len() - text.len().div_ceil(each).min(run.len())) / 2;
        for ((at, piece), lines) in run.iter().skip(skip).zip(text.chunks(each)) {
            rows[*at].height = rows[*at].height.max(lines.len());
            rows[*at].texts.push((piece.clone(), lines.to_vec()));
        }
        // a part that touches no other part of its field says that it goes on
        if let [(_, head), (at, tail)] = places.as_slice()
            && tail.end <= head.start
        {
            let (at, piece) = if *at == first { (places[0].0, head.clone()) } else { (*at, tail.clone()) };
            let more = "...".chars().take((piece.len() * 2 - 1).min(3)).collect();
            rows[at].texts.push((piece, vec![Line { text: more, what: What::Name }]));
        }
    }

    /// One line of text of a row.
    fn text_line(&self, row: &Row, line: usize, bits: usize, page: &Page<'_>) -> String {
        let mut out = String::new();
        let mut at = 0;
        for (owner, piece) in row.pieces() {
            out.push_str(&" ".repeat((piece.start * 2).saturating_sub(at)));
            if at <= piece.start * 2 {
                out.push_str(&page.ink(Ink::Faint, self.bar(row, piece.start, bits)));
            }
            let room = piece.len() * 2 - 1;
            let text =
                row.texts.iter().find(|(place, _)| *place == piece).map_or(&[][..], |(_, lines)| lines);
            // the value of a single bit stands on the last line, so that the bits of a row can be read together
            let stands = |line: &Line| piece.len() == 1 && line.what == What::Value;
            let text = match text {
                [.., value] if stands(value) && line + 1 == row.height => Some(value),
                [names @ .., value] if stands(value) => names.get(line),
                _ => line.checked_sub((row.height - text.len()) / 2).and_then(|line| text.get(line)),
            };
            let (words, ink) = match text {
                Some(Line { text, what: What::Name }) => (text.as_str(), Ink::Layer(self.layer)),
                Some(Line { text, what: What::Value }) => (text.as_str(), Ink::Strong),
                None => ("", Ink::Faint),
            };
            let spare = room.saturating_sub(width(words));
            let before = spare / 2;
            out.push_str(&" ".repeat(before));
            out.push_str(&page.ink(ink, words));
            out.push_str(&" ".repeat(spare - before));
            // where another field follows, the border is that one's
            let ends = row.bit + piece.end == self.cells[owner].bits.end && row.owner(piece.end).is_none();
            let bar = match self.cells[owner].edge {
                Edge::Cut if ends => "/",
                _ => self.bar(row, piece.end, bits),
            };
            out.push_str(&page.ink(Ink::Faint, bar));
            at = piece.end * 2 + 1;
        }
        out
    }

    /// The sign for the border before bit `bit` of a row.
    fn bar(&self, row: &Row, bit: usize, bits: usize) -> &'static str {
        let edge = match bit {
            0 => row.owner(0),
            bit if bit == bits => row.owner(bits - 1),
            _ => None,
        };
        match edge {
            Some(owner) if row.broken || self.cells[owner].edge == Edge::Open => "~",
            _ => "|",
        }
    }
}

/// The numbers of the bits, as RFCs print them.
fn ruler(bits: usize, margin: usize, page: &mut Page<'_>) -> io::Result<()> {
    let digits = |of: &dyn Fn(usize) -> String| {
        let text: String = (0..bits).map(|bit| format!("{:>2}", of(bit))).collect();
        format!("{:margin$}{text}", "")
    };
    let tens = digits(&|bit| if bit % 10 == 0 { (bit / 10).to_string() } else { String::new() });
    let ones = digits(&|bit| (bit % 10).to_string());
    for line in [tens, ones] {
        let line = page.ink(Ink::Faint, &line);
        page.line(&line)?;
    }
    Ok(())
}

/// The border between two rows: closed where the cells differ, open where one goes on.
fn border(
    above: Option<&Row>,
    below: Option<&Row>,
    bits: usize,
    margin: usize,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let owner = |row: Option<&Row>, bit: usize| row.and_then(|row| row.owner(bit));
    let closed = |bit: usize| owner(above, bit) != owner(below, bit);
    let bar = |row: Option<&Row>, bit: usize| row.is_some_and(|row| row.bar(bit));
    let mut line = String::new();
    for bit in 0..=bits {
        let beside = bit.checked_sub(1).is_some_and(closed) || (bit < bits && closed(bit));
        line.push(if beside || bar(above, bit) || bar(below, bit) { '+' } else { ' ' });
        line.push(if bit < bits && closed(bit) { '-' } else { ' ' });
    }
    let line = page.ink(Ink::Faint, line.trim_end());
    page.line(&format!("{:margin$}{line}", ""))
}
