//! Where a key stands in the table of a protocol.

use crate::build::value::code_point;
use crate::build::{Given, Node, Sheet};
use crate::spec::{Choice, Field, Fill, Item, Items, Label, On, Part, Repeat};

/// How deep keys are looked for. Tables that hold each other do not end.
const DEPTH: usize = 5;

/// A step on the way from a layer to a field.
#[derive(Clone, Copy)]
pub enum Step {
    Group(&'static Label),
    /// One of a list of like parts.
    Repeat(&'static Repeat),
    /// One sort of option.
    Item(&'static Items, &'static Item),
    Field(&'static Field),
}

impl Step {
    fn labels(self) -> Vec<&'static str> {
        match self {
            Step::Group(label) => vec![label.key],
            Step::Repeat(repeat) => vec![repeat.label.key],
            Step::Item(items, item) => vec![items.label.key, item.label.key],
            Step::Field(field) => vec![field.label.key],
        }
    }

    fn same(self, other: Step) -> bool {
        match (self, other) {
            (Step::Field(one), Step::Field(two)) => one.label.key == two.label.key,
            (Step::Group(one), Step::Group(two)) => one.key == two.key,
            (Step::Repeat(one), Step::Repeat(two)) => one.label.key == two.label.key,
            (Step::Item(_, one), Step::Item(_, two)) => std::ptr::eq(one, two),
            _ => false,
        }
    }
}

/// A way to a field, a list or an option, and how many choices on it are not the likely ones.
#[derive(Clone)]
pub struct Place {
    pub steps: Vec<Step>,
    unlikely: usize,
}

impl Place {
    /// The key that says it whole.
    pub fn key(&self) -> String {
        let labels: Vec<&str> = self.steps.iter().flat_map(|step| step.labels()).collect();
        labels.join(".")
    }
}

/// The places that a key leads to, as near to the outside and as likely as there are. More than one say that the key has
/// to say more.
pub fn find(sheet: &Sheet, key: &str) -> Vec<Place> {
    let wanted: Vec<&str> = key.split('.').collect();
    let mut found: Vec<Place> = Vec::new();
    visit(sheet, &mut |place| {
        let labels: Vec<&str> = place.steps.iter().flat_map(|step| step.labels()).collect();
        if is_meant(&labels, &wanted) {
            found.push(place.clone());
        }
    });
    let rank = |place: &Place| (place.steps.len(), place.unlikely);
    let Some(best) = found.iter().map(rank).min() else { return found };
    found.retain(|place| rank(place) == best);
    let mut different: Vec<Place> = Vec::new();
    for place in found {
        let is_known = different.iter().any(|other| {
            other.steps.len() == place.steps.len()
                && other.steps.iter().zip(&place.steps).all(|(one, two)| one.same(*two))
        });
        if !is_known {
            different.push(place);
        }
    }
    different
}

/// Whether the names of a key lead to these labels: the last is the last, the others stand on the way in this order.
fn is_meant(labels: &[&str], wanted: &[&str]) -> bool {
    let (Some((own, way)), Some((last, before))) = (labels.split_last(), wanted.split_last()) else {
        return false;
    };
    let mut before = before.iter().peekable();
    for label in way {
        before.next_if(|word| *word == label);
    }
    own == last && before.peek().is_none()
}

/// The keys that can be typed for a layer: fields, lists and options, the outer ones first.
pub fn keys_of(sheet: &Sheet) -> Vec<(&'static str, &'static Label)> {
    let mut keys: Vec<(usize, &'static str, &'static Label)> = Vec::new();
    visit(sheet, &mut |place| {
        let label = match place.steps.last() {
            Some(Step::Field(field)) => &field.label,
            Some(Step::Item(_, item)) => &item.label,
            Some(Step::Repeat(repeat)) => &repeat.label,
            Some(Step::Group(_)) | None => return,
        };
        if place.steps.len() <= 2 && !keys.iter().any(|(_, key, _)| *key == label.key) {
            keys.push((place.steps.len(), label.key, label));
        }
    });
    keys.sort_by_key(|(depth, ..)| *depth);
    keys.into_iter().map(|(_, key, label)| (key, label)).collect()
}

/// Calls `each` with every place in the table of the sheet's protocol.
pub fn visit(sheet: &Sheet, each: &mut dyn FnMut(&Place)) {
    let mut walk = Walk { sheet, place: Place { steps: Vec::new(), unlikely: 0 }, each };
    walk.parts(sheet.protocol.parts);
}

struct Walk<'a> {
    sheet: &'a Sheet,
    place: Place,
    each: &'a mut dyn FnMut(&Place),
}

impl Walk<'_> {
    fn parts(&mut self, parts: &'static [Part]) {
        if self.place.steps.len() >= DEPTH {
            return;
        }
        for part in parts {
            match part {
                Part::Field(field) => self.step(Step::Field(field), &[]),
                Part::Group(group) => self.step(Step::Group(&group.label), group.parts),
                Part::Repeat(repeat) => match repeat.parts {
                    // a list of values is one value
                    [Part::Field(_)] => self.step(Step::Repeat(repeat), &[]),
                    parts => self.step(Step::Repeat(repeat), parts),
                },
                Part::Items(items) => {
                    for item in items.kinds {
                        self.step(Step::Item(items, item), item.parts);
                    }
                }
                Part::Within(_, parts) => self.parts(parts),
                Part::Choice(choice) => self.choice(choice),
                Part::Special(special) => {
                    special.fields.iter().for_each(|field| self.step(Step::Field(field), &[]));
                }
            }
        }
    }

    fn step(&mut self, step: Step, inside: &'static [Part]) {
        self.place.steps.push(step);
        (self.each)(&self.place);
        self.parts(inside);
        self.place.steps.pop();
    }

    fn choice(&mut self, choice: &Choice) {
        let value = match choice.on {
            On::Field(key) => value_of(self.sheet, key),
            On::Look(look) => Some(look(&[])),
            On::Ahead(_) => None,
        };
        let likely = value.and_then(|value| choice.cases.iter().position(|case| case.when.holds(value)));
        for (i, case) in choice.cases.iter().enumerate() {
            let off = usize::from(likely.is_some_and(|likely| likely != i));
            self.place.unlikely += off;
            self.parts(case.parts);
            self.place.unlikely -= off;
        }
    }
}

/// The value of a field of the layer, as far as its author said it or its table has it.
fn value_of(sheet: &Sheet, key: &str) -> Option<u64> {
    let field = sheet.protocol.parts.iter().find_map(|part| match part {
        Part::Field(field) if field.label.key == key => Some(field),
        _ => None,
    })?;
    let said = sheet.fields.iter().find(|node| node.key == key).and_then(|node: &Node| node.value.as_ref());
    match (said, field.fill) {
        (Some(Given::Number(value)), _) => Some(*value),
        (Some(Given::Word(word)), _) => match field.kind.registry() {
            Some(registry) => code_point(registry, word),
            None => crate::build::value::read_number(word),
        },
        (None, Fill::Value(value)) => Some(value),
        _ => None,
    }
}
