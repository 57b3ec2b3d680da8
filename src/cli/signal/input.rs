//! What is drawn or read: text, hex, samples, standard input, levels.

use super::super::frame::input::find_sample;
use super::super::screen::Screen;
use super::super::stdin::{piped, unreadable};
use super::default;
use crate::capture;
use crate::packet::{Dissector, explain};
use crate::proto::{self, ETHERNET};
use crate::say;
use crate::signal::{self, Code, Part, Wave, levels_of, on_the_wire};
use crate::spec::{Said, Trouble, Wire, text};
use clap::ArgMatches;
use std::io::{self, Read};

/// The most octets that are drawn: more than any frame or datagram has.
const MOST: usize = 1 << 16;
/// The most octets of text that are read for a drawing: that of so many octets fits.
const MOST_TEXT: usize = 1 << 24;

/// Octets to draw.
pub struct Octets {
    /// The octets in the order in which they are sent.
    pub octets: Vec<u8>,
    /// Of a frame, what they are.
    pub parts: Vec<Part>,
    /// Whether they are a whole frame with its preamble.
    pub delimited: bool,
    /// What should be said of them.
    pub notes: Vec<Said>,
}

/// Levels to read.
pub struct Levels {
    /// The levels.
    pub wave: Wave,
    /// The code they are read in.
    pub code: Code,
    /// Why that one.
    pub why: Said,
}

/// What was given.
pub enum Input {
    /// Octets to draw.
    Octets(Octets),
    /// Levels to read.
    Levels(Levels),
}

impl Octets {
    fn plain(octets: Vec<u8>) -> Result<Octets, Trouble> {
        if octets.is_empty() {
            let what = say!(en: "there are no octets to draw", zh: "没有可画的字节");
            return Err(Trouble::new(what).hint(example()));
        }
        if octets.len() > MOST {
            return Err(too_long(MOST));
        }
        Ok(Octets { octets, parts: Vec::new(), delimited: false, notes: Vec::new() })
    }

    /// An Ethernet frame with what is sent around it.
    fn frame(frame: &[u8], original: usize) -> Result<Octets, Trouble> {
        let wire = ethernet()?;
        let header = (ETHERNET.extent)(frame).header;
        if frame.len() < header {
            let have = frame.len();
            let what = say!(
                en: "an Ethernet frame begins with a header of {header} octets, but there are {have}",
                zh: "以太网帧的首部有 {header} 字节，而这里只有 {have} 字节",
                header = header, have = have
            );
            return Err(Trouble::new(what).hint(
                say!(en: "without `--frame` the octets are drawn alone", zh: "去掉 `--frame` 则只画这些字节"),
            ));
        }
        if frame.len() > MOST {
            return Err(too_long(MOST));
        }
        let mut dissector = Dissector::new();
        let stack = dissector.dissect(frame, original, None, &ETHERNET);
        let explained = explain(&stack);
        let spans = explained.iter().filter(|explained| explained.layer == 0).flat_map(|each| &each.spans);
        let has_fcs = spans
            .filter(|span| !span.is_derived())
            .any(|span| wire.after.iter().any(|around| around.field == Some(span.label.key)));
        let whole = original <= frame.len();
        let sent = on_the_wire(wire, frame, has_fcs, whole);
        let mut notes = Vec::new();
        if !whole {
            let have = frame.len();
            notes.push(say!(
                en: "of the frame's {original} octets {have} were captured; without the rest there is no frame check sequence",
                zh: "该帧共 {original} 字节，只捕获了 {have} 字节；缺少其余部分，算不出帧检验序列",
                original = original, have = have
            ));
        }
        Ok(Octets { octets: sent.octets, parts: sent.parts, delimited: true, notes })
    }
}

/// What Ethernet sends around a frame.
pub fn ethernet() -> Result<&'static Wire, Trouble> {
    ETHERNET.wire.ok_or_else(|| {
        Trouble::new(say!(en: "nothing is known of Ethernet's wire", zh: "没有以太网线路的资料"))
    })
}

fn example() -> Said {
    say!(
        en: "`netlab signal Hi`, `netlab signal --hex 48 69` or `netlab signal --sample arp-request`",
        zh: "`netlab signal Hi`、`netlab signal --hex 48 69` 或 `netlab signal --sample arp-request`"
    )
}

fn too_long(most: usize) -> Trouble {
    Trouble::new(say!(
        en: "the input has more than {most} octets, the most that is taken",
        zh: "输入超过 {most} 字节，这是可接受的上限",
        most = most
    ))
}

/// Reads what the command line names, in the code that it names.
pub fn read(matches: &ArgMatches, asked: Option<Code>, screen: &Screen) -> Result<Input, Trouble> {
    if let Some(name) = matches.get_one::<String>("sample") {
        return sample(name, matches).map(Input::Octets);
    }
    if matches.contains_id("number") {
        let what = say!(en: "`-n` counts the frames of a sample", zh: "`-n` 指内置的帧中的第几帧");
        return Err(Trouble::new(what).hint(say!(
            en: "`--sample tcp-handshake -n 2`", zh: "`--sample tcp-handshake -n 2`"
        )));
    }
    let words: Vec<String> = matches.get_many::<String>("input").into_iter().flatten().cloned().collect();
    let piped = match words.as_slice() {
        [] => piped()?,
        [word] if word == "-" => Some(Box::new(io::stdin()) as Box<dyn Read>),
        _ => None,
    };
    let given = piped.map(all_of).transpose()?;
    if matches.get_flag("decode") {
        return decode(given, &words, asked).map(Input::Levels);
    }
    if matches.get_flag("hex") {
        let words = match given {
            Some(octets) => vec![utf8(octets)?],
            None => words,
        };
        return hex(&words, matches.get_flag("frame")).map(Input::Octets);
    }
    match given {
        Some(octets) => match std::str::from_utf8(&octets).ok().and_then(signal::find) {
            Some(drawing) => levels(&drawing, asked).map(Input::Levels),
            None => Octets::plain(octets).map(Input::Octets),
        },
        None if words.is_empty() => {
            screen.note(&say!(
                en: "nothing was given: this is `netlab signal Hi`", zh: "没有给出输入：这里显示 `netlab signal Hi`"
            ));
            Octets::plain(b"Hi".to_vec()).map(Input::Octets)
        }
        None => Octets::plain(words.join(" ").into_bytes()).map(Input::Octets),
    }
}

