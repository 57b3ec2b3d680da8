//! ICMPv6: errors, echo, neighbor discovery, multicast listener discovery, node information. The packets are made by
//! Python's `struct`, their checksums too; the values are what `tshark -V` 4.0.17 prints for them, except for options that
//! it does not know, where the RFC decides.

#[path = "common/packets.rs"]
mod packets;

use netlab::packet::Value;
use packets::{assert_fields, assert_tiled_however_cut, fields, layers, octets, stops, summary, with};
use pnet_packet::icmpv6::ndp::{NeighborAdvertPacket, RouterAdvertPacket};

const TOO_BIG: &str = "6000000001343a4020010db800010000000000000000000120010db80010001000000000000000100200bdd800000500\
    60000000058c064020010db800100010000000000000001020010db8011300000000000000000010c35001bb00000001\
    000000025010006400000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000";
const TIME_EXCEEDED: &str = "6000000000943a4020010db800010000000000000000000120010db800100010000000000000001003001f9d10000000\
    60000000006c110120010db800100010000000000000001020010db80113000000000000000000109c40829a006c8376\
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    00000000000000000000000000000000000000000000000000000000000000002000c5ff0008010105f01307";
const PADDED_QUOTE: &str = "6000000000943a4020010db800010000000000000000000120010db80010001000000000000000100104219910000000\
    60000000000c110120010db800100010000000000000001020010db80113000000000000000000109c40829a000cbf6f\
    616263640000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    00000000000000000000000000000000000000000000000000000000000000002000c5ff0008010105f01307";
const PARAMETER: &str = "6000000000503a4020010db800010000000000000000000120010db800100010000000000000001004024f320000002a\
    600000000020004020010db800100010000000000000001020010db80113000000000000000000103b03002304801e01\
    00300405dc05dd1204123458000401043e01ffe300010100";
const ROUTER_ADVERTISEMENT: &str = "6000000000a03afffe800000000000000000000000000001ff02000000000000000000000000000186004ddf40c80708\
    00007530000003e80101020000001001030440d0ffffffff000038400000000020010db8001000100000000000000000\
    180230080000025820010db800200000250468747470733a2f2f6c61622e6578616d706c652f61706900000000000000\
    260202580064ff9b0000000000000000150380050007036c6162076578616d706c650000000000001a01000000000000\
    c801000000000000";
const ZERO_LENGTH_OPTION: &str = "6000000000203afffe800000000000000000000000000001ff0200000000000000000000000000018600b83640c80708\
    00007530000003e803000000000000000000000000000000";
const REDIRECT: &str = "6000000000703afffe80000000000000000000000000000120010db80010001000000000000000108900938f00000000\
    fe80000000000000000000000000000220010db801130000000000000000001002010200000010020408000000000000\
    60000000000c110120010db800100010000000000000001020010db80113000000000000000000109c40829a000cbf6f\
    6162636400000000";
const NA: &str = "6000000000203aff20010db8001000100000000000000010ff0200000000000000000000000000018800a8bd60000000\
    20010db80010001000000000000000100201020000001010";
const MLD1_REPORT: &str = "6000000000200001fe800000000000000000000000000010ff0200000000000000000000000000fb3a00050200000100\
    83007e2000000000ff0200000000000000000000000000fb";
const MLD2_QUERY: &str = "6000000000440001fe800000000000000000000000000001ff0200000000000000000000000000013a00050200000100\
    8200764892340000ff3e00000000000000000000000012340a9c000220010db800000000000000000000000120010db8\
    000000000000000000000002";
const MLD2_REPORT: &str = "60000000004c0001fe800000000000000000000000000010ff0200000000000000000000000000163a00050200000100\
    8f00b40e0000000205010001ff3e000000000000000000000000123420010db8000000000000000000000001aabbccdd\
    03000000ff0200000000000000000000000000fb";
const NI_QUERY: &str = "60000000001d3a4020010db800100010000000000000001020010db80113000000000000000000108b01496100020000\
    0102030405060708036c6162076578616d706c6500";
