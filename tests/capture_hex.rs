//! Hexadecimal text in every form that people have it, written by the tests and by the programs themselves.

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use netlab::capture::{ETHERNET, RAW, Time, from_words, open};
use netlab::spec::Trouble;
use proptest::prelude::*;

struct Read {
    frames: Vec<(u32, Vec<u8>)>,
    times: Vec<Option<Time>>,
    wrong: Vec<Trouble>,
    notes: Vec<String>,
}

fn read(text: impl AsRef<[u8]>) -> Read {
    let text = text.as_ref().to_vec();
    let most = text.len() + 1;
    collect(open(Box::new(std::io::Cursor::new(text))), most)
}

fn collect(frames: Result<netlab::capture::Frames, Trouble>, most: usize) -> Read {
    let mut read = Read { frames: vec![], times: vec![], wrong: vec![], notes: vec![] };
    let mut frames = match frames {
        Ok(frames) => frames,
        Err(trouble) => {
            read.wrong.push(trouble);
            return read;
        }
    };
    while let Some(next) = frames.next_frame() {
        match next {
            Ok(record) => {
                read.frames.push((record.link, record.octets.to_vec()));
                read.times.push(record.time);
            }
            Err(trouble) => read.wrong.push(trouble),
        }
        assert!(read.frames.len() + read.wrong.len() <= most, "the reader does not end");
    }
    read.notes = frames.notes().into_iter().map(|note| note.en).collect();
    read
}

/// The frames of a text that has nothing wrong.
fn frames(text: impl AsRef<[u8]>) -> Vec<Vec<u8>> {
    let text = text.as_ref();
    let read = read(text);
    let wrong: Vec<_> = read.wrong.iter().map(|trouble| &trouble.what.en).collect();
    assert!(wrong.is_empty(), "{wrong:?} in\n{}", String::from_utf8_lossy(text));
    read.frames.into_iter().map(|(_, octets)| octets).collect()
}

fn wrong(text: &str) -> String {
    let read = read(text);
    assert_eq!(read.wrong.len(), 1, "{:?}", read.wrong);
    read.wrong[0].what.en.clone()
}

/// An Ethernet frame: an ICMP echo request with a right IPv4 header checksum.
fn ping() -> Vec<u8> {
    let mut octets = vec![
        0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0, 0x45, 0, 0, 0x2e, 0, 1, 0, 0, 0x40, 1, 0x66, 0xcb,
        0xc0, 0, 2, 1, 0xc6, 0x33, 0x64, 2, 8, 0,
    ];
    let mut sum: u32 = octets[14..34].chunks(2).map(|w| u32::from(w[0]) << 8 | u32::from(w[1])).sum();
    sum -= 0x66cb;
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    octets[24..26].copy_from_slice(&(!(sum as u16)).to_be_bytes());
    octets.extend(b"add a face | 0x45 > ff: cd");
    octets.truncate(60);
    octets
}

