//! DNS messages taken apart: every value as tshark 4 and dnspython 2 read it from the same octets.

use netlab::packet::{Dissector, Explained, Span, Value, explain};
use netlab::proto;
use netlab::spec::{Protocol, Stack, name};
use proptest::prelude::*;

/// tcpdump.org's edns-opts.pcap, frame 40: A example.com, COOKIE and edns-client-subnet.
const COOKIE_AND_SUBNET: &str = "e7be85000001000100000001076578616d706c6503636f6d0000010001c00c000100010001518000045d\
     b8d8220000291000000000000026000a0018aaaaaaaaaaaaaaaa70a50ca25db0bf14d523a3f77957f7880008000600011000c001";
/// dns-badvers.pcap, frame 2: the RCODE is BADVERS, which only OPT can say.
const BADVERS: &str = "8fb38100000100000000000100001000010000290200010000000000";
/// dns_tcp.pcap: a response of 224 octets behind its length.
const OVER_TCP: &str = "00e0431985000001000200020005037777770774637064756d70036f72670000010001c00c000100010000003c0004\
     c08b2e42c00c000100010000003c0004c6c75868c01000020001000151800012036e69630973616e64656c6d616e02636100c01000020001\
     00015180001203736e7308636f6f7065726978036e657400c04d000100010000012c0004d157f912c04d001c00010000012c00102607f0b0\
     000f000000000000babef00dc06b0001000100001c200004616b850fc06b001c000100001c20001026003c0300000000f03c91fffe96e8ef\
     0000291000000000000000";
/// Made by dnspython: `example.com. HTTPS 1 . mandatory=alpn,port alpn=h2,h3 no-default-alpn port=8443 …`.
const HTTPS: &str = "1a2b81000001000100000000076578616d706c6503636f6d0000410001c00c004100010000003c0059000100000000040001\
     000300010006026832026833000200000003000220fb00040008c0000201c00002020006001020010db80000000000000000000000010007\
     00102f646e732d71756572797b3f646e737d000900026869";
/// Made by dnspython: `NSEC3 1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX DNSKEY NS SOA NSEC3PARAM RRSIG`.
const NSEC3: &str = "1a2b81000001000100000000076578616d706c6503636f6d0000320001c00c003200010000003c00270101000c04aabbccdd\
     14174eb2409fe28bcb4887a1836f957f0a8425e27b000722010000000290";
/// Made by dnspython: two prerequisites, one addition, two deletions.
const UPDATE: &str = "1a2b28000001000200030000076578616d706c6503636f6d00000600010161c00c00ff00ff0000000000000162c00c00ff\
     00fe0000000000000163c00c000100010000012c0004c00002090164c00c000100ff0000000000000165c00c000100fe000000000004c0\
     00020a";
/// Made by dnspython: an alias and its address.
const ALIAS: &str = "1a2b8100000100020000000003777777076578616d706c6503636f6d0000010001c00c000500010000012c000603776562c0\
     10c02d000100010000003c0004c0000250";
/// Made by dnspython: `example.com. SOA ns1.example.com. host\.master.example.com. 2024010101 7200 900 1209600 300`.
const SOA: &str = "1a2b81000001000100000000076578616d706c6503636f6d0000060001c00c0006000100000e100028036e7331c00c0b686f73\
     742e6d6173746572c00c78a3f17500001c2000000384001275000000012c";
/// Multicast: a question that may be answered by unicast, and a printer's answer (tshark -V calls them "QU" and
/// "Cache flush").
const MDNS_QUERY: &str = "000000000001000000000000045f697070045f746370056c6f63616c00000c8001";
const MDNS_RESPONSE: &str = "000084000000000200000001045f697070045f746370056c6f63616c00000c000100001194000906e68993e58db0\
     c00cc0270021800100000078000b000000000277027069c016027069c01600018001000000780004c0000207";
const LLMNR_RESPONSE: &str = "778885000001000100000000077072696e7465720000010001077072696e74657200000100010000001e0004c0\
     000207";

const MESSAGES: [(&str, &Protocol); 11] = [
    (COOKIE_AND_SUBNET, &proto::DNS),
    (BADVERS, &proto::DNS),
    (OVER_TCP, &proto::DNS_TCP),
    (HTTPS, &proto::DNS),
    (NSEC3, &proto::DNS),
    (UPDATE, &proto::DNS),
    (ALIAS, &proto::DNS),
    (SOA, &proto::DNS),
    (MDNS_QUERY, &proto::MDNS),
    (MDNS_RESPONSE, &proto::MDNS),
    (LLMNR_RESPONSE, &proto::LLMNR),
];

fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
}

fn with<T>(frame: &[u8], root: &'static Protocol, see: impl FnOnce(&Stack<'_>, &[Explained]) -> T) -> T {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(frame, frame.len(), None, root);
    let explained = explain(&stack);
    see(&stack, &explained)
}

fn summary(hex: &str, root: &'static Protocol) -> String {
    with(&octets(hex), root, |stack, _| {
        let top = stack.layers.len() - 1;
        let mut line = String::new();
        (stack.layers[top].protocol.summary)(stack, top, &mut line);
        line
    })
}

/// The span at a path of keys; `answer.0.rdata` is the first of a list.
fn at<'a>(spans: &'a [Span], path: &str) -> &'a Span {
    let mut spans = spans;
    let mut found = None;
    for step in path.split('.') {
        let span = match step.parse::<usize>() {
            Ok(index) => &spans[index],
            Err(_) => {
                spans.iter().find(|span| span.label.key == step).unwrap_or_else(|| panic!("{step} of {path}"))
            }
        };
        spans = &span.children;
        found = Some(span);
    }
    found.unwrap()
}

/// The values at some paths of the last layer, as text.
fn values(hex: &str, root: &'static Protocol, paths: &[&str]) -> Vec<String> {
    let frame = octets(hex);
    with(&frame, root, |_, explained| {
        let spans = &explained.last().unwrap().spans;
        paths
            .iter()
            .map(|path| {
                let span = at(spans, path);
                match &span.value {
                    Value::Uint(number) => number.to_string(),
                    Value::Flag(set) => set.to_string(),
                    Value::Ipv4(address) => address.to_string(),
                    Value::Ipv6(address) => address.to_string(),
                    Value::Name(text) | Value::Text(text) => text.clone(),
                    _ => frame[span.octets()].iter().map(|octet| format!("{octet:02x}")).collect(),
                }
            })
            .collect()
    })
}

#[test]
fn the_summary_says_what_was_asked_and_the_first_answer() {
    let lines = [
        (COOKIE_AND_SUBNET, "DNS response 0xe7be NOERROR A example.com → 93.184.216.34"),
        (BADVERS, "DNS response 0x8fb3 BADVERS TXT ."),
        (OVER_TCP, "DNS response 0x4319 NOERROR A www.tcpdump.org → 192.139.46.66 +1"),
        (HTTPS, "DNS response 0x1a2b NOERROR HTTPS example.com → HTTPS"),
        (UPDATE, "DNS Update query 0x1a2b SOA example.com"),
        (ALIAS, "DNS response 0x1a2b NOERROR A www.example.com → CNAME web.example.com +1"),
        (SOA, "DNS response 0x1a2b NOERROR SOA example.com → ns1.example.com"),
        (MDNS_QUERY, "mDNS query PTR _ipp._tcp.local"),
        (
            MDNS_RESPONSE,
            "mDNS response PTR _ipp._tcp.local → \\230\\137\\147\\229\\141\\176._ipp._tcp.local +1",
        ),
        (LLMNR_RESPONSE, "LLMNR response 0x7788 NOERROR A printer → 192.0.2.7"),
    ];
    for (hex, line) in lines {
        let root = MESSAGES.iter().find(|(other, _)| *other == hex).unwrap().1;
        assert_eq!(summary(hex, root), line);
    }
}

#[test]
fn opt_has_its_own_fields_and_options() {
    let paths = [
        "aa",
        "question.0.qname",
        "answer.0.name",
        "answer.0.ttl",
        "answer.0.rdata.address",
        "additional.0.udp_payload_size",
        "additional.0.do",
        "additional.0.rdata.options.0.client_cookie",
        "additional.0.rdata.options.0.server_cookie",
        "additional.0.rdata.options.1.family",
        "additional.0.rdata.options.1.source_prefix_length",
        "additional.0.rdata.options.1.address",
    ];
    let expected = [
        "true",
        "example.com.",
        "example.com.",
        "86400",
        "93.184.216.34",
        "4096",
        "false",
        "aaaaaaaaaaaaaaaa",
        "70a50ca25db0bf14d523a3f77957f788",
        "1",
        "16",
        "192.1.0.0",
    ];
    assert_eq!(values(COOKIE_AND_SUBNET, &proto::DNS, &paths), expected);
    // tshark: "Extended RCODE: BADVERS"
    assert_eq!(values(BADVERS, &proto::DNS, &["rcode", "whole_rcode"]), ["0", "16 BADVERS"]);
}