const NI_REPLY: &str = "6000000000183a4020010db801130000000000000000001020010db80010001000000000000000108c00449000040002\
    01020304050607080000003cc0000201";
const PROBE: &str = "6000000000243a4020010db800100010000000000000001020010db8011300000000000000000010a000eba712340500\
    2000cdc80018030300021000fe800000000000000000000000000099";
const PROBE_WITH_DATA: &str = "60000000002c3a4020010db800100010000000000000001020010db8011300000000000000000010a000e95512340500\
    2000cdc80018030300021000fe8000000000000000000000000000990008010100010140";
const PROBE_REPLY: &str =
    "6000000000083a4020010db801130000000000000000001020010db8001000100000000000000010a100ea7e12340545";
const ECHO: &str = "6000000000103a4020010db800100010000000000000001020010db8011300000000000000000010800072231f360001\
    6162636465666768";

const PACKETS: &[&str] = &[
    TOO_BIG,
    TIME_EXCEEDED,
    PADDED_QUOTE,
    PARAMETER,
    ROUTER_ADVERTISEMENT,
    ZERO_LENGTH_OPTION,
    REDIRECT,
    NA,
    MLD1_REPORT,
    MLD2_QUERY,
    MLD2_REPORT,
    NI_QUERY,
    NI_REPLY,
    PROBE,
    PROBE_WITH_DATA,
    PROBE_REPLY,
    ECHO,
];

#[test]
fn echo_is_read() {
    let packet = octets(ECHO);
    assert_fields(
        &packet,
        &[
            "icmpv6.type = 128 (Echo Request)",
            "icmpv6.code = 0",
            "icmpv6.identifier = 7990",
            "icmpv6.sequence = 1",
            "icmpv6.data = 6162636465666768",
        ],
    );
    assert!(summary(&packet).ends_with("ICMPv6 Echo Request id 7990 seq 1"));
}

#[test]
fn errors_quote_the_packet_that_caused_them() {
    let packet = octets(TOO_BIG);
    assert_eq!(layers(&packet), "ipv6 icmpv6 (ipv6) (tcp) (data)");
    assert_fields(
        &packet,
        &["icmpv6.mtu = 1280", "ipv6.payload_length = 1420", "tcp.dst_port = 443 (https)"],
    );
    assert!(summary(&packet).ends_with("ICMPv6 Packet Too Big mtu 1280"));

    let packet = octets(PARAMETER);
    assert_eq!(layers(&packet), "ipv6 icmpv6 (ipv6) (ipv6_hopopts)");
    assert_fields(
        &packet,
        &[
            "icmpv6.code = 2 (unrecognized IPv6 option encountered)",
            "icmpv6.pointer = 42",
            "ipv6_hopopts.hdr_ext_len = 3",
        ],
    );
}

#[test]
fn an_extension_stands_behind_the_length_that_is_said() {
    let packet = octets(TIME_EXCEEDED);
    assert_eq!(layers(&packet), "ipv6 icmpv6 (ipv6) (udp) (data) icmp_extension");
    let label = [
        "icmp_extension.version = 2",
        "icmp_extension.objects.object.class_num = 1 (MPLS Label Stack Class)",
        "icmp_extension.objects.object.stack.entry.label = 24321",
        "icmp_extension.objects.object.stack.entry.tc = 1",
        "icmp_extension.objects.object.stack.entry.s = 1",
        "icmp_extension.objects.object.stack.entry.ttl = 7",
    ];
    assert_fields(&packet, &["icmpv6.code = 0 (hop limit exceeded in transit)", "icmpv6.length = 16"]);
    assert_fields(&packet, &label);

    // a packet shorter than that is padded, and the padding belongs to the error message
    let packet = octets(PADDED_QUOTE);
    assert_eq!(layers(&packet), "ipv6 icmpv6 (ipv6) (udp) (data) icmp_extension");
    let padding = format!("icmpv6.padding = {}", "00".repeat(128 - 52));
    assert_fields(&packet, &["icmpv6.code = 4 (port unreachable)", &padding]);
    assert_fields(&packet, &label);

    // no length, no extension: what stands behind the quoted packet is left over
    let mut packet = octets(PADDED_QUOTE);
    packet[44] = 0;
    assert_eq!(layers(&packet), "ipv6 icmpv6 (ipv6) (udp) (data)");
    assert!(fields(&packet).iter().any(|field| field.starts_with("icmpv6.left_over = 0000")));
}

