//! `netlab subnet`: addresses and masks: the AND worked, what follows from it, and whether hosts are neighbours.

mod and;
mod bar;
mod batch;
mod facts;
mod fields;
mod hosts;
mod json;
mod lengths;
mod modes;
mod object;
mod plan;
mod report;
mod sets;
mod split;
mod table;
mod words;

use super::screen::Screen;
use super::stdin::piped;
use super::{Exit, Failure, clap_words, mac};
use crate::address::given::parse_all;
use crate::address::{Given, typed};
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use fields::{Field, Subject};
use modes::Output;
use std::io::{self, BufWriter, Read, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "Work the AND of address and mask; say what follows, and whether hosts are neighbours",
    "地址与掩码：演算“与”运算、求出子网，并判断主机是否在同一子网",
);

/// `netlab subnet`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let command = clap_words::new("subnet", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "subnet [OPTIONS] [ADDRESS]..."))
        .arg(
            Arg::new("address")
                .value_name("ADDRESS")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                text(
                    "one address, or two hosts and more: 172.16.10.1/24, 10.0.0.1/255.0.0.0, 2001:db8::1/64; - for queries on standard input",
                    "一个地址，或两台以上的主机，如 172.16.10.1/24、10.0.0.1/255.0.0.0、2001:db8::1/64；- 表示从标准输入逐行读取查询",
                )
                .show(lang),
            ),
        )
        .arg(flag("steps", text("every octet worked as on a blackboard", "像在黑板上一样逐字节演算")))
        .arg(flag("table", text("the table of all prefix lengths", "全部前缀长度的对照表")))
        .arg(
            Arg::new("mac").long("mac").value_name("MAC").help(
                text(
                    "behind an IPv6 /64: the Modified EUI-64 address of this MAC",
                    "与 IPv6 /64 同用：由此 MAC 构成的修改版 EUI-64 地址",
                )
                .show(lang),
            ),
        )
        .arg(flag("json", text("a JSON object", "输出 JSON 对象")));
    modes::add(command, lang)
}

/// Runs `netlab subnet`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let typed: Vec<&str> =
        matches.get_many::<String>("address").into_iter().flatten().map(String::as_str).collect();
    let is_query = !modes::is_asked(matches) && !matches.get_flag("table");
    let batch: Option<Box<dyn Read>> = match typed.as_slice() {
        ["-"] if is_query => Some(Box::new(io::stdin().lock())),
        // what comes down a pipe is the question
        [] if is_query => piped()?,
        _ => None,
    };
    let done = match batch {
        Some(input) => batch::run(matches, input, screen, &mut out),
        None => answer(matches, &typed, screen, &mut out),
    };
    // what is known is written before anything is said about the rest
    let flushed = out.flush();
    let exit = done?;
    flushed?;
    Ok(exit)
}

/// Answers one query.
fn answer(
    matches: &ArgMatches,
    typed: &[&str],
    screen: &Screen,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if modes::is_asked(matches) {
        return modes::answer(matches, typed, screen, out);
    }
    let json = matches.get_flag("json");
    if typed.is_empty() && !matches.get_flag("table") {
        return Err(nothing_asked().into());
    }
    let given = parse_all(typed)?;
    if matches.get_flag("table") {
        if json {
            writeln!(out, "{}", lengths::json())?;
        } else {
            lengths::draw(&mut Page::new(out, screen.lang, screen.paint, screen.columns))?;
        }
        return Ok(Exit::Done);
    }
    let output = Output::new(matches, &[Field::Input], screen)?;
    if let Some(form) = &output.form {
        let mut text = form.head();
        for (given, typed) in given.iter().zip(typed) {
            form.line(&Subject::given(typed, given), &mut text);
        }
        out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    let mac = matches.get_one::<String>("mac").map(|word| mac_for(word, &given)).transpose()?;
    match given.as_slice() {
        [one] => {
            one.assumed().iter().for_each(|said| screen.note(said));
            if json {
                let mut text = String::new();
                object::address(one, mac, &mut text);
                out.write_all(text.as_bytes())?;
            } else {
                report::draw(one, mac, matches.get_flag("steps"), &mut output.page(out))?;
            }
            Ok(Exit::Done)
        }
        _ => {
            let hosts = hosts::together(given)?;
            hosts.notes.iter().for_each(|said| screen.note(said));
            if json {
                writeln!(out, "{}", object::hosts(&hosts))?;
            } else {
                hosts::draw(&hosts, matches.get_flag("steps"), &mut output.page(out))?;
            }
            Ok(if hosts.are_neighbours() { Exit::Done } else { Exit::No })
        }
    }
}

fn nothing_asked() -> Trouble {
    let what =
        say!(en: "an address is needed, and nothing was given", zh: "需要一个地址，但没有给出任何内容");
    let hint = say!(
        en: "type `netlab subnet 172.16.10.1/24`, or two hosts: `netlab subnet 172.16.10.1/24 172.16.10.2/24`",
        zh: "输入 `netlab subnet 172.16.10.1/24`，或两台主机：`netlab subnet 172.16.10.1/24 172.16.10.2/24`"
    );
    Trouble::new(what).hint(hint)
}

/// The MAC address behind `--mac`, which goes with one IPv6 prefix of 64 bits (RFC 4291 §2.5.1).
fn mac_for(word: &str, given: &[Given]) -> Result<[u8; 6], Trouble> {
    let mac = typed(word).map_err(|wrong| {
        let hint =
            say!(en: "12 digits: `--mac 00:1b:44:11:3a:b7`", zh: "12 位数字：`--mac 00:1b:44:11:3a:b7`");
        mac::trouble(word, None, wrong).hint(hint)
    })?;
    match given {
        [one] if report::takes_mac(one) => Ok(mac),
        _ => {
            let what = say!(
                en: "`--mac` goes with one IPv6 prefix of 64 bits: an interface identifier has the other 64 (RFC 4291 §2.5.1)",
                zh: "`--mac` 要与一个 64 位的 IPv6 前缀同用：接口标识符占另外 64 位（RFC 4291 §2.5.1）"
            );
            let hint = say!(
                en: "type `netlab subnet 2001:db8::/64 --mac {word}`", zh: "应输入 `netlab subnet 2001:db8::/64 --mac {word}`",
                word = word
            );
            Err(Trouble::new(what).hint(hint))
        }
    }
}
