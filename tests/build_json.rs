//! What `netlab frame --json` prints is built back to the same octets.

mod common;

use netlab::build::{Draft, Given, Node, build, from_json};
use netlab::packet::{Dissector, explain, findings, verdicts};
use netlab::proto;
use netlab::sample::SAMPLES;
use netlab::spec::Origin;
use netlab::view::{Frame, json};
use std::path::{Path, PathBuf};

/// The JSON of a frame.
fn line(octets: &[u8], original: usize, link: u32, fcs: Option<u8>) -> String {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, fcs, proto::root(link));
    let explained = explain(&stack);
    let verdicts = verdicts(&stack, &explained);
    let findings = findings(&stack, &verdicts);
    let frame = Frame {
        number: 1,
        time: None,
        interface: None,
        link,
        link_name: proto::link_name(link),
        stack,
        explained: &explained,
        verdicts: &verdicts,
        findings: &findings,
    };
    let mut out = String::new();
    json(&frame, &mut out);
    out
}

/// Why a frame does not come back as it was.
fn fault(octets: &[u8], original: usize, link: u32, fcs: Option<u8>) -> Option<String> {
    let text = line(octets, original, link, fcs);
    match from_json(&text).and_then(|draft| build(&draft)) {
        Err(trouble) => Some(format!("{}", trouble.what)),
        Ok(built) if built.octets != octets => {
            let at = built.octets.iter().zip(octets).position(|(a, b)| a != b);
            let at = at.unwrap_or(octets.len().min(built.octets.len()));
            Some(format!(
                "{} octets, not {}; the first that differs is {at}",
                built.octets.len(),
                octets.len()
            ))
        }
        Ok(built) if (built.original, built.link) != (original.max(octets.len()), link) => {
            Some("its length on the wire or its link type changed".into())
        }
        Ok(_) => None,
    }
}

#[test]
fn every_sample_comes_back_from_its_json() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        for (i, frame) in sample.frames().iter().enumerate() {
            let fcs = (sample.name == "fcs").then_some(4);
            for fcs in [None, fcs] {
                let fault = fault(&frame.octets, frame.original as usize, sample.link, fcs);
                wrong.extend(fault.map(|fault| format!("{} {}: {fault}", sample.name, i + 1)));
            }
        }
    }
    common::none(wrong, "build(frame --json(x)) is x");
}

/// Cut anywhere, a frame lacks fields, halves of fields and whole layers, and its lengths lie.
#[test]
fn every_sample_cut_short_comes_back_from_its_json() {
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        for (i, frame) in sample.frames().iter().enumerate() {
            for cut in 0..frame.octets.len() {
                let fault = fault(&frame.octets[..cut], cut, sample.link, None);
                wrong.extend(fault.map(|fault| format!("{} {} cut to {cut}: {fault}", sample.name, i + 1)));
            }
        }
    }
    common::none(wrong, "build(frame --json(x)) is x");
}

/// The captures below the directory that `NETLAB_CAPTURES` names.
#[test]
fn every_frame_of_the_captures_comes_back_from_its_json() {
    let Some(directory) = std::env::var_os("NETLAB_CAPTURES") else { return };
    let (mut files, mut frames, mut wrong) = (0, 0, Vec::new());
    for path in below(Path::new(&directory)) {
        if path.extension().is_some_and(|extension| extension == "md") {
            continue;
        }
        let file = std::fs::File::open(&path).expect("a file");
        let Ok(mut capture) = netlab::capture::open(Box::new(file)) else { continue };
        files += 1;
        while let Some(frame) = capture.next_frame() {
            let Ok(record) = frame else { continue };
            frames += 1;
            let fault = fault(record.octets, record.original as usize, record.link, record.fcs);
            wrong.extend(fault.map(|fault| format!("{} {}: {fault}", path.display(), record.number)));
        }
    }
    println!("{frames} frames of {files} files");
    assert!(frames > 0, "no frame in {}", directory.display());
    common::none(wrong, "build(frame --json(x)) is x");
}

