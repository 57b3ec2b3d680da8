//! The filter: what it matches, what it refuses and how it says so, and tshark's display filter as a second witness.

mod common;

use common::{ask, directory};
use netlab::capture::Time;
use netlab::filter::{Facts, Filter, keys};
use netlab::packet::{Dissector, Span, Value, explain};
use netlab::proto;
use netlab::sample::{EPOCH, SAMPLES, Sample, SampleFrame, find};
use netlab::spec::{Kind, Label};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

fn filter(source: &str) -> Filter {
    Filter::parse(source).unwrap_or_else(|trouble| panic!("{source}: {}", trouble.what.en))
}

fn time(micros: u64) -> Time {
    let (seconds, nanos) = (EPOCH + micros / 1_000_000, micros % 1_000_000 * 1000);
    Time { seconds: seconds as i64, nanos: nanos as u32, digits: 6 }
}

/// The frames of all samples, read once.
static FRAMES: LazyLock<Vec<(&Sample, Vec<SampleFrame>)>> =
    LazyLock::new(|| SAMPLES.iter().map(|sample| (sample, sample.frames())).collect());

fn frames(sample: &Sample) -> &'static [SampleFrame] {
    let known = FRAMES.iter().find(|(known, _)| known.name == sample.name);
    known.map_or(&[], |(_, frames)| frames)
}

/// The numbers of the frames of a sample that a filter wants; `findings` are the same for all of them.
fn wanted_with(filter: &Filter, sample: &Sample, findings: &[(&str, &str)]) -> Vec<u64> {
    let mut dissector = Dissector::new();
    let mut wanted = Vec::new();
    for (number, frame) in (1..).zip(frames(sample)) {
        let original = frame.original as usize;
        let stack = dissector.dissect(&frame.octets, original, None, proto::root(sample.link));
        let facts = Facts {
            number,
            time: Some(time(frame.micros)),
            first: Some(time(0)),
            findings: &|each| findings.iter().for_each(|(severity, rule)| each(severity, rule)),
            ..Facts::of(sample.link)
        };
        if filter.matches(&stack, &facts) {
            wanted.push(number);
        }
    }
    wanted
}

fn wanted(source: &str, sample: &str) -> Vec<u64> {
    wanted_with(&filter(source), find(sample).expect(sample), &[])
}

#[track_caller]
fn assert_wanted(sample: &str, cases: &[(&str, &[u64])]) {
    for (source, frames) in cases {
        assert_eq!(wanted(source, sample), *frames, "{source} in {sample}");
    }
}

