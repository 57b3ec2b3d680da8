//! The options of `--send`.

use super::super::screen::Screen;
use super::super::{Exit, Failure, sandbox};
use crate::spec::{Lang, Text, text};
use clap::{Arg, ArgAction, ArgMatches};

/// The options that have to do with interfaces.
pub fn options(lang: Lang) -> Vec<Arg> {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    vec![
        option("send", "IFACE", text("send it out of an interface", "从某个接口发出")),
        option("wait", "TIME", text("wait for the answer: --wait=2s", "等待回答，如 --wait=2s"))
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("")
            .requires("send"),
        option("count", "N", text("send it so many times", "发送这么多次")).requires("send"),
        option(
            "as",
            "IP",
            text(
                "be a host of one's own, which the kernel does not know",
                "作为一台独立的主机，内核对此不知情",
            ),
        )
        .requires("send")
        .conflicts_with("mac"),
        flag("all", text("dhcp discover: go on to the lease", "dhcp discover：一直走到租用"))
            .requires("wait"),
        flag("keep", text("with --all: do not give the lease back", "配合 --all：不归还租用的地址"))
            .requires("all"),
        flag("yes", text("send more than ten frames unasked", "超过十帧时不再询问")).requires("send"),
        sandbox::option(lang).requires("send"),
    ]
}

/// Builds and sends.
///
/// # Errors
/// What cannot be built, opened or sent.
#[cfg(target_os = "linux")]
pub fn run(name: &str, matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    super::send::run(name, matches, screen)
}

/// Frames are sent on Linux only.
#[cfg(not(target_os = "linux"))]
pub fn run(_: &str, _: &ArgMatches, _: &Screen) -> Result<Exit, Failure> {
    use crate::say;
    use crate::spec::Trouble;
    Err(Trouble::new(say!(en: "netlab sends frames on Linux only", zh: "netlab 只能在 Linux 上发送帧"))
        .into())
}
