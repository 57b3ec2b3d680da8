//! Every rule is broken once, by changing a few octets of a sample, and must be found there and nowhere else.

#[path = "findings/app.rs"]
mod app;
mod common;

use common::none;
use netlab::packet::{self, Dissector, explain, verdicts};
use netlab::proto::{self, ALL};
use netlab::sample::{SAMPLES, find};
use netlab::spec::Severity::{self, Error, Info, Warning};
use netlab::spec::{Rule, Text};
use std::collections::BTreeSet;
use std::ops::Range;

/// What was found in a frame: rule, severity, octets.
type Found = (&'static str, Severity, Range<usize>);

/// A frame that breaks a rule.
struct Case {
    rule: &'static str,
    severity: Severity,
    octets: Range<usize>,
    sample: &'static str,
    /// Which frame of the sample, counted from 0.
    frame: usize,
    change: fn(&mut Vec<u8>),
    /// Other rules that it cannot but break too.
    also: &'static [&'static str],
}

const fn case(
    rule: &'static str,
    severity: Severity,
    octets: Range<usize>,
    sample: &'static str,
    frame: usize,
    change: fn(&mut Vec<u8>),
) -> Case {
    Case { rule, severity, octets, sample, frame, change, also: &[] }
}

impl Case {
    const fn also(mut self, also: &'static [&'static str]) -> Case {
        self.also = also;
        self
    }
}

/// Writes octets into a frame.
fn put(frame: &mut [u8], at: usize, octets: &[u8]) {
    frame[at..at + octets.len()].copy_from_slice(octets);
}

fn insert(frame: &mut Vec<u8>, at: usize, octets: &[u8]) {
    frame.splice(at..at, octets.iter().copied());
}

const GROUP: [u8; 6] = [0x33, 0x33, 0, 0, 0, 1];
/// ff02::1
const ALL_NODES: [u8; 16] = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