#[test]
fn the_forms_people_type_are_all_one_frame() {
    let want = vec![vec![0x00, 0x1b, 0x44, 0x11, 0x3a, 0xb7]];
    for text in [
        "001b44113ab7",
        "001B44113AB7\r\n",
        "00 1b 44 11 3a b7",
        "00:1b:44:11:3a:b7",
        "00-1B-44-11-3A-B7",
        "001b.4411.3ab7",
        "00,1b,44,11,3a,b7",
        "0x001b44113ab7",
        "0x00 0x1b 0x44 0x11 0x3a 0xb7",
        "0x0, 0x1b, 0x44, 0x11, 0x3a, 0xb7",
        r"\x00\x1b\x44\x11\x3a\xb7",
        "001b4411\n3ab7",
        "00 1b # source\n44 11 // more\n/* and\n more */ 3a b7",
        "00：1b：44：11：3a：b7",
        "\u{feff}00 1b\u{a0}44 11 3a b7",
        "b\"\\x00\\x1b\\x44\\x11\\x3a\\xb7\"",
        r#"pkt = b"\x00\x1bD\x11:\xb7""#,
        "pkt = (b'\\x00\\x1bD'\n       b'\\x11:\\xb7')",
        "\"\\x00\\x1b\\x44\" \\\n\"\\x11\\x3a\\xb7\"",
        r#"char *p = "\0\x1b\104\x11\x3a\xb7";"#,
        "const unsigned char pkt1[6] = { 0x00, 0x1b, 0x44, /* D */ 0x11, 0x3a, 0xb7 };",
        "uint8_t p[] = {\n 0x00, 0x1b, // } \"not the end\n 0x44, 17, ':', 0xb7\n};\nint n = 6;",
        "pkt := []byte{0x00, 0x1b, 0x44, 0x11, 0x3a, 0xb7}",
        "let pkt: [u8; 6] = [0x00u8, 0x1b, 0x44_u8, 0x11, 0x3a, 0xb7];",
        "byte[] p = new byte[] { (byte)0x00, (byte)0x1b, (byte)0x44, (byte)0x11, (byte)0x3a, (byte)0xb7 };",
        "bytes.fromhex('00 1b 44 11 3a b7')",
        r#"{"name": "face", "hex": "001b44113ab7"}"#,
        "0000  00 1b 44 11 3a b7",
        "0000   00 1b 44 11 3a b7   ..D.:.",
        "00000000: 001b 4411 3ab7                           ..D.:.",
        "00000000  00 1b 44 11 3a b7                                 |..D.:.|\n00000006",
        "$ od -A x -t x1 f\n000000 00 1b 44 11 3a b7\n000006",
        "0000000 000 033\n", // od without -x: not octets
    ] {
        if text.starts_with("0000000 000") {
            assert!(!read(text).wrong.is_empty());
        } else {
            assert_eq!(frames(text), want, "{text}");
        }
    }
}

#[test]
fn windows_text_is_read_as_any_other() {
    let little: Vec<u8> =
        "\u{feff}00 1b 44\r\n11 3a b7\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}00 1b 44 11 3a b7".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(frames(little), frames(big));
    // a comment in GBK
    assert_eq!(frames(b"00 1b 44 11 3a b7 # \xca\xd7\xb2\xbf"), [[0, 0x1b, 0x44, 0x11, 0x3a, 0xb7]]);
}

#[test]
fn several_frames_are_told_apart() {
    let two = vec![vec![0xde, 0xad], vec![0xbe, 0xef]];
    for text in [
        "de ad\n\nbe ef",
        "dead\r\n \r\n\r\nbeef\r\n",
        "# one\nde ad\n\n# only a remark\n\nbe ef # two",
        "char a[] = {0xde, 0xad};\nchar b[] = {0xbe, 0xef};",
        "[[0xde, 0xad], [0xbe, 0xef]]",
        "a = b'\\xde\\xad'\nb = b'\\xbe\\xef'",
        "0000  de ad\n0000  be ef",
        "0000  de ad   ..\n\n0000  be ef   ..\n",
    ] {
        assert_eq!(frames(text), two, "{text}");
    }
    // one whole frame a line, as some programs print them
    let line = hex(&ping());
    let read = read(format!("{line}\n{line}\n"));
    assert_eq!(read.frames, [(ETHERNET, ping()), (ETHERNET, ping())]);
    assert!(read.notes[0].contains("each line is read as one"), "{:?}", read.notes);
}

#[test]
fn characters_that_look_like_octets_are_not_read() {
    let text = "0000  61 62 63 64 65 66 61 62 63 64 65 66 61 62 20 63   abcdefabcdefab c
0010  64 20 65 66 20 61 62                               d ef ab";
    let want: Vec<u8> = b"abcdefabcdefab cd ef ab".to_vec();
    assert_eq!(frames(text), std::slice::from_ref(&want));
    // the last line alone, and with the column of characters close to its octets
    assert_eq!(frames("0000  64 20 65 66 20 61 62   d ef ab"), [b"d ef ab"]);
    let close = text.replace("                               d ef", "   d ef");
    assert_eq!(frames(close), [want]);
    // the first line lost its tab when it was copied
    let copied =
        "0x0000:  4500 0054 0001  E..T..\n\t0x0006:  6162 6364 6566  abcdef\n\t0x000c:  6162            ab";
    assert_eq!(frames(copied)[0].len(), 14);
}

