//! `netlab mac`: every notation of an address gives the same page, vendors are those that other programs name, and what
//! is no MAC address is refused where it is wrong.

mod common;

use common::{ask, finish, netlab, none, pipe, read, root, run, skip};
use netlab::address::known::{KNOWN, Use};
use netlab::address::oui::{self, Registry, assigned};
use netlab::address::{link_local, modified_eui64, of_ipv4_group, of_modified_eui64, typed};
use netlab::draw::width;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::process::Command;

fn shown(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout
}

fn json(address: &str) -> Value {
    serde_json::from_str(&shown(&["mac", "--json", address])).expect("JSON")
}

/// A page has this piece, line for line.
#[track_caller]
fn has(page: &str, piece: &str) {
    assert!(page.contains(piece), "{piece}\nis not in\n{page}");
}

/// 1b is 00011011 and goes out as 11011000, 44 as 00100010; drawn by hand.
#[test]
fn the_bits_as_they_are_drawn_by_hand() {
    let page = shown(&["mac", "00:1b:44:11:3a:b7"]);
    has(
        &page,
        "
octet  0        1        2        3        4        5
hex    00       1b       44       11       3a       b7
bits   00000000 00011011 01000100 00010001 00111010 10110111
             |'- I/G 0  individual: one interface
             '-- U/L 0  universal: IEEE assigns the block
block  |----- OUI 00:1b:44 -----| |-------- serial --------|
wire   00000000 11011000 00100010 10001000 01011100 11101101
       ^^ sent first: I/G, then U/L
",
    );
    has(&page, "SanDisk Corporation  MA-L 00:1b:44/24, IEEE 20");
    // RFC 4291 appendix A
    has(&page, "  02:1b:44:ff:fe:11:3a:b7   U/L turned over: 00 becomes 02\n  fe80::21b:44ff:fe11:3ab7 ");
    has(&page, "00-1B-44-11-3A-B7 (IEEE, Windows), 001b.4411.3ab7 (Cisco)");
    let page = shown(&["mac", "00:1b:44:11:3a:b7", "--lang", "zh"]);
    has(&page, "\n划分   |----- OUI 00:1b:44 -----| |--------- 序号 ---------|\n线路   00000000 11011000");
}

/// An MA-M ends behind 28 bits, an MA-S behind 36: in the middle of an octet.
#[test]
fn the_border_is_that_of_the_assignment() {
    let medium = shown(&["mac", "c8:5c:e2:71:02:03"]);
    has(&medium, "\nblock  |------- MA-M, 28 bits -------||------ serial ------|\n");
    let small = shown(&["mac", "8c:1f:64:af:a0:01"]);
    has(&small, "\nblock  |----------- MA-S, 36 bits ------------||- serial --|\n");
    let group = shown(&["mac", "01:00:5e:00:00:fb"]);
    has(&group, "\nblock  |------ 01:00:5e, 0 -------|| low 23 bits of group -|\n");
    // three octets on a line where there is room for no more
    let narrow = finish(netlab(&["mac", "8c:1f:64:af:a0:01"]).env("COLUMNS", "59")).stdout;
    has(&narrow, "\nbits   10001100 00011111 01100100\n");
    has(&narrow, "\nblock  |-----------||- serial --|\n");
}

#[test]
fn pages_keep_to_their_columns() {
    let addresses = [
        "00:1b:44:11:3a:b7",
        "02:42:ac:11:00:02",
        "01:00:5e:00:00:fb",
        "33:33:ff:11:3a:b7",
        "ff:ff:ff:ff:ff:ff",
        "da:a1:19:00:00:01",
        "00:00:5e:00:01:05",
        "11:11:11:11:11:11",
        "04:00:00:00:00:01",
        "2e:00:00:00:00:01",
        "00:ca:e0:00:00:01",
    ];
    let mut args = vec!["mac"];
    args.extend(addresses);
    let mut wrong = Vec::new();
    for args in [args, vec!["mac", "--known"], vec!["mac", "--search", "hangzhou"]] {
        for (lang, columns) in [("en", 80), ("en", 60), ("en", 58), ("zh", 80), ("zh", 60), ("zh+en", 80)] {
            let mut command = netlab(&args);
            let ran = finish(command.args(["--lang", lang]).env("COLUMNS", columns.to_string()));
            assert_eq!(ran.status, 0);
            let wide = ran.stdout.lines().filter(|line| width(line) > columns);
            wrong.extend(wide.map(|line| format!("{args:?} {lang} {columns}: {line}")));
            assert!(ran.stdout.lines().all(|line| line == line.trim_end()));
        }
    }
    none(wrong, "lines are too long");
}

