//! IPv6 and its extension headers. The packets are made by Python's `struct`, their checksums too; the values are what
//! `tshark -V` 4.0.17 prints for them, except for options and routing headers that it does not know, where the RFC decides.

#[path = "common/packets.rs"]
mod packets;

use netlab::packet::Value;
use netlab::proto::{DATA, UDP};
use netlab::spec::Stop;
use packets::{assert_fields, assert_tiled_however_cut, layers, octets, stops, summary, with};
use pnet_packet::ipv6::Ipv6Packet;

const FIRST_FRAGMENT: &str = "6b91234500202c4020010db800100010000000000000001020010db801130000000000000000001011000001abcd1234\
    9c400007003088f0000102030405060708090a0b0c0d0e0f";
const LATER_FRAGMENT: &str = "6000000000202c4020010db800100010000000000000001020010db801130000000000000000001011000018abcd1234\
    101112131415161718191a1b1c1d1e1f2021222324252627";
const HOME_ADDRESS: &str = "6000000000223c4020010db800100010000000000000001020010db8011300000000000000000010110201020000c910\
    20010db80077000000000000000000779c400007000a9da66869";
const TYPE2_ROUTING: &str = "6000000000222b4020010db800100010000000000000001020010db80113000000000000000000101102020100000000\
    20010db800770000000000000000007700079c40000a9e996869";
const RPL_ROUTING: &str = "6000000000202b4020010db800100010000000000000001020010db80000000000010000000000013b0303038c400000\
    000100000000000200010000000000030000000400000000";
const HOP_OPTIONS: &str = "600000000020004020010db800100010000000000000001020010db80113000000000000000000103b03002304801e01\
    00300405dc05dd1204123458000401043e01ffe300010100";
const TUNNELS: &str = "600000000044294020010db800100010000000000000001020010db801130000000000000000001060000000001c0440\
    20010db800010000000000000000000120010db80002000000000000000000014500001c00010000401100000a000001\
    0a0000020001000700080000";
const AH: &str = "600000000022334020010db800100010000000000000001020010db80113000000000000000000101104000000000100\
    00000005000102030405060708090a0b9c400007000a9e646869";
const ESP: &str = "600000000020324020010db800100010000000000000001020010db801130000000000000000001000c0ffee00000009\
    000102030405060708090a0b0c0d0e0f1011121314151617";
const NO_NEXT: &str =
    "6000000000043b4020010db800100010000000000000001020010db8011300000000000000000010deadbeef";
const SURPLUS: &str = "6000000000193c4020010db800100010000000000000001020010db80113000000000000000000101100010400000000\
    9c400007000c2e07646174610304050607";
const SEGMENTS: &str = "6000000000402b4020010db800100010000000000000001020010db80002000000000000000000013b0704010120beef\
    20010db800020000000000000000000220010db800020000000000000000000100040100050e80000000000700010203\
    0405060704020000";

const PACKETS: &[&str] = &[
    FIRST_FRAGMENT,
    LATER_FRAGMENT,
    HOME_ADDRESS,
    TYPE2_ROUTING,
    RPL_ROUTING,
    HOP_OPTIONS,
    TUNNELS,
    AH,
    ESP,
    NO_NEXT,
    SURPLUS,
    SEGMENTS,
];

