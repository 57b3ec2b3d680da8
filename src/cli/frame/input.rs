//! Where frames come from: files, standard input, words of hex, samples.

use super::super::screen::Screen;
use super::super::stdin::{is_file, piped};
use super::super::{Exit, Failure};
use crate::capture::{self, Frames, Record, Time};
use crate::proto;
use crate::sample::{self, SAMPLES, Sample, SampleFrame};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Lang, Said, Trouble};
use clap::ArgMatches;
use comfy_table::{Table, presets};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::Path;

/// What is read one frame after another.
pub enum Input {
    /// A capture, or text in hex; the file that it is read from, if it has a name; and where that is.
    Capture(Box<Frames>, Option<String>, Origin),
    /// A sample, and how many of its frames were taken.
    Sample(&'static Sample, Vec<SampleFrame>, usize),
    /// An interface.
    #[cfg(target_os = "linux")]
    Live(Box<super::live::Live>),
}

/// Where octets come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// They are all there.
    Stored,
    /// Somebody may still be writing them.
    Live,
}

impl Input {
    /// Whether all of it is there, and may be much.
    pub fn is_stored(&self) -> bool {
        matches!(self, Input::Capture(_, _, Origin::Stored))
    }

    /// Whether the next frame may have to be waited for.
    pub fn may_wait(&self) -> bool {
        match self {
            Input::Capture(frames, _, Origin::Live) => !frames.is_at_hand(),
            Input::Capture(..) | Input::Sample(..) => false,
            #[cfg(target_os = "linux")]
            Input::Live(live) => live.may_wait(),
        }
    }

    /// Where the frame that came last stands in a window that can be had, if it stands in one.
    pub fn place(&self) -> Option<Range<usize>> {
        match self {
            Input::Capture(frames, ..) => frames.place(),
            _ => None,
        }
    }

    /// Whether that window stays as it is while the next frame is read.
    pub fn is_at_hand(&self) -> bool {
        matches!(self, Input::Capture(frames, ..) if frames.is_at_hand())
    }

    /// Gives the window away and goes on with another.
    pub fn give_window(&mut self, other: &mut Vec<u8>) {
        if let Input::Capture(frames, ..) = self {
            frames.give_window(other);
        }
    }

    /// The next frame, or the trouble with it.
    #[inline]
    pub fn next_frame(&mut self) -> Option<Result<Record<'_>, Trouble>> {
        match self {
            Input::Capture(frames, name, _) => {
                let mut next = frames.next_frame();
                if let (Some(Err(trouble)), Some(name)) = (&mut next, name) {
                    *trouble = in_file(name, trouble.clone());
                }
                next
            }
            Input::Sample(sample, frames, taken) => {
                let frame = frames.get(*taken)?;
                *taken += 1;
                Some(Ok(Record {
                    number: *taken as u64,
                    time: Some(time(frame.micros)),
                    link: sample.link,
                    original: frame.original,
                    fcs: None,
                    octets: &frame.octets,
                    interface: None,
                }))
            }
            #[cfg(target_os = "linux")]
            Input::Live(live) => live.next_frame(),
        }
    }

    /// Ends an input that has no end of its own: what there was in all, and whether Ctrl-C ended it.
    pub fn end(&mut self) -> Option<(Said, bool)> {
        match self {
            Input::Capture(..) | Input::Sample(..) => None,
            #[cfg(target_os = "linux")]
            Input::Live(live) => Some((live.end(), live.interrupted)),
        }
    }

    /// What was assumed about the input since the last call.
    pub fn notes(&mut self) -> Vec<Said> {
        match self {
            Input::Capture(frames, ..) => frames.notes(),
            Input::Sample(..) => Vec::new(),
            #[cfg(target_os = "linux")]
            Input::Live(live) => live.notes(),
        }
    }
}

fn time(micros: u64) -> Time {
    let micros = sample::EPOCH * 1_000_000 + micros;
    Time { seconds: (micros / 1_000_000) as i64, nanos: (micros % 1_000_000) as u32 * 1000, digits: 6 }
}

