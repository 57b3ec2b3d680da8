//! What becomes of the pages that views are drawn on: printed line by line, or kept to be drawn or presented.

use super::super::Failure;
use super::super::screen::Screen;
use super::output::cannot_write;
use super::present::{Ended, possible, present};
use crate::draw::{Line, svg};
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::{Blanks, Page, Told};
use clap::{Arg, ArgAction, ArgMatches};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The most lines that are kept: nobody looks at a drawing of more.
const MOST: usize = 50_000;

/// The options that say what becomes of pages.
pub fn options(lang: Lang) -> [Arg; 5] {
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
    let show = text(
        "show the page line by line: space goes on, b back, q ends",
        "逐行展示页面：空格继续，b 后退，q 结束",
    );
    let option = |name: &'static str, help: Text| Arg::new(name).long(name).help(help.show(lang));
    [
        option("svg", svg).value_name("FILE").conflicts_with_all(WITHOUT_PAGES),
        option("blank", blank)
            .value_name("SHARE")
            .conflicts_with_all(WITHOUT_PAGES)
            .conflicts_with_all(["layers", "at", "diff"]),
        option("seed", seed).value_name("NUMBER").requires("blank"),
        option("present", show)
            .action(ArgAction::SetTrue)
            .conflicts_with("svg")
            .conflicts_with_all(WITHOUT_PAGES),
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
    /// Shown to an audience.
    Presented,
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
    /// A share or a seed that is none; nowhere to present pages.
    pub fn new(matches: &ArgMatches, screen: &Screen) -> Result<Pages, Trouble> {
        let kind = match matches.get_one::<String>("svg") {
            Some(name) => Kind::Svg(name.clone()),
            None if matches.get_flag("present") => {
                possible(screen)?;
                Kind::Presented
            }
            None => Kind::Printed,
        };
        Ok(Pages { kind, lines: Vec::new(), blanks: blanks(matches)? })
    }

    /// The pages of another worker; `None` where lines are kept, which one alone can do.
    pub fn another(&self) -> Option<Pages> {
        let kind = matches!(self.kind, Kind::Printed).then_some(Kind::Printed)?;
        Some(Pages { kind, lines: Vec::new(), blanks: self.blanks })
    }

    /// Whether something is wanted of pages, so that there should be some.
    pub fn are_wanted(&self) -> bool {
        self.blanks.is_some() || !matches!(self.kind, Kind::Printed)
    }

    /// The page to draw the next frame on; `out` is where it is printed, and what was `told` is not told again.
    ///
    /// # Errors
    /// Too much has been kept.
    pub fn page<'a>(
        &'a mut self,
        out: &'a mut String,
        told: &'a mut Told,
        screen: &Screen,
    ) -> Result<Page<'a>, Trouble> {
        if self.lines.len() > MOST {
            let what = say!(
                en: "the pages have more than {most} lines", zh: "页面超过 {most} 行", most = MOST
            );
            return Err(Trouble::new(what).hint(say!(
                en: "choose some of the frames: `-n 1-20`, or `--where`", zh: "请只选一部分帧：`-n 1-20` 或 `--where`"
            )));
        }
        let page = match self.kind {
            Kind::Printed => Page::in_memory(out, screen.lang, screen.paint, screen.columns),
            Kind::Svg(_) | Kind::Presented => Page::kept(&mut self.lines, screen.lang, screen.columns),
        };
        Ok(page.after(told))
    }

    /// Makes what is wanted of what was kept.
    ///
    /// # Errors
    /// The file or the terminal fails.
    pub fn finish(self, screen: &Screen) -> Result<Ended, Failure> {
        if self.lines.is_empty() {
            return Ok(Ended::Done);
        }
        match &self.kind {
            Kind::Printed => Ok(Ended::Done),
            Kind::Svg(name) => {
                self.write(name, screen).map(|()| Ended::Done).map_err(|error| match error.kind() {
                    io::ErrorKind::BrokenPipe => error.into(),
                    _ => cannot_write(name, &error).into(),
                })
            }
            Kind::Presented => present(&self.lines, screen).map_err(|error| {
                let what = say!(en: "the terminal fails: {error}", zh: "终端出错：{error}", error = error);
                Trouble::new(what).into()
            }),
        }
    }

    fn write(&self, name: &str, screen: &Screen) -> io::Result<()> {
        let mut out: Box<dyn Write> = match name {
            "-" => Box::new(BufWriter::new(io::stdout().lock())),
            name => Box::new(BufWriter::new(File::create(name)?)),
        };
        svg(&mut out, &self.lines, screen.lang.pick("en", "zh-CN"), &TITLE.show(screen.lang))?;
        out.flush()
    }
}

const TITLE: Text = text("A frame, drawn by netlab", "netlab 画的帧");
