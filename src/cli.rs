//! The command line: the only code that prints, reads the environment and knows the terminal.

mod build;
mod clap_words;
mod dial;
mod duration;
mod exercise;
pub mod explain;
mod first_steps;
mod frame;
mod link;
mod mac;
mod sandbox;
mod screen;
mod serve;
mod shell;
mod signal;
mod stdin;
mod subnet;
#[cfg(target_os = "linux")]
mod tap;
#[cfg(not(target_os = "linux"))]
#[path = "cli/tap/elsewhere.rs"]
mod tap;

use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches, Command};
use screen::{Screen, choose_language};
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

/// What a command ends with; the README lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The answer is no.
    No,
    /// What was readable is printed, but there was trouble, and that was said.
    Trouble,
    /// Broken off by Ctrl-C.
    Interrupted,
}

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// The user can mend it.
    Trouble(Trouble),
    /// Writing failed. A reader that went away is no failure.
    Output(io::Error),
    /// There was trouble, and the reader of standard error went away.
    Unheard,
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        Failure::Trouble(trouble)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

/// Runs the command line `args`, the program's name first.
pub fn run(args: &[OsString]) -> ExitCode {
    let lang = match choose_language(args, |name| std::env::var(name).ok()) {
        Ok(lang) => lang,
        Err(trouble) => return finish(Err(trouble.into()), Lang::En),
    };
    let named = |name: &str| args.iter().any(|arg| arg == name);
    let listed = !COMMANDS.iter().any(|(name, ..)| named(name)) || named("--help") || named("-h");
    let matches = match command_with(lang, named, listed).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return clap_words::report(&error, lang),
    };
    let screen = Screen::new(lang, &matches);
    finish(dispatch(&matches, &screen), lang)
}

fn dispatch(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    match matches.subcommand() {
        Some(("frame", matches)) => frame::run(matches, screen),
        Some(("explain", matches)) => explain::run(matches, screen),
        Some(("build", matches)) => build::run(matches, screen),
        Some(("signal", matches)) => signal::run(matches, screen),
        Some(("subnet", matches)) => subnet::run(matches, screen),
        Some(("mac", matches)) => mac::run(matches, screen),
        Some(("link", matches)) => link::run(matches, screen),
        Some(("serve", matches)) => serve::run(matches, screen),
        Some(("exercise", matches)) => exercise::run(matches, screen),
        Some(("dial", matches)) => dial::run(matches, screen),
        Some((build::complete::NAME, matches)) => build::complete::run(matches, screen),
        Some(("completions", matches)) => shell::completions(matches, command(screen.lang)),
        Some(("man", _)) => shell::man(command(screen.lang)),
        _ => first_steps::show(screen),
    }
}

fn finish(result: Result<Exit, Failure>, lang: Lang) -> ExitCode {
    match result {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::No) => ExitCode::FAILURE,
        Ok(Exit::Trouble) => ExitCode::from(2),
        // as shells have it: 128 and the number of SIGINT
        Ok(Exit::Interrupted) => ExitCode::from(130),
        Err(Failure::Trouble(trouble)) => {
            screen::complain(&trouble, lang);
            ExitCode::from(2)
        }
        Err(Failure::Unheard) => ExitCode::from(2),
        // the reader has seen enough: `| head -1`
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            let what = say!(en: "cannot write: {error}", zh: "无法写出：{error}", error = error);
            screen::complain(&Trouble::new(what), lang);
            ExitCode::from(2)
        }
    }
}

