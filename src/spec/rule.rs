//! Rules that a frame may break, and what is found when it does.

use super::{Said, Slot, Source, Stack, Text};
use std::ops::Range;

/// A rule of a standard, or a custom that is worth a word.
#[derive(Debug)]
pub struct Rule {
    /// How it is typed: `"ipv4-ttl-zero"`; begins with the protocol's key.
    pub id: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What the rule says.
    pub means: Text,
    /// Where it is said.
    pub source: Source,
    /// What to do about it.
    pub advice: Text,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Unusual, and perhaps a sign of trouble.
    Warning,
    /// A standard forbids it: receivers drop such frames or misread them.
    Error,
}

impl Severity {
    /// How it is typed.
    pub const fn key(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A rule that a layer of a frame breaks, or a case it is about.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// The layer.
    pub layer: usize,
    /// The octets of the frame that it is about.
    pub octets: Range<usize>,
    /// What was found, with its values.
    pub said: Said,
}

/// Passes on what is found about one layer.
pub struct Report<'a> {
    layer: usize,
    start: usize,
    pass: &'a mut dyn FnMut(Finding),
}

impl<'a> Report<'a> {
    /// A report about layer `layer`, for `pass`.
    pub fn new(stack: &Stack<'_>, layer: usize, pass: &'a mut dyn FnMut(Finding)) -> Report<'a> {
        Report { layer, start: stack.layers[layer].start, pass }
    }

    /// Found in a field of the layer.
    pub fn field(&mut self, rule: &'static Rule, slot: Slot, said: Said) {
        self.octets(rule, slot.octets(self.start), said);
    }

    /// Found in these octets of the frame.
    pub fn octets(&mut self, rule: &'static Rule, octets: Range<usize>, said: Said) {
        (self.pass)(Finding { rule, layer: self.layer, octets, said });
    }
}
