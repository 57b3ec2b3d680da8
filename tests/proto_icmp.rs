//! ICMP messages taken apart: every value as tshark 4 reads it from the same octets, unless said otherwise.

#[path = "common/lines.rs"]
mod lines;

use lines::{assert_cuts_are_tiled, assert_lines, assert_tiled, lines, octets, summary};
use netlab::packet::Dissector;
use netlab::proto::{ICMP, ICMP_EXTENSION};
use proptest::prelude::*;

/// Time Exceeded with interface information (RFC 5837), two MPLS labels and an object of an unknown class.
const INTERFACE: &str = "0b0011e100200000450000240001000001110000c000020ac63364099c40829a001000006162636465666768000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
     000000000000000000000000000000000000000000000000000000000000000000000000200008f7001c020f000000070001\
     0000c000020108657468302f3100000005dc000c010105dc100100010b010008090101020304";
/// Time Exceeded without the length of RFC 4884, as routers sent it before.
const OLD: &str = "0b00120100000000450000240001000001110000c000020ac63364099c40829a001000006162636465666768000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000002000be13000c010105dc10010001\
     0b01";
/// Parameter Problem about octet 20.
const POINTER: &str =
    "0c00fd0014000000450000240001000001110000c000020ac63364099c40829a001000006162636465666768";
/// Redirect for a host.
const REDIRECT: &str = "0501e696c00002fe450000240001000001110000c000020ac63364099c40829a00100000";
/// Timestamp Reply.
const TIMESTAMP: &str = "0e0025c8000700010036ee800036ee850036ee86";
/// Router Advertisement of two addresses.
const ROUTERS: &str = "0900e9f002020708c000020100000000c000020280000000";
/// Address Mask Reply.
const MASK: &str = "1200eef400090001ffffff00";
/// tcpdump.org's icmp-rfc8335.pcap, frame 1: which interface, by index.
const PROBE_INDEX: &str = "2a006314f6ea00012000dcf4000803020000000165933a33000ddc2b";
/// Frame 3: by address.
const PROBE_ADDRESS: &str = "2a002711f72500012000f8e5000c030300010400951c4aed65933a77000017bd";
/// Frame 5: by name.
const PROBE_NAME: &str = "2a00b5d4002a2a012000d819000c0301667870302e3000006583629700022de3";
/// Frame 6: the answer.
const PROBE_REPLY: &str = "2b00b4ce002a2a072000d819000c0301667870302e3000006583629700022de3";
/// Fragmentation needed, quoting a TCP segment of which only 8 octets are left.
const TOO_LONG: &str = "0304f91400000578450005dc4c4040003f06f7b6ac100a0acb00710ac012005031b70c55";

const ALL: [&str; 12] = [
    INTERFACE,
    OLD,
    POINTER,
    REDIRECT,
    TIMESTAMP,
    ROUTERS,
    MASK,
    PROBE_INDEX,
    PROBE_ADDRESS,
    PROBE_NAME,
    PROBE_REPLY,
    TOO_LONG,
];

fn assert_message(hex: &str, said: &str, wanted: &[&str]) {
    let message = octets(hex);
    assert_eq!(summary(&message, &ICMP), said);
    assert_lines(&lines(&message, &ICMP), wanted);
}

#[test]
fn the_extension_stands_behind_the_padded_quotation() {
    let padding = format!("icmp.quote_padding = {}", "00".repeat(92));
    assert_message(
        INTERFACE,
        "ICMP Time Exceeded: Time to Live exceeded in Transit  192.0.2.10 → 198.51.100.9  UDP 40000 → 33434 len 8",
        &[
            "icmp.code = 0 Time to Live exceeded in Transit",
            "icmp.length = 32",
            &padding,
            "ipv4.ttl = 1",
            "udp.dst_port = 33434 traceroute",
            "data.data = 6162636465666768",
            "icmp_extension.version = 2",
            "icmp_extension.objects.0.object.class_num = 2 Interface Information Object",
            "icmp_extension.objects.0.object.role = 0 incoming interface",
            "icmp_extension.objects.0.object.index = 7",
            "icmp_extension.objects.0.object.address = 192.0.2.1",
            "icmp_extension.objects.0.object.name = \"eth0/1\\0\"",
            "icmp_extension.objects.0.object.mtu = 1500",
            "icmp_extension.objects.1.object.stack.0.entry.label = 24001",
            "icmp_extension.objects.1.object.stack.0.entry.s = 0",
            "icmp_extension.objects.1.object.stack.1.entry.label = 16",
            "icmp_extension.objects.1.object.stack.1.entry.tc = 5",
            "icmp_extension.objects.1.object.stack.1.entry.s = 1",
            "icmp_extension.objects.2.object.class_num = 9",
            "icmp_extension.objects.2.object.data = 01020304",
        ],
    );
}

/// RFC 4884 §5.5: behind 128 octets, if version and checksum are right.
#[test]
fn the_extension_of_an_old_router_is_known_by_its_checksum() {
    let mut message = octets(OLD);
    assert_lines(
        &lines(&message, &ICMP),
        &["icmp.length = 0", "icmp_extension.objects.0.object.stack.0.entry.label = 24001"],
    );
    // the last octet of the labels changed: so it is no extension, but part of what was quoted
    *message.last_mut().expect("an octet") += 1;
    let lines = lines(&message, &ICMP);
    assert!(!lines.iter().any(|line| line.starts_with("icmp_extension")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("icmp.trailing = 00000000")), "{lines:?}");
}

