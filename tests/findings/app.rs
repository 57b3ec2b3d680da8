//! The rules of IGMP and of what UDP and TCP carry, each broken once.

use super::{Case, Error, Info, Warning, case, found, put};
use netlab::sample::find;

/// What the layers around hold from octet `at` on is these octets; their lengths say so, and the frame is padded.
fn carry(frame: &mut Vec<u8>, at: usize, octets: &[u8]) {
    frame.truncate(at);
    frame.extend(octets);
    let ip = 14;
    let octets = (frame.len() - ip) as u16;
    put(frame, ip + 2, &octets.to_be_bytes());
    let udp = ip + usize::from(frame[ip] & 15) * 4;
    if frame[ip + 9] == 17 {
        let octets = (frame.len() - udp) as u16;
        put(frame, udp + 4, &octets.to_be_bytes());
    }
    frame.resize(frame.len().max(60), 0);
}

/// The same octets, and these behind them.
fn more(frame: &mut Vec<u8>, octets: &[u8]) {
    let at = frame.len();
    carry(frame, at, octets);
}

/// A DNS message with the given flags and counts in place of the one in the frame.
fn dns(frame: &mut Vec<u8>, flags: u16, counts: [u16; 4], sections: &[&[u8]]) {
    let mut message = vec![0x4e, 0x6c];
    for number in [&[flags][..], &counts].concat() {
        message.extend(number.to_be_bytes());
    }
    message.extend(sections.concat());
    carry(frame, 42, &message);
}

const QUERY: u16 = 0x0100;
const RESPONSE: u16 = 0x8180;
/// Type A, class IN.
const A: &[u8] = &[0, 1, 0, 1];
/// The root, type and class, a TTL of 60 seconds.
const ROOT_A: &[u8] = &[0, 0, 1, 0, 1, 0, 0, 0, 60];
const ROOT_NS: &[u8] = &[0, 0, 2, 0, 1, 0, 0, 0, 60];
const ROOT_TXT: &[u8] = &[0, 0, 16, 0, 1, 0, 0, 0, 60];
const OPT: &[u8] = &[0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, 0];

/// A ServerHello of TLS 1.2 without extensions.
fn server_hello(frame: &mut Vec<u8>, suite: u16, compression: u8) {
    let mut record = vec![22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3];
    record.extend([7; 32]);
    record.push(0);
    record.extend(suite.to_be_bytes());
    record.push(compression);
    carry(frame, 66, &record);
}

/// A ClientHello with one suite and no extensions.
fn client_hello(frame: &mut Vec<u8>) {
    let mut record = vec![22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3];
    record.extend([7; 32]);
    record.extend([0, 0, 2, 0xc0, 0x2f, 1, 0]);
    carry(frame, 66, &record);
}

fn http(frame: &mut Vec<u8>, text: &str) {
    carry(frame, 66, text.as_bytes());
}

