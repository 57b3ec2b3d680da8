//! The `--where` language: which frames are wanted, said with the keys of the tables.
//!
//! ```
//! use netlab::filter::Filter;
//!
//! let filter = Filter::parse("tcp.dst_port == 80 and ipv4.src in 172.16.10.0/24").unwrap();
//! assert!(!filter.needs_findings());
//!
//! let trouble = Filter::parse("tcp.prot == 80").unwrap_err();
//! assert_eq!(trouble.what.en, "TCP has no field `prot`\n  tcp.prot == 80\n      ^^^^");
//! assert_eq!(trouble.hint.unwrap().en, "did you mean `tcp.port`?");
//! ```
//!
//! An expression is made of conditions, joined with `and` (`&&`), `or` (`||`), `not` (`!`) and parentheses; `not` binds
//! tightest, then `and`, then `or`. A condition is a key alone or a key compared with a value:
//!
//! | condition | holds where |
//! |---|---|
//! | `arp` | a layer of the protocol is there |
//! | `dhcp.xid`, `tcp.mss` | the field or option is there, whatever it says |
//! | `tcp.syn` | a field of one bit is there **and set**; `tcp.syn in {0, 1}` asks only whether it is there |
//! | `==` `<` `<=` `>` `>=` | one instance of the field compares so |
//! | `!=` | the field is there, and no instance of it equals the value |
//! | `in 80..89`, `in 80-89` | a range, both ends included |
//! | `in 172.16.10.0/24` | an address of a prefix (IPv4, IPv6, MAC) |
//! | `in {80, 443, 8000..8999}` | a set of values, ranges and prefixes |
//! | `not in` | as with `!=` |
//! | `contains "GET"` | text or octets stand somewhere in a field, in a layer with its payload (`tcp`), in the `frame` |
//!
//! A key is a protocol and the names of the tables behind it, as in JSON. Names of lists and groups may be left out,
//! those of options not: `tcp.options.mss.mss`, `tcp.mss.mss`, and `tcp.mss` alone for the one value it has. Where a
//! protocol has a source and a destination, `addr` is either of `src` and `dst`, `port` of `src_port` and `dst_port`.
//! Layers inside a datagram that an error message quotes are looked at only with `quoted.` in front.
//!
//! The frame itself has `frame.number`, `frame.len` (octets on the wire), `frame.captured` (octets in the file),
//! `frame.time`, `frame.time_relative` (seconds since the first frame), `frame.link`, `frame.interface` and
//! `frame.direction` (`inbound`, `outbound`); what was found wrong in it has `finding`, `finding.severity` (`note` < `warning` < `error`) and `finding.rule`.
//!
//! Values are read as the key needs them, and what does not fit is told before a frame is read: `80`, `0x50`, `0b101`,
//! code points by name (`arp.op == request`), `172.16.10.10`, `2001:db8::1`, `02:00:00:00:10:10`, octets `0x02ab` or
//! `02:ab`, text in quotes, times `2020-07-28T00:37:23Z` (UTC where no offset is given).

mod fixed;
mod keys;
mod lex;
mod parse;
mod run;
mod test;
mod value;

pub use parse::keys;

use crate::capture::{Time, Via};
use crate::spec::{OsiLayer, Stack, Trouble};
use run::Node;

/// A filter, ready to be asked of many frames.
#[derive(Clone, Debug)]
pub struct Filter {
    node: Node,
}

/// What is known of a frame beside its octets.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// Its number in the input, from 1.
    pub number: u64,
    /// When it was captured.
    pub time: Option<Time>,
    /// When the first frame of the input was captured.
    pub first: Option<Time>,
    /// The number of its link type.
    pub link: u32,
    /// The interface that it passed.
    pub interface: Option<Via<'a>>,
    /// Tells what was found wrong. Only asked where [`Filter::needs_findings`].
    pub findings: Findings<'a>,
}

impl Facts<'_> {
    /// Nothing but the number of its link type.
    pub fn of(link: u32) -> Facts<'static> {
        Facts { number: 1, time: None, first: None, link, interface: None, findings: &|_| () }
    }
}

/// Calls what it is given with severity (`info`, `warning`, `error`) and rule of every finding of a frame.
pub type Findings<'a> = &'a dyn Fn(&mut dyn FnMut(&str, &str));

impl Filter {
    /// The filter that `source` says.
    ///
    /// # Errors
    /// When `source` is no expression, names what is not known or compares what does not compare; the message holds
    /// the expression with a mark under the place.
    pub fn parse(source: &str) -> Result<Filter, Trouble> {
        parse::parse(source).map(|node| Filter { node })
    }

    /// Whether the frame is wanted.
    ///
    /// Where every field asked for has a fixed place, nothing is allocated.
    #[inline]
    pub fn matches(&self, stack: &Stack<'_>, facts: &Facts<'_>) -> bool {
        self.node.holds(stack, facts)
    }

    /// Whether it asks for findings, so that the caller must look for them.
    pub fn needs_findings(&self) -> bool {
        self.node.needs_findings()
    }

    /// The highest layer it asks about: what is carried above need not be looked at.
    pub fn highest(&self) -> OsiLayer {
        self.node.highest()
    }

    /// Whether it asks for fields without a fixed place, for which layers are taken apart field by field.
    pub fn needs_spans(&self) -> bool {
        self.node.needs_spans()
    }
}
