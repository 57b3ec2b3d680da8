//! Writes `src/address/oui.bin`: the prefixes of MAC addresses that the IEEE Registration Authority assigned, and whom
//! they were assigned to.
//!
//! ```sh
//! cd tools/oui && cargo run --release -- ../../src/address/oui.bin
//! ```
//!
//! The data is that of the crate `oui-data`, which holds the five registries as IEEE publishes them. What the file looks
//! like is said in `src/address/oui.rs`, which reads it. `tests/oui.rs` holds the result against other programs.

use oui_data::{OUI_ENTRIES, Registry};
use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;
use std::{env, fs};

/// The day on which the release of `oui-data` named in Cargo.toml was published, as the index of crates.io has it: the
/// registries in it are no newer.
const DATE: &str = "2026-10-17";

/// What the file begins with.
const MAGIC: &[u8; 4] = b"OUI1";

/// The registries in the order of the file, and the bits of their prefixes.
const REGISTRIES: [(&str, usize); 5] = [("MA-L", 24), ("MA-M", 28), ("MA-S", 36), ("IAB", 36), ("CID", 24)];

/// Prefixes that IEEE lists for several organisations, of which the crate keeps the first.
const SHARED: [(&str, &[&str]); 2] = [
    ("0001C8", &["THOMAS CONRAD CORP.", "CONRAD CORP."]),
    ("080030", &["CERN", "NETWORK RESEARCH CORPORATION", "ROYAL MELBOURNE INST OF TECH"]),
];

fn place(registry: Registry) -> usize {
    match registry {
        Registry::Mal => 0,
        Registry::Mam => 1,
        Registry::Mas => 2,
        Registry::Iab => 3,
        Registry::Cid => 4,
    }
}

/// A name on one line: every run of white space is one space, the marks of writing direction that some forms brought
/// along are left out, and `&amp;` is `&`. (The crate turns two spaces into a line end.)
fn name(raw: &str) -> Result<String, String> {
    let marks = ['\u{200b}', '\u{200e}', '\u{200f}', '\u{feff}'];
    let plain: String = raw.replace("&amp;", "&").chars().filter(|c| !marks.contains(c)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name = words.join(" ");
    // controls, marks of direction, private characters, and what stands for a character that was lost
    let hostile = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}' | '\u{fff9}'..)
    };
    if name.is_empty() || name.len() > 255 || name.chars().any(hostile) {
        return Err(format!("this is no name: {raw:?}"));
    }
    Ok(name)
}

/// `286FB9` as the first bits of 48.
fn prefix(digits: &str, bits: usize) -> Result<u64, String> {
    if digits.len() * 4 != bits {
        return Err(format!("{digits} has not {bits} bits"));
    }
    let value = u64::from_str_radix(digits, 16).map_err(|error| format!("{digits}: {error}"))?;
    Ok(value << (48 - bits))
}

fn table() -> Result<Vec<u8>, String> {
    let mut sections: [BTreeMap<u64, String>; 5] = Default::default();
    let (mut changed, mut shared) = (0, 0);
    for (digits, entry) in &OUI_ENTRIES {
        let at = place(entry.registry());
        let raw = match SHARED.iter().find(|(prefix, _)| prefix == digits) {
            Some((_, names)) => {
                if !names.contains(&entry.organization()) {
                    return Err(format!("{digits} belongs to {} too", entry.organization()));
                }
                shared += 1;
                names.join(" / ")
            }
            None => entry.organization().to_string(),
        };
        let name = name(&raw)?;
        changed += usize::from(name != raw);
        if sections[at].insert(prefix(digits, REGISTRIES[at].1)?, name).is_some() {
            return Err(format!("{digits} stands in {} twice", REGISTRIES[at].0));
        }
    }
    if shared != SHARED.len() {
        return Err("a shared prefix is no longer listed".into());
    }

    // each name once, in order, its length before it
    let mut names: Vec<&str> =
        sections.iter().flat_map(|section| section.values().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    let mut blob = Vec::new();
    let mut offsets = HashMap::new();
    for name in &names {
        offsets.insert(*name, blob.len() as u32);
        blob.push(name.len() as u8);
        blob.extend(name.as_bytes());
    }
    if blob.len() >= 1 << 24 {
        return Err("the names do not fit".into());
    }

    let mut file = MAGIC.to_vec();
    file.extend(DATE.as_bytes());
    for section in &sections {
        file.extend((section.len() as u32).to_be_bytes());
    }
    file.extend((names.len() as u32).to_be_bytes());
    file.extend((blob.len() as u32).to_be_bytes());
    for (section, (_, bits)) in sections.iter().zip(REGISTRIES) {
        for (prefix, name) in section {
            file.extend(&prefix.to_be_bytes()[2..2 + bits.div_ceil(8)]);
            file.extend(&offsets[name.as_str()].to_be_bytes()[1..]);
        }
    }
    file.extend(blob);

    for (section, (registry, bits)) in sections.iter().zip(REGISTRIES) {
        eprintln!("{registry}: {} prefixes of {bits} bits", section.len());
    }
    eprintln!("{} names, {changed} of them tidied; {} octets", names.len(), file.len());
    Ok(file)
}

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("usage: oui FILE");
        return ExitCode::from(2);
    };
    let written = table().and_then(|file| fs::write(path, file).map_err(|error| error.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
