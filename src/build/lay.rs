//! A draft laid out in octets: the same walk over the tables as `packet::explain`, which finds there what was laid here.

mod items;
mod name;

use super::bag::{Bag, keys};
use super::value::{Coded, code, is_number, too_large};
use super::{Draft, Given, LARGEST, Node, Sheet};
use crate::packet::UNREAD;
use crate::say;
use crate::spec::{
    Amount, Choice, Field, Fill, Group, Kind, Layer, On, Origin, Part, Repeat, Said, Special, Surplus,
    Trouble, Unit, Width,
};
use std::ops::Range;

/// How deep layers and parts may be nested.
const DEPTH: usize = 128;

/// Octets with what is known of them, and what is still open.
pub struct Laid {
    pub octets: Vec<u8>,
    pub layers: Vec<Layer>,
    pub surplus: Vec<Surplus>,
    /// Every field in the order of its bits, and who supplied it.
    pub leaves: Vec<(Range<usize>, Origin)>,
    /// Fields that are to be worked out, whose values the tables did not tell.
    pub open: Vec<Open>,
}

/// A field that is to be worked out.
#[derive(Clone, Debug)]
pub struct Open {
    pub layer: usize,
    pub field: &'static Field,
    pub bit: usize,
    pub width: usize,
    /// Where it stands: `udp.length`.
    pub path: String,
    pub done: bool,
}

/// What is known of a field that was laid.
#[derive(Clone, Copy)]
enum Held {
    Number(u64),
    /// It is worked out later: its place in the list of those.
    Open(usize),
    /// It is not there, or not whole.
    Missing,
}

/// Lays the layers of a draft.
///
/// # Errors
/// Where something has to be said that was not, or was said that does not fit.
pub fn lay(draft: &Draft) -> Result<Laid, Trouble> {
    let mut children = vec![Vec::new(); draft.sheets.len()];
    for (i, sheet) in draft.sheets.iter().enumerate().skip(1) {
        if let Some(list) = children.get_mut(sheet.parent.min(i - 1)) {
            list.push(i);
        }
    }
    let laid = Laid {
        octets: Vec::new(),
        layers: Vec::new(),
        surplus: Vec::new(),
        leaves: Vec::new(),
        open: Vec::new(),
    };
    let mut layout = Layout { draft, children, laid };
    if !draft.sheets.is_empty() {
        layout.layer(0, 0, 0)?;
    }
    Ok(layout.laid)
}

struct Layout<'a> {
    draft: &'a Draft,
    /// The layers that each carries.
    children: Vec<Vec<usize>>,
    laid: Laid,
}

/// What stands in a payload: a layer, or a field of the layer that carries it.
enum Piece<'a> {
    Layer(usize),
    Own(&'static Field, &'a Node),
}

