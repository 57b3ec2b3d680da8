//! `netlab __complete`: what may be typed next behind `netlab build`, for small scripts of the shells.

use super::super::screen::Screen;
use super::super::{Exit, Failure, clap_words};
use crate::build::words::offer;
use crate::draw::safe;
use crate::spec::{Lang, Text, text};
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;
use std::io::{self, Write};

/// The command's name. It is for scripts: the help does not list it.
pub const NAME: &str = "__complete";

const ABOUT: Text =
    text("Tell what may be typed behind `netlab build`", "列出 `netlab build` 之后可以输入的词");

/// `netlab __complete -- WORD...`.
pub fn command(lang: Lang) -> Command {
    let words = text("the words so far, the last perhaps begun", "已输入的词，最后一个可能未写完");
    clap_words::new(NAME, ABOUT, lang).hide(true).arg(
        Arg::new("words")
            .num_args(0..)
            .allow_hyphen_values(true)
            .trailing_var_arg(true)
            .help(words.show(lang)),
    )
}

/// A line for each word that may be typed: the word, a tab, what it stands for.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let words: Vec<String> = matches.get_many::<String>("words").into_iter().flatten().cloned().collect();
    let mut out = String::new();
    for (word, means) in offer(&words) {
        let means = means.show(screen.lang);
        out.push_str(&format!("{word}\t{}\n", safe(&means)));
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(Exit::Done)
}

/// What a shell's script needs besides what clap writes for it.
pub fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => BASH,
        Shell::Zsh => ZSH,
        Shell::Fish => FISH,
        _ => "",
    }
}

/// The line is split here, for readline takes `=` and `:` for borders of words.
const BASH: &str = r#"
_netlab_or_build() {
    local line=${COMP_LINE:0:COMP_POINT} words current known
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    current=${words[${#words[@]}-1]}
    if [[ ${words[1]} != build || ${#words[@]} -lt 3 || $current == -* ]]; then
        _netlab "$@"
        return
    fi
    known=${current%"${current##*[=:]}"}
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        COMPREPLY+=("${word#"$known"}")
    done < <("${words[0]}" __complete -- "${words[@]:2}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -F _netlab_or_build -o bashdefault -o default netlab
"#;

const ZSH: &str = r#"
_netlab_or_build() {
    if [[ ${words[2]} != build || ${words[CURRENT]} == -* || CURRENT -lt 3 ]]; then
        _netlab "$@"
        return
    fi
    local -a plain keys
    local word means
    while IFS=$'\t' read -r word means; do
        if [[ $word == *= ]]; then keys+=("$word"); else plain+=("$word"); fi
    done < <(${words[1]} __complete -- "${(@)words[3,CURRENT]}" 2>/dev/null)
    compadd -S '' -a keys
    compadd -a plain
}
compdef _netlab_or_build netlab
"#;

const FISH: &str = r#"
complete -c netlab -n '__fish_seen_subcommand_from build' -f -a '(netlab __complete -- (commandline -opc)[3..] (commandline -ct) 2>/dev/null)'
"#;
