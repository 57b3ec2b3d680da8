//! `netlab mac`: the 48 bits of a MAC address, and what they say.

mod draw;
mod facts;
mod json;
mod ruler;
mod search;

use super::screen::Screen;
use super::stdin::{self, piped};
use super::{Exit, Failure, clap_words};
use crate::address::{Wrong, typed};
use crate::draw::{pointed, safe};
use crate::spec::{Lang, Said, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use facts::Facts;
use std::io::{self, BufReader, BufWriter, Read, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "A MAC address: its 48 bits, whose it is, what is made of it",
    "MAC 地址：48 个比特、属于谁、由它生成什么",
);

/// What is shown where no address is given: one that is on no link, of a maker of memory cards.
const EXAMPLE: &str = "00:1b:44:11:3a:b7";

/// `netlab mac`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    clap_words::new("mac", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "mac [OPTIONS] [ADDR]..."))
        .arg(
            Arg::new("address")
                .value_name("ADDR")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                    text(
                        "00:1b:44:11:3a:b7, 001b.4411.3ab7, ...; - for a line each",
                        "00:1b:44:11:3a:b7、001b.4411.3ab7 等；- 表示逐行读取",
                    )
                    .show(lang),
                ),
        )
        .arg(
            Arg::new("search").long("search").value_name("WORD").conflicts_with("address").help(
                text(
                    "prefixes by a WORD of the name, or by how they begin",
                    "按名称中的 WORD，或按开头的数字查找前缀",
                )
                .show(lang),
            ),
        )
        .arg(
            flag(
                "known",
                text(
                    "well-known groups, virtual routers, virtual machines",
                    "常见的组、虚拟路由器、虚拟机地址一览表",
                ),
            )
            .conflicts_with_all(["address", "search", "json"]),
        )
        .arg(flag("json", text("a JSON object for each", "每项输出一个 JSON 对象")))
}

/// Runs `netlab mac`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let json = matches.get_flag("json");
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(word) = matches.get_one::<String>("search") {
        let exit = search::search(word, json, screen, &mut out)?;
        out.flush()?;
        return Ok(exit);
    }
    if matches.get_flag("known") {
        draw::known(&mut Page::new(&mut out, screen.lang, screen.paint, screen.columns))?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut shown = Shown { json, any: false, exit: Exit::Done, screen, out };
    let words: Vec<&String> = matches.get_many::<String>("address").into_iter().flatten().collect();
    match words.as_slice() {
        [] => match piped()? {
            Some(input) => shown.lines(input)?,
            None => shown.word(EXAMPLE, None)?,
        },
        words => {
            for word in words {
                match word.as_str() {
                    "-" => shown.lines(Box::new(io::stdin()))?,
                    word => shown.word(word, None)?,
                }
            }
        }
    }
    shown.out.flush()?;
    Ok(shown.exit)
}

/// What is shown, one address after another.
struct Shown<'a, W: Write> {
    json: bool,
    any: bool,
    exit: Exit,
    screen: &'a Screen,
    out: W,
}

impl<W: Write> Shown<'_, W> {
    /// An address for each line that is not empty; what stands behind `#` is a comment.
    fn lines(&mut self, input: Box<dyn Read>) -> Result<(), Failure> {
        let mut input = BufReader::new(input);
        let mut line = Vec::new();
        for number in 1.. {
            if !stdin::line(&mut input, &mut line)? {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            let word = text.split('#').next().unwrap_or("").trim();
            if !word.is_empty() {
                self.word(word, Some(number))?;
            }
        }
        Ok(())
    }

    /// One address; a wrong one is complained of, and the work goes on.
    fn word(&mut self, word: &str, line: Option<u64>) -> Result<(), Failure> {
        let address = match typed(word) {
            Ok(address) => address,
            Err(wrong) => {
                // complaints come in order with what is shown
                self.out.flush()?;
                self.screen.complain(&trouble(word, line, wrong))?;
                self.exit = Exit::Trouble;
                return Ok(());
            }
        };
        let facts = Facts::of(address);
        if self.json {
            json::address(&facts, &mut self.out)?;
        } else {
            let mut page = Page::new(&mut self.out, self.screen.lang, self.screen.paint, self.screen.columns);
            if self.any {
                page.line("")?;
            }
            draw::address(&facts, !self.any, &mut page)?;
        }
        self.any = true;
        Ok(())
    }
}

/// What is wrong, below it the word with a mark.
pub(super) fn trouble(word: &str, line: Option<u64>, wrong: Wrong) -> Trouble {
    let Said { en, zh } = wrong.what;
    let plain = |text: &str| safe(text).into_owned();
    let (en, zh) = match line {
        Some(line) => (format!("line {line}: {}", plain(&en)), format!("第 {line} 行：{}", plain(&zh))),
        None => (plain(&en), plain(&zh)),
    };
    let marked = pointed(word, &wrong.at);
    let what = Said { en: format!("{en}\n{marked}"), zh: format!("{zh}\n{marked}") };
    let hint = wrong.hint.map(|Said { en, zh }| Said { en: plain(&en), zh: plain(&zh) });
    Trouble { what, hint }
}