#[test]
fn the_header_is_read_and_pnet_agrees() {
    let packet = octets(FIRST_FRAGMENT);
    assert_fields(
        &packet,
        &[
            "ipv6.version = 6",
            "ipv6.dscp = 46 (EF)",
            "ipv6.ecn = 1 (ECT(1))",
            "ipv6.flow_label = 74565",
            "ipv6.payload_length = 32",
            "ipv6.next_header = 44 (IPv6-Frag)",
            "ipv6.hop_limit = 64",
            "ipv6.src = 2001:db8:10:10::10",
            "ipv6.dst = 2001:db8:113::10",
        ],
    );
    let theirs = Ipv6Packet::new(&packet).unwrap();
    with(&packet, |_, explained| {
        let value =
            |key: &str| explained[0].spans.iter().find(|span| span.label.key == key).unwrap().value.clone();
        let number = |key: &str| match value(key) {
            Value::Uint(number) => number,
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(number("version"), u64::from(theirs.get_version()));
        assert_eq!(number("dscp") << 2 | number("ecn"), u64::from(theirs.get_traffic_class()));
        assert_eq!(number("flow_label"), u64::from(theirs.get_flow_label()));
        assert_eq!(number("payload_length"), u64::from(theirs.get_payload_length()));
        assert_eq!(number("next_header"), u64::from(theirs.get_next_header().0));
        assert_eq!(number("hop_limit"), u64::from(theirs.get_hop_limit()));
        assert_eq!(value("src"), Value::Ipv6(theirs.get_source()));
        assert_eq!(value("dst"), Value::Ipv6(theirs.get_destination()));
    });
}

#[test]
fn only_the_first_fragment_is_taken_apart() {
    let first = octets(FIRST_FRAGMENT);
    assert_eq!(layers(&first), "ipv6 ipv6_fragment udp data");
    assert_fields(
        &first,
        &[
            "ipv6_fragment.fragment_offset = 0",
            "ipv6_fragment.m = 1",
            "ipv6_fragment.identification = 2882343476",
            "udp.length = 48",
        ],
    );
    assert!(
        summary(&first).ends_with(
            "→ 2001:db8:113::10  IPv6 fragment id 0xabcd1234 octets 0+24 more  UDP 40000 → 7 len 40"
        )
    );
    let later = octets(LATER_FRAGMENT);
    assert_eq!(layers(&later), "ipv6 ipv6_fragment data");
    assert_fields(&later, &["ipv6_fragment.fragment_offset = 3", "ipv6_fragment.m = 0"]);
    assert!(stops(&later)[0].contains("a later fragment"));
    assert!(summary(&later).ends_with("octets 24+24 last"));
}

#[test]
fn options_say_what_they_are() {
    let packet = octets(HOP_OPTIONS);
    assert_eq!(layers(&packet), "ipv6 ipv6_hopopts");
    assert_fields(
        &packet,
        &[
            "ipv6_hopopts.next_header = 59 (IPv6-NoNxt)",
            "ipv6_hopopts.hdr_ext_len = 3",
            "ipv6_hopopts.options.pad1.type = 0 (Pad1)",
            "ipv6_hopopts.options.rpl.o = 1",
            "ipv6_hopopts.options.rpl.rpl_instance_id = 30",
            "ipv6_hopopts.options.rpl.sender_rank = 256",
            "ipv6_hopopts.options.min_pmtu.min_pmtu = 1500",
            "ipv6_hopopts.options.min_pmtu.rtn_pmtu = 750",
            "ipv6_hopopts.options.min_pmtu.r = 1",
            "ipv6_hopopts.options.altmark.flow_mon_id = 74565",
            "ipv6_hopopts.options.altmark.l = 1",
            "ipv6_hopopts.options.altmark.d = 0",
            "ipv6_hopopts.options.tunnel_encapsulation_limit.limit = 4",
            "ipv6_hopopts.options.option.type = 62 (RFC3692-style Experiment)",
            "ipv6_hopopts.options.option.data = ff",
            "ipv6_hopopts.options.option.type = 227",
            "ipv6_hopopts.options.padn.data = 00",
        ],
    );
    assert_fields(
        &octets(HOME_ADDRESS),
        &[
            "ipv6_dstopts.options.padn.length = 2",
            "ipv6_dstopts.options.home_address.home_address = 2001:db8:77::77",
        ],
    );
}

#[test]
fn the_first_bits_of_an_unknown_option_are_explained() {
    with(&octets(HOP_OPTIONS), |_, explained| {
        let options = &explained[1].spans[2].children;
        let kind =
            options.iter().map(|option| &option.children[0]).find(|kind| kind.value == Value::Uint(227));
        let registry = kind.and_then(|kind| kind.field).and_then(|field| field.kind.registry()).unwrap();
        // 0xe3: 11 discard and report unless multicast, 1 may change
        let means = registry.range(227).unwrap();
        assert!(means.en.contains("unless it was multicast") && means.en.contains("change on the way"));
        assert!(means.zh.contains("若不是多播") && means.zh.contains("途中可被修改"));
    });
}

#[test]
fn routing_headers_are_read_by_their_type() {
    assert_fields(
        &octets(TYPE2_ROUTING),
        &[
            "ipv6_routing.routing_type = 2 (Type 2 Routing Header)",
            "ipv6_routing.segments_left = 1",
            "ipv6_routing.home_address = 2001:db8:77::77",
            "udp.src_port = 7 (echo)",
        ],
    );
    // the whole addresses are tshark's Address[1] to Address[3]
    assert_fields(
        &octets(RPL_ROUTING),
        &[
            "ipv6_routing.routing_type = 3 (RPL Source Route Header)",
            "ipv6_routing.cmpr_i = 8",
            "ipv6_routing.cmpr_e = 12",
            "ipv6_routing.pad = 4",
            "ipv6_routing.addresses.address = 0001000000000002",
            "ipv6_routing.addresses.address = 0001000000000003",
            "ipv6_routing.addresses.address = 00000004",
            "ipv6_routing.padding = 00000000",
            "ipv6_routing.full_address = 2001:db8::1:0:0:2",
            "ipv6_routing.full_address = 2001:db8::1:0:0:3",
            "ipv6_routing.full_address = 2001:db8::1:0:0:4",
        ],
    );
    assert_fields(
        &octets(SEGMENTS),
        &[
            "ipv6_routing.routing_type = 4 (Segment Routing Header (SRH))",
            "ipv6_routing.segments_left = 1",
            "ipv6_routing.last_entry = 1",
            "ipv6_routing.o_flag = 1",
            "ipv6_routing.tag = 48879",
            "ipv6_routing.segment_list.segment = 2001:db8:2::2",
            "ipv6_routing.segment_list.segment = 2001:db8:2::1",
            "ipv6_routing.tlvs.pad1.type = 0 (Pad1 TLV)",
            "ipv6_routing.tlvs.padn.padding = 00",
            "ipv6_routing.tlvs.hmac.d = 1",
            "ipv6_routing.tlvs.hmac.key_id = 7",
            "ipv6_routing.tlvs.hmac.hmac = 0001020304050607",
            "ipv6_routing.tlvs.padn.padding = 0000",
        ],
    );
    // a type that nobody defined
    let mut packet = octets(TYPE2_ROUTING);
    packet[42] = 77;
    assert_fields(
        &packet,
        &["ipv6_routing.routing_type = 77", "ipv6_routing.data = 0000000020010db8007700000000000000000077"],
    );
}

#[test]
fn ip_in_ip_and_ipsec_are_layers() {
    assert_eq!(layers(&octets(TUNNELS)), "ipv6 ipv6 ipv4 udp");
    let ah = octets(AH);
    assert_eq!(layers(&ah), "ipv6 ah udp data");
    assert_fields(
        &ah,
        &[
            "ah.next_header = 17 (UDP)",
            "ah.payload_len = 4",
            "ah.spi = 256",
            "ah.sequence = 5",
            "ah.icv = 000102030405060708090a0b",
        ],
    );
    let esp = octets(ESP);
    assert_eq!(layers(&esp), "ipv6 esp data");
    assert_fields(&esp, &["esp.spi = 12648430", "esp.sequence = 9"]);
    assert!(stops(&esp)[0].contains("encrypted"));
    assert!(summary(&esp).ends_with("ESP spi 0x00c0ffee seq 9"));
    // a header that says it is shorter than its fixed fields
    let mut short = ah;
    short[41] = 0;
    assert!(stops(&short)[0].contains("Payload Len below 1"));
}

#[test]
fn nothing_follows_no_next_header() {
    let packet = octets(NO_NEXT);
    assert_eq!(layers(&packet), "ipv6 data");
    assert!(stops(&packet)[0].contains("must be ignored"));
    assert_eq!(layers(&packet[..40]), "ipv6");
}

#[test]
fn octets_behind_udp_are_the_surplus_area_of_ipv6() {
    // behind a destination options header too
    let packet = octets(SURPLUS);
    assert_eq!(layers(&packet), "ipv6 ipv6_dstopts udp data");
    assert_fields(&packet, &["ipv6.surplus = 0304050607", "udp.length = 12"]);
}

#[test]
fn a_payload_length_of_zero_is_a_jumbogram_or_offload() {
    // RFC 2675 §2: Payload Length 0, a Jumbo Payload option, and under it UDP with Length 0 (§4)
    let header = &octets(HOME_ADDRESS)[..40];
    let mut jumbo = header.to_vec();
    jumbo[4..7].copy_from_slice(&[0, 0, 0]);
    let payload = 70_000u32;
    jumbo.extend([17, 0, 0xc2, 4]);
    jumbo.extend(payload.to_be_bytes());
    jumbo.extend([0x9c, 0x40, 0, 7, 0, 0, 0, 0]);
    let shortened = jumbo.clone();
    jumbo.resize(40 + payload as usize, 0);
    jumbo.extend([0xee; 3]);
    with(&jumbo, |stack, _| {
        assert_eq!((stack.layers[0].end, stack.layers[2].end), (70_040, 70_040));
        assert!(stack.is(2, &UDP));
        assert!(stack.is(4, &DATA), "what stands behind the packet");
    });
    assert_fields(&shortened, &["ipv6_hopopts.options.jumbo_payload.jumbo_payload_length = 70000"]);
    let need = with(&shortened, |stack, _| stack.layers[0].stop.clone());
    assert_eq!(need, Some(Stop::Short { need: 70_040, have: 56, field: None }));

    // segmentation offload: the sender's card will say how long each piece is
    let mut offload = octets(TYPE2_ROUTING);
    offload[4..6].copy_from_slice(&[0, 0]);
    assert_eq!(layers(&offload), "ipv6 ipv6_routing udp data");
    assert_eq!(stops(&offload).len(), 1, "only that the data of UDP is not known");
}

#[test]
fn another_version_is_not_read_on() {
    let mut packet = octets(AH);
    packet[0] = 0x45;
    assert_eq!(layers(&packet), "ipv6 data");
    assert!(stops(&packet)[0].contains("Version"));
}

#[test]
fn a_chain_of_headers_ends_at_the_depth_limit() {
    let mut packet = octets(HOME_ADDRESS)[..40].to_vec();
    for _ in 0..200 {
        packet.extend([60, 0, 1, 4, 0, 0, 0, 0]);
    }
    packet[4..6].copy_from_slice(&1600u16.to_be_bytes());
    assert!(stops(&packet).iter().any(|stop| stop.contains("nested too deep")));
    with(&packet, |stack, _| assert_eq!(stack.layers[0].end, packet.len()));
}

#[test]
fn every_truncation_is_tiled() {
    for hex in PACKETS {
        assert_tiled_however_cut(&octets(hex));
    }
}
