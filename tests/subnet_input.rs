//! What may be typed for an address, and how everything else is refused.

mod common;

use common::{none, read};
use netlab::address::given::{parse, parse_address, parse_all, parse_prefix};
use netlab::address::{Form, Given, Prefix};
use netlab::spec::Trouble;
use proptest::prelude::*;
use std::net::IpAddr;

fn given(word: &str) -> Given {
    parse(word).unwrap_or_else(|trouble| panic!("{word}: {trouble:?}"))
}

#[test]
fn every_way_to_write_a_prefix() {
    for (word, len, form) in [
        ("172.16.10.1/24", 24, Form::Length),
        ("172.16.10.1/0", 0, Form::Length),
        ("172.16.10.1/255.255.255.0", 24, Form::Netmask),
        ("172.16.10.1/255.255.255.255", 32, Form::Netmask),
        ("172.16.10.1/128.0.0.0", 1, Form::Netmask),
        ("172.16.10.1/0.0.0.0", 0, Form::Netmask),
        ("172.16.10.1/0.0.0.255", 24, Form::Wildcard),
        ("172.16.10.1/0.15.255.255", 12, Form::Wildcard),
        ("172.16.10.1/127.255.255.255", 1, Form::Wildcard),
        ("172.16.10.1/0xffffff00", 24, Form::Hex),
        ("172.16.10.1/0XFFFFFFFF", 32, Form::Hex),
    ] {
        let given = given(word);
        assert_eq!(given.prefix, Some(Prefix { len, form }), "{word}");
        assert_eq!(given.addr.to_string(), "172.16.10.1");
        assert_eq!(given.net().to_string(), format!("172.16.10.1/{len}"));
        let noted = form == Form::Wildcard || word.ends_with("/0.0.0.0");
        assert_eq!(given.assumed().is_some(), noted, "{word}");
    }
    let bare = given("172.16.10.1");
    assert_eq!((bare.prefix, bare.prefix_len()), (None, 32));
    assert!(bare.assumed().is_some_and(|said| said.en.contains("/32") && said.zh.contains("/32")));
    assert_eq!(given("2001:DB8::1/64").net().to_string(), "2001:db8::1/64");
    assert_eq!(given("2001:db8::1").prefix_len(), 128);
    // RFC 5952 §4.2.2: one group of zeros is not shortened
    assert_eq!(
        given("2001:dead:beaf:dead:beaf:dead:beaf::/128").addr.to_string(),
        "2001:dead:beaf:dead:beaf:dead:beaf:0"
    );
}

#[test]
fn a_mask_may_be_the_last_word() {
    let all = |words: &[&str]| -> Vec<String> {
        parse_all(words).expect("words").iter().map(|given| given.net().to_string()).collect()
    };
    assert_eq!(all(&["10.0.0.1", "255.255.255.0"]), ["10.0.0.1/24"]);
    assert_eq!(all(&["10.0.0.1", "0.0.0.255"]), ["10.0.0.1/24"]);
    assert_eq!(all(&["10.0.0.1/8", "10.0.0.2", "255.255.0.0"]), ["10.0.0.1/8", "10.0.0.2/16"]);
    // behind an address that has a prefix, or in front, it is an address
    assert_eq!(all(&["10.0.0.1/24", "255.255.255.0"]), ["10.0.0.1/24", "255.255.255.0/32"]);
    assert_eq!(all(&["255.255.255.0", "10.0.0.1"]), ["255.255.255.0/32", "10.0.0.1/32"]);
    assert_eq!(all(&["10.0.0.1", "10.0.0.2"]), ["10.0.0.1/32", "10.0.0.2/32"]);
    assert_eq!(all(&["255.255.255.0"]), ["255.255.255.0/32"]);
    assert_eq!(all(&[]), [""; 0]);
    assert!(trouble(parse_all(&["10.0.0.1", "255.0.255.0"])).what.en.contains("ones follow zeros"));
}

fn trouble<T>(result: Result<T, Trouble>) -> Trouble {
    result.err().expect("refused")
}

/// What stands above the marks.
fn underlined(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let [.., word, marks] = lines.as_slice() else { panic!("no mark: {said}") };
    let start = marks.find('^').expect("a mark");
    let (mut column, mut out) = (0, String::new());
    for c in word.chars() {
        if column >= start && column < marks.len() {
            out.push(c);
        }
        column += netlab::draw::width(&c.to_string());
    }
    out
}

/// What stands between backticks.
fn quoted(said: &str) -> Vec<String> {
    said.split('`').skip(1).step_by(2).map(String::from).collect()
}

