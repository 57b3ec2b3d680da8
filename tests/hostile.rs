//! Whatever the octets are: every view draws them, and nothing of them reaches the terminal as more than text.

use netlab::draw::Paint;
use netlab::packet::{Dissector, explain, findings, verdicts};
use netlab::proto::{self, ALL};
use netlab::sample::SAMPLES;
use netlab::spec::{Lang, Protocol};
use netlab::view::{self, Frame, Page, Summary};
use proptest::prelude::*;
use std::error::Error;

/// All views of octets that begin with `root`, in every language.
fn drawn(octets: &[u8], original: usize, root: &'static Protocol) -> Result<String, Box<dyn Error>> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, None, root);
    let explained = explain(&stack);
    let verdicts = verdicts(&stack, &explained);
    let findings = findings(&stack, &verdicts);
    let (explained, verdicts, findings) = (&explained, &verdicts, &findings);
    let frame = Frame {
        number: 1,
        time: None,
        interface: None,
        link: 1,
        link_name: "TEST",
        stack,
        explained,
        verdicts,
        findings,
    };

    let mut json = Vec::new();
    view::json(&frame, &mut json)?;
    serde_json::from_slice::<serde_json::Value>(&json)?;

    let mut line = String::new();
    Summary::new().line(1, None, &stack, &mut line);
    let mut out = Vec::new();
    for (lang, columns) in [(Lang::En, 80), (Lang::Both, 50)] {
        let mut page = Page::new(&mut out, lang, Paint::new(false), columns);
        view::dump(&frame, &mut page)?;
        view::tree(&frame, &mut page)?;
        view::figure(&frame, &mut page)?;
        view::layers(&frame, &mut page)?;
        for at in [0, octets.len() / 2, octets.len()] {
            view::octet(&frame, at, &mut page)?;
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
