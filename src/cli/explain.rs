//! `netlab explain`: what protocols, fields, code points, rules and terms are, from the tables that decode them.

mod article;
mod field;
mod json;
mod markdown;
mod names;
mod pages;
mod print;
mod protocol;
pub mod reference;
mod registry;
mod tables;
mod topic;
mod walk;
mod words;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::spec::{Lang, Text, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::io::{self, BufWriter, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text =
    text("Explain a protocol, field, code point, rule or term", "解释协议、字段、代码值、规则或术语");

/// `netlab explain`.
pub fn command(lang: Lang) -> Command {
    clap_words::new("explain", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "explain [OPTIONS] [TOPIC]..."))
        .arg(
            Arg::new("topic")
                .value_name("TOPIC")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                    text(
                        "ipv4, ipv4.ttl, port 443, layers, checksum ...; without any, the list of topics",
                        "如 ipv4、ipv4.ttl、port 443、layers、检验和；不给时列出主题",
                    )
                    .show(lang),
                ),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help(text("the same as one JSON object", "同样的内容，写成一个 JSON 对象").show(lang)),
        )
}

/// Runs `netlab explain`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let words: Vec<&str> =
        matches.get_many::<String>("topic").into_iter().flatten().map(String::as_str).collect();
    let article = topic::find(&words.join(" "))?;
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        json::article(&article, &mut out)?;
    } else {
        print::article(&article, &mut Page::new(&mut out, screen.lang, screen.paint, screen.columns))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}