impl<'a> Layout<'a> {
    /// Lays sheet `i` and all that it carries; `parent` is the layer that carries it.
    fn layer(&mut self, i: usize, parent: usize, depth: usize) -> Result<(), Trouble> {
        let Some(sheet) = self.draft.sheets.get(i) else { return Ok(()) };
        if depth > DEPTH {
            let what =
                say!(en: "layers are nested deeper than {most}", zh: "层的嵌套超过 {most} 层", most = DEPTH);
            return Err(Trouble::new(what));
        }
        let number = self.laid.layers.len();
        let start = self.laid.octets.len();
        let mut walk = Walk {
            at: start * 8,
            start,
            sheet,
            number,
            scope: Vec::new(),
            path: vec![sheet.protocol.key.to_string()],
            laid: &mut self.laid,
        };
        let mut bag = Bag::new(&sheet.fields);
        walk.parts(sheet.protocol.parts, &mut bag)?;
        walk.unread(&mut bag)?;
        walk.align();
        walk.fill_up();
        let mut pieces = Vec::new();
        for field in sheet.protocol.behind {
            while let Some(node) = bag.take(field.label.key) {
                pieces.push((node.bits.map(|(from, _)| from / 8), Piece::Own(field, node)));
            }
        }
        bag.refuse(sheet.protocol.key, sheet.protocol.parts)?;
        let body = self.laid.octets.len();
        self.laid.layers.push(Layer {
            protocol: sheet.protocol,
            start,
            body,
            end: body,
            parent: if i == 0 { number } else { parent },
            quoted: sheet.quoted,
            stop: None,
        });
        let carried = self.children.get(i).cloned().unwrap_or_default();
        let layers = carried.into_iter().map(|child| (self.draft.sheets[child].at, Piece::Layer(child)));
        let mut pieces: Vec<_> = layers.chain(pieces).collect();
        // in the frame they were read from they had an order; without one, the layers come first
        if pieces.iter().all(|(at, _)| at.is_some()) {
            pieces.sort_by_key(|(at, _)| *at);
        }
        for (_, piece) in pieces {
            match piece {
                Piece::Layer(child) => self.layer(child, number, depth + 1)?,
                Piece::Own(field, node) => self.own(field, node, sheet, number)?,
            }
        }
        let end = self.laid.octets.len();
        if let Some(layer) = self.laid.layers.get_mut(number) {
            layer.end = end;
        }
        Ok(())
    }

    /// Lays a field of layer `number` that stands behind its payload.
    fn own(
        &mut self,
        field: &'static Field,
        node: &'a Node,
        sheet: &'a Sheet,
        number: usize,
    ) -> Result<(), Trouble> {
        let start = self.laid.octets.len();
        let path = vec![sheet.protocol.key.to_string()];
        let mut walk =
            Walk { at: start * 8, start, sheet, number, scope: Vec::new(), path, laid: &mut self.laid };
        walk.given(field, node)?;
        walk.align();
        let end = self.laid.octets.len();
        self.laid.surplus.push(Surplus { layer: number, field, start, end });
        Ok(())
    }
}

/// The walk over one layer's table.
struct Walk<'w, 'a> {
    sheet: &'a Sheet,
    /// Its place among the layers.
    number: usize,
    /// The first octet of the layer.
    start: usize,
    /// The next bit of the frame.
    at: usize,
    scope: Vec<(&'static str, Held)>,
    /// The keys on the way to where the walk is.
    path: Vec<String>,
    laid: &'w mut Laid,
}

impl<'a> Walk<'_, 'a> {
    fn parts(&mut self, parts: &'static [Part], bag: &mut Bag<'a>) -> Result<(), Trouble> {
        for part in parts {
            match part {
                Part::Field(field) => self.field(field, bag)?,
                Part::Group(group) => self.group(group, bag)?,
                Part::Choice(choice) => self.parts(self.chosen(choice, bag), bag)?,
                Part::Repeat(repeat) => self.repeat(repeat, bag)?,
                Part::Items(items) => self.items(items, bag)?,
                Part::Within(amount, parts) => {
                    let from = self.at;
                    self.parts(parts, bag)?;
                    self.unread(bag)?;
                    self.solve(*amount, (self.at - from) / 8)?;
                }
                Part::Special(special) => {
                    let behind = self.sheet.protocol.behind;
                    let mut own = Vec::new();
                    let mut left = Vec::new();
                    for node in bag.rest() {
                        let is_behind = behind.iter().any(|field| field.label.key == node.plain_key());
                        if is_behind { left.push(node) } else { own.push(node) }
                    }
                    bag.put_back(left);
                    self.special(special, own)?;
                }
            }
        }
        Ok(())
    }

