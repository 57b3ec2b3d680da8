//! `netlab frame` as a user meets it: what is typed, and all that comes back.

mod common;

use common::{Ran, directory, finish, netlab, pipe, run};
use netlab::sample::{SAMPLES, find};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// The ARP request that the samples begin with, without its padding.
const ARP: &str =
    "ffffffffffff 020000001010 0806 0001 0800 06 04 0001 020000001010 ac100a0a 000000000000 ac100a0b";

fn octets(name: &str) -> Vec<u8> {
    find(name).expect("a sample").frames().remove(0).octets
}

/// A run that went well and said nothing on standard error.
#[track_caller]
fn shown(args: &[&str]) -> String {
    let Ran { status, stdout, stderr } = run(args);
    assert_eq!((status, stderr.as_str()), (0, ""), "{args:?}");
    stdout
}

/// A run that printed nothing but trouble.
#[track_caller]
fn trouble(args: &[&str]) -> String {
    let Ran { status, stdout, stderr } = run(args);
    assert_eq!((status, stdout.as_str()), (2, ""), "{args:?}");
    assert!(stderr.starts_with("error: ") && stderr.ends_with('\n'), "{stderr}");
    stderr
}

fn with(args: &[&str], environment: &[(&str, &str)]) -> Ran {
    finish(netlab(args).envs(environment.iter().copied()))
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn bare_netlab_says_what_to_type_and_it_works() {
    let page = shown(&[]);
    let typed: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("  netlab ")?.split("  ").next()).collect();
    assert!(typed.len() >= 5, "{page}");
    // a server does not end by itself, and its client needs it: they are held in their own tests
    let by_itself = |line: &&&str| !line.starts_with("serve ") && !line.starts_with("dial ");
    for line in typed.iter().filter(by_itself).filter(|line| !line.contains("FILE") && !line.contains("..."))
    {
        let Ran { status, stdout, stderr } = run(&line.split(' ').collect::<Vec<_>>());
        // what was assumed may be said
        assert!(status == 0 && !stdout.is_empty() && !stderr.contains("error: "), "{line}: {stderr}");
    }
    assert_eq!(typed[0], "frame --dump");
}

#[test]
fn an_octet_is_looked_up() {
    // RFC 826: after the hardware, protocol and length fields, in octets 6 and 7, stands the opcode
    assert_eq!(
        shown(&["frame", "--at", "21"]),
        "octet 21 (0x15) of frame 1 is 01, in bits 00000001\n  \
           ARP  Address Resolution Protocol  RFC 826\n    \
             Opcode: 1  REQUEST\n      \
               what the packet asks or says\n"
    );
    assert_eq!(shown(&["frame", "--at", "0x15"]), shown(&["frame", "--at", "21"]));
    for (at, octet) in octets("arp-request").iter().enumerate() {
        let page = shown(&["frame", "--at", &at.to_string()]);
        let first = page.lines().next().expect("a line");
        assert_eq!(first, format!("octet {at} (0x{at:x}) of frame 1 is {octet:02x}, in bits {octet:08b}"));
        assert!(page.lines().count() >= 3, "{page}");
    }
    assert_eq!(
        trouble(&["frame", "--at", "60"]),
        "error: frame 1 has no octet 60: it has 60, counted from 0\n"
    );
}

/// A frame that is too short for the octet is told, and the frames behind it are shown.
#[test]
fn an_octet_is_looked_up_in_every_frame_that_has_it() {
    // the third segment of the handshake has no options but timestamps: 66 octets
    let Ran { status, stdout, stderr } =
        run(&["frame", "--sample", "tcp-session", "-n", "2-4", "--at", "66"]);
    assert_eq!((status, stderr.as_str()), (2, "error: frame 3 has no octet 66: it has 66, counted from 0\n"));
    let heads = |stdout: &str| -> Vec<String> {
        let whose = stdout.lines().filter_map(|line| line.strip_prefix("octet 66 (0x42) of "));
        whose.filter_map(|line| Some(line.split_once(" is ")?.0.to_string())).collect()
    };
    assert_eq!(heads(&stdout), ["frame 2", "frame 4"], "{stdout}");
    let both = run(&["frame", "--sample", "tcp-session", "-n", "1,2", "--at", "66"]).stdout;
    assert_eq!(heads(&both), ["frame 1", "frame 2"], "{both}");
}

