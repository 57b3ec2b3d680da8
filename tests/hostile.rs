//! Whatever the octets are: every view draws them, and nothing of them reaches the terminal as more than text.

mod common;

use common::frame::with_frame;
use netlab::draw::Paint;
use netlab::proto::{self, ALL};
use netlab::sample::SAMPLES;
use netlab::spec::{Lang, Protocol};
use netlab::view::{self, Frame, Page, Summary, Told};
use proptest::prelude::*;
use std::error::Error;

/// All views of octets that begin with `root`, in every language.
fn drawn(octets: &[u8], original: usize, root: &'static Protocol) -> Result<String, Box<dyn Error>> {
    with_frame(octets, original, root, all_views)
}

fn all_views(frame: &Frame<'_>) -> Result<String, Box<dyn Error>> {
    let mut json = String::new();
    view::json(frame, &mut json);
    serde_json::from_str::<serde_json::Value>(&json)?;

    let mut line = String::new();
    Summary::new().line(1, None, &frame.stack, &mut line);
    let octets = frame.stack.frame.len();
    let mut out = Vec::new();
    for (lang, columns) in [(Lang::En, 80), (Lang::Both, 50)] {
        let mut page = Page::new(&mut out, lang, Paint::new(false), columns);
        view::dump(frame, &mut page)?;
        view::tree(frame, &mut page)?;
        view::figure(frame, &mut page)?;
        view::layers(frame, &mut page)?;
        for at in [0, octets / 2, octets] {
            view::octet(frame, at, &mut page)?;
        }
    }
    Ok(line + &String::from_utf8(out)?)
}

/// What is wrong with the views, if anything.
fn look(octets: &[u8], original: usize, root: &'static Protocol) -> Result<(), String> {
    let page = drawn(octets, original, root).map_err(|error| error.to_string())?;
    // control characters, and marks that turn the direction of writing
    let hostile = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match page.chars().find(|c| hostile(*c) && *c != '\n') {
        Some(c) => Err(format!("{c:?} reaches the terminal")),
        None => Ok(()),
    }
}

/// A page in memory copies what was drawn before; one that is written away draws all anew. Every sample comes three
/// times, the second time with the octets of its headers changed one by one, so that values differ at the same place, and
/// its last frame then ten times more, with an octet that counts: what changes in each frame is not kept each time.
#[test]
fn what_is_copied_is_what_would_be_drawn() -> Result<(), Box<dyn Error>> {
    let mut frames: Vec<(Vec<u8>, &'static Protocol)> = Vec::new();
    for sample in SAMPLES {
        let root = proto::root(sample.link);
        let octets: Vec<Vec<u8>> = sample.frames().into_iter().map(|frame| frame.octets).collect();
        frames.extend(octets.iter().map(|octets| (octets.clone(), root)));
        for (i, octets) in octets.iter().enumerate() {
            let mut changed = octets.clone();
            let at = (i * 7 + 12) % changed.len().max(1);
            if let Some(octet) = changed.get_mut(at) {
                *octet ^= 1 << (i % 8);
            }
            frames.push((changed, root));
        }
        if let Some(last) = octets.last().filter(|octets| !octets.is_empty()) {
            let at = last.len() * 2 / 3;
            frames.extend((0..10).map(|step| {
                let mut counted = last.clone();
                counted[at] = counted[at].wrapping_add(step * 9);
                (counted, root)
            }));
        }
        frames.extend(octets.into_iter().map(|octets| (octets, root)));
    }
    for (lang, inks, columns) in
        [(Lang::En, false, 80), (Lang::Zh, true, 60), (Lang::Both, false, 50), (Lang::Both, true, 200)]
    {
        let (mut copied, mut drawn) = (String::new(), Vec::new());
        let (mut told, mut other_told) = (Told::default(), Told::default());
        for (octets, root) in &frames {
            let paint = Paint::new(inks);
            let (from, other_from) = (copied.len(), drawn.len());
            let in_memory = Page::in_memory(&mut copied, lang, paint, columns).after(&mut told);
            let away = Page::new(&mut drawn, lang, paint, columns).after(&mut other_told);
            with_frame(octets, octets.len(), root, |frame| {
                for mut page in [in_memory, away] {
                    view::dump(frame, &mut page)?;
                    view::tree(frame, &mut page)?;
                    view::dump_with_tree(frame, &mut page)?;
                }
                std::io::Result::Ok(())
            })?;
            let away = String::from_utf8_lossy(&drawn[other_from..]);
            assert_eq!(&copied[from..], away, "{lang:?} {octets:02x?}");
        }
    }
    Ok(())
}

/// The number of a row grows to five digits at octet 65,536: the octets stay above their letters.
#[test]
fn octets_stay_in_their_columns_however_long_the_frame_is() -> Result<(), Box<dyn Error>> {
    let mut octets = vec![0xab; 0x10013];
    octets[12..14].fill(0xff);
    let mut out = Vec::new();
    with_frame(&octets, octets.len(), proto::root(1), |frame| {
        view::dump(frame, &mut Page::new(&mut out, Lang::En, Paint::new(false), 80))
    })?;
    let page = String::from_utf8(out)?;
    let row =
        |number: &str| page.lines().find(|line| line.trim_start().starts_with(number)).map(str::to_string);
    let (short, long) = (row("fff0 ").ok_or("no row fff0")?, row("10000 ").ok_or("no row 10000")?);
    assert_eq!(short.find("ab ab"), long.find("ab ab"), "{short}\n{long}");
    assert_eq!(long.find("ab ab"), Some(8));
    Ok(())
}

#[test]
fn every_sample_is_drawn_whole_and_cut() {
    for sample in SAMPLES {
        for (number, frame) in sample.frames().iter().enumerate() {
            let whole = frame.octets.len();
            for cut in (0..whole).step_by(7).chain([whole]) {
                let looked = look(&frame.octets[..cut], frame.original as usize, proto::root(sample.link));
                assert_eq!(looked, Ok(()), "{} frame {} cut to {cut}", sample.name, number + 1);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_are_drawn_as_any_protocol(
        octets in proptest::collection::vec(any::<u8>(), 0..200),
        protocol in 0..ALL.len(),
        further in 0..100usize,
    ) {
        prop_assert_eq!(look(&octets, octets.len() + further, ALL[protocol]), Ok(()));
    }

    /// The octets put in are those that terminals obey, and others.
    #[test]
    fn damaged_samples_are_drawn(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec(
            (any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0x1b), Just(0x9b), Just(0x07), Just(0x0d)]),
            1..12,
        ),
    ) {
        let sample = &SAMPLES[sample];
        for frame in sample.frames() {
            let mut octets = frame.octets;
            for (at, value) in &changes {
                let at = at.index(octets.len());
                octets[at] = *value;
            }
            prop_assert_eq!(look(&octets, frame.original as usize, proto::root(sample.link)), Ok(()));
        }
    }
}
