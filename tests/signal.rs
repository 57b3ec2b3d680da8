//! `netlab signal`: what is drawn is what the standards draw, and is read back to the octets it was made of.

mod common;

use common::{ask, finish, netlab, pipe, run};
use netlab::draw::width;
use netlab::proto::ETHERNET;
use netlab::sample::{SAMPLES, find};
use netlab::signal::{Code, Convention, GROUPS, Signal, decode, on_the_wire, parts_of};
use proptest::prelude::*;
use serde_json::Value;
use std::process::Command;

const CODES: [&[&str]; 5] = [
    &["--code", "nrz"],
    &["--code", "nrzi"],
    &["--code", "manchester", "--convention", "ieee"],
    &["--code", "manchester", "--convention", "thomas"],
    &["--code", "mlt3"],
];

fn shown(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&shown(args)).expect("JSON")
}

/// The line that begins with this name.
fn row<'t>(page: &'t str, name: &str) -> &'t str {
    page.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name}: {page}"))
}

/// `H` is 0x48, 01001000, and goes out as 0 0 0 1 0 0 1 0; drawn by hand.
#[test]
fn a_letter_as_it_is_drawn_by_hand() {
    let page = shown(&["signal", "H"]);
    assert!(page.starts_with("Manchester, IEEE 802.3 convention: --code manchester --convention ieee\n"));
    assert!(
        page.contains(
            "\
octet  48 'H'
bit      0   0   0   1   0   0   1   0
high   __   _   _     ___   _     ___
low      |_| |_| |___|   |_| |___|   |_
clock  +-.-+-.-+-.-+-.-+-.-+-.-+-.-+-.-
"
        ),
        "{page}"
    );
    let page = shown(&["signal", "H", "--convention", "thomas", "--lang", "zh"]);
    assert!(
        page.contains(
            "\
字节   48 'H'
比特     0   0   0   1   0   0   1   0
高        _   _   ___     _   ___     _
低     __| |_| |_|   |___| |_|   |___|
时钟   +-.-+-.-+-.-+-.-+-.-+-.-+-.-+-.-
"
        ),
        "{page}"
    );
    let page = shown(&["signal", "H", "--code", "mlt3"]);
    // IEEE 802.3 table 24-1: 8 is 10010, 4 is 01010
    assert!(
        page.contains(
            "\
octet  48 'H'
4B/5B  /8/ 10010      /4/ 01010
bit     1  0  0  1  0  0  1  0  1  0
+       ________
0      |        |________       _____
-                        |_____|
clock  +--+--+--+--+--+--+--+--+--+--
"
        ),
        "{page}"
    );
}

/// The two conventions are the same picture upside down, and each page says whose it is.
#[test]
fn every_drawing_of_manchester_says_whose_convention_it_is() {
    for (convention, lang, words) in [
        ("ieee", "en", ["IEEE 802.3 convention", "what Ethernet does"]),
        ("thomas", "en", ["G. E. Thomas convention", "Xie Xiren"]),
        ("ieee", "zh", ["IEEE 802.3 约定", "以太网用的就是它"]),
        ("thomas", "zh", ["G. E. Thomas 约定", "谢希仁"]),
    ] {
        let page = shown(&["signal", "Hi", "--convention", convention, "--lang", lang]);
        words.iter().for_each(|word| assert!(page.contains(word), "{word}: {page}"));
    }
    let [ieee, thomas] = ["ieee", "thomas"].map(|convention| {
        let object = json(&["signal", "Hi", "--convention", convention, "--json"]);
        object["levels"].as_array().expect("levels").iter().map(Value::as_i64).collect::<Vec<_>>()
    });
    let turned: Vec<_> = thomas.iter().map(|level| level.map(|level| -level)).collect();
    assert_eq!(ieee, turned);
}