/// Every octet stands in the dump once, at its place: what the rows hold together is the frame.
#[test]
fn the_dump_holds_every_octet_at_its_place() {
    for name in ["arp-request", "tcp-syn", "icmp-unreachable", "ipv4-options", "bad-length"] {
        let mut found = BTreeMap::new();
        for line in shown(&["frame", "--dump", "--sample", name, "-n", "1"]).lines() {
            let Some(offset) = line.get(2..6).and_then(|offset| usize::from_str_radix(offset, 16).ok())
            else {
                continue;
            };
            for i in 0..16 {
                let at = 8 + i * 3 + i / 8;
                if let Some(octet) = line.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    assert_eq!(found.insert(offset + i, octet), None, "{name}: octet {} twice", offset + i);
                }
            }
        }
        let expected: BTreeMap<usize, u8> = octets(name).into_iter().enumerate().collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn views_come_in_the_order_they_were_asked_for() {
    let [tree, layers, both] = ["--tree", "--layers", "--dump --tree"].map(|views| {
        let views: Vec<&str> = views.split(' ').collect();
        shown(&[&["frame"], &views[..]].concat())
    });
    assert_eq!(shown(&["frame", "--tree", "--layers"]), format!("{tree}\n{layers}"));
    assert_eq!(shown(&["frame", "--layers", "--tree"]), format!("{layers}\n{tree}"));
    // dump and tree are one view, where the first of the two stands
    assert_eq!(shown(&["frame", "--tree", "--dump"]), both);
    assert_eq!(shown(&["frame", "--tree", "--layers", "--dump"]), format!("{both}\n{layers}"));
    // with no view asked for, one frame gets both
    assert_eq!(shown(&["frame"]), both);
}

/// Dump and tree in one leave out nothing that either has, and say no field twice.
#[test]
fn dump_and_tree_in_one_say_what_each_says() {
    for sample in SAMPLES {
        let page = |views: &[&str]| {
            let args = [&["frame", "--sample", sample.name, "-n", "1"], views].concat();
            let Ran { status, stdout, stderr } = finish(netlab(&args).env("COLUMNS", "400"));
            assert_eq!(status, 0, "{stderr}");
            stdout
        };
        let (both, dump, tree) = (page(&["--dump", "--tree"]), page(&["--dump"]), page(&["--tree"]));
        let lines: Vec<&str> = both.lines().collect();
        // titles and octets with their letters are those of the dump, line for line
        let fields = |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && !is_row(line);
        let mut rest = lines.iter();
        for line in dump.lines().filter(|line| !fields(line)) {
            assert!(rest.any(|other| *other == line), "{}: {line}\n{both}", sample.name);
        }
        // below the heading and a title all words of the tree are there, and each field as often as there
        let count =
            |page: &str, line: &dyn Fn(&str) -> bool| page.lines().filter(|other| line(other)).count();
        let said: Vec<&str> = tree.lines().skip(1).filter(|line| line.starts_with("  ")).collect();
        let words = |text: &str| {
            let mut words = BTreeMap::new();
            text.split_whitespace().for_each(|word| *words.entry(word.to_string()).or_insert(0) += 1);
            words
        };
        let there = words(&both);
        for (word, times) in words(&said.join("\n")) {
            assert!(there.get(&word).is_some_and(|more| *more >= times), "{}: {word}\n{both}", sample.name);
        }
        for line in said.iter().map(|line| line.trim_start()).filter(|line| line.contains(": ")) {
            let (name, value) = line.split_once(": ").expect("a colon");
            if !value.ends_with(']') || value.contains("RFC ") {
                continue;
            }
            // a letter stands in front, and bits before the value of a part of an octet
            let is_it = |other: &str| other.contains(&format!("  {name}: ")) && other.ends_with(value);
            assert_eq!(count(&both, &is_it), count(&tree, &is_it), "{}: {line}\n{both}", sample.name);
        }
        for line in dump.lines().filter(fields) {
            let letter = line.get(..5).expect("a letter between two blanks");
            let (_, value) = line.rsplit_once("  ").expect("columns");
            let is_it = |other: &str| other.starts_with(letter) && other.contains(value);
            assert!(count(&both, &is_it) > 0, "{}: {line}\n{both}", sample.name);
        }
    }
}

/// Whether a line of the dump begins with the number of an octet: `  0010  08 00`.
fn is_row(line: &str) -> bool {
    line.get(2..6).is_some_and(|number| number.bytes().all(|b| b.is_ascii_hexdigit()))
        && line.get(6..8) == Some("  ")
}

#[test]
fn several_frames_get_a_line_each_and_one_is_explained() {
    let lines = shown(&["frame", "--sample", "tcp-handshake"]);
    // the numbers are those that tshark prints for these frames (tests/samples.rs holds it to them)
    assert_eq!(lines.lines().count(), 3);
    for (line, flags) in lines.lines().zip(["[SYN]", "[SYN ACK]", "[ACK]"]) {
        assert!(line.contains(flags), "{line}");
    }
    assert_eq!(shown(&["frame", "--sample", "tcp-handshake", "--summary"]), lines);
    let numbers = |list: &str| -> Vec<u64> {
        let lines = shown(&["frame", "--sample", "tcp-session", "--summary", "-n", list]);
        lines.lines().map(|line| line[..6].trim().parse().expect("a number")).collect()
    };
    assert_eq!(numbers("2"), [2]);
    assert_eq!(numbers("9-,1,3-4"), [1, 3, 4, 9, 10, 11]);
    assert!(shown(&["frame", "--sample", "tcp-session", "-n", "2"]).starts_with("Frame 2  "));
    assert_eq!(
        trouble(&["frame", "--sample", "udp", "-n", "7"]),
        "error: no frame has a number in 7\nhint: frames are counted from 1\n"
    );
}

#[test]
fn hex_is_read_from_words_files_and_pipes() {
    let expected = "     1            -    42  ARP who-has 172.16.10.11 tell 172.16.10.10\n";
    let words: Vec<&str> = ["frame", "--summary"].into_iter().chain(ARP.split(' ')).collect();
    assert_eq!(shown(&words), expected);
    assert_eq!(shown(&["frame", "--summary", ARP]), expected);
    let piped = |args: &[&str]| {
        let Ran { status, stdout, stderr } = pipe(args, ARP.as_bytes());
        assert_eq!((status, stderr.as_str()), (0, ""));
        stdout
    };
    assert_eq!(piped(&["frame", "--summary"]), expected);
    assert_eq!(piped(&["frame", "--summary", "-"]), expected);
    let file = directory("frame-hex").join("arp.txt");
    fs::write(&file, ARP).expect("a file");
    assert_eq!(shown(&["frame", "--summary", &file.to_string_lossy()]), expected);
    // a pipe with nothing in it, /dev/null and a terminal say nothing: a sample is shown
    assert_eq!(pipe(&["frame", "--at", "0"], b"").stdout, shown(&["frame", "--at", "0"]));
    // but a file that is given with `<` was meant, though it is empty
    #[cfg(unix)]
    {
        fs::write(&file, "").expect("a file");
        let empty = fs::File::open(&file).expect("a file");
        let Ran { status, stdout, stderr } = finish(netlab(&["frame", "--summary"]).stdin(empty));
        assert!(status == 2 && stdout.is_empty() && stderr.contains("the input is empty"), "{stderr}");
    }
}

#[test]
fn trouble_is_said_with_what_to_type() {
    let empty = directory("frame-empty").join("empty.pcap");
    fs::write(&empty, "").expect("a file");
    for (args, words) in [
        (&["frame", "--dmp"][..], &["`--dmp`", "hint: did you mean `--dump`?"][..]),
        (&["frme"], &["`frme`", "hint: did you mean `frame`?"]),
        (&["frame", "--summary", "--dump"], &["`--summary`", "`--dump`"]),
        (&["frame", "--lang", "fr"], &["`fr`", "en, zh, zh+en"]),
        (&["frame", "--sample", "arp-reques"], &["`arp-reques`", "hint: did you mean `arp-request`?"]),
        (&["frame", "--sample", "nix"], &["`nix`", "netlab frame --sample list"]),
        (&["frame", "-n", "0"], &["`0`", "hint: counted from 1: `-n 3`"]),
        (&["frame", "--at", "x"], &["`--at x`", "hint: counted from 0: `--at 22`"]),
        (&["frame", "--link-type", "nix"], &["`nix`", "ethernet"]),
        (&["frame", "no-such-file.pcap"], &["there is no file `no-such-file.pcap`"]),
        (&["frame", "src"], &["`src`", "folder"]),
        (&["frame", "--", "xyz"], &["`xyz`", "neither a file nor hexadecimal"]),
        (&["frame", "08", "00", "xyz"], &["word 3", "`xyz`"]),
        (&["frame", "nosuch"], &["`nosuch` is neither a file", "netlab frame --sample list"]),
        (&["frame", "tcp-sny"], &["`tcp-sny` is neither", "did you mean `netlab frame --sample tcp-syn`?"]),
        (&["frame", &empty.to_string_lossy()], &["empty.pcap", "empty", "hint: "]),
    ] {
        let said = trouble(args);
        for word in words {
            assert!(said.contains(word), "{args:?}: {said}");
        }
        // the same in Chinese
        let zh = with(args, &[("NETLAB_LANG", "zh")]);
        assert_eq!((zh.status, zh.stdout.as_str()), (2, ""), "{args:?}");
        assert!(zh.stderr.starts_with("错误") && is_chinese(&zh.stderr[6..]), "{args:?}: {}", zh.stderr);
    }
}

#[test]
fn what_can_be_read_is_shown_before_the_trouble() {
    let Ran { status, stdout, stderr } =
        pipe(&["frame", "--summary"], format!("{ARP}\n\nrubbish\n").as_bytes());
    assert_eq!((status, stdout.lines().count()), (2, 1));
    assert!(
        stdout.contains("who-has") && stderr.contains("line 3") && stderr.contains("`rubbish`"),
        "{stderr}"
    );
    // of several files the one is named that the trouble is in
    let directory = directory("frame-trouble");
    let [whole, broken] = ["whole.txt", "broken.txt"].map(|name| directory.join(name));
    fs::write(&whole, ARP).expect("a file");
    fs::write(&broken, format!("{ARP}\n\nrubbish\n")).expect("a file");
    let files = [&whole, &broken, &whole].map(|path| path.to_str().expect("UTF-8"));
    let Ran { status, stdout, stderr } = run(&[&["frame", "--summary"], &files[..]].concat());
    assert_eq!((status, stdout.lines().count()), (2, 3));
    assert!(stderr.contains("broken.txt: ") && stderr.contains("line 3"), "{stderr}");
    let Ran { status, stdout, stderr } = run(&["frame", "--summary", "/no/such/file.pcap", "Cargo.toml"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.matches("error: ").count() == 2, "{stderr}");
}

#[test]
fn the_language_is_chosen_by_option_variable_or_locale() {
    let en = shown(&["frame", "--at", "22"]);
    let zh = shown(&["frame", "--at", "22", "--lang", "zh"]);
    assert!(is_chinese(&zh) && !is_chinese(&en));
    assert_eq!(zh.lines().next(), Some("第 1 帧的第 22 字节 (0x16) 是 02，二进制 00000010"));
    let args = ["frame", "--at", "22"];
    for (environment, expected) in [
        (&[("LANG", "zh_CN.UTF-8")][..], &zh),
        (&[("LC_ALL", "zh_TW.UTF-8"), ("LANG", "en_GB.UTF-8")], &zh),
        (&[("NETLAB_LANG", "en"), ("LANG", "zh_CN.UTF-8")], &en),
        (&[("LANG", "de_DE.UTF-8")], &en),
        (&[("LC_ALL", ""), ("LANG", "")], &en),
    ] {
        assert_eq!(with(&args, environment).stdout, *expected, "{environment:?}");
    }
    let both = shown(&["frame", "--at", "22", "--lang", "zh+en"]);
    for words in
        ["地址解析协议 (Address Resolution Protocol)", "第 22 字节", "octet 22", "(the sender's link address"]
    {
        assert!(both.contains(words), "{both}");
    }
    let wrong = with(&args, &[("NETLAB_LANG", "fr")]);
    assert!(wrong.status == 2 && wrong.stderr.contains("NETLAB_LANG"), "{}", wrong.stderr);
}

/// Field names are the standard's in both languages, and so are summary lines.
#[test]
fn names_stay_as_the_standard_has_them() {
    let zh = shown(&["frame", "--dump", "--lang", "zh"]);
    for name in ["Sender Hardware Address", "Opcode", "EtherType", "REQUEST"] {
        assert!(zh.contains(name), "{name}");
    }
    for sample in SAMPLES {
        let line = |lang| shown(&["frame", "--summary", "--sample", sample.name, "--lang", lang]);
        assert_eq!(line("en"), line("zh"), "{}", sample.name);
        assert!(!is_chinese(&line("zh")), "{}", sample.name);
    }
}

#[test]
fn json_is_the_same_in_every_language() {
    for name in ["arp-request", "dns-response", "truncated", "bad-length"] {
        let json = |lang| shown(&["frame", "--json", "--sample", name, "--lang", lang]);
        assert!(json("en") == json("zh") && json("en") == json("zh+en"), "{name}");
    }
    let lines = shown(&["frame", "--json", "--sample", "tcp-session"]);
    let frames: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    assert_eq!(frames.len(), 11);
    assert!((1..).zip(&frames).all(|(number, frame)| frame["number"] == number));
}

/// JSON's numbers are not more than 53 bits exact in most programs, so a longer field is a string in base 16, and that
/// is read again by filters and by `build`.
#[test]
fn long_numbers_are_strings_in_json() {
    // an ICMPv6 Node Information Query: a nonce of 64 bits
    let query = "02000000100102000000101086dd60000000001d3a4020010db800100010000000000000001020010db80113000000000000000000108b01496100020000\
                 8102030405060708036c6162076578616d706c6500";
    let frame = ["frame", query];
    let json = shown(&[&frame[..], &["--json"]].concat());
    assert!(json.contains(r#""nonce":{"value":"0x8102030405060708","bits":"#), "{json}");
    for (filter, count) in [
        ("icmpv6.nonce == 0x8102030405060708", "1\n"),
        ("icmpv6.nonce == 9295995896645158664", "1\n"),
        ("icmpv6.nonce > 0x8102030405060707", "1\n"),
        ("icmpv6.nonce == 0x8102030405060709", "0\n"),
    ] {
        assert_eq!(shown(&[&frame[..], &["--where", filter, "--count"]].concat()), count, "{filter}");
    }
    let built = pipe(&["build", "--from-json", "-", "--hex"], json.as_bytes());
    assert_eq!((built.status, built.stderr.as_str()), (0, ""));
    assert_eq!(built.stdout.trim(), query);
}

/// Lines keep to the columns there are, Chinese characters counting two.
#[test]
fn pages_keep_to_the_width() {
    for (lang, columns) in [("en", 60), ("zh", 60), ("zh+en", 72), ("en", 80), ("zh", 100)] {
        for (name, view) in [
            ("ipv4-options", "--tree"),
            ("dns-response", "--tree"),
            ("llc-stp", "--dump"),
            ("sll2", "--figure"),
            ("truncated", "--layers"),
            ("fcs", "--steps"),
        ] {
            let page = with(
                &["frame", view, "--sample", name, "--lang", lang],
                &[("COLUMNS", &columns.to_string())],
            );
            for line in page.stdout.lines() {
                assert!(netlab::draw::width(line) <= columns, "{name} {view} {lang} {columns}: {line}");
            }
            assert!(page.status == 0 && page.stdout.lines().count() > 10);
        }
    }
}

/// Every header says what its fields mean, though IHL and Data Offset mean the same; and no source is broken over
/// lines.
#[test]
fn meanings_stand_in_every_protocol_and_sources_in_one_piece() {
    for columns in ["60", "80"] {
        let page = with(&["frame", "--tree", "--sample", "tcp-syn"], &[("COLUMNS", columns)]).stdout;
        let means: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for source in ["[RFC 791 §3.1]", "[RFC 9293 §3.1]"] {
            let words = format!("how long this header is, in words of 4 octets: at least 5 {source}");
            assert!(means.contains(&words), "{source}: {page}");
        }
        for line in page.lines() {
            assert_eq!(line.matches('[').count(), line.matches(']').count(), "{line}");
        }
    }
}

/// Two fields of one header that mean the same both say so: RFC 8200 §4.5 has two reserved ones in the Fragment header.
#[test]
fn fields_that_mean_the_same_each_say_it() {
    let page = shown(&["frame", "--tree", "--sample", "ipv6-extensions"]);
    let fragment =
        page.split("\n\n").find(|layer| layer.starts_with("IPv6 Fragment")).expect("a Fragment header");
    for name in ["Reserved", "Res"] {
        let mut lines = fragment.lines().skip_while(|line| !line.starts_with(&format!("  {name}: ")));
        let means = lines.nth(1).expect("a line below");
        assert!(means.starts_with("      must be zero"), "{name}: {fragment}");
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let plain = shown(&["frame", "--dump"]);
    let coloured = shown(&["frame", "--dump", "--color=always"]);
    assert!(!plain.contains('\x1b') && coloured.contains("\x1b["));
    // taking the colour away leaves the same page
    let mut stripped = String::new();
    for (i, piece) in coloured.split('\x1b').enumerate() {
        stripped.push_str(if i == 0 { piece } else { piece.split_once('m').expect("an SGR sequence").1 });
    }
    let trimmed = |page: &str| page.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>();
    assert_eq!(trimmed(&stripped), trimmed(&plain));
    assert_eq!(with(&["frame", "--dump"], &[("NO_COLOR", "1")]).stdout, plain);
    assert_eq!(shown(&["frame", "--dump", "--color=never"]), plain);
}

/// A frame with every octet there is as data, and a file name that tries.
#[test]
fn nothing_from_the_wire_reaches_the_terminal_as_it_is() {
    let all: String = (0..=255).map(|octet| format!("{octet:02x}")).collect();
    let frame = format!("ffffffffffff0200000010100bad{all}");
    for view in ["--dump", "--tree", "--summary", "--json"] {
        let page = shown(&["frame", view, &frame]);
        assert!(page.chars().all(|c| !c.is_control() || c == '\n'), "{view}");
    }
    // text that is UTF-8: DEL, C1 controls and marks that turn the direction of writing
    let request = "GET /\u{7f}\u{9b}2J\u{202e}x HTTP/1.1\r\nHost: \u{85}\u{2066}\r\n\r\n";
    let length = 40 + request.len();
    let payload: String = request.bytes().map(|octet| format!("{octet:02x}")).collect();
    let frame = format!(
        "020000001001 020000001010 0800 4500 {length:04x} 0001 0000 40 06 0000 ac100a0a c0000201 c009 0050 00000064 0000002a 5018 7210 0000 0000 {payload}"
    );
    for view in ["--dump", "--tree", "--summary", "--figure", "--json"] {
        let page = shown(&["frame", view, &frame]);
        let is_hostile = |c: char| {
            c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!page.contains(is_hostile), "{view}: {page:?}");
        assert!(view != "--json" || page.contains("\\u007f\\u009b2J\\u202e"), "{page}");
    }
    let said = trouble(&["frame", "/no/such/\x1b[31mfile.pcap"]);
    assert!(said.chars().all(|c| !c.is_control() || c == '\n'), "{said:?}");
}

#[test]
fn the_samples_are_listed() {
    let list = shown(&["frame", "--sample", "list"]);
    assert_eq!(list.lines().count(), SAMPLES.len());
    for (line, sample) in list.lines().zip(SAMPLES) {
        let line = line.trim_start();
        assert!(line.starts_with(sample.name) && line.ends_with(sample.title.en), "{line}");
    }
    for line in shown(&["frame", "--sample", "list", "--json"]).lines() {
        let sample: Value = serde_json::from_str(line).expect("JSON");
        let name = sample["name"].as_str().expect("a name");
        assert_eq!(sample["frames"], find(name).expect("a sample").frames().len());
    }
}

/// A line says of a header that is cut short what is there, and nothing of what is not: an ICMP error quotes eight octets
/// of a TCP header (RFC 792), and a short snap length leaves as few.
#[test]
fn a_line_says_nothing_of_fields_that_are_not_there() {
    let tcp = "c009 0050 00000064 0000002a 5012 7210 0000 0000";
    let line = |octets: usize| {
        let header: String = tcp.replace(' ', "").chars().take(2 * octets).collect();
        let frame = format!(
            "020000001001 020000001010 0800 4500 0028 0001 0000 40 06 0000 ac100a0a c0000201 {header}"
        );
        let line = shown(&["frame", "--summary", &frame]);
        line.trim_end().rsplit("  ").next().expect("a phrase").to_string()
    };
    assert_eq!(line(20), "TCP 49161 → 80 [SYN ACK] seq 100 ack 42 win 29200");
    assert_eq!(line(14), "TCP 49161 → 80 [SYN ACK] seq 100 ack 42");
    assert_eq!(line(13), "TCP 49161 → 80 seq 100");
    assert_eq!(line(8), "TCP 49161 → 80 seq 100");
    assert_eq!(line(7), "TCP 49161 → 80");
    assert_eq!(line(4), "TCP 49161 → 80");
    assert_eq!(line(3), "TCP");
    let datagram =
        "020000001001 020000001010 0800 4500 0028 0001 0000 40 11 0000 ac100a0a c0000201 c009 0035 0020";
    let udp = |cut: usize| {
        let line = shown(&["frame", "--summary", &datagram[..datagram.len() - cut]]);
        line.trim_end().rsplit("  ").next().expect("a phrase").to_string()
    };
    assert_eq!(
        (udp(0).as_str(), udp(4).as_str(), udp(9).as_str()),
        ("UDP 49161 → 53 len 24", "UDP 49161 → 53", "UDP")
    );
}

#[test]
fn what_is_cut_short_or_wrong_is_said_and_the_rest_shown() {
    let cut = shown(&["frame", "--tree", "ffffffffffff 020000001010 0800 4500 0054 0001"]);
    for word in
        ["!   IPv4 needs 20 octets here, but only 6 are left", "Time to Live", "Total Length: 84 octets"]
    {
        assert!(cut.contains(word), "{word}: {cut}");
    }
    // the sample says 100 octets where 46 are (tshark: "IPv4 total length exceeds packet length (46 bytes)")
    let wrong = shown(&["frame", "--tree", "--sample", "bad-length"]);
    assert!(
        wrong.contains("needs 100 octets") && wrong.contains("46") && wrong.contains("Source Port: 45010")
    );
    let unknown = shown(&["frame", "--tree", "ffffffffffff 020000001010 88b5 0102"]);
    assert!(unknown.contains("0x88b5") && unknown.contains("shown as data"), "{unknown}");
}

/// A reader that has seen enough is no trouble.
#[test]
#[cfg(unix)]
fn a_closed_pipe_is_success() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let many = format!("{ARP}\n\n").repeat(20_000);
    let file = directory("frame-pipe").join("many.txt");
    fs::write(&file, many).expect("a file");
    let mut child = netlab(&["frame", "--summary"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let Ran { status, stderr, .. } = common::ran(child.wait_with_output().expect("netlab ends"));
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(first.starts_with("     1 "), "{first}");
}

/// Where nobody reads standard error, trouble is trouble still, and endless input has an end.
#[test]
#[cfg(unix)]
fn a_closed_standard_error_is_no_panic() {
    use std::process::Stdio;
    let endless = || Stdio::from(fs::File::open("/dev/urandom").expect("/dev/urandom"));
    let runs: [&[&str]; 9] = [
        &["frame", "nosuch"],
        &["frame", "--nosuch"],
        &["frame", "08", "zz"],
        &["frame"],
        &["mac"],
        &["signal"],
        &["subnet", "-"],
        &["subnet", "--merge", "-"],
        &["explain", "nosuch"],
    ];
    for args in runs {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let Ran { status, stdout, .. } = finish(netlab(args).stdin(endless()).stderr(writer));
        assert_eq!((status, stdout.as_str()), (2, ""), "{args:?}");
    }
}

/// What standard input is when it is nothing that can be read.
#[test]
#[cfg(unix)]
fn folders_and_devices_on_standard_input_are_named() {
    let on = |path: &str, args: &[&str]| {
        let Ran { status, stdout, stderr } =
            finish(netlab(args).stdin(fs::File::open(path).expect("it is there")));
        assert_eq!((status, stdout.as_str()), (2, ""), "{args:?} < {path}");
        stderr
    };
    for args in [&["frame"][..], &["mac"], &["signal"], &["subnet", "-"], &["subnet", "--merge", "-"]] {
        assert!(on(".", args).starts_with("error: standard input is a folder\nhint: "), "{args:?}");
        let zeros = on("/dev/zero", args);
        assert!(zeros.starts_with("error: ") && zeros.lines().count() <= 2, "{args:?}: {zeros}");
    }
    assert!(on("/dev/zero", &["frame"]).contains("begins with 00 00 00 00"));
    // what `yes` says for ever
    let Ran { status, stdout, stderr } = pipe(&["frame"], &b"y\n".repeat(1 << 20));
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.starts_with("error: the input is text, but its first "), "{stderr}");
}

/// Whatever a command prints, a disk that is full is told.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_trouble_for_every_command() {
    let pages: [&[&str]; 6] =
        [&[], &["--help"], &["--version"], &["frame"], &["man"], &["completions", "bash"]];
    for args in pages {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let Ran { status, stderr, .. } = finish(netlab(args).stdout(full));
        assert!(status == 2 && stderr.starts_with("error: cannot write: "), "{args:?}: {status} {stderr}");
    }
}

#[test]
fn the_usage_line_is_one_sentence_in_every_language() {
    for (lang, usage) in [
        ("en", "Usage: netlab frame [OPTIONS] [INPUT]..."),
        ("zh", "用法：netlab frame [选项] [INPUT]..."),
        ("zh+en", "用法：netlab frame [选项] [INPUT]..."),
    ] {
        let help = shown(&["frame", "--help", "--lang", lang]);
        assert!(help.lines().any(|line| line == usage), "{help}");
    }
}

/// A heading ends with the colon of its language, and clap has only one.
#[test]
fn the_headings_of_help_have_the_colon_of_their_language() {
    for (lang, headings) in [
        ("en", ["Operands:", "Options:", "Options of every command:"]),
        ("zh", ["操作数：", "选项：", "通用选项："]),
        ("zh+en", ["操作数 (Operands)：", "选项 (Options)：", "通用选项 (Options of every command)："]),
    ] {
        let help = shown(&["frame", "--help", "--lang", lang]);
        for heading in headings {
            assert!(help.lines().any(|line| line == heading), "{heading}: {help}");
        }
        let ends_in_the_other =
            |line: &&str| !line.starts_with(' ') && line.ends_with(if lang == "en" { '：' } else { ':' });
        assert_eq!(help.lines().find(ends_in_the_other), None);
    }
    assert!(shown(&["--help", "--lang", "zh"]).contains("\n命令：\n"));
}

/// What is read first fits on a projector.
#[test]
fn help_and_first_steps_fit_in_80_columns() {
    for lang in ["en", "zh"] {
        let pages: [&[&str]; 7] = [
            &[],
            &["--help"],
            &["frame", "--help"],
            &["frame", "--sample", "list"],
            &["mac", "--help"],
            &["man", "--help"],
            &["completions", "--help"],
        ];
        for args in pages {
            for line in shown(&[args, &["--lang", lang]].concat()).lines() {
                assert!(netlab::draw::width(line) <= 80, "{args:?}: {line}");
            }
        }
    }
}

/// What an ICMP message quotes is cut short by rule (RFC 792), and a port without a table is nobody's fault: neither is
/// marked as a fault. A frame that ends too early is.
#[test]
fn only_faults_are_marked_as_such() {
    let ran = run(&["frame", "--sample", "icmp-unreachable", "--tree"]);
    assert!(ran.stdout.contains("  i   what follows is shown as data"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("  !   "), "{}", ran.stdout);
    // an ICMP time exceeded from a router that quotes eight octets of a TCP segment, as RFC 792 has it
    let quoted = "45000028 0001 0000 01 06 0000 ac100a0a cb00710a  c001 0050 00000001";
    let icmp = format!("45000038 0002 0000 40 01 0000 ac100a01 ac100a0a  0b00 0000 00000000 {quoted}");
    let ran = run(&["frame", "--link-type", "raw", "--tree", &icmp]);
    assert!(ran.stdout.contains("  i   TCP needs 20 octets here"), "{}", ran.stdout);
    let ran = run(&["frame", "--link-type", "raw", "--tree", &quoted.replace("01 06", "40 06")]);
    assert!(ran.stdout.contains("  !   TCP needs 20 octets here"), "{}", ran.stdout);
}