    /// The parts that a choice leads to: by the value that decides, or where that is not known yet, by the keys that the
    /// author used.
    fn chosen(&self, choice: &Choice, bag: &Bag<'a>) -> &'static [Part] {
        let value = match choice.on {
            On::Field(key) => match self.held(key) {
                Some(Held::Number(value)) => return choice.parts(value),
                Some(Held::Missing) => return &[],
                Some(Held::Open(_)) | None => Some(0),
            },
            On::Ahead(_) => None,
            On::Look(look) => Some(look(self.laid.octets.get(self.start..).unwrap_or(&[]))),
        };
        let likely = value.map_or(&[][..], |value| choice.parts(value));
        let known = |parts: &'static [Part]| {
            let mut all = Vec::new();
            keys(parts, &mut all);
            all.sort_unstable();
            all.dedup();
            all.into_iter().filter(|key| bag.has(key)).count()
        };
        let mut best = (known(likely), likely);
        for case in choice.cases {
            let count = known(case.parts);
            if count > best.0 {
                best = (count, case.parts);
            }
        }
        best.1
    }

    fn held(&self, key: &str) -> Option<Held> {
        self.scope.iter().rev().find(|(other, _)| *other == key).map(|(_, held)| *held)
    }

    /// The octets (or times) of an amount, if the field that carries it is known.
    fn amount(&self, amount: Amount) -> Option<usize> {
        if amount.is_fixed() {
            return Some(amount.from(0));
        }
        match self.held(amount.of) {
            Some(Held::Number(value)) => Some(amount.from(value)),
            _ => None,
        }
    }

    /// Works out the field that carries `amount`, if its author left it open, now that it is known to be `size`.
    fn solve(&mut self, amount: Amount, size: usize) -> Result<(), Trouble> {
        let Some(Held::Open(place)) = self.held(amount.of).filter(|_| !amount.is_fixed()) else {
            return Ok(());
        };
        let steps = (size as i64 - i64::from(amount.plus)).checked_div(i64::from(amount.times)).unwrap_or(0);
        let value = u64::try_from(steps).unwrap_or(0) * u64::from(amount.per);
        if amount.from(value) != size {
            let path = self.laid.open.get(place).map(|open| open.path.clone()).unwrap_or_default();
            let step = amount.times.unsigned_abs();
            return Err(Trouble::new(say!(
                en: "{path} counts in steps of {step} octets, and what it counts has {size}",
                zh: "{path} 以 {step} 字节为单位，而其内容有 {size} 字节",
                path = path, step = step, size = size
            )));
        }
        self.settle(place, value)
    }

    /// Gives a field that was open its value.
    fn settle(&mut self, place: usize, value: u64) -> Result<(), Trouble> {
        self.laid.settle(place, value)?;
        for (_, held) in &mut self.scope {
            if matches!(held, Held::Open(other) if *other == place) {
                *held = Held::Number(value);
            }
        }
        Ok(())
    }

    fn is_missing(&self, key: &str) -> bool {
        self.sheet.missing.iter().any(|missing| missing == key)
    }

    fn path(&self, key: &str) -> String {
        let mut path = self.path.join(".");
        path.push('.');
        path.push_str(key);
        path
    }

    fn field(&mut self, field: &'static Field, bag: &mut Bag<'a>) -> Result<(), Trouble> {
        match bag.take(field.label.key) {
            Some(node) => self.given(field, node),
            None if self.is_missing(field.label.key) => {
                self.scope.push((field.label.key, Held::Missing));
                Ok(())
            }
            None => self.absent(field),
        }
    }

