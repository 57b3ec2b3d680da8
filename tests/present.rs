//! Pages for a lecture: as SVG, with blanks to fill in, and line by line on a projector.

mod common;

use common::{Ran, ask, directory, pipe, run};
use netlab::sample::SAMPLES;
use std::fs;
use std::process::Command;

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
    stderr
}

/// Reads drawings as a browser would, and writes down what stands in which column of which line. A Chinese character
/// takes two.
const READ: &str = "
import sys, unicodedata
from xml.etree import ElementTree
SVG = '{http://www.w3.org/2000/svg}'
def column(pixel):
    columns, rest = divmod(int(pixel) - 16, 8)
    assert rest == 0 and columns >= 0, pixel
    return columns
for name in sys.argv[1:]:
    root = ElementTree.parse(name).getroot()
    width, height = int(root.get('width')), int(root.get('height'))
    assert root.get('viewBox') == f'0 0 {width} {height}'
    lines = {}
    for text in root.findall(SVG + 'text'):
        number, rest = divmod(int(text.get('y')) - 29, 18)
        assert rest == 0 and number not in lines and not text.text
        line, at = '', 0
        for span in text:
            places = [column(x) for x in span.get('x').split(' ')]
            assert span.tag == SVG + 'tspan' and not span.tail and len(places) == len(span.text)
            for place, character in zip(places, span.text):
                assert place == at, (line, place, at)
                wide = unicodedata.east_asian_width(character) in 'WF'
                at += 2 if wide else 1
                line += character
        assert at * 8 + 32 <= width
        lines[number] = line
    assert len(lines) == 0 or max(lines) * 18 + 50 == height
    with open(name + '.txt', 'w', encoding='utf-8', newline='') as out:
        for number in range(max(lines, default=-1) + 1):
            out.write(lines.get(number, '') + '\\n')
";

#[test]
fn a_drawing_has_every_character_of_the_page_in_its_column() {
    let directory = directory("svg");
    let mut drawn = Vec::new();
    let views = ["--dump", "--tree", "--figure", "--layers", "--steps"];
    for (i, sample) in SAMPLES.iter().enumerate() {
        let lang = ["en", "zh", "zh+en"][i % 3];
        let file = directory.join(format!("{}.svg", sample.name)).display().to_string();
        let args = ["frame", views[i % 5], views[(i + 1) % 5], "--sample", sample.name, "--lang", lang];
        assert_eq!(shown(&[&args[..], &["--svg", &file]].concat()), "");
        drawn.push((file, shown(&args)));
    }
    let mut read = Command::new("python3");
    read.args(["-c", READ]).args(drawn.iter().map(|(file, _)| file));
    if ask("python3", &mut read).is_some() {
        for (file, page) in drawn {
            assert_eq!(fs::read_to_string(format!("{file}.txt")).expect("what was read"), page, "{file}");
        }
    }
}

