//! `netlab build`: frames out of words or JSON, every octet shown with who supplied it.

mod code;
pub mod complete;
mod output;
#[cfg(target_os = "linux")]
mod send;
mod sending;
mod words;

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
    let words = text(
        "a recipe: `arp who-has 172.16.10.11`; or layers: `eth dst=... / ipv4 dst=... / udp ... / text=hello`",
        "配方，如 `arp who-has 172.16.10.11`；或逐层书写：`eth dst=... / ipv4 dst=... / udp ... / text=hello`",
    );
    clap_words::new("build", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "build [OPTIONS] [WORD]..."))
        .arg(
            Arg::new("words")
                .value_name("WORD")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(words.show(lang)),
        )
        .arg(option(
            "from",
            "ADDRESS",
            text("who sends, with the prefix: 172.16.10.10/24", "发送方及其前缀，如 172.16.10.10/24"),
        ))
        .arg(option("to", "ADDRESS", text("who is to get it", "接收方")))
        .arg(option("gateway", "ADDRESS", text("the router of the sender's subnet", "发送方子网的网关")))
        .arg(option("mac", "MAC", text("the sender's MAC address", "发送方的 MAC 地址")))
        .arg(option("to-mac", "MAC", text("the MAC address of the next hop", "下一跳的 MAC 地址")))
        .arg(option(
            "seed",
            "NUMBER",
            text(
                "draws xid, id, seq: the same number, the same frame",
                "用于选取 xid、id、seq：同一种子得到同样的帧",
            ),
        ))
        .arg(
            option(
                "from-json",
                "FILE",
                text(
                    "build what `netlab frame --json` printed; - is standard input",
                    "构造 `netlab frame --json` 所打印的帧；- 为标准输入",
                ),
            )
            .conflicts_with_all(["words", "from", "to", "gateway", "mac", "to-mac", "seed"]),
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
        .args(sending::options(lang))
        .arg(flag("pad", text("fill up to the shortest frame of the link", "填充到链路允许的最短帧长")))
        .arg(
            option(
                "mtu",
                "OCTETS",
                text("cut a datagram that is longer into fragments", "将更长的数据报分片"),
            )
            .conflicts_with("fcs"),
        )
        .arg(flag("fcs", text("add the frame check sequence", "在末尾加上帧检验序列")))
}

/// Runs `netlab build`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    if let Some(name) = matches.get_one::<String>("send") {
        return sending::run(name, matches, screen);
    }
    if let Some(name) = matches.get_one::<String>("from-json") {
        let input = open(name)?;
        let mut output = Output::new(matches, screen)?;
        let trouble = lines(input, &mut output, screen)?;
        output.finish()?;
        return Ok(if trouble { Exit::Trouble } else { Exit::Done });
    }
    let answer = words::answer(matches, &words::Sender::default())?;
    let mut output = Output::new(matches, screen)?;
    output.told(&answer.told)?;
    for note in &answer.notes {
        screen.note(note);
    }
    let exit = match answer.draft {
        Some(draft) => output.build(draft)?,
        None => Exit::No,
    };
    output.finish()?;
    Ok(exit)
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
        match built.map_err(Failure::from).and_then(|draft| output.build(draft)) {
            Ok(_) => (),
            Err(Failure::Trouble(why)) => {
                output.flush()?;
                screen.complain(&at_line(number, why))?;
                trouble = true;
                // what is left of a line that is too long is no line
                if read as u64 == LONGEST {
                    break;
                }
            }
            Err(other) => return Err(other),
        }
    }
    if frames == 0 {
        return Err(no_frame().into());
    }
    Ok(trouble)
}

/// There is not a single line to build from.
pub fn no_frame() -> Trouble {
    Trouble::new(say!(en: "the input holds no frame", zh: "输入中没有帧")).hint(say!(
        en: "`netlab frame --json | netlab build --from-json -` builds the built-in one",
        zh: "`netlab frame --json | netlab build --from-json -` 构造内置的帧"
    ))
}

fn at_line(number: u64, why: Trouble) -> Trouble {
    let Said { en, zh } = why.what;
    Trouble {
        what: Said { en: format!("line {number}: {en}"), zh: format!("第 {number} 行：{zh}") }, ..why
    }
}
