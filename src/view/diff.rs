//! Two frames side by side: the fields in which they differ.

use super::value::{named, value};
use super::{Frame, Page};
use crate::draw::{Ink, pad, wrap};
use crate::packet::{Span, Value};
use crate::say;
use crate::spec::{Lang, Protocol};
use std::io;

/// A field as it is compared: where it stands, what it is called, what it says.
pub(super) struct Line<'a> {
    pub layer: usize,
    pub protocol: &'static Protocol,
    /// The how-manieth layer of its protocol, and its keys from the layer inwards.
    pub place: String,
    pub name: &'static str,
    /// The option or the record of a list that it is in, where a code says which.
    pub item: Option<(&'static str, Role)>,
    pub says: String,
    /// The octets of a field that has no value of its own.
    pub opaque: &'a [u8],
}

/// What a field is to its option.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The code that says which option it is, or its length.
    Head,
    /// All that it says.
    Whole,
    /// Part of what it says.
    Part,
}

impl Line<'_> {
    /// Its key as `--where` has it, without the names of groups.
    pub fn key(&self) -> String {
        let field = self.place.rsplit('.').next().unwrap_or("");
        format!("{}.{field}", self.protocol.key)
    }
}

/// Columns of a field's name.
const NAME: usize = 26;

/// Draws the fields in which two frames differ, the first frame's on the left; says whether they are the same.
pub fn diff(a: &Frame<'_>, b: &Frame<'_>, page: &mut Page<'_>) -> io::Result<bool> {
    let (left, right) = (lines(a, page.lang()), lines(b, page.lang()));
    let mut pairs: Vec<(Option<&Line<'_>>, Option<&Line<'_>>)> = Vec::new();
    let mut matched = 0;
    for line in &left {
        // both lists are in the order of the octets: what was passed over on the right is not on the left
        let found = right[matched..].iter().position(|other| other.place == line.place);
        if let Some(skip) = found {
            pairs.extend(right[matched..matched + skip].iter().map(|other| (None, Some(other))));
            pairs.push((Some(line), Some(&right[matched + skip])));
            matched += skip + 1;
        } else {
            pairs.push((Some(line), None));
        }
    }
    pairs.extend(right[matched..].iter().map(|other| (None, Some(other))));
    let told = |line: Option<&Line<'_>>| line.map(|line| (line.says.clone(), line.opaque.to_vec()));
    let differ = |(a, b): &(Option<&Line<'_>>, Option<&Line<'_>>)| told(*a) != told(*b);
    let (all, different) = (pairs.len(), pairs.iter().filter(|pair| differ(pair)).count());
    let (number_a, number_b) = (a.number, b.number);
    let head = say!(
        en: "frame {a} and frame {b}: {different} of {all} fields differ",
        zh: "第 {a} 帧与第 {b} 帧：{all} 个字段中有 {different} 个不同",
        a = number_a, b = number_b, different = different, all = all
    );
    let head = head.show(page.lang());
    page.prose(0, Some(Ink::Strong), &head)?;
    let mut layer = None;
    for (a, b) in pairs.iter().filter(|pair| differ(pair)) {
        let Some(line) = a.or(*b) else { continue };
        if layer != Some((line.layer, a.is_some())) {
            layer = Some((line.layer, a.is_some()));
            page.line("")?;
            let name = page.ink(Ink::LayerStrong(line.layer), line.protocol.name);
            page.line(&name)?;
        }
        row(" ", line.name, a.map(|a| a.says.as_str()), b.map(|b| b.says.as_str()), page)?;
        if let (Some(a), Some(b)) = (a, b)
            && let Some(at) = a.opaque.iter().zip(b.opaque).position(|(a, b)| a != b)
        {
            let said = say!(
                en: "the first octet that differs is number {at} of the field, counted from 0",
                zh: "第一个不同的字节是该字段的第 {at} 字节（从 0 数起）",
                at = at
            );
            let said = said.show(page.lang());
            page.prose(6, Some(Ink::Faint), &said)?;
        }
    }
    Ok(different == 0)
}

/// Columns that a value should have: those of a MAC address.
const VALUE: usize = 17;