/// What the first two bits, the groups and the blocks of programs say.
#[test]
fn sorts_of_addresses_are_told_apart() {
    for (address, sort, group, local, quadrant) in [
        ("00:1b:44:11:3a:b7", "unicast", false, false, Value::Null),
        ("ff:ff:ff:ff:ff:ff", "broadcast", true, true, Value::Null),
        ("00:00:00:00:00:00", "zero", false, false, Value::Null),
        ("01:80:c2:00:00:0e", "multicast", true, false, Value::Null),
        ("52:54:00:12:34:56", "unicast", false, true, "AAI".into()),
        ("da:a1:19:00:00:01", "unicast", false, true, "ELI".into()),
        ("2e:00:00:00:00:01", "unicast", false, true, "SAI".into()),
        ("f6:00:00:00:00:01", "unicast", false, true, "reserved".into()),
    ] {
        let object = json(address);
        assert_eq!(object["address"], address);
        assert_eq!((&object["sort"], &object["quadrant"]), (&Value::from(sort), &quadrant), "{address}");
        assert_eq!((&object["group"], &object["local"]), (&group.into(), &local.into()), "{address}");
    }
    let known = |address: &str| {
        let object = json(address);
        let known = &object["known"];
        (known["name"].as_str().unwrap_or("").to_string(), known["custom"].as_bool())
    };
    assert_eq!(known("00:50:56:c0:00:08"), ("VMware".into(), Some(false)));
    assert_eq!(known("08:00:27:83:28:a6"), ("VirtualBox".into(), Some(false)));
    assert_eq!(known("52:54:00:12:34:56"), ("QEMU/KVM".into(), Some(true)));
    assert_eq!(known("00:00:5e:00:01:05"), ("VRRP, IPv4".into(), Some(false)));
    assert_eq!(known("01:80:c2:00:00:0e"), ("LLDP, PTP peer delay".into(), Some(false)));
    assert_eq!(known("00:1b:44:11:3a:b7"), (String::new(), None));
    // Docker's 02:42, then 172.17.0.2
    assert_eq!(json("02:42:ac:11:00:02")["ipv4"], "172.17.0.2");
}

