//! `netlab link`: the interfaces of this machine, what they are set to and by whom.

mod draw;
mod json;
pub(super) mod rights;

use super::screen::Screen;
use super::{Exit, Failure, clap_words, sandbox};
use crate::link::{Interface, Links, Rights, links};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::io::{self, BufWriter, Write};

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "The interfaces of this machine: their settings, where they come from, what can be captured",
    "本机的接口：各项设置、设置的来源、能否抓包",
);

/// `netlab link`.
pub fn command(lang: Lang) -> Command {
    clap_words::new("link", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "link [OPTIONS] [IFACE]..."))
        .arg(
            Arg::new("interface")
                .value_name("IFACE")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(text("only these interfaces", "只看这些接口").show(lang)),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help(text("a JSON object for each interface", "每个接口输出一个 JSON 对象").show(lang)),
        )
        .arg(sandbox::option(lang))
}

/// Runs `netlab link`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let _held = sandbox::enter(matches, screen)?;
    let mut all = known()?;
    let asked: Vec<&String> = matches.get_many::<String>("interface").into_iter().flatten().collect();
    let mut exit = Exit::Done;
    for name in &asked {
        if let Err(trouble) = find(&all, name) {
            screen.complain(&trouble)?;
            exit = Exit::Trouble;
        }
    }
    if !asked.is_empty() {
        all.interfaces.retain(|interface| asked.contains(&&interface.name));
    }
    let rights = Rights::at_hand();
    let mut out = BufWriter::new(io::stdout().lock());
    if matches.get_flag("json") {
        json::links(&all, rights, &mut out)?;
    } else if !all.interfaces.is_empty() {
        let mut page = Page::new(&mut out, screen.lang, screen.paint, screen.columns);
        draw::links(&all, rights, &mut page)?;
    }
    out.flush()?;
    Ok(exit)
}

/// The interfaces of this machine.
///
/// # Errors
/// The system does not tell, or netlab does not know how to ask it.
pub fn known() -> Result<Links, Trouble> {
    if cfg!(not(unix)) {
        let what = say!(
            en: "netlab cannot list the interfaces of this system", zh: "netlab 还不能列出本系统的接口"
        );
        let hint = say!(en: "`ipconfig /all` lists them", zh: "`ipconfig /all` 可列出接口");
        return Err(Trouble::new(what).hint(hint));
    }
    links().map_err(|error| {
        Trouble::new(
            say!(en: "the system does not tell its interfaces: {error}", zh: "系统没有给出接口列表：{error}", error = error),
        )
    })
}

/// The interface of that name.
///
/// # Errors
/// There is none.
pub fn find<'a>(all: &'a Links, name: &str) -> Result<&'a Interface, Trouble> {
    let names = || all.interfaces.iter().map(|interface| interface.name.as_str());
    all.interfaces.iter().find(|interface| interface.name == name).ok_or_else(|| {
        let what = say!(en: "there is no interface `{name}`", zh: "没有接口 `{name}`", name = name);
        let all: Vec<&str> = names().collect();
        let all = all.join(", ");
        Trouble::new(what).hint(match nearest(name, names()) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
            None => say!(en: "there are: {all}", zh: "现有接口：{all}", all = all),
        })
    })
}