    /// Lays what the author said of a field.
    fn given(&mut self, field: &'static Field, node: &'a Node) -> Result<(), Trouble> {
        let from = self.at;
        if matches!(field.kind, Kind::DnsName | Kind::LocalName) {
            return self.name(field, node);
        }
        let Some(given) = &node.value else {
            // a key alone asks for what the field is worked out to be
            return if field.fill == Fill::Computed {
                self.absent(field)
            } else {
                Err(self.without_value(field))
            };
        };
        let hinted = node.bits.map(|(from, to)| to.saturating_sub(from)).filter(|bits| *bits <= 64);
        let width = match field.width {
            Width::Bits(bits) => Some(usize::from(bits)),
            Width::Octets(amount) if is_number(field) || matches!(field.kind, Kind::Ipv4Prefix) => {
                self.amount(amount).map(|octets| octets.saturating_mul(8)).or(hinted)
            }
            _ if is_number(field) => hinted,
            _ => None,
        };
        if let Some(octets) = width.map(|width| width / 8).filter(|octets| *octets > LARGEST) {
            return Err(too_long(octets));
        }
        let exact = matches!(given, Given::Octets(_) | Given::Bits(_)) && node.cut;
        let width = if exact { None } else { width };
        let coded = code(field, given, width, &self.path(field.label.key))?;
        self.put(field, coded, width, node.origin);
        if node.cut
            && let Some((_, held)) = self.scope.last_mut()
        {
            *held = Held::Missing;
        }
        if let Width::Octets(amount) = field.width {
            self.solve(amount, (self.at - from) / 8)?;
        }
        self.check_size()
    }

    fn without_value(&self, field: &'static Field) -> Trouble {
        let path = self.path(field.label.key);
        Trouble::new(say!(en: "{path} has no value", zh: "{path} 没有值", path = path))
    }

    /// Lays a field of which the author said nothing.
    fn absent(&mut self, field: &'static Field) -> Result<(), Trouble> {
        let width = match field.width {
            Width::Bits(bits) => usize::from(bits),
            // the octets end before the field that says how many there are
            Width::Octets(amount) if matches!(self.held(amount.of), Some(Held::Missing)) => 0,
            Width::Octets(amount) => match (self.amount(amount), field.kind) {
                (Some(octets), _) => octets.saturating_mul(8),
                (None, Kind::Bytes | Kind::Text | Kind::Word(_)) => {
                    self.solve(amount, 0)?;
                    0
                }
                (None, Kind::Mac) => 48,
                (None, Kind::Ipv6) => 128,
                (None, _) => 32,
            },
            Width::Rest => 0,
            Width::Own => match field.fill {
                Fill::Text(words) => words.len() * 8,
                _ if matches!(field.kind, Kind::DnsName | Kind::LocalName) => return Err(self.needed(field)),
                _ => 0,
            },
        };
        if width == 0 {
            return Ok(());
        }
        if width / 8 > LARGEST {
            return Err(too_long(width / 8));
        }
        let from = self.at;
        match field.fill {
            Fill::Author => return Err(self.needed(field)),
            Fill::Value(value) if width <= 64 => {
                self.put(field, Coded::Number(value), Some(width), Origin::Default);
            }
            Fill::Value(_) => {
                self.put(field, Coded::Octets(vec![0; width / 8]), None, Origin::Default);
            }
            Fill::Text(words) => {
                self.put(field, Coded::Octets(words.as_bytes().to_vec()), None, Origin::Default);
            }
            Fill::Computed => self.open(field, width),
        }
        if let Width::Octets(amount) = field.width {
            self.solve(amount, (self.at - from) / 8)?;
        }
        self.check_size()
    }

    /// Leaves room for a field that is worked out later.
    fn open(&mut self, field: &'static Field, width: usize) {
        let place = self.laid.open.len();
        let path = self.path(field.label.key);
        self.laid.open.push(Open { layer: self.number, field, bit: self.at, width, path, done: false });
        self.put(field, Coded::Number(0), Some(width), Origin::Computed);
        if let Some((_, held)) = self.scope.last_mut() {
            *held = Held::Open(place);
        }
    }

    fn needed(&self, field: &'static Field) -> Trouble {
        let path = self.path(field.label.key);
        let (en, zh) = (field.label.means.en, field.label.means.zh);
        let what =
            Said { en: format!("{path} has to be given: {en}"), zh: format!("必须给出 {path}：{zh}") };
        let key = field.label.key;
        Trouble::new(what).hint(say!(
            en: "`{key}=...`; `netlab explain {path}` says more", zh: "`{key}=...`；详见 `netlab explain {path}`",
            key = key, path = path
        ))
    }

