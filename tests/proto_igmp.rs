//! IGMP messages taken apart: every value as tshark 4 reads it from the same octets, unless said otherwise.

#[path = "common/lines.rs"]
mod lines;

use lines::{assert_cuts_are_tiled, assert_lines, assert_tiled, lines, octets, summary};
use netlab::proto::IGMP;
use proptest::prelude::*;

/// Query of version 1.
const QUERY1: &str = "1100eeff00000000";
/// Query of version 2: 200 tenths of a second, which version 3 would write otherwise.
const QUERY2: &str = "11c8ee3700000000";
/// Query of version 3 about two sources, with both codes in floating point.
const QUERY3: &str = "119a76c5e80101010a8f0002c0000205c0000206";
/// Report of version 3 with two records, the second with auxiliary data.
const REPORT3: &str = "2200da4a0000000205000002e8010101c0000205c000020604010000ef010101deadbeef";
/// Leave of version 2.
const LEAVE: &str = "1700f8fcef010101";
/// tcpdump.org's IGMP_V1.pcap and IGMP_V2.pcap: a report each.
const REPORT1: &str = "12000d03e00000fc";
const REPORT2: &str = "1600fa04effffffa";

fn assert_message(hex: &str, said: &str, wanted: &[&str]) {
    let message = octets(hex);
    assert_eq!(summary(&message, &IGMP), said);
    assert_lines(&lines(&message, &IGMP), wanted);
    assert_cuts_are_tiled(&message, &IGMP);
}

#[test]
fn queries_are_told_apart_by_length_and_code() {
    assert_message(QUERY1, "IGMPv1 query general", &["igmp.unused = 0", "igmp.group = 0.0.0.0"]);
    assert_message(
        QUERY2,
        "IGMPv2 query general",
        &["igmp.max_resp_time = 200", "igmp.response_time = \"20.0 s\" (derived)"],
    );
    assert_message(
        QUERY3,
        "IGMPv3 query 232.1.1.1 sources 2",
        &[
            "igmp.max_resp_code = 154",
            "igmp.response_time = \"41.6 s\" (derived)",
            "igmp.s = 1",
            "igmp.qrv = 2",
            "igmp.qqic = 143",
            // tshark shows the code alone; (15 + 16) << 3 by RFC 9776 §4.1.7
            "igmp.query_interval = \"248 s\" (derived)",
            "igmp.num_sources = 2",
            "igmp.sources.0.source = 192.0.2.5",
            "igmp.sources.1.source = 192.0.2.6",
        ],
    );
}

#[test]
fn reports_and_leaves() {
    assert_message(REPORT1, "IGMPv1 report 224.0.0.252", &["igmp.type = 18 IGMPv1 Membership Report"]);
    assert_message(REPORT2, "IGMPv2 report 239.255.255.250", &["igmp.type = 22 IGMPv2 Membership Report"]);
    assert_message(LEAVE, "IGMPv2 leave 239.1.1.1", &["igmp.group = 239.1.1.1"]);
    assert_message(
        REPORT3,
        "IGMPv3 report 232.1.1.1 ALLOW_NEW_SOURCES and 1 more",
        &[
            "igmp.num_records = 2",
            "igmp.records.0.record.record_type = 5 ALLOW_NEW_SOURCES",
            "igmp.records.0.record.group = 232.1.1.1",
            "igmp.records.0.record.sources.1.source = 192.0.2.6",
            "igmp.records.1.record.record_type = 4 CHANGE_TO_EXCLUDE_MODE",
            "igmp.records.1.record.group = 239.1.1.1",
            "igmp.records.1.record.auxiliary = deadbeef",
        ],
    );
}

#[test]
fn types_that_other_protocols_took_are_named() {
    assert_message("13010000 00000000", "IGMP DVMRP", &["igmp.type = 19 DVMRP", "igmp.body = 00000000"]);
    assert_message("31000000", "IGMP Multicast Router Solicitation", &["igmp.reserved = 0"]);
    assert_message("99000000 00000000", "IGMP type 0x99", &["igmp.body = 00000000"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any octets behind any type.
    #[test]
    fn any_message_is_tiled(
        kind in prop::sample::select(vec![0x11u8, 0x12, 0x13, 0x16, 0x17, 0x22, 0x30, 0x31, 0]),
        octets in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        assert_tiled(&[&[kind][..], &octets].concat(), &IGMP);
    }
}
