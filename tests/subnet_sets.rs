//! `netlab subnet` on blocks: split, planned, merged, covered, cut, and many queries at once. Python's `ipaddress` and the
//! crate `iprange` are the second witnesses.

mod common;

use common::{Ran, ask, finish, netlab, pipe, run};
use ipnet::Ipv4Net;
use iprange::IpRange;
use netlab::address::range::Range;
use netlab::address::set::Set;
use netlab::draw::width;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

fn subnet(words: &str) -> Ran {
    let words: Vec<&str> = words.split(' ').collect();
    run(&[&["subnet"], words.as_slice()].concat())
}

fn shown(words: &str) -> String {
    let ran = subnet(words);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{words}");
    ran.stdout
}

fn json(words: &str) -> Value {
    serde_json::from_str(&shown(&format!("{words} --json"))).expect("JSON")
}

/// Trouble: exit status 2, nothing on standard output, and these words on standard error.
fn refused(words: &str, parts: &[&str]) {
    let ran = subnet(words);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{words}: {}", ran.stderr);
    for part in parts {
        assert!(ran.stderr.contains(part), "{words}: no {part:?} in {}", ran.stderr);
    }
}

/// What stands under a key of each object of a list.
fn each(of: &Value, key: &str) -> Vec<String> {
    let list = of.as_array().expect("a list");
    list.iter().map(|item| item[key].as_str().expect("a text").to_string()).collect()
}