/// RFC 1112 §6.4 and RFC 2464 §7, counted here once more.
#[test]
fn the_groups_behind_an_address_are_all_that_go_to_it() {
    let object = json("01:00:5e:00:00:fb");
    let groups: Vec<Ipv4Addr> = object["ipv4_groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| group.as_str().and_then(|group| group.parse().ok()).expect("an address"))
        .collect();
    let all: Vec<Ipv4Addr> =
        (224..=239u8).flat_map(|first| [0, 128].map(|second| Ipv4Addr::new(first, second, 0, 251))).collect();
    assert_eq!(groups, all);
    assert!(groups.iter().all(|group| of_ipv4_group(group.octets()) == [1, 0, 0x5e, 0, 0, 0xfb]));
    assert_eq!(object["well_known_groups"][0]["name"], "mDNS");
    // only half of the block is groups of IPv4
    assert_eq!(json("01:00:5e:80:00:01")["ipv4_groups"], Value::Array(Vec::new()));
    has(&shown(&["mac", "01:00:5e:00:00:fb"]), "224.0.0.251, 224.128.0.251, 225.0.0.251 ... 239.128.0.251");

    let object = json("33:33:00:01:00:03");
    assert_eq!(object["ipv6_groups"]["low_bits"], "00010003");
    assert_eq!(object["ipv6_groups"]["count"], (1u128 << 88).to_string());
    let names: Vec<_> = object["well_known_groups"].as_array().expect("groups").iter().collect();
    assert_eq!((&names[0]["address"], &names[1]["address"]), (&"ff02::1:3".into(), &"ff05::1:3".into()));
    let solicited = json("33:33:ff:11:3a:b7");
    assert_eq!(solicited["well_known_groups"][0]["address"], "ff02::1:ff11:3ab7");
}

/// What is wrong, the part of it that is meant, and what to type.
#[test]
fn what_is_no_mac_address_is_refused_where_it_is_wrong() {
    for (word, what, mark, hint) in [
        ("00:1b:44:11:3a", "12 hexadecimal digits; there are 10", "^^^^^^^^^^^^^^", "00:1b:44:11:3a:b7"),
        ("00:1b:44", "there are 6", "^^^^^^^^", "--search 00:1b:44"),
        ("00:1b:44:11:3a:b7:01", "there are 14", "                  ^^", "netlab mac"),
        (
            "0:1b-44:11:3a:b7",
            "separated by `:` before, by `-` here",
            "    ^",
            "`netlab mac 0:1b:44:11:3a:b7`",
        ),
        ("0-1b-44-11-3a-b7", "should have 2 digits, `0` has 1", "^", "`netlab mac 00:1b:44:11:3a:b7`"),
        ("001b.4411.3ab", "should have 4 digits, `3ab` has 3", "          ^^^", "001b.4411.3ab7"),
        ("00 1b 44 11 3a b7", "space", "  ^", "`netlab mac 00:1b:44:11:3a:b7`"),
        ("0x001b44113ab7", "without `0x`", "^^", "`netlab mac 001b44113ab7`"),
        ("00:1b:4O:11:3a:b7", "`O` is no hexadecimal digit", "       ^", "`0`"),
        ("00：1b：44：11：3a：b7", "`：` is no hexadecimal digit", "  ^^", "`:`"),
        ("०0:1b:44:11:3a:b7", "`०` is no hexadecimal digit", "^", "00:1b:44:11:3a:b7"),
        ("00:1b:44:11:3a:b7/24", "no prefix length", "                 ^", "`netlab mac 00:1b:44:11:3a:b7`"),
        ("00:1b::11:3a:b7", "no digit stands before this `:`", "      ^", "netlab mac"),
        ("00:1b:44:11:3a:b7:", "nothing stands behind the last `:`", "                 ^", "netlab mac"),
        ("", "the word is empty", "^", "netlab mac"),
        (
            "02:1b:44:ff:fe:11:3a:b7",
            "8 octets, an EUI-64",
            "^^^^^^^^^^^^^^^^^^^^^^^",
            "`netlab mac 00:1b:44:11:3a:b7`",
        ),
        ("021b44fffe113ab7", "8 octets, an EUI-64", "^^^^^^^^^^^^^^^^", "`netlab mac 00:1b:44:11:3a:b7`"),
        ("021b44aaaa113ab7", "8 octets, an EUI-64", "^^^^^^^^^^^^^^^^", "made of no MAC address"),
        (
            "fe80::21b:44ff:fe11:3ab7",
            "an IPv6 address",
            "^^^^^^^^^^^^^^^^^^^^^^^^",
            "`netlab mac 00:1b:44:11:3a:b7`",
        ),
        ("ff02::fb", "an IPv6 address", "^^^^^^^^", "`netlab mac 33:33:00:00:00:fb`"),
        ("239.255.255.250", "an IPv4 address", "^^^^^^^^^^^^^^^", "`netlab mac 01:00:5e:7f:ff:fa`"),
        ("192.0.2.1", "an IPv4 address", "^^^^^^^^^", "ARP"),
    ] {
        let ran = run(&["mac", word]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{word}");
        let lines: Vec<&str> = ran.stderr.lines().collect();
        let [first, second, third, rest @ ..] = lines.as_slice() else { panic!("{}", ran.stderr) };
        assert!(first.starts_with("error: ") && first.contains(what), "{word}: {first}");
        assert_eq!(second.trim_start(), word);
        let indent = second.len() - word.len();
        assert_eq!(third.get(indent..), Some(mark), "{word}");
        assert!(rest.concat().contains(hint), "{word}: {rest:?}");
        let zh = run(&["mac", "--lang", "zh", "--", word]).stderr;
        assert!(zh.starts_with("错误："), "{zh}");
    }
}

/// The work goes on after a wrong address, and what is read on a pipe may have comments.
#[test]
fn a_batch_goes_on_after_a_bad_line() {
    let input = "00:1b:44:11:3a:b7 # a card\n\n# nothing\nzz\n0180.c200.000e\r\n";
    for args in [&["mac", "--json"][..], &["mac", "--json", "-"]] {
        let ran = pipe(args, input.as_bytes());
        assert_eq!(ran.status, 2);
        let addresses: Vec<Value> = ran
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["address"].clone())
            .collect();
        assert_eq!(addresses, ["00:1b:44:11:3a:b7", "01:80:c2:00:00:0e"]);
        assert!(ran.stderr.starts_with("error: line 4: `z` is no hexadecimal digit"), "{}", ran.stderr);
    }
    // octets that are no text
    let ran = pipe(&["mac", "-"], b"\xff\x1b[2J\n");
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(!ran.stderr.contains('\x1b'), "{}", ran.stderr);
}

#[test]
fn search_finds_names_and_prefixes() {
    let page = shown(&["mac", "--search", "SANDISK"]);
    has(&page, "00:1b:44/24           MA-L  SanDisk Corporation\n");
    // names in other letters, and a beginning typed in any notation
    has(&shown(&["mac", "--search", "杭州德澜"]), "MA-L  杭州德澜科技有限公司");
    for word in ["00:1b:44", "001B44", "00-1b-44-11-3a-b7", "001b.44"] {
        has(&shown(&["mac", "--search", word]), "00:1b:44/24           MA-L  SanDisk Corporation\n");
    }
    has(&shown(&["mac", "--search", "8c:1f:64:af:a"]), "8c:1f:64:af:a0/36     MA-S  DATA ELECTRONIC");
    has(&shown(&["mac", "--search", "qemu"]), "52:54:00/24           *     QEMU/KVM: virtual machines");
    let apple = shown(&["mac", "--search", "apple, inc.", "--json"]);
    let objects: Vec<Value> = apple.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(objects.len() > 1000 && objects.iter().all(|object| object["name"] == "Apple, Inc."));
    assert!(objects.iter().any(|object| object["prefix"] == "00:03:93" && object["bits"] == 24));

    let none = run(&["mac", "--search", "no such vendor"]);
    assert_eq!((none.status, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("`no such vendor` is in no name"), "{}", none.stderr);
    assert_eq!(run(&["mac", "--search", " "]).status, 2);
}

/// Wireshark's list of vendors, made from the same registries years before.
#[test]
fn vendors_are_those_that_wireshark_names() {
    let from_tshark = Command::new("tshark").args(["-G", "manuf"]).output();
    let text = match from_tshark {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).expect("UTF-8"),
        // before Wireshark 4.2 it is a file
        _ => match fs::read_to_string("/usr/share/wireshark/manuf") {
            Ok(text) => text,
            Err(_) => return skip("no list of vendors of Wireshark"),
        },
    };
    let letters =
        |name: &str| name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let registered: BTreeMap<_, _> =
        oui::all().map(|each| ((each.prefix, each.registry.bits()), each.name)).collect();
    let (mut rows, mut found, mut same) = (0, 0, 0);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let [prefix, .., name] = line.split('\t').map(str::trim).collect::<Vec<_>>()[..] else { continue };
        let (digits, bits) = prefix.split_once('/').unwrap_or((prefix, "24"));
        let Ok(bits @ (24 | 28 | 36)) = bits.parse::<usize>() else { continue };
        let digits: String = digits.chars().filter(char::is_ascii_hexdigit).collect();
        let Ok(address) = typed(&format!("{digits:0<12}")) else { panic!("{line}") };
        rows += 1;
        if let Some(ours) = registered.get(&(address, bits)) {
            found += 1;
            same += usize::from(letters(ours) == letters(name));
        }
    }
    assert!(rows > 40_000, "{rows} rows");
    // some prefixes there were never assigned by IEEE; companies change their names
    assert!(found * 1000 > rows * 998, "{found} of {rows}");
    assert!(same * 100 > rows * 90, "{same} of {rows}");
}

