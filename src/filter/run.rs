//! The compiled expression, and how it is asked of a frame.

use super::Facts;
use super::fixed::Fixed;
use super::keys::Place;
use super::test::Test;
use super::value::{DIRECTIONS, SEVERITIES, nanos};
use crate::packet::{Explained, Span, Value, explain_layer};
use crate::spec::{Label, OsiLayer, Protocol, Stack, Surplus};
use std::cell::OnceCell;

/// A condition.
#[derive(Clone, Debug)]
pub enum Node {
    /// All of these hold.
    All(Box<[Node]>),
    /// One of these holds.
    Any(Box<[Node]>),
    /// This does not hold.
    Not(Box<Node>),
    /// It holds for every frame.
    True,
    /// There is a layer of this protocol.
    Layer(Which),
    /// The octets of the frame, or of a layer with its payload, pass.
    Octets(Option<Which>, Test),
    /// A field of a layer passes.
    Field(Box<FieldTest>),
    /// What a payload left over passes.
    Behind(Behind),
    /// A fact of the frame passes; with `true`, it is known and does not.
    Fact(Fact, bool, Test),
    /// There is a finding.
    Finding,
    /// A finding passes; with `true`, there are some and none does.
    FindingIs(Told, bool, Test),
}

/// Which layers are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    /// Of this protocol, or of any.
    pub protocol: Option<&'static Protocol>,
    /// Those that are quoted in an error message, or those that are not.
    pub quoted: bool,
}

impl Which {
    fn highest(self) -> OsiLayer {
        self.protocol.map_or(OsiLayer::Application, |protocol| protocol.layer)
    }
}

/// A fact of a frame that does not stand in its octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Number,
    Length,
    Captured,
    Link,
    Interface,
    Direction,
    Time,
    TimeRelative,
}

/// A test of the octets that a payload left over: padding and the like.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Of which field.
    pub key: &'static str,
    /// Those in a datagram that an error message quotes, or those that are not.
    pub quoted: bool,
    /// How many they are is tested, not what they are.
    pub length: bool,
    /// Whether they must be there and not pass.
    pub none: bool,
    pub test: Test,
}

impl Behind {
    fn holds(&self, stack: &Stack<'_>) -> bool {
        let is_meant = |surplus: &&Surplus| {
            let layer = stack.layers.get(surplus.layer);
            surplus.field.label.key == self.key && layer.is_some_and(|layer| layer.quoted == self.quoted)
        };
        let mut there = stack.surplus.iter().filter(is_meant).peekable();
        let any = there.peek().is_some();
        let passes = there.any(|surplus| match self.length {
            true => self.test.number((surplus.end - surplus.start) as u64),
            false => self.test.octets(stack.frame.get(surplus.start..surplus.end).unwrap_or_default()),
        });
        any && passes != self.none
    }
}

/// What a finding tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Severity,
    Rule,
}

/// A test of a field, wherever it stands in the layers that are looked at.
#[derive(Clone, Debug)]
pub struct FieldTest {
    which: Which,
    /// Whether the field must be there and pass nowhere.
    none: bool,
    fixed: Box<[(Fixed, Test)]>,
    deep: Box<[Step]>,
}

/// A step on the way to fields that are found by a walk: a span with this label, and what is wanted of it or inside it.
#[derive(Clone, Debug)]
struct Step {
    label: &'static Label,
    test: Option<Test>,
    inside: Vec<Step>,
}

impl FieldTest {
    /// A test of what stands at any of these places.
    pub fn new(which: Which, none: bool, places: Vec<(Place, Test)>) -> FieldTest {
        let mut fixed = Vec::new();
        let mut deep = Vec::new();
        for (place, test) in places {
            match place.fixed {
                Some(slot) => fixed.push((slot, test)),
                None => {
                    let labels: Vec<&'static Label> = place.path.iter().map(|name| name.label).collect();
                    insert(&mut deep, &labels, test);
                }
            }
        }
        FieldTest { which, none, fixed: fixed.into(), deep: deep.into() }
    }

