//! Checksums of the samples, which another program made and tshark checked.

use netlab::packet::{Dissector, State, explain, verify};
use netlab::proto;
use netlab::sample::{SAMPLES, find};

/// Every verdict of a sample: frame number, protocol, state.
fn verdicts(name: &str) -> Vec<(usize, &'static str, State)> {
    let sample = find(name).unwrap();
    let mut found = Vec::new();
    for (number, frame) in sample.frames().iter().enumerate() {
        let mut dissector = Dissector::new();
        let stack = dissector.dissect(&frame.octets, frame.original as usize, None, proto::root(sample.link));
        for explained in explain(&stack) {
            let layer = &stack.layers[explained.layer];
            for sum in layer.protocol.sums.iter().filter(|_| !layer.quoted) {
                let verdict = verify(&stack, &explained, sum);
                found.extend(verdict.map(|verdict| (number + 1, layer.protocol.key, verdict.state)));
            }
        }
    }
    found
}

#[test]
fn every_checksum_of_the_samples_is_right_but_those_broken_on_purpose() {
    let mut correct = 0;
    for sample in SAMPLES {
        for (number, protocol, state) in verdicts(sample.name) {
            match (sample.name, protocol) {
                ("bad-checksum", "ipv4") | ("bad-udp-checksum", "udp") => {
                    assert!(matches!(state, State::Wrong(_)), "{} {protocol}: {state:?}", sample.name);
                }
                ("truncated" | "bad-length", _) | ("ipv4-fragments", "udp") => {
                    assert!(!matches!(state, State::Wrong(_)), "{} {protocol}: {state:?}", sample.name);
                }
                _ => {
                    assert_eq!(state, State::Correct, "{} frame {number}, {protocol}", sample.name);
                    correct += 1;
                }
            }
        }
    }
    assert!(correct > 60, "only {correct} were looked at");
}