fn prefixes(of: &Value) -> Vec<String> {
    of["prefixes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|net| net.as_str().expect("a text").into())
        .collect()
}

#[test]
fn a_plan_is_drawn_to_scale() {
    assert_eq!(
        shown("172.16.0.0/22 --plan sales=500,lab=200,wifi=100,p2p=2"),
        "\
172.16.0.0/22, 1024 addresses, divided by need: the largest subnet first

  +-------------------------------+---------------+-------+-------+
  |             sales             |      lab      | wifi  | free .|
  |              /23              |      /24      |  /25  |.......|
  +-------------------------------+---------------+-------+-------+
  172.16.0.0                      172.16.2.0      172.16.3.0

  172.16.3.128/30, 256 times as large:
  +---------------------------------------------------------------+
  |                              p2p                              |
  |                              /30                              |
  +---------------------------------------------------------------+
  172.16.3.128

  no.  name   asked  subnet           hosts                        usable  waste
    1  sales    500  172.16.0.0/23    172.16.0.1 - 172.16.1.254       510   2.0%
    2  lab      200  172.16.2.0/24    172.16.2.1 - 172.16.2.254       254  21.3%
    3  wifi     100  172.16.3.0/25    172.16.3.1 - 172.16.3.126       126  20.6%
    4  p2p        2  172.16.3.128/30  172.16.3.129 - 172.16.3.130       2     0%

asked for 802 hosts, usable 892: 10.1% of that wasted
the router's own address is one of the hosts asked for; --plus-router adds it to
each
free: 124 addresses, 12.1% of 172.16.0.0/22, as prefixes: 172.16.3.132/30
172.16.3.136/29 172.16.3.144/28 172.16.3.160/27 172.16.3.192/26
"
    );
}

/// ipcalc 0.5 gives 50 hosts a /27, and networks outside of the parent.
#[test]
fn a_plan_has_room_for_what_it_was_asked_in_any_order() {
    let cases = [
        ("192.168.1.0/24", "2,10,20,50", "192.168.1.112/30 192.168.1.96/28 192.168.1.64/27 192.168.1.0/26"),
        ("192.168.1.0/24", "63", "192.168.1.0/25"),
        (
            "172.16.0.0/22",
            "500,200,100,50,2,2",
            "172.16.0.0/23 172.16.2.0/24 172.16.3.0/25 172.16.3.128/26 172.16.3.192/30 172.16.3.196/30",
        ),
        // wishes that fill the parent to the last address
        ("10.0.0.0/29", "2,2", "10.0.0.0/30 10.0.0.4/30"),
    ];
    for (parent, hosts, expected) in cases {
        let plan = json(&format!("{parent} --plan {hosts}"));
        assert_eq!(each(&plan["subnets"], "cidr").join(" "), expected);
    }
    let plan = json("10.0.0.0/29 --plan a=2,b=2");
    assert_eq!(plan["free"].as_array().map(Vec::len), Some(0));
    assert!(shown("10.0.0.0/29 --plan a=2,b=2").ends_with("nothing is left free\n"));
}

#[test]
fn routers_and_links_are_counted_as_asked() {
    let nets = |words: &str| each(&json(words)["subnets"], "cidr");
    assert_eq!(nets("10.0.0.0/24 --plan a=254"), ["10.0.0.0/24"]);
    refused("10.0.0.0/24 --plan a=254 --plus-router", &["a: 255 hosts need a /23", "has room for 254"]);
    assert_eq!(nets("10.0.0.0/24 --plan a=2,b=30 --p2p"), ["10.0.0.32/31", "10.0.0.0/27"]);
    assert_eq!(nets("10.0.0.0/24 --plan a=2,b=30 --plus-router --p2p"), ["10.0.0.64/31", "10.0.0.0/26"]);
    assert_eq!(nets("2001:db8::/64 --plan a=2,b=3 --p2p"), ["2001:db8::4/127", "2001:db8::/126"]);
    refused("10.0.0.0/24 --p2p", &["something is missing"]);
}

#[test]
fn what_does_not_fit_says_what_would() {
    refused("192.168.1.0/24 --plan 255", &["255 hosts need a /23", "192.168.0.0/23"]);
    refused(
        "10.0.0.0/24 --plan a=100,b=100,c=60",
        &[
            "needs 320 addresses, and 10.0.0.0/24 has 256: no room for c=60",
            "a /23 has room for all of it, such as 10.0.0.0/23",
        ],
    );
    refused("192.168.1.0/24 --plan 0", &["0 hosts are no subnet"]);
    refused("192.168.1.0/24 --plan a=5,b=0", &["         a=5,b=0\n               ^\n"]);
    refused("192.168.1.0/24 --plan a=5,,c", &["a number of hosts is missing"]);
    refused("192.168.1.0/24 --plan a=-5", &["`-5` is not a number of hosts"]);
    refused("192.168.1.0/24 --hosts 255", &["255 hosts need a /23"]);
    refused("192.168.1.0/24 --hosts 0", &["0 hosts are no subnet"]);
    refused("192.168.1.0/24 --into 257", &["has 256 addresses", "`--into 256` at most"]);
    refused("192.168.1.0/24 --into 0", &["1 part or more"]);
    refused("192.168.1.0/24 --into many", &["needs a number, not `many`"]);
    let huge = "9".repeat(60);
    refused(&format!("::/0 --hosts {huge}"), &["more than there are addresses"]);
    refused(&format!("::/0 --plan {huge}"), &["more than there are addresses"]);
    refused("0.0.0.0/0 --plan 4294967295", &["all of IPv4 has no room for 4294967295 hosts"]);
    // ipcalc takes it for a supernet
    refused("192.168.1.0/24 --split /20", &["a /20 is larger than 192.168.1.0/24", "192.168.0.0/20"]);
    refused("192.168.1.0/24 --split /33", &["33"]);
    refused("192.168.1.0/24 10.0.0.0/8 --split /26", &["divides one prefix, and 2 were given"]);
    refused("--split /26", &[""]);
    refused("10.0.0.0/8 --split /9 --into 2", &["does not go with"]);
}

#[test]
fn parts_are_listed_by_number() {
    let split = |words: &str| each(&json(words)["subnets"], "cidr").join(" ");
    assert_eq!(
        split("192.168.1.0/24 --split /26"),
        "192.168.1.0/26 192.168.1.64/26 192.168.1.128/26 192.168.1.192/26"
    );
    assert_eq!(split("10.0.0.0/30 --split 31"), "10.0.0.0/31 10.0.0.2/31");
    assert_eq!(split("10.0.0.0/30 --split 255.255.255.254"), "10.0.0.0/31 10.0.0.2/31");
    assert_eq!(
        split("2001:db8::/48 --split /50"),
        "2001:db8::/50 2001:db8:0:4000::/50 2001:db8:0:8000::/50 2001:db8:0:c000::/50"
    );
    assert_eq!(
        shown("192.168.1.0/24 --into 3"),
        "\
192.168.1.0/24 in parts of /26: 4 subnets
  2 bits borrowed from the host part: 2^2 = 4 subnets; 6 bits left for hosts:
  2^6 = 64 addresses each, 62 usable
  equal parts are a power of two: 3 were asked for, 1 stay free

  +---------------+---------------+---------------+---------------+
  |  192.168.1.0  | 192.168.1.64  | 192.168.1.128 |...............|
  +---------------+---------------+---------------+---------------+
  192.168.1.0     192.168.1.64    192.168.1.128   192.168.1.192

  no.  bits  subnet            hosts                          broadcast
    0  00    192.168.1.0/26    192.168.1.1 - 192.168.1.62     192.168.1.63
    1  01    192.168.1.64/26   192.168.1.65 - 192.168.1.126   192.168.1.127
    2  10    192.168.1.128/26  192.168.1.129 - 192.168.1.190  192.168.1.191
    3  11    192.168.1.192/26  192.168.1.193 - 192.168.1.254  192.168.1.255
"
    );
    assert_eq!(json("172.16.0.0/16 --hosts 500")["prefix"], 23);
    assert_eq!(json("172.16.0.0/16 --hosts 510 --plus-router")["prefix"], 22);
    assert_eq!(json("172.16.0.0/16 --into 12")["prefix"], 20);
}

#[test]
fn millions_of_parts_are_counted_and_not_listed() {
    let page = shown("0.0.0.0/0 --split /32");
    assert!(page.contains("4294967296 subnets"), "{page}");
    assert!(page.contains("255.255.255.255/32") && page.contains("`--all` lists all"), "{page}");
    assert!(page.lines().count() < 30);
    assert!(shown("::/0 --split /128 --json").contains("\"count\":340282366920938463463374607431768211456,"));
    let all = json("::/0 --split /128");
    assert_eq!(all["listed"], false);
    assert_eq!(all["last_subnet"]["cidr"], "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
    assert!(shown("2001:db8::/64 --split /128 --json").contains("\"count\":18446744073709551616,"));
}

/// A list that never ends is written as it is made: the first lines are there at once, and the reader's leaving ends it.
#[test]
fn all_parts_are_streamed() {
    for more in [&["--all"][..], &["--json", "--all"], &["--csv"], &["--format", "{cidr} {first}"]] {
        let words = [&["subnet", "2001:db8::/32", "--split", "96"], more].concat();
        let mut child = netlab(&words).stdout(Stdio::piped()).spawn().expect("netlab starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut read = 0;
        while read < 1 << 20 {
            let got = out.fill_buf().expect("output").len();
            assert!(got > 0, "{more:?} ended after {read} octets");
            out.consume(got);
            read += got;
        }
        drop(out);
        assert!(child.wait().expect("netlab ends").success(), "{more:?}");
    }
    let listed = shown("10.0.0.0/16 --split 24 --all");
    assert!(listed.ends_with("  255  10.0.255.0/24  10.0.255.1 to 10.0.255.254\n"), "{listed}");
    assert_eq!(json("10.0.0.0/8 --split 24 --all")["subnets"].as_array().map(Vec::len), Some(65536));
}

#[test]
fn prefixes_are_merged_into_the_fewest() {
    let merged = |words: &str| prefixes(&json(&format!("--merge {words}"))).join(" ");
    assert_eq!(merged("10.0.0.0/24 10.0.1.0/24"), "10.0.0.0/23");
    assert_eq!(merged("10.0.0.0/24 10.0.1.0/24 10.0.2.0/23 10.0.3.7/32"), "10.0.0.0/22");
    assert_eq!(merged("0.0.0.0/1 128.0.0.0/1"), "0.0.0.0/0");
    assert_eq!(merged("::/1 8000::/1"), "::/0");
    assert_eq!(merged("10.0.0.0/24 10.0.0.0/24"), "10.0.0.0/24");
    // neighbours that no prefix has
    assert_eq!(merged("10.0.1.0/24 10.0.2.0/24"), "10.0.1.0/24 10.0.2.0/24");
    // the last of IPv4 is not before the first of IPv6
    assert_eq!(merged("255.255.255.255 ::"), "255.255.255.255/32 ::/128");
    assert_eq!(
        shown("--merge 10.0.0.0/24 10.0.1.0/24 10.0.2.0/23"),
        "\
3 given, 1 needed: 1024 addresses

              10.0.0.0                                                10.0.3.255
  10.0.0.0/24 |################                                                |
  10.0.1.0/24 |                ################                                |
  10.0.2.0/23 |                                ################################|
  ------------------------------------------------------------------------------
  10.0.0.0/22 |================================================================|
"
    );
    let ran = subnet("--merge 10.0.0.5/24 10.0.1.5/24 10.0.2.0/23");
    assert_eq!(ran.stderr, "note: 10.0.0.5/24 and 1 more have host bits; its block is 10.0.0.0/24\n");
    refused("--merge", &["`--merge` needs prefixes"]);
    refused("--merge 10.0.0.0/24 10.0.0/24", &["10.0.0/24"]);
}

/// ipcalc 0.5 and ipcalc-ng 1.0.2 never end on the whole of IPv4; ipcalc prints nothing for a range the wrong way round.
#[test]
fn ranges_become_prefixes() {
    let ranged = |words: &str| prefixes(&json(&format!("--range {words}"))).join(" ");
    assert_eq!(ranged("10.0.0.0 - 10.0.0.255"), "10.0.0.0/24");
    assert_eq!(ranged("10.0.0.0 10.0.0.255"), "10.0.0.0/24");
    assert_eq!(ranged("0.0.0.0-255.255.255.255"), "0.0.0.0/0");
    assert_eq!(ranged("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), "::/0");
    assert_eq!(
        ranged("2001:db8::5-2001:db8::20"),
        "2001:db8::5/128 2001:db8::6/127 2001:db8::8/125 2001:db8::10/124 2001:db8::20/128"
    );
    let whole = shown("--range ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --json");
    assert!(whole.contains("\"addresses\":340282366920938463463374607431768211456}"), "{whole}");
    assert_eq!(
        shown("--range 10.0.0.5-10.0.0.20"),
        "\
10.0.0.5 - 10.0.0.20: 16 addresses, not one prefix but 5

               10.0.0.0                 10.0.0.31
  10.0.0.5/32  |     =                          |
  10.0.0.6/31  |      ==                        |
  10.0.0.8/29  |        ========                |
  10.0.0.16/30 |                ====            |
  10.0.0.20/32 |                    =           |

a prefix begins at a multiple of its own size only, so from 10.0.0.5 on they
grow and then shrink to 10.0.0.20
"
    );
    refused("--range 10.0.0.20 - 10.0.0.5", &["ends before it starts", "`10.0.0.5-10.0.0.20`"]);
    refused("--range 10.0.0.1-::1", &["one family"]);
    refused("--range 10.0.0.1-", &["one end only"]);
    refused("--range 10.0.0.1", &["one end only"]);
    refused("--range 10.0.0.1-10.0.0.2-10.0.0.3", &[""]);
    refused("--range 10.0.0.1/24-10.0.0.9", &["without a prefix"]);
}

#[test]
fn a_cover_says_what_it_adds() {
    let cover = json("--cover 192.168.1.5/32 192.168.1.20/32");
    assert_eq!(prefixes(&cover), ["192.168.1.0/27"]);
    assert_eq!(cover["not_given"], 30);
    assert_eq!(
        prefixes(&json("--cover 0.0.0.0 255.255.255.255 2001:db8::1")),
        ["0.0.0.0/0", "2001:db8::1/128"]
    );
    assert!(shown("--cover 192.168.1.5 192.168.1.20").contains("of these, 30 (93.8%) were not given"));
}

#[test]
fn overlaps_are_a_question_with_yes_and_no() {
    let ran = subnet("--overlap 10.0.0.0/24 10.0.1.0/24");
    assert_eq!((ran.status, ran.stdout.lines().next()), (1, Some("none of the 2 overlap")));
    let page = shown("--overlap 10.0.0.0/8 10.1.0.0/16 192.168.0.0/16");
    assert!(page.starts_with("10.1.0.0/16 lies in 10.0.0.0/8: 65536 addresses\n"), "{page}");
    let found = json("--overlap 10.0.0.0-10.0.0.9 10.0.0.5-10.0.0.20");
    assert_eq!(found["overlap"], true);
    assert_eq!(found["pairs"][0]["common"]["addresses"], 5);
    assert_eq!(found["pairs"][0]["common"]["first"], "10.0.0.5");
    // the same number in two families is not the same address
    assert_eq!(subnet("--overlap 0.0.0.1 ::1").status, 1);
    refused("--overlap 10.0.0.0/8", &["two or more"]);
}

#[test]
fn taking_away_leaves_the_fewest_prefixes() {
    let left = |words: &str| prefixes(&json(&format!("--subtract {words}"))).join(" ");
    assert_eq!(left("10.0.0.0/24 - 10.0.0.64/26"), "10.0.0.0/26 10.0.0.128/25");
    assert_eq!(left("10.0.0.0/24 10.0.0.64/26"), "10.0.0.0/26 10.0.0.128/25");
    assert_eq!(left("10.0.0.0/24 10.0.1.0/24 - 10.0.0.128-10.0.1.127"), "10.0.0.0/25 10.0.1.128/25");
    assert_eq!(left("10.0.0.0/24 - 10.0.0.0/8"), "");
    assert_eq!(left("10.0.0.0/24 - ::/0"), "10.0.0.0/24");
    assert!(
        shown("--subtract 10.0.0.0/24 - 10.0.0.0/8").starts_with("0 of 256 addresses left, 0%: 0 prefixes\n")
    );
    refused("--subtract 10.0.0.0/24", &["needs what is taken away"]);
    refused("--subtract 10.0.0.0/24 -", &["needs what is taken away"]);
}

#[test]
fn chinese_pages_stand_in_columns() {
    let words = "172.16.0.0/22 --plan 销售部=500，实验室=200，无线=100 --lang zh";
    let page = shown(words);
    assert!(page.contains("|            销售部             |    实验室     | 无线  | 空闲 .|\n"), "{page}");
    for line in page.lines().filter(|line| line.starts_with("  +") || line.starts_with("  |")) {
        assert_eq!(width(line), 67, "{line}");
    }
    let ran = subnet("192.168.1.0/24 --plan 255 --lang zh");
    assert!(
        ran.stderr.starts_with("错误：255 台主机需要 /23，而 192.168.1.0/24 只能容纳 254 台\n"),
        "{}",
        ran.stderr
    );
}

/// Everything but tables, whose cells are longer than that in IPv6.
#[test]
fn pages_keep_to_the_width() {
    let pages = [
        "172.16.0.0/22 --plan sales=500,lab=200,wifi=100,p2p=2,p2p=2",
        "10.0.0.0/8 --split /24",
        "172.16.0.0/16 --into 12",
        "172.16.0.0/16 --hosts 500",
        "2001:db8::/48 --split /64",
        "--merge 10.0.0.0/24 10.0.1.0/24 2001:db8::/64 2001:db8:ffff:ffff::/64",
        "--subtract 192.168.100.0/24 - 192.168.100.64/26 192.168.100.200",
        "--cover 192.168.100.5 192.168.100.20",
        "--overlap 192.168.100.0/24 192.168.100.128/25",
        "--range 192.168.100.5-192.168.100.200",
    ];
    for words in pages {
        for lang in ["en", "zh", "zh+en"] {
            for columns in [60, 80, 120] {
                let words: Vec<&str> = words.split(' ').chain(["--lang", lang]).collect();
                let mut command = netlab(&[&["subnet"], words.as_slice()].concat());
                let ran = finish(command.env("COLUMNS", columns.to_string()));
                assert_eq!(ran.status, 0, "{words:?}");
                for line in ran.stdout.lines() {
                    assert!(width(line) <= columns, "{words:?} in {columns}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_batch_goes_on_behind_a_bad_line() {
    let input = "# comment\n172.16.10.1/24\n\n10.0.0.1/33  # wrong\n  10.0.0.1 255.255.255.0\n2001:db8::1/64\n\u{fffd}\n";
    let ran =
        pipe(&["subnet", "-", "--format", "{address} {network}/{prefix} {broadcast}"], input.as_bytes());
    assert_eq!(
        ran.stdout,
        "172.16.10.1 172.16.10.0/24 172.16.10.255\n10.0.0.1 10.0.0.0/24 10.0.0.255\n2001:db8::1 2001:db8::/64 -\n"
    );
    assert!(
        ran.stderr.contains("error: line 4: ") && ran.stderr.contains("error: line 7: "),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.status, 2);
    let ran = pipe(&["subnet", "-", "--csv"], b"10.0.0.1/31\n10.0.0.1 10.0.0.2\n");
    assert_eq!(
        ran.stdout,
        "\
input,family,address,prefix,cidr,network,mask,wildcard,broadcast,first,last,usable,total
10.0.0.1/31,ipv4,10.0.0.1,31,10.0.0.0/31,10.0.0.0,255.255.255.254,0.0.0.1,,10.0.0.0,10.0.0.1,2,2
10.0.0.1,ipv4,10.0.0.1,32,10.0.0.1/32,10.0.0.1,255.255.255.255,0.0.0.0,,10.0.0.1,10.0.0.1,1,1
10.0.0.2,ipv4,10.0.0.2,32,10.0.0.2/32,10.0.0.2,255.255.255.255,0.0.0.0,,10.0.0.2,10.0.0.2,1,1
"
    );
    // octets that are no text, and a line without an end
    let ran = pipe(&["subnet", "-", "--format", "{cidr}"], b"\xff\xfe\n10.0.0.1/8");
    assert_eq!((ran.status, ran.stdout.as_str()), (2, "10.0.0.0/8\n"));
    assert_eq!(pipe(&["subnet", "-"], b"").status, 0);
    // a pipe needs no `-`; what asks for no batch does not read it
    for args in [&["subnet"][..], &["subnet", "--json"], &["subnet", "--format", "{first}"]] {
        let said = pipe(args, b"172.16.10.1/24\n");
        assert_eq!(said, pipe(&[args, &["-"]].concat(), b"172.16.10.1/24\n"), "{args:?}");
        assert_eq!((said.status, said.stdout.contains("172.16.10.1")), (0, true), "{args:?}");
    }
    assert_eq!(pipe(&["subnet", "--table"], b"172.16.10.1/24\n"), run(&["subnet", "--table"]));
    assert_eq!(pipe(&["subnet", "10.0.0.1/8"], b"172.16.10.1/24\n"), run(&["subnet", "10.0.0.1/8"]));
    assert_eq!(pipe(&["subnet"], b""), run(&["subnet"]));
}

/// Every line of a batch is answered as it is when it is typed by itself.
#[test]
fn a_batch_answers_as_each_query_by_itself() {
    let queries = [
        "172.16.10.1/24",
        "172.16.10.1/24 172.16.10.200/24",
        "10.0.0.1 255.255.255.0",
        "172.16.0.0/16 --into 3",
        "10.0.0.0/24 --plan a=100,b=20",
        "--range 10.0.0.5 - 10.0.0.20",
        "--merge 10.0.0.0/24 10.0.1.0/24",
        "--subtract 10.0.0.0/24 - 10.0.0.64/26",
        "2001:db8::1/64",
    ];
    let input = queries.join("\n");
    let pages: Vec<String> = queries.iter().map(|words| shown(words)).collect();
    assert_eq!(pipe(&["subnet", "-"], input.as_bytes()).stdout, pages.join("\n"));
    let objects: Vec<String> = queries.iter().map(|words| shown(&format!("{words} --json"))).collect();
    let ran = pipe(&["subnet", "-", "--json"], input.as_bytes());
    assert_eq!((ran.status, ran.stdout), (0, objects.concat()));
    // the worst of the answers is that of the batch
    let status = |input: &str| pipe(&["subnet", "-", "--json"], input.as_bytes()).status;
    assert_eq!(status("10.0.0.1/24 10.0.0.2/24\n10.0.0.1/24 10.0.1.1/24\n10.0.0.1/24\n"), 1);
    assert_eq!(status("10.0.0.1/24 10.0.1.1/24\nx\n"), 2);
    // standard input cannot be read from twice
    for line in ["--merge -", "-", "--subtract 10.0.0.0/8 - -", "10.0.0.0/8 --plan 'a=5"] {
        assert_eq!(status(line), 2, "{line}");
    }
}

#[test]
fn a_format_is_read_before_anything_is_written() {
    refused("10.0.0.1/24 --format {network}{firts}", &["there is no field `firts`", "^^^^^^^", "broadcast"]);
    refused("10.0.0.1/24 --format {network", &["has no `}`"]);
    refused("10.0.0.1/24 --format network}", &["has no `{`"]);
    assert_eq!(shown("10.0.0.1/24 --format {{{network}}}\\t{usable}"), "{10.0.0.0}\t254\n");
    refused("10.0.0.0/24 --split 25 --format {x}", &["there is no field `x`"]);
}

/// Subnets made to measure are a habit of IPv4.
#[test]
fn a_plan_for_ipv6_says_what_a_subnet_is_there() {
    let page = shown("2001:db8::/56 --plan lab=200").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("`netlab subnet 2001:db8::/56 --split /64`"), "{page}");
    assert!(!shown("2001:db8::/32 --plan lab=18446744073709551614").contains("--split"));
}

/// Lines of standard input for sets: prefixes, ranges and comments; what is bad is named and left out.
#[test]
fn sets_are_read_from_standard_input() {
    let ran = pipe(&["subnet", "--merge", "-"], b"10.0.0.0/24 # one\n10.0.1.0-10.0.1.255\nnonsense\n::1\n");
    assert_eq!(ran.stdout, "10.0.0.0/23\n::1/128\n");
    assert!(ran.stderr.contains("error: line 3: "), "{}", ran.stderr);
    assert_eq!(ran.status, 2);
    let ran = pipe(&["subnet", "--cover", "-"], b"10.0.0.1\n10.0.0.200\n");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "10.0.0.0/24\n"));
    let ran = pipe(&["subnet", "--range", "-"], b"10.0.0.0-10.0.0.2\n10.0.1.0-10.0.1.255\n");
    assert_eq!(ran.stdout, "10.0.0.0/31\n10.0.0.2/32\n10.0.1.0/24\n");
    assert_eq!(pipe(&["subnet", "--merge", "-"], b"").stdout, "");
}

proptest! {
    /// `iprange` keeps IPv4 in a tree and nothing in ranges.
    #[test]
    fn merging_and_taking_away_agree_with_iprange(
        a in prop::collection::vec((0u32..1 << 12, 20u8..=32), 0..30),
        b in prop::collection::vec((0u32..1 << 12, 20u8..=32), 0..30),
    ) {
        let nets = |of: &[(u32, u8)]| -> Vec<Ipv4Net> {
            of.iter().map(|(at, len)| Ipv4Net::new((0xfffff000 | at).into(), *len).expect("a prefix").trunc()).collect()
        };
        let ours = |nets: &[Ipv4Net]| Set::of(nets.iter().map(|net| Range::of((*net).into())).collect());
        let theirs = |nets: &[Ipv4Net]| {
            let mut range: IpRange<Ipv4Net> = nets.iter().copied().collect();
            range.simplify();
            range
        };
        let in_order = |range: &IpRange<Ipv4Net>| {
            let mut nets: Vec<String> = Vec::new();
            let mut found: Vec<Ipv4Net> = range.iter().collect();
            found.sort();
            nets.extend(found.iter().map(ToString::to_string));
            nets
        };
        let (a, b) = (nets(&a), nets(&b));
        let shown = |set: &Set| set.prefixes().map(|net| net.to_string()).collect::<Vec<_>>();
        prop_assert_eq!(shown(&ours(&a)), in_order(&theirs(&a)));
        let mut left = theirs(&a).exclude(&theirs(&b));
        left.simplify();
        prop_assert_eq!(shown(&ours(&a).without(&ours(&b))), in_order(&left));
    }
}

/// A thousand prefixes of both families, near each other, so that they touch, repeat and hold one another.
#[test]
fn aggregate6_merges_to_the_same() {
    let mut runner = TestRunner::deterministic();
    let mut typed = String::new();
    for number in 0..1000 {
        let (at, len) = (any::<u16>(), 9u32..=16).new_tree(&mut runner).expect("a value").current();
        let at = u32::from(at) & (0xffff << (16 - len));
        typed += &match number % 2 {
            0 => format!("10.{}.{}.0/{}\n", at >> 8, at & 255, 8 + len),
            _ => format!("2001:db8:{at:x}::/{}\n", 32 + len),
        };
    }
    let file = common::directory("aggregate6").join("prefixes");
    std::fs::write(&file, &typed).expect("a file");
    let Some(theirs) = ask("aggregate6", Command::new("aggregate6").arg(&file)) else { return };
    let ran = pipe(&["subnet", "--merge", "-"], typed.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let left = ran.stdout.lines().count();
    assert!((100..900).contains(&left), "{left} are left of 1000");
    assert_eq!(ran.stdout, theirs);
}

/// Five hundred queries of each kind, asked of netlab in one batch and of Python's `ipaddress` in one run.
#[test]
fn pythons_ipaddress_agrees() {
    const PYTHON: &str = r#"
import ipaddress as ip, sys
for line in sys.stdin:
    what, *words = line.split()
    if what == "range":
        nets = ip.summarize_address_range(*map(ip.ip_address, words))
    elif what == "merge":
        nets = ip.collapse_addresses(map(ip.ip_network, words))
    elif what == "subtract":
        a, b = map(ip.ip_network, words)
        nets = sorted(a.address_exclude(b)) if b.subnet_of(a) else [] if a.subnet_of(b) else [a]
    else:
        nets = ip.ip_network(words[0]).subnets(new_prefix=int(words[1]))
    print(*nets)
"#;
    let mut runner = TestRunner::deterministic();
    let mut draw = |bits: u32| {
        let word = (any::<u128>(), any::<u128>(), 0u32..=bits, 0u32..6, any::<bool>());
        word.new_tree(&mut runner).expect("a value").current()
    };
    let (mut asked, mut queries) = (String::new(), String::new());
    for number in 0..2000 {
        let v6 = number % 2 == 1;
        let bits = if v6 { 128 } else { 32 };
        let (a, b, len, more, near) = draw(bits);
        let all = u128::MAX >> (128 - bits);
        let text = |number: u128| match v6 {
            true => std::net::Ipv6Addr::from(number).to_string(),
            false => std::net::Ipv4Addr::from(number as u32).to_string(),
        };
        let mask = |len: u32| all & !all.checked_shr(len).unwrap_or(0);
        // the second is often near the first, so that they touch, hold one another or are the same
        let (a, b) = (a & all, if near { (a ^ (b & 0xff)) & all } else { b & all });
        let net = |at: u128, len: u32| format!("{}/{len}", text(at & mask(len)));
        let (asks, query) = match number % 8 / 2 {
            0 => {
                let (first, last) = (a.min(b), a.max(b));
                (
                    format!("range {} {}", text(first), text(last)),
                    format!("--range {}-{}", text(first), text(last)),
                )
            }
            1 => {
                let nets: Vec<String> =
                    (0..=more.into()).map(|i| net(a.wrapping_add(i) & all, bits - more)).collect();
                let nets = nets.join(" ");
                (format!("merge {nets}"), format!("--merge {nets}"))
            }
            2 => {
                let (from, taken) = (net(a, len), net(b, (len + more).min(bits)));
                (format!("subtract {from} {taken}"), format!("--subtract {from} - {taken}"))
            }
            _ => {
                let to = (len + more).min(bits);
                (format!("split {} {to}", net(a, len)), format!("{} --split {to}", net(a, len)))
            }
        };
        asked += &(asks + "\n");
        queries += &(query + "\n");
    }
    let directory = common::directory("subnet_sets");
    let file = directory.join("queries");
    std::fs::write(&file, asked).expect("a file");
    let mut python = Command::new("python3");
    python.args(["-c", PYTHON]).stdin(std::fs::File::open(&file).expect("a file"));
    let Some(expected) = ask("python3", &mut python) else { return };
    // from a file: netlab answers as it reads, and nobody reads the answers while a pipe is still being filled
    let typed = directory.join("typed");
    std::fs::write(&typed, &queries).expect("a file");
    let ran = finish(netlab(&["subnet", "-", "--json"]).stdin(std::fs::File::open(&typed).expect("a file")));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout.lines().count(), 2000);
    for ((answer, expected), query) in ran.stdout.lines().zip(expected.lines()).zip(queries.lines()) {
        let object: Value = serde_json::from_str(answer).expect("JSON");
        let found = match object.get("subnets") {
            Some(subnets) => each(subnets, "cidr"),
            None => prefixes(&object),
        };
        assert_eq!(found.join(" "), expected, "{query}");
    }
}