/// Wireshark's list of well-known addresses, written by other hands.
#[test]
fn well_known_groups_are_those_of_wireshark() {
    let Ok(text) = fs::read_to_string("/usr/share/wireshark/wka") else {
        return skip("no list of well-known addresses of Wireshark");
    };
    let theirs = |address: &str| -> String {
        let row = text.lines().find(|line| line.split_whitespace().next() == Some(address));
        row.unwrap_or_default().to_lowercase()
    };
    for (address, word, ours) in [
        ("01-00-0C-CC-CC-CC", "cdp", "CDP"),
        ("01-00-0C-CC-CC-CD", "pvst", "PVST"),
        ("01-80-C2-00-00-01", "mac-specific-ctrl", "PAUSE"),
        ("01-80-C2-00-00-02", "slow-protocols", "Slow Protocols"),
        ("01-80-C2-00-00-03", "nearest-non-tpmr", "nearest non-TPMR"),
        ("01-80-C2-00-00-07", "elmi", "E-LMI"),
        ("01-80-C2-00-00-08", "provider-bridge", "provider bridge"),
        ("01-80-C2-00-00-0D", "provider-bridge-mvrp", "provider bridge MVRP"),
        ("01-80-C2-00-00-0E", "lldp", "LLDP"),
        ("01-80-C2-00-00-14", "level-1-is", "IS-IS, level 1"),
        ("01-80-C2-00-00-15", "level-2-is", "IS-IS, level 2"),
        ("01-80-C2-00-00-40", "rbridges", "TRILL"),
        ("AB-00-00-01-00-00", "mop-dump/load", "MOP dump/load"),
        ("AB-00-00-02-00-00", "mop-remote-console", "MOP remote console"),
        ("CF-00-00-00-00-00", "loopback", "Ethernet loopback"),
    ] {
        assert!(theirs(address).contains(word), "{address}: {}", theirs(address));
        let name = json(address)["known"]["name"].as_str().expect("a name").to_string();
        assert!(name.contains(ours), "{address}: {name}");
    }
    let known = |address: [u8; 6]| KNOWN.iter().find(|known| known.prefix == address).expect("known");
    assert!(theirs("00-00-5E-00-01/40").contains("vrrp"));
    assert_eq!(known([0, 0, 0x5e, 0, 1, 0]).bits, 40);
    assert!(theirs("00-00-0C-07-AC/40").contains("hsrp"));
    assert_eq!(known([0, 0, 0x0c, 7, 0xac, 0]).used, Use::Protocol);
}

