//! `--diff A B`: two frames, field by field.

use super::super::screen::Screen;
use super::super::{Exit, Failure};
use super::batch::Batch;
use super::input::{self, Input};
use super::pages::Pages;
use super::present::Ended;
use super::with_frame;
use crate::capture::Record;
use crate::packet::{Dissector, Explainer};
use crate::say;
use crate::spec::Trouble;
use crate::view::{self, Frame, Told};
use clap::ArgMatches;
use std::io::{self, Write};

/// Compares two frames: two numbers mean frames of the input, anything else is the first frame of a sample or file.
/// Ends with 1 where they differ.
pub fn run(
    two: &[String],
    link: Option<u32>,
    matches: &ArgMatches,
    screen: &Screen,
) -> Result<Exit, Failure> {
    let [a, b] = match two {
        [a, b] => match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => numbered(a, b, matches, screen)?,
            _ => [first(a)?, first(b)?],
        },
        _ => return Ok(Exit::Done),
    };
    let fcs = matches.get_flag("fcs").then_some(4);
    let explained = |record: Record<'_>, each: &mut dyn FnMut(&Frame<'_>) -> io::Result<bool>| {
        let record = Record { link: link.unwrap_or(record.link), fcs: fcs.or(record.fcs), ..record };
        with_frame(&mut Dissector::new(), &mut Explainer::default(), &record, each)
    };
    let (Some(a), Some(b)) = (a.records().next(), b.records().next()) else { return Ok(Exit::Done) };
    let mut out = String::new();
    let mut told = Told::default();
    let mut pages = Pages::new(matches, screen)?;
    let mut page = pages.page(&mut out, &mut told, screen)?;
    let same = explained(a, &mut |a| explained(b, &mut |b| view::diff(a, b, &mut page)))?;
    io::stdout().lock().write_all(out.as_bytes())?;
    Ok(match (pages.finish(screen)?, same) {
        (Ended::Interrupted, _) => Exit::Interrupted,
        (Ended::Done, true) => Exit::Done,
        (Ended::Done, false) => Exit::No,
    })
}

/// Frames `a` and `b` of the input.
fn numbered(a: u64, b: u64, matches: &ArgMatches, screen: &Screen) -> Result<[Batch; 2], Failure> {
    let opened = input::open(matches)?;
    opened.notes.iter().for_each(|note| screen.note(note));
    let (mut left, mut right) = (None, None);
    for input in opened.inputs {
        let mut input = input?;
        while left.is_none() || right.is_none() {
            let Some(record) = input.next_frame() else { break };
            let record = record?;
            if record.number == a {
                left = Some(Batch::of(&record));
            }
            if record.number == b {
                right = Some(Batch::of(&record));
            }
        }
        input.notes().iter().for_each(|note| screen.note(note));
    }
    let missing = if left.is_none() { a } else { b };
    match (left, right) {
        (Some(left), Some(right)) => Ok([left, right]),
        _ => {
            let what = say!(en: "the input has no frame {missing}", zh: "输入中没有第 {missing} 帧", missing = missing);
            let hint = say!(en: "frames are counted from 1", zh: "帧从 1 数起");
            Err(Trouble::new(what).hint(hint).into())
        }
    }
}

/// The first frame of a sample or file.
fn first(name: &str) -> Result<Batch, Failure> {
    let mut input: Input = input::open_one(name)?;
    match input.next_frame() {
        Some(record) => Ok(Batch::of(&record?)),
        None => {
            let what = say!(en: "there is no frame in `{name}`", zh: "`{name}` 中没有帧", name = name);
            Err(Trouble::new(what).into())
        }
    }
}