/// A mark, name, left and right; a side that has no such field shows a dash. On a narrow page the name stands above.
pub(super) fn row(
    mark: &str,
    name: &str,
    left: Option<&str>,
    right: Option<&str>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let room = (page.columns().saturating_sub(NAME + 6) / 2).max(12);
    if room < VALUE {
        const INDENT: usize = 4;
        for (i, line) in wrap(name, page.columns().saturating_sub(2).max(12)).iter().enumerate() {
            page.line(&format!("{} {line}", if i == 0 { mark } else { " " }))?;
        }
        let room = (page.columns().saturating_sub(INDENT + 2) / 2).max(12);
        let sides = [left, right].map(|side| wrap(side.unwrap_or("-"), room));
        for i in 0..sides[0].len().max(sides[1].len()) {
            let [left, right] = [&sides[0], &sides[1]].map(|side| side.get(i).copied().unwrap_or_default());
            page.line(&format!("{:INDENT$}{}  {right}", "", pad(left, room)))?;
        }
        return Ok(());
    }
    let [names, left, right] = [(name, NAME), (left.unwrap_or("-"), room), (right.unwrap_or("-"), room)]
        .map(|(text, columns)| wrap(text, columns));
    for i in 0..names.len().max(left.len()).max(right.len()) {
        let cell = |lines: &[&str], columns| pad(lines.get(i).unwrap_or(&""), columns);
        let mark = if i == 0 { mark } else { " " };
        page.line(&format!("{mark} {}  {}  {}", cell(&names, NAME), cell(&left, room), cell(&right, 0)))?;
    }
    Ok(())
}

/// Every field of the frame that owns octets, in their order.
pub(super) fn lines<'a>(frame: &Frame<'a>, lang: Lang) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (i, explained) in frame.explained.iter().enumerate() {
        let protocol = frame.stack.layers[explained.layer].protocol;
        let before = frame.explained[..i].iter();
        let same = before.filter(|other| frame.stack.is(other.layer, protocol)).count();
        let place = format!("{}#{same}", protocol.key);
        for span in explained.spans.iter().filter(|span| !span.is_derived()) {
            let mut gatherer = Gatherer { frame, layer: explained.layer, protocol, lang, lines: &mut lines };
            gatherer.gather(&place, span, None);
        }
    }
    lines
}

/// Collects the fields of a layer.
struct Gatherer<'a, 'b> {
    frame: &'b Frame<'a>,
    layer: usize,
    protocol: &'static Protocol,
    lang: Lang,
    lines: &'b mut Vec<Line<'a>>,
}

impl Gatherer<'_, '_> {
    fn gather(&mut self, above: &str, span: &Span, item: Option<(&'static str, Role)>) {
        let place = format!("{above}.{}", span.label.key);
        if !span.is_whole() {
            let is_option = span.children.first().is_some_and(is_code) && span.field.is_none();
            let content = if is_option && has_several(span) { Role::Part } else { Role::Whole };
            for child in &span.children {
                let role = if is_code(child) || child.label.key == "length" { Role::Head } else { content };
                let inside = if is_option { Some((span.label.name, role)) } else { item };
                self.gather(&place, child, inside);
            }
            return;
        }
        let mut says = value(span, self.frame.stack.frame, self.lang);
        if let Some(name) = named(span, self.lang) {
            says.push_str("  ");
            says.push_str(name);
        }
        let opaque = match span.value {
            Value::Octets => self.frame.stack.frame.get(span.octets()).unwrap_or(&[]),
            _ => &[],
        };
        let (layer, protocol, name) = (self.layer, self.protocol, span.label.name);
        self.lines.push(Line { layer, protocol, place, name, item, says, opaque });
    }
}

/// Whether it says which option the fields behind it are.
fn is_code(span: &Span) -> bool {
    span.entry.is_some() && ["code", "kind"].contains(&span.label.key)
}

/// Whether an option has fields of several names.
fn has_several(option: &Span) -> bool {
    let mut names = Vec::new();
    for child in option.children.iter().filter(|child| !is_code(child) && child.label.key != "length") {
        child.leaves(true, &mut |leaf| names.push(leaf.label.name));
    }
    names.iter().any(|name| *name != names[0])
}
