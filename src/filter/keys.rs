//! What can be asked for, as the tables of the protocols have it.

use super::fixed::{Fixed, Guard};
use crate::packet::UNKNOWN_VALUE;
use crate::proto;
use crate::spec::{Amount, Field, Items, Label, On, Part, Protocol, Slot, Width};

/// How deep parts may stand in parts. Tables that hold each other do not end.
const DEPTH: usize = 12;

/// A place in a protocol's tables that a key leads to.
#[derive(Clone, Debug)]
pub struct Place {
    /// The names on the way to it, outermost first; the last is its own.
    pub path: Vec<Name>,
    /// What stands there.
    pub what: What,
    /// Where its octets are, if that needs no walk over what stands before it.
    pub fixed: Option<Fixed>,
    /// Whether it is the kind or the length of an option, not part of its value.
    pub head: Head,
}

/// Kind and length of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// This is neither.
    Not,
    /// That of any option of the list.
    OfAny,
    /// That of one sort of option.
    OfOne,
}

/// One name on the way to a place.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub label: &'static Label,
    /// Whether a key may leave it out.
    pub optional: bool,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug)]
pub enum What {
    Field(&'static Field),
    /// A group, a list, an option.
    Group,
}

impl Place {
    /// Its own label.
    pub fn label(&self) -> Option<&'static Label> {
        self.path.last().map(|name| name.label)
    }

    /// The field that stands there.
    pub fn field(&self) -> Option<&'static Field> {
        match self.what {
            What::Field(field) => Some(field),
            What::Group => None,
        }
    }

    /// Whether the names of a key lead here: the last is its own, those before stand on the way in this order, and
    /// none is left out that may not be.
    fn is_meant(&self, names: &[&str]) -> bool {
        let (Some((last, way)), Some((own, before))) = (self.path.split_last(), names.split_last()) else {
            return false;
        };
        let mut given = before.iter().peekable();
        for name in way {
            if given.next_if(|key| **key == name.label.key).is_none() && !name.optional {
                return false;
            }
        }
        last.label.key == *own && given.next().is_none()
    }

    /// Whether this stands inside `outer`.
    fn is_inside(&self, outer: &Place) -> bool {
        self.path.len() > outer.path.len()
            && self.path.iter().zip(&outer.path).all(|(a, b)| std::ptr::eq(a.label, b.label))
    }

    /// The shortest key that leads here, without the protocol.
    fn key(&self) -> String {
        let last = self.path.len().saturating_sub(1);
        let needed = self.path.iter().enumerate().filter(|(i, name)| *i == last || !name.optional);
        let keys: Vec<&str> = needed.map(|(_, name)| name.label.key).collect();
        keys.join(".")
    }
}

/// Every place in the tables of `protocol`.
pub fn places(protocol: &'static Protocol) -> Vec<Place> {
    let mut walk = Walk { path: Vec::new(), guards: Vec::new(), scope: Vec::new(), found: Vec::new() };
    walk.parts(protocol.parts, Some(0));
    walk.found
}

/// The places that the names behind a protocol's key lead to; both ends of what has a source and a destination for
/// `addr`, `port` and the like.
pub fn find(places: &[Place], names: &[&str]) -> Vec<Place> {
    let meant: Vec<Place> = places.iter().filter(|place| place.is_meant(names)).cloned().collect();
    match names {
        [end] if meant.is_empty() => {
            ends(places).into_iter().find(|(key, _)| key == end).map(|(_, both)| both).unwrap_or_default()
        }
        _ => meant,
    }
}

/// The pairs of source and destination: `src` and `dst` are `addr`, `src_port` and `dst_port` are `port`.
fn ends(places: &[Place]) -> Vec<(&'static str, Vec<Place>)> {
    let outermost = |key: String| {
        places
            .iter()
            .find(|place| place.path.len() == 1 && place.label().is_some_and(|label| label.key == key))
    };
    let mut pairs = Vec::new();
    for src in places.iter().filter(|place| place.path.len() == 1) {
        let Some(rest) = src.label().and_then(|label| label.key.strip_prefix("src")) else { continue };
        if let Some(dst) = outermost(format!("dst{rest}")) {
            let key = if rest.is_empty() { "addr" } else { rest.trim_start_matches('_') };
            if outermost(key.to_string()).is_none() {
                pairs.push((key, vec![src.clone(), dst.clone()]));
            }
        }
    }
    pairs
}

/// The fields that make up the value of a group, list or option; several where it has none of its own.
pub fn values<'a>(places: &'a [Place], outer: &Place) -> Vec<&'a Place> {
    let inside: Vec<&Place> = places
        .iter()
        .filter(|place| place.field().is_some() && place.head == Head::Not && place.is_inside(outer))
        .collect();
    let named: Vec<&Place> = inside
        .iter()
        .copied()
        .filter(|place| place.label().map(|label| label.key) == outer.label().map(|label| label.key))
        .collect();
    if named.is_empty() { inside } else { named }
}

