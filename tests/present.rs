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
    assert_eq!((titles("Frame 1"), titles("Frame 2")), (1, 1), "{page}");
}

#[test]
fn a_comparison_is_drawn_too() {
    let Ran { status, stdout, .. } = run(&["frame", "--diff", "udp", "fcs", "--svg", "-"]);
    assert_eq!((status, stdout.matches("<svg ").count()), (1, 1), "{stdout}");
    assert!(stdout.contains("EtherType"), "{stdout}");
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
    assert!(trouble(&["frame", "--blank", "1%", "--diff", "udp", "fcs"]).contains("does not go with"));
}

/// Runs netlab in a terminal of its own, waits before each key until netlab reads keys, and prints what is then on the
/// screen, between lines of `=`; behind the last, the exit status and whether the terminal is as it was.
#[cfg(unix)]
const TERMINAL: &str = r"
import fcntl, os, pty, re, select, struct, sys, termios, time
rows, columns = int(sys.argv[1]), int(sys.argv[2])
keys = [bytes.fromhex(key) for key in sys.argv[3].split(',')]
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
before = termios.tcgetattr(slave)
child = os.fork()
if child == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    if os.environ.get('PIPE'):
        read, write = os.pipe()
        os.write(write, os.environ['PIPE'].encode())
        os.close(write)
        os.dup2(read, 0)
    else:
        os.dup2(slave, 0)
    os.dup2(slave, 1); os.dup2(slave, 2)
    os.execv(sys.argv[4], sys.argv[4:])
data = b''
def drain():
    global data
    while select.select([master], [], [], 0)[0]:
        data += os.read(master, 65536)
def screen():
    lines, row, column = [''] * rows, 0, 0
    text = data.decode()
    at = text.rfind('\x1b[?1049h')
    assert at >= 0 and '\x1b[?1049l' not in text, repr(text)
    at += 8
    while at < len(text):
        m = re.compile(r'\x1b\[([?0-9;]*)([A-Za-z])').match(text, at)
        if m:
            at = m.end()
            if m[2] == 'H':
                row, column = (int(n) - 1 for n in (m[1] or '1;1').split(';'))
            elif m[2] == 'K':
                lines[row] = lines[row][:column]
            elif m[2] == 'J':
                lines[row] = lines[row][:column]
                lines[row + 1:] = [''] * (rows - row - 1)
            else:
                assert m[2] in 'mhl', m[0]
            continue
        c, at = text[at], at + 1
        if c == '\r': column = 0
        elif c == '\n':
            assert row + 1 < rows, 'the screen scrolled'
            row += 1
        else:
            lines[row] = lines[row].ljust(column)[:column] + c + lines[row][column + 1:]
            column += 1
    return lines
def shows():
    print('\n'.join(line.rstrip() for line in screen()))
    print('=' * 8)
ended = None
for key in keys + [b'']:
    until = time.time() + 20
    while True:
        drain()
        ended = os.waitpid(child, os.WNOHANG)
        if ended[0] or not termios.tcgetattr(master)[3] & termios.ICANON: break
        assert time.time() < until, ('no key is awaited', data)
        time.sleep(0.005)
    drain()
    if ended[0]: break
    shows()
    os.write(master, key)
    # the key is read when the terminal is no longer raw, or is so again
    until = time.time() + 20
    count = data.count(b'\x1b[H')
    while key and data.count(b'\x1b[H') == count and b'\x1b[?1049l' not in data:
        assert time.time() < until, 'the key is not read'
        select.select([master], [], [], 0.01)
        drain()
assert ended[0] == child, 'it did not end'
end = data[data.find(b'\x1b[?1049l'):] if b'\x1b[?1049l' in data else data
print(os.waitstatus_to_exitcode(ended[1]), termios.tcgetattr(slave) == before, repr(end.decode()))
";

