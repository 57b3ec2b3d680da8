//! The blackboard: what stands on it must add up by itself.

mod common;

use common::run;
use netlab::sample::SAMPLES;

fn shown(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stdout
}

/// The number behind a label of a block, in base 16.
fn behind<'a>(block: &'a str, label: &str) -> &'a str {
    let line = block.lines().find(|line| line.trim_start().starts_with(label));
    line.unwrap_or_else(|| panic!("no {label} in {block}")).rsplit(' ').next().unwrap_or_default()
}

/// Adds up the words that are written on the board, row by row, as a pupil with a calculator would.
fn check(block: &str) {
    let mut sum = 0;
    let mut skipped = false;
    for line in block.lines() {
        if line.contains("octets more") {
            skipped = true;
        }
        if !(line.starts_with("     ") || line.starts_with("    [")) {
            continue;
        }
        let words: Vec<u64> = line
            .split(|c: char| !c.is_ascii_hexdigit())
            .filter(|word| !word.is_empty())
            .map(|word| u64::from_str_radix(word, 16).expect("a number in base 16"))
            .collect();
        let (running, words) = words.split_last().expect("words and a sum");
        // behind rows that are left out only the running sum is known
        sum = if skipped { *running } else { sum + words.iter().sum::<u64>() };
        skipped = false;
        assert_eq!(sum, *running, "{line}\n{block}");
    }
    let total = u64::from_str_radix(behind(block, "sum of all words"), 16).expect("a sum");
    assert_eq!(total, sum, "{block}");
    // RFC 1071 §4.1's loop: fold until no carry is left
    let mut folded = total;
    while folded >> 16 != 0 {
        folded = (folded & 0xffff) + (folded >> 16);
    }
    let complement = format!("{:04x}", !(folded as u16));
    assert!(block.contains(&format!("= {complement}")), "{complement} in {block}");
    let found = behind(block, "in the frame");
    let correct = block.contains("the same: correct");
    assert_eq!(correct, found == complement || (found == "ffff" && complement == "0000"), "{block}");
}

#[test]
fn every_checksum_on_the_board_adds_up() {
    let mut checked = 0;
    for sample in SAMPLES {
        let page = shown(&["frame", "--steps", "--sample", sample.name]);
        for block in page.split("\n\n").filter(|block| block.contains("sum of all words")) {
            check(block);
            checked += 1;
        }
    }
    assert!(checked > 60, "only {checked}");
}

#[test]
fn every_state_is_told() {
    let wrong = shown(&["frame", "--steps", "--sample", "bad-checksum"]);
    assert!(wrong.contains("!!  wrong: it should be d39c"), "{wrong}");
    let cut = shown(&["frame", "--steps", "--sample", "truncated"]);
    assert!(cut.contains("cannot be checked: some of the octets that it covers were not captured"), "{cut}");
    let fragment = shown(&["frame", "--steps", "--sample", "ipv4-fragments", "-n", "1"]);
    assert!(fragment.contains("this is a fragment"), "{fragment}");
    // UDP over IPv4 without a checksum, and one that holds the sum of the pseudo-header alone:
    // ac10 + 0a0a + ac10 + 0a0b + 0011 + 000a = 16c50 -> 6c51
    let datagram =
        |checksum: &str| format!("4500001e 00000000 40110000 ac100a0a ac100a0b c350270f 000a{checksum} 6869");
    let absent = shown(&["frame", "--steps", "--link-type", "raw", &datagram("0000")]);
    assert!(absent.contains("the sender made none, which IPv4 allows [RFC 768]"), "{absent}");
    let partial = shown(&["frame", "--steps", "--link-type", "raw", &datagram("6c51")]);
    assert!(partial.contains("only the sum of the pseudo-header"), "{partial}");
    let right = shown(&["frame", "--steps", "--sample", "fcs"]);
    // the last four octets of the frame, checked by tshark as a good FCS
    assert!(right.contains("46bb39a4") && right.contains("they are the same: correct"), "{right}");
}