/// What can be typed behind the protocol's key, each once, in the order of the octets.
pub fn keys(places: &[Place]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let pairs = ends(places).into_iter().map(|(key, _)| key.to_string());
    // what kind an option of one sort has is no question
    let asked = places.iter().filter(|place| place.head != Head::OfOne);
    for key in asked.map(Place::key).chain(pairs) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The protocol of that key.
pub fn protocol(key: &str) -> Option<&'static Protocol> {
    proto::ALL.iter().copied().find(|protocol| protocol.key == key)
}

/// A walk over the tables of a protocol, as the walk over its octets will go.
struct Walk {
    path: Vec<Name>,
    /// The choices on the way here.
    guards: Vec<Guard>,
    /// The fields met so far, the last of a key counts; `None` where they have no fixed place.
    scope: Vec<(&'static str, Option<Slot>)>,
    found: Vec<Place>,
}

impl Walk {
    /// Walks over `parts`, which begin at bit `at` of the layer if that is known; gives the bit behind them.
    fn parts(&mut self, parts: &'static [Part], mut at: Option<usize>) -> Option<usize> {
        for part in parts {
            at = self.part(part, at);
        }
        at
    }

    fn part(&mut self, part: &'static Part, at: Option<usize>) -> Option<usize> {
        if self.path.len() >= DEPTH {
            return None;
        }
        match part {
            Part::Field(field) => self.field(field, at, Head::Not),
            Part::Group(group) => {
                let sized = group.octets.is_some();
                let end =
                    self.inside(&group.label, true, |walk| walk.parts(group.parts, at.filter(|_| !sized)));
                end.filter(|_| !sized)
            }
            Part::Choice(choice) => {
                let known = self.scope.len();
                let on = match choice.on {
                    On::Field(key) => self.slot_of(key).map(Guard::field),
                    On::Look(look) => Some(Guard::look(look)),
                    On::Ahead(bits) => at.map(|bit| Guard::field(Slot::summed(bit, usize::from(bits)))),
                };
                let mut ends = Vec::new();
                for (i, case) in choice.cases.iter().enumerate() {
                    let guard = on.map(|on| on.takes(choice, i));
                    self.guards.extend(guard);
                    ends.push(self.parts(case.parts, at.filter(|_| guard.is_some())));
                    self.guards.truncate(self.guards.len() - usize::from(guard.is_some()));
                }
                // which of the cases was taken is not known behind them
                self.scope[known..].iter_mut().for_each(|(_, slot)| *slot = None);
                let whole =
                    matches!(choice.cases.last(), Some(case) if matches!(case.when, crate::spec::When::Else));
                ends.first()
                    .copied()
                    .flatten()
                    .filter(|end| whole && ends.iter().all(|other| *other == Some(*end)))
            }
            Part::Repeat(repeat) => {
                self.inside(&repeat.label, true, |walk| match repeat.parts {
                    [Part::Field(field)] => walk.field(field, None, Head::Not),
                    parts => walk.inside(&repeat.each, true, |walk| walk.parts(parts, None)),
                });
                None
            }
            Part::Items(items) => {
                let list = Name { label: &items.label, optional: false };
                // kind and length are so common that the list has to be named
                self.path.push(list);
                for field in [items.shape.code, items.shape.length] {
                    self.field(field, None, Head::OfAny);
                }
                self.path.pop();
                self.inside(&items.label, true, |walk| {
                    for kind in items.kinds {
                        walk.inside(&kind.label, false, |walk| {
                            walk.heads(items);
                            walk.parts(kind.parts, None)
                        });
                    }
                    walk.inside(items.unknown, false, |walk| {
                        walk.heads(items);
                        walk.parts(UNKNOWN_VALUE, None)
                    });
                    None
                });
                None
            }
            Part::Within(Amount { .. }, parts) => {
                self.parts(parts, None);
                None
            }
            Part::Special(special) => {
                for field in special.fields {
                    self.field(field, None, Head::Not);
                }
                None
            }
        }
    }

    /// A group, list or option, and what stands in it.
    fn inside(
        &mut self,
        label: &'static Label,
        optional: bool,
        walk: impl FnOnce(&mut Walk) -> Option<usize>,
    ) -> Option<usize> {
        self.path.push(Name { label, optional });
        self.found.push(Place { path: self.path.clone(), what: What::Group, fixed: None, head: Head::Not });
        let end = walk(self);
        self.path.pop();
        end
    }

    /// Kind and length inside one sort of option.
    fn heads(&mut self, items: &'static Items) {
        self.field(items.shape.code, None, Head::OfOne);
        self.field(items.shape.length, None, Head::OfOne);
    }

    fn field(&mut self, field: &'static Field, at: Option<usize>, head: Head) -> Option<usize> {
        let slot = match (at, field.width) {
            (Some(bit), Width::Bits(width)) => Some(Slot::summed(bit, usize::from(width))),
            _ => None,
        };
        self.scope.push((field.label.key, slot));
        self.path.push(Name { label: &field.label, optional: false });
        let fixed = slot.and_then(|slot| Fixed::new(slot, field, &self.guards));
        self.found.push(Place { path: self.path.clone(), what: What::Field(field), fixed, head });
        self.path.pop();
        slot.map(|slot| slot.bit + slot.width)
    }

    fn slot_of(&self, key: &str) -> Option<Slot> {
        self.scope.iter().rev().find(|(other, _)| *other == key).and_then(|(_, slot)| *slot)
    }
}
