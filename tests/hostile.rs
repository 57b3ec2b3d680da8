//! Whatever the octets are: nothing panics, and the spans that own octets tile the frame.

use netlab::packet::{Dissector, Explained, Span, explain};
use netlab::proto::{self, ALL};
use netlab::sample::SAMPLES;
use netlab::spec::{Lang, Protocol, Stack};
use netlab::view::{self, Frame, Page, Summary};
use proptest::prelude::*;

/// Takes octets apart as `root`; says what is wrong with the result.
fn tiled(octets: &[u8], original: usize, root: &'static Protocol) -> Result<(), String> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, None, root);
    let explained = explain(&stack);
    tiles(&stack, &explained)
}

/// The same, and draws every view.
fn look(octets: &[u8], original: usize, root: &'static Protocol) -> Result<(), String> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, None, root);
    let explained = explain(&stack);
    tiles(&stack, &explained)?;
    let frame = Frame { number: 1, time: None, link: 1, link_name: "TEST", stack, explained: &explained };
    drawn(&frame)
}

fn tiles(stack: &Stack<'_>, explained: &[Explained]) -> Result<(), String> {
    let octets = stack.frame;
    let mut leaves: Vec<&Span> = Vec::new();
    for (i, layer) in stack.layers.iter().enumerate() {
        if !(layer.start <= layer.body && layer.body <= layer.end && layer.end <= octets.len()) {
            return Err(format!("layer {i}: {}..{}..{}", layer.start, layer.body, layer.end));
        }
        if layer.parent > i || (layer.parent == i && i > 0 && layer.start == 0) {
            return Err(format!("layer {i} has the parent {}", layer.parent));
        }
    }
    for span in explained.iter().flat_map(|layer| &layer.spans) {
        nested(span)?;
        span.leaves(false, &mut |leaf| leaves.push(leaf));
    }
    leaves.sort_by_key(|leaf| leaf.bits.start);
    let mut at = 0;
    for leaf in leaves {
        if leaf.bits.start != at || leaf.bits.end < at {
            return Err(format!("`{}` is {:?}, but bit {at} comes next", leaf.label.key, leaf.bits));
        }
        at = leaf.bits.end;
    }
    if at == octets.len() * 8 {
        Ok(())
    } else {
        Err(format!("the spans end at bit {at} of {}", octets.len() * 8))
    }
}

fn drawn(frame: &Frame<'_>) -> Result<(), String> {
    let octets = frame.stack.frame;
    let mut out = Vec::new();
    view::json(frame, &mut out).map_err(|error| error.to_string())?;
    serde_json::from_slice::<serde_json::Value>(&out).map_err(|error| error.to_string())?;
    let mut line = String::new();
    Summary::new().line(1, None, &frame.stack, &mut line);
    let mut page = Vec::new();
    {
        let mut page = Page::new(&mut page, Lang::Both, netlab::draw::Paint::new(false), 60);
        view::dump(frame, &mut page).map_err(|error| error.to_string())?;
        view::tree(frame, &mut page).map_err(|error| error.to_string())?;
        for at in [0, octets.len() / 2, octets.len()] {
            view::octet(frame, at, &mut page).map_err(|error| error.to_string())?;
        }
    }
    line.push_str(&String::from_utf8(page).map_err(|error| error.to_string())?);
    match line.chars().find(|c| c.is_control() && *c != '\n') {
        Some(c) => Err(format!("{c:?} reaches the terminal")),
        None => Ok(()),
    }
}

/// The children of a span tile it.
fn nested(span: &Span) -> Result<(), String> {
    if span.is_derived() || span.children.is_empty() {
        return Ok(());
    }
    let mut at = span.bits.start;
    for child in span.children.iter().filter(|child| !child.is_derived()) {
        if child.bits.start != at {
            return Err(format!(
                "`{}` in `{}` is {:?}, not at bit {at}",
                child.label.key, span.label.key, child.bits
            ));
        }
        at = child.bits.end;
        nested(child)?;
    }
    if at == span.bits.end { Ok(()) } else { Err(format!("the parts of `{}` end at {at}", span.label.key)) }
}

#[test]
fn every_sample_cut_anywhere() {
    for sample in SAMPLES {
        for (number, frame) in sample.frames().iter().enumerate() {
            for cut in 0..=frame.octets.len() {
                // drawing is slow, and what it draws changes little from cut to cut
                let look = if cut % 8 == 0 { look } else { tiled };
                let looked = look(&frame.octets[..cut], frame.original as usize, proto::root(sample.link));
                assert_eq!(looked, Ok(()), "{} frame {} cut to {cut}", sample.name, number + 1);
            }
        }
    }
}

/// One octet of a sample's frame set to each of the values that lengths and counts go wrong with.
#[test]
fn every_sample_with_one_octet_wrong() {
    for sample in SAMPLES {
        let root = proto::root(sample.link);
        for (number, frame) in sample.frames().iter().enumerate() {
            for at in 0..frame.octets.len().min(160) {
                for value in [0x00, 0x01, 0x7f, 0xff, frame.octets[at] ^ 1, frame.octets[at] ^ 0x80] {
                    let mut octets = frame.octets.clone();
                    octets[at] = value;
                    let looked = tiled(&octets, frame.original as usize, root);
                    assert_eq!(
                        looked,
                        Ok(()),
                        "{} frame {}, octet {at} = {value:#04x}",
                        sample.name,
                        number + 1
                    );
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_as_any_protocol(
        octets in proptest::collection::vec(any::<u8>(), 0..200),
        protocol in 0..ALL.len(),
        further in 0..100usize,
    ) {
        prop_assert_eq!(look(&octets, octets.len() + further, ALL[protocol]), Ok(()));
    }

    #[test]
    fn any_sample_with_many_octets_wrong(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
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