// In the samples the IP header begins with octet 14; the header behind it with 34 (IPv4) or 54 (IPv6).
#[rustfmt::skip]
static CASES: &[Case] = &[
    case("checksum-wrong", Error, 24..26, "bad-checksum", 0, |_| ()),
    // the sum over addresses, protocol and length: ac10 + 0a0a + ac10 + 0a0b + 0011 + 0018, folded
    case("checksum-partial", Info, 40..42, "udp", 0, |f| put(f, 40, &[0x6c, 0x5f])),
    case("frame-snapped", Info, 64..64, "truncated", 0, |_| ()),
    // 19 octets of an IPv4 header (tshark: "Malformed Packet")
    case("header-cut", Error, 14..33, "udp", 0, |f| f.truncate(33)).also(&["ethernet-short"]),

    case("ethernet-padding", Warning, 58..60, "udp", 0, |f| f[59] = b'x'),
    case("ethernet-short", Info, 0..58, "udp", 0, |f| f.truncate(58)),
    case("ethernet-long", Info, 0..1600, "udp", 0, |f| f.resize(1600, 0)),
    case("ethernet-length-gap", Error, 12..14, "llc-snap", 0, |f| put(f, 12, &[0x05, 0xdd])),
    case("ethernet-length-gap", Error, 16..18, "vlan", 0, |f| put(f, 16, &[0x05, 0xff])),
    case("ethernet-length-past-end", Error, 12..14, "llc-snap", 0, |f| f[12] = 1),
    case("ethernet-source-group", Error, 6..12, "udp", 0, |f| f[6] = 3),
    case("ethernet-source-zero", Warning, 6..12, "udp", 0, |f| put(f, 6, &[0; 6])),
    case("vlan-id-zero", Info, 14..16, "vlan", 0, |f| f[15] = 0),
    case("vlan-id-reserved", Error, 14..16, "vlan", 0, |f| put(f, 14, &[0x6f, 0xff])),
    case("vlan-id-reserved", Error, 14..16, "qinq", 0, |f| put(f, 14, &[0x0f, 0xff])),
    case("llc-snap-ssap", Warning, 15..16, "llc-snap", 0, |f| f[15] = 0x42),
    // without the five octets of SNAP
    case("llc-ip-sap", Warning, 14..15, "llc-snap", 0, |f| { f.drain(17..22); put(f, 13, &[0x2d, 6, 6]); f.resize(60, 0) }),

    case("arp-lengths", Error, 18..19, "arp-request", 0, |f| f[18] = 8),
    case("arp-lengths", Error, 19..20, "arp-request", 0, |f| f[19] = 6),
    case("arp-sender-group", Error, 22..28, "arp-request", 0, |f| f[22] = 3),
    case("arp-sender-mac", Warning, 22..28, "arp-request", 0, |f| f[27] = 0x99),
    case("arp-probe", Info, 38..42, "arp-probe", 0, |_| ()),
    case("arp-announcement", Info, 28..32, "arp-announcement", 0, |_| ()),
    case("arp-gratuitous-reply", Info, 28..32, "arp-reply", 0, |f| f.copy_within(28..32, 38)),
    case("arp-unicast-request", Info, 38..42, "arp-request", 0, |f| put(f, 0, &[2, 0, 0, 0, 0x10, 0x11])),
    case("arp-broadcast-reply", Info, 28..32, "arp-reply", 0, |f| put(f, 0, &[0xff; 6])),

    case("ipv4-version", Error, 14..15, "udp", 0, |f| f[14] = 0x65),
    case("ipv4-ihl", Error, 14..15, "udp", 0, |f| f[14] = 0x44),
    case("ipv4-ihl", Error, 14..15, "udp", 0, |f| f[14] = 0x4f),
    case("ipv4-length-below-header", Error, 16..18, "udp", 0, |f| f[17] = 19),
    case("ipv4-length-past-end", Error, 16..18, "bad-length", 0, |_| ()),
    case("ipv4-length-zero", Info, 16..18, "tcp-syn", 0, |f| put(f, 16, &[0, 0])),
    case("ipv4-reserved-flag", Warning, 20..21, "udp", 0, |f| f[20] = 0x80),
    case("ipv4-fragment", Info, 20..22, "ipv4-fragments", 1, |_| ()),
    case("ipv4-fragment-df", Warning, 20..21, "ipv4-fragments", 0, |f| f[20] |= 0x40).also(&["ipv4-fragment"]),
    case("ipv4-fragment-beyond", Error, 20..22, "ipv4-fragments", 2, |f| put(f, 20, &[0x1f, 0xff])).also(&["ipv4-fragment"]),
    case("ipv4-fragment-size", Error, 16..18, "ipv4-fragments", 0, |f| { f[17] -= 1; f.pop(); }).also(&["ipv4-fragment"]),
    case("ipv4-fragment-tiny", Warning, 20..22, "tcp-data", 0, |f| put(f, 20, &[0, 1])).also(&["ipv4-fragment"]),
    // 8 octets of TCP in the first piece, the rest zeros that pad the frame
    case("ipv4-fragment-tiny", Warning, 20..22, "tcp-data", 0, |f| { f[17] = 28; f[20] = 0x20; f.truncate(42); f.resize(60, 0) }).also(&["ipv4-fragment"]),
    case("ipv4-ttl-zero", Error, 22..23, "udp", 0, |f| f[22] = 0),
    case("ipv4-ttl-one", Info, 22..23, "udp", 0, |f| f[22] = 1),
    case("ipv4-source-group", Error, 26..30, "udp", 0, |f| f[26] = 224),
    case("ipv4-source-group", Error, 26..30, "udp", 0, |f| put(f, 26, &[255; 4])),
    case("ipv4-source-reserved", Error, 26..30, "udp", 0, |f| f[26] = 250),
    case("ipv4-source-unspecified", Warning, 26..30, "udp", 0, |f| put(f, 26, &[0; 4])),
    case("ipv4-destination-unspecified", Warning, 30..34, "udp", 0, |f| put(f, 30, &[0; 4])),
    case("ipv4-loopback", Error, 26..30, "udp", 0, |f| f[26] = 127),
    case("ipv4-loopback", Error, 30..34, "udp", 0, |f| f[30] = 127),
    case("ipv4-source-is-destination", Warning, 26..30, "udp", 0, |f| f[33] = 10),
    case("ipv4-link-local", Info, 26..30, "udp", 0, |f| put(f, 26, &[169, 254])),
    case("ipv4-multicast-frame", Warning, 30..34, "udp", 0, |f| put(f, 30, &[224, 0, 0, 251])),
    case("ipv4-broadcast-frame", Warning, 30..34, "tcp-syn", 0, |f| put(f, 0, &[0xff; 6])),
    // x.x.x.11 is the broadcast address of a network of four addresses, and a host of any larger one
    case("ipv4-broadcast-frame", Warning, 30..34, "tcp-syn", 0, |f| { put(f, 0, &[0xff; 6]); f[33] = 11; }),
    case("ipv4-option-length", Error, 34..36, "ipv4-options", 0, |f| f[35] = 1),
    case("ipv4-option-length", Error, 53..74, "ipv4-options", 0, |f| f[54] = 40),
    case("ipv4-source-route", Warning, 34..49, "ipv4-options", 0, |f| f[34] = 131),

    case("udp-length-below-header", Error, 38..40, "udp", 0, |f| f[39] = 7),
    case("udp-length-past-end", Error, 38..40, "udp", 0, |f| f[39] = 0x80),
    case("udp-surplus", Info, 50..58, "udp", 0, |f| f[39] = 16),
    case("udp-checksum-zero", Info, 40..42, "udp", 0, |f| put(f, 40, &[0, 0])),
    case("udp-checksum-zero-ipv6", Error, 132..134, "ipv6-extensions", 0, |f| put(f, 132, &[0, 0])).also(&["ipv6-fragment-atomic"]),
    case("udp-destination-port-zero", Warning, 36..38, "udp", 0, |f| put(f, 36, &[0, 0])),
    case("udp-source-port-zero", Info, 34..36, "udp", 0, |f| put(f, 34, &[0, 0])),

    case("tcp-data-offset", Error, 46..47, "tcp-syn", 0, |f| f[46] = 0x40),
    case("tcp-data-offset", Error, 46..47, "tcp-syn", 0, |f| f[46] = 0xf0),
    case("tcp-option-length", Error, 54..56, "tcp-syn", 0, |f| f[55] = 0),
    case("tcp-option-length", Error, 71..74, "tcp-syn", 0, |f| f[72] = 4),
    case("tcp-syn-fin", Warning, 47..48, "tcp-syn", 0, |f| f[47] = 0x03),
    case("tcp-syn-rst", Warning, 47..48, "tcp-syn", 0, |f| f[47] = 0x06),
    case("tcp-no-flags", Warning, 47..48, "tcp-data", 1, |f| { f[47] = 0; put(f, 42, &[0; 4]) }),
    case("tcp-xmas", Warning, 47..48, "tcp-data", 1, |f| { f[47] = 0x29; put(f, 42, &[0; 4]) }).also(&["tcp-urgent"]),
    case("tcp-no-ack", Warning, 47..48, "tcp-data", 1, |f| { f[47] = 0x01; put(f, 42, &[0; 4]) }),
    case("tcp-reserved-bits", Info, 46..47, "tcp-syn", 0, |f| f[46] = 0xa1),
    case("tcp-urgent", Info, 52..54, "tcp-data", 0, |f| f[47] = 0x38),
    case("tcp-urgent-pointer-unused", Info, 52..54, "tcp-data", 0, |f| f[53] = 1),
    case("tcp-ack-unused", Info, 42..46, "tcp-syn", 0, |f| f[45] = 1),
    case("tcp-option-outside-syn", Warning, 54..58, "tcp-data", 1, |f| put(f, 54, &[2, 4, 5, 0xb4, 1, 1, 1, 1, 1, 1, 1, 1])),
    case("tcp-window-scale", Warning, 71..74, "tcp-syn", 0, |f| f[73] = 15),
    case("tcp-syn-data", Info, 74..78, "tcp-syn", 0, |f| { f.extend(b"data"); f[17] += 4 }),
    case("tcp-rst-data", Info, 66..82, "tcp-data", 0, |f| f[47] = 0x14),
    case("tcp-port-zero", Warning, 34..36, "tcp-syn", 0, |f| put(f, 34, &[0, 0])),
    case("tcp-window-zero", Info, 48..50, "tcp-data", 1, |f| put(f, 48, &[0, 0])),

    case("ipv6-version", Error, 14..15, "ipv6-echo", 0, |f| f[14] = 0x50),
    case("ipv6-length-past-end", Error, 18..20, "ipv6-echo", 0, |f| f[18] = 1),
    case("ipv6-length-zero", Info, 18..20, "ipv6-echo", 0, |f| put(f, 18, &[0, 0])),
    case("ipv6-hop-limit-zero", Warning, 21..22, "ipv6-echo", 0, |f| f[21] = 0),
    case("ipv6-source-multicast", Error, 22..38, "ipv6-echo", 0, |f| f[22] = 0xff),
    case("ipv6-source-unspecified", Warning, 22..38, "ipv6-extensions", 0, |f| put(f, 22, &[0; 16])).also(&["ipv6-fragment-atomic"]),
    case("ipv6-destination-unspecified", Error, 38..54, "ipv6-echo", 0, |f| put(f, 38, &[0; 16])),
    case("ipv6-loopback", Error, 22..38, "ipv6-echo", 0, |f| { put(f, 22, &[0; 16]); f[37] = 1 }),
    case("ipv6-multicast-frame", Warning, 38..54, "mld", 0, |f| f[5] = 0x17),
    case("ipv6-multicast-unicast-frame", Info, 38..54, "mld", 0, |f| put(f, 0, &[2, 0, 0, 0, 0x10, 0x11])),
    // a second header of its kind behind the first
    case("ipv6-hopopts-not-first", Error, 62..70, "mld", 0, |f| { f[19] += 8; f[54] = 0; insert(f, 62, &[58, 0, 1, 4, 0, 0, 0, 0]) }).also(&["ipv6-header-twice"]),
    case("ipv6-header-twice", Warning, 110..118, "ipv6-extensions", 0, |f| { f[19] += 8; f[102] = 44; insert(f, 110, &[60, 0, 0, 0, 0, 0, 0, 1]) }).also(&["ipv6-fragment-atomic"]),
    case("ipv6-option-length", Error, 56..62, "mld", 0, |f| f[57] = 9),
    case("ipv6-jumbo-length", Error, 56..62, "mld", 0, |f| put(f, 56, &[0xc2, 4, 0, 1, 0, 0])),
    case("ipv6-routing-type-0", Error, 64..65, "ipv6-extensions", 0, |f| f[64] = 0).also(&["ipv6-fragment-atomic"]),
    case("ipv6-fragment", Info, 104..106, "ipv6-extensions", 0, |f| f[105] = 8),
    case("ipv6-fragment-atomic", Info, 104..106, "ipv6-extensions", 0, |_| ()),
    case("ipv6-fragment-size", Error, 105..106, "ipv6-extensions", 0, |f| f[105] = 1).also(&["ipv6-fragment"]),
    case("ipv6-fragment-beyond", Error, 104..106, "ipv6-extensions", 0, |f| put(f, 104, &[0xff, 0xf8])).also(&["ipv6-fragment"]),
    // the first fragment ends behind the Destination Options header, then in the middle of a TCP header
    case("ipv6-fragment-chain", Error, 110..126, "ipv6-extensions", 0, |f| { f[19] = 72; f[105] = 1; f.truncate(126) }).also(&["ipv6-fragment"]),
    case("ipv6-fragment-chain", Error, 118..126, "ipv6-extensions", 0, |f| { f[19] = 72; f[105] = 1; f.truncate(118); f.extend([0; 8]); put(f, 110, &[6, 0, 1, 4]) }).also(&["ipv6-fragment"]),

    case("icmp-error-forbidden", Error, 42..88, "icmp-unreachable", 0, |f| f[58] = 224),
    case("icmp-error-forbidden", Error, 42..88, "icmp-unreachable", 0, |f| f[49] = 1),
    case("icmp-error-forbidden", Error, 42..88, "icmp-unreachable", 0, |f| { f[51] = 1; put(f, 62, &[11]) }),
    case("icmp-quote-short", Error, 42..66, "icmp-frag-needed", 0, |f| { f[17] -= 4; f.truncate(66) }),
    case("icmp-redirect", Warning, 34..35, "icmp-unreachable", 0, |f| f[34] = 5),
    case("icmp-source-quench", Warning, 34..35, "icmp-unreachable", 0, |f| f[34] = 4),
    case("icmp-deprecated", Info, 34..35, "icmp-echo", 0, |f| f[34] = 17),
    case("icmp-mtu-zero", Info, 40..42, "icmp-frag-needed", 0, |f| put(f, 40, &[0, 0])),
    case("icmp-mtu-small", Warning, 40..42, "icmp-frag-needed", 0, |f| put(f, 40, &[0, 40])),

    case("icmpv6-nd-hop-limit", Error, 21..22, "ipv6-nd", 0, |f| f[21] = 254),
    case("icmpv6-nd-code", Error, 55..56, "ipv6-nd", 0, |f| f[55] = 1),
    case("icmpv6-nd-length", Error, 54..74, "ipv6-nd", 0, |f| { f[19] = 20; f.truncate(74) }),
    case("icmpv6-nd-fragment", Error, 54..62, "ipv6-nd", 0, |f| { f[19] += 8; f[20] = 44; insert(f, 54, &[58, 0, 0, 0, 0, 0, 0, 1]) }).also(&["ipv6-fragment-atomic"]),
    case("icmpv6-nd-option-length", Error, 78..80, "ipv6-nd", 0, |f| f[79] = 0),
    case("icmpv6-nd-option-length", Error, 78..86, "ipv6-nd", 0, |f| f[79] = 2),
    case("icmpv6-nd-target", Error, 62..78, "ipv6-nd", 0, |f| f[62] = 0xff),
    case("icmpv6-na-solicited", Error, 58..59, "ipv6-nd", 1, |f| { put(f, 0, &GROUP); put(f, 38, &ALL_NODES) }),
    case("icmpv6-dad-probe", Info, 62..78, "ipv6-nd", 0, |f| { put(f, 22, &[0; 16]); f[19] = 24; f.truncate(78) }),
    case("icmpv6-dad-destination", Error, 38..54, "ipv6-nd", 0, |f| { put(f, 0, &GROUP); put(f, 22, &[0; 16]); put(f, 38, &ALL_NODES); f[19] = 24; f.truncate(78) }).also(&["icmpv6-dad-probe"]),
    case("icmpv6-nd-unspecified", Error, 78..86, "ipv6-nd", 0, |f| put(f, 22, &[0; 16])).also(&["icmpv6-dad-probe"]),
    case("icmpv6-router-source", Error, 22..38, "ipv6-ra", 1, |f| put(f, 22, &[0x20, 1])),
    case("icmpv6-redirect", Warning, 54..55, "ipv6-ra", 1, |f| { f[19] = 40; f[54] = 137; f[55] = 0; f.truncate(94) }),
    case("icmpv6-mld-hop-limit", Error, 21..22, "mld", 0, |f| f[21] = 2),
    case("icmpv6-mtu-small", Warning, 58..62, "ipv6-echo", 0, |f| { f[54] = 2; put(f, 58, &[0, 0, 4, 0]) }),
    // Destination Unreachable about a packet to a group, then about itself
    case("icmpv6-error-forbidden", Error, 62..118, "ipv6-echo", 0, |f| { f[54] = 1; put(f, 58, &[0; 4]); f.copy_within(14..54, 62); put(f, 86, &ALL_NODES) }),
    case("icmpv6-error-forbidden", Error, 62..118, "ipv6-echo", 0, |f| { f[54] = 1; put(f, 58, &[0; 4]); f.copy_within(14..56, 62) }),
];

