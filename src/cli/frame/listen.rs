//! The options of `--live`, and what they mean together.

use super::super::sandbox;
use super::super::screen::Screen;
use super::input::Opened;
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use clap::{Arg, ArgMatches};

/// The options that have to do with interfaces.
pub fn options(lang: Lang) -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    vec![
        option("live", "IFACE", text("frames as they pass an interface", "捕获经过某个接口的帧"))
            .conflicts_with_all(["sample", "numbers", "diff"]),
        option(
            "for",
            "TIME",
            text("with --live: no longer than 10s, 500ms ...", "配合 --live：最长时间，如 10s、500ms"),
        )
        .requires("live"),
        option(
            "during",
            "COMMAND",
            text("with --live: while a shell runs this command", "配合 --live：运行该命令期间"),
        )
        .requires("live"),
        sandbox::option(lang).requires("live"),
        option(
            "count",
            "N",
            text(
                "only say how many frames there are; with --live, =N ends after N",
                "只统计帧数；配合 --live 时，=N 表示捕获 N 帧后结束",
            ),
        )
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value(""),
    ]
}

/// What `--count` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Nothing.
    No,
    /// Only how many frames there are.
    Only,
    /// To end after so many.
    Most(u64),
}

/// What `--count` asks for: of an interface, so many frames, as `--count=3` or `--count 3`; else only how many there are.
///
/// # Errors
/// It is no number, or does not go with something else.
pub fn counted(matches: &ArgMatches) -> Result<Counted, Trouble> {
    let Some(word) = matches.get_one::<String>("count") else { return Ok(Counted::No) };
    let is_live = matches.contains_id("live");
    let words: Vec<&String> = matches.get_many::<String>("input").into_iter().flatten().collect();
    let word = match words[..] {
        [only] if is_live && word.is_empty() => only,
        _ => word,
    };
    if !word.is_empty() {
        let number = word.parse().ok().filter(|most| *most > 0);
        return match number {
            Some(most) if is_live => Ok(Counted::Most(most)),
            Some(most) => {
                let what = say!(
                    en: "`--count={most}` needs `--live`", zh: "`--count={most}` 需要 `--live`", most = most
                );
                Err(Trouble::new(what).hint(say!(
                    en: "`-n 1-{most}` shows the first {most} frames of a file", zh: "`-n 1-{most}` 显示文件的前 {most} 帧",
                    most = most
                )))
            }
            None => Err(Trouble::new(
                say!(en: "`--count`: `{word}` is no number of frames", zh: "`--count`：`{word}` 不是帧数", word = word),
            )),
        };
    }
    const VIEWS: [&str; 7] = ["dump", "tree", "figure", "layers", "steps", "json", "summary"];
    let view = VIEWS.into_iter().find(|view| matches.get_flag(view));
    match view.or(matches.contains_id("at").then_some("at")) {
        Some(view) => Err(Trouble::new(say!(
            en: "`--count` does not go with `--{view}`", zh: "`--count` 不能与 `--{view}` 同用", view = view
        ))),
        None => Ok(Counted::Only),
    }
}

/// Opens the interface, if one is to be listened to.
///
/// # Errors
/// It cannot be listened to.
#[cfg(target_os = "linux")]
pub fn open(matches: &ArgMatches, screen: &Screen) -> Result<Option<Opened>, Trouble> {
    use super::input::Input;
    use super::live::Live;
    use crate::filter::Filter;
    let Some(name) = matches.get_one::<String>("live") else { return Ok(None) };
    let most = match counted(matches)? {
        Counted::Most(most) => Some(most),
        _ => None,
    };
    if most.is_none()
        && let Some(word) = matches.get_one::<String>("input")
    {
        return Err(Trouble::new(say!(
            en: "`--live` takes frames from an interface, and `{word}` is another input",
            zh: "`--live` 从接口取帧，而 `{word}` 是另一个输入", word = word
        )));
    }
    let filter = matches.get_one::<String>("where").map(|source| Filter::parse(source)).transpose()?;
    let live = Live::open(name, filter, most, matches, screen)?;
    Ok(Some(Opened { inputs: vec![Ok(Input::Live(Box::new(live)))], notes: Vec::new() }))
}

/// Frames are captured on Linux only.
#[cfg(not(target_os = "linux"))]
pub fn open(matches: &ArgMatches, _: &Screen) -> Result<Option<Opened>, Trouble> {
    if !matches.contains_id("live") {
        return Ok(None);
    }
    let what = say!(en: "netlab captures on Linux only", zh: "netlab 只能在 Linux 上抓包");
    let hint = say!(
        en: "another program can capture: `tcpdump -i en0 -w - | netlab frame`",
        zh: "可由其他程序抓包：`tcpdump -i en0 -w - | netlab frame`"
    );
    Err(Trouble::new(what).hint(hint))
}
