//! clap's own words, in both languages.

use super::screen::{COLUMNS, aside, columns, complaint, fitted};
use super::{Exit, Failure, finish};
use crate::draw::{blanks, width, wrap};
use crate::say;
use crate::spec::{Lang, Said, Text, Trouble, text};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use std::io::{self, Write};
use std::process::ExitCode;

/// A command whose help is in `lang`. Its options are added afterwards, so that they stand under its headings.
pub fn new(name: &'static str, about: Text, lang: Lang) -> Command {
    let word = |text: Text| text.show(lang);
    // on a bilingual page too the line has one colon
    let usage = lang.pick("Usage: ", "用法：");
    let template = format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}\n");
    Command::new(name)
        .about(word(about))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(template)
        .subcommand_help_heading(word(text("Commands", "命令")))
        .subcommand_value_name(lang.pick("COMMAND", "命令"))
        .next_help_heading(options(lang))
        // clap breaks lines at spaces alone, and Chinese has none
        .term_width(0)
}

/// The heading of a command's own options.
pub fn options(lang: Lang) -> String {
    text("Options", "选项").show(lang)
}

/// The heading of operands.
pub fn operands(lang: Lang) -> String {
    text("Operands", "操作数").show(lang)
}

/// The heading of the options that every command has.
pub fn everywhere(lang: Lang) -> String {
    text("Options of every command", "通用选项").show(lang)
}

/// `[OPTIONS]` as the usage line has it.
pub fn usage(lang: Lang, words: &str) -> String {
    format!("netlab {}", words.replace("OPTIONS", lang.pick("OPTIONS", "选项")))
}

/// Prints help and version, or the error of a wrong command line: exit status 2.
pub fn report(error: &Error, lang: Lang) -> ExitCode {
    let page = page(error, lang, columns().min(COLUMNS));
    if !is_asked_for(error) {
        let _ = aside(&page);
        return ExitCode::from(2);
    }
    let written = io::stdout().lock().write_all(page.as_bytes());
    finish(written.map(|()| Exit::Done).map_err(Failure::from), lang)
}

/// Whether it is help or version, and no error.
fn is_asked_for(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
}

/// What is shown, in lines of at most `columns`.
pub fn page(error: &Error, lang: Lang, columns: usize) -> String {
    if is_asked_for(error) {
        help(&error.render().to_string(), lang, columns)
    } else {
        complaint(&fitted(&trouble(error), lang, columns), lang)
    }
}

/// The help with its lines broken.
fn help(help: &str, lang: Lang, columns: usize) -> String {
    let help = if lang == Lang::En { help.to_string() } else { with_wide_colons(help) };
    let mut fitted = String::with_capacity(help.len());
    for line in help.lines() {
        // what stands behind the last gap goes on below itself
        let (head, text) = line.split_at(line.rfind("  ").map_or(0, |at| at + 2));
        let indent = width(head);
        for (i, part) in wrap(text, columns.saturating_sub(indent).max(20)).iter().enumerate() {
            if i == 0 {
                fitted.push_str(head);
            } else {
                blanks(&mut fitted, indent);
            }
            fitted.push_str(part);
            fitted.push('\n');
        }
    }
    fitted
}

/// The same with the colon of Chinese behind every heading: clap has only its own.
fn with_wide_colons(help: &str) -> String {
    let mend = |line: &str| match line.strip_suffix(":\n") {
        Some(heading) if !line.starts_with(' ') => format!("{heading}：\n"),
        _ => line.to_string(),
    };
    help.split_inclusive('\n').map(mend).collect()
}

/// What is wrong with a command line.
pub fn trouble(error: &Error) -> Trouble {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let arg = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => {
            say!(en: "there is no option `{arg}` here", zh: "此处没有选项 `{arg}`", arg = arg)
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            say!(en: "there is no command `{name}`", zh: "没有命令 `{name}`", name = name)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(en: "`{arg}` needs a value", zh: "`{arg}` 需要一个值", arg = arg)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => say!(
            en: "`{value}` is not a value of `{arg}`", zh: "`{value}` 不是 `{arg}` 的值", value = value, arg = arg
        ),
        ErrorKind::MissingRequiredArgument => {
            say!(en: "something is missing: {arg}", zh: "缺少：{arg}", arg = arg)
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg).unwrap_or_default();
            if arg == other {
                say!(en: "`{arg}` may be given once only", zh: "`{arg}` 只能给出一次", arg = arg)
            } else {
                say!(
                    en: "`{arg}` does not go with `{other}`", zh: "`{arg}` 不能与 `{other}` 同用",
                    arg = arg, other = other
                )
            }
        }
        ErrorKind::NoEquals => {
            say!(en: "`{arg}` takes its value behind `=`", zh: "`{arg}` 的值要写在 `=` 之后", arg = arg)
        }
        ErrorKind::TooManyValues => {
            say!(en: "`{value}` is one value too many for `{arg}`", zh: "`{value}` 是 `{arg}` 多余的值", value = value, arg = arg)
        }
        ErrorKind::InvalidUtf8 => say!(en: "an argument is not UTF-8", zh: "有一个参数不是 UTF-8"),
        kind => say!(
            en: "the command line cannot be read: {kind}", zh: "无法读懂命令行：{kind}", kind = kind
        ),
    };
    Trouble { what, hint: Some(hint(&context)) }
}

fn hint(context: &impl Fn(ContextKind) -> Option<String>) -> Said {
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(context);
    if let Some(meant) = suggestion {
        return say!(en: "did you mean `{meant}`?", zh: "是否想输入 `{meant}`？", meant = meant);
    }
    if let Some(values) = context(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        return say!(en: "one of: {values}", zh: "可取：{values}", values = values);
    }
    let name = context(ContextKind::Usage).and_then(|usage| subcommand(&usage)).unwrap_or_default();
    say!(en: "`netlab {name}--help` lists what there is", zh: "`netlab {name}--help` 列出全部用法", name = name)
}

/// The subcommand that clap's usage line speaks of, with a space behind it.
fn subcommand(usage: &str) -> Option<String> {
    let name = usage.split_whitespace().skip_while(|word| *word != "netlab").nth(1)?;
    name.chars().all(|c| c.is_ascii_lowercase()).then(|| format!("{name} "))
}
