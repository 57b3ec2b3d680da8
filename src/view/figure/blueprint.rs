//! The figure of a protocol without a frame: what its table says before any octet has come.

use super::grid::{Cell, Edge, Grid, Short, bits_a_row};
use super::label::Wording;
use super::{narrow, shortened, sized};
use crate::draw::Ink;
use crate::say;
use crate::spec::{
    Amount, Case, Choice, Field, Items, Kind, Label, Lang, On, Part, Protocol, Repeat, Said, When, Width,
    write,
};
use crate::view::Page;
use std::io;

/// How deep parts that depend on others are followed.
const DEEPEST: usize = 4;

/// Draws the figure of a protocol: names and widths of its fields. What a field read before decides is drawn below,
/// case by case; a field without a fixed width has `~` at its edges and says how long it is.
pub fn blueprint(protocol: &'static Protocol, page: &mut Page<'_>) -> io::Result<()> {
    let bits = bits_a_row(page);
    if bits < 32 {
        let said = narrow(bits).show(page.lang());
        page.prose(0, Some(Ink::Faint), &said)?;
    }
    let mut draft = Draft { bits, lang: page.lang(), ..Draft::default() };
    draft.parts(protocol.parts);
    let mut short = Short::new();
    draft.draw(true, &mut short, page)?;
    let mut drawn: Vec<&'static [Part]> = Vec::new();
    let mut further = draft.further;
    while !further.is_empty() {
        let Later { title, parts, at, known, depth, fields } = further.remove(0);
        if depth > DEEPEST || drawn.iter().any(|had| std::ptr::eq(*had, parts)) {
            continue;
        }
        drawn.push(parts);
        page.line("")?;
        page.prose(6, Some(Ink::Layer(0)), &title.show(page.lang()))?;
        let mut draft = Draft { bits, at, known, depth, fields, lang: page.lang(), ..Draft::default() };
        draft.parts(parts);
        draft.draw(false, &mut short, page)?;
        // what depends on a case comes right behind it
        further.splice(0..0, draft.further);
    }
    shortened(&short, page)
}

/// Parts that get a figure of their own.
struct Later {
    title: Said,
    parts: &'static [Part],
    /// The bit of a row at which they begin.
    at: usize,
    known: Option<usize>,
    depth: usize,
    fields: Vec<&'static Field>,
}

/// A figure being put together.
#[derive(Default)]
struct Draft {
    lang: Lang,
    /// Bits in a row.
    bits: usize,
    cells: Vec<Cell>,
    at: usize,
    /// Up to which bit it is known where in the protocol a row begins.
    known: Option<usize>,
    depth: usize,
    fields: Vec<&'static Field>,
    further: Vec<Later>,
}

impl Draft {
    fn draw(&self, ruler: bool, short: &mut Short, page: &mut Page<'_>) -> io::Result<()> {
        // below a figure of its own nobody knows how far in the protocol it begins
        let known = if ruler { self.known.unwrap_or(usize::MAX) } else { 0 };
        Grid { cells: &self.cells, first: 0, known, ruler, layer: 0 }.draw(short, page)
    }

    fn parts(&mut self, parts: &'static [Part]) {
        for part in parts {
            match part {
                Part::Field(field) => self.field(field),
                Part::Group(group) => self.parts(group.parts),
                Part::Within(_, parts) => self.parts(parts),
                Part::Choice(choice) => self.choice(choice),
                Part::Repeat(repeat) => self.repeat(repeat),
                Part::Items(items) => self.items(items),
                Part::Special(special) => {
                    let names: Vec<&str> = special.fields.iter().map(|field| field.label.name).collect();
                    let said = say!(
                        en: "text, in which is found: {names}", zh: "文本，其中有：{names}", names = names.join(", ")
                    );
                    self.open(String::new(), "", &said);
                }
            }
        }
    }

    fn field(&mut self, field: &'static Field) {
        self.fields.push(field);
        let Label { name, key, .. } = field.label;
        let length = match field.width {
            Width::Bits(bits) => return self.fixed(name.to_string(), key, usize::from(bits)),
            Width::Octets(amount) => self.amount_said(amount, &say!(en: "octets", zh: "字节数")),
            Width::Rest => say!(en: "to the end", zh: "直到末尾"),
            Width::Own => say!(en: "says itself where it ends", zh: "自身标明何处结束"),
        };
        self.open(name.to_string(), key, &length);
    }

    fn fixed(&mut self, name: String, key: &'static str, bits: usize) {
        let end = self.at + bits;
        let brief = sized(&name, bits, self.lang);
        self.cells.push(Cell {
            bits: self.at..end,
            name,
            key,
            values: Vec::new(),
            brief: Some((brief, Vec::new())),
            most: super::ROWS,
            edge: Edge::Whole,
        });
        self.at = end;
    }

    /// A cell whose length is not known, to the end of the row; what is behind it begins a new one.
    fn open(&mut self, name: String, key: &'static str, said: &Said) {
        let room = self.bits - self.at % self.bits;
        // a remnant of a row holds no words
        let bits = if room < self.bits / 2 { room + self.bits } else { room };
        let end = self.at + bits;
        let value = Wording::new(format!("({})", said.show(self.lang)));
        self.cells.push(Cell {
            bits: self.at..end,
            name,
            key,
            values: vec![value],
            brief: None,
            most: super::ROWS,
            edge: Edge::Open,
        });
        self.at = end;
        self.known = self.known.or(Some(end));
    }

