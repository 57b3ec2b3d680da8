//! Many frames: what several workers show is what one shows, and what one shows of a capture that is still going on
//! is there at once.

mod common;

use common::{Ran, directory, netlab, pcap, ran};
use netlab::capture::{self, Writer};
use netlab::packet::Dissector;
use netlab::proto;
use netlab::sample::{SAMPLES, Sample, find};
use netlab::view::Summary;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;

/// A capture of some thousand frames. What a frame tells for the first time stands near its beginning, at its very end,
/// and in between where several workers meet it at one time.
fn mixed() -> Vec<u8> {
    let ethernet: Vec<&'static Sample> = SAMPLES.iter().filter(|sample| sample.link == 1).collect();
    let (late, often) = ethernet.split_at(ethernet.len() / 2);
    let mut samples = vec![&SAMPLES[0]; 300];
    for sample in often {
        samples.extend(std::iter::repeat_n(*sample, 150 / sample.frames().len().max(1)));
    }
    samples.extend(often.iter().cycle().take(200));
    samples.extend(late);
    pcap(1, &samples)
}

/// The frames of a capture as pcapng.
fn as_pcapng(pcap: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = Writer::pcapng(&mut file).expect("memory");
    let mut frames = capture::open(Box::new(Cursor::new(pcap.to_vec()))).expect("a capture");
    while let Some(record) = frames.next_frame() {
        writer.frame(&record.expect("a frame")).expect("memory").expect("a frame");
    }
    writer.finish().expect("memory");
    file
}

/// The blocks of a pcapng file that was written here.
fn blocks(mut file: &[u8]) -> Vec<Vec<u8>> {
    let mut blocks = Vec::new();
    while let Some(length) = file.get(4..8) {
        let length = u32::from_le_bytes(length.try_into().expect("four octets")) as usize;
        let (block, behind) = file.split_at(length);
        blocks.push(block.to_vec());
        file = behind;
    }
    blocks
}

/// The capture as pcapng, with a block that is damaged in the middle: its two lengths differ.
fn damaged(pcap: &[u8]) -> Vec<u8> {
    let mut blocks = blocks(&as_pcapng(pcap));
    let middle = blocks.len() / 2;
    let last = blocks[middle].len() - 4;
    blocks[middle][last] ^= 0x04;
    blocks.concat()
}

fn written(name: &str, octets: &[u8]) -> PathBuf {
    let path = directory(name).join("frames");
    fs::write(&path, octets).expect("a file");
    path
}