/// What is on the screen before each key, and the line behind the end.
#[cfg(unix)]
fn presented(
    rows: &str,
    keys: &[&str],
    args: &[&str],
    piped: Option<&str>,
) -> Option<(Vec<Vec<String>>, String)> {
    let hex: Vec<String> =
        keys.iter().map(|key| key.bytes().map(|octet| format!("{octet:02x}")).collect()).collect();
    let mut python = Command::new("python3");
    common::plain(&mut python);
    python.args([
        "-c",
        TERMINAL,
        rows,
        "80",
        &hex.join(","),
        env!("CARGO_BIN_EXE_netlab"),
        "frame",
        "--present",
    ]);
    python.args(args).envs(piped.map(|text| ("PIPE", text)));
    let said = ask("python3", &mut python)?;
    let (screens, end) = said.trim_end().rsplit_once("\n========\n")?;
    let lines = |screen: &str| screen.split('\n').map(str::to_string).collect();
    Some((screens.split("\n========\n").map(lines).collect(), end.to_string()))
}

#[test]
#[cfg(unix)]
fn a_page_is_presented_line_by_line() {
    let page = shown(&["frame", "--dump"]);
    let page: Vec<&str> = page.lines().collect();
    let keys = [" ", "\r", "\u{1b}[C", "b", "\u{1b}[D", "n", "x", "q"];
    let Some((screens, end)) = presented("30", &keys, &["--dump", "--color", "never"], None) else { return };
    // lines 1 to 3 stand together, the fourth is empty
    let shown: Vec<usize> = vec![1, 2, 3, 5, 3, 2, 3, 3];
    assert_eq!(screens.len(), shown.len(), "{screens:?}");
    for (screen, shown) in screens.iter().zip(shown) {
        assert_eq!(screen[..shown], page[..shown], "{shown}");
        assert!(screen[shown..23].iter().all(String::is_empty), "{screen:?}");
        // 24 rows at most, whatever the terminal has
        let status = format!("{shown}/{}  space: on  n: next part  b: back  q: end", page.len());
        assert_eq!(screen[23], status);
        assert!(screen[24..].iter().all(String::is_empty), "{screen:?}");
    }
    assert_eq!(end, r"0 True '\x1b[?1049l'");
}

#[test]
#[cfg(unix)]
fn a_long_page_goes_on_in_blocks() {
    let args = ["--tree", "--lang", "zh", "--color", "never"];
    let page = shown(&[&["frame"], &args[..]].concat());
    let page: Vec<&str> = page.lines().collect();
    let keys: Vec<&str> = std::iter::repeat_n(" ", 12).chain(["\u{1b}[F", "\u{1b}[H", "\u{3}"]).collect();
    let Some((screens, end)) = presented("11", &keys, &args, None) else { return };
    let mut blocks = Vec::new();
    for screen in &screens {
        let status = screen.last().expect("a row");
        let (shown, _) = status.split_once('/').expect("so many of so many");
        let shown: usize = shown.parse().expect("a number");
        assert!(status.ends_with("  空格：下一行  n：下一段  b：后退  q：结束"), "{status}");
        let start = (shown - 1) / 10 * 10;
        assert_eq!(screen[..shown - start], page[start..shown]);
        assert!(screen[shown - start..10].iter().all(String::is_empty), "{screen:?}");
        blocks.push(start / 10);
    }
    assert!(blocks.contains(&1) && blocks[13] == (page.len() - 1) / 10 && blocks[14] == 0, "{blocks:?}");
    assert_eq!(end, r"130 True '\x1b[?1049l'");
}

/// Frames may come through a pipe while keys come from the terminal; colour comes with the terminal.
#[test]
#[cfg(unix)]
fn piped_frames_are_presented_and_so_are_blanks() {
    let hex = "ffffffffffff020000001010080600010800060400010200000010\
               10ac100a0a000000000000ac100a0b";
    let Some((screens, end)) =
        presented("24", &["\u{1b}[F", "q"], &["--dump", "--blank", "100%", "-"], Some(hex))
    else {
        return;
    };
    let last: String = screens[1].join("\n");
    assert!(last.contains("12 of 12 values are left blank (seed 1)."), "{last}");
    assert_eq!(end, r"0 True '\x1b[?1049l'");
}

#[test]
fn presenting_needs_a_terminal() {
    let said = trouble(&["frame", "--present"]);
    let want = "error: `--present` needs a terminal, and standard output is none\n\
                hint: start it in a terminal; for slides there is `--svg page.svg`\n";
    assert_eq!(said, want);
    assert!(trouble(&["frame", "--present", "--lang", "zh"]).starts_with("错误：`--present` 需要终端"));
    for other in ["--svg=-", "--json", "--summary", "--count"] {
        assert!(trouble(&["frame", "--present", other]).contains("does not go with"), "{other}");
    }
}
