//! What becomes of the pages that views are drawn on: printed line by line, or kept and made into a drawing.

use super::super::Failure;
use super::super::screen::Screen;
use super::output::cannot_write;
use crate::draw::{Line, svg};
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgMatches};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The most lines that are kept: nobody looks at a drawing of more.
const MOST: usize = 50_000;

/// The options that say what becomes of pages.
pub fn options(lang: Lang) -> [Arg; 1] {
    let svg = text(
        "draw the page as SVG, for slides and paper; - is standard output",
        "把页面画成 SVG，用于幻灯片和打印；- 为标准输出",
    );
    [Arg::new("svg").long("svg").value_name("FILE").help(svg.show(lang)).conflicts_with_all(WITHOUT_PAGES)]
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
}

impl Pages {
    /// What the arguments want.
    pub fn new(matches: &ArgMatches) -> Pages {
        let kind = match matches.get_one::<String>("svg") {
            Some(name) => Kind::Svg(name.clone()),
            None => Kind::Printed,
        };
        Pages { kind, lines: Vec::new() }
    }

    /// Whether something is wanted of pages, so that there should be some.
    pub fn are_wanted(&self) -> bool {
        !matches!(self.kind, Kind::Printed)
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