#[test]
fn a_datagram_without_link_header_is_recognised_and_said() {
    let datagram = &ping()[14..];
    let read_one = read(hex(datagram));
    assert_eq!(read_one.frames, [(RAW, datagram.to_vec())]);
    assert!(read_one.notes[0].contains("--link-type ethernet"), "{:?}", read_one.notes);
    // one octet more, and it is no whole datagram
    let longer = [datagram, &[0]].concat();
    assert_eq!(read(hex(&longer)).frames[0].0, ETHERNET);
    // a wrong header checksum
    let mut wrong = datagram.to_vec();
    wrong[10] ^= 1;
    assert_eq!(read(hex(&wrong)).frames[0].0, ETHERNET);
    let mut six = vec![0x60, 0, 0, 0, 0, 4, 17, 64];
    six.resize(44, 1);
    assert_eq!(read(hex(&six)).frames[0].0, RAW);
    assert_eq!(read(hex(&ping())).frames[0].0, ETHERNET);
}

#[test]
fn base64_is_read_where_it_is_no_hexadecimal() {
    let read_one = read("AgAAAAACAgAAAAABCABFAAAuAAEAAEABZsvAAAIBxjNkAggA");
    assert_eq!(read_one.frames[0].1, {
        let mut head = ping()[..36].to_vec();
        head[24..26].copy_from_slice(&[0x66, 0xcb]);
        head
    });
    assert!(read_one.notes[0].contains("Base64"));
}

#[test]
fn words_of_the_command_line_are_one_frame() {
    let of =
        |words: &[&str]| collect(from_words(&words.iter().map(ToString::to_string).collect::<Vec<_>>()), 10);
    assert_eq!(of(&["00", "1b", "44113ab7"]).frames[0].1, [0, 0x1b, 0x44, 0x11, 0x3a, 0xb7]);
    assert_eq!(of(&["0000", "4500", "003c"]).frames[0].1, [0, 0, 0x45, 0, 0, 0x3c]);
    assert_eq!(of(&["00:1b:44:11:3a:b7", "", "08 00"]).frames[0].1.len(), 8);
    assert_eq!(of(&["0000  00 1b\n0002  44 11"]).frames[0].1, [0, 0x1b, 0x44, 0x11]);
    let trouble = &of(&["45", "0g", "00"]).wrong[0];
    assert_eq!(
        trouble.what.en,
        "word 2, character 1: an octet needs two hexadecimal digits, but `0` has 1, an odd number"
    );
    let trouble = &of(&["45", "zz"]).wrong[0];
    assert_eq!(trouble.what.zh, "第 2 个参数的第 1 个字符：一个字节需要两位十六进制数字，这里却是 `zz`");
    assert_eq!(of(&[]).wrong.len(), 1);
    assert_eq!(of(&[""]).wrong.len(), 1);
}

