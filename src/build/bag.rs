//! The nodes that stand side by side, taken out one by one as the walk over the table comes to them.

use super::Node;
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Part, Trouble};

/// Nodes that were not taken yet.
pub struct Bag<'a> {
    nodes: Vec<Option<&'a Node>>,
}

impl<'a> Bag<'a> {
    /// All of `nodes`.
    pub fn new(nodes: &'a [Node]) -> Bag<'a> {
        Bag { nodes: nodes.iter().map(Some).collect() }
    }

    /// Takes the node of that key: the one that has it as it stands, else the first of those numbered `_2`, `_3`.
    pub fn take(&mut self, key: &str) -> Option<&'a Node> {
        let place = self.place(key)?;
        self.nodes.get_mut(place)?.take()
    }

    /// Whether a node of that key is left.
    pub fn has(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    fn place(&self, key: &str) -> Option<usize> {
        let find = |is: &dyn Fn(&Node) -> bool| self.nodes.iter().position(|node| node.is_some_and(is));
        find(&|node| node.key == key)
            .or_else(|| find(&|node| node.plain_key() == key && node.key != node.plain_key()))
    }

    /// Takes every node that is left, in order.
    pub fn rest(&mut self) -> Vec<&'a Node> {
        self.nodes.iter_mut().filter_map(Option::take).collect()
    }

    /// Puts nodes back that were taken too soon.
    pub fn put_back(&mut self, nodes: Vec<&'a Node>) {
        self.nodes.extend(nodes.into_iter().map(Some));
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.nodes.iter().all(Option::is_none)
    }

    /// The error for a node that no part of the table took. `whole` is where it stands: `ipv4.options`.
    pub fn refuse(&self, whole: &str, parts: &[Part]) -> Result<(), Trouble> {
        let Some(node) = self.nodes.iter().find_map(|node| *node) else { return Ok(()) };
        let mut known = Vec::new();
        keys(parts, &mut known);
        known.sort_unstable();
        known.dedup();
        Err(unknown(whole, &node.key, &known))
    }
}

/// The error for a key that `whole` does not have.
pub fn unknown(whole: &str, key: &str, known: &[&'static str]) -> Trouble {
    let what = say!(
        en: "no field `{key}` in {whole}", zh: "{whole} 中没有字段 `{key}`", key = key, whole = whole
    );
    let hint = match nearest(key, known.iter().copied()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
        None => {
            let list = known.join(", ");
            say!(en: "it has: {list}", zh: "其字段有：{list}", list = list)
        }
    };
    Trouble::new(what).hint(hint)
}

/// The keys that stand side by side in `parts`, whatever the values say.
pub fn keys(parts: &[Part], out: &mut Vec<&'static str>) {
    for part in parts {
        match part {
            Part::Field(field) => out.push(field.label.key),
            Part::Group(group) => out.push(group.label.key),
            Part::Repeat(repeat) => out.push(repeat.label.key),
            Part::Items(items) => out.push(items.label.key),
            Part::Special(special) => out.extend(special.fields.iter().map(|field| field.label.key)),
            Part::Within(_, parts) => keys(parts, out),
            Part::Choice(choice) => choice.cases.iter().for_each(|case| keys(case.parts, out)),
        }
    }
}