#[test]
fn what_a_cut_quotation_lacks_is_no_error() {
    let message = octets(TOO_LONG);
    let said = "ICMP Destination Unreachable: Fragmentation Needed and Don't Fragment was Set mtu 1400";
    assert!(summary(&message, &ICMP).starts_with(said), "{}", summary(&message, &ICMP));
    assert_lines(
        &lines(&message, &ICMP),
        &[
            "icmp.next_hop_mtu = 1400",
            "ipv4.total_length = 1500",
            "tcp.src_port = 49170",
            "tcp.seq = 834079829",
        ],
    );
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(&message, message.len(), None, &ICMP);
    assert!(stack.layers[1..].iter().all(|layer| layer.quoted));
}

#[test]
fn each_type_has_its_own_fields_and_codes() {
    assert_message(
        POINTER,
        "ICMP Parameter Problem: Pointer indicates the error octet 20  192.0.2.10 → 198.51.100.9  UDP 40000 → 33434 len 8",
        &["icmp.pointer = 20", "icmp.length = 0"],
    );
    assert_message(
        REDIRECT,
        "ICMP Redirect: Redirect Datagram for the Host → 192.0.2.254  192.0.2.10 → 198.51.100.9  UDP 40000 → 33434 len 8",
        &["icmp.code = 1 Redirect Datagram for the Host", "icmp.gateway = 192.0.2.254"],
    );
    assert_message(
        TIMESTAMP,
        "ICMP Timestamp Reply id 7 seq 1",
        &["icmp.originate = 3600000", "icmp.receive = 3600005", "icmp.transmit = 3600006"],
    );
    assert_message(
        ROUTERS,
        "ICMP Router Advertisement",
        &[
            "icmp.num_addrs = 2",
            "icmp.lifetime = 1800",
            "icmp.routers.0.router.address = 192.0.2.1",
            "icmp.routers.0.router.preference = 0",
            "icmp.routers.1.router.address = 192.0.2.2",
            "icmp.routers.1.router.preference = -2147483648",
        ],
    );
    assert_message(MASK, "ICMP Address Mask Reply (Deprecated) id 9 seq 1", &["icmp.mask = 255.255.255.0"]);
}

/// tshark 4.0 takes the asker's data for one more object; the checksum covers one object, as RFC 8335 §2 says.
#[test]
fn a_probe_names_one_interface_and_data_may_follow() {
    let object = "icmp_extension.objects.0.object";
    assert_message(
        PROBE_INDEX,
        "ICMP Extended Echo Request",
        &[
            "icmp.identifier = 63210",
            "icmp.sequence = 0",
            "icmp.local = 1",
            &format!("{object}.c_type = 2 Identifies Interface by Index"),
            &format!("{object}.index = 1"),
            "icmp.data = 65933a33000ddc2b",
        ],
    );
    assert_message(
        PROBE_ADDRESS,
        "ICMP Extended Echo Request",
        &[
            &format!("{object}.afi = 1 IP (IP version 4)"),
            &format!("{object}.address_length = 4"),
            &format!("{object}.address = 149.28.74.237"),
        ],
    );
    assert_message(PROBE_NAME, "ICMP Extended Echo Request", &[&format!("{object}.name = \"fxp0.0\\0\\0\"")]);
    assert_message(
        PROBE_REPLY,
        "ICMP Extended Echo Reply: No Error",
        &["icmp.state = 0 Reserved", "icmp.active = 1", "icmp.ipv4 = 1", "icmp.ipv6 = 1"],
    );
}

#[test]
fn an_object_shorter_than_its_header_stops_the_reading_and_says_so() {
    let structure = octets("20000000 0008 0101 00010140 0003 0101 ffff");
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(&structure, structure.len(), None, &ICMP_EXTENSION);
    assert_eq!(stack.layers[0].stop.as_ref().map(netlab::spec::Stop::reason), Some("unfit"));
    assert_lines(
        &lines(&structure, &ICMP_EXTENSION),
        &["icmp_extension.objects.0.object.stack.0.entry.label = 16", "data.data = 00030101ffff"],
    );
}

#[test]
fn every_cut_is_named_to_its_last_bit() {
    for message in ALL {
        assert_cuts_are_tiled(&octets(message), &ICMP);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any octets behind any type.
    #[test]
    fn any_message_is_tiled(kind in 0u8..44, octets in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_tiled(&[&[kind][..], &octets].concat(), &ICMP);
    }

    /// Any octets as objects.
    #[test]
    fn any_objects_are_tiled(class in 0u8..6, kind in any::<u8>(), octets in prop::collection::vec(any::<u8>(), 0..60)) {
        let length = (octets.len() as u16 + 4).to_be_bytes();
        assert_tiled(&[&[0x20, 0, 0, 0][..], &length, &[class, kind], &octets].concat(), &ICMP_EXTENSION);
    }
}
