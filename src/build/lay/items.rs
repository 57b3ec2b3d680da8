//! Options: each its kind, its length and its value.

use super::{Bag, Held, Walk};
use crate::build::Node;
use crate::build::bag::unknown;
use crate::build::value::Coded;
use crate::packet::{PADDING, UNKNOWN_VALUE, UNREAD};
use crate::say;
use crate::spec::{Items, Trouble, Width};

impl<'a> Walk<'_, 'a> {
    pub(super) fn items(&mut self, items: &'static Items, bag: &mut Bag<'a>) -> Result<(), Trouble> {
        let Some(node) = bag.take(items.label.key) else { return Ok(()) };
        self.within(items.label.key, |walk| {
            for child in &node.inside {
                let is_opaque =
                    child.inside.is_empty() && [UNREAD.key, PADDING.key].contains(&child.plain_key());
                if is_opaque { walk.opaque(child)? } else { walk.item(items, child)? }
            }
            Ok(())
        })
    }

    fn item(&mut self, items: &'static Items, node: &'a Node) -> Result<(), Trouble> {
        self.within(&node.key, |walk| walk.one(items, node))
    }

    fn one(&mut self, items: &'static Items, node: &'a Node) -> Result<(), Trouble> {
        let shape = &items.shape;
        let from = self.at;
        let mut bag = Bag::new(&node.inside);
        let named = items.kinds.iter().find(|item| item.label.key == node.key);
        if bag.has(shape.code.label.key) {
            self.field(shape.code, &mut bag)?;
        } else if let (Some(item), Width::Bits(bits)) = (named, shape.code.width) {
            // its name says its number
            self.put(shape.code, Coded::Number(item.code), Some(bits.into()), node.origin);
        } else {
            let known: Vec<&str> = items.kinds.iter().map(|item| item.label.key).collect();
            let whole = self.path[..self.path.len().saturating_sub(1)].join(".");
            return Err(unknown(&whole, &node.key, &known));
        }
        let code = match self.held(shape.code.label.key) {
            Some(Held::Number(code)) => code,
            // cut short: nothing follows
            _ => return bag.refuse(&self.path.join("."), &[]),
        };
        let parts = items.kind(code).map_or(UNKNOWN_VALUE, |item| item.parts);
        let alone = |code: u64| shape.single.contains(&code) || shape.end == Some(code);
        // one that is named as standing alone does so, whatever code its author wrote
        if alone(code) || named.is_some_and(|item| alone(item.code)) && bag.is_empty() {
            return bag.refuse(&self.path.join("."), &[]);
        }
        let says_length = bag.has(shape.length.label.key);
        self.field(shape.length, &mut bag)?;
        let length = self.held(shape.length.label.key);
        let head = (self.at - from) / 8;
        // a length alone, without a value, is sent as it was said
        let is_bare = says_length && bag.is_empty();
        if !is_bare && !matches!(length, Some(Held::Missing) | None) {
            self.parts(parts, &mut bag)?;
            self.unread(&mut bag)?;
        }
        bag.refuse(&self.path.join("."), parts)?;
        if let Some(Held::Open(place)) = length {
            let octets = (self.at - from) / 8 - if shape.whole { 0 } else { head };
            let unit = usize::from(shape.unit.max(1));
            if !octets.is_multiple_of(unit) {
                let path = self.path.join(".");
                return Err(Trouble::new(say!(
                    en: "{path} has {octets} octets, and its length counts in steps of {unit}",
                    zh: "{path} 有 {octets} 字节，而其长度以 {unit} 字节为单位",
                    path = path, octets = octets, unit = unit
                )));
            }
            self.settle(place, (octets / unit) as u64)?;
        }
        Ok(())
    }
}