/// Python's ipaddress reads and writes IPv6 addresses without netlab's help.
#[test]
fn the_link_local_address_is_that_of_python() {
    let script = "
import ipaddress, sys
mac = bytes.fromhex(sys.argv[1].replace(':', ''))
eui = bytes([mac[0] ^ 2]) + mac[1:3] + b'\\xff\\xfe' + mac[3:]
print(ipaddress.IPv6Address(b'\\xfe\\x80' + bytes(6) + eui))";
    for address in ["00:1b:44:11:3a:b7", "02:00:00:00:00:01", "fe:ff:ff:ff:ff:ff", "36:56:78:9a:bc:de"] {
        let mut python = Command::new("python3");
        if let Some(said) = ask("python3", python.args(["-c", script, address])) {
            assert_eq!(json(address)["ipv6"]["link_local"], said.trim(), "{address}");
        }
    }
}

/// In frames, the vendor or what the address is known for stands beside every MAC address.
#[test]
fn frames_name_the_vendor() {
    let hex = "0180c200000e 001b44113ab7 0806";
    for view in ["--tree", "--dump"] {
        let page = shown(&["frame", view, hex]);
        has(&page, "01:80:c2:00:00:0e  LLDP, PTP peer delay");
        has(&page, "00:1b:44:11:3a:b7  SanDisk Corporation");
    }
    let page = shown(&["frame", "--tree", "ffffffffffff 525400123456 0806", "--lang", "zh"]);
    has(&page, "ff:ff:ff:ff:ff:ff  广播");
    has(&page, "52:54:00:12:34:56  QEMU/KVM");
    let object: Value = serde_json::from_str(&shown(&["frame", "--json", hex])).expect("JSON");
    let fields = &object["layers"][0]["fields"];
    assert_eq!(fields["src"]["vendor"], "SanDisk Corporation");
    assert_eq!(fields["dst"]["vendor"], Value::Null);
    // a summary has no room for it
    assert!(!shown(&["frame", "--summary", hex]).contains("SanDisk"));
}

