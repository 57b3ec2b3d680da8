//! `netlab subnet`: addresses and masks: the AND worked, what follows from it, and whether hosts are neighbours.

mod and;
mod facts;
mod json;
mod lengths;
mod report;
mod table;
mod words;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::address::given::parse_all;
use crate::spec::{Lang, Text, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::io::{self, BufWriter, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "Addresses and masks: the AND worked, the subnet, and whether hosts are neighbours",
    "地址与掩码：演算“与”运算、求出子网，并判断主机是否在同一子网",
);

/// `netlab subnet`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    clap_words::new("subnet", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "subnet [OPTIONS] [ADDRESS]..."))
        .arg(
            Arg::new("address")
                .value_name("ADDRESS")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                text(
                    "one address, or two hosts and more: 172.16.10.1/24, 10.0.0.1/255.0.0.0, 2001:db8::1/64",
                    "一个地址，或两台以上的主机，如 172.16.10.1/24、10.0.0.1/255.0.0.0、2001:db8::1/64",
                )
                .show(lang),
            ),
        )
        .arg(flag("steps", text("every octet worked as on a blackboard", "像在黑板上一样逐字节演算")))
        .arg(flag("table", text("the table of all prefix lengths", "全部前缀长度的对照表")))
        .arg(
            Arg::new("mac").long("mac").value_name("MAC").help(
                text(
                    "with an IPv6 prefix: the Modified EUI-64 address of this MAC address",
                    "与 IPv6 前缀同用：由此 MAC 地址构成的修改版 EUI-64 地址",
                )
                .show(lang),
            ),
        )
        .arg(flag("json", text("a JSON object", "输出 JSON 对象")))
}

/// Runs `netlab subnet`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let typed: Vec<&str> =
        matches.get_many::<String>("address").into_iter().flatten().map(String::as_str).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let given = parse_all(&typed)?;
    let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
    if matches.get_flag("table") {
        lengths::draw(&mut page)?;
    }
    for given in given {
        report::draw(&given, None, matches.get_flag("steps"), &mut page)?;
    }
    drop(page);
    out.flush()?;
    Ok(Exit::Done)
}
