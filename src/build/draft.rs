//! What the author of a frame said of it.

use crate::spec::{Origin, Protocol};

/// A frame as its author describes it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it begins with: a number of the LINKTYPE registry.
    pub link: u32,
    /// How long it was on the wire, where that is more than what is built: a capture cut it.
    pub original: Option<usize>,
    /// Its layers, outermost first; each stands behind the layer that carries it.
    pub sheets: Vec<Sheet>,
}

/// What is said of one layer.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it is.
    pub protocol: &'static Protocol,
    /// The layer that carries it; itself for the outermost.
    pub parent: usize,
    /// Whether it is part of a datagram quoted in an error message.
    pub quoted: bool,
    /// Its fields, lists and options.
    pub fields: Vec<Node>,
    /// The keys of the fields that are not to be there, because the octets end before them.
    pub missing: Vec<String>,
    /// The octet that it began with in the frame it was read from.
    pub at: Option<usize>,
}

/// A key with a value, or with what stands in it.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The key, with `_2` where another of that name stands before it.
    pub key: String,
    /// Its value. What is inside counts more: there it only sums up.
    pub value: Option<Given>,
    /// Whether only some of its bits are there.
    pub cut: bool,
    /// What it is made of.
    pub inside: Vec<Node>,
    /// Who says so.
    pub origin: Origin,
    /// The bits that it had in the frame it was read from.
    pub bits: Option<(usize, usize)>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number.
    Number(u64),
    /// A number below zero.
    Negative(i64),
    /// One bit.
    Flag(bool),
    /// What a person types: an address, a name, the name of a code point, characters.
    Word(String),
    /// The octets themselves.
    Octets(Vec<u8>),
    /// Bits that are not whole octets.
    Bits(Vec<bool>),
}

impl Sheet {
    /// A layer with nothing in it yet.
    pub fn new(protocol: &'static Protocol, parent: usize) -> Sheet {
        Sheet { protocol, parent, quoted: false, fields: Vec::new(), missing: Vec::new(), at: None }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Given>) -> Sheet {
        self.fields.push(Node::leaf(key, value));
        self
    }

    /// Adds a list, a group or an option.
    #[must_use]
    pub fn holding(mut self, key: &str, inside: Vec<Node>) -> Sheet {
        self.fields.push(Node::group(key, inside));
        self
    }
}

impl Node {
    /// A key with a value.
    pub fn leaf(key: &str, value: impl Into<Given>) -> Node {
        Node { key: key.to_string(), value: Some(value.into()), ..Node::default() }
    }

    /// A key with what stands in it.
    pub fn group(key: &str, inside: Vec<Node>) -> Node {
        Node { key: key.to_string(), inside, ..Node::default() }
    }

    /// The same, but the recipe says so and not the author.
    #[must_use]
    pub fn by(mut self, origin: Origin) -> Node {
        self.origin = origin;
        self
    }

    /// Its key without the `_2` that tells it from one before.
    pub fn plain_key(&self) -> &str {
        match self.key.rsplit_once('_') {
            Some((key, number)) if number.parse::<u32>().is_ok_and(|number| number > 1) => key,
            _ => &self.key,
        }
    }
}

impl From<u64> for Given {
    fn from(number: u64) -> Given {
        Given::Number(number)
    }
}

impl From<&str> for Given {
    fn from(word: &str) -> Given {
        Given::Word(word.to_string())
    }
}

impl From<String> for Given {
    fn from(word: String) -> Given {
        Given::Word(word)
    }
}

impl From<Vec<u8>> for Given {
    fn from(octets: Vec<u8>) -> Given {
        Given::Octets(octets)
    }
}

impl From<bool> for Given {
    fn from(set: bool) -> Given {
        Given::Flag(set)
    }
}
