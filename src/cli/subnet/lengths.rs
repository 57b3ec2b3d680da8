//! The table of all prefix lengths.

use super::and::mask;
use super::json;
use super::table::{self, Column};
use crate::address::Count;
use crate::address::range::Family;
use crate::address::split::usable;
use crate::address::subnet::deciding;
use crate::spec::text;
use crate::view::Page;
use std::io;
use std::net::{IpAddr, Ipv4Addr};

/// Draws it.
pub fn draw(page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let word = |text: crate::spec::Text| lang.pick(text.en, text.zh).to_string();
    let columns = [
        Column::text(&word(text("prefix", "前缀"))),
        Column::text(&word(text("netmask", "子网掩码"))),
        Column::text(&word(text("wildcard mask", "通配符掩码"))).may_go(1),
        Column::number(&word(text("block", "块大小"))),
        Column::number(&word(text("octet", "字节"))).may_go(2),
        Column::number(&word(text("addresses", "地址数"))),
        Column::number(&word(text("hosts", "主机数"))),
    ];
    let rows: Vec<Vec<String>> = (0..=32u8)
        .map(|len| {
            let part = deciding(IpAddr::V4(Ipv4Addr::UNSPECIFIED), len);
            vec![
                format!("/{len}"),
                mask(Family::V4, len).to_string(),
                wildcard(len).to_string(),
                part.block.to_string(),
                (part.index + 1).to_string(),
                Count::power(32 - len).to_string(),
                usable(Family::V4, 32 - len).to_string(),
            ]
        })
        .collect();
    table::draw(&columns, &rows, page)?;
    page.line("")?;
    let said = crate::say!(
        en: "block: networks begin at its multiples, in that octet. /31: RFC 3021. IPv6 is counted in the same way: \
             a /64 is 2^64 addresses, one for each interface identifier.",
        zh: "块大小：各网络在该字节中从它的倍数开始。/31 见 RFC 3021。IPv6 的算法相同：/64 有 2^64 个地址，对应每个接口标识符。"
    );
    page.prose(0, None, &said.show(lang))
}

fn wildcard(len: u8) -> Ipv4Addr {
    Ipv4Addr::from(u32::MAX.checked_shr(len.into()).unwrap_or(0))
}

/// The same as a list of objects.
pub fn json() -> String {
    let mut out = String::from("[");
    for len in 0..=32u8 {
        json::comma(&mut out);
        out.push('{');
        json::small(&mut out, "prefix", len.into());
        json::text(&mut out, "mask", mask(Family::V4, len));
        json::text(&mut out, "wildcard", wildcard(len));
        let part = deciding(IpAddr::V4(Ipv4Addr::UNSPECIFIED), len);
        json::small(&mut out, "block", part.block.into());
        json::small(&mut out, "octet", part.index as u64 + 1);
        json::number(&mut out, "total", Count::power(32 - len));
        json::number(&mut out, "usable", usable(Family::V4, 32 - len));
        out.push('}');
    }
    out.push(']');
    out
}