/// Everything that is found in these octets.
fn found(octets: &[u8], original: usize, link: u32) -> Vec<Found> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, None, proto::root(link));
    let explained = explain(&stack);
    let findings = packet::findings(&stack, &verdicts(&stack, &explained));
    for finding in &findings {
        let (rule, protocol) = (finding.rule, stack.layers[finding.layer].protocol);
        let listed = |rules: &[&'static Rule]| rules.iter().any(|other| std::ptr::eq(*other, rule));
        assert!(
            listed(protocol.rules) || listed(packet::RULES),
            "{} does not list {}",
            protocol.key,
            rule.id
        );
        assert!(
            finding.octets.start <= finding.octets.end && finding.octets.end <= octets.len(),
            "{}",
            rule.id
        );
    }
    findings.into_iter().map(|finding| (finding.rule.id, finding.rule.severity, finding.octets)).collect()
}

/// Changed octets make checksums wrong; only the first cases are about that.
fn is_about_sums(id: &str) -> bool {
    id.starts_with("checksum-")
}

#[test]
fn each_rule_is_found_where_it_is_broken_and_no_other() {
    let mut wrong = Vec::new();
    for case in CASES.iter().chain(app::CASES) {
        let sample = find(case.sample).expect("a sample");
        let frame = sample.frames().swap_remove(case.frame);
        let (cut, mut octets) = (frame.original as usize - frame.octets.len(), frame.octets);
        (case.change)(&mut octets);
        let all = found(&octets, octets.len() + cut, sample.link);
        let about_sums = is_about_sums(case.rule);
        let all: Vec<Found> = all.into_iter().filter(|(id, ..)| about_sums || !is_about_sums(id)).collect();
        let is_it = |one: &Found| *one == (case.rule, case.severity, case.octets.clone());
        let others = all.iter().filter(|one| !is_it(one));
        let unexpected: Vec<&Found> = others.filter(|(id, ..)| !case.also.contains(id)).collect();
        let missing = case.also.iter().any(|id| !all.iter().any(|(other, ..)| other == id));
        if !all.iter().any(is_it) || !unexpected.is_empty() || missing {
            wrong.push(format!("{} {:?} in {}: found {all:?}", case.rule, case.octets, case.sample));
        }
    }
    none(wrong, "rules that are not found, or more than they");
}