#[test]
fn a_session_is_taken_apart_by_keys() {
    // tcp-session: SYN, SYN+ACK, ACK, request, ACK, response, ACK, FIN, ACK, FIN, ACK
    assert_wanted(
        "tcp-session",
        &[
            ("tcp", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("udp", &[]),
            ("tcp.syn", &[1, 2]),
            ("tcp.syn == 1", &[1, 2]),
            ("tcp.syn == true and not tcp.ack_flag", &[1]),
            ("tcp.syn in {0, 1}", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("!tcp.syn && tcp.dst_port==80 || tcp.syn && tcp.src_port==80", &[2, 3, 4, 7, 9, 10]),
            ("TCP.FIN AND TCP.PORT IN {80}", &[8, 10]),
            ("tcp.dst_port == 80 and ipv4.src in 172.16.10.0/24", &[1, 3, 4, 7, 9, 10]),
            ("tcp.dst_port == http", &[1, 3, 4, 7, 9, 10]),
            ("tcp.dst_port == 0x50", &[1, 3, 4, 7, 9, 10]),
            ("tcp.port == 80", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("tcp.port != 80", &[]),
            ("tcp.dst_port != 80", &[2, 5, 6, 8, 11]),
            ("not tcp.dst_port == 80", &[2, 5, 6, 8, 11]),
            ("tcp.dst_port not in 1..1023", &[2, 5, 6, 8, 11]),
            ("tcp.mss", &[1, 2]),
            ("tcp.mss == 1460", &[1, 2]),
            ("tcp.mss.mss == 1460 or tcp.options.mss.mss == 1460", &[1, 2]),
            ("tcp.mss > 1460", &[]),
            ("tcp.options.kind == mss", &[1, 2]),
            ("http", &[4, 6]),
            ("http.method == GET", &[4]),
            ("http.status_code == 200", &[6]),
            ("http.status_code == \"OK\"", &[6]),
            ("http.status_code in 200..299", &[6]),
            ("http.status_code >= 300", &[]),
            ("tcp contains \"Hello\"", &[6]),
            ("frame contains 0x48656c6c6f", &[6]),
            ("http.content contains 'network!'", &[6]),
            ("frame.number in 3..5", &[3, 4, 5]),
            ("frame.number in 3-5", &[3, 4, 5]),
            ("frame.len > 100 and frame.captured > 100", &[4, 6]),
            ("frame.link == 1 and frame.number < 2", &[1]),
            ("frame.link == ethernet and frame.number < 2", &[1]),
            ("frame.time < 2020-07-28T00:37:24Z and frame.number <= 2", &[1, 2]),
            ("frame.time >= '2020-07-28 00:37:23' and frame.number == 1", &[1]),
            ("frame.time < 2020-07-28T08:37:23+08:00", &[]),
            ("frame.time == 1595896643", &[1]),
            ("frame.time_relative == 0", &[1]),
            ("frame", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("ipv4.addr in {203.0.113.0/24}", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            ("ipv4.src in 203.0.113.1..203.0.113.20", &[2, 5, 6, 8, 11]),
            ("ipv4.src in 203.0.113.1-203.0.113.20", &[2, 5, 6, 8, 11]),
            ("ipv4.dst != 203.0.113.10 and ipv4.dst in 0.0.0.0/0", &[2, 5, 6, 8, 11]),
        ],
    );
}

#[test]
fn addresses_names_and_code_points_are_compared_as_what_they_are() {
    assert_wanted(
        "arp-request",
        &[
            ("arp.op == request", &[1]),
            ("arp.op == 1 and arp.op != reply", &[1]),
            ("arp.spa == 172.16.10.10", &[1]),
            ("arp.tpa in 172.16.10.11/32", &[1]),
            ("arp.sha == 02:00:00:00:10:10", &[1]),
            ("ethernet.dst == FF-FF-FF-FF-FF-FF", &[1]),
            ("ethernet.src == 0200.0000.1010", &[1]),
            ("ethernet.src in 02:00:00:00:00:00/24", &[1]),
            ("ethernet.addr != 02:00:00:00:10:10", &[]),
            ("ethernet.type == arp", &[1]),
            ("ethernet.type == 0x0806", &[1]),
            // the frame has a type, not a length
            ("ethernet.length", &[]),
            ("ethernet.length != 5", &[]),
        ],
    );
    assert_wanted(
        "dns-response",
        &[
            ("dns.qname == www.example.com", &[1]),
            ("dns.qname == WWW.Example.COM.", &[1]),
            ("dns.qname contains example", &[1]),
            ("dns.qname != example.com", &[1]),
            ("dns.qr", &[1]),
            ("dns.answer.type == CNAME", &[1]),
            ("dns.cname == web.example.com", &[1]),
            ("dns.qtype == CNAME", &[]),
            ("dns.address == 203.0.113.11", &[1]),
            ("dns.address == 2001:db8:100::53", &[1]),
            ("dns.address in 2001:db8:200::/48", &[]),
        ],
    );
    assert_wanted(
        "dhcp",
        &[
            ("dhcp.message_type == discover", &[1]),
            ("dhcp.message_type in {offer, ack}", &[2, 4]),
            ("dhcp.xid == 0x2f1e10aa", &[1, 2, 3, 4]),
            ("dhcp.router == 172.16.10.1", &[2, 4]),
            ("dhcp.hostname == host-a", &[1, 3]),
            ("dhcp.yiaddr in 172.16.10.0/24", &[2, 4]),
        ],
    );
    assert_wanted("ipv6-nd", &[("icmpv6.type == 136", &[2]), ("ipv6.dst in ff00::/8", &[1])]);
    assert_wanted("icmp-echo", &[("icmp.sequence == 1", &[1, 2]), ("icmp.identifier", &[1, 2])]);
}

#[test]
fn every_instance_of_a_field_counts() {
    // an IPv4 datagram in another
    let outer = "ipv4.protocol == 4";
    assert_eq!(wanted(outer, "ipip"), [1, 2]);
    assert_eq!(wanted("ipv4.protocol == icmp", "ipip"), [1, 2]);
    assert_eq!(wanted("ipv4.protocol != icmp", "ipip"), [0; 0]);
    assert_eq!(wanted("ipv4.protocol != tcp", "ipip"), [1, 2]);
}

#[test]
fn what_an_error_message_quotes_is_looked_at_only_when_asked() {
    assert_wanted(
        "icmp-unreachable",
        &[
            ("udp", &[]),
            ("udp.dst_port == 9998", &[]),
            ("not udp", &[1]),
            ("quoted", &[1]),
            ("quoted.udp", &[1]),
            ("quoted.udp.dst_port == 9998", &[1]),
            ("quoted.ipv4.src == 172.16.10.10 and icmp.type == unreachable", &[1]),
            ("quoted.icmp", &[]),
        ],
    );
    assert_eq!(wanted("quoted", "udp"), [0; 0]);
}

#[test]
fn findings_come_from_the_caller() {
    let sample = find("udp").expect("udp");
    let found = |source, findings: &[_]| wanted_with(&filter(source), sample, findings) == [1];
    let some = [("warning", "arp-storm"), ("error", "bad-checksum")];
    for (source, with, without) in [
        ("finding", true, false),
        ("not finding", false, true),
        ("finding.severity == error", true, false),
        ("finding.severity < warning", false, false),
        ("finding.severity >= warning and finding.rule == arp-storm", true, false),
        ("finding.rule == bad-length", false, false),
        ("finding.rule != bad-length", true, false),
        ("finding.rule in {bad-length, bad-checksum}", true, false),
    ] {
        assert!(filter(source).needs_findings(), "{source}");
        assert_eq!((found(source, &some), found(source, &[])), (with, without), "{source}");
    }
    assert!(!filter("udp and frame.number == 1").needs_findings());
}

#[test]
fn fields_of_fixed_place_need_no_spans() {
    for source in [
        "tcp.dst_port == 80 and ipv4.src in 172.16.0.0/16",
        "ethernet.type == ipv4 or ipv6.src in 2001:db8::/32",
        "icmp.sequence == 1 and not ipv4.df",
    ] {
        assert!(!filter(source).needs_spans(), "{source}");
    }
    assert!(filter("not (arp or tcp.mss == 1460)").needs_spans());
}

/// The whole messages, in both languages.
#[test]
fn trouble_points_into_the_expression() {
    let cases = [
        (
            "tcp.prot == 80",
            "TCP has no field `prot`\n  tcp.prot == 80\n      ^^^^",
            Some("did you mean `tcp.port`?"),
            "TCP 没有字段 `prot`\n  tcp.prot == 80\n      ^^^^",
            Some("是否想输入 `tcp.port`？"),
        ),
        (
            "udp or tpc.port == 80",
            "netlab knows no protocol `tpc`\n  udp or tpc.port == 80\n         ^^^",
            Some("did you mean `tcp.port`?"),
            "netlab 不认识协议 `tpc`\n  udp or tpc.port == 80\n         ^^^",
            Some("是否想输入 `tcp.port`？"),
        ),
        (
            "syn and arp",
            "netlab knows no protocol `syn`\n  syn and arp\n  ^^^",
            Some("a field is asked for with its protocol: tcp.syn"),
            "netlab 不认识协议 `syn`\n  syn and arp\n  ^^^",
            Some("字段要和协议一起写：tcp.syn"),
        ),
        (
            "ipv4.ttl == 300",
            "`ipv4.ttl` has 8 bits, so it is at most 255: 300 does not fit\n  ipv4.ttl == 300\n              ^^^",
            None,
            "`ipv4.ttl` 有 8 个比特，最大为 255，300 放不下\n  ipv4.ttl == 300\n              ^^^",
            None,
        ),
        (
            "tcp.syn == 2",
            "`tcp.syn` is one bit, 0 or 1, and not 2\n  tcp.syn == 2\n             ^",
            None,
            "`tcp.syn` 只有 1 个比特，取 0 或 1，不能是 2\n  tcp.syn == 2\n             ^",
            None,
        ),
        (
            "ipv4.src == 80",
            "`ipv4.src` is an IPv4 address, which `80` is not\n  ipv4.src == 80\n              ^^",
            Some("for example 172.16.10.10"),
            "`ipv4.src` 是 IPv4 地址，而 `80` 不是\n  ipv4.src == 80\n              ^^",
            Some("例如 172.16.10.10"),
        ),
        (
            "ipv4.src == 172.16.0.0/16",
            "`ipv4.src` is an IPv4 address, which `172.16.0.0/16` is not\n  ipv4.src == 172.16.0.0/16\n              ^^^^^^^^^^^^^",
            Some("a prefix is asked for with in: `ipv4.src in 172.16.0.0/16`"),
            "`ipv4.src` 是 IPv4 地址，而 `172.16.0.0/16` 不是\n  ipv4.src == 172.16.0.0/16\n              ^^^^^^^^^^^^^",
            Some("前缀用 in 来问：`ipv4.src in 172.16.0.0/16`"),
        ),
        (
            "arp.op == requst",
            "`arp.op` takes a number or a name of the ARP operations; none is called `requst`\n  arp.op == requst\n            ^^^^^^",
            Some("did you mean `request`?"),
            "`arp.op` 取数或 ARP 操作码的名称，其中没有 `requst`\n  arp.op == requst\n            ^^^^^^",
            Some("是否想输入 `request`？"),
        ),
        (
            "ipv4.src == ipv4.dst",
            "`ipv4.src` is an IPv4 address, which `ipv4.dst` is not\n  ipv4.src == ipv4.dst\n              ^^^^^^^^",
            Some("`ipv4.dst` is a key: a key is compared with a value, not with another key"),
            "`ipv4.src` 是 IPv4 地址，而 `ipv4.dst` 不是\n  ipv4.src == ipv4.dst\n              ^^^^^^^^",
            Some("`ipv4.dst` 是键名：键与值比较，不能与另一个键比较"),
        ),
        (
            "tcp port 80",
            "the condition ends before this: `and` or `or` was needed here\n  tcp port 80\n      ^^^^",
            Some("did you mean `tcp.port`?"),
            "条件到此已经结束，此处需要 `and` 或 `or`\n  tcp port 80\n      ^^^^",
            Some("是否想输入 `tcp.port`？"),
        ),
        (
            "tcp.port = 80",
            "`=` has no meaning in a filter\n  tcp.port = 80\n           ^",
            Some("type `==`"),
            "`=` 在过滤表达式中没有含义\n  tcp.port = 80\n           ^",
            Some("请输入 `==`"),
        ),
        // a Chinese character and a full-width sign take two columns
        (
            "http.value contains \"你好\" and（tcp)",
            "`（` has no meaning in a filter\n  http.value contains \"你好\" and（tcp)\n                                ^^",
            Some("type `(`"),
            "`（` 在过滤表达式中没有含义\n  http.value contains \"你好\" and（tcp)\n                                ^^",
            Some("请输入 `(`"),
        ),
        (
            "tcp and",
            "a condition was needed here, but the filter ends\n  tcp and\n         ^",
            Some("a condition is a key (`arp`), or a key compared with a value (`ipv4.ttl < 64`)"),
            "此处需要一个条件，但表达式已结束\n  tcp and\n         ^",
            Some("条件是一个键（`arp`），或者键与值的比较（`ipv4.ttl < 64`）"),
        ),
        (
            "(tcp and (udp)",
            "this parenthesis is not closed\n  (tcp and (udp)\n  ^",
            None,
            "这个括号没有闭合\n  (tcp and (udp)\n  ^",
            None,
        ),
        (
            "tcp.timestamps == 3",
            "`tcp.timestamps` has several values, not one: tsval, tsecr\n  tcp.timestamps == 3\n                 ^^",
            Some("say which: `tcp.timestamps.tsval`"),
            "`tcp.timestamps` 有多个值，不止一个：tsval, tsecr\n  tcp.timestamps == 3\n                 ^^",
            Some("请说明是哪一个：`tcp.timestamps.tsval`"),
        ),
        (
            "tcp.port contains \"8\"",
            "`tcp.port` is a number; `contains` looks into text and octets\n  tcp.port contains \"8\"\n                    ^^^",
            Some("compare it: `tcp.port == 80`"),
            "`tcp.port` 是数；`contains` 只在文字和字节中查找\n  tcp.port contains \"8\"\n                    ^^^",
            Some("请比较它的值：`tcp.port == 80`"),
        ),
        (
            "tcp.port in 90..80",
            "the range ends before it begins: 80 comes before 90\n  tcp.port in 90..80\n              ^^^^^^",
            Some("type 80..90"),
            "范围的终点在起点之前：80 小于 90\n  tcp.port in 90..80\n              ^^^^^^",
            Some("请输入 80..90"),
        ),
        (
            "ipv4.length == 84",
            "IPv4 has no field `length`\n  ipv4.length == 84\n       ^^^^^^",
            Some("did you mean `ipv4.total_length`?"),
            "IPv4 没有字段 `length`\n  ipv4.length == 84\n       ^^^^^^",
            Some("是否想输入 `ipv4.total_length`？"),
        ),
    ];
    for (source, en, hint_en, zh, hint_zh) in cases {
        let trouble = Filter::parse(source).expect_err(source);
        let hint =
            |pick: fn(&netlab::spec::Said) -> &String| trouble.hint.as_ref().map(|hint| pick(hint).as_str());
        assert_eq!((trouble.what.en.as_str(), hint(|hint| &hint.en)), (en, hint_en), "{source}");
        assert_eq!((trouble.what.zh.as_str(), hint(|hint| &hint.zh)), (zh, hint_zh), "{source}");
    }
}

#[test]
fn what_does_not_compare_is_refused() {
    for source in [
        "",
        " ",
        "()",
        "not",
        "and",
        "tcp and or udp",
        "tcp)",
        "tcp == 80",
        "frame == 1",
        "quoted == 1",
        "finding == error",
        "finding.severity == fatal",
        "tcp.sack_permitted == 1",
        "tcp.port in {80",
        "tcp.port == {80}",
        "tcp.port == 80..90",
        "tcp.port == 0x",
        "tcp.port == +80",
        "tcp.port == 80.0",
        "tcp.port == 18446744073709551616",
        "tcp.port < 65536",
        "ipv4.src < 1.2.3.4",
        "ipv4.src in 1.2.3.4/33",
        "ipv4.src in 1.2.3.4/+8",
        "ipv4.src in 1.2.3.4/",
        "ipv4.src == 1.2.3",
        "ipv4.src == 2001:db8::1",
        "ethernet.src in 02:00:00:00:00:00..02:00:00:00:00:01",
        "ethernet.src == 02:00:00",
        "icmp.data == hello",
        "icmp.data < 0x02",
        "dns.qname < a",
        "http.reason == \"OK",
        "http.reason == \"\\q\"",
        "1 == 1",
        "80",
        "172.16.10.1",
        "frame.time > yesterday",
        "frame.time_relative > 1s",
        "frame.nonsense",
        "frame.len.x",
        "finding.x",
        "quoted.x",
        "quoted.frame",
        "tcp..port",
        "tcp.",
        ".tcp",
        "tcp.port == 80 == 80",
        "tcp;udp",
    ] {
        assert!(Filter::parse(source).is_err(), "{source} was taken");
    }
}

#[test]
fn long_and_deep_expressions_are_refused_or_read() {
    let deep = |depth: usize| format!("{}tcp{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Filter::parse(&deep(60)).is_ok());
    let trouble = Filter::parse(&deep(8000)).unwrap_err();
    assert!(
        trouble.what.en.starts_with("parentheses are nested deeper than 64 here\n"),
        "{}",
        trouble.what.en
    );
    assert!(Filter::parse(&deep(100_000)).is_err());
    assert!(Filter::parse(&format!("{}tcp", "not ".repeat(4000))).is_ok());
    assert!(Filter::parse(&"!".repeat(16_000)).is_err());
    assert!(Filter::parse(&["tcp"; 2000].join(" or ")).is_ok());
    let ports: Vec<String> = (0..2000).map(|port| port.to_string()).collect();
    assert!(Filter::parse(&format!("tcp.port in {{{}}}", ports.join(" "))).is_ok());
}

#[test]
fn every_key_can_be_asked_for() {
    let all: Vec<String> = keys().collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a key stands twice");
    for key in &all {
        filter(key);
    }
    // the words of the language are no protocols
    for protocol in proto::ALL {
        for word in ["frame", "finding", "quoted", "and", "or", "not", "in", "contains"] {
            assert_ne!(protocol.key, word);
        }
    }
}

/// A value as one types it.
fn typed(span: &Span, frame: &[u8]) -> Option<String> {
    let hex = |octets: &[u8]| -> String { octets.iter().map(|octet| format!("{octet:02x}")).collect() };
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    match &span.value {
        Value::Uint(number) => Some(number.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Flag(set) => Some(u8::from(*set).to_string()),
        Value::Mac(octets) => Some(octets.map(|octet| format!("{octet:02x}")).join(":")),
        Value::Ipv4(address) => Some(address.to_string()),
        Value::Ipv6(address) => Some(address.to_string()),
        Value::Text(text) | Value::Name(text) => Some(quoted(text)),
        Value::Octets if span.is_aligned() && matches!(span.field?.kind, Kind::Bytes) => {
            Some(format!("0x{}", hex(&frame[span.octets()])))
        }
        _ => None,
    }
}

/// Every span with a value, and the keys on the way to it.
fn valued<'a>(spans: &'a [Span], way: &[&'static Label], each: &mut dyn FnMut(&[&'static Label], &'a Span)) {
    for span in spans {
        let way = [way, &[span.label]].concat();
        if span.field.is_some() && span.value != Value::None {
            each(&way, span);
        } else {
            valued(&span.children, &way, each);
        }
    }
}

/// Whatever the tree shows can be asked for, with the value that it shows, by the names on the way to it: the slots
/// of the fast path and the walk of the slow one read the same.
#[test]
fn every_value_shown_is_found_under_its_key() {
    let mut dissector = Dissector::new();
    let mut asked = BTreeMap::<String, Filter>::new();
    let mut fast = 0;
    for sample in SAMPLES {
        for frame in frames(sample) {
            let original = frame.original as usize;
            let stack = dissector.dissect(&frame.octets, original, None, proto::root(sample.link));
            let facts = Facts::of(sample.link);
            for explained in explain(&stack) {
                let layer = &stack.layers[explained.layer];
                let prefix = if layer.quoted { "quoted." } else { "" };
                let own: Vec<Span> = explained
                    .spans
                    .into_iter()
                    .filter(|span| span.bits.start < layer.body * 8 && !span.is_derived())
                    .collect();
                valued(&own, &[], &mut |way, span| {
                    // a text protocol finds its groups itself; they are in no table
                    let is_free = layer.protocol.key == "http";
                    let way = if is_free { &way[way.len() - 1..] } else { way };
                    let names: Vec<&str> = way.iter().map(|label| label.key).collect();
                    let key = format!("{prefix}{}.{}", layer.protocol.key, names.join("."));
                    let Some(value) = typed(span, stack.frame) else { return };
                    for source in [format!("{key} == {value}"), format!("{key} in {{{value}}}")] {
                        let filter = asked.entry(source.clone()).or_insert_with(|| filter(&source));
                        assert!(filter.matches(&stack, &facts), "{}: {source}", sample.name);
                        fast += usize::from(!filter.needs_spans());
                    }
                    let source = format!("{key} != {value}");
                    let filter = asked.entry(source.clone()).or_insert_with(|| filter(&source));
                    assert!(!filter.matches(&stack, &facts), "{}: {source}", sample.name);
                });
            }
        }
    }
    assert!(asked.len() > 2000, "only {} values were asked for", asked.len());
    assert!(fast > 1000, "only {fast} were read without spans");
}

/// Expressions of all sorts, for the properties below.
const MANY: &[&str] = &[
    "arp",
    "tcp.syn",
    "tcp.port == 80",
    "ipv4.src in 172.16.0.0/16",
    "ipv4.ttl < 64",
    "udp.port != 53",
    "ethernet.type == ipv4",
    "dns.qname contains example",
    "tcp.mss == 1460",
    "frame.len > 80",
    "finding",
    "quoted.ipv4",
    "icmp.identifier == 1",
    "http.method == GET",
    "ipv6.addr in fe80::/10",
    "dns.qr",
    "frame.time_relative > 0.0001",
    "tcp.options.kind == sack",
    "frame contains 0x00",
    "arp.spa in {172.16.10.10}",
];

/// Each of them, and its contrary.
static BOTH: LazyLock<Vec<(Filter, Filter)>> =
    LazyLock::new(|| MANY.iter().map(|source| (filter(source), filter(&format!("not {source}")))).collect());

/// Both are asked of every frame of every sample, and must agree.
#[track_caller]
fn assert_same(one: &str, other: &str) {
    let (first, second) = (filter(one), filter(other));
    for sample in SAMPLES {
        let (a, b) = (wanted_with(&first, sample, &[]), wanted_with(&second, sample, &[]));
        assert_eq!(a, b, "{one} and {other} in {}", sample.name);
    }
}

#[test]
fn the_laws_of_logic_hold() {
    for (i, a) in MANY.iter().enumerate() {
        assert_same(a, &format!("not not {a}"));
        assert_same(a, &format!("not (not ({a}))"));
        let b = MANY[(i * 7 + 3) % MANY.len()];
        let c = MANY[(i * 11 + 5) % MANY.len()];
        assert_same(&format!("not ({a} and {b})"), &format!("not {a} or not {b}"));
        assert_same(&format!("not ({a} or {b})"), &format!("not {a} and not {b}"));
        assert_same(&format!("{a} or {b} and {c}"), &format!("({c} && {b}) || {a}"));
        assert_same(&format!("{a} and ({b} or {c})"), &format!("{a} and {b} or {a} and {c}"));
    }
}

/// Our expression and what tshark calls the same.
#[rustfmt::skip]
const WITNESSES: &[(&str, &str)] = &[
    ("arp", "arp"),
    ("arp.op == reply", "arp.opcode == 2"),
    ("arp.spa in 172.16.10.10/31", "arp.src.proto_ipv4 == 172.16.10.10/31"),
    ("ethernet.type == ipv4", "eth.type == 0x0800"),
    ("ethernet.length < 40", "eth.len < 40"),
    ("ethernet.addr == 02:00:00:00:10:10", "eth.addr == 02:00:00:00:10:10"),
    ("ethernet.addr != 02:00:00:00:10:10", "eth.addr != 02:00:00:00:10:10"),
    ("ethernet.dst in 01:00:5e:00:00:00/25", "eth.dst[0:3] == 01:00:5e and eth.dst[3] < 80"),
    ("tcp.dst_port == 80 and ipv4.src in 172.16.0.0/16", "tcp.dstport == 80 and ip.src == 172.16.0.0/16"),
    ("tcp.port in {53, 400..500}", "tcp.port == 53 or tcp.port in {400..500}"),
    ("tcp.syn and not tcp.ack_flag", "tcp.flags.syn == 1 and not tcp.flags.ack == 1"),
    ("tcp.fin or tcp.rst", "tcp.flags.fin == 1 or tcp.flags.reset == 1"),
    ("tcp.mss == 1460", "tcp.options.mss_val == 1460"),
    ("tcp.sack_permitted", "tcp.options.sack_perm"),
    ("tcp.window > 60000", "tcp.window_size_value > 60000"),
    ("ipv4.ttl < 64 or ipv4.df", "ip.ttl < 64 or ip.flags.df == 1"),
    ("ipv4.fragment_offset == 0 and ipv4.ttl > 60", "ip.frag_offset == 0 and ip.ttl > 60"),
    ("ipv4.protocol != udp", "ip.proto != 17"),
    ("ipv4.record_route", "ip.opt.type == 7"),
    ("icmp.type == echo-request", "icmp.type == 8"),
    ("icmp.sequence == 1", "icmp.seq == 1"),
    ("ipv6.addr in ff00::/8", "ipv6.addr == ff00::/8"),
    ("ipv6.hop_limit in 1..63", "ipv6.hlim in {1..63}"),
    ("dns.qname == www.example.com", "dns.qry.name == \"www.example.com\""),
    ("dns.qr and not dns.aa", "dns.flags.response == 1 and not dns.flags.authoritative == 1"),
    ("dns.cname == web.example.com", "dns.cname == \"web.example.com\""),
    ("dhcp.message_type == discover", "dhcp.option.dhcp == 1"),
    ("dhcp.domain_server == 172.16.10.53", "dhcp.option.domain_name_server == 172.16.10.53"),
    ("http.method == GET", "http.request.method == \"GET\""),
    ("http.status_code in 200..299", "http.response.code in {200..299}"),
    ("tcp contains \"Host:\"", "tcp contains \"Host:\""),
    ("padding or trailer", "eth.padding or eth.trailer"),
    ("frame.len > 100 and frame.captured < 200", "frame.len > 100 and frame.cap_len < 200"),
];

/// A pcap file of frames: 24 octets of header, then 16 and the octets for each. They come one a second.
fn pcap(samples: &[&Sample]) -> Vec<u8> {
    let mut file = Vec::new();
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, 1] {
        file.extend(u32::to_le_bytes(word));
    }
    // tshark counts nothing in the last second: it gets a frame that is not asked about
    let sentinel = samples.first().and_then(|sample| frames(sample).first());
    for (second, frame) in (0..).zip(samples.iter().flat_map(|sample| frames(sample)).chain(sentinel)) {
        for word in [second, 0, frame.octets.len() as u32, frame.original] {
            file.extend(u32::to_le_bytes(word));
        }
        file.extend(&frame.octets);
    }
    file
}

/// The numbers in a row of tshark's statistics: frames and octets for each filter in turn; `None` of other lines.
fn statistics(line: &str) -> Option<Vec<u64>> {
    let mut cells = line.trim_matches('|').split('|').map(str::trim);
    cells.next().filter(|interval| interval.contains("<>"))?;
    cells.map(|cell| cell.parse().ok()).collect()
}

/// tshark puts fragments together, which a filter of single frames does not: that sample would answer otherwise. It
/// also counts what is quoted, so error messages are left out.
const NOT_FOR_TSHARK: &[&str] = &["ipv4-fragments"];

#[test]
fn tshark_matches_the_same_frames() {
    let quotes = |sample: &&Sample| wanted_with(&filter("quoted"), sample, &[]).is_empty();
    let samples: Vec<&Sample> = SAMPLES
        .iter()
        .filter(|sample| sample.link == 1 && !NOT_FOR_TSHARK.contains(&sample.name))
        .filter(quotes)
        .collect();
    let file = directory("filter-for-tshark").join("samples.pcap");
    fs::write(&file, pcap(&samples)).expect("a file");
    // one row a second and so a frame, one pair of columns a filter
    let filters: Vec<&str> = WITNESSES.iter().map(|(_, theirs)| *theirs).collect();
    let mut tshark = Command::new("tshark");
    tshark.arg("-r").arg(&file).args(["-n", "-q", "-z", &format!("io,stat,1,{}", filters.join(","))]);
    let Some(output) = ask("tshark", &mut tshark) else { return };
    let rows: Vec<Vec<u64>> = output.lines().filter_map(statistics).collect();
    let count: usize = samples.iter().map(|sample| frames(sample).len()).sum();
    assert_eq!(rows.len(), count, "{output}");
    for (i, (ours, theirs)) in WITNESSES.iter().enumerate() {
        let theirs_wanted: Vec<u64> =
            (1..).zip(&rows).filter(|(_, row)| row[2 * i] == 1).map(|(number, _)| number).collect();
        let filter = filter(ours);
        let mut before = 0;
        let mut ours_wanted = Vec::new();
        for sample in &samples {
            ours_wanted.extend(wanted_with(&filter, sample, &[]).iter().map(|number| number + before));
            before += frames(sample).len() as u64;
        }
        assert_eq!(ours_wanted, theirs_wanted, "{ours} against {theirs}");
        assert!(!ours_wanted.is_empty(), "{ours} matches nothing, so it tells nothing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Any characters at all.
    #[test]
    fn parsing_ends_for_any_text(source in any::<String>()) {
        let _ = Filter::parse(&source);
    }

    /// Text made of what expressions are made of.
    #[test]
    fn parsing_ends_for_any_words(words in prop::collection::vec(prop::sample::select(WORDS), 0..12), spaced in any::<bool>()) {
        let source = words.join(if spaced { " " } else { "" });
        if let Err(trouble) = Filter::parse(&source) {
            // the mark stands below the expression, not behind it
            let lines: Vec<&str> = trouble.what.en.lines().collect();
            prop_assert_eq!(lines.len(), 3, "{}", trouble.what.en);
            prop_assert!(netlab::draw::width(lines[2]) <= netlab::draw::width(lines[1]) + 1);
        }
    }

    /// Samples cut short and damaged are asked everything without a panic.
    #[test]
    fn damaged_frames_are_asked(
        which in any::<prop::sample::Index>(),
        length in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        octet in any::<u8>(),
    ) {
        let sample = which.get(SAMPLES);
        let mut octets = frames(sample)[0].octets.clone();
        let place = place.index(octets.len());
        octets[place] = octet;
        octets.truncate(length.index(octets.len() + 1));
        let mut dissector = Dissector::new();
        let stack = dissector.dissect(&octets, octets.len(), None, proto::root(sample.link));
        let facts = Facts::of(sample.link);
        for (yes, no) in BOTH.iter() {
            prop_assert_eq!(yes.matches(&stack, &facts), !no.matches(&stack, &facts));
        }
    }
}

const WORDS: &[&str] = &[
    "tcp",
    "tcp.port",
    "ipv4.src",
    "ipv4.",
    ".",
    "..",
    "dns.qname",
    "arp.op",
    "frame.time",
    "frame",
    "quoted.udp",
    "finding.severity",
    "and",
    "or",
    "not",
    "in",
    "contains",
    "==",
    "!=",
    "<",
    ">=",
    "=",
    "(",
    ")",
    "{",
    "}",
    ",",
    "!",
    "&&",
    "||",
    "80",
    "0x50",
    "80-90",
    "172.16.0.0/16",
    "fe80::/10",
    "02:00:00:00:10:10",
    "\"",
    "'text'",
    "\\",
    "-",
    "/",
    "2020-07-28T00:37:23Z",
    "request",
    "检验和",
    "（",
    "é",
    "\n",
    "\u{202e}",
];

/// What `docs/filter.md` shows can be typed.
#[test]
fn the_examples_of_the_page_are_read() {
    let page = common::read("docs/filter.md");
    let examples = page.split("## Examples").nth(1).expect("examples");
    let sources: Vec<&str> = examples.split('`').skip(1).step_by(2).collect();
    assert!(sources.len() > 10, "{sources:?}");
    sources.into_iter().for_each(|source| drop(filter(source)));
    let trouble = Filter::parse("ipv4.ttl == 300").unwrap_err();
    let shown = trouble.what.en.replace('\n', "\n       ");
    assert!(page.contains(&format!("error: {shown}\n")), "{shown}");
    for key in page.split('`').filter(|word| word.starts_with("frame.") || word.starts_with("finding.")) {
        filter(key);
    }
}
