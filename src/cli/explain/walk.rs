//! A walk through the table of a protocol: every part in the standard's order, with its place where that is fixed.

use crate::spec::{Case, Choice, Field, Group, Item, Items, Label, Part, Repeat, Shape, Width};

/// A part met on the walk.
#[derive(Clone, Copy, Debug)]
pub enum Node {
    /// A field.
    Field(&'static Field),
    /// Parts under one name.
    Group(&'static Group),
    /// The same parts again and again.
    Repeat(&'static Repeat),
    /// A run of options.
    Items(&'static Items),
    /// One kind of option.
    Item(&'static Items, &'static Item),
    /// A case of a choice: what follows one step deeper stands there for some values only.
    Case(&'static Choice, &'static Case),
}

/// Where a part is met.
#[derive(Debug)]
pub struct Met<'a> {
    /// The part.
    pub node: Node,
    /// The keys that lead to it, its own the last; a case has none of its own.
    pub path: &'a [&'static str],
    /// How deep it stands.
    pub depth: usize,
    /// The cases that it stands in, the outermost first.
    pub cases: &'a [(&'static Choice, &'static Case)],
    /// Its place, where the table fixes it.
    pub place: Option<Place>,
}

/// A place that is a sum of fixed widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the bits are counted from.
    pub from: From,
    /// Bits before the part.
    pub bit: usize,
}

/// What a place is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The first octet of the protocol's header.
    Header,
    /// The first octet of the option that it belongs to.
    Option,
    /// The first octet of one of the things that are repeated.
    Each,
}

impl Node {
    /// The name of the part; a case has none.
    pub fn label(&self) -> Option<&'static Label> {
        match self {
            Node::Field(field) => Some(&field.label),
            Node::Group(group) => Some(&group.label),
            Node::Repeat(repeat) => Some(&repeat.label),
            Node::Items(items) => Some(&items.label),
            Node::Item(_, item) => Some(&item.label),
            Node::Case(..) => None,
        }
    }
}

/// Goes through `parts`, in order and depth first. Where `each` says `false`, what stands in the part is left out.
pub fn walk(parts: &'static [Part], each: &mut dyn FnMut(&Met<'_>) -> bool) {
    let mut walk = Walk { path: Vec::new(), cases: Vec::new(), depth: 0, each };
    walk.parts(parts, Some(Place { from: From::Header, bit: 0 }));
}

struct Walk<'a> {
    path: Vec<&'static str>,
    cases: Vec<(&'static Choice, &'static Case)>,
    depth: usize,
    each: &'a mut dyn FnMut(&Met<'_>) -> bool,
}

impl Walk<'_> {
    /// Goes through `parts`; gives the place behind them.
    fn parts(&mut self, parts: &'static [Part], mut place: Option<Place>) -> Option<Place> {
        for part in parts {
            place = self.part(part, place);
        }
        place
    }

    fn part(&mut self, part: &'static Part, place: Option<Place>) -> Option<Place> {
        match part {
            Part::Field(field) => {
                self.field(field, place);
                behind(place, field.width)
            }
            Part::Group(group) => {
                let end = self.within(Node::Group(group), place, |walk| walk.parts(group.parts, place));
                match group.octets {
                    Some(octets) if octets.is_fixed() => place.map(|place| place.after(octets.from(0) * 8)),
                    Some(_) => None,
                    None => end,
                }
            }
            Part::Choice(choice) => {
                let mut ends = choice.cases.iter().map(|case| {
                    self.cases.push((choice, case));
                    let inside =
                        self.within(Node::Case(choice, case), place, |walk| walk.parts(case.parts, place));
                    self.cases.pop();
                    inside
                });
                // fixed only where all cases are equally long; a choice may also take none of them
                let first = ends.next().flatten();
                let mut same = true;
                for end in ends {
                    same &= end == first;
                }
                let whole =
                    choice.cases.last().is_some_and(|case| matches!(case.when, crate::spec::When::Else));
                first.filter(|_| same && whole)
            }
            Part::Repeat(repeat) => {
                let start = Some(Place { from: From::Each, bit: 0 });
                self.within(Node::Repeat(repeat), place, |walk| walk.parts(repeat.parts, start));
                None
            }
            Part::Items(items) => {
                self.within(Node::Items(items), place, |walk| {
                    let head = walk.head(&items.shape);
                    for item in items.kinds {
                        let start = Some(Place { from: From::Option, bit: 0 });
                        let single = items.shape.single.contains(&item.code);
                        let value = if single { behind(start, items.shape.code.width) } else { head };
                        walk.within(Node::Item(items, item), start, |walk| walk.parts(item.parts, value));
                    }
                    None
                });
                None
            }
            Part::Within(octets, parts) => {
                self.parts(parts, place);
                place.filter(|_| octets.is_fixed()).map(|place| place.after(octets.from(0) * 8))
            }
            Part::Special(special) => {
                for field in special.fields {
                    self.field(field, None);
                }
                None
            }
        }
    }

    /// The kind and the length that every option begins with; gives the place behind them.
    fn head(&mut self, shape: &'static Shape) -> Option<Place> {
        let mut place = Some(Place { from: From::Option, bit: 0 });
        for field in [shape.code, shape.length] {
            self.field(field, place);
            place = behind(place, field.width);
        }
        place
    }

    fn field(&mut self, field: &'static Field, place: Option<Place>) {
        self.within(Node::Field(field), place, |_| None);
    }

    /// Shows a part, and what stands in it if that is wanted.
    fn within(
        &mut self,
        node: Node,
        place: Option<Place>,
        inside: impl FnOnce(&mut Self) -> Option<Place>,
    ) -> Option<Place> {
        let key = node.label().map(|label| label.key);
        self.path.extend(key);
        let met = Met { node, path: &self.path, depth: self.depth, cases: &self.cases, place };
        let wanted = (self.each)(&met);
        self.depth += 1;
        let end = if wanted { inside(self) } else { None };
        self.depth -= 1;
        if key.is_some() {
            self.path.pop();
        }
        end
    }
}

impl Place {
    fn after(self, bits: usize) -> Place {
        Place { bit: self.bit + bits, ..self }
    }
}

fn behind(place: Option<Place>, width: Width) -> Option<Place> {
    match width {
        Width::Bits(bits) => place.map(|place| place.after(usize::from(bits))),
        Width::Octets(octets) if octets.is_fixed() => place.map(|place| place.after(octets.from(0) * 8)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::{ICMP, IPV4, TCP};

    fn places(parts: &'static [Part], wanted: &[&str]) -> Vec<Option<Place>> {
        let mut found = Vec::new();
        walk(parts, &mut |met| {
            if met.path == wanted && !matches!(met.node, Node::Case(..)) {
                found.push(met.place);
            }
            true
        });
        found
    }

    #[test]
    fn a_place_is_the_sum_of_the_widths_before_it() {
        let header = |octet: usize, bit: usize| Some(Place { from: From::Header, bit: octet * 8 + bit });
        // the figures of RFC 791, RFC 792 and RFC 9293
        assert_eq!(places(IPV4.parts, &["ttl"]), [header(8, 0)]);
        assert_eq!(places(IPV4.parts, &["fragment_offset"]), [header(6, 3)]);
        assert_eq!(places(TCP.parts, &["syn"]), [header(13, 6)]);
        assert!(places(ICMP.parts, &["identifier"]).contains(&header(4, 0)));
        let option = Some(Place { from: From::Option, bit: 16 });
        assert_eq!(places(TCP.parts, &["options", "mss", "mss"]), [option]);
    }
}