/// All that standard input has.
fn all_of(input: Box<dyn Read>) -> Result<Vec<u8>, Trouble> {
    let mut octets = Vec::new();
    let read = input.take(MOST_TEXT as u64 + 1).read_to_end(&mut octets);
    read.map_err(|error| unreadable(&error))?;
    if octets.len() > MOST_TEXT { Err(too_long(MOST_TEXT)) } else { Ok(octets) }
}

fn utf8(octets: Vec<u8>) -> Result<String, Trouble> {
    String::from_utf8(octets).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Trouble::new(say!(
            en: "standard input is no text: octet {at} is not UTF-8",
            zh: "标准输入不是文本：第 {at} 字节不是 UTF-8",
            at = at
        ))
    })
}

fn hex(words: &[String], frame: bool) -> Result<Octets, Trouble> {
    if words.iter().all(|word| word.trim().is_empty()) {
        return Octets::plain(Vec::new());
    }
    let mut frames = capture::from_words(words)?;
    let mut read = Vec::new();
    while let Some(record) = frames.next_frame() {
        read.push(record?.octets.to_vec());
    }
    match read.as_slice() {
        [] => Octets::plain(Vec::new()),
        [octets] if frame => Octets::frame(octets, octets.len()),
        [octets] => Octets::plain(octets.clone()),
        frames => {
            let count = frames.len();
            let what = say!(
                en: "the hex is {count} frames, and one is drawn at a time",
                zh: "十六进制中有 {count} 帧，每次只画一帧",
                count = count
            );
            Err(Trouble::new(what).hint(say!(en: "give one of them", zh: "请只给出其中一帧")))
        }
    }
}

fn sample(name: &str, matches: &ArgMatches) -> Result<Octets, Trouble> {
    let sample = find_sample(name)?;
    let frames = sample.frames();
    let count = frames.len();
    if !std::ptr::eq(proto::root(sample.link), &ETHERNET) {
        let link = proto::link_name(sample.link);
        let what = say!(
            en: "`{name}` is not an Ethernet frame but {link}, which no line code belongs to",
            zh: "`{name}` 不是以太网帧，而是 {link}，没有与之对应的线路编码",
            name = name, link = link
        );
        return Err(Trouble::new(what).hint(
            say!(en: "`netlab signal --sample arp-request`", zh: "`netlab signal --sample arp-request`"),
        ));
    }
    let asked = matches.get_one::<String>("number");
    let number = match asked.map(|word| word.parse::<usize>()) {
        None => Some(1),
        Some(Ok(number)) => Some(number),
        Some(Err(_)) => None,
    };
    let Some(frame) = number.and_then(|number| frames.get(number.checked_sub(1)?)) else {
        let word = asked.map_or("", String::as_str);
        let what = say!(
            en: "`-n {word}`: `{name}` has frames 1 to {count}",
            zh: "`-n {word}`：`{name}` 有第 1 到第 {count} 帧",
            word = word, name = name, count = count
        );
        return Err(Trouble::new(what));
    };
    let mut octets = Octets::frame(&frame.octets, frame.original as usize)?;
    if asked.is_none() && count > 1 {
        octets.notes.push(say!(
            en: "this is the first of {count} frames; `-n 2` draws the second",
            zh: "这是 {count} 帧中的第一帧；`-n 2` 画第二帧",
            count = count
        ));
    }
    Ok(octets)
}

/// Levels from a drawing or a string.
fn decode(given: Option<Vec<u8>>, words: &[String], asked: Option<Code>) -> Result<Levels, Trouble> {
    let text = match given {
        Some(octets) => utf8(octets)?,
        None => words.join("\n"),
    };
    if let Some(drawing) = signal::find(&text) {
        return levels(&drawing, asked);
    }
    let three = ['+', '-', '0'].iter().all(|level| text.contains(*level))
        && !text.chars().any(|c| "1HhLl".contains(c));
    let (code, why) = match asked {
        Some(code) => (code, ASKED.into()),
        None if three => {
            let three = say!(en: "there are three levels", zh: "有三种电平");
            (Code::Mlt3, three)
        }
        None => (default(), DEFAULT.into()),
    };
    let levels = levels_of(&text, code.is_grouped())?;
    Ok(Levels { wave: Wave { levels, lines: Vec::new() }, code, why })
}

const ASKED: crate::spec::Text = text("as asked", "按选项");
const DEFAULT: crate::spec::Text = text("the default, as no --code was given", "默认值，因为没有给出 --code");

fn levels(drawing: &signal::Drawing, asked: Option<Code>) -> Result<Levels, Trouble> {
    let (code, why) = match (asked, drawing.named) {
        (Some(code), _) => (code, ASKED.into()),
        (None, Some(code)) => (code, say!(en: "as the drawing says", zh: "波形图上注明")),
        (None, None) if drawing.three => (Code::Mlt3, say!(en: "there are three levels", zh: "有三种电平")),
        (None, None) => (default(), DEFAULT.into()),
    };
    Ok(Levels { wave: drawing.levels(code)?, code, why })
}
