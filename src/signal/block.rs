//! The code groups of 4B/5B: IEEE 802.3 table 24-1.

/// Five bits that are sent together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name between slashes: `0` to `F` for data, a letter for control.
    pub name: char,
    /// The five bits; the most significant is sent first.
    pub bits: u8,
    /// The four bits it stands for; the least significant would be sent first.
    pub data: Option<u8>,
}

impl Group {
    const fn data(name: char, data: u8, bits: u8) -> Group {
        Group { name, bits, data: Some(data) }
    }

    const fn control(name: char, bits: u8) -> Group {
        Group { name, bits, data: None }
    }

    /// Its bits in the order in which they are sent.
    pub fn line(&self) -> impl Iterator<Item = bool> + use<> {
        let bits = self.bits;
        (0..WIDTH).rev().map(move |place| bits >> place & 1 == 1)
    }

    /// The group of five bits.
    pub(super) fn of(bits: u8) -> Option<&'static Group> {
        GROUPS.iter().find(|group| group.bits == bits)
    }

    fn of_data(data: u8) -> Option<&'static Group> {
        GROUPS.iter().find(|group| group.data == Some(data))
    }

    /// The control group of that name.
    pub(super) fn named(name: char) -> Option<&'static Group> {
        GROUPS.iter().find(|group| group.name == name && group.data.is_none())
    }
}

/// Bits of a group.
pub(super) const WIDTH: usize = 5;
/// What stands in place of the first octet of the preamble: start of stream, /J/K/ (IEEE 802.3 §24.2.2).
pub(super) const START: [char; 2] = ['J', 'K'];
/// The octet of the preamble that they stand for.
pub(super) const STARTED: u8 = 0x55;
/// What stands behind the FCS: end of stream, /T/R/ (IEEE 802.3 §24.2.2).
pub(super) const END: [char; 2] = ['T', 'R'];

/// The sixteen data groups, idle, the two delimiters and the error group.
#[rustfmt::skip]
pub static GROUPS: [Group; 22] = [
    Group::data('0', 0x0, 0b11110), Group::data('1', 0x1, 0b01001),
    Group::data('2', 0x2, 0b10100), Group::data('3', 0x3, 0b10101),
    Group::data('4', 0x4, 0b01010), Group::data('5', 0x5, 0b01011),
    Group::data('6', 0x6, 0b01110), Group::data('7', 0x7, 0b01111),
    Group::data('8', 0x8, 0b10010), Group::data('9', 0x9, 0b10011),
    Group::data('A', 0xa, 0b10110), Group::data('B', 0xb, 0b10111),
    Group::data('C', 0xc, 0b11010), Group::data('D', 0xd, 0b11011),
    Group::data('E', 0xe, 0b11100), Group::data('F', 0xf, 0b11101),
    Group::control('I', 0b11111),
    Group::control('J', 0b11000), Group::control('K', 0b10001),
    Group::control('T', 0b01101), Group::control('R', 0b00111),
    Group::control('H', 0b00100),
];

/// The groups of octets: of each octet the lower four bits first (IEEE 802.3 §22.2.3). A `delimited` frame has /J/K/ in
/// place of its first octet, and /T/R/ behind its last.
pub fn groups(octets: &[u8], delimited: bool) -> Vec<&'static Group> {
    let control = |names: [char; 2]| names.into_iter().filter_map(Group::named);
    let skipped = usize::from(delimited && !octets.is_empty());
    let data = octets.iter().skip(skipped).flat_map(|octet| [octet & 0xf, octet >> 4]);
    let start = control(START).take(2 * skipped);
    start.chain(data.filter_map(Group::of_data)).chain(control(END).take(2 * skipped)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn groups_are_five_bits_and_all_different() {
        let bits: BTreeSet<u8> = GROUPS.iter().map(|group| group.bits).collect();
        assert_eq!(bits.len(), GROUPS.len());
        assert!(bits.iter().all(|bits| *bits < 32));
        for data in 0..16 {
            assert_eq!(Group::of_data(data).map(|group| group.name.to_digit(16)), Some(Some(data.into())));
        }
    }

    /// What 4B/5B is for: data never has more than three zeros in a row, whatever stands beside it, as no group begins
    /// with more than one or ends with more than two.
    #[test]
    fn data_has_at_most_three_zeros_in_a_row() {
        for group in GROUPS.iter().filter(|group| group.data.is_some()) {
            assert!(group.bits >> 3 != 0 && group.bits & 0b111 != 0, "{}", group.name);
        }
    }

    #[test]
    fn a_frame_is_delimited() {
        let names = |delimited| -> String {
            groups(&[0x55, 0xd5, 0x0f], delimited).iter().map(|group| group.name).collect()
        };
        assert_eq!(names(false), "555DF0");
        assert_eq!(names(true), "JK5DF0TR");
        assert!(groups(&[], true).is_empty());
    }
}
