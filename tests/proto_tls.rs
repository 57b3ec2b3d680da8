//! TLS records, as Python's `ssl` and a generator of rarer extensions write them and as tshark reads them.

use netlab::packet::{Dissector, Explained, Span, Value, explain};
use netlab::proto::{TCP, TLS};
use netlab::spec::{Protocol, Stack, Stop};

/// A ClientHello with GREASE values (RFC 8701), an encrypted_client_hello and a pre_shared_key.
const HELLO: &str = "160301012b0100012703036465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182830000069a9a\
    1301ffee010000f83a3a000000000010000e00000b6c61622e6578616d706c65fe0d003a00000100012a002000010203\
    0405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0010eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee0033\
    002b00297a7a000100001d0020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f001b00\
    03020002446900050003026832002b0005041a1a0304001c00024001002c00060004636f6f6b000500050100000000ff\
    01000100002300047469636b00290030000b00056964656e740000004d00212000000000000000000000000000000000\
    00000000000000000000000000000000";

/// A HelloRetryRequest.
const RETRY: &str = "1603030038020000340303cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c0013010000\
    0c002b00020304003300020017";

/// What follows a ServerHello: ChangeCipherSpec, alerts in the clear and encrypted, application data.
const REST: &str = "140303000101\
    15030300020228\
    150303001a9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c\
    1703030010abababababababababababababababab";

/// The client's second flight of a TLS 1.2 handshake by OpenSSL 3.0: ClientKeyExchange, ChangeCipherSpec, and a Finished
/// that is already encrypted.
const FINISHED: &str = "16030300251000002120cdd1d1f191f6e42e74dd8677110e9f02afd1d6db02be5a5cc7e1d148def4aa30140303000101\
    1603030028af78762beae746b47608e32cc04353fb24550bafc8a1f310a081e0761317041ff48620fdeeb01aa5";

fn octets(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

/// A TCP header from port 443 before `data`.
fn segment(data: &[u8]) -> Vec<u8> {
    let mut octets = vec![1, 0xbb, 0xc0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x18, 0, 0, 0, 0, 0, 0];
    octets.extend(data);
    octets
}

fn with<T>(root: &'static Protocol, octets: &[u8], what: impl FnOnce(&Stack<'_>, &[Explained]) -> T) -> T {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, octets.len(), None, root);
    let explained = explain(&stack);
    what(&stack, &explained)
}

fn summaries(data: &[u8]) -> Vec<String> {
    with(&TCP, &segment(data), |stack, _| {
        (1..stack.layers.len())
            .map(|i| {
                let mut summary = String::new();
                (stack.layers[i].protocol.summary)(stack, i, &mut summary);
                summary
            })
            .collect()
    })
}

fn find<'a>(spans: &'a [Span], key: &str) -> Option<&'a Span> {
    spans.iter().find_map(|span| if span.label.key == key { Some(span) } else { find(&span.children, key) })
}

fn number(spans: &[Span], key: &str) -> u64 {
    match find(spans, key).map(|span| &span.value) {
        Some(Value::Uint(number)) => *number,
        other => panic!("{key}: {other:?}"),
    }
}

/// The values of a list's members.
fn members(spans: &[Span], key: &str) -> Vec<u64> {
    let list = find(spans, key).unwrap_or_else(|| panic!("no {key}"));
    assert!(list.list);
    list.children
        .iter()
        .map(|span| if let Value::Uint(number) = span.value { number } else { panic!("{key}") })
        .collect()
}

#[test]
fn a_client_hello_is_read_to_its_last_extension() {
    // values: tshark 4 -V
    with(&TLS, &octets(HELLO), |stack, explained| {
        assert!(stack.layers[0].stop.is_none());
        let spans = &explained[0].spans;
        assert_eq!(number(spans, "length"), 299);
        assert_eq!(number(spans, "msg_length"), 295);
        assert_eq!(find(spans, "msg_type").unwrap().entry.unwrap().name, "ClientHello");
        assert_eq!(find(spans, "host_name").unwrap().value, Value::Text("lab.example".into()));
        assert_eq!(members(spans, "cipher_suites"), [0x9a9a, 0x1301, 0xffee]);
        assert_eq!(members(spans, "versions"), [0x1a1a, 0x0304]);
        assert_eq!(members(spans, "algorithms"), [2]);
        assert_eq!(number(spans, "limit"), 16_385);
        assert_eq!(number(spans, "config_id"), 42);
        assert_eq!(number(spans, "payload_length"), 16);
        assert_eq!(number(spans, "obfuscated_ticket_age"), 77);
        let shares = find(spans, "client_shares").unwrap();
        let groups: Vec<_> = shares.children.iter().map(|share| number(&share.children, "group")).collect();
        assert_eq!(groups, [0x7a7a, 0x001d]);
        let extensions = find(spans, "extensions").unwrap();
        let names: Vec<_> = extensions.children.iter().map(|span| span.label.name).collect();
        let expected = [
            "GREASE",
            "server_name",
            "encrypted_client_hello",
            "key_share",
            "compress_certificate",
            "Extension",
            "supported_versions",
            "record_size_limit",
            "cookie",
            "status_request",
            "renegotiation_info",
            "session_ticket",
            "pre_shared_key",
        ];
        assert_eq!(names, expected);
        assert!(find(spans, "unread").is_none());
    });
    assert_eq!(summaries(&octets(HELLO)), ["TLS ClientHello lab.example"]);
}