/// Every rule once.
fn rules() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = Vec::new();
    for rule in packet::RULES.iter().chain(ALL.iter().flat_map(|protocol| protocol.rules)) {
        if !all.iter().any(|other| std::ptr::eq(*other, *rule)) {
            all.push(rule);
        }
    }
    all
}

#[test]
fn no_rule_is_without_a_test() {
    let tested: BTreeSet<&str> = CASES.iter().chain(app::CASES).map(|case| case.rule).collect();
    none(
        rules().iter().filter(|rule| !tested.contains(rule.id)).map(|rule| rule.id.to_string()),
        "not tested",
    );
}

/// `ipv6_hopopts` has `ipv6-hopopts-not-first` or `ipv6-option-length`.
#[test]
fn rules_are_told_apart_and_begin_with_a_protocol() {
    let all = rules();
    let ids: BTreeSet<&str> = all.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), all.len(), "two rules have the same id");
    let mut wrong = Vec::new();
    for protocol in ALL {
        for rule in protocol.rules {
            let begins = |other: &&&netlab::spec::Protocol| rule.id.starts_with(&format!("{}-", other.key));
            if !ALL.iter().any(|other| begins(&other)) {
                wrong.push(rule.id.to_string());
            }
        }
    }
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    wrong.extend(ids.iter().filter(|id| !id.chars().all(sound)).map(ToString::to_string));
    none(wrong, "no id of a rule");
}