#[test]
fn what_is_wrong_is_shown_with_its_place() {
    assert_eq!(
        wrong("45 00\n00 3c 1g"),
        "line 2, column 7: an octet needs two hexadecimal digits, but `1` has 1, an odd number"
    );
    assert_eq!(
        wrong("45 00 xyz"),
        "line 1, column 7: an octet needs two hexadecimal digits, but here is `xyz`"
    );
    assert!(wrong("45 00 \u{1b}[31m").contains(r"`\u{1b}[31m`"));
    assert!(wrong("450").contains("`450` has 3"));
    assert!(wrong("45 00 /* no end").contains("line 1, column 7"));
    let decimal = read("[69, 0, 0, 60]").wrong.remove(0);
    assert!(!decimal.what.en.is_empty());
    let decimal = read("69 0 0 192").wrong.remove(0);
    assert_eq!(decimal.hint.unwrap().en, "`00` is 0 in hexadecimal; decimal numbers are not read");
    assert!(wrong("{ 0x45, 300 }").contains("`300`"));
    assert!(wrong("char p[] = { 0x45, 0x00").contains("array"));
    assert!(wrong("p = b'\\x45").contains("string"));
    assert!(wrong("p = b'\\xzz'").contains("line 1, column 7"));
    // an é of Latin-1: which octets the program's author meant, nobody knows
    let latin = read(b"p = '\\x45\xe9'");
    assert_eq!(latin.frames, []);
    assert_eq!(latin.wrong.len(), 1);
    assert!(latin.wrong[0].what.en.contains("line 1, column 10"), "{}", latin.wrong[0].what.en);
    // dumps
    let missing = "0000  00 01 02 03 04 05 06 07\n0010  10 11 12 13";
    assert!(wrong(missing).contains("there are 16 octets, but this line has 8"), "{}", wrong(missing));
    let back = "0000  00 01 02 03\n0004  04 05 06 07\n0002  08 09";
    assert!(wrong(back).contains("line 3: the offset 0002 does not come after 0004"), "{}", wrong(back));
    let more = "0000  00 01 02 03\n0004  04 05 06 07 08\n0008  08 09";
    assert!(wrong(more).contains("line 2: the line has more octets"), "{}", wrong(more));
    let typo = "0000  00 01 02 03\n0004  04 0O 06 07\n0008  08 09";
    assert!(wrong(typo).contains("line 2, column 10"), "{}", wrong(typo));
    assert!(wrong(typo).contains("`0O`"));
    let offset = "0000  00 01 02 03\n00O4  04 05 06";
    assert!(wrong(offset).contains("line 2, column 1: the line has octets, but `00O4`"), "{}", wrong(offset));
    // a line of characters only is no frame, and hides none behind it
    assert_eq!(frames("0000: 01 02\n0000:  |..|\n0000: 03 04"), [[1, 2], [3, 4]]);
}

#[test]
fn damage_in_one_frame_leaves_the_others() {
    let plain = read("de ad\n\nbe e\n\n01 02");
    assert_eq!((plain.frames.len(), plain.wrong.len()), (2, 1));
    let dump = read("0000  de ad\n0002  b\n0000  01 02\n0002  03 04\n\n0000  05 06");
    assert_eq!(dump.wrong.len(), 1, "{:?}", dump.wrong);
    assert_eq!(dump.frames.len(), 2, "{:?}", dump.frames);
}

#[test]
fn lines_left_out_are_filled_within_bounds() {
    let text = "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000040  01 02                                             |..|\n00000042";
    let want = [vec![0; 64], vec![1, 2]].concat();
    assert_eq!(frames(text), [want]);
    let bomb = text.replace("00000040", "ffffff40").replace("00000042", "ffffff42");
    assert!(wrong(&bomb).contains("262144"), "{}", wrong(&bomb));
    assert!(wrong(&text.replace("00000040", "00000041")).contains("multiple"));
    let open = "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n";
    assert!(wrong(open).contains("no offset follows"), "{}", wrong(open));
}

#[test]
fn many_small_texts_that_fill_up_much_are_bounded_too() {
    let one = "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00040000\n";
    let read = read(one.repeat(400));
    assert_eq!((read.frames.len(), read.frames[0].1.len()), (256, 1 << 18));
    assert!(read.wrong[0].what.en.contains("64 MiB"), "{:?}", read.wrong[0]);
}

