//! Numbers, addresses and text off the wire into a string, without the machinery of `fmt`: the summary line's hot path.

/// The numbers from 00 to ff, one behind the other.
const TWO_NIBBLES: &str = {
    const DIGITS: [u8; 512] = {
        let mut digits = [0; 512];
        let mut i = 0;
        while i < 256 {
            digits[i * 2] = b"0123456789abcdef"[i >> 4];
            digits[i * 2 + 1] = b"0123456789abcdef"[i & 0xf];
            i += 1;
        }
        digits
    };
    match str::from_utf8(&DIGITS) {
        Ok(digits) => digits,
        Err(_) => "",
    }
};

/// The numbers from 000 to 999, each in four letters with a blank behind it; behind all of them the same without zeros in
/// front, so with one to three blanks behind.
const FOUR_LETTERS: &str = {
    const DIGITS: [u8; 2 * TO_THE_LEFT] = {
        let mut digits = [b' '; 2 * TO_THE_LEFT];
        let mut i = 0;
        while i < 1000 {
            let shown = [b'0' + (i / 100) as u8, b'0' + (i / 10 % 10) as u8, b'0' + (i % 10) as u8];
            let left_out = 3 - length(i as u64);
            let mut at = 0;
            while at < 3 {
                digits[i * 4 + at] = shown[at];
                if at >= left_out {
                    digits[TO_THE_LEFT + i * 4 + at - left_out] = shown[at];
                }
                at += 1;
            }
            i += 1;
        }
        digits
    };
    match str::from_utf8(&DIGITS) {
        Ok(digits) => digits,
        Err(_) => "",
    }
};

/// Where the numbers without zeros in front begin.
const TO_THE_LEFT: usize = 4000;

/// The octets in base 10 with a dot, each with blanks behind it to four letters.
const WITH_DOT: &str = {
    const DIGITS: [u8; 1024] = {
        let mut digits = [b' '; 1024];
        let mut i = 0;
        while i < 256 {
            let length = length(i as u64);
            let mut at = 0;
            while at < length {
                digits[i * 4 + at] = FOUR_LETTERS.as_bytes()[TO_THE_LEFT + i * 4 + at];
                at += 1;
            }
            digits[i * 4 + length] = b'.';
            i += 1;
        }
        digits
    };
    match str::from_utf8(&DIGITS) {
        Ok(digits) => digits,
        Err(_) => "",
    }
};

/// How many digits a number below 1000 has.
const fn length(value: u64) -> usize {
    1 + (value >= 10) as usize + (value >= 100) as usize
}

/// The numbers from 00000000 to 11111111 in base 2.
static EIGHT_BITS: [&str; 256] = {
    const DIGITS: &str = {
        const ALL: [u8; 2048] = {
            let mut digits = [b'0'; 2048];
            let mut i = 0;
            while i < 2048 {
                digits[i] += ((i / 8) >> (7 - i % 8) & 1) as u8;
                i += 1;
            }
            digits
        };
        match str::from_utf8(&ALL) {
            Ok(digits) => digits,
            Err(_) => "",
        }
    };
    let mut octets = [""; 256];
    let mut i = 0;
    while i < 256 {
        octets[i] = DIGITS.split_at(i * 8).1.split_at(8).0;
        i += 1;
    }
    octets
};

/// A number in base 10.
pub fn number(out: &mut String, value: u64) {
    if value >= 1_000_000 {
        number(out, value / 1_000_000);
        three_decimals(out, value / 1000);
        return three_decimals(out, value);
    }
    // no branch tells long numbers from short ones: a processor would guess wrong at every other port
    let (high, low) = (value / 1000, value % 1000);
    let is_long = high > 0;
    four_letters(out, TO_THE_LEFT + high as usize * 4, if is_long { length(high) } else { 0 });
    let begin = if is_long { 0 } else { TO_THE_LEFT };
    four_letters(out, begin + low as usize * 4, if is_long { 3 } else { length(low) });
}

/// The same for a place in a frame, which mostly has three digits at most.
pub fn place(out: &mut String, octet: usize) {
    if octet < 1000 {
        four_letters(out, TO_THE_LEFT + octet * 4, length(octet as u64));
    } else {
        number(out, octet as u64);
    }
}