/// netlab with a pipe as its standard input, which is written while the output is read: both are long.
fn piped(args: &[&str], octets: &[u8]) -> Ran {
    let mut child = netlab(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    let mut input = child.stdin.take().expect("a pipe");
    thread::scope(|scope| {
        // netlab may have seen enough before the end
        scope.spawn(move || input.write_all(octets).unwrap_or_default());
        ran(child.wait_with_output().expect("netlab ends"))
    })
}

/// netlab with a file as its standard input.
fn redirected(args: &[&str], file: &Path) -> Ran {
    let input = File::open(file).expect("the file");
    ran(netlab(args).stdin(input).output().expect("netlab starts"))
}

/// By one worker from a pipe, by several from a file.
#[track_caller]
fn same(args: &[&str], octets: &[u8], file: &Path) -> Ran {
    let (one, several) = (piped(args, octets), redirected(args, file));
    assert!(!one.stdout.is_empty(), "{args:?}");
    assert_eq!(one.status, several.status, "{args:?}");
    assert_eq!(one.stderr, several.stderr, "{args:?}");
    // not assert_eq!, which would print some megabytes
    let differ = one.stdout.lines().zip(several.stdout.lines()).find(|(a, b)| a != b);
    assert!(one.stdout == several.stdout, "{args:?}: {differ:?}");
    one
}

#[test]
fn several_workers_show_what_one_shows() {
    let octets = mixed();
    let file = written("several", &octets);
    for args in [
        &["frame"][..],
        &["frame", "--summary"],
        &["frame", "--summary", "--where", "udp"],
        // nothing is shown before the frames at the end
        &["frame", "--tree", "--where", "frame.number > 2900"],
        &["frame", "--where", "finding", "--count", "--strict"],
        &["frame", "--json"],
        &["frame", "--tree", "--dump"],
        &["frame", "--tree", "--lang", "zh+en", "--color", "always"],
        &["frame", "--figure", "--lang", "zh", "-n", "1-1200"],
        &["frame", "--layers", "--steps", "-n", "1-1200"],
        &["frame", "--dump", "--blank", "30%", "--key", "-n", "1-1200"],
    ] {
        same(args, &octets, &file);
    }
    let Ran { status, stderr, .. } = same(&["frame", "--at", "60", "-n", "250-1200"], &octets, &file);
    assert_eq!(status, 2);
    assert!(stderr.lines().all(|line| line.contains("has no octet 60")), "{stderr}");
    assert_eq!(same(&["frame", "--summary", "--strict"], &octets, &file).status, 1);
}

/// A window is given away with the frames in it: lines are those of frames that are taken out of the file one by one. Frames
/// longer than a window stand between others.
#[test]
fn lines_are_those_of_frames_taken_one_by_one() {
    let mut octets = mixed();
    for (i, long) in [70_000_u32, 131_072, 200_000, 262_144].into_iter().enumerate() {
        // seconds, microseconds, octets here and on the wire; then the frame, a broadcast of an unknown type
        let header = [i as u32, 5, long, long];
        octets.extend(header.iter().flat_map(|number| number.to_le_bytes()));
        octets.extend([0xff; 6]);
        octets.resize(octets.len() + long as usize - 6, i as u8);
        octets.extend_from_slice(&mixed()[24..]);
    }
    for (name, octets) in [("by-one", octets.clone()), ("by-one-ng", as_pcapng(&octets))] {
        let mut frames = capture::open(Box::new(Cursor::new(octets.clone()))).expect("a capture");
        let (mut dissector, mut summary, mut lines) = (Dissector::new(), Summary::new(), String::new());
        while let Some(record) = frames.next_frame() {
            let record = record.expect("a frame");
            let root = proto::root(record.link);
            let stack = dissector.dissect(record.octets, record.original as usize, record.fcs, root);
            summary.line(record.number, record.time, &stack, &mut lines);
        }
        let file = written(name, &octets);
        for shown in [same(&["frame", "--summary"], &octets, &file), same(&["frame"], &octets, &file)] {
            assert!(shown.stdout == lines, "{name}");
        }
        let count = same(&["frame", "--count"], &octets, &file).stdout;
        assert_eq!(count.trim(), lines.lines().count().to_string());
    }
}

#[test]
fn damage_is_told_where_it_stands() {
    let octets = damaged(&mixed());
    let file = written("damaged", &octets);
    for args in [&["frame", "--summary"][..], &["frame", "--json"], &["frame", "--dump"]] {
        let Ran { status, stderr, .. } = same(args, &octets, &file);
        assert_eq!((status, stderr.matches("error: ").count()), (2, 1), "{stderr}");
    }
    // a file that ends too soon
    let octets = &octets[..octets.len() - 3];
    let file = written("short", octets);
    let Ran { stderr, .. } = same(&["frame", "--json"], octets, &file);
    assert_eq!(stderr.matches("error: ").count(), 2, "{stderr}");
}

/// The lines of a reader that goes away end netlab, and it says nothing.
#[test]
fn a_reader_may_go_away() {
    let file = written("head", &mixed());
    for view in ["--summary", "--json", "--tree"] {
        let mut child = netlab(&["frame", view, file.to_str().expect("UTF-8")])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("netlab starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let output = child.wait_with_output().expect("netlab ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{view}");
    }
}

/// Each frame is shown before the next is there, in both formats, though the output is no terminal.
#[test]
fn a_capture_that_goes_on_is_shown_at_once() {
    let request = find("arp-request").expect("a sample");
    let mut classic = pcap(1, &[request]);
    let first = classic.split_off(24);
    let ng = blocks(&as_pcapng(&pcap(1, &[request])));
    // the section and the interface come before the frames
    let (head, frames) = ng.split_at(2);
    for (head, pieces) in [(classic, vec![first.clone(), first]), (head.concat(), [frames, frames].concat())]
    {
        for view in ["--summary", "--json"] {
            let mut child = netlab(&["frame", view])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("netlab starts");
            let mut input = child.stdin.take().expect("a pipe");
            let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
            input.write_all(&head).expect("netlab reads");
            for piece in &pieces {
                input.write_all(piece).expect("netlab reads");
                // a line that waits for the next frame would be waited for in vain
                let mut line = String::new();
                output.read_line(&mut line).expect("a line");
                assert!(line.ends_with('\n'), "{view}: {line}");
            }
            drop(input);
            let mut rest = String::new();
            output.read_to_string(&mut rest).expect("the end");
            assert_eq!((child.wait().expect("netlab ends").code(), rest.as_str()), (Some(0), ""));
        }
    }
}
