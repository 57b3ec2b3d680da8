//! What the command writes on: the language, the colour and the width, from arguments, environment and terminal.

use super::Failure;
use crate::draw::{Paint, safe, wrap};
use crate::say;
use crate::spec::{Lang, Said, Trouble};
use clap::ArgMatches;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Columns where no terminal and no `COLUMNS` says.
pub const COLUMNS: usize = 80;

/// Where output goes.
pub struct Screen {
    /// The language.
    pub lang: Lang,
    /// Colour, or none.
    pub paint: Paint,
    /// Columns of a line.
    pub columns: usize,
    /// Whether standard output is a terminal.
    pub is_terminal: bool,
}

impl Screen {
    /// The screen as the arguments and the environment want it.
    pub fn new(lang: Lang, matches: &ArgMatches) -> Screen {
        let is_terminal = std::io::stdout().is_terminal();
        let colour = match matches.get_one::<String>("color").map(String::as_str) {
            Some("always") => true,
            Some("never") => false,
            _ => {
                is_terminal
                    && !is_set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Screen { lang, paint: Paint::new(colour), columns: columns(), is_terminal }
    }

    /// Says something on standard error that is no error.
    pub fn note(&self, said: &Said) {
        let word = self.lang.pick("note: ", "说明：");
        let _ = aside(&format!("{word}{}\n", safe(&said.show(self.lang))));
    }

    /// Trouble whose lines keep to the columns of the screen.
    pub fn fitted(&self, trouble: &Trouble) -> Trouble {
        fitted(trouble, self.lang, self.columns)
    }

    /// Reports trouble after which the work goes on.
    ///
    /// # Errors
    /// When the reader of standard error went away: input without end would be worked on for nobody.
    pub fn complain(&self, trouble: &Trouble) -> Result<(), Failure> {
        match aside(&complaint(trouble, self.lang)) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::Unheard),
            _ => Ok(()),
        }
    }
}

/// Whether the variable is there and not empty, as no-color.org wants it.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// `COLUMNS` where it is set, or the terminal's width.
pub fn columns() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    asked.filter(|columns| *columns > 0).or_else(seen).unwrap_or(COLUMNS)
}

/// Writes `error: ...` and `hint: ...` to standard error, if that can be written to: there is no other place to say
/// that it cannot.
pub fn complain(trouble: &Trouble, lang: Lang) {
    let _ = aside(&complaint(trouble, lang));
}

/// Writes to standard error. Unlike `eprintln!` it does not panic where nobody reads that.
pub fn aside(text: &str) -> io::Result<()> {
    io::stderr().lock().write_all(text.as_bytes())
}

/// `error: ...` and `hint: ...`, safe for a terminal, but with the message's own line breaks.
pub fn complaint(trouble: &Trouble, lang: Lang) -> String {
    let lines = |said: &Said| said.show(lang).lines().map(safe).collect::<Vec<_>>().join("\n       ");
    let error = format!("{}{}\n", lang.pick("error: ", "错误："), lines(&trouble.what));
    match &trouble.hint {
        Some(hint) => format!("{error}{}{}\n", lang.pick("hint: ", "提示："), lines(hint)),
        None => error,
    }
}

/// Trouble whose lines keep to so many columns, but for words that are longer.
pub fn fitted(trouble: &Trouble, lang: Lang, columns: usize) -> Trouble {
    let columns = columns.clamp(40, COLUMNS) - "error: ".len();
    let lines = |said: &Said| {
        let text = said.show(lang);
        let lines: Vec<&str> = text.lines().flat_map(|line| wrap(line, columns)).collect();
        Said { en: lines.join("\n"), zh: lines.join("\n") }
    };
    Trouble { what: lines(&trouble.what), hint: trouble.hint.as_ref().map(lines) }
}

/// The language: `--lang`, `NETLAB_LANG`, then the first locale variable that is not empty. Read before the rest of
/// the command line, whose errors it decides.
pub fn choose_language(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Result<Lang, Trouble> {
    let words: Vec<_> =
        args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--").collect();
    let asked = words.iter().enumerate().find_map(|(i, word)| match word.strip_prefix("--lang=") {
        Some(value) => Some(value),
        None if word == "--lang" => words.get(i + 1).map(AsRef::as_ref),
        None => None,
    });
    // a wrong word after --lang is told by the parser of the command line
    if let Some(lang) = asked.and_then(Lang::parse) {
        return Ok(lang);
    }
    if let Some(value) = env("NETLAB_LANG").filter(|value| !value.is_empty()) {
        return Lang::parse(&value).ok_or_else(|| {
            let what = say!(
                en: "the environment variable NETLAB_LANG is `{value}`, not en, zh or zh+en",
                zh: "环境变量 NETLAB_LANG 是 `{value}`，而不是 en、zh 或 zh+en",
                value = value
            );
            Trouble::new(what).hint(say!(en: "unset NETLAB_LANG", zh: "unset NETLAB_LANG 可取消该设置"))
        });
    }
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(env).find(|value| !value.is_empty());
    Ok(locale.and_then(|name| Lang::of_locale(&name)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], env: &[(&str, &str)]) -> Result<Lang, Trouble> {
        let args: Vec<OsString> = std::iter::once(&"netlab").chain(args).map(OsString::from).collect();
        choose_language(&args, |name| {
            env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_string())
        })
    }

    #[test]
    fn the_language_is_taken_in_order() {
        assert_eq!(chosen(&[], &[]), Ok(Lang::En));
        assert_eq!(chosen(&[], &[("LANG", "zh_CN.UTF-8")]), Ok(Lang::Zh));
        assert_eq!(chosen(&[], &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]), Ok(Lang::Zh));
        assert_eq!(chosen(&[], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Ok(Lang::En));
        assert_eq!(chosen(&[], &[("NETLAB_LANG", "en"), ("LANG", "zh_CN")]), Ok(Lang::En));
        assert_eq!(chosen(&["frame", "--lang", "zh+en"], &[("NETLAB_LANG", "en")]), Ok(Lang::Both));
        assert_eq!(chosen(&["--lang=zh"], &[]), Ok(Lang::Zh));
        assert_eq!(chosen(&["frame", "--", "--lang=zh"], &[]), Ok(Lang::En));
        assert!(chosen(&[], &[("NETLAB_LANG", "fr")]).is_err());
    }
}