#[test]
fn a_router_advertisement_is_read_with_its_options() {
    let packet = octets(ROUTER_ADVERTISEMENT);
    assert_fields(
        &packet,
        &[
            "icmpv6.type = 134 (Router Advertisement)",
            "icmpv6.cur_hop_limit = 64",
            "icmpv6.m = 1",
            "icmpv6.o = 1",
            "icmpv6.h = 0",
            "icmpv6.prf = 1 (High)",
            "icmpv6.p = 0",
            "icmpv6.router_lifetime = 1800",
            "icmpv6.reachable_time = 30000",
            "icmpv6.retrans_timer = 1000",
            "icmpv6.options.source_link_layer_address.link_layer_address = 02:00:00:00:10:01",
            "icmpv6.options.prefix_information.prefix_length = 64",
            "icmpv6.options.prefix_information.l = 1",
            "icmpv6.options.prefix_information.a = 1",
            "icmpv6.options.prefix_information.r = 0",
            // RFC 9762: tshark 4.0 still calls it reserved
            "icmpv6.options.prefix_information.p = 1",
            "icmpv6.options.prefix_information.valid_lifetime = 4294967295",
            "icmpv6.options.prefix_information.preferred_lifetime = 14400",
            "icmpv6.options.prefix_information.prefix = 2001:db8:10:10::",
            "icmpv6.options.route_information.prefix_length = 48",
            "icmpv6.options.route_information.prf = 1 (High)",
            "icmpv6.options.route_information.route_lifetime = 600",
            "icmpv6.options.route_information.prefix = 20010db800200000",
            "icmpv6.options.captive_portal.uri = https://lab.example/api\0\0\0\0\0\0\0",
            "icmpv6.options.pref64.scaled_lifetime = 75",
            "icmpv6.options.pref64.plc = 0 (96)",
            "icmpv6.options.pref64.prefix = 0064ff9b0000000000000000",
            "icmpv6.options.pvd_id.h = 1",
            "icmpv6.options.pvd_id.delay = 5",
            "icmpv6.options.pvd_id.sequence = 7",
            "icmpv6.options.pvd_id.pvd_id = lab.example.",
            "icmpv6.options.flags_extension.flags = 000000000000",
            "icmpv6.options.option.type = 200",
        ],
    );
    assert!(
        summary(&packet)
            .ends_with("ICMPv6 Router Advertisement lifetime 1800 M O prefix 2001:db8:10:10::/64")
    );
    let theirs = RouterAdvertPacket::new(&packet[40..]).unwrap();
    let ours = fields(&packet);
    for (key, value) in [
        ("cur_hop_limit", u32::from(theirs.get_hop_limit())),
        ("router_lifetime", theirs.get_lifetime().into()),
        ("reachable_time", theirs.get_reachable_time()),
        ("retrans_timer", theirs.get_retrans_time()),
    ] {
        assert!(ours.contains(&format!("icmpv6.{key} = {value}")), "{key} {value}");
    }
}

/// From a Linux router's advertisement: RDNSS and DNSSL, whose names are padded with zeros.
#[test]
fn dns_options_are_read_up_to_their_padding() {
    let mut packet = octets(ROUTER_ADVERTISEMENT)[..56].to_vec();
    packet.extend(octets("1903000000000e1020010db8001000000000000000000053"));
    packet.extend(octets("1f05000000000e10"));
    packet.extend(b"\x03lab\x07example\x00\x07example\x03org\x00\x00\x00\x00\x00\x00\x00");
    let payload = (packet.len() - 40) as u16;
    packet[4..6].copy_from_slice(&payload.to_be_bytes());
    assert_fields(
        &packet,
        &[
            "icmpv6.options.rdnss.lifetime = 3600",
            "icmpv6.options.rdnss.addresses.address = 2001:db8:10::53",
            "icmpv6.options.dnssl.lifetime = 3600",
            "icmpv6.options.dnssl.names.entry.name = lab.example.",
            "icmpv6.options.dnssl.names.entry.name = example.org.",
            "icmpv6.options.dnssl.names.entry.padding = 000000000000",
        ],
    );
    assert_tiled_however_cut(&packet);
}

