//! A frame as a stack of (protocol, range).

use super::{Protocol, Said, Text};
use crate::say;
use std::ops::Range;

/// A frame and its layers. Cheap to copy; what it shows is borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Stack<'a> {
    /// The octets that were captured.
    pub frame: &'a [u8],
    /// How long the frame was on the wire, in octets, without an FCS that was not captured.
    pub original: usize,
    /// How many octets of FCS the frame is known to end with; `None` where nobody said.
    pub fcs: Option<u8>,
    /// The layers, outermost first; each stands behind its parent.
    pub layers: &'a [Layer],
    /// What a layer's payload left over, and whose it is.
    pub surplus: &'a [Surplus],
}

/// One layer: `start..body` is the header, `body..end` the payload.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What it is.
    pub protocol: &'static Protocol,
    /// Its first octet in the frame.
    pub start: usize,
    /// The first octet behind its header.
    pub body: usize,
    /// The first octet behind it.
    pub end: usize,
    /// The layer that carries it; itself for the outermost.
    pub parent: usize,
    /// Whether it is part of a datagram quoted in an error message: cut short is normal there.
    pub quoted: bool,
    /// Why decoding stopped here, if it did.
    pub stop: Option<Stop>,
}

/// Octets that a layer's payload left over, and which field of that layer they are.
#[derive(Clone, Debug)]
pub struct Surplus {
    /// The layer that owns them.
    pub layer: usize,
    /// The field they are: padding, trailer, FCS, surplus area.
    pub field: &'static super::Field,
    /// First octet in the frame.
    pub start: usize,
    /// First octet behind.
    pub end: usize,
}

/// Why decoding stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// More octets were needed than there are.
    Short {
        /// Octets needed, from the start of the layer.
        need: usize,
        /// Octets there.
        have: usize,
        /// The key of the field that asked for them; `None` where the fixed fields alone do.
        field: Option<&'static str>,
    },
    /// The code point leads to no protocol that is known here.
    Unknown {
        /// The key of the field.
        field: &'static str,
        /// Its value.
        value: u64,
    },
    /// What stands there does not fit the rules; the text says which.
    Unfit(Text),
    /// The depth limit was reached.
    Deep,
}

impl Stop {
    /// A word for programs.
    pub fn reason(&self) -> &'static str {
        match self {
            Stop::Short { .. } => "short",
            Stop::Unknown { .. } => "unknown",
            Stop::Unfit(_) => "unfit",
            Stop::Deep => "deep",
        }
    }

    /// A sentence for people; `layer` is the protocol where it happened.
    pub fn sentence(&self, layer: &'static Protocol) -> Said {
        let name = layer.name;
        match self {
            Stop::Short { need, have, field: None } => say!(
                en: "{name} needs {need} octets here, but only {have} are left",
                zh: "{name} 在此需要 {need} 字节，但只剩 {have} 字节",
                name = name, need = need, have = have
            ),
            Stop::Short { need, have, field: Some(field) } => say!(
                en: "{name} needs {need} octets here, as its field {field} says, but only {have} are left",
                zh: "按字段 {field}，{name} 在此需要 {need} 字节，但只剩 {have} 字节",
                name = name, need = need, have = have, field = field
            ),
            Stop::Unknown { field, value } => say!(
                en: "what follows is shown as data: netlab has no table for {name} {field} = {value} (0x{value:x})",
                zh: "其后按数据显示：netlab 没有 {name} {field} = {value} (0x{value:x}) 的表",
                name = name, field = field, value = value
            ),
            Stop::Unfit(why) => Said::from(*why),
            Stop::Deep => say!(
                en: "layers are nested too deep here; the rest is shown as data",
                zh: "此处嵌套的层过多，其余按数据显示",
            ),
        }
    }
}

impl<'a> Stack<'a> {
    /// The octets of layer `i`: header and payload.
    #[inline]
    pub fn bytes(&self, i: usize) -> &'a [u8] {
        let layer = &self.layers[i];
        &self.frame[layer.start..layer.end]
    }

    /// The octets of the header of layer `i`.
    #[inline]
    pub fn header(&self, i: usize) -> &'a [u8] {
        let layer = &self.layers[i];
        &self.frame[layer.start..layer.body]
    }

    /// The octets of the payload of layer `i`.
    #[inline]
    pub fn payload(&self, i: usize) -> &'a [u8] {
        let layer = &self.layers[i];
        &self.frame[layer.body..layer.end]
    }

    /// Whether layer `i` is `protocol`.
    #[inline]
    pub fn is(&self, i: usize, protocol: &'static Protocol) -> bool {
        std::ptr::eq(self.layers[i].protocol, protocol)
    }

    /// The layer that carries layer `i`, if it is not the outermost.
    #[inline]
    pub fn below(&self, i: usize) -> Option<usize> {
        let parent = self.layers[i].parent;
        (parent != i).then_some(parent)
    }

    /// The layers that layer `i` carries directly.
    pub fn above(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        (i + 1..self.layers.len()).filter(move |child| self.layers[*child].parent == i)
    }

    /// Whether octets that layer `i` asks for in vain may have been cut off: by the capture, or because a layer below is
    /// not all there. Where nothing was, the layer's own lengths are wrong.
    pub fn is_cut(&self, i: usize) -> bool {
        self.frame.len() < self.original || self.below(i).is_some_and(|below| !self.is_whole(below))
    }

    /// The octets of the field `field` that the payload of layer `i` left over, if it did.
    pub fn left_over(&self, i: usize, field: &'static super::Field) -> Option<Range<usize>> {
        let mut own = self.surplus.iter().filter(|surplus| surplus.layer == i);
        own.find(|surplus| std::ptr::eq(surplus.field, field)).map(|surplus| surplus.start..surplus.end)
    }

    /// Whether no octet of layer `i` is missing, as far as its own lengths and those of the layers below it tell.
    pub fn is_whole(&self, i: usize) -> bool {
        let mut at = i;
        loop {
            if matches!(self.layers[at].stop, Some(Stop::Short { .. })) {
                return false;
            }
            match self.below(at) {
                Some(below) => at = below,
                None => return true,
            }
        }
    }
}