/// zlib's CRC-32 is the witness; IEEE 802.3 §3.2.1 and §3.2.2 print the first 64 bits.
#[test]
fn a_frame_has_its_preamble_and_its_check_sequence() {
    let object = json(&["signal", "--sample", "arp-request", "--json"]);
    let bits = object["bits"].as_str().expect("bits");
    assert_eq!(bits[..64], ("10101010".repeat(7) + "10101011"));
    let octets = object["octets"].as_str().expect("octets");
    assert_eq!(octets.len(), 2 * 72);
    let script = "
import sys, zlib
octets = bytes.fromhex(sys.argv[1])[8:]
print(zlib.crc32(octets[:-4]).to_bytes(4, 'little') == octets[-4:])";
    if let Some(said) = ask("python3", Command::new("python3").args(["-c", script, octets])) {
        assert_eq!(said.trim(), "True");
    }
    let page = shown(&["signal", "--sample", "arp-request"]);
    for line in ["0-6    preamble", "7      start frame delimiter  d5", "8-67   frame", "68-71  frame check"]
    {
        assert!(page.contains(line), "{line}: {page}");
    }
    // this sample has its own, so that none is put in
    let own = find("fcs").expect("a sample").frames();
    let object = json(&["signal", "--sample", "fcs", "--json"]);
    assert_eq!(object["octets"].as_str().map(str::len), Some(2 * (8 + own[0].octets.len())));
    assert_eq!(object["parts"][3]["given"], true);
}

/// A frame that is too short is filled up with zeros; one that was cut has no check sequence.
#[test]
fn short_and_cut_frames() {
    let hex = "ffffffffffff0200000010100806";
    let object = json(&["signal", "--frame", "--hex", hex, "--json"]);
    let names: Vec<_> =
        object["parts"].as_array().expect("parts").iter().filter_map(|part| part["name"].as_str()).collect();
    assert_eq!(names, ["preamble", "start frame delimiter", "frame", "padding", "frame check sequence"]);
    assert_eq!(object["octets"].as_str().map(str::len), Some(2 * 72));
    let page = shown(&["signal", "--sample", "truncated"]);
    assert!(
        page.contains("98 octets 64 were captured") && !page.contains("frame check sequence  "),
        "{page}"
    );
    let ran = run(&["signal", "--frame", "--hex", "48 69"]);
    assert!(ran.status == 2 && ran.stderr.contains("14 octets, but there are 2"), "{}", ran.stderr);
}

/// 4B/5B marks where a frame begins and ends: IEEE 802.3 §24.2.2.
#[test]
fn a_frame_on_100base_tx_is_delimited() {
    let object = json(&["signal", "--sample", "arp-request", "--code", "mlt3", "--json"]);
    let groups: String =
        object["groups"].as_array().expect("groups").iter().filter_map(Value::as_str).collect();
    assert!(groups.starts_with("JK5555555555555DFF"), "{groups}");
    assert!(groups.ends_with("TR"), "{groups}");
    assert_eq!(groups.len(), 2 * 72 + 2);
    let line = object["line_bits"].as_str().expect("bits");
    assert!(line.starts_with("1100010001") && line.ends_with("0110100111"));
    let page = shown(&["signal", "--sample", "arp-request", "--code", "mlt3", "--lang", "zh"]);
    assert!(page.contains("扰码") && page.contains("/T/R/"), "{page}");
}

/// The sixteen data groups as IEEE 802.3 table 24-1 prints them.
#[test]
fn the_table_of_4b5b() {
    const TABLE: [u8; 16] = [
        0b11110, 0b01001, 0b10100, 0b10101, 0b01010, 0b01011, 0b01110, 0b01111, 0b10010, 0b10011, 0b10110,
        0b10111, 0b11010, 0b11011, 0b11100, 0b11101,
    ];
    for (data, bits) in (0..).zip(TABLE) {
        let group = GROUPS.iter().find(|group| group.data == Some(data)).expect("a group");
        assert_eq!(group.bits, bits, "{data:x}");
    }
    // FDDI's symbols of the same names (ISO 9314-1)
    let control = |name| GROUPS.iter().find(|group| group.name == name).map(|group| group.bits);
    assert_eq!(control('J'), Some(0b11000));
    assert_eq!(control('K'), Some(0b10001));
    assert_eq!(control('T'), Some(0b01101));
    assert_eq!(control('R'), Some(0b00111));
    assert_eq!(control('I'), Some(0b11111));
}

