//! `netlab signal`: bits on a wire, drawn as a waveform, and back.

mod decode;
mod draw;
mod input;
mod json;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::say;
use crate::signal::{Code, Signal};
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use input::Input;
use std::io::{self, BufWriter, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "Bits on a wire: draw octets and frames as waveforms in line codes, and read waveforms",
    "线路上的比特：用线路编码把字节和帧画成波形，或读出波形",
);

/// `netlab signal`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    clap_words::new("signal", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "signal [OPTIONS] [INPUT]..."))
        .arg(
            Arg::new("input")
                .value_name("INPUT")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                    text(
                        "text (UTF-8), octets behind --hex, levels behind --decode, or - for standard input",
                        "文本（UTF-8）；有 --hex 时为字节，有 --decode 时为电平；- 表示标准输入",
                    )
                    .show(lang),
                ),
        )
        .arg(flag("hex", text("INPUT is octets: --hex 48 69", "INPUT 是十六进制字节：--hex 48 69")))
        .arg(
            flag(
                "frame",
                text(
                    "INPUT is an Ethernet frame: preamble and FCS go around it",
                    "INPUT 是以太网帧：在它前后加上前同步码和 FCS",
                ),
            )
            .requires("hex"),
        )
        .arg(
            option(
                "sample",
                "NAME",
                text("a frame that is built in; `list` names them", "内置的帧；`list` 列出名称"),
            )
            .conflicts_with_all(["input", "hex", "decode"]),
        )
        .arg(option("number", "N", text("which frame of the sample", "内置的帧中的第几帧")).short('n'))
        .arg(
            option(
                "code",
                "CODE",
                text("nrz, nrzi, manchester (default) or mlt3", "nrz、nrzi、manchester（默认）或 mlt3"),
            )
            .value_parser(["nrz", "nrzi", "manchester", "mlt3"])
            .hide_possible_values(true),
        )
        .arg(
            option(
                "convention",
                "WHOSE",
                text(
                    "which way Manchester turns: ieee (default) or thomas, as many textbooks draw it",
                    "曼彻斯特编码的约定：ieee（默认）或 thomas（许多教材采用）",
                ),
            )
            .value_parser(["ieee", "thomas"])
            .hide_possible_values(true),
        )
        .arg(
            flag(
                "decode",
                text(
                    "read levels (HLLH, 0110, +-0) or a drawing back into octets",
                    "把电平（HLLH、0110、+-0）或波形图读回字节",
                ),
            )
            .conflicts_with_all(["hex", "all"]),
        )
        .arg(flag("all", text("draw more than 4096 bits", "超过 4096 比特也全部画出")).conflicts_with("json"))
        .arg(flag("json", text("a JSON object", "输出 JSON 对象")))
}

/// The code that the options name; `None` where they name none.
fn asked(matches: &ArgMatches) -> Result<Option<Code>, Trouble> {
    let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (key, convention) = (word("code"), word("convention"));
    if key.is_none() && convention.is_none() {
        return Ok(None);
    }
    let key = key.unwrap_or(DEFAULT);
    match Code::named(key, convention) {
        Some(code) => Ok(Some(code)),
        None => {
            let what = say!(
                en: "`--convention` is about Manchester, not about `{key}`",
                zh: "`--convention` 只用于曼彻斯特编码，不用于 `{key}`",
                key = key
            );
            Err(Trouble::new(what).hint(say!(en: "`--code manchester`", zh: "`--code manchester`")))
        }
    }
}

/// The code where none is named: that of the first Ethernets, and every bit shows its clock.
const DEFAULT: &str = "manchester";

/// The code where none is named.
fn default() -> Code {
    Code::named(DEFAULT, None).unwrap_or(Code::Nrz)
}

/// Runs `netlab signal`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let json = matches.get_flag("json");
    if matches.get_one::<String>("sample").is_some_and(|name| name == "list") {
        return super::frame::input::list_samples(json, screen);
    }
    let code = asked(matches)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = match input::read(matches, code, screen)? {
        Input::Levels(levels) => decode::show(&levels, screen, json, &mut out)?,
        Input::Octets(sent) => {
            let code = code.unwrap_or_else(default);
            let signal = Signal::new(code, &sent.octets, sent.delimited);
            if json {
                json::signal(&sent, &signal, &mut out)?;
            } else {
                let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
                draw::signal(&sent, &signal, matches.get_flag("all"), &mut page)?;
            }
            Exit::Done
        }
    };
    out.flush()?;
    Ok(exit)
}