#[test]
fn neighbors_answer_and_are_redirected() {
    let packet = octets(NA);
    assert_fields(
        &packet,
        &[
            "icmpv6.r = 0",
            "icmpv6.s = 1",
            "icmpv6.o = 1",
            "icmpv6.target_address = 2001:db8:10:10::10",
            "icmpv6.options.target_link_layer_address.link_layer_address = 02:00:00:00:10:10",
        ],
    );
    assert!(
        summary(&packet)
            .ends_with("ICMPv6 Neighbor Advertisement 2001:db8:10:10::10 is-at 02:00:00:00:10:10")
    );
    let theirs = NeighborAdvertPacket::new(&packet[40..]).unwrap();
    assert_eq!(theirs.get_flags(), 0b0110_0000);
    assert!(fields(&packet).contains(&format!("icmpv6.target_address = {}", theirs.get_target_addr())));

    let packet = octets(REDIRECT);
    assert_fields(
        &packet,
        &[
            "icmpv6.target_address = fe80::2",
            "icmpv6.destination_address = 2001:db8:113::10",
            "icmpv6.options.target_link_layer_address.link_layer_address = 02:00:00:00:10:02",
            "icmpv6.options.redirected_header.length = 8",
        ],
    );
    assert!(summary(&packet).ends_with("ICMPv6 Redirect Message 2001:db8:113::10 via fe80::2"));
}

#[test]
fn an_option_of_no_length_ends_the_options() {
    let packet = octets(ZERO_LENGTH_OPTION);
    let zeros = format!("icmpv6.options.unread = {}", "00".repeat(14));
    assert_fields(&packet, &["icmpv6.options.prefix_information.length = 0", &zeros]);
}

#[test]
fn listeners_of_both_versions_are_read() {
    let packet = octets(MLD1_REPORT);
    assert_eq!(layers(&packet), "ipv6 ipv6_hopopts icmpv6");
    assert_fields(&packet, &["icmpv6.max_resp_delay = 0", "icmpv6.multicast_address = ff02::fb"]);
    assert!(
        summary(&packet)
            .ends_with("hop-by-hop options: Router Alert  ICMPv6 Multicast Listener Report ff02::fb")
    );

    let packet = octets(MLD2_REPORT);
    assert_fields(
        &packet,
        &[
            "icmpv6.number_of_records = 2",
            "icmpv6.records.record.record_type = 5 (ALLOW_NEW_SOURCES)",
            "icmpv6.records.record.aux_data_len = 1",
            "icmpv6.records.record.number_of_sources = 1",
            "icmpv6.records.record.multicast_address = ff3e::1234",
            "icmpv6.records.record.sources.address = 2001:db8::1",
            "icmpv6.records.record.auxiliary_data = aabbccdd",
            "icmpv6.records.record.record_type = 3 (CHANGE_TO_INCLUDE_MODE)",
            "icmpv6.records.record.multicast_address = ff02::fb",
        ],
    );
    assert!(summary(&packet).ends_with("2 records: ALLOW_NEW_SOURCES ff3e::1234 …"));
}

#[test]
fn a_version_2_query_says_times_as_floating_point_numbers() {
    let packet = octets(MLD2_QUERY);
    assert_fields(
        &packet,
        &[
            "icmpv6.max_resp_code = 37428",
            "icmpv6.multicast_address = ff3e::1234",
            "icmpv6.s = 1",
            "icmpv6.qrv = 2",
            "icmpv6.qqic = 156",
            "icmpv6.number_of_sources = 2",
            "icmpv6.sources.address = 2001:db8::1",
            "icmpv6.sources.address = 2001:db8::2",
            // tshark prints these two instead of the codes
            "icmpv6.max_resp_delay = 74560",
            "icmpv6.query_interval = 448",
        ],
    );
    // the first 24 octets of the message are a query of version 1
    let mut first = packet[..72].to_vec();
    first[4..6].copy_from_slice(&32u16.to_be_bytes());
    assert!(stops(&first).is_empty());
    assert!(!fields(&first).iter().any(|field| field.contains("qqic") || field.contains("max_resp_delay")));
}