/// What netlab draws, netlab reads: piped, copied with an indent, in colour, in any language and width.
#[test]
fn what_is_drawn_is_read_again() {
    for code in CODES {
        for (lang, columns) in [("en", "80"), ("zh", "80"), ("zh+en", "60"), ("zh", "40"), ("en", "200")] {
            let mut command = netlab(&["signal", "汉 Hi\u{1}\u{ff}", "--color", "always", "--lang", lang]);
            let drawn = finish(command.args(code).env("COLUMNS", columns)).stdout;
            let copied: String = drawn.lines().map(|line| format!("  > {line}\n")).collect();
            for text in [&drawn, &copied] {
                let ran = pipe(&["signal", "--json"], text.as_bytes());
                assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{code:?} {lang} {columns}\n{text}");
                let object: Value = serde_json::from_str(&ran.stdout).expect("JSON");
                assert_eq!(object["octets"], "e6b18920486901c3bf");
                assert_eq!(object["code"], code[1]);
            }
        }
    }
}

#[test]
fn frames_are_recognized_when_they_are_read() {
    for code in CODES {
        let mut drawn = netlab(&["signal", "--sample", "tcp-syn"]);
        let ran = pipe(&["signal"], finish(drawn.args(code)).stdout.as_bytes());
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains("the frame check sequence is right"), "{}", ran.stdout);
        assert_eq!(ran.stdout.contains("/J/K/"), code[1] == "mlt3");
    }
}