#[test]
fn a_long_line_of_arrays_takes_time_in_proportion() {
    let text = "{0x4500,0x01},".repeat(100_000);
    let begun = std::time::Instant::now();
    assert_eq!(frames(text).len(), 100_000);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn only_frames_are_read_from_an_analysers_dump() {
    let text = "Frame (4 bytes):\n0000  de ad be ef   ....\n\nReassembled TCP (2 bytes):\n0000  47 45   GE\n\nFrame (1 bytes):\n0000  01   .\n";
    let read = read(text);
    assert_eq!(read.frames, [(ETHERNET, vec![0xde, 0xad, 0xbe, 0xef]), (ETHERNET, vec![1])]);
    assert_eq!(read.notes.len(), 1);
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// A dump as Wireshark, xxd and tcpdump lay it out.
fn dump(octets: &[u8], style: usize) -> String {
    let mut text = String::new();
    for (i, line) in octets.chunks(16).enumerate() {
        let at = i * 16;
        let chars: String =
            line.iter().map(|&c| if (b' '..=b'~').contains(&c) { c as char } else { '.' }).collect();
        let pairs: Vec<String> = line.iter().map(|octet| format!("{octet:02x}")).collect();
        let words: Vec<String> = line.chunks(2).map(hex).collect();
        text += &match style {
            0 => format!("{at:04x}  {:<48}  {chars}\n", pairs.join(" ")),
            1 => format!("{at:08x}: {:<39}  {chars}\n", words.join(" ")),
            2 => format!("\t0x{at:04x}:  {:<39}  {chars}\n", words.join(" ")),
            3 => format!("{at:04x}   {}\n", pairs.join(" ")),
            // characters with their trailing spaces cut off, as mail programs do
            4 => format!("{}\n", format!("{at:04x}  {:<48}  {chars}", pairs.join(" ")).trim_end()),
            _ => format!("{at:08x}  {:<48}  |{chars}|\n", pairs.join(" ")),
        };
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_style_gives_back_the_octets(octets in prop::collection::vec(any::<u8>(), 1..200)) {
        let pairs = |before: &str, between: &str| {
            let all: Vec<String> = octets.iter().map(|octet| format!("{before}{octet:02x}")).collect();
            all.join(between)
        };
        for text in [
            hex(&octets),
            pairs("", " "),
            pairs("", ":"),
            pairs("", "-"),
            pairs("0x", ", "),
            pairs("\\x", ""),
            format!("\"{}\"", pairs("\\x", "")),
            format!("unsigned char p[{}] = {{ {} }};", octets.len(), pairs("0x", ", ")),
        ] {
            prop_assert_eq!(frames(&text), [&octets[..]], "{}", text);
        }
        for style in 0..6 {
            let text = dump(&octets, style);
            prop_assert_eq!(frames(&text), [&octets[..]], "{}", text);
        }
    }

    /// Octets that print as hexadecimal digits and spaces are the hardest to tell from their characters.
    #[test]
    fn characters_like_octets_do_not_confuse(octets in prop::collection::vec(prop::sample::select(b"0123456789abcdef  |>".to_vec()), 1..100)) {
        for style in [0, 1, 2, 5] {
            let text = dump(&octets, style);
            prop_assert_eq!(frames(&text), [&octets[..]], "{}", text);
        }
    }

    #[test]
    fn any_text_ends(text in "[0-9a-fx :{}\\[\\](),\"'\\\\|>*#/\n\t-]{0,200}") {
        read(&text);
    }

    #[test]
    fn any_characters_end(text in "\\PC{0,100}") {
        read(&text);
    }

    #[test]
    fn a_damaged_dump_ends(
        octets in prop::collection::vec(any::<u8>(), 1..100),
        style in 0usize..6,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"0f \n*:|x,\"".to_vec())), 1..5),
    ) {
        let mut text = dump(&octets, style).into_bytes();
        for (at, value) in changes {
            let at = at.index(text.len());
            text[at] = value;
        }
        read(&text);
    }
}

/// What `program` prints when it is given `octets`; nothing where it is not installed.
fn printed(program: &str, arguments: &[&str], octets: &[u8]) -> Option<Vec<u8>> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        common::skip(&format!("no {program}"));
        return None;
    };
    child.stdin.take().unwrap().write_all(octets).unwrap();
    Some(child.wait_with_output().unwrap().stdout)
}

/// Frames that are hard on a reader: lengths around a line, text that looks like octets, lines that repeat.
fn samples() -> Vec<Vec<u8>> {
    let mut samples = vec![ping(), vec![0; 100], [vec![0; 64], ping(), vec![0xff; 48], vec![1]].concat()];
    for length in [1usize, 2, 15, 16, 17, 31, 32, 33, 63, 300] {
        samples.push((0..length).map(|i| (i * 37 + length) as u8).collect());
        samples.push(b"00 1f abcdef 4500 | > *".iter().copied().cycle().take(length).collect());
    }
    samples
}

fn round_trip(program: &str, styles: &[&[&str]]) {
    for style in styles {
        for octets in samples() {
            let Some(text) = printed(program, style, &octets) else { return };
            let shown = String::from_utf8_lossy(&text);
            assert_eq!(frames(&text), [octets], "{program} {style:?}:\n{shown}");
        }
    }
}

