//! Classless static routes: a prefix length decides how many octets of the destination are written.

use super::area;
use super::values::PIECE;
use crate::spec::{
    Amount, Case, Choice, Field, Kind, Label, On, Part, Repeat, Source, Unit, When, text, write,
};

/// The value of option 121.
pub static CLASSLESS: &[Part] = &[Part::Choice(Choice {
    on: On::Look(area::in_pieces::<121>),
    cases: &[Case { when: When::Is(1), parts: PIECE }, Case { when: When::Else, parts: ROUTES }],
})];

/// The value of option 249, the same under an older number of Microsoft's.
pub static MICROSOFT: &[Part] = &[Part::Choice(Choice {
    on: On::Look(area::in_pieces::<249>),
    cases: &[Case { when: When::Is(1), parts: PIECE }, Case { when: When::Else, parts: ROUTES }],
})];

static ROUTES: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new("routes", "routes", text("the routes, in no order", "各条路由，不分先后")),
    each: Label::new("route", "route", text("one route", "一条路由")),
    count: None,
    parts: &[
        Part::Field(
            Field::uint(
                "width",
                "width of subnet mask",
                8,
                text(
                    "the prefix length: bits of the destination that count",
                    "前缀长度：目的地址中有效的位数",
                ),
            )
            .unit(Unit::Bits(1))
            .source(Source::Rfc(3442, "")),
        ),
        Part::Field(Field::sized(
            "destination",
            "significant octets of subnet number",
            Amount::of("width").per(8),
            Kind::Ipv4Prefix,
            text(
                "the destination; only the octets that the prefix touches are written, none for the default route",
                "目的网络；只写出前缀涉及的字节，默认路由一个也不写",
            ),
        )),
        Part::Field(Field::ipv4(
            "router",
            "router",
            text(
                "the next hop; 0.0.0.0 where the destination is on the link itself",
                "下一跳；目的网络就在本链路上时为 0.0.0.0",
            ),
        )),
    ],
})];

/// Writes a whole value as `10.0.0.0/8 via 192.0.2.1, …`; whether it was one.
pub fn spell(mut value: &[u8], out: &mut String) -> bool {
    while let Some((&width, rest)) = value.split_first() {
        let octets = usize::from(width.div_ceil(8));
        let (Some(significant), Some(router)) = (rest.get(..octets), rest.get(octets..octets + 4)) else {
            return false;
        };
        if width > 32 {
            return false;
        }
        let mut destination = [0; 4];
        destination[..octets].copy_from_slice(significant);
        out.push_str(if out.is_empty() { "" } else { ", " });
        write::ipv4(out, destination);
        out.push('/');
        write::number(out, u64::from(width));
        out.push_str(" via ");
        write::ipv4(out, <[u8; 4]>::try_from(router).unwrap_or_default());
        value = &rest[octets + 4..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::spell;

    #[test]
    fn routes_are_spelled_as_people_write_them() {
        // the destinations of RFC 3442's own table of examples
        let mut out = String::new();
        let value = [
            0, 10, 0, 0, 1, 8, 10, 10, 0, 0, 2, 17, 10, 17, 0, 10, 0, 0, 3, 25, 10, 229, 0, 128, 10, 0, 0, 4,
        ];
        assert!(spell(&value, &mut out));
        assert_eq!(
            out,
            "0.0.0.0/0 via 10.0.0.1, 10.0.0.0/8 via 10.0.0.2, 10.17.0.0/17 via 10.0.0.3, 10.229.0.128/25 via 10.0.0.4"
        );
        for cut in [1, 4, 6, 27] {
            assert!(!spell(&value[..cut], &mut String::new()), "{cut}");
        }
        assert!(!spell(&[33, 1, 2, 3, 4, 5, 6, 7, 8, 9], &mut String::new()));
    }
}