#[test]
fn over_tcp_pointers_count_from_the_message_not_from_its_length() {
    let paths = [
        "authority.0.name",
        "authority.1.rdata.nsdname",
        "additional.3.rdata.address",
        "additional.4.version",
    ];
    let expected = ["tcpdump.org.", "sns.cooperix.net.", "2600:3c03::f03c:91ff:fe96:e8ef", "0"];
    assert_eq!(values(OVER_TCP, &proto::DNS_TCP, &paths), expected);
}

#[test]
fn service_parameters_are_items() {
    let params = "answer.0.rdata.svc_params";
    let paths = [
        "answer.0.rdata.svc_priority".to_string(),
        "answer.0.rdata.target_name".to_string(),
        format!("{params}.mandatory.keys.1"),
        format!("{params}.alpn.alpn_ids.1.id"),
        format!("{params}.port.port"),
        format!("{params}.ipv4hint.addresses.1"),
        format!("{params}.ipv6hint.addresses.0"),
        format!("{params}.dohpath.path"),
        format!("{params}.param.data"),
    ];
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let expected = ["1", ".", "3", "h3", "8443", "192.0.2.2", "2001:db8::1", "/dns-query{?dns}", "6869"];
    assert_eq!(values(HTTPS, &proto::DNS, &paths), expected);
}

#[test]
fn bit_maps_are_told_as_types() {
    let paths =
        ["answer.0.rdata.opt_out", "answer.0.rdata.iterations", "answer.0.rdata.salt", "existing_types"];
    let expected = ["true", "12", "aabbccdd", "NS SOA MX RRSIG DNSKEY NSEC3PARAM"];
    assert_eq!(values(NSEC3, &proto::DNS, &paths), expected);
}

#[test]
fn an_update_has_sections_of_its_own() {
    let paths = [
        "zocount",
        "prcount",
        "upcount",
        "adcount",
        "zone.0.qname",
        "prerequisite.1.name",
        "prerequisite.1.class",
        "update.0.rdata.address",
        "update.1.class",
        "update.2.rdata.address",
    ];
    let expected =
        ["1", "2", "3", "0", "example.com.", "b.example.com.", "254", "192.0.2.9", "255", "192.0.2.10"];
    assert_eq!(values(UPDATE, &proto::DNS, &paths), expected);
    // RFC 2136 §2.5.2: a deletion has no data, and none is missing
    with(&octets(UPDATE), &proto::DNS, |_, explained| assert!(explained[0].missing.is_empty()));
}

#[test]
fn the_class_has_another_top_bit_in_multicast_dns() {
    assert_eq!(
        values(MDNS_QUERY, &proto::MDNS, &["question.0.unicast_response", "question.0.qclass"]),
        ["true", "1"]
    );
    let paths = ["answer.0.cache_flush", "answer.1.cache_flush", "answer.1.class", "answer.1.rdata.target"];
    assert_eq!(values(MDNS_RESPONSE, &proto::MDNS, &paths), ["false", "true", "1", "pi.local."]);
    // a label is UTF-8 there (RFC 6762 §16)
    assert_eq!(values(MDNS_RESPONSE, &proto::MDNS, &["answer.0.rdata.ptrdname.0.text"]), ["打印"]);
    assert_eq!(values(LLMNR_RESPONSE, &proto::LLMNR, &["c", "t"]), ["true", "true"]);
}

#[test]
fn a_dot_in_a_label_is_not_a_border() {
    let rdata = ["answer.0.rdata.rname", "answer.0.rdata.serial", "answer.0.rdata.minimum"];
    assert_eq!(values(SOA, &proto::DNS, &rdata), ["host\\.master.example.com.", "2024010101", "300"]);
}