/// The first `count` of four letters. All are written and those too many taken away again: to copy a number of letters that
/// is known only then takes longer.
#[inline]
fn four_letters(out: &mut String, at: usize, count: usize) {
    let end = out.len() + count;
    out.push_str(&FOUR_LETTERS[at..at + 4]);
    out.truncate(end);
}

/// The last three digits of a number.
#[inline]
fn three_decimals(out: &mut String, value: u64) {
    let at = (value % 1000) as usize * 4;
    out.push_str(&FOUR_LETTERS[at..at + 3]);
}

/// How many digits a number has in base 10.
pub fn decimals_of(value: u64) -> usize {
    value.checked_ilog10().map_or(1, |most| most as usize + 1)
}

/// The digit of a number below 16, in base 16 or, below ten, in base 10.
fn digit(value: u64) -> char {
    let value = (value & 0xf) as u8;
    char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value })
}

/// A number below 100 with two digits.
pub fn two_decimals(out: &mut String, value: u64) {
    let at = (value % 100) as usize * 4;
    out.push_str(&FOUR_LETTERS[at + 1..at + 3]);
}

/// A number in base 10 with at least `digits` digits.
pub fn decimals(out: &mut String, value: u64, digits: usize) {
    match digits {
        // parts of a second
        6 if value < 1_000_000 => {
            three_decimals(out, value / 1000);
            three_decimals(out, value);
        }
        9 if value < 1_000_000_000 => {
            three_decimals(out, value / 1_000_000);
            three_decimals(out, value / 1000);
            three_decimals(out, value);
        }
        _ => {
            out.extend(std::iter::repeat_n('0', digits.saturating_sub(decimals_of(value))));
            number(out, value);
        }
    }
}

/// A number in base 16 with at least `digits` digits, without `0x`.
pub fn hex(out: &mut String, value: u64, digits: usize) {
    if let (2, 0..0x100) = (digits, value) {
        let at = value as usize * 2;
        return out.push_str(&TWO_NIBBLES[at..at + 2]);
    }
    let needed = (64 - value.leading_zeros() as usize).div_ceil(4).max(digits).max(1);
    if needed.is_multiple_of(2) && needed <= 16 {
        for octet in value.to_be_bytes().iter().skip(8 - needed / 2) {
            let at = usize::from(*octet) * 2;
            out.push_str(&TWO_NIBBLES[at..at + 2]);
        }
        return;
    }
    for i in (0..needed).rev() {
        out.push(digit(if i < 16 { value >> (i * 4) } else { 0 }));
    }
}

/// The two digits of an octet in base 16.
pub fn two_digits(octet: u8) -> [u8; 2] {
    TWO_NIBBLES.as_bytes().as_chunks::<2>().0[usize::from(octet)]
}

/// Octets in base 16, two digits each, with `between` between them.
pub fn octets(out: &mut String, bytes: &[u8], between: &str) {
    for (i, octet) in bytes.iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        hex(out, u64::from(*octet), 2);
    }
}

/// A MAC address as IEEE 802 writes it in examples and Linux prints it: `02:00:00:00:10:10`.
pub fn mac(out: &mut String, bytes: &[u8]) {
    octets(out, bytes, ":");
}

/// The same as a string of its own, for a message.
pub fn shown_mac(bytes: &[u8]) -> String {
    let mut out = String::new();
    mac(&mut out, bytes);
    out
}

/// An octet in base 10 and a dot.
#[inline]
pub fn octet_and_dot(out: &mut String, octet: u8) {
    let (at, end) = (usize::from(octet) * 4, out.len() + length(octet.into()) + 1);
    out.push_str(&WITH_DOT[at..at + 4]);
    out.truncate(end);
}

/// An IPv4 address in dotted decimal.
pub fn ipv4(out: &mut String, address: [u8; 4]) {
    let [a, b, c, d] = address;
    octet_and_dot(out, a);
    octet_and_dot(out, b);
    octet_and_dot(out, c);
    four_letters(out, TO_THE_LEFT + usize::from(d) * 4, length(d.into()));
}

