//! Filters that ask for what a payload left over: padding, a trailer, a frame check sequence, a surplus area.

mod common;

use common::{ask, directory};
use netlab::filter::{Facts, Filter};
use netlab::packet::Dissector;
use netlab::proto;
use std::fs;
use std::process::Command;

/// What stands behind a payload, asked of frames that have it and of one that has nothing.
#[test]
fn what_is_left_over_can_be_asked_for() {
    let datagram = |udp: u8, total: u8| {
        let mut frame = vec![2, 0, 0, 0, 0x10, 1, 2, 0, 0, 0, 0x10, 0x10, 8, 0];
        frame.extend([0x45, 0, 0, total, 0, 1, 0, 0, 64, 17, 0, 0, 172, 16, 10, 10, 172, 16, 10, 11]);
        frame.extend([0x10, 0, 0x10, 1, 0, udp, 0, 0]);
        frame.resize(14 + usize::from(total), 0x61);
        frame
    };
    let whole = datagram(32, 52);
    let padded = [datagram(9, 29), vec![0; 17]].concat();
    let trailed = [&whole[..], &[1, 2, 3]].concat();
    let checked = [&whole[..], &crc32fast::hash(&whole).to_le_bytes()].concat();
    let surplus = datagram(26, 52);
    let frames = [whole, padded, trailed, checked, surplus];
    let holding = |source: &str| -> Vec<usize> {
        let filter = Filter::parse(source).unwrap_or_else(|trouble| panic!("{source}: {}", trouble.what.en));
        let mut dissector = Dissector::new();
        let mut holds = |frame: &Vec<u8>| {
            let stack = dissector.dissect(frame, frame.len(), None, proto::root(1));
            filter.matches(&stack, &Facts::of(1))
        };
        (1..).zip(&frames).filter_map(|(number, frame)| holds(frame).then_some(number)).collect()
    };
    for (source, numbers) in [
        ("padding", &[2][..]),
        ("padding.len", &[2]),
        ("padding.len == 17", &[2]),
        ("padding.len != 17", &[]),
        ("padding contains 00:00", &[2]),
        ("trailer", &[3]),
        ("trailer == 01:02:03", &[3]),
        ("trailer.len in 1..3", &[3]),
        ("trailer.len > 3", &[]),
        ("fcs", &[4]),
        ("fcs.len == 4", &[4]),
        ("surplus", &[5]),
        ("surplus.len == 6", &[5]),
        ("not (padding or trailer or fcs or surplus)", &[1]),
        ("quoted.padding", &[]),
    ] {
        assert_eq!(holding(source), numbers, "{source}");
    }
    let file = directory("filter-left-over").join("frames.pcap");
    let mut pcap = Vec::new();
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, 1] {
        pcap.extend(u32::to_le_bytes(word));
    }
    for frame in &frames {
        for word in [0, 0, frame.len() as u32, frame.len() as u32] {
            pcap.extend(u32::to_le_bytes(word));
        }
        pcap.extend(frame);
    }
    fs::write(&file, pcap).expect("a file");
    for (ours, theirs) in [("padding", "eth.padding"), ("trailer", "eth.trailer"), ("fcs", "eth.fcs")] {
        let mut tshark = Command::new("tshark");
        tshark.arg("-r").arg(&file).args(["-n", "-Y", theirs, "-T", "fields", "-e", "frame.number"]);
        let Some(output) = ask("tshark", &mut tshark) else { return };
        let numbers: Vec<usize> = output.lines().map(|line| line.parse().expect("a number")).collect();
        assert_eq!(holding(ours), numbers, "{ours} against {theirs}");
    }
}

#[test]
fn what_is_left_over_belongs_to_no_layer_in_particular() {
    for (source, meant) in [("ethernet.padding", "padding"), ("quoted.ipv4.surplus", "quoted.surplus")] {
        let trouble = Filter::parse(source).expect_err("a key that is not there");
        assert!(
            trouble.what.en.contains("stands behind a payload, in whichever layer"),
            "{}",
            trouble.what.en
        );
        assert_eq!(trouble.hint.expect("a hint").en, format!("did you mean `{meant}`?"));
    }
}