/// The rows of `tests/subnet/faults.tsv`: each is refused, the part at fault underlined, and what it says to type
/// instead is right.
#[test]
fn what_is_wrong_is_underlined_and_mended() {
    let mut wrong = Vec::new();
    let table = read("tests/subnet/faults.tsv");
    assert!(table.lines().count() > 50);
    for line in table.lines().skip(1) {
        let [input, part, reason, typed] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let Err(Trouble { what, hint }) = parse(input) else {
            wrong.push(format!("{input}: accepted"));
            continue;
        };
        let hint = hint.expect("a hint");
        if !what.en.contains(reason) {
            wrong.push(format!("{input}: {}", what.en));
        }
        for said in [&what.en, &what.zh] {
            let marked = underlined(said);
            if marked != part && !(input.is_empty() && marked.is_empty()) {
                wrong.push(format!("{input}: `{marked}` is underlined: {said}"));
            }
        }
        let offered = quoted(&hint.en);
        for typed in typed.split('|') {
            if !offered.iter().any(|offered| offered == typed) {
                wrong.push(format!("{input}: no `{typed}` in: {hint}"));
            }
        }
        let same = quoted(&hint.zh).iter().all(|typed| offered.contains(typed));
        if !same || !what.zh.chars().any(|c| c > '\u{4e00}') {
            wrong.push(format!("{input}: {} {}", what.zh, hint.zh));
        }
        for typed in offered.iter().filter(|typed| typed.contains(['.', ':']) && !typed.contains("netlab")) {
            if parse(typed).is_err() && !input.contains(typed.as_str()) {
                wrong.push(format!("{input}: `{typed}` is offered and refused"));
            }
        }
    }
    none(wrong, "refused with the reason, the place and what to type");
}

#[test]
fn prefixes_and_addresses_by_themselves() {
    assert_eq!(parse_prefix("/24", 32).map(|prefix| prefix.len), Ok(24));
    assert_eq!(parse_prefix("24", 32).map(|prefix| prefix.len), Ok(24));
    assert_eq!(parse_prefix("255.255.255.0", 32).map(|prefix| prefix.len), Ok(24));
    assert_eq!(parse_prefix("/64", 128).map(|prefix| prefix.len), Ok(64));
    for (word, bits) in [("", 32), ("/", 32), ("/33", 32), ("x", 32), ("/0x12", 128), ("２４", 32)] {
        let trouble = trouble(parse_prefix(word, bits));
        assert!(trouble.hint.is_some(), "{word}: {trouble:?}");
    }
    assert_eq!(parse_address("10.0.0.1"), Ok(IpAddr::from([10, 0, 0, 1])));
    let hint = trouble(parse_address("10.0.0.1/24")).hint.expect("a hint");
    assert_eq!(quoted(&hint.en), ["10.0.0.1"]);
}

proptest! {
    /// Whatever is typed, it is read or refused, and what is offered instead is right.
    #[test]
    fn nothing_that_is_typed_is_too_strange(word in "[0-9a-fx.:/ %\\[\\]oOl+,\\-१０。：\u{1b}\u{202e}]{0,24}") {
        match parse(&word) {
            Ok(given) => prop_assert!(given.prefix_len() <= given.bits()),
            Err(trouble) => {
                let hint = trouble.hint.expect("a hint");
                let plain = !trouble.what.en.contains(['\u{1b}', '\u{202e}']);
                prop_assert!(plain);
                let meant = hint.en.strip_prefix("type `").and_then(|rest| rest.strip_suffix('`'));
                if let Some(typed) = meant.filter(|typed| !typed.contains(['`', ' '])) {
                    prop_assert!(parse(typed).is_ok(), "{typed}");
                }
            }
        }
    }

    /// Every address and every prefix of both families is read as std writes it.
    #[test]
    fn what_is_right_is_read(high in any::<u128>(), len in 0u8..=128) {
        let v6 = std::net::Ipv6Addr::from(high);
        prop_assert_eq!(given(&format!("{v6}/{len}")).net().to_string(), format!("{v6}/{len}"));
        let (v4, len) = (std::net::Ipv4Addr::from(high as u32), len.min(32));
        let mask = u32::MAX.checked_shl(32 - u32::from(len)).unwrap_or(0);
        for written in [format!("{len}"), std::net::Ipv4Addr::from(mask).to_string(), format!("{mask:#010x}")] {
            prop_assert_eq!(given(&format!("{v4}/{written}")).net().to_string(), format!("{v4}/{len}"));
        }
    }
}