/// An IPv6 address as RFC 5952 writes it.
pub fn ipv6(out: &mut String, address: [u8; 16]) {
    // the octets of a mapped IPv4 address are written as one (RFC 5952 §5)
    if let [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d] = address {
        out.push_str("::ffff:");
        return ipv4(out, [a, b, c, d]);
    }
    let groups = std::net::Ipv6Addr::from(address).segments();
    // of the longest runs of two zero groups or more the first is left out (RFC 5952 §4.2)
    let (mut gap, mut longest, mut run) = (groups.len(), 1, 0);
    for (i, group) in groups.into_iter().enumerate() {
        run = if group == 0 { run + 1 } else { 0 };
        if run > longest {
            (gap, longest) = (i + 1 - run, run);
        }
    }
    let mut i = 0;
    while i < groups.len() {
        if i == gap {
            out.push_str("::");
            i += longest;
            continue;
        }
        if i > 0 && i != gap + longest {
            out.push(':');
        }
        hex(out, groups[i].into(), 1);
        i += 1;
    }
}

/// An octet in base 2.
pub fn bits(out: &mut String, octet: u8) {
    out.push_str(eight_bits(octet));
}

/// The eight digits of an octet in base 2.
pub fn eight_bits(octet: u8) -> &'static str {
    EIGHT_BITS[usize::from(octet)]
}

/// Octets that should be text: printable ASCII as it stands, all else (and `\`) as `\xhh`. Not more than `most` octets;
/// `...` says that there were more.
pub fn escaped(out: &mut String, bytes: &[u8], most: usize) {
    let is_plain = |octet: &u8| matches!(octet, b' '..=b'[' | b']'..=b'~');
    let mut rest = bytes.get(..most).unwrap_or(bytes);
    while let Some(octet) = rest.first() {
        let plain = rest.iter().position(|octet| !is_plain(octet)).unwrap_or(rest.len());
        out.push_str(str::from_utf8(&rest[..plain]).unwrap_or_default());
        if plain == 0 {
            out.push_str("\\x");
            hex(out, u64::from(*octet), 2);
        }
        rest = &rest[plain.max(1)..];
    }
    if bytes.len() > most {
        out.push_str("...");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(with: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        with(&mut out);
        out
    }

    #[test]
    fn numbers_and_addresses_are_written_as_fmt_writes_them() {
        let ends = (0..19).flat_map(|digits| [10_u64.pow(digits) - 1, 10_u64.pow(digits)]);
        for value in ends.chain([0, 99, 255, 65_535, 1_001_000, 1_234_567_890_123, u64::MAX]) {
            assert_eq!(written(|out| number(out, value)), value.to_string());
            assert_eq!(decimals_of(value), value.to_string().len());
            for digits in 0..12 {
                assert_eq!(written(|out| decimals(out, value, digits)), format!("{value:0digits$}"));
            }
            assert_eq!(written(|out| hex(out, value, 2)), format!("{value:02x}"));
            assert_eq!(written(|out| hex(out, value, 4)), format!("{value:04x}"));
        }
        for octet in 0..=255 {
            let address = [octet, 0, 255, octet];
            assert_eq!(written(|out| ipv4(out, address)), std::net::Ipv4Addr::from(address).to_string());
        }
        assert_eq!(written(|out| mac(out, &[2, 0, 0, 0, 16, 255])), "02:00:00:00:10:ff");
        assert_eq!(written(|out| bits(out, 0xa5)), "10100101");
    }

    /// All patterns of zero and other groups, and each length of a group, as std writes them.
    #[test]
    fn ipv6_addresses_are_written_as_std_writes_them() {
        for pattern in 0..256u32 {
            for group in [0x1, 0xa0, 0xfff, 0xffff] {
                let groups: [u16; 8] = std::array::from_fn(|i| if pattern >> i & 1 == 1 { group } else { 0 });
                let address = std::net::Ipv6Addr::from(groups);
                assert_eq!(written(|out| ipv6(out, address.octets())), address.to_string());
            }
        }
        let mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4];
        assert_eq!(written(|out| ipv6(out, mapped)), "::ffff:1.2.3.4");
    }

    #[test]
    fn text_off_the_wire_cannot_steer_a_terminal() {
        assert_eq!(
            written(|out| escaped(out, b"GET \x1b[2J\\\xc3\xa9\r\n", 80)),
            "GET \\x1b[2J\\x5c\\xc3\\xa9\\x0d\\x0a"
        );
        assert_eq!(written(|out| escaped(out, b"/a/long/path", 7)), "/a/long...");
    }
}