/// The inputs, each opened or the reason why not.
pub struct Opened {
    /// In the order given; words of hex are one input.
    pub inputs: Vec<Result<Input, Trouble>>,
    /// What should be said before anything is shown.
    pub notes: Vec<Said>,
}

/// Opens what the command line names.
pub fn open(matches: &ArgMatches) -> Result<Opened, Trouble> {
    let only = |input| Opened { inputs: vec![Ok(input)], notes: Vec::new() };
    if let Some(name) = matches.get_one::<String>("sample") {
        return Ok(only(of_sample(find_sample(name)?)));
    }
    let words: Vec<String> = matches.get_many::<String>("input").into_iter().flatten().cloned().collect();
    if words.is_empty() {
        return match piped()? {
            Some(input) => Ok(only(Input::Capture(Box::new(capture::open(input)?), None, origin_of_stdin()))),
            None => Ok(only(of_sample(&SAMPLES[0]))),
        };
    }
    let is_input = |word: &String| word == "-" || fs::metadata(word).is_ok();
    let (files, hex): (Vec<_>, Vec<_>) = words.into_iter().partition(is_input);
    let mut inputs: Vec<_> = files.iter().map(|name| open_file(name)).collect();
    if let Some(name) = hex.iter().find(|word| looks_like_a_path(word)) {
        inputs.push(Err(no_file(name)));
    } else if let Some(name) = hex.first().filter(|word| looks_like_a_name(word) && !is_hex(&hex)) {
        inputs.push(Err(no_input(name)));
    } else if !hex.is_empty() {
        inputs.push(
            capture::from_words(&hex).map(|frames| Input::Capture(Box::new(frames), None, Origin::Stored)),
        );
    }
    Ok(Opened { inputs, notes: Vec::new() })
}

/// Whether a word that is no file was meant to be one: it has a slash, or an ending and letters that hex has not.
fn looks_like_a_path(word: &str) -> bool {
    let has_ending = Path::new(word).extension().is_some_and(|ending| !ending.is_empty());
    let is_hex = |c: char| c.is_ascii_hexdigit() || ".:-xX".contains(c);
    word.contains('/') || (has_ending && !word.contains(char::is_whitespace) && !word.chars().all(is_hex))
}

/// Whether a word may be a name: letters, some of which are not hexadecimal, and what may stand between them. What begins
/// with a digit was meant as octets.
fn looks_like_a_name(word: &str) -> bool {
    let is_sign = |c: char| "-_.+~".contains(c);
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii_hexdigit())
        && word.chars().all(|c| c.is_alphanumeric() || is_sign(c))
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the words are read as hex, or some of them.
fn is_hex(words: &[String]) -> bool {
    let Ok(mut frames) = capture::from_words(words) else { return false };
    matches!(frames.next_frame(), Some(Ok(_)))
}

fn no_file(name: &str) -> Trouble {
    let what = say!(en: "there is no file `{name}`", zh: "没有文件 `{name}`", name = name);
    Trouble::new(what).hint(samples())
}

/// A word that is nothing that could be read.
fn no_input(name: &str) -> Trouble {
    let what = say!(
        en: "`{name}` is neither a file nor hexadecimal", zh: "`{name}` 既不是文件，也不是十六进制",
        name = name
    );
    Trouble::new(what).hint(match nearest(name, SAMPLES.iter().map(|sample| sample.name)) {
        Some(near) => say!(
            en: "did you mean `netlab frame --sample {near}`?", zh: "是否想输入 `netlab frame --sample {near}`？",
            near = near
        ),
        None => samples(),
    })
}

fn samples() -> Said {
    say!(
        en: "`netlab frame --sample list` names the frames that are built in",
        zh: "`netlab frame --sample list` 列出内置的帧"
    )
}