#[test]
fn a_drawing_is_a_whole_file_of_its_own() {
    let page = shown(&["frame", "--dump", "--svg", "-"]);
    assert!(page.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns="), "{page}");
    assert!(page.ends_with("</svg>\n") && page.contains("prefers-color-scheme: dark"), "{page}");
    for foreign in ["href", "url(", "<script", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    // colours do not depend on where standard output goes, nor on --color
    assert_eq!(page, shown(&["frame", "--dump", "--color", "always", "--svg", "-"]));
    assert!(page.contains(" xml:lang=\"en\"") && page.contains("<title>A frame, drawn by netlab</title>"));
    let chinese = shown(&["frame", "--dump", "--lang", "zh", "--svg", "-"]);
    assert!(chinese.contains(" xml:lang=\"zh-CN\"") && chinese.contains("<title>netlab 画的帧</title>"));
}

/// Several frames are one drawing, in the views that explain a single one.
#[test]
fn frames_share_a_drawing() {
    let page = shown(&["frame", "--sample", "tcp-session", "-n", "1-2", "--svg", "-"]);
    assert_eq!(page.matches("<svg ").count(), 1);
    let titles =
        |word: &str| page.matches(&format!("class=\"b\" x=\"16 24 32 40 48 56 64\">{word}<")).count();
    assert_eq!((titles("Frame 1"), titles("Frame 2")), (2, 2), "{page}");
}

/// What comes off the wire may be XML, and what XML may not hold.
#[test]
fn nothing_from_the_wire_is_obeyed_in_a_drawing() {
    let hostile =
        b"GET /</text><script>alert(1)</script>&amp; HTTP/1.1\r\nHost: \x1b[31m\x0e!\xef\xbf\xbf\r\n\r\n";
    let mut segment = vec![0xc0, 0, 0, 80, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0, 0, 0, 0, 0, 0];
    segment.extend(hostile);
    let mut datagram = vec![0x45, 0, 0, 0, 0, 0, 0, 0, 64, 6, 0, 0, 172, 16, 10, 10, 172, 16, 10, 11];
    datagram[2..4].copy_from_slice(&(20 + segment.len() as u16).to_be_bytes());
    datagram.extend(&segment);
    let hex: String = datagram.iter().map(|octet| format!("{octet:02x}")).collect();
    let file = directory("svg-hostile").join("page.svg").display().to_string();
    let args = ["frame", "--link-type", "raw", "--dump", "--tree", "--figure", "--svg", &file, "-"];
    let Ran { status, stderr, .. } = pipe(&args, hex.as_bytes());
    assert_eq!(status, 0, "{stderr}");
    let page = fs::read_to_string(&file).expect("a drawing");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(!page.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{ffff}'), "{page}");
    if ask("python3", Command::new("python3").args(["-c", READ, &file])).is_some() {
        let read = fs::read_to_string(format!("{file}.txt")).expect("what was read");
        assert!(read.contains("/</text><script>alert(1)</script>&amp;"), "{read}");
    }
}

#[test]
fn a_drawing_that_cannot_be_written_is_told() {
    let directory = directory("svg-unwritten");
    let file = directory.join("none").join("page.svg").display().to_string();
    let said = trouble(&["frame", "--dump", "--svg", &file]);
    assert!(said.starts_with(&format!("error: cannot write `{file}`: ")), "{said}");
    let said = trouble(&["frame", "--dump", "--lang", "zh", "--svg", &file]);
    assert!(said.starts_with(&format!("错误：无法写入 `{file}`：")), "{said}");
    // trouble with what was asked for leaves the file as it was
    let file = directory.join("page.svg").display().to_string();
    trouble(&["frame", "--at", "5000", "--svg", &file]);
    assert!(!fs::exists(&file).expect("a directory"));
    for other in ["--json", "--summary", "--count"] {
        let said = trouble(&["frame", other, "--svg", &file]);
        assert!(said.contains("does not go with"), "{said}");
    }
}

/// The answers below a page, without their numbers.
fn answers(page: &str) -> Vec<String> {
    let below = page.lines().skip_while(|line| *line != "Answers, in the order of the octets").skip(1);
    let mut answers: Vec<String> = Vec::new();
    for line in below {
        match line.trim_start().split_once("  ") {
            Some((number, answer)) if number.parse::<usize>() == Ok(answers.len() + 1) => {
                answers.push(answer.into());
            }
            _ => answers.last_mut().expect("a first line").push_str(&format!(" {}", line.trim())),
        }
    }
    answers
}

/// A worksheet that is printed again next year is the same one.
#[test]
fn a_seed_leaves_the_same_values_blank_for_ever() {
    let page = shown(&["frame", "--dump", "--blank", "30%", "--seed", "7", "--key"]);
    // another ChaCha, and Fisher and Yates by hand, chose 0, 2, 5 and 6 of 13
    let chosen = [
        "Ethernet Destination Address (0-5): ff:ff:ff:ff:ff:ff  broadcast",
        "Ethernet EtherType (12-13): 0x0806  ARP",
        "ARP Hardware Address Length (18): 6 octets",
        "ARP Protocol Address Length (19): 4 octets",
    ];
    assert_eq!(answers(&page), chosen);
    assert!(page.contains("  a  0-5    Destination Address  _________________  _________\n"), "{page}");
    assert!(page.contains("\n4 of 13 values are left blank (seed 7).\n"), "{page}");
    let other = shown(&["frame", "--dump", "--blank", "30%", "--seed", "8", "--key"]);
    assert_ne!(answers(&page), answers(&other));
    assert_eq!(
        shown(&["frame", "--dump", "--blank", "30%"]),
        shown(&["frame", "--dump", "--blank", "30", "--seed", "1"])
    );
}

#[test]
fn a_value_is_blank_in_every_view_or_in_none() {
    for sample in ["arp-request", "tcp-syn", "dns-response", "ipv6-ra", "dhcp", "icmp-unreachable"] {
        let of = |view: &str| {
            shown(&["frame", view, "--sample", sample, "-n", "1", "--blank", "40%", "--seed", "3", "--key"])
        };
        let dump = answers(&of("--dump"));
        assert!(dump.len() > 3);
        assert_eq!(dump, answers(&of("--tree")), "{sample}");
        assert_eq!(dump, answers(&of("--figure")), "{sample}");
    }
}

/// A figure with blanks has the borders and the columns of the figure without; letters and digits become strokes.
#[test]
fn a_figure_with_blanks_keeps_its_shape() {
    for sample in ["arp-request", "tcp-syn", "icmp-echo", "ipv6-echo"] {
        let args = ["frame", "--figure", "--sample", sample, "-n", "1"];
        let plain = shown(&args);
        let blank = shown(&[&args[..], &["--blank", "60%"]].concat());
        let plain: Vec<&str> = plain.lines().collect();
        let blank: Vec<&str> = blank.lines().collect();
        assert_eq!(blank.len(), plain.len() + 2);
        let mut strokes = 0;
        for (plain, blank) in plain.iter().zip(&blank) {
            assert_eq!(plain.len(), blank.len(), "{plain}\n{blank}");
            for (plain, blank) in plain.chars().zip(blank.chars()) {
                assert!(plain == blank || (blank == '_' && plain != ' '), "{plain} became {blank}");
                strokes += usize::from(plain != blank);
            }
        }
        assert!(strokes > 20, "{sample}");
    }
}

#[test]
fn all_may_be_blank_or_none() {
    for sample in SAMPLES.iter().map(|sample| sample.name) {
        let args = ["frame", "--tree", "--sample", sample, "-n", "1"];
        let none = shown(&[&args[..], &["--blank", "0%"]].concat());
        let plain = shown(&args);
        let values = |page: &str| -> Vec<String> {
            let line = |line: &str| {
                let (name, value) = line.split_once(": ")?;
                let (value, place) = value.strip_suffix(']')?.rsplit_once("  [")?;
                let is_place = place.chars().all(|c| c.is_ascii_digit() || ".-".contains(c));
                (name.starts_with("  ") && is_place).then(|| value.to_string())
            };
            page.lines().filter_map(line).collect()
        };
        assert_eq!(values(&none), values(&plain), "{sample}");
        assert!(none.contains("\n0 of "), "{none}");
        let all = shown(&[&args[..], &["--blank", "100%"]].concat());
        for value in values(&all) {
            assert!(value.chars().all(|c| c == '_' || c == ' '), "{sample}: {value}");
        }
    }
    // what it should be is as good as the answer
    let page = shown(&["frame", "--steps", "--sample", "fcs", "--blank", "100%"]);
    assert!(page.contains("in the frame                ________\n"), "{page}");
    assert!(page.contains("one's complement            _ ________ _ ________\n"), "{page}");
}

#[test]
fn blanks_are_told_in_both_languages_and_wrong_ones_refused() {
    let page = shown(&["frame", "--figure", "--lang", "zh", "--blank", "50%", "--seed", "2", "--key"]);
    assert!(page.contains(" 个值中有 ") && page.contains(" 个留空（种子 2）。\n"), "{page}");
    assert!(page.contains("答案（按字节的次序）\n"), "{page}");
    for share in ["101%", "-1", "x", "", "%", "30.5%", "300%", "1e1"] {
        let said = trouble(&["frame", "--dump", &format!("--blank={share}")]);
        assert!(said.starts_with("error: `--blank ") || said.starts_with("error: `--blank <"), "{said}");
        assert!(said.contains("hint: "), "{said}");
    }
    assert!(trouble(&["frame", "--dump", "--blank", "1%", "--seed", "x"]).contains("`--seed x`"));
    assert!(trouble(&["frame", "--dump", "--seed", "1"]).contains("--blank"));
    for other in ["--layers", "--json", "--at=3", "--summary", "--count"] {
        assert!(trouble(&["frame", other, "--blank", "1%"]).contains("does not go with"), "{other}");
    }
}