// In the samples a DNS or DHCP message begins with octet 42, DHCP's options with 282, an IGMP message with 38 and what
// TCP carries with 66.
#[rustfmt::skip]
pub static CASES: &[Case] = &[
    // pointers to themselves: in a question, in data; past the end
    case("dns-name-pointer", Error, 54..56, "dns-query", 0, |f| dns(f, QUERY, [1, 0, 0, 0], &[&[0xc0, 12], A])),
    case("dns-name-pointer", Error, 91..93, "dns-response", 0, |f| f[92] = 0x2d),
    case("dns-name-pointer", Error, 93..95, "dns-response", 0, |f| f[94] = 0xff),
    // two that lead to each other
    case("dns-name-pointer", Error, 54..56, "dns-query", 0, |f| dns(f, QUERY, [1, 0, 0, 0], &[&[0xc0, 14], &[0xc0, 12], A])).also(&["dns-left-over"]),
    case("dns-label-type", Error, 54..55, "dns-query", 0, |f| f[54] = 0x43),
    case("dns-label-type", Error, 54..55, "dns-query", 0, |f| f[54] = 0x80),
    case("dns-label-type", Error, 87..88, "dns-response", 0, |f| f[87] = 0x83),
    case("dns-name-long", Error, 54..311, "dns-query", 0, |f| dns(f, QUERY, [1, 0, 0, 0], &[&b"\x01x".repeat(128), &[0], A])),
    case("dns-count", Error, 52..54, "dns-query", 0, |f| f[53] = 2),
    case("dns-count", Error, 46..48, "dns-query", 0, |f| dns(f, QUERY, [1, 0, 0, 0], &[b"\x03www\x07exam"])),
    case("dns-rdlength", Error, 85..87, "dns-response", 0, |f| f[86] = 0xff),
    case("dns-rdlength", Error, 63..65, "dns-response", 0, |f| dns(f, RESPONSE, [0, 1, 0, 0], &[ROOT_NS, &[0, 2], b"\x03n"])),
    case("dns-address-length", Error, 63..65, "dns-response", 0, |f| dns(f, RESPONSE, [0, 1, 0, 0], &[ROOT_A, &[0, 3], &[192, 0, 2]])),
    case("dns-left-over", Warning, 86..90, "dns-query", 0, |f| more(f, b"more")),
    case("dns-opt-twice", Error, 86..97, "dns-query", 0, |f| { f[53] = 2; more(f, OPT) }),
    case("dns-questions", Error, 46..48, "dns-query", 0, |f| dns(f, QUERY, [2, 0, 0, 0], &[&[0], A, &[0], A])),
    case("dns-z", Warning, 45..46, "dns-query", 0, |f| f[45] = 0x40),
    case("dns-query-answers", Warning, 48..50, "dns-response", 0, |f| f[44] = 1),
    case("dns-truncated", Info, 44..45, "dns-response", 0, |f| f[44] |= 2),
    case("dns-over-512", Warning, 554..569, "dns-response", 0, |f| dns(f, RESPONSE, [0, 1, 0, 0], &[ROOT_TXT, &[1, 248], &[251; 504]])),
    case("dns-rcode-value", Info, 45..46, "dns-response", 0, |f| f[45] |= 3),
    case("mdns-opcode-rcode", Error, 45..46, "mdns", 1, |f| f[45] = 3),
    case("mdns-opcode-rcode", Error, 44..45, "mdns", 0, |f| f[44] = 0x10),
    case("mdns-response-questions", Warning, 46..48, "mdns", 1, |f| dns(f, 0x8400, [1, 0, 0, 0], &[&[0], A])),
    case("mdns-response-aa", Warning, 44..45, "mdns", 1, |f| f[44] = 0x80),
    case("mdns-ttl", Info, 22..23, "mdns", 1, |f| f[22] = 1),
    case("mdns-legacy", Info, 34..36, "mdns", 0, |f| put(f, 34, &[0xc0, 1])),

    case("dhcp-op-value", Error, 42..43, "dhcp-discover", 0, |f| f[42] = 3),
    case("dhcp-op-type", Error, 282..285, "dhcp-ack", 0, |f| f[284] = 7),
    case("dhcp-op-type", Error, 282..285, "dhcp-discover", 0, |f| f[284] = 6).also(&["dhcp-server-id"]),
    case("dhcp-hlen", Error, 44..45, "dhcp-discover", 0, |f| f[44] = 17),
    case("dhcp-hops", Warning, 45..46, "dhcp-discover", 0, |f| f[45] = 17),
    case("dhcp-mbz", Warning, 52..54, "dhcp-discover", 0, |f| f[53] = 1),
    case("dhcp-unicast-reply", Warning, 52..53, "dhcp-ack", 0, |f| f[52] = 0x80),
    case("dhcp-ports", Warning, 34..38, "dhcp-discover", 0, |f| put(f, 34, &[0, 67, 0, 68])),
    case("dhcp-ports", Warning, 34..38, "dhcp-ack", 0, |f| put(f, 34, &[0, 68, 0, 67])),
    case("dhcp-short", Info, 42..319, "dhcp-discover", 0, |f| carry(f, 319, &[])),
    case("dhcp-no-cookie", Info, 278..282, "dhcp-discover", 0, |f| f[278] = 0),
    case("dhcp-no-cookie", Info, 42..278, "dhcp-discover", 0, |f| carry(f, 278, &[])).also(&["dhcp-short"]),
    case("dhcp-no-cookie", Info, 42..280, "dhcp-discover", 0, |f| carry(f, 280, &[])).also(&["dhcp-short"]),
    case("dhcp-no-type", Info, 278..282, "dhcp-discover", 0, |f| put(f, 282, &[0; 3])),
    case("dhcp-no-end", Error, 333..350, "dhcp-ack", 0, |f| f[350] = 0),
    // option 52 says that file holds options, and it is empty
    case("dhcp-no-end", Error, 150..150, "dhcp-ack", 0, |f| put(f, 297, &[52, 1, 1, 0, 0, 0])),
    case("dhcp-option-length", Error, 333..351, "dhcp-ack", 0, |f| f[334] = 0xf0),
    case("dhcp-option-length", Error, 150..278, "dhcp-ack", 0, |f| { put(f, 297, &[52, 1, 1, 0, 0, 0]); put(f, 150, &[67, 200]) }),
    case("dhcp-option-size", Error, 297..303, "dhcp-ack", 0, |f| f[297] = 19),
    case("dhcp-option-split", Info, 327..333, "dhcp-ack", 0, |f| f[321] = 6),
    case("dhcp-overload-value", Error, 297..300, "dhcp-ack", 0, |f| put(f, 297, &[52, 1, 4, 0, 0, 0])),
    case("dhcp-server-id", Error, 282..285, "dhcp-ack", 0, |f| put(f, 285, &[0; 6])),
    case("dhcp-request-address", Warning, 300..306, "dhcp-request", 0, |f| put(f, 54, &[172, 16, 10, 10])),
    case("dhcp-request-address", Warning, 282..285, "dhcp-request", 0, |f| put(f, 300, &[0; 6])),
    case("dhcp-lease-missing", Error, 282..285, "dhcp-ack", 0, |f| put(f, 291, &[0; 6])),
    case("dhcp-lease-zero", Warning, 291..297, "dhcp-ack", 0, |f| put(f, 293, &[0; 4])),
    case("dhcp-lease-times", Error, 297..303, "dhcp-ack", 0, |f| f[300] = 2),
    case("dhcp-lease-times", Error, 303..309, "dhcp-ack", 0, |f| f[305] = 9),
    case("dhcp-subnet-mask", Error, 309..315, "dhcp-ack", 0, |f| put(f, 311, &[255, 0, 255, 0])),

    case("igmp-ttl", Error, 22..23, "igmp-query", 0, |f| f[22] = 2),
    case("igmp-router-alert", Warning, 14..38, "igmp-query", 0, |f| put(f, 34, &[1; 4])),
    case("igmp-destination", Warning, 30..34, "igmp-query", 0, |f| { f[5] = 5; put(f, 30, &[224, 0, 0, 5]) }),
    // a leave to everyone, and one to the group itself
    case("igmp-destination", Warning, 30..34, "igmp-query", 0, |f| carry(f, 38, &[0x17, 0, 0, 0, 233, 252, 0, 1])),
    case("igmp-report-destination", Warning, 30..34, "igmpv3-report", 0, |f| { f[5] = 1; put(f, 30, &[224, 0, 0, 1]) }),
    case("igmp-all-systems", Warning, 50..54, "igmpv3-report", 0, |f| put(f, 50, &[224, 0, 0, 1])),
    case("igmp-all-systems", Warning, 42..46, "igmp-query", 0, |f| carry(f, 38, &[0x16, 0, 0, 0, 224, 0, 0, 1])),
    case("igmp-group", Error, 58..62, "igmpv3-report", 0, |f| put(f, 58, &[192, 0, 2, 1])),
    case("igmp-query-length", Error, 38..48, "igmp-query", 0, |f| carry(f, 48, &[])),
    case("igmp-count", Error, 48..50, "igmp-query", 0, |f| f[49] = 1),
    case("igmp-count", Error, 44..46, "igmpv3-report", 0, |f| f[45] = 3),
    case("igmp-count", Error, 44..46, "igmpv3-report", 0, |f| f[57] = 2),

    case("http-no-host", Error, 66..80, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\n\r\n")),
    case("http-host-twice", Error, 91..95, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n")),
    case("http-length", Error, 92..106, "http-request", 0, |f| http(f, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n")),
    case("http-length", Error, 111..125, "http-request", 0, |f| http(f, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")),
    case("http-length-and-coding", Error, 92..106, "http-request", 0, |f| http(f, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
    case("http-not-chunked", Error, 66..81, "http-request", 0, |f| http(f, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n")),
    case("http-space-before-colon", Error, 86..89, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost : a\r\n\r\n")),
    case("http-fold", Error, 94..99, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n")),
    case("http-fold", Error, 92..96, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n c\r\n\r\n")),
    case("http-field-line", Error, 91..99, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n")),
    case("http-bare-lf", Warning, 80..81, "http-request", 0, |f| http(f, "GET / HTTP/1.1\nHost: a\n\n")),
    case("http-basic", Warning, 106..116, "http-request", 0, |f| http(f, "GET / HTTP/1.1\r\nHost: a\r\nauthorization: basic dTpw\r\n\r\n")),

    case("tls-record-length", Error, 69..71, "tls-client-hello", 0, |f| put(f, 69, &[0x40, 1])),
    case("tls-record-empty", Error, 69..71, "tls-client-hello", 0, |f| carry(f, 66, &[22, 3, 3, 0, 0])),
    case("tls-old-version", Warning, 75..77, "tls-client-hello", 0, |f| f[76] = 2),
    case("tls-old-version", Warning, 75..77, "tls-client-hello", 0, |f| { server_hello(f, 0xc02f, 0); f[76] = 1 }),
    case("tls-weak-suite", Warning, 110..112, "tls-client-hello", 0, |f| server_hello(f, 0x0005, 0)),
    case("tls-compression-value", Warning, 112..113, "tls-client-hello", 0, |f| server_hello(f, 0xc02f, 1)),
    case("tls-no-sni", Info, 75..116, "tls-client-hello", 0, client_hello),
    case("tls-sni-address", Warning, 166..190, "tls-client-hello", 0, |f| put(f, 175, b"192.168.100.100")),
    case("tls-alert-fatal", Info, 71..73, "tls-client-hello", 0, |f| carry(f, 66, &[21, 3, 3, 0, 2, 2, 40])),
];

/// What is done to a frame.
type Change = fn(&mut Vec<u8>);

/// What is found in a sample changed so, checksums aside.
fn found_in(sample: &str, change: Change) -> Vec<&'static str> {
    let sample = find(sample).expect("a sample");
    let mut octets = sample.frames().swap_remove(0).octets;
    change(&mut octets);
    let found = found(&octets, octets.len(), sample.link);
    found.into_iter().map(|(id, ..)| id).filter(|id| !super::is_about_sums(id)).collect()
}

/// Messages that look odd and are right.
#[test]
fn what_is_allowed_is_not_found() {
    #[rustfmt::skip]
    let allowed: &[(&str, Change)] = &[
        // RFC 3596 §2.5: the name of an IPv6 address has 34 labels; a second one ends with a pointer into it
        ("dns-query", |f| dns(f, QUERY, [1, 0, 0, 0], &[&b"\x01f".repeat(32), b"\x03ip6\x04arpa\0", &[0, 12, 0, 1]])),
        ("dns-response", |f| dns(f, RESPONSE, [1, 1, 0, 0], &[&b"\x01f".repeat(32), b"\x03ip6\x04arpa\0", &[0, 12, 0, 1], &[0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, 2, 0xc0, 76]])),
        // RFC 1996 §3.7: a notification may have an answer
        ("dns-query", |f| dns(f, 0x2400, [1, 1, 0, 0], &[&[0, 0, 6, 0, 1], ROOT_A, &[0, 4, 192, 0, 2, 1]])),
        // RFC 2136 §2.5.2: an update that deletes all A records of a name has none with data
        ("dns-query", |f| dns(f, 0x2800, [1, 0, 1, 0], &[&[0, 0, 6, 0, 1], &[0, 0, 1, 0, 255, 0, 0, 0, 0, 0, 0]])),
        // a large response to an asker with EDNS
        ("dns-response", |f| dns(f, RESPONSE, [0, 1, 0, 1], &[ROOT_TXT, &[1, 248], &[251; 504], OPT])),
        // relay agents and servers talk from port 67 to port 67
        ("dhcp-discover", |f| put(f, 34, &[0, 67, 0, 67])),
        ("dhcp-ack", |f| put(f, 34, &[0, 67, 0, 67])),
        // a lease without end, whose times are the same
        ("dhcp-ack", |f| { put(f, 293, &[255; 4]); put(f, 299, &[255; 4]); put(f, 305, &[255; 4]) }),
        // masks of all and of no ones
        ("dhcp-ack", |f| put(f, 311, &[255; 4])),
        ("dhcp-ack", |f| put(f, 311, &[0; 4])),
        // RFC 2131 table 5: to renew, ciaddr alone
        ("dhcp-request", |f| { put(f, 54, &[172, 16, 10, 10]); put(f, 294, &[0; 12]) }),
        // a report of version 1, without Router Alert, and a query of version 2 about a group
        ("igmp-query", |f| { put(f, 0, &[1, 0, 0x5e, 0x7c, 0, 1]); put(f, 30, &[233, 252, 0, 1]); put(f, 34, &[1; 4]); carry(f, 38, &[0x12, 0, 0, 0, 233, 252, 0, 1]) }),
        ("igmp-query", |f| { put(f, 0, &[1, 0, 0x5e, 0x7c, 0, 1]); put(f, 30, &[233, 252, 0, 1]); carry(f, 38, &[0x11, 10, 0, 0, 233, 252, 0, 1]) }),
        // DVMRP goes further than one link
        ("igmp-query", |f| { f[22] = 64; carry(f, 38, &[0x13, 1, 0, 0, 0, 0, 0, 0]) }),
        ("http-request", |f| http(f, "GET / HTTP/1.0\r\n\r\n")),
        // the header goes on in the next segment
        ("http-request", |f| http(f, "GET / HTTP/1.1\r\nAccept: */*\r\n")),
        // RFC 9110 §8.6: the same number twice
        ("http-request", |f| http(f, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx")),
        ("tls-client-hello", |f| server_hello(f, 0x1301, 0)),
        ("tls-client-hello", |f| carry(f, 66, &[21, 3, 3, 0, 2, 1, 0])),
    ];
    for (number, (sample, change)) in allowed.iter().enumerate() {
        let found = found_in(sample, *change);
        assert!(found.is_empty(), "{sample}, number {number} of what is allowed: {found:?}");
    }
}

/// A message over TCP may be cut by the segment, may be longer than 512 octets, and needs no TC.
#[test]
fn dns_over_tcp_is_judged_as_a_message() {
    let over_tcp = |f: &mut Vec<u8>, message: &[u8], length: u16| {
        carry(f, 66, &[&length.to_be_bytes()[..], message].concat());
        put(f, 36, &[0, 53]);
    };
    let message = |sections: &[&[u8]]| {
        [&[0x4e, 0x6c, 0x81, 0x80, 0, 0, 0, 1, 0, 0, 0, 0], &sections.concat()[..]].concat()
    };
    let judged = |octets: &[u8]| -> Vec<&'static str> {
        let found = found(octets, octets.len(), 1).into_iter().map(|(id, ..)| id);
        found.filter(|id| !super::is_about_sums(id)).collect()
    };
    let mut frame = find("http-request").expect("a sample").frames().swap_remove(0).octets;
    let long = message(&[ROOT_TXT, &[1, 248], &[251; 504]]);
    over_tcp(&mut frame, &long, long.len() as u16);
    assert_eq!(judged(&frame), [""; 0]);
    over_tcp(&mut frame, &long[..100], long.len() as u16);
    assert_eq!(judged(&frame), [""; 0], "the rest is in the next segment");
    let short = message(&[ROOT_A, &[0, 3, 192, 0, 2]]);
    over_tcp(&mut frame, &short, short.len() as u16);
    assert_eq!(judged(&frame), ["dns-address-length"]);
}

/// A frame in which one pointer breaks a thousand names tells of some of them.
#[test]
fn a_pointer_that_breaks_every_name_is_not_told_a_thousand_times() {
    let found = found_in("dns-query", |f| {
        let questions = [0xc0, 12, 0, 1, 0, 1].repeat(1000);
        dns(f, QUERY, [1000, 0, 0, 0], &[&questions]);
    });
    let pointers = found.iter().filter(|id| **id == "dns-name-pointer").count();
    assert!((1..100).contains(&pointers), "{pointers}");
}