#[test]
fn node_information_is_read_by_code_and_query_type() {
    assert_fields(
        &octets(NI_QUERY),
        &[
            "icmpv6.qtype = 2 (Node Name)",
            "icmpv6.nonce = 72623859790382856",
            "icmpv6.subject = lab.example.",
        ],
    );
    assert_fields(
        &octets(NI_REPLY),
        &[
            "icmpv6.qtype = 4 (IPv4 Addresses)",
            "icmpv6.a = 1",
            "icmpv6.addresses.entry.ttl = 60",
            "icmpv6.addresses.entry.address = 192.0.2.1",
        ],
    );
    // a NOOP has no subject, and nothing is missing
    let mut noop = octets(NI_QUERY)[..56].to_vec();
    noop[4..6].copy_from_slice(&16u16.to_be_bytes());
    noop[44..46].copy_from_slice(&[0, 0]);
    with(&noop, |stack, explained| {
        assert!(stack.layers.iter().all(|layer| layer.stop.is_none()));
        assert!(explained.iter().all(|layer| layer.missing.is_empty()));
    });
}

#[test]
fn an_interface_is_probed() {
    let packet = octets(PROBE);
    assert_eq!(layers(&packet), "ipv6 icmpv6 icmp_extension");
    assert_fields(
        &packet,
        &[
            "icmpv6.sequence = 5",
            "icmpv6.local = 0",
            "icmp_extension.objects.object.length = 24",
            "icmp_extension.objects.object.class_num = 3 (Interface Identification Object)",
            "icmp_extension.objects.object.c_type = 3 (Identifies Interface by Address)",
            "icmp_extension.objects.object.afi = 2 (IP6 (IP version 6))",
            "icmp_extension.objects.object.address_length = 16",
            "icmp_extension.objects.object.address = fe80::99",
        ],
    );
    assert_fields(
        &octets(PROBE_REPLY),
        &[
            "icmpv6.code = 0 (No Error)",
            "icmpv6.state = 2 (Reachable)",
            "icmpv6.active = 1",
            "icmpv6.ipv4 = 0",
            "icmpv6.ipv6 = 1",
        ],
    );
}

/// RFC 8335 §2: exactly one object; what is behind it is the asker's, even where it looks like an object of its own.
#[test]
fn what_is_behind_the_one_object_of_a_probe_is_data() {
    for kind in ["a0", "a1"] {
        let packet = octets(&PROBE_WITH_DATA.replacen("a000", &format!("{kind}00"), 1));
        assert_eq!(layers(&packet), "ipv6 icmpv6 icmp_extension");
        assert_fields(
            &packet,
            &["icmpv6.data = 0008010100010140", "icmp_extension.objects.object.address = fe80::99"],
        );
        assert!(
            !fields(&packet).iter().any(|field| field.contains(".stack")),
            "an MPLS label out of nothing"
        );
    }
}

#[test]
fn a_message_that_is_cut_short_says_what_it_needs() {
    let packet = octets(NA);
    let cut = stops(&packet[..60]);
    assert!(cut.iter().any(|stop| stop.starts_with("icmpv6: ICMPv6 needs 24 octets here")), "{cut:?}");
    assert!(summary(&packet[..60]).ends_with("ICMPv6 Neighbor Advertisement"));
    with(&packet[..60], |_, explained| {
        let target = explained[1].spans.last().unwrap();
        assert_eq!(target.value, Value::Cut { missing: 32 });
    });
}

#[test]
fn every_truncation_is_tiled() {
    for hex in PACKETS {
        assert_tiled_however_cut(&octets(hex));
    }
}