#[test]
fn each_record_of_a_segment_is_a_layer_and_what_is_encrypted_is_said() {
    let flight = octets(&[RETRY, REST].concat());
    let expected = [
        "TLS HelloRetryRequest",
        "TLS ChangeCipherSpec",
        "TLS Alert fatal handshake_failure",
        "TLS encrypted Alert 26 octets",
        "TLS Application Data 16 octets",
    ];
    assert_eq!(summaries(&flight), expected);
    with(&TCP, &segment(&flight), |_, explained| {
        assert_eq!(number(&explained[1].spans, "selected_group"), 0x17);
        assert_eq!(number(&explained[1].spans, "selected_version"), 0x0304);
        assert!(find(&explained[4].spans, "encrypted_alert").is_some());
        let sealed = find(&explained[5].spans, "encrypted_record").unwrap();
        assert_eq!(sealed.octets().len(), 16);
        assert!(sealed.label.means.en.contains("nobody on the way"));
    });
    let expected = ["TLS ClientKeyExchange", "TLS ChangeCipherSpec", "TLS encrypted Handshake 40 octets"];
    assert_eq!(summaries(&octets(FINISHED)), expected);
}

#[test]
fn several_messages_in_one_record_are_named_together() {
    // a Certificate with one of 3 octets, then ServerHelloDone
    let record = octets("16030300110b00000900000600000330820a0e000000");
    assert_eq!(summaries(&record), ["TLS Certificate, ServerHelloDone"]);
    with(&TLS, &record, |_, explained| {
        assert_eq!(number(&explained[0].spans, "certificate_length"), 3);
    });
}

#[test]
fn a_client_hello_over_two_segments_is_read_as_far_as_it_reaches() {
    let hello = octets(HELLO);
    let (first, second) = hello.split_at(150);
    assert_eq!(summaries(first), ["TLS ClientHello lab.example"]);
    with(&TCP, &segment(first), |stack, explained| {
        let stop = Stop::Short { need: hello.len(), have: 150, field: Some("length") };
        assert_eq!(stack.layers[1].stop, Some(stop));
        assert_eq!(find(&explained[1].spans, "host_name").unwrap().value, Value::Text("lab.example".into()));
    });
    with(&TCP, &segment(second), |stack, _| {
        assert_eq!(stack.layers[1].protocol.key, "data");
        assert!(matches!(stack.layers[1].stop, Some(Stop::Unfit(why)) if why.en.contains("TLS record")));
    });
}

#[test]
fn what_is_no_record_is_refused() {
    for no in ["", "19030300", "16020300", "1603050000", "170303ffff", "48545450"] {
        assert!((TLS.refuse)(&octets(no)).is_some(), "{no}");
    }
    for yes in ["16", "1603", "160303", "1703034100", "1603010200"] {
        assert!((TLS.refuse)(&octets(yes)).is_none(), "{yes}");
    }
}

#[test]
fn a_hostile_name_does_not_reach_the_summary_raw() {
    let mut hello = octets(HELLO);
    let at = hello.windows(11).position(|name| name == b"lab.example").unwrap();
    hello[at..at + 3].copy_from_slice(b"\x1b[m");
    assert_eq!(summaries(&hello), ["TLS ClientHello \\x1b[m.example"]);
}

#[test]
fn every_beginning_of_a_record_and_every_changed_octet_is_read_without_a_gap() {
    let check = |octets: &[u8]| {
        with(&TCP, &segment(octets), |stack, explained| {
            let mut at = 0;
            for span in explained.iter().flat_map(|layer| &layer.spans) {
                span.leaves(false, &mut |leaf| {
                    assert_eq!(leaf.bits.start, at, "{octets:02x?}");
                    at = leaf.bits.end;
                });
            }
            assert_eq!(at, stack.frame.len() * 8, "{octets:02x?}");
        });
        summaries(octets);
    };
    for hex in [HELLO, &[RETRY, REST].concat(), FINISHED] {
        let record = octets(hex);
        for end in 0..=record.len() {
            check(&record[..end]);
        }
        for at in 0..record.len() {
            for octet in [0, 1, 0x7f, 0xff] {
                let mut changed = record.clone();
                changed[at] = octet;
                check(&changed);
            }
        }
    }
}