#[test]
fn levels_that_were_typed_are_read() {
    // the halves of `H` in IEEE's convention, by hand
    let levels = "HLHLHL LH HLHL LH HL";
    for typed in [levels.to_string(), levels.replace('H', "1").replace('L', "0")] {
        let page = shown(&["signal", "--decode", &typed]);
        assert_eq!(row(&page, "octets  "), "48");
        assert_eq!(row(&page, "text    "), "H");
        assert!(page.contains("G. E. Thomas convention reads the same levels as b7"), "{page}");
    }
    let thomas = shown(&["signal", "--decode", "--convention", "thomas", levels]);
    assert_eq!(row(&thomas, "octets  "), "b7");
    assert_eq!(row(&shown(&["signal", "--decode", "--code", "nrz", "00010010"]), "octets  "), "48");
    assert_eq!(row(&shown(&["signal", "--decode", "--code", "nrzi", "LLLHHHLL"]), "octets  "), "48");
    let page = shown(&["signal", "--decode", "+++000--00"]);
    assert!(page.contains("MLT-3") && row(&page, "octets  ") == "48", "{page}");
    assert_eq!(pipe(&["signal", "--decode"], b"HLHLHLLHHLHLLHHL\n").status, 0);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let told = |args: &[&str]| {
        let ran = run(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.stdout);
        ran.stderr
    };
    let said = told(&["signal", "--decode", "HLHLHLLHHHHLLHHL"]);
    assert!(
        said.starts_with("error: bit 5 has no transition in its middle: half-bits 9 and 10 are both H\n"),
        "{said}"
    );
    assert!(said.contains("note: of the two halves one is wrong: LH is 1, HL is 0"), "{said}");
    // one half before the first bit
    let said = told(&["signal", "--decode", "H HLHLHLLHHLHLLHHL"]);
    assert!(said.contains("without half-bit 1, every bit has its transition"), "{said}");
    let said = told(&["signal", "--decode", "HHHLLLHHLLLHHHLL"]);
    assert!(said.contains("`--code nrz`"), "{said}");
    assert!(told(&["signal", "--decode", "HLX"]).contains("character 3, `X`, is no level"));
    assert!(told(&["signal", "--decode", "+0+"]).contains("`--code mlt3`"));
    assert!(told(&["signal", "--decode"]).contains("no levels"));
    assert!(told(&["signal", "--hex", "48 6x"]).contains("word 1, character"));
    assert!(told(&["signal", "--hex"]).contains("no octets"));
    assert!(told(&["signal", ""]).contains("no octets"));
    assert!(told(&["signal", "--sample", "raw-ipv4"]).contains("not an Ethernet frame"));
    assert!(told(&["signal", "--sample", "arp-reqest"]).contains("did you mean `arp-request`?"));
    assert!(told(&["signal", "--sample", "arp-request", "-n", "2"]).contains("frames 1 to 1"));
    assert!(told(&["signal", "--code", "nrz", "--convention", "ieee", "Hi"]).contains("`--convention`"));
    assert!(told(&["signal", "-n", "1", "Hi"]).contains("--sample"));
    // the second half of the first bit is high as well
    let drawn = shown(&["signal", "H"]);
    let changed = drawn.replace("high   __   _", "high   ____ _").replace("low      |_| |", "low        | |");
    let line = drawn.lines().position(|line| line.starts_with("low ")).expect("a row") + 1;
    let ran = pipe(&["signal"], changed.as_bytes());
    let said = format!("error: line {line}: bit 1 has no transition in its middle");
    assert!(ran.status == 2 && ran.stderr.starts_with(&said), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn standard_input_is_text_hex_or_a_drawing() {
    let octets = |args: &[&str], input: &[u8]| {
        let ran = pipe(args, input);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        serde_json::from_str::<Value>(&ran.stdout).expect("JSON")["octets"].clone()
    };
    assert_eq!(octets(&["signal", "--json"], b"Hi\n"), "48690a");
    assert_eq!(octets(&["signal", "--json", "-"], b"\xff\x00"), "ff00");
    assert_eq!(octets(&["signal", "--json", "--hex"], b"48 69\n"), "4869");
    let too_long = pipe(&["signal"], &vec![b'a'; (1 << 16) + 1]);
    assert!(too_long.status == 2 && too_long.stderr.contains("65536"), "{}", too_long.stderr);
}

/// What is given with nothing at all is said.
#[test]
fn nothing_given_shows_something_built_in() {
    let ran = run(&["signal"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.stderr, "note: nothing was given: this is `netlab signal Hi`\n");
    assert_eq!(ran.stdout, shown(&["signal", "Hi"]));
}

#[test]
fn a_long_drawing_stops_and_says_so() {
    let long = "a".repeat(600);
    let page = shown(&["signal", "--code", "nrz", &long]);
    assert_eq!(page.lines().filter(|line| line.starts_with("octet  ")).count(), 256);
    assert!(page.contains("88 more octets are not drawn; `--all` draws them"), "{page}");
    let page = shown(&["signal", "--code", "nrz", "--all", &long]);
    assert_eq!(page.lines().filter(|line| line.starts_with("octet  ")).count(), 300);
}

/// Rows stand straight and stay within the columns, in both languages, for every sample.
#[test]
fn drawings_keep_to_their_columns() {
    for code in CODES {
        for lang in ["en", "zh", "zh+en"] {
            for columns in [40, 60, 80] {
                let mut command = netlab(&["signal", "--sample", "arp-request", "--lang", lang]);
                let page = finish(command.args(code).env("COLUMNS", columns.to_string())).stdout;
                let wide = page.lines().filter(|line| width(line) > columns);
                let wide: Vec<&str> = wide.collect();
                assert!(wide.is_empty(), "{columns}: {wide:?}");
            }
        }
    }
}

/// What the codes are for, in numbers that can be reckoned by hand.
#[test]
fn transitions_are_counted() {
    let counts = |args: &[&str]| {
        let object = json(&[&["signal", "--json", "--hex", "00 00 00 00"], args].concat());
        (object["transitions"].as_u64(), object["longest_run"].as_u64())
    };
    assert_eq!(counts(&["--code", "nrz"]), (Some(0), Some(32)));
    assert_eq!(counts(&["--code", "nrzi"]), (Some(0), Some(32)));
    // 32 in the middle of bits, 31 between them
    assert_eq!(counts(&["--code", "manchester"]), (Some(63), Some(1)));
    // eight times 11110
    assert_eq!(counts(&["--code", "mlt3"]), (Some(32), Some(2)));
}

/// The JSON is the same in every language.
#[test]
fn json_does_not_change_with_the_language() {
    let args = ["signal", "--sample", "arp-request", "--json"];
    let zh = shown(&[&args[..], &["--lang", "zh"]].concat());
    assert_eq!(zh, shown(&args));
    assert_eq!(json(&args)["schema"], "netlab.signal/1");
}

/// Every Ethernet sample is sent and received whole.
#[test]
fn every_sample_comes_back() {
    let wire = ETHERNET.wire.expect("a wire");
    for sample in SAMPLES.iter().filter(|sample| sample.link == 1) {
        for frame in sample.frames().iter().filter(|frame| frame.original as usize == frame.octets.len()) {
            let sent = on_the_wire(wire, &frame.octets, false, true);
            for code in Code::ALL {
                let signal = Signal::new(code, &sent.octets, true);
                let reading = decode(code, &signal.levels);
                assert_eq!(reading.faults, [], "{}", sample.name);
                let octets: Vec<u8> = reading.octets.into_iter().flatten().collect();
                let (parts, check) = parts_of(wire, &octets).expect("a frame");
                assert_eq!((parts.octets, check), (sent.octets.clone(), Some(true)), "{}", sample.name);
            }
        }
    }
}

/// A page of a drawing, as netlab would print its rows.
fn drawing(code: Code, octets: &[u8], per_line: usize) -> String {
    let signal = Signal::new(code, octets, false);
    let mut before = code.before();
    let mut page = format!("--code {}\n", code.key());
    if let Some(convention) = code.convention() {
        page = format!("--code {} --convention {convention}\n", code.key());
    }
    for levels in signal.levels.chunks(per_line * code.samples()) {
        for (name, row) in code.row_names().zip(netlab::signal::rows(code, levels, before)) {
            page.push_str(format!("{:7}{row}", name.en).trim_end());
            page.push('\n');
        }
        page.push('\n');
        before = levels.last().copied();
    }
    page
}

proptest! {
    /// Draw, read, and have the octets again: for every code, any octets, any length of lines.
    #[test]
    fn drawing_and_reading_are_inverse(
        octets in prop::collection::vec(any::<u8>(), 1..80),
        code in prop::sample::select(Code::ALL.to_vec()),
        per_line in 1usize..40,
    ) {
        let page = drawing(code, &octets, per_line);
        let found = netlab::signal::find(&page).expect("a drawing");
        prop_assert_eq!(found.named, Some(code));
        let wave = found.levels(code).expect("levels");
        let reading = decode(code, &wave.levels);
        prop_assert_eq!(&reading.faults, &[]);
        prop_assert_eq!(reading.octets, octets.into_iter().map(Some).collect::<Vec<_>>());
    }

    /// Any text may be given as a drawing or as levels: it is read or refused, and nothing else.
    #[test]
    fn any_text_is_read_or_refused(text in "[ _|+0\\-HL1highlow\n高低\x1b\\[m>X]{0,200}") {
        for code in Code::ALL {
            if let Some(found) = netlab::signal::find(&text)
                && let Ok(wave) = found.levels(code)
            {
                decode(code, &wave.levels);
            }
            if let Ok(levels) = netlab::signal::levels_of(&text, code == Code::Mlt3) {
                let reading = decode(code, &levels);
                prop_assert!(reading.line.len() <= levels.len());
            }
        }
    }

    /// One convention reads the other's levels as the complement.
    #[test]
    fn conventions_are_complements(octets in prop::collection::vec(any::<u8>(), 1..80)) {
        let [ieee, thomas] = [Convention::Ieee, Convention::Thomas].map(Code::Manchester);
        let reading = decode(thomas, &Signal::new(ieee, &octets, false).levels);
        prop_assert_eq!(reading.octets, octets.iter().map(|octet| Some(!octet)).collect::<Vec<_>>());
    }

    /// Manchester has a transition in every bit, 4B/5B leaves at most three bits without one.
    #[test]
    fn no_data_stops_the_clock(octets in prop::collection::vec(any::<u8>(), 1..80)) {
        for convention in [Convention::Ieee, Convention::Thomas] {
            let signal = Signal::new(Code::Manchester(convention), &octets, false);
            prop_assert!(signal.longest_run() <= 2 && signal.transitions() >= octets.len() * 8);
            prop_assert!(signal.mean().abs() < 1e-9);
        }
        prop_assert!(Signal::new(Code::Mlt3, &octets, true).longest_run() <= 4);
    }
}

/// The page about signals shows what netlab prints, and explains every key of the JSON.
#[test]
fn the_page_about_signals_is_true() {
    let page = common::read("docs/signal.md");
    let drawing =
        page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a drawing");
    assert!(shown(&["signal", "H"]).contains(drawing));
    let read = run(&["signal", "--decode", "--json", "HH"]).stdout;
    let objects = [json(&["signal", "H", "--json"]), serde_json::from_str(&read).expect("JSON")];
    for key in objects.iter().flat_map(|object| object.as_object().expect("an object").keys()) {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}
