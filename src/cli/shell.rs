//! `netlab completions` and `netlab man`: what clap writes for shells and manuals.

use super::build::complete;
use super::{Exit, Failure, clap_words};
use crate::spec::{Lang, Text, text};
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;
use std::io::{self, Write};

/// What `netlab completions` is for, as the help lists it.
pub const COMPLETIONS: Text =
    text("Write the completions of a shell to standard output", "把某个 shell 的补全脚本写到标准输出");
/// What `netlab man` is for.
pub const MAN: Text = text("Write the manual page to standard output", "把手册页写到标准输出");

/// `netlab completions SHELL`.
pub fn completions_command(lang: Lang) -> Command {
    let shell = text("bash, elvish, fish, powershell or zsh", "bash、elvish、fish、powershell 或 zsh");
    let usage = clap_words::usage(lang, "completions [OPTIONS] SHELL");
    clap_words::new("completions", COMPLETIONS, lang).override_usage(usage).arg(
        Arg::new("shell")
            .help_heading(clap_words::operands(lang))
            .value_name("SHELL")
            .required(true)
            .value_parser(clap::value_parser!(Shell))
            .hide_possible_values(true)
            .help(shell.show(lang)),
    )
}

/// `netlab man`.
pub fn man_command(lang: Lang) -> Command {
    clap_words::new("man", MAN, lang).override_usage(clap_words::usage(lang, "man [OPTIONS]"))
}

/// Writes the completions.
pub fn completions(matches: &ArgMatches, mut command: Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut command, "netlab", &mut script);
        script.extend(complete::script(*shell).as_bytes());
    }
    io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}

/// Writes the manual page of the command and of all its subcommands, one after another.
pub fn man(mut command: Command) -> Result<Exit, Failure> {
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let title = format!("netlab-{}", sub.get_name());
        let sub = sub.clone().name(title.clone()).bin_name(format!("netlab {}", sub.get_name()));
        clap_mangen::Man::new(sub).title(title).render(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(Exit::Done)
}