    #[inline]
    fn holds(&self, frame: &Asking<'_>) -> bool {
        let stack = frame.stack;
        let mut there = false;
        for i in self.which.layers(stack) {
            for (fixed, test) in &self.fixed {
                match fixed.check(stack.header(i), stack.bytes(i), test) {
                    Some(true) => return !self.none,
                    Some(false) => there = true,
                    None => (),
                }
            }
            if !self.deep.is_empty() && walk(&frame.explained(i).spans, &self.deep, stack.frame, &mut there) {
                return !self.none;
            }
        }
        self.none && there
    }
}

fn insert(steps: &mut Vec<Step>, labels: &[&'static Label], test: Test) {
    let Some((label, rest)) = labels.split_first() else { return };
    let known = steps.iter().position(|step| std::ptr::eq(step.label, *label));
    let at = known.unwrap_or_else(|| {
        steps.push(Step { label, test: None, inside: Vec::new() });
        steps.len() - 1
    });
    match (steps.get_mut(at), rest) {
        (Some(step), []) => step.test = Some(test),
        (Some(step), rest) => insert(&mut step.inside, rest, test),
        (None, _) => (),
    }
}

/// Whether a span that the steps lead to passes; `there` is set where one is found at all. Spans on the way that the
/// tables do not name are passed through.
fn walk(spans: &[Span], steps: &[Step], frame: &[u8], there: &mut bool) -> bool {
    spans.iter().any(|span| {
        let Some(step) = steps.iter().find(|step| std::ptr::eq(step.label, span.label)) else {
            return walk(&span.children, steps, frame, there);
        };
        match step.test.as_ref().and_then(|test| check(span, frame, test)) {
            Some(true) => return true,
            Some(false) => *there = true,
            None => (),
        }
        !step.inside.is_empty() && walk(&span.children, &step.inside, frame, there)
    })
}

/// Whether a span's value passes; `None` where the field was cut short.
fn check(span: &Span, frame: &[u8], test: &Test) -> Option<bool> {
    let octets = || frame.get(span.octets()).unwrap_or(&[]);
    Some(match &span.value {
        Value::Cut { .. } => return None,
        Value::Uint(number) => test.number(*number),
        Value::Int(number) => test.number(Test::signed(*number)),
        Value::Flag(set) => test.number(u64::from(*set)),
        Value::Mac(octets) => {
            test.number(octets.iter().fold(0, |value, octet| value << 8 | u64::from(*octet)))
        }
        Value::Ipv4(address) => test.number(u64::from(u32::from(*address))),
        Value::Ipv6(address) => test.wide(u128::from(*address)),
        Value::Text(text) | Value::Name(text) => test.octets(text.as_bytes()),
        Value::Octets if span.is_aligned() => test.octets(octets()),
        Value::Octets | Value::None => *test == Test::Any,
    })
}

impl Which {
    #[inline]
    fn layers<'a>(&self, stack: &Stack<'a>) -> impl Iterator<Item = usize> + use<'a> {
        let Which { protocol, quoted } = *self;
        stack.layers.iter().enumerate().filter_map(move |(i, layer)| {
            let is_meant = protocol.is_none_or(|protocol| std::ptr::eq(protocol, layer.protocol));
            (is_meant && layer.quoted == quoted).then_some(i)
        })
    }
}

/// A frame that conditions are asked of.
struct Asking<'a> {
    stack: &'a Stack<'a>,
    facts: &'a Facts<'a>,
    /// The layers that were taken apart for a condition, each once.
    explained: OnceCell<Vec<OnceCell<Explained>>>,
}