/// A command's name, what it is for, and the whole of it with its options.
type Named = (&'static str, Text, fn(Lang) -> Command);

/// The commands, as the help lists them.
const COMMANDS: [Named; 12] = [
    ("frame", frame::ABOUT, frame::command),
    ("explain", explain::ABOUT, explain::command),
    ("build", build::ABOUT, build::command),
    ("signal", signal::ABOUT, signal::command),
    ("subnet", subnet::ABOUT, subnet::command),
    ("mac", mac::ABOUT, mac::command),
    ("link", link::ABOUT, link::command),
    ("serve", serve::ABOUT, serve::command),
    ("exercise", exercise::ABOUT, exercise::command),
    ("dial", dial::ABOUT, dial::command),
    ("completions", shell::COMPLETIONS, shell::completions_command),
    ("man", shell::MAN, shell::man_command),
];

/// The whole command line, its help in `lang`.
pub fn command(lang: Lang) -> Command {
    command_with(lang, |_| true, true)
}

/// The command line with the options of the commands that are `wanted`; the others have a name and a line in the help,
/// where they are `listed`. To make the options of all takes longer than most commands run.
fn command_with(lang: Lang, wanted: impl Fn(&str) -> bool, listed: bool) -> Command {
    let about = text(
        "See how networks work, from the bit on the wire to the socket.",
        "看清网络如何工作：从线路上的比特到套接字。",
    );
    let usage = format!("[OPTIONS] [{}]", lang.pick("COMMAND", "命令"));
    clap_words::new("netlab", about, lang)
        .version(env!("CARGO_PKG_VERSION"))
        .override_usage(clap_words::usage(lang, &usage))
        .args(everywhere(lang).map(|arg| arg.help_heading(clap_words::everywhere(lang))))
        .subcommands(COMMANDS.iter().filter_map(|(name, about, whole)| match wanted(name) {
            true => Some(whole(lang)),
            false => listed.then(|| clap_words::new(name, *about, lang)),
        }))
        .subcommands(wanted(build::complete::NAME).then(|| build::complete::command(lang)))
}

/// The options that every command has.
fn everywhere(lang: Lang) -> [Arg; 4] {
    let global =
        |name: &'static str, help: Text| Arg::new(name).long(name).global(true).help(help.show(lang));
    [
        global(
            "lang",
            text(
                "en, zh or zh+en; else NETLAB_LANG or the locale says",
                "语言：en、zh 或 zh+en；默认取 NETLAB_LANG，再取区域设置",
            ),
        )
        .value_name("LANG")
        .value_parser(["en", "zh", "zh+en", "en+zh"])
        .hide_possible_values(true),
        global(
            "color",
            text(
                "colour: auto, always or never; NO_COLOR is honoured",
                "颜色：auto、always 或 never；遵从 NO_COLOR",
            ),
        )
        .value_name("WHEN")
        .value_parser(["auto", "always", "never"])
        .hide_possible_values(true),
        global("help", text("show this help", "显示本帮助")).short('h').action(ArgAction::Help),
        Arg::new("version")
            .long("version")
            .short('V')
            .action(ArgAction::Version)
            .help(text("show the version", "显示版本").show(lang)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        for lang in [Lang::En, Lang::Zh, Lang::Both] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn a_command_is_listed_as_it_is() {
        for (name, about, whole) in COMMANDS {
            let whole = whole(Lang::En);
            assert_eq!(whole.get_name(), name);
            assert_eq!(whole.get_about().map(ToString::to_string).as_deref(), Some(about.en));
        }
    }

    /// Help of every command and what is said of whatever can be wrong with its options, in 80 and in 60 columns.
    #[test]
    fn help_and_errors_fit_in_their_columns() {
        fn walk(command: &Command, path: &[String], lines: &mut Vec<Vec<String>>) {
            let mut add = |words: &[&str]| {
                lines.push(
                    path.iter()
                        .map(String::as_str)
                        .chain(words.iter().copied())
                        .map(str::to_string)
                        .collect(),
                );
            };
            add(&["--help"]);
            add(&["--no-such-option"]);
            add(&["one", "two", "three"]);
            for option in command.get_arguments().filter_map(|arg| arg.get_long()) {
                add(&[&format!("--{option}")]);
                add(&[&format!("--{option}x")]);
                add(&[&format!("--{option}=an-unlikely-value")]);
                add(&[&format!("--{option}=1"), &format!("--{option}=1"), "--json", "--log=none"]);
            }
            for sub in command.get_subcommands() {
                walk(sub, &[path, &[sub.get_name().to_string()]].concat(), lines);
            }
        }
        let mut lines = Vec::new();
        walk(&command(Lang::En), &["netlab".to_string()], &mut lines);
        for lang in [Lang::En, Lang::Zh, Lang::Both] {
            let command = command(lang);
            for (line, columns) in lines.iter().flat_map(|line| [(line, 80), (line, 60)]) {
                let Err(error) = command.clone().try_get_matches_from(line) else { continue };
                let page = clap_words::page(&error, lang, columns);
                for shown in page.lines().filter(|shown| crate::draw::width(shown) > columns) {
                    let text = shown.trim_start();
                    // a word that is longer than what is left of a line
                    let behind = text.rfind("  ").map_or(text, |at| text[at..].trim_start());
                    assert!(behind.is_ascii() && !behind.contains(' '), "{line:?} in {columns}: {shown}");
                }
            }
        }
    }

    /// Every text of the command tree differs between the languages, and the Chinese one is Chinese.
    #[test]
    fn no_help_is_in_one_language_only() {
        fn texts(command: &Command, path: &str, out: &mut Vec<(String, String)>) {
            let mut add = |what: String, text: Option<String>| out.push((what, text.unwrap_or_default()));
            add(format!("{path} about"), command.get_about().map(ToString::to_string));
            for arg in command.get_arguments() {
                add(format!("{path} {}", arg.get_id()), arg.get_help().map(ToString::to_string));
            }
            for sub in command.get_subcommands() {
                texts(sub, &format!("{path} {}", sub.get_name()), out);
            }
        }
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| {
            let mut command = command(lang);
            command.build();
            let mut out = Vec::new();
            texts(&command, "netlab", &mut out);
            out
        });
        assert_eq!(en.len(), zh.len());
        for ((place, en), (_, zh)) in en.iter().zip(&zh) {
            if place.contains(" help") && !place.ends_with(" help") {
                continue;
            }
            assert!(!en.is_empty() && en.is_ascii(), "{place}: {en:?}");
            assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{place}: {zh:?}");
        }
    }
}