    /// Writes a value where the walk is, and remembers it.
    fn put(&mut self, field: &'static Field, coded: Coded, width: Option<usize>, origin: Origin) {
        let from = self.at;
        let mut held = None;
        match coded {
            Coded::Number(value) => {
                self.number(value, width.unwrap_or(64));
                held = Some(Held::Number(value));
            }
            Coded::Octets(octets) => self.octets(&octets),
            Coded::Bits(bits) => bits.into_iter().for_each(|bit| self.number(bit.into(), 1)),
        }
        // a number that was written as octets or bits is one all the same
        let number = is_number(field) && self.at - from <= 64;
        if let (None, true) = (held, number) {
            held = crate::spec::read_bits(&self.laid.octets, from, self.at - from).map(Held::Number);
        }
        self.scope.push((field.label.key, held.unwrap_or(Held::Missing)));
        if self.at > from {
            self.laid.leaves.push((from..self.at, origin));
        }
    }

    fn number(&mut self, value: u64, width: usize) {
        let end = self.at + width;
        self.laid.octets.resize(end.div_ceil(8).max(self.laid.octets.len()), 0);
        write_bits(&mut self.laid.octets, self.at, width, value);
        self.at = end;
    }

    fn octets(&mut self, octets: &[u8]) {
        if self.at.is_multiple_of(8) {
            self.laid.octets.extend_from_slice(octets);
            self.at += octets.len() * 8;
        } else {
            octets.iter().for_each(|octet| self.number(u64::from(*octet), 8));
        }
    }

    /// The layer ends at the border of an octet.
    fn align(&mut self) {
        self.at = self.laid.octets.len() * 8;
    }

    /// A header whose length counts in words ends with a whole one: zeros behind its options end or fill them (RFC 791
    /// §3.1, RFC 9293 §3.1, RFC 8200 §4.2).
    fn fill_up(&mut self) {
        let own = self.laid.open.iter().filter(|open| open.layer == self.number && !open.done);
        let steps = own.filter_map(|open| match open.field.unit {
            Some(Unit::Octets(step)) => Some(step as usize),
            _ => None,
        });
        let step = steps.max().unwrap_or(1).max(1);
        let from = self.at;
        let octets = self.at / 8 - self.start;
        self.octets(&vec![0; octets.next_multiple_of(step) - octets]);
        if self.at > from {
            self.laid.leaves.push((from..self.at, Origin::Computed));
        }
    }

    fn check_size(&self) -> Result<(), Trouble> {
        let have = self.laid.octets.len();
        if have <= LARGEST {
            return Ok(());
        }
        Err(too_long(have))
    }

    /// Lays octets that the table does not account for, as they are.
    fn unread(&mut self, bag: &mut Bag<'a>) -> Result<(), Trouble> {
        while let Some(node) = bag.take(UNREAD.key) {
            self.opaque(node)?;
        }
        Ok(())
    }

    /// Lays octets or bits that have no field.
    fn opaque(&mut self, node: &'a Node) -> Result<(), Trouble> {
        let from = self.at;
        match &node.value {
            Some(Given::Octets(octets)) => self.octets(octets),
            Some(Given::Bits(bits)) => bits.iter().for_each(|bit| self.number(u64::from(*bit), 1)),
            _ => {
                let path = self.path(&node.key);
                let what = say!(en: "{path} needs `octets`", zh: "{path} 需要 `octets`", path = path);
                return Err(Trouble::new(what));
            }
        }
        if self.at > from {
            self.laid.leaves.push((from..self.at, node.origin));
        }
        self.check_size()
    }

    /// Lays what stands in `node` with `inside`, its key on the path.
    fn within(
        &mut self,
        key: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        if self.path.len() > DEPTH {
            let what = say!(en: "fields are nested deeper than {most}", zh: "字段的嵌套超过 {most} 层", most = DEPTH);
            return Err(Trouble::new(what));
        }
        self.path.push(key.to_string());
        let done = inside(self);
        self.path.pop();
        done
    }