#[test]
fn rules_are_in_both_languages() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let sound = |text: &Text| !text.en.trim().is_empty() && !chinese(text.en) && chinese(text.zh);
    let half = rules().into_iter().filter(|rule| !sound(&rule.means) || !sound(&rule.advice));
    none(half.map(|rule| rule.id.to_string()), "half a text");
}

#[test]
fn a_good_sample_breaks_nothing() {
    let mut wrong = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| !sample.name.starts_with("bad-")) {
        for (number, frame) in sample.frames().iter().enumerate() {
            let found = found(&frame.octets, frame.original as usize, sample.link);
            let bad = found.into_iter().filter(|(_, severity, _)| *severity > Info);
            wrong.extend(bad.map(|(id, ..)| format!("{} frame {}: {id}", sample.name, number + 1)));
        }
    }
    none(wrong, "good samples");
}

/// Octets that the capture cut off, or that stand in another fragment, are no rule broken.
#[test]
fn what_is_not_there_is_not_judged() {
    let mut wrong = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| !sample.name.starts_with("bad-")) {
        for frame in sample.frames() {
            for length in 0..frame.octets.len() {
                let found = found(&frame.octets[..length], frame.original as usize, sample.link);
                let bad = found.into_iter().filter(|(_, severity, _)| *severity > Info);
                wrong.extend(bad.map(|(id, ..)| format!("{} cut to {length}: {id}", sample.name)));
            }
        }
    }
    none(wrong, "frames cut short by the capture");
}

/// Octets changed at random are judged too, and every finding stands inside the frame, which `found` looks at.
#[test]
fn hostile_octets_are_judged() {
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut broken = BTreeSet::new();
    for sample in SAMPLES {
        for frame in sample.frames() {
            for _ in 0..100 {
                let mut octets = frame.octets.clone();
                for _ in 0..=random(4) {
                    let at = random(octets.len());
                    octets[at] = random(256) as u8;
                }
                broken.extend(
                    found(&octets, frame.original as usize, sample.link).into_iter().map(|(id, ..)| id),
                );
            }
        }
    }
    assert!(broken.len() > 40, "only {broken:?}");
}