fn below(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(below(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Calls `each` with a copy of the draft for every leaf: without it, or with it changed by `change`. What it is told is
/// the leaf as it was.
fn for_each_leaf(
    draft: &Draft,
    each: &mut dyn FnMut(Draft, &Node),
    change: &dyn Fn(&Node) -> Option<Option<Node>>,
) {
    fn places(nodes: &[Node], way: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
        for (i, node) in nodes.iter().enumerate() {
            way.push(i);
            if node.inside.is_empty() {
                out.push(way.clone());
            } else {
                places(&node.inside, way, out);
            }
            way.pop();
        }
    }
    for sheet in 0..draft.sheets.len() {
        let mut all = Vec::new();
        places(&draft.sheets[sheet].fields, &mut Vec::new(), &mut all);
        for way in all {
            let mut copy = draft.clone();
            let (last, before) = way.split_last().expect("a way");
            let mut nodes = &mut copy.sheets[sheet].fields;
            for i in before {
                nodes = &mut nodes[*i].inside;
            }
            let was = nodes[*last].clone();
            match change(&was) {
                None => continue,
                Some(None) => {
                    nodes.remove(*last);
                }
                Some(Some(other)) => nodes[*last] = other,
            }
            each(copy, &was);
        }
    }
}

/// Frames whose lengths and checksums say what is there.
fn sound_frames() -> Vec<(String, Draft, Vec<u8>)> {
    let mut sound = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| !sample.name.starts_with("bad-")) {
        for (i, frame) in sample.frames().iter().enumerate() {
            let text = line(&frame.octets, frame.original as usize, sample.link, None);
            let is_cut = text.contains("\"stopped\"") || frame.original as usize > frame.octets.len();
            if !is_cut && !text.contains("\"severity\":\"error\"") && !text.contains("\"partial\"") {
                let name = format!("{} {}", sample.name, i + 1);
                sound.push((name, from_json(&text).expect("a draft"), frame.octets.clone()));
            }
        }
    }
    assert!(sound.len() > 50, "{} sound frames", sound.len());
    sound
}

#[test]
fn a_computed_field_that_is_left_out_is_worked_out_again() {
    let (mut wrong, mut worked_out) = (Vec::new(), 0);
    for (name, draft, octets) in sound_frames() {
        let mut each = |changed: Draft, was: &Node| {
            let Some((from, to)) = was.bits else { return };
            let Ok(built) = build(&changed) else { return };
            if built.leaves.contains(&(from..to, Origin::Computed)) {
                worked_out += 1;
                if built.octets != octets {
                    wrong.push(format!("{name}: {} at bit {from} is {:?}", was.key, was.value));
                }
            }
        };
        for_each_leaf(&draft, &mut each, &|_| Some(None));
    }
    assert!(worked_out > 500, "{worked_out}");
    common::none(wrong, "deleting a computed key recomputes it");
}

#[test]
fn a_leaf_that_is_changed_changes_its_own_bits_and_no_others() {
    let (mut wrong, mut changes) = (Vec::new(), 0);
    for (name, draft, octets) in sound_frames() {
        let mut each = |changed: Draft, was: &Node| {
            let Some((from, to)) = was.bits else { return };
            // a value that decides what follows may leave the draft without sense, and that is said
            let Ok(built) = build(&changed) else { return };
            changes += 1;
            let bit = |octets: &[u8], bit: usize| octets[bit / 8] >> (7 - bit % 8) & 1;
            let same = built.octets.len() == octets.len();
            let differing: Vec<usize> = (0..octets.len() * 8)
                .filter(|at| same && bit(&built.octets, *at) != bit(&octets, *at))
                .collect();
            if differing.is_empty() || differing.iter().any(|at| !(from..to).contains(at)) {
                wrong.push(format!("{name}: {} in {from}..{to}: bits {differing:?}", was.key));
            }
        };
        for_each_leaf(&draft, &mut each, &|was| {
            Some(Some(Node { value: other(was.value.as_ref()?), ..was.clone() }))
        });
    }
    assert!(changes > 3000, "{changes}");
    common::none(wrong, "changing one leaf changes exactly its bits");
}

/// Another value of the same size.
fn other(value: &Given) -> Option<Given> {
    Some(match value {
        Given::Number(number) => Given::Number(number ^ 1),
        Given::Negative(number) => Given::Negative(number ^ 1),
        Given::Flag(set) => Given::Flag(!set),
        Given::Octets(octets) => Given::Octets(octets.iter().map(|octet| octet ^ 0x41).collect()),
        Given::Bits(bits) => Given::Bits(bits.iter().map(|bit| !bit).collect()),
        // the last digit of an address, the last letter of a text
        Given::Word(word) => {
            let (rest, last) = word.split_at(word.len().checked_sub(1)?);
            let last = match last {
                "1" => "2",
                _ if last.is_ascii() => "1",
                _ => return None,
            };
            Given::Word(format!("{rest}{last}"))
        }
    })
}

/// JSON that was changed anywhere gives a frame or an error, in bounded time and memory.
#[test]
fn broken_json_is_an_error_and_no_more() {
    let mut chance = netlab::chance::Chance::new(1, 0);
    let (mut built, mut refused) = (0, 0);
    for sample in SAMPLES {
        let Some(frame) = sample.frames().into_iter().next() else { continue };
        let text = line(&frame.octets, frame.original as usize, sample.link, None);
        for _ in 0..40 {
            let mut octets = text.clone().into_bytes();
            for _ in 0..1 + chance.below(3) {
                let at = chance.below(octets.len() as u64) as usize;
                match chance.below(4) {
                    0 => octets[at] = b"0123456789\"{}[],:ax"[chance.below(19) as usize],
                    1 => drop(octets.drain(at..(at + chance.below(60) as usize).min(octets.len()))),
                    2 => drop(octets.splice(at..at, *b"9999999999")),
                    _ => octets.truncate(at.max(1)),
                }
            }
            let Ok(text) = String::from_utf8(octets) else { continue };
            match from_json(&text).and_then(|draft| build(&draft)) {
                Ok(frame) => {
                    built += 1;
                    assert!(frame.octets.len() <= netlab::build::LARGEST);
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(built > 20 && refused > 200, "{built} built, {refused} refused");
}

/// Numbers that claim more than there can be.
#[test]
fn sizes_that_are_claimed_take_no_memory() {
    for text in [
        r#"{"layers":[{"protocol":"sll","fields":{"address_length":{"value":65535}}}]}"#,
        r#"{"layers":[{"protocol":"ipv4","fields":{"src":{"value":"1.2.3.4","bits":[0,18446744073709551615]}}}]}"#,
        r#"{"length":18446744073709551615,"layers":[{"protocol":"data","fields":{"data":{"octets":"00"}}}]}"#,
        r#"{"layers":[]}"#,
        r#"{"layers":[{"protocol":"http","fields":{"chunk_size":{"value":7,"bits":[0,99999999999]}}}]}"#,
    ] {
        if let Ok(frame) = from_json(text).and_then(|draft| build(&draft)) {
            assert!(frame.octets.len() <= netlab::build::LARGEST, "{text}");
        }
    }
    // layers in layers without end
    let layer = r#"{"protocol":"vlan","fields":{"vid":{"value":1},"type":{"value":33024}}}"#;
    let text = format!("{{\"layers\":[{}]}}", vec![layer; 5000].join(","));
    let trouble = from_json(&text).and_then(|draft| build(&draft)).expect_err("too deep");
    assert_eq!(trouble.what.en, "layers are nested deeper than 128");
}
