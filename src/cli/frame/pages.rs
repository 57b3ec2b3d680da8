//! What becomes of the pages that views are drawn on: printed line by line, or kept and made into a drawing.

use super::super::Failure;
use super::super::screen::Screen;
use super::output::cannot_write;
use crate::draw::{Line, svg};
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::{Blanks, Page};
use clap::{Arg, ArgAction, ArgMatches};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The most lines that are kept: nobody looks at a drawing of more.
const MOST: usize = 50_000;

/// The options that say what becomes of pages.
pub fn options(lang: Lang) -> [Arg; 4] {
    let svg = text(
        "draw the page as SVG, for slides and paper; - is standard output",
        "把页面画成 SVG，用于幻灯片和打印；- 为标准输出",
    );
    let blank =
        text("leave this share of the values empty, to be filled in: 30%", "把这一比例的值留空，供填写：30%");
    let seed = text(
        "which values: the same number leaves the same ones empty (else 1)",
        "选哪些值：同一种子留空同样的值（默认 1）",
    );
    let key = text("with the answers below", "在页面之后附上答案");
    let option = |name: &'static str, help: Text| Arg::new(name).long(name).help(help.show(lang));
    [
        option("svg", svg).value_name("FILE").conflicts_with_all(WITHOUT_PAGES),
        option("blank", blank)
            .value_name("SHARE")
            .conflicts_with_all(WITHOUT_PAGES)
            .conflicts_with_all(["layers", "at"]),
        option("seed", seed).value_name("NUMBER").requires("blank"),
        option("key", key).action(ArgAction::SetTrue).requires("blank"),
    ]
}

/// What is to be left blank, if anything.
fn blanks(matches: &ArgMatches) -> Result<Option<Blanks>, Trouble> {
    let Some(share) = matches.get_one::<String>("blank") else { return Ok(None) };
    let percent = share.strip_suffix('%').unwrap_or(share).parse().ok().filter(|percent| *percent <= 100);
    let Some(percent) = percent else {
        let what = say!(
            en: "`--blank {share}`: this is no share from 0% to 100%", zh: "`--blank {share}`：这不是 0% 到 100% 的比例",
            share = share
        );
        return Err(Trouble::new(what).hint(say!(
            en: "a whole number, as in `--blank 30%`", zh: "请用整数，如 `--blank 30%`"
        )));
    };
    let seed = match matches.get_one::<String>("seed") {
        None => 1,
        Some(word) => word.parse().map_err(|_| {
            let what = say!(
                en: "`--seed {word}`: this is no number from 0 to {most}", zh: "`--seed {word}`：这不是 0 到 {most} 的数",
                word = word, most = u64::MAX
            );
            Trouble::new(what).hint(say!(en: "any will do: `--seed 7`", zh: "任取一个即可：`--seed 7`"))
        })?,
    };
    Ok(Some(Blanks { percent, seed, key: matches.get_flag("key") }))
}

/// What draws no page.
const WITHOUT_PAGES: [&str; 4] = ["summary", "json", "count", "write"];

/// What becomes of pages.
enum Kind {
    Printed,
    /// Drawn into the file of this name.
    Svg(String),
}

/// The pages of one run.
pub struct Pages {
    kind: Kind,
    lines: Vec<Line>,
    /// What is left blank.
    pub blanks: Option<Blanks>,
}

impl Pages {
    /// What the arguments want.
    ///
    /// # Errors
    /// A share or a seed that is none.
    pub fn new(matches: &ArgMatches) -> Result<Pages, Trouble> {
        let kind = match matches.get_one::<String>("svg") {
            Some(name) => Kind::Svg(name.clone()),
            None => Kind::Printed,
        };
        Ok(Pages { kind, lines: Vec::new(), blanks: blanks(matches)? })
    }

    /// Whether something is wanted of pages, so that there should be some.
    pub fn are_wanted(&self) -> bool {
        self.blanks.is_some() || !matches!(self.kind, Kind::Printed)
    }

    /// The page to draw the next frame on; `out` is where it is printed.
    ///
    /// # Errors
    /// Too much has been kept.
    pub fn page<'a>(&'a mut self, out: &'a mut dyn Write, screen: &Screen) -> Result<Page<'a>, Trouble> {
        if self.lines.len() > MOST {
            let what = say!(
                en: "the pages have more than {most} lines", zh: "页面超过 {most} 行", most = MOST
            );
            return Err(Trouble::new(what).hint(say!(
                en: "choose some of the frames: `-n 1-20`, or `--where`", zh: "请只选一部分帧：`-n 1-20` 或 `--where`"
            )));
        }
        Ok(match self.kind {
            Kind::Printed => Page::new(out, screen.lang, screen.paint, screen.columns),
            Kind::Svg(_) => Page::kept(&mut self.lines, screen.lang, screen.columns),
        })
    }

    /// Makes what is wanted of what was kept.
    pub fn finish(self, screen: &Screen) -> Result<(), Failure> {
        let Kind::Svg(name) = &self.kind else { return Ok(()) };
        if self.lines.is_empty() {
            return Ok(());
        }
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Output(error),
            _ => cannot_write(name, &error).into(),
        };
        let mut out: Box<dyn Write> = match name.as_str() {
            "-" => Box::new(io::stdout().lock()),
            name => Box::new(BufWriter::new(File::create(name).map_err(failed)?)),
        };
        let drawn = svg(&mut out, &self.lines, screen.lang.pick("en", "zh-CN"), &TITLE.show(screen.lang));
        drawn.and_then(|()| out.flush()).map_err(failed)
    }
}

const TITLE: Text = text("A frame, drawn by netlab", "netlab 画的帧");
