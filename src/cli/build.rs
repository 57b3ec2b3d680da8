//! `netlab build`: frames out of words or JSON, every octet shown with who supplied it.

mod code;
mod output;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::build::{Draft, build, from_json};
use crate::say;
use crate::spec::{Lang, Said, Text, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches, Command};
use output::Output;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// What it is for, as the help lists it.
pub const ABOUT: Text =
    text("Build frames, and see who supplied every octet", "构造帧，并看清每个字节由谁给出");

/// `netlab build`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    clap_words::new("build", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "build [OPTIONS]"))
        .arg(
            option(
                "from-json",
                "FILE",
                text(
                    "build what `netlab frame --json` printed; - is standard input",
                    "构造 `netlab frame --json` 所打印的帧；- 为标准输入",
                ),
            )
            .required(true),
        )
        .args(code::options(lang))
        .arg(flag("json", text("one JSON object a line for each frame", "每帧一行 JSON 对象")))
        .arg(option(
            "write",
            "FILE",
            text(
                "save the frames as pcapng, or as pcap if FILE ends in .pcap; - is standard output",
                "把帧存为 pcapng；文件名以 .pcap 结尾则存为 pcap；- 为标准输出",
            ),
        ))
        .args(output::views(lang))
        .arg(flag("pad", text("fill up to the shortest frame of the link", "填充到链路允许的最短帧长")))
        .arg(flag("fcs", text("add the frame check sequence", "在末尾加上帧检验序列")))
}

/// Runs `netlab build`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let mut output = Output::new(matches, screen)?;
    let mut trouble = false;
    if let Some(name) = matches.get_one::<String>("from-json") {
        trouble = lines(open(name)?, &mut output, screen)?;
    }
    output.finish()?;
    Ok(if trouble { Exit::Trouble } else { Exit::Done })
}

/// The longest line that is read: the JSON of the largest frame takes less.
const LONGEST: u64 = 1 << 26;

fn open(name: &str) -> Result<Box<dyn BufRead>, Trouble> {
    if name == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(name).map_err(|error| {
        let why = error.kind();
        Trouble::new(
            say!(en: "cannot read `{name}`: {why}", zh: "无法读取 `{name}`：{why}", name = name, why = why),
        )
    })?;
    Ok(Box::new(BufReader::new(file)))
}

/// Builds a frame from every line. What is wrong with one is said, and the next is read; gives whether any was wrong.
fn lines(mut input: Box<dyn BufRead>, output: &mut Output<'_>, screen: &Screen) -> Result<bool, Failure> {
    let mut line = Vec::new();
    let mut trouble = false;
    let mut frames = 0_u64;
    for number in 1_u64.. {
        line.clear();
        let read = (&mut input).take(LONGEST).read_until(b'\n', &mut line);
        let read = read.map_err(|error| {
            let why = error.kind();
            Trouble::new(say!(en: "cannot read on: {why}", zh: "无法继续读取：{why}", why = why))
        })?;
        if read == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        frames += 1;
        let built = match std::str::from_utf8(&line) {
            _ if read as u64 == LONGEST && !line.ends_with(b"\n") => Err(Trouble::new(say!(
                en: "the line is longer than {most} octets", zh: "该行超过 {most} 字节", most = LONGEST
            ))),
            Err(_) => Err(Trouble::new(say!(en: "the line is not UTF-8", zh: "该行不是 UTF-8"))),
            Ok(text) => from_json(text),
        };
        let done = built.and_then(|draft| output.draft(draft));
        match done {
            Ok(frame) => output.frame(&frame)?,
            Err(why) => {
                output.flush()?;
                screen.complain(&at_line(number, why))?;
                trouble = true;
                // what is left of a line that is too long is no line
                if read as u64 == LONGEST {
                    break;
                }
            }
        }
    }
    if frames == 0 {
        screen.note(&say!(en: "the input holds no frame", zh: "输入中没有帧"));
    }
    Ok(trouble)
}

fn at_line(number: u64, why: Trouble) -> Trouble {
    let Said { en, zh } = why.what;
    Trouble {
        what: Said { en: format!("line {number}: {en}"), zh: format!("第 {number} 行：{zh}") }, ..why
    }
}