    fn choice(&mut self, choice: &'static Choice) {
        if let Some((name, key, bits)) = alike(choice.cases) {
            return self.fixed(name, key, bits);
        }
        // behind a part of unknown length every position is as good as another
        let at = if self.known.is_some() { 0 } else { self.at % self.bits };
        let by = match choice.on {
            On::Field(key) => self.read(key),
            On::Ahead(_) | On::Look(_) => None,
        };
        let said = match (by, choice.on) {
            (Some(field), _) => say!(
                en: "depends on {name}", zh: "取决于 {name}", name = field.label.name
            ),
            (None, On::Field(key)) => say!(en: "depends on {key}", zh: "取决于 {key}", key = key),
            (None, On::Ahead(bits)) => {
                say!(en: "depends on its first {bits} bits", zh: "取决于其前 {bits} 比特", bits = bits)
            }
            (None, On::Look(_)) => say!(en: "depends on the octets", zh: "取决于具体字节"),
        };
        let known = self.known;
        self.open(String::new(), "", &said);
        for case in choice.cases.iter().filter(|case| !case.parts.is_empty()) {
            let title = case_said(case.when, by);
            self.later(title, case.parts, at, known);
        }
    }

    fn repeat(&mut self, repeat: &'static Repeat) {
        let each = repeat.each.name;
        let said = match repeat.count {
            Some(amount) => self.amount_said(amount, &Said { en: each.into(), zh: each.into() }),
            None => say!(en: "{each} again and again, to the end", zh: "若干 {each}，直到末尾", each = each),
        };
        self.open(repeat.label.name.to_string(), repeat.label.key, &said);
        match repeat.parts {
            // one field says all
            [Part::Field(Field { width: Width::Bits(_), .. })] => (),
            parts => {
                let title = say!(en: "each {each}:", zh: "每个 {each}：", each = each);
                self.later(title, parts, 0, Some(0));
            }
        }
    }

    fn items(&mut self, items: &'static Items) {
        let (code, length) = (items.shape.code.label.name, items.shape.length.label.name);
        let said = say!(
            en: "each with {code}, {length} and a value", zh: "每项由 {code}、{length} 和值组成",
            code = code, length = length
        );
        self.open(items.label.name.to_string(), items.label.key, &said);
    }

    fn later(&mut self, title: Said, parts: &'static [Part], at: usize, known: Option<usize>) {
        let (depth, fields) = (self.depth + 1, self.fields.clone());
        self.further.push(Later { title, parts, at, known, depth, fields });
    }

    /// `octets: Length x 4 - 20`.
    fn amount_said(&self, amount: Amount, of_what: &Said) -> Said {
        let Said { en, zh } = of_what;
        let Amount { of, per, times, plus } = amount;
        let of = self.read(of).map_or(of, |field| field.label.name);
        let sum = if amount.is_fixed() {
            plus.to_string()
        } else {
            let per = if per == 1 { of.to_string() } else { format!("{of} / {per}") };
            let scaled = if times.abs() == 1 { per } else { format!("{per} x {}", times.abs()) };
            match (times < 0, plus) {
                (true, plus) => format!("{plus} - {scaled}"),
                (false, 0) => scaled,
                (false, plus) if plus < 0 => format!("{scaled} - {}", -plus),
                (false, plus) => format!("{scaled} + {plus}"),
            }
        };
        Said { en: format!("{en}: {sum}"), zh: format!("{zh}：{sum}") }
    }

    /// The field with this key that was read before.
    fn read(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().rev().find(|field| field.label.key == key).copied()
    }
}

/// The one cell for cases that are each a single field of the same width: `EtherType / Length`.
fn alike(cases: &'static [Case]) -> Option<(String, &'static str, usize)> {
    let mut names: Vec<&str> = Vec::new();
    let mut width = None;
    let mut keys = "";
    for case in cases {
        let [Part::Field(Field { label, width: Width::Bits(bits), .. })] = case.parts else { return None };
        if *width.get_or_insert(*bits) != *bits {
            return None;
        }
        if !names.contains(&label.name) {
            names.push(label.name);
        }
        keys = label.key;
    }
    Some((names.join(" / "), keys, usize::from(width?)))
}

/// `Type 8 Echo, 0 Echo Reply:`.
fn case_said(when: When, by: Option<&'static Field>) -> Said {
    let one = |value: u64| match by {
        Some(field) => {
            let number = match field.kind {
                Kind::Hex | Kind::NamedHex(_) => {
                    let mut out = "0x".to_string();
                    write::hex(&mut out, value, 0);
                    out
                }
                _ => value.to_string(),
            };
            let entry = field.kind.registry().and_then(|registry| registry.entry(value));
            entry.map_or(number.clone(), |entry| format!("{number} {}", entry.name))
        }
        None => value.to_string(),
    };
    let name = by.map_or("", |field| field.label.name);
    let values = match when {
        When::Is(value) => one(value),
        When::OneOf(values) => values.iter().map(|value| one(*value)).collect::<Vec<_>>().join(", "),
        When::Range(first, u64::MAX) => {
            return say!(
                en: "{name} from {first} on:", zh: "{name} 不小于 {first}：",
                name = if name.is_empty() { "result" } else { name }, first = first
            );
        }
        When::Range(first, last) => format!("{first} - {last}"),
        When::Else => return say!(en: "in any other case:", zh: "其他情况："),
    };
    match name {
        "" => say!(en: "where that gives {values}:", zh: "结果为 {values} 时：", values = values),
        name => say!(en: "{name} {values}:", zh: "{name} {values}：", name = name, values = values),
    }
}