    fn group(&mut self, group: &'static Group, bag: &mut Bag<'a>) -> Result<(), Trouble> {
        let from = self.at;
        let node = bag.take(group.label.key);
        // a group of so many octets that nobody mentions has none
        if node.is_some() || group.octets.is_none() {
            self.within(group.label.key, |walk| {
                let mut inside = Bag::new(node.map_or(&[], |node| &node.inside));
                walk.parts(group.parts, &mut inside)?;
                walk.unread(&mut inside)?;
                inside.refuse(&walk.path.join("."), group.parts)
            })?;
        }
        match group.octets {
            Some(amount) => self.solve(amount, (self.at - from) / 8),
            None => Ok(()),
        }
    }

    fn repeat(&mut self, repeat: &'static Repeat, bag: &mut Bag<'a>) -> Result<(), Trouble> {
        let mut count = 0;
        if let Some(node) = bag.take(repeat.label.key) {
            count = node.inside.len();
            self.within(repeat.label.key, |walk| {
                for child in &node.inside {
                    match repeat.parts {
                        [Part::Field(field)] => walk.given(field, child)?,
                        parts => {
                            let mut inside = Bag::new(&child.inside);
                            walk.parts(parts, &mut inside)?;
                            walk.unread(&mut inside)?;
                            inside.refuse(&walk.path.join("."), parts)?;
                        }
                    }
                }
                Ok(())
            })?;
        }
        match repeat.count {
            Some(amount) => self.solve(amount, count),
            None => Ok(()),
        }
    }

    /// Lays the fields of a part that finds its own borders, in the order in which the author gave them.
    fn special(&mut self, special: &'static Special, nodes: Vec<&'a Node>) -> Result<(), Trouble> {
        for node in nodes {
            if node.plain_key() == UNREAD.key {
                self.opaque(node)?;
            } else if !node.inside.is_empty() {
                self.within(&node.key, |walk| walk.special(special, node.inside.iter().collect()))?;
            } else if let Some(field) =
                special.fields.iter().find(|field| field.label.key == node.plain_key())
            {
                self.given(field, node)?;
            } else {
                let known: Vec<&str> = special.fields.iter().map(|field| field.label.key).collect();
                return Err(super::bag::unknown(&self.path.join("."), &node.key, &known));
            }
        }
        Ok(())
    }
}

impl Laid {
    /// Gives a field that was open its value.
    ///
    /// # Errors
    /// Where it does not fit.
    pub fn settle(&mut self, place: usize, value: u64) -> Result<(), Trouble> {
        let Some(open) = self.open.get_mut(place) else { return Ok(()) };
        if open.width < 64 && value >> open.width > 0 {
            return Err(too_large(value, open.width, &open.path));
        }
        open.done = true;
        write_bits(&mut self.octets, open.bit, open.width, value);
        Ok(())
    }
}

/// The error for a frame that no capture file can hold.
pub fn too_long(have: usize) -> Trouble {
    Trouble::new(say!(
        en: "the frame would have {have} octets or more; {most} are the most that can be built",
        zh: "帧将有至少 {have} 字节；最多只能构造 {most} 字节",
        have = have, most = LARGEST
    ))
}

/// Writes the low `width` bits of `value` (at most 64) from bit `bit`; bits behind the last octet are left out.
pub fn write_bits(octets: &mut [u8], bit: usize, width: usize, value: u64) {
    for i in 0..width {
        let place = bit + i;
        let set = width - i <= 64 && value >> (width - 1 - i) & 1 == 1;
        if let Some(octet) = octets.get_mut(place / 8) {
            let mask = 0x80 >> (place % 8);
            if set { *octet |= mask } else { *octet &= !mask }
        }
    }
}