/// Opens a sample or a file by its name.
pub fn open_one(name: &str) -> Result<Input, Trouble> {
    match sample::find(name) {
        Some(sample) => Ok(of_sample(sample)),
        None if name == "-" || fs::metadata(name).is_ok() => open_file(name),
        None if looks_like_a_path(name) => Err(no_file(name)),
        None => find_sample(name).map(of_sample),
    }
}

fn open_file(name: &str) -> Result<Input, Trouble> {
    let (reader, origin): (Box<dyn Read>, Origin) = if name == "-" {
        (Box::new(io::stdin()), origin_of_stdin())
    } else {
        let cannot = |error: io::Error| {
            let reason = error.kind();
            Trouble::new(
                say!(en: "cannot read `{name}`: {reason}", zh: "无法读取 `{name}`：{reason}", name = name, reason = reason),
            )
        };
        let file = File::open(name).map_err(cannot)?;
        let data = file.metadata().map_err(cannot)?;
        if data.is_dir() {
            let what = say!(en: "`{name}` is a folder, not a capture file", zh: "`{name}` 是文件夹，不是抓包文件", name = name);
            return Err(Trouble::new(what).hint(say!(en: "name a file in it", zh: "请指定其中的一个文件")));
        }
        (Box::new(file), if data.is_file() { Origin::Stored } else { Origin::Live })
    };
    let frames = capture::open(reader).map_err(|trouble| in_file(name, trouble))?;
    Ok(Input::Capture(Box::new(frames), Some(name.to_string()), origin))
}

/// The trouble, with the name of the file before it.
fn in_file(name: &str, trouble: Trouble) -> Trouble {
    if name == "-" {
        return trouble;
    }
    let Trouble { what: Said { en, zh }, hint } = trouble;
    Trouble { what: Said { en: format!("{name}: {en}"), zh: format!("{name}：{zh}") }, hint }
}

fn origin_of_stdin() -> Origin {
    if is_file() { Origin::Stored } else { Origin::Live }
}

fn of_sample(sample: &'static Sample) -> Input {
    Input::Sample(sample, sample.frames(), 0)
}

/// The sample of that name.
pub fn find_sample(name: &str) -> Result<&'static Sample, Trouble> {
    sample::find(name).ok_or_else(|| {
        let what = say!(en: "there is no sample `{name}`", zh: "没有内置的帧 `{name}`", name = name);
        Trouble::new(what).hint(match nearest(name, SAMPLES.iter().map(|sample| sample.name)) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
            None => say!(
                en: "`netlab frame --sample list` names them", zh: "`netlab frame --sample list` 列出全部名称"
            ),
        })
    })
}

/// The number of a link type given by name or number.
pub fn link_type(word: &str) -> Result<u32, Trouble> {
    if let Ok(number) = word.parse() {
        return Ok(number);
    }
    proto::link_number(word).ok_or_else(|| {
        let what = say!(en: "`{word}` is not a link type", zh: "`{word}` 不是链路类型", word = word);
        let names: Vec<&str> = proto::link_keys().collect();
        let names = names.join(", ");
        Trouble::new(what).hint(say!(
            en: "a number of the LINKTYPE registry, or one of: {names}", zh: "LINKTYPE 编号，或：{names}", names = names
        ))
    })
}

/// `--sample list`: the names and what each is.
pub fn list_samples(json: bool, screen: &Screen) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    if json {
        for sample in SAMPLES {
            let frames = sample.frames().len();
            let (en, zh) = (sample.title.en, sample.title.zh);
            let object = serde_json::json!({
                "name": sample.name, "frames": frames, "link_type": sample.link, "title": { "en": en, "zh": zh },
            });
            writeln!(out, "{object}")?;
        }
        return Ok(Exit::Done);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for sample in SAMPLES {
        let title = match screen.lang {
            Lang::Both => format!("{}\n{}", sample.title.zh, sample.title.en),
            lang => sample.title.show(lang),
        };
        table.add_row([sample.name, &title]);
    }
    if let Some(names) = table.column_mut(0) {
        names.set_padding((0, 1));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(Exit::Done)
}