#[test]
fn what_xxd_prints_is_read() {
    round_trip(
        "xxd",
        &[
            &[],
            &["-p"],
            &["-u"],
            &["-i"],
            &["-a"],
            &["-c", "8", "-g", "1"],
            &["-g", "4"],
            &["-c", "32"],
            &["-e"],
            &["-e", "-g", "8"],
            &["-d"],
        ],
    );
}

#[test]
fn what_hexdump_prints_is_read() {
    round_trip("hexdump", &[&["-C"], &["-Cv"], &[], &["-v"], &["-x"]]);
}

#[test]
fn what_od_prints_is_read() {
    let plain: &[&[&str]] = &[
        &["-A", "x", "-t", "x1"],
        &["-A", "x", "-t", "x1z"],
        &["-t", "x1"],
        &["-t", "x1z", "-v"],
        &["-A", "d", "-v", "-t", "x1"],
        &["-A", "n", "-v", "-t", "x1"],
        &["-A", "x", "-x"],
        &["-v", "-x"],
        &["-v", "-t", "x4"],
    ];
    round_trip("od", plain);
}

#[test]
fn words_printed_the_wrong_way_round_are_turned_and_said() {
    let read = read("0000000 0002 0000\n0000004\n");
    assert_eq!(read.frames[0].1, [2, 0, 0, 0]);
    assert!(read.notes[0].contains("last octet first"), "{:?}", read.notes);
}

fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = Vec::new();
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, link] {
        file.extend(u32::to_le_bytes(word));
    }
    for packet in packets {
        for word in [1_700_000_000, 123_456, packet.len() as u32, packet.len() as u32] {
            file.extend(u32::to_le_bytes(word));
        }
        file.extend(packet);
    }
    file
}

#[test]
fn what_tcpdump_prints_is_read() {
    let packets = vec![ping(), ping()];
    let file = pcap(1, &packets);
    let time = Some(Time { seconds: 1_700_000_000, nanos: 123_456_000, digits: 6 });
    let datagram = ping()[14..].to_vec();
    for (style, link, octets, times) in [
        ("-x", RAW, &datagram, None),
        ("-X", RAW, &datagram, None),
        ("-xx", ETHERNET, &packets[0], None),
        ("-XX", ETHERNET, &packets[0], None),
        ("-evvXX", ETHERNET, &packets[0], None),
        ("-ttxx", ETHERNET, &packets[0], time),
        ("-ttttX", RAW, &datagram, None),
    ] {
        let Some(text) = printed("tcpdump", &["-n", style, "-r", "-"], &file) else { return };
        let read = read(&text);
        assert!(read.wrong.is_empty(), "{style}: {:?}", read.wrong);
        let want = vec![(link, octets.clone()); 2];
        assert_eq!(read.frames, want, "{style}:\n{}", String::from_utf8_lossy(&text));
        assert_eq!(read.times, [times; 2], "{style}");
    }
    // the adapter fills in the checksum later: the header is right all the same
    let mut offloaded = ping();
    offloaded[24..26].copy_from_slice(&[0, 0]);
    let Some(text) = printed("tcpdump", &["-nxr", "-"], &pcap(1, &[offloaded.clone()])) else { return };
    assert_eq!(read(&text).frames, [(RAW, offloaded[14..].to_vec())]);
    // an ARP packet without its Ethernet header cannot be shown
    let arp = [&ping()[..12], &[8, 6, 0, 1, 8, 0, 6, 4, 0, 1], &[7; 20]].concat();
    let Some(text) = printed("tcpdump", &["-nxr", "-"], &pcap(1, &[arp])) else { return };
    let read = read(&text);
    assert!(read.wrong[0].hint.as_ref().unwrap().en.contains("tcpdump -xx"), "{:?}", read.frames);
}

#[test]
fn what_tshark_prints_is_read() {
    let packets = vec![ping(), ping()];
    for style in [&["-x"][..], &["-x", "-P"], &["-x", "-V"]] {
        let arguments = [&["-n", "-r", "-"], style].concat();
        let Some(text) = printed("tshark", &arguments, &pcap(1, &packets)) else { return };
        assert_eq!(frames(&text), packets, "{style:?}:\n{}", String::from_utf8_lossy(&text));
    }
}
