//! Field by field, bit by bit: netlab and tshark read the samples in the same way, but for a list of disagreements.
//! `tests/agree/agree.py` compares; it does the same with any directory of captures.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use common::{ask, directory, pcap, root};
use netlab::sample::{SAMPLES, Sample};

#[test]
fn netlab_and_tshark_read_the_samples_in_the_same_way() {
    // one capture, and one run of both programs, for each link type; of the network field, the bits from 26 up tell
    // that frames end in an FCS of two 16-bit words
    let mut files: BTreeMap<u32, Vec<&Sample>> = BTreeMap::new();
    for sample in SAMPLES {
        let fcs = if sample.name == "fcs" { 2 << 28 | 1 << 26 } else { 0 };
        files.entry(sample.link | fcs).or_default().push(sample);
    }
    let samples = directory("agree").join("samples");
    fs::create_dir(&samples).expect("a directory");
    for (network, found) in files {
        // what the list of disagreements calls each frame
        let mut names = String::new();
        for sample in &found {
            for number in 1..=sample.frames().len() {
                writeln!(names, "{} {number}", sample.name).expect("a line");
            }
        }
        fs::write(samples.join(format!("{network}.pcap")), pcap(network, &found)).expect("a file");
        fs::write(samples.join(format!("{network}.pcap.names")), names).expect("a file");
    }

    if ask("tshark", Command::new("tshark").arg("--version")).is_none() {
        return;
    }
    let mut agree = Command::new("python3");
    agree
        .arg(root().join("tests/agree/agree.py"))
        .args(["--netlab", env!("CARGO_BIN_EXE_netlab")])
        .arg(samples);
    // it fails, and says what is new and what is gone, where they do not agree but for the list
    let Some(said) = ask("python3", &mut agree) else { return };
    // a map that finds nothing to compare would agree with everything
    let words: Vec<&str> = said.split_whitespace().collect();
    let compared = words.iter().position(|word| *word == "fields").and_then(|at| words[at - 1].parse().ok());
    assert!(compared.is_some_and(|fields: usize| fields > 3500), "{said}");
}