/// Every key of the JSON is on the page, and the page shows the day of the table.
#[test]
fn the_page_about_mac_addresses_has_every_key() {
    fn keys(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => object.iter().for_each(|(key, value)| {
                found.push(key.clone());
                keys(value, found);
            }),
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => (),
        }
    }
    let page = read("docs/mac.md");
    let mut found = Vec::new();
    for address in ["00:50:56:00:00:01", "02:42:ac:11:00:02", "01:00:5e:00:00:fb", "33:33:00:00:00:01"] {
        keys(&json(address), &mut found);
    }
    let search = shown(&["mac", "--search", "sandisk", "--json"]);
    keys(&serde_json::from_str(search.lines().next().expect("a line")).expect("JSON"), &mut found);
    none(found.into_iter().filter(|key| !page.contains(&format!("`{key}`"))), "docs/mac.md does not explain");
    has(&shown(&["mac"]), oui::date());
    let manifest = fs::read_to_string(root().join("tools/oui/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("oui-data = \"="), "the release is not pinned");
    let source = fs::read_to_string(root().join("tools/oui/src/main.rs")).expect("a source");
    assert!(source.contains(&format!("const DATE: &str = \"{}\"", oui::date())));
}

/// The table is as large as is said of it, and its registries have all that they should.
#[test]
fn the_registries_are_whole() {
    let counts = Registry::ALL.map(oui::count);
    assert!(counts.iter().sum::<usize>() > 59_000, "{counts:?}");
    let table = fs::metadata(root().join("src/address/oui.bin")).expect("the table").len();
    assert!(table < 1_300_000, "{table} octets");
    // the two prefixes with several owners have all of them
    assert_eq!(
        assigned([0x08, 0x00, 0x30, 0, 0, 1]).map(|found| found.name),
        Some("CERN / NETWORK RESEARCH CORPORATION / ROYAL MELBOURNE INST OF TECH")
    );
}

/// An address in every notation that is read.
fn notations(octets: [u8; 6]) -> Vec<String> {
    let digits: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    let split = |size: usize, by: &str| {
        let groups: Vec<&str> = (0..12).step_by(size).map(|at| &digits[at..at + size]).collect();
        groups.join(by)
    };
    let mut all = vec![
        octets.map(|octet| format!("{octet:x}")).join(":"),
        split(2, ":"),
        split(2, "-"),
        split(2, "."),
        split(4, "."),
        split(4, "-"),
        split(4, ":"),
        split(6, "-"),
        digits.clone(),
    ];
    all.extend(all.clone().iter().map(|word| word.to_uppercase()));
    all
}

#[test]
fn every_notation_gives_the_same_page() {
    for octets in [[0, 0x1b, 0x44, 0x11, 0x3a, 0xb7], [2, 0x42, 0xac, 0x11, 0, 2], [1, 0, 0x5e, 0, 0, 0xfb]] {
        let mut pages = notations(octets).into_iter().map(|word| shown(&["mac", &word]));
        let first = pages.next().expect("a page");
        assert!(pages.all(|page| page == first));
    }
}

proptest! {
    #[test]
    fn every_notation_is_the_same_address(octets in any::<[u8; 6]>()) {
        for word in notations(octets) {
            prop_assert_eq!(typed(&word), Ok(octets), "{}", word);
        }
    }

    #[test]
    fn a_modified_eui64_gives_its_address_back(octets in any::<[u8; 6]>()) {
        let identifier = modified_eui64(octets);
        prop_assert_eq!(of_modified_eui64(identifier), Some(octets));
        let address = Ipv6Addr::from(link_local(identifier));
        prop_assert!(address.is_unicast_link_local());
        // and the command finds it in what was made of it
        let wrong = typed(&address.to_string()).expect_err("an IPv6 address");
        let mac = octets.map(|octet| format!("{octet:02x}")).join(":");
        prop_assert!(wrong.hint.is_some_and(|hint| hint.en.contains(&mac)));
    }

    /// Any text is read or refused, and what is meant lies inside it.
    #[test]
    fn any_text_is_read_or_refused(word in "[0-9a-fA-FxoO:.\\-/ ०：é\x1b]{0,24}|\\PC{0,12}") {
        if let Err(wrong) = typed(&word) {
            prop_assert!(word.get(wrong.at.clone()).is_some(), "{:?} {:?}", word, wrong.at);
            prop_assert!(!wrong.what.zh.is_empty());
        }
    }
}
