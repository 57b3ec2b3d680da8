//! `netlab subnet`: the pages as a class sees them, and the arithmetic held against Python's `ipaddress`.

mod common;

use common::{ask, none, read, root, run};
use netlab::address::given::parse;
use netlab::address::subnet::{by_and, by_block_size, by_powers};
use netlab::address::{Subnet, inside, reverse, special};
use netlab::draw::width;
use netlab::spec::Source;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::process::Command;

fn json(args: &[&str]) -> Value {
    let ran = run(args);
    assert!(ran.status < 2, "{args:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

/// Worked on paper: 200 is 11001000, 248 is 11111000.
#[test]
fn the_and_is_drawn_bit_below_bit() {
    let ran = run(&["subnet", "172.16.200.77/21"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let first = "\
172.16.200.77/21: a host's address, number 77 of 2046

                       octet 1    octet 2    octet 3     octet 4
      172.16.200.77    10101100 . 00010000 . 11001|000 . 01001101  address
  AND 255.255.248.0    11111111 . 11111111 . 11111|000 . 00000000  mask
                       ------------------------------------------
      172.16.200.0     10101100 . 00010000 . 11001|000 . 00000000  network
                       255 keeps  255 keeps  248 splits  0 clears
                                             ^^^^^^^^^ octet 3 decides
                       network: 21 bits            host: 11 bits

255 keeps an octet, 0 clears it. Octet 3 decides: the prefix ends inside it.
  octet 3       128  64  32  16   8 |   4   2   1
  address   200   1   1   0   0   1 |   0   0   0  = 128+64+8
  mask      248   1   1   1   1   1 |   0   0   0  = 128+64+32+16+8
  AND       200   1   1   0   0   1 |   0   0   0  = 128+64+8

Block size: 256 - 248 = 8. The multiple of 8 at or below 200 is 200 (the next
  is 208): 172.16.200.0
Powers of 2: host bits 32 - 21 = 11, and 2^11 = 2048. 2886781005 is 1409561 x
  2048 + 77; less 77 it is 2886780928 = 172.16.200.0

Subnet
";
    assert!(ran.stdout.starts_with(first), "{}", ran.stdout);
    // the drawing and the three ways fit on a screen of 24 lines
    assert!(first.lines().count() <= 24);
}

#[test]
fn two_hosts_on_one_page() {
    let ran = run(&["subnet", "172.16.10.1/24", "172.16.10.2/24"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let page = "\
172.16.10.1 and 172.16.10.2 are in one subnet, 172.16.10.0/24

Both hosts have the mask /24:
                       octet 1    octet 2    octet 3    octet 4
  A   172.16.10.1      10101100 . 00010000 . 00001010 | 00000001  address
  AND 255.255.255.0    11111111 . 11111111 . 11111111 | 00000000  mask
                       -----------------------------------------
      172.16.10.0      10101100 . 00010000 . 00001010 | 00000000  network

  B   172.16.10.2      10101100 . 00010000 . 00001010 | 00000010  address
  AND 255.255.255.0    11111111 . 11111111 . 11111111 | 00000000  mask
                       -----------------------------------------
      172.16.10.0      10101100 . 00010000 . 00001010 | 00000000  network
                  bit 31: first difference, behind the prefix ^
  172.16.10.0 = 172.16.10.0; each has the other in its subnet

A asks ARP: who-has 172.16.10.2 tell 172.16.10.1; the frame goes to B's MAC
  address
B asks ARP: who-has 172.16.10.1 tell 172.16.10.2; the frame goes to A's MAC
  address
";
    assert_eq!(ran.stdout, page);
    let ran = run(&["--lang", "zh", "subnet", "172.16.10.1/24", "172.16.10.2/24"]);
    let page = "\
172.16.10.1 和 172.16.10.2 在同一个子网 172.16.10.0/24

两台主机的掩码都是 /24：
                       字节 1     字节 2     字节 3     字节 4
  A   172.16.10.1      10101100 . 00010000 . 00001010 | 00000001  地址
  AND 255.255.255.0    11111111 . 11111111 . 11111111 | 00000000  掩码
                       -----------------------------------------
      172.16.10.0      10101100 . 00010000 . 00001010 | 00000000  网络地址

  B   172.16.10.2      10101100 . 00010000 . 00001010 | 00000010  地址
  AND 255.255.255.0    11111111 . 11111111 . 11111111 | 00000000  掩码
                       -----------------------------------------
      172.16.10.0      10101100 . 00010000 . 00001010 | 00000000  网络地址
                             第 31 位：第一个不同，在前缀之后 ^
  172.16.10.0 = 172.16.10.0；双方都在对方的子网内

A 用 ARP 询问：who-has 172.16.10.2 tell 172.16.10.1；帧发往 B 的 MAC 地址
B 用 ARP 询问：who-has 172.16.10.1 tell 172.16.10.2；帧发往 A 的 MAC 地址
";
    assert_eq!(ran.stdout, page);
}

/// Each host asks its own mask, and that one is told what comes of it.
#[test]
fn masks_that_disagree_have_a_symptom() {
    let ran = run(&["subnet", "172.16.10.1/16", "172.16.11.1/24"]);
    assert_eq!(ran.status, 1);
    for words in [
        "172.16.10.1 takes 172.16.11.1 for a neighbour, but not the other way round",
        "A asks its own mask, /16:",
        "B asks its own mask, /24:",
        "A asks ARP: who-has 172.16.11.1 tell 172.16.10.1",
        "B asks ARP for its gateway",
        "B answers through its",
        "proxy ARP, RFC 1027",
    ] {
        assert!(ran.stdout.replace("\n  ", " ").contains(words), "{words}: {}", ran.stdout);
    }
    let object = json(&["subnet", "172.16.10.1/16", "172.16.11.1/24", "--json"]);
    assert_eq!((&object["verdict"], &object["same"]), (&"asymmetric".into(), &false.into()));
    assert_eq!(object["views"][0]["neighbour"], true);
    assert_eq!(object["views"][1]["for"], "gateway");
    assert_eq!(object["views"][1]["first_differing_bit"], 24);
    // the other way round the other one is at fault
    let ran = run(&["subnet", "172.16.11.1/24", "172.16.10.1/16"]);
    assert!(ran.stdout.starts_with("172.16.10.1 takes 172.16.11.1 for a neighbour"), "{}", ran.stdout);
    assert!(ran.stdout.contains("B asks ARP for A and sends"), "{}", ran.stdout);
}

#[test]
fn ipv6_hosts_ask_no_arp() {
    let ran = run(&["subnet", "2001:db8::1/64", "2001:db8::ab:cdef/64"]);
    assert_eq!(ran.status, 0);
    for words in ["if\nthe prefix is on-link (RFC 5942", "ff02::1:ffab:cdef", "Neighbor Solicitation"] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("who-has"));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    for (args, words) in [
        (&["subnet", "10.0.0.1/24", "2001:db8::1/64"][..], "two families"),
        (&["subnet", "172.16.10.1", "172.16.10.2"], "without a mask nobody can tell"),
        (&["subnet"], "an address is needed"),
        (&["subnet", "10.0.0.1/24", "--mac", "00:1b:44:11:3a:b7"], "IPv6 prefix of 64 bits"),
        (&["subnet", "2001:db8::/64", "--mac", "00:1b"], "12 digits"),
    ] {
        let ran = run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        assert!(ran.stderr.contains(words) && ran.stderr.contains("\nhint: "), "{}", ran.stderr);
    }
}

#[test]
fn what_was_assumed_is_said() {
    let ran = run(&["subnet", "10.0.0.5"]);
    assert_eq!(
        ran.stderr,
        "note: `10.0.0.5` was given without a prefix and is read as 10.0.0.5/32, this one address\n"
    );
    let ran = run(&["subnet", "10.0.0.5/0.0.0.0"]);
    assert!(ran.stderr.starts_with("note: the mask 0.0.0.0 is read as a netmask, /0"), "{}", ran.stderr);
    let ran = run(&["subnet", "10.1.1.1/24", "10.1.1.2"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("10.1.1.2 was given without a prefix and takes"), "{}", ran.stderr);
}

/// RFC 2464 §4 prints the identifier of 34-56-78-9A-BC-DE.
#[test]
fn an_identifier_is_made_of_a_mac_address() {
    let object = json(&["subnet", "2001:db8::/64", "--mac", "34-56-78-9A-BC-DE", "--json"]);
    assert_eq!(object["eui64_address"], "2001:db8::3656:78ff:fe9a:bcde");
    assert_eq!(object["eui64_link_local"], "fe80::3656:78ff:fe9a:bcde");
    let page = run(&["subnet", "2001:db8::/64", "--mac", "34-56-78-9A-BC-DE"]).stdout;
    assert!(page.contains("RFC 8981") && page.contains("7217"), "{page}");
    let back: Ipv6Addr = "fe80::3656:78ff:fe9a:bcde".parse().expect("an address");
    assert_eq!(inside::mac_of(back), Some([0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]));
}

#[test]
fn ipv4_addresses_are_found_inside() {
    for (word, kind, ipv4) in [
        ("::ffff:192.0.2.33", "mapped", "192.0.2.33"),
        ("::192.0.2.33", "compatible", "192.0.2.33"),
        // RFC 6052 §2.4
        ("64:ff9b::192.0.2.33", "nat64", "192.0.2.33"),
        ("2002:c000:221::1", "6to4", "192.0.2.33"),
        ("fe80::5efe:192.0.2.33", "isatap", "192.0.2.33"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "teredo", "192.0.2.45"),
    ] {
        let found = &json(&["subnet", word, "--json"])["embedded"];
        assert_eq!((&found["kind"], &found["ipv4"]), (&kind.into(), &ipv4.into()), "{word}");
    }
    let found = &json(&["subnet", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "--json"])["embedded"];
    assert_eq!((&found["port"], &found["server"]), (&40000.into(), &"65.54.227.120".into()));
    for word in ["::", "::1", "2001:db8::1"] {
        assert!(json(&["subnet", word, "--json"])["embedded"].is_null(), "{word}");
    }
}

const PAGES: &[&[&str]] = &[
    &["172.16.10.1/24"],
    &["255.255.255.255/9"],
    &["192.0.0.9/32"],
    &["10.0.0.0/0"],
    &["224.0.0.251"],
    &["2001:db8:abcd:12ff::1/57"],
    &["2001:0:4136:e378:8000:63bf:3fff:fdd2/64"],
    &["ff05::1:3/128"],
    &["fd12:3456:789a:1::1/64", "--mac", "00:1b:44:11:3a:b7"],
    &["192.168.100.100/23", "--steps"],
    &["2001:db8::1/45", "--steps"],
    &["172.16.10.1/16", "172.16.11.1/24"],
    &["255.255.255.253/31", "255.255.255.254/31"],
    &["172.16.10.0/24", "172.16.10.255/24"],
    &["2001:db8:ffff:ffff:ffff:ffff:ffff:1/48", "2001:db8:ffff:1::1/64"],
    &["10.0.0.1/24", "10.0.0.2/24", "10.0.1.3/23"],
    &["--table"],
];

/// Nothing stands beyond the edge but names in the DNS and addresses that are longer than a line.
#[test]
fn pages_keep_to_their_width_in_both_languages() {
    let mut wide = Vec::new();
    for args in PAGES {
        for lang in ["en", "zh"] {
            for columns in [80, 60] {
                let mut command = common::netlab(&["subnet", "--lang", lang]);
                let ran = common::finish(command.args(*args).env("COLUMNS", columns.to_string()));
                assert!(ran.status < 2 && !ran.stdout.is_empty(), "{args:?}: {}", ran.stderr);
                let lines =
                    ran.stdout.lines().filter(|line| width(line) > columns && !line.contains("ip6.arpa"));
                wide.extend(lines.map(|line| format!("{args:?} {lang} {columns}: {line}")));
            }
        }
    }
    none(wide, "too wide");
}

#[test]
fn json_is_the_same_in_every_language() {
    for args in PAGES {
        let with = |lang| run(&[&["--lang", lang, "subnet", "--json"], *args].concat()).stdout;
        let en = with("en");
        serde_json::from_str::<Value>(&en).unwrap_or_else(|error| panic!("{args:?}: {error}: {en}"));
        assert_eq!(en, with("zh"));
    }
}

/// The rows of `tests/subnet/cases.tsv`, of which the networks were worked out by Python's `ipaddress`.
#[test]
fn every_row_of_the_cases_holds() {
    let script = root().join("tests/subnet_cases.py");
    let table = root().join("tests/subnet/cases.tsv");
    let mut command = Command::new("python3");
    command.args([script.as_os_str(), table.as_os_str()]).arg(env!("CARGO_BIN_EXE_netlab"));
    if let Some(said) = ask("python3", &mut command) {
        assert!(said.ends_with(" cases hold, 0 do not\n"), "{said}");
    }
}

/// Python's `ipaddress` on thousands of random prefixes of both families, in one run.
#[test]
fn python_works_out_the_same_networks() {
    let script = "
import ipaddress, sys
for line in sys.stdin:
    i = ipaddress.ip_interface(line.strip())
    n, bits = i.network, i.network.max_prefixlen - i.network.prefixlen
    first, last, usable = n[0], n[-1], n.num_addresses
    if bits > 1:
        first, usable = n[1], usable - 1
        if n.version == 4:
            last, usable = n[-2], usable - 1
    bc = n[-1] if n.version == 4 and bits > 1 else None
    print(i, n, bc, first, last, usable, n.num_addresses, i.ip.reverse_pointer, sep='|')
";
    let mut runner = TestRunner::deterministic();
    let numbers = (any::<u128>(), 0u8..=128, any::<bool>());
    let words: Vec<String> = (0..4000)
        .map(|_| {
            let (number, len, v4) = numbers.new_tree(&mut runner).expect("a value").current();
            if v4 {
                format!("{}/{}", Ipv4Addr::from(number as u32), len % 33)
            } else {
                format!("{}/{len}", Ipv6Addr::from(number))
            }
        })
        .collect();
    let mut python = Command::new("python3");
    let file = common::directory("subnet-python").join("words");
    std::fs::write(&file, words.join("\n")).expect("written");
    python.args(["-c", script]).stdin(std::fs::File::open(&file).expect("opened"));
    let Some(said) = ask("python3", &mut python) else { return };
    assert_eq!(said.lines().count(), words.len());
    for (word, line) in words.iter().zip(said.lines()) {
        let given = parse(word).expect("an address");
        let subnet = Subnet::of(given.net());
        let broadcast = subnet.broadcast.map_or("None".to_string(), |addr| addr.to_string());
        let ours = format!(
            "{}|{}|{broadcast}|{}|{}|{}|{}|{}",
            given.net(),
            subnet.network,
            subnet.first,
            subnet.last,
            subnet.usable,
            subnet.total,
            reverse::name(given.addr)
        );
        assert_eq!(ours, line, "{word}");
    }
}

proptest! {
    /// The AND, the block size and the powers of two are worked out each by itself, and give one network.
    #[test]
    fn the_three_ways_agree(number in any::<u128>(), len in 0u8..=128) {
        let v4 = IpAddr::from(Ipv4Addr::from(number as u32));
        for (addr, len) in [(v4, len % 33), (IpAddr::from(Ipv6Addr::from(number)), len)] {
            let network = ipnet::IpNet::new(addr, len).expect("a length that fits").network();
            prop_assert_eq!(by_and(addr, len), network);
            prop_assert_eq!(by_block_size(addr, len), network);
            prop_assert_eq!(by_powers(addr, len), network);
        }
    }
}

/// The blocks have no host bits, stand once, and what is most specific is the answer.
#[test]
fn the_registries_are_sound() {
    let mut seen = HashSet::new();
    let mut wrong = Vec::new();
    for special in special::SPECIAL {
        let block = special.block();
        if block != block.trunc() || !seen.insert(block) {
            wrong.push(format!("{block} {}", special.name));
        }
        for addr in [block.network(), block.broadcast()] {
            let found = special::of(addr).expect("itself");
            if found.len < special.len || !found.contains(addr) || !block.contains(&addr) {
                wrong.push(format!("{addr}: {}", found.name));
            }
        }
    }
    none(wrong, "a row of the registry");
    for (addr, block) in [
        ("192.0.0.8", "192.0.0.8/32"),
        ("192.0.0.7", "192.0.0.0/29"),
        ("192.0.0.11", "192.0.0.0/24"),
        ("0.0.0.1", "0.0.0.0/8"),
        ("100.127.255.255", "100.64.0.0/10"),
        ("198.19.0.0", "198.18.0.0/15"),
        ("2001:1::3", "2001:1::3/128"),
        ("2001:1::4", "2001::/23"),
        ("3fff:fff:ffff::", "3fff::/20"),
        ("febf::1", "fe80::/10"),
    ] {
        let found = special::of(addr.parse().expect("an address")).expect("a block");
        assert_eq!(found.block().to_string(), block, "{addr}");
    }
    for addr in ["1.1.1.1", "100.128.0.0", "172.32.0.0", "198.20.0.0", "2001:200::", "3fff:1000::", "fec0::1"]
    {
        assert!(special::of(addr.parse().expect("an address")).is_none(), "{addr}");
    }
}

/// What netlab prints of a special-purpose block is what IANA's registry says of it, column by column.
#[test]
fn the_registries_are_iana_s() {
    let table = read("tests/subnet/special.tsv");
    let mut rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for special in special::SPECIAL.iter().filter(|special| !special.name.starts_with("Multicast")) {
        let block = special.block();
        let is = |row: &&str| row.split('\t').next().and_then(|typed| typed.parse().ok()) == Some(block);
        let Some(at) = rows.iter().position(is) else {
            wrong.push(format!("{block}: not in IANA's registry"));
            continue;
        };
        let row: Vec<_> = rows.remove(at).split('\t').collect();
        let truth = |value| if value { "True" } else { "False" };
        let columns = special.columns.map_or(["-"; 5], |columns| {
            let global = columns.global.map_or("N/A", truth);
            let [source, destination] = [columns.source, columns.destination].map(truth);
            [source, destination, truth(columns.forwardable), global, truth(columns.reserved)]
        });
        if special.name != row[1] || columns != row[3..8] {
            wrong.push(format!("{row:?}: {} {columns:?}", special.name));
        }
        let Source::Rfc(number, section) = special.source else { panic!("{block}: {}", special.source) };
        let named = row[2].split_once(", Section ").map_or("", |(_, section)| section);
        if !row[2].contains(&format!("[RFC{number}]")) || !section.starts_with(named) {
            wrong.push(format!("{block}: {} where IANA has {}", special.source, row[2]));
        }
    }
    wrong.extend(rows.iter().map(|row| format!("missing: {row}")));
    none(wrong, "the registry of IANA");
}

/// A name of a registry may hold quotation marks.
#[test]
fn the_json_of_every_special_block_is_sound() {
    for typed in ["0.0.0.0", "0.1.2.3", "192.0.0.170", "255.255.255.255", "::", "64:ff9b::1", "2001:db8::1"] {
        let ran = run(&["subnet", typed, "--json"]);
        let page: serde_json::Value = serde_json::from_str(&ran.stdout).expect(typed);
        assert!(page["special"][0]["name"].is_string(), "{typed}");
    }
}