#[test]
fn a_segment_in_the_middle_of_a_message_is_not_taken_for_its_start() {
    let stream = octets(OVER_TCP);
    let refused = |from: usize| (proto::DNS_TCP.refuse)(&stream[from..]).is_some();
    assert!(!refused(0));
    // wherever the stream is cut, its rest is not a message: in all places but a few a rule shows it
    let missed = (1..stream.len() - 14).filter(|from| !refused(*from)).count();
    assert!(missed < 20, "{missed} of {} places", stream.len() - 15);
    // a length alone, or half of one, may well be a start
    assert_eq!((proto::DNS_TCP.refuse)(&stream[..2]), None);
    assert_eq!((proto::DNS_TCP.refuse)(&[]), None);
}

#[test]
fn a_message_cut_short_says_what_is_missing() {
    let whole = octets(COOKIE_AND_SUBNET);
    with(&whole[..33], &proto::DNS, |_, explained| {
        let missing: Vec<&str> = explained[0].missing.iter().map(|label| label.key).collect();
        // the answer ends before its CLASS: nobody knows whether data would follow
        assert_eq!(missing[..3], ["class", "ttl", "rdlength"]);
        assert_eq!(missing.last(), Some(&"record"));
    });
}

/// Every octet of every layer has a name, once.
fn is_tiled(frame: &[u8], root: &'static Protocol) {
    with(frame, root, |stack, explained| {
        let mut bit = 0;
        for layer in explained {
            for span in &layer.spans {
                span.leaves(false, &mut |leaf| {
                    assert_eq!(leaf.bits.start, bit, "{}", leaf.label.key);
                    bit = leaf.bits.end;
                });
            }
        }
        assert_eq!(bit, frame.len() * 8);
        let mut line = String::new();
        for i in 0..stack.layers.len() {
            (stack.layers[i].protocol.summary)(stack, i, &mut line);
        }
    });
}

#[test]
fn every_truncation_is_tiled() {
    for (hex, root) in MESSAGES {
        let whole = octets(hex);
        for end in 0..=whole.len() {
            is_tiled(&whole[..end], root);
        }
    }
}

proptest! {
    #[test]
    fn any_octets_are_tiled(
        which in 0..MESSAGES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (hex, root) = MESSAGES[which];
        let mut frame = octets(hex);
        for (place, octet) in changes {
            let place = place.index(frame.len());
            frame[place] = octet;
        }
        is_tiled(&frame, root);
    }
}

#[test]
fn a_message_full_of_pointers_to_pointers_is_read_in_bounded_time() {
    // a record whose data is the root and then pointers, each to the one before; then as many records as fit, each
    // with a name that goes through all of them
    let mut message = octets("0000 8000 0000 ffff 0000 0000");
    let pointers = name::POINTERS - 1;
    let data = (1 + 2 * pointers as u16).to_be_bytes();
    message.extend(octets("00 ff00 0001 00000000"));
    message.extend(data);
    let mut last = message.len() as u16;
    message.push(0);
    for _ in 0..pointers {
        let here = message.len() as u16;
        message.extend((0xc000 | last).to_be_bytes());
        last = here;
    }
    while message.len() + 12 < 65_535 {
        message.extend((0xc000 | last).to_be_bytes());
        message.extend(octets("ff00 0001 00000000 0000"));
    }
    let begun = std::time::Instant::now();
    is_tiled(&message, &proto::DNS);
    with(&message, &proto::DNS, |_, explained| {
        let records = &at(&explained[0].spans, "answer").children;
        assert!(records.len() > 5_000);
        assert!(records.iter().all(|record| at(&record.children, "name").value == Value::Name(".".into())));
    });
    assert!(begun.elapsed().as_secs() < 20, "it took {:?}", begun.elapsed());
}

#[test]
fn a_segment_may_hold_several_messages() {
    let header = octets("0035 c350 00000001 00000001 5018 ffff 0000 0000");
    let message = octets(OVER_TCP);
    let frame = [&header[..], &message, &message, &message[..9]].concat();
    with(&frame, &proto::TCP, |stack, explained| {
        let keys: Vec<&str> = stack.layers.iter().map(|layer| layer.protocol.key).collect();
        assert_eq!(keys, ["tcp", "dns_tcp", "dns", "dns_tcp", "dns", "dns_tcp", "dns"]);
        assert_eq!(explained[4].spans.len(), explained[2].spans.len());
        // the third goes on in the next segment
        let stop = stack.layers[5].stop.as_ref().unwrap().sentence(stack.layers[5].protocol);
        assert_eq!(
            stop.en,
            "DNS over TCP needs 226 octets here, as its field length says, but only 9 are left"
        );
    });
    is_tiled(&frame, &proto::TCP);
}
