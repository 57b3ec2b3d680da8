//! Fields whose octets are found without a walk over what stands before them.

use super::test::Test;
use crate::spec::{Choice, Field, Kind, Slot};

/// A field of fixed place, under the choices that must have been taken.
#[derive(Clone, Debug)]
pub struct Fixed {
    slot: Slot,
    read: Read,
    guards: Box<[Guard]>,
}

/// How its bits are read.
#[derive(Clone, Copy, Debug)]
enum Read {
    /// Up to 64 bits as a number.
    Number,
    /// The same in two's complement.
    Signed,
    /// 128 bits as a number.
    Wide,
    /// Octets.
    Octets,
}

/// A choice and the case of it that must hold.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    on: Decides,
    choice: &'static Choice,
    case: usize,
}

/// What decides a choice, found beforehand.
#[derive(Clone, Copy, Debug)]
pub enum Decides {
    Field(Slot),
    Look(fn(&[u8]) -> u64),
}

impl Guard {
    /// A field of fixed place decides.
    pub fn field(slot: Slot) -> Decides {
        Decides::Field(slot)
    }

    /// A look at the layer's octets decides.
    pub fn look(look: fn(&[u8]) -> u64) -> Decides {
        Decides::Look(look)
    }

    #[inline]
    fn holds(&self, header: &[u8], layer: &[u8]) -> bool {
        let value = match self.on {
            Decides::Field(slot) => slot.read(header),
            Decides::Look(look) => Some(look(layer)),
        };
        value.is_some_and(|value| {
            self.choice.cases.iter().position(|case| case.when.holds(value)) == Some(self.case)
        })
    }
}

impl Decides {
    /// The case `case` of `choice` is to be taken.
    pub fn takes(self, choice: &'static Choice, case: usize) -> Guard {
        Guard { on: self, choice, case }
    }
}

impl Fixed {
    /// A field at `slot`, if its value can be read there without its neighbours.
    pub fn new(slot: Slot, field: &Field, guards: &[Guard]) -> Option<Fixed> {
        let whole = slot.bit.is_multiple_of(8) && slot.width.is_multiple_of(8);
        let read = match field.kind {
            Kind::Uint | Kind::Hex | Kind::Flag | Kind::Named(_) | Kind::NamedHex(_) if slot.width <= 64 => {
                Read::Number
            }
            Kind::Int if slot.width <= 64 => Read::Signed,
            Kind::Mac if slot.width == 48 => Read::Number,
            Kind::Ipv4 if slot.width == 32 => Read::Number,
            Kind::Ipv6 if slot.width == 128 && whole => Read::Wide,
            Kind::Bytes if whole => Read::Octets,
            _ => return None,
        };
        Some(Fixed { slot, read, guards: guards.into() })
    }

    /// Whether the field passes the test; `None` where it does not stand in the layer, or not wholly.
    #[inline]
    pub fn check(&self, header: &[u8], layer: &[u8], test: &Test) -> Option<bool> {
        if !self.guards.iter().all(|guard| guard.holds(header, layer)) {
            return None;
        }
        match self.read {
            Read::Number => self.slot.read(header).map(|number| test.number(number)),
            Read::Signed => {
                let number = self.slot.read(header)?;
                let unused = 64u32.saturating_sub(self.slot.width as u32);
                let signed = number.checked_shl(unused).unwrap_or(0) as i64;
                Some(test.number(Test::signed(signed.checked_shr(unused).unwrap_or(0))))
            }
            Read::Wide => self.slot.array(header).map(|octets| test.wide(u128::from_be_bytes(octets))),
            Read::Octets => self.slot.bytes(header).map(|octets| test.octets(octets)),
        }
    }
}