impl Asking<'_> {
    fn explained(&self, i: usize) -> &Explained {
        let layers = self.explained.get_or_init(|| vec![OnceCell::new(); self.stack.layers.len()]);
        layers[i].get_or_init(|| explain_layer(self.stack, i))
    }

    fn holds(&self, node: &Node) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.holds(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(node)),
            Node::Not(node) => !self.holds(node),
            Node::True => true,
            Node::Layer(which) => which.layers(self.stack).next().is_some(),
            Node::Octets(None, test) => test.octets(self.stack.frame),
            Node::Octets(Some(which), test) => {
                which.layers(self.stack).any(|i| test.octets(self.stack.bytes(i)))
            }
            Node::Field(field) => field.holds(self),
            Node::Behind(behind) => behind.holds(self.stack),
            Node::Fact(fact, none, test) => self.fact(*fact, test).is_some_and(|passes| passes != *none),
            Node::Finding => self.told(|_, _| true) == Some(true),
            Node::FindingIs(told, none, test) => {
                let passes = self.told(|severity, rule| match told {
                    Told::Rule => test.octets(rule.as_bytes()),
                    Told::Severity => SEVERITIES
                        .iter()
                        .position(|word| *word == severity)
                        .is_some_and(|rank| test.number(rank as u64)),
                });
                passes.is_some_and(|passes| passes != *none)
            }
        }
    }

    /// Whether a fact passes; `None` where it is not known.
    fn fact(&self, fact: Fact, test: &Test) -> Option<bool> {
        let Facts { number, time, first, link, interface, .. } = *self.facts;
        Some(match fact {
            Fact::Number => test.number(number),
            Fact::Length => test.number(self.stack.original as u64),
            Fact::Captured => test.number(self.stack.frame.len() as u64),
            Fact::Link => test.number(u64::from(link)),
            Fact::Interface => test.octets(interface?.name?.as_bytes()),
            Fact::Direction => {
                let direction = interface?.direction?.key();
                let place = DIRECTIONS.iter().position(|word| *word == direction)?;
                test.number(place as u64)
            }
            Fact::Time => test.wide(Test::wide_signed(nanos(time?))),
            Fact::TimeRelative => test.wide(Test::wide_signed(nanos(time?) - nanos(first?))),
        })
    }

    /// Whether a finding passes; `None` where there is none at all.
    fn told(&self, passes: impl Fn(&str, &str) -> bool) -> Option<bool> {
        let mut answer = None;
        (self.facts.findings)(&mut |severity, rule| {
            answer = Some(answer == Some(true) || passes(severity, rule));
        });
        answer
    }
}

impl Node {
    /// Whether the condition holds for a frame.
    #[inline]
    pub fn holds(&self, stack: &Stack<'_>, facts: &Facts<'_>) -> bool {
        Asking { stack, facts, explained: OnceCell::new() }.holds(self)
    }

    /// All or one of these, the cheapest asked first: they have no side effects, so only time can tell the order.
    pub fn join(mut nodes: Vec<Node>, all: bool) -> Node {
        nodes.sort_by_cached_key(Node::cost);
        match nodes.len() {
            1 => nodes.swap_remove(0),
            _ if all => Node::All(nodes.into()),
            _ => Node::Any(nodes.into()),
        }
    }

    /// What it takes to ask: nothing but the layers, a few octets, a walk over a layer, a judgement of all layers.
    fn cost(&self) -> u8 {
        match self {
            Node::True | Node::Layer(_) | Node::Fact(..) | Node::Behind(_) => 0,
            Node::Field(field) if field.deep.is_empty() => 1,
            Node::Field(_) => 2,
            Node::Octets(..) => 3,
            Node::Finding | Node::FindingIs(..) => 4,
            Node::Not(node) => node.cost(),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(Node::cost).max().unwrap_or(0),
        }
    }

    /// Whether findings are asked for.
    pub fn needs_findings(&self) -> bool {
        self.cost() == 4
    }

    /// The highest layer that is asked about.
    pub fn highest(&self) -> OsiLayer {
        match self {
            Node::True | Node::Fact(..) => OsiLayer::DataLink,
            Node::Layer(which) => which.highest(),
            Node::Field(field) => field.which.highest(),
            // what is left over is known when all that stands before it has been read
            Node::Octets(..) | Node::Finding | Node::FindingIs(..) | Node::Behind(_) => OsiLayer::Application,
            Node::Not(node) => node.highest(),
            Node::All(nodes) | Node::Any(nodes) => {
                nodes.iter().map(Node::highest).max().unwrap_or(OsiLayer::DataLink)
            }
        }
    }

    /// Whether a layer must be taken apart field by field.
    pub fn needs_spans(&self) -> bool {
        match self {
            Node::Field(field) => !field.deep.is_empty(),
            Node::Not(node) => node.needs_spans(),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(Node::needs_spans),
            _ => false,
        }
    }
}
