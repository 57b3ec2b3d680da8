//! What answers a frame: a rule made out of the frame, in the words of `--where`.

use crate::filter::{Facts, Filter};
use crate::packet::{Span, Value, explain_layer};
use crate::spec::write::shown_mac;
use crate::spec::{Stack, Trouble};
use std::net::Ipv4Addr;

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    key: &'static str,
    value: String,
}

/// What answers a frame.
pub struct Rule {
    /// The answer, as `--where` has it.
    pub answer: String,
    /// An error message that quotes the frame, likewise.
    pub error: Option<String>,
    /// The keys that the answer is known by.
    pub keys: Vec<&'static str>,
    /// And those that the error is known by.
    pub error_keys: Vec<&'static str>,
    answers: Filter,
    errors: Option<Filter>,
}

/// What a frame is, held against a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fits {
    /// It is the answer.
    Answer,
    /// It is an error message about the question.
    Error,
    /// Neither.
    No,
}

impl Rule {
    fn new(terms: &[Term], more: Option<&str>, quoted: &[Term]) -> Result<Rule, Trouble> {
        let say = |terms: &[Term]| {
            let all: Vec<String> =
                terms.iter().map(|Term { key, value }| format!("{key} == {value}")).collect();
            all.join(" and ")
        };
        let keys_of = |terms: &[Term]| terms.iter().map(|term| term.key).collect();
        let (keys, error_keys) = (keys_of(terms), keys_of(quoted));
        let mut answer = say(terms);
        if let Some(more) = more {
            answer = if answer.is_empty() { more.into() } else { format!("{answer} and {more}") };
        }
        let error = (!quoted.is_empty()).then(|| say(quoted));
        Ok(Rule {
            answers: Filter::parse(&answer)?,
            errors: error.as_deref().map(Filter::parse).transpose()?,
            answer,
            error,
            keys,
            error_keys,
        })
    }

    /// What a frame is.
    pub fn fits(&self, stack: &Stack<'_>, link: u32) -> Fits {
        let facts = Facts::of(link);
        if self.answers.matches(stack, &facts) {
            return Fits::Answer;
        }
        match &self.errors {
            Some(errors) if errors.matches(stack, &facts) => Fits::Error,
            _ => Fits::No,
        }
    }
}

/// The innermost layer of that protocol which is not quoted.
pub fn layer(stack: &Stack<'_>, protocol: &str) -> Option<usize> {
    stack.layers.iter().rposition(|layer| !layer.quoted && layer.protocol.key == protocol)
}

/// The first span of that key, at any depth.
pub fn find<'a>(spans: &'a [Span], key: &str) -> Option<&'a Span> {
    spans.iter().find_map(|span| if span.label.key == key { Some(span) } else { find(&span.children, key) })
}

/// The value of a field, the first of that key.
pub fn value(stack: &Stack<'_>, protocol: &str, key: &str) -> Option<Value> {
    let explained = explain_layer(stack, layer(stack, protocol)?);
    find(&explained.spans, key).map(|span| span.value.clone())
}

/// A number.
pub fn number(stack: &Stack<'_>, protocol: &str, key: &str) -> Option<u64> {
    match value(stack, protocol, key)? {
        Value::Uint(number) => Some(number),
        Value::Flag(set) => Some(set.into()),
        _ => None,
    }
}

/// An IPv4 address.
pub fn ipv4(stack: &Stack<'_>, protocol: &str, key: &str) -> Option<Ipv4Addr> {
    match value(stack, protocol, key)? {
        Value::Ipv4(address) => Some(address),
        _ => None,
    }
}

/// A MAC address.
pub fn mac(stack: &Stack<'_>, protocol: &str, key: &str) -> Option<[u8; 6]> {
    match value(stack, protocol, key)? {
        Value::Mac(mac) => Some(mac),
        _ => None,
    }
}

/// A field as `--where` writes its value.
fn written(stack: &Stack<'_>, protocol: &str, key: &str) -> Option<String> {
    Some(match value(stack, protocol, key)? {
        Value::Uint(number) => number.to_string(),
        Value::Flag(set) => u8::from(set).to_string(),
        Value::Mac(mac) => shown_mac(&mac),
        Value::Ipv4(address) => address.to_string(),
        Value::Ipv6(address) => address.to_string(),
        Value::Name(name) => format!("\"{name}\""),
        _ => return None,
    })
}

/// The fields of the answer and the question that have to be equal: `(key in the answer, layer and field of the question)`.
type Pairs = &'static [(&'static str, &'static str, &'static str)];

fn terms(stack: &Stack<'_>, pairs: Pairs) -> Vec<Term> {
    let term = |(key, protocol, field): &(&'static str, &'static str, &'static str)| {
        Some(Term { key, value: written(stack, protocol, field)? })
    };
    pairs.iter().filter_map(term).collect()
}

const DATAGRAM: Pairs = &[
    ("ipv4.src", "ipv4", "dst"),
    ("ipv4.dst", "ipv4", "src"),
    ("ipv6.src", "ipv6", "dst"),
    ("ipv6.dst", "ipv6", "src"),
];
const UDP: Pairs = &[("udp.src_port", "udp", "dst_port"), ("udp.dst_port", "udp", "src_port")];
const TCP: Pairs = &[("tcp.src_port", "tcp", "dst_port"), ("tcp.dst_port", "tcp", "src_port")];
const QUOTED: Pairs = &[
    ("quoted.ipv4.src", "ipv4", "src"),
    ("quoted.ipv4.dst", "ipv4", "dst"),
    ("quoted.ipv6.src", "ipv6", "src"),
    ("quoted.ipv6.dst", "ipv6", "dst"),
];
const QUOTED_UDP: Pairs =
    &[("quoted.udp.src_port", "udp", "src_port"), ("quoted.udp.dst_port", "udp", "dst_port")];
const QUOTED_TCP: Pairs =
    &[("quoted.tcp.src_port", "tcp", "src_port"), ("quoted.tcp.dst_port", "tcp", "dst_port")];
const QUOTED_ECHO: Pairs =
    &[("quoted.icmp.identifier", "icmp", "identifier"), ("quoted.icmp.sequence", "icmp", "sequence")];

/// The rule for the answer to a frame; `None` where nothing answers such a frame.
///
/// # Errors
/// The rule cannot be read: that is netlab's mistake.
pub fn rule(stack: &Stack<'_>) -> Result<Option<Rule>, Trouble> {
    let has = |protocol: &str| layer(stack, protocol).is_some();
    let rule = if has("arp") {
        arp(stack)
    } else if has("dhcp") {
        dhcp(stack)
    } else if has("udp") {
        let mut all = datagram(stack);
        all.extend(terms(stack, UDP));
        if has("dns") {
            all.extend(terms(
                stack,
                &[("dns.id", "dns", "id"), ("dns.qname", "dns", "qname"), ("dns.qtype", "dns", "qtype")],
            ));
        }
        Some((all, has("dns").then(|| "dns.qr == 1".to_string()), quoted(stack, QUOTED_UDP)))
    } else if has("tcp") {
        tcp(stack)
    } else if has("icmp") {
        echo(stack)
    } else if has("icmpv6") {
        icmpv6(stack)
    } else {
        None
    };
    rule.map(|(terms, more, quoted)| Rule::new(&terms, more.as_deref(), &quoted)).transpose()
}

type Parts = (Vec<Term>, Option<String>, Vec<Term>);

/// Who is asked answers: but a group or all hosts do not answer as such.
fn datagram(stack: &Stack<'_>) -> Vec<Term> {
    let mut all = terms(stack, DATAGRAM);
    let is_group = mac(stack, "ethernet", "dst").is_some_and(|mac| mac[0] & 1 == 1);
    all.retain(|term| !(term.value == "0.0.0.0" || is_group && term.key.ends_with(".src")));
    all
}

fn quoted(stack: &Stack<'_>, pairs: Pairs) -> Vec<Term> {
    let mut all = terms(stack, QUOTED);
    all.extend(terms(stack, pairs));
    all
}

/// RFC 826; and for a probe RFC 5227 §2.1.1: any packet from who has the address.
fn arp(stack: &Stack<'_>) -> Option<Parts> {
    const REQUEST: u64 = 1;
    let (spa, tpa) = (ipv4(stack, "arp", "spa")?, ipv4(stack, "arp", "tpa")?);
    if number(stack, "arp", "op")? != REQUEST {
        return None;
    }
    if spa.is_unspecified() || spa == tpa {
        return Some((terms(stack, &[("arp.spa", "arp", "tpa")]), None, Vec::new()));
    }
    let all = terms(stack, &[("arp.spa", "arp", "tpa"), ("arp.tpa", "arp", "spa")]);
    Some((all, Some("arp.op == reply".into()), Vec::new()))
}

/// RFC 2131 §3.1: an offer for a discover (an ACK, if the server commits at once: RFC 4039), an ACK or NAK for a request.
fn dhcp(stack: &Stack<'_>) -> Option<Parts> {
    let explained = explain_layer(stack, layer(stack, "dhcp")?);
    let kind = find(&explained.spans, "message_type").and_then(|option| find(&option.children, "type"));
    let kinds = match kind.map(|kind| &kind.value) {
        Some(Value::Uint(1)) => "{2, 5}",
        Some(Value::Uint(3)) => "{5, 6}",
        Some(Value::Uint(8)) => "{5}",
        _ => return None,
    };
    let all = terms(stack, &[("dhcp.xid", "dhcp", "xid")]);
    Some((all, Some(format!("dhcp.op == 2 and dhcp.message_type in {kinds}")), Vec::new()))
}

/// RFC 9293 §3.10.7.1 and .4: what acknowledges the segment, or a reset.
fn tcp(stack: &Stack<'_>) -> Option<Parts> {
    let at = layer(stack, "tcp")?;
    let flag = |key| number(stack, "tcp", key).unwrap_or(0);
    let length = stack.payload(at).len() as u64 + flag("syn") + flag("fin");
    let next = (number(stack, "tcp", "seq")? + length) & u64::from(u32::MAX);
    let mut all = datagram(stack);
    all.extend(terms(stack, TCP));
    let more = match length {
        0 => None,
        _ => Some(format!("(tcp.ack == {next} or tcp.rst)")),
    };
    Some((all, more, quoted(stack, QUOTED_TCP)))
}

/// RFC 792, RFC 1122 §3.2.2.6.
fn echo(stack: &Stack<'_>) -> Option<Parts> {
    const REQUEST: u64 = 8;
    if number(stack, "icmp", "type")? != REQUEST {
        return None;
    }
    let mut all = datagram(stack);
    all.extend(terms(
        stack,
        &[("icmp.identifier", "icmp", "identifier"), ("icmp.sequence", "icmp", "sequence")],
    ));
    Some((all, Some("icmp.type == 0".into()), quoted(stack, QUOTED_ECHO)))
}

/// RFC 4443 §4, RFC 4861 §7.2.
fn icmpv6(stack: &Stack<'_>) -> Option<Parts> {
    match number(stack, "icmpv6", "type")? {
        128 => {
            let mut all = datagram(stack);
            all.extend(terms(
                stack,
                &[("icmpv6.identifier", "icmpv6", "identifier"), ("icmpv6.sequence", "icmpv6", "sequence")],
            ));
            Some((all, Some("icmpv6.type == 129".into()), quoted(stack, &[])))
        }
        135 => {
            let all = terms(stack, &[("icmpv6.target_address", "icmpv6", "target_address")]);
            Some((all, Some("icmpv6.type == 136".into()), Vec::new()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::Dissector;
    use crate::sample::find;

    fn of(sample: &str, frame: usize) -> Option<(String, Option<String>)> {
        let sample = find(sample).unwrap();
        let frame = &sample.frames()[frame];
        let mut dissector = Dissector::new();
        let root = crate::proto::root(sample.link);
        let stack = dissector.dissect(&frame.octets, frame.octets.len(), None, root);
        rule(&stack).unwrap().map(|rule| (rule.answer, rule.error))
    }

    #[test]
    fn a_rule_is_made_of_the_question() {
        let says = |sample| of(sample, 0).unwrap().0;
        assert_eq!(
            says("arp-request"),
            "arp.spa == 172.16.10.11 and arp.tpa == 172.16.10.10 and arp.op == reply"
        );
        assert_eq!(says("arp-probe"), "arp.spa == 172.16.10.10");
        assert!(says("dhcp-discover").starts_with("dhcp.xid == "));
        assert!(says("tcp-syn").contains(" or tcp.rst)"));
        assert!(says("ipv6-nd").ends_with("icmpv6.type == 136"));
        assert!(of("arp-reply", 0).is_none());
        assert!(of("llc-stp", 0).is_none());
    }

    /// Of every sample that holds a question with its answer the rule knows the answer, and takes no other frame for it.
    #[test]
    fn the_rule_knows_the_answer() {
        for (name, question, answer) in [
            ("icmp-echo", 0, 1),
            ("tcp-handshake", 0, 1),
            ("dhcp", 0, 1),
            ("dhcp", 2, 3),
            ("ipv6-nd", 0, 1),
            ("ipv6-echo", 0, 1),
            ("tcp-data", 0, 1),
        ] {
            let sample = find(name).unwrap();
            let frames = sample.frames();
            let root = crate::proto::root(sample.link);
            let mut dissector = Dissector::new();
            let octets = &frames[question].octets;
            let rule = rule(&dissector.dissect(octets, octets.len(), None, root)).unwrap().unwrap();
            for (i, frame) in frames.iter().enumerate() {
                let stack = dissector.dissect(&frame.octets, frame.octets.len(), None, root);
                let fits = rule.fits(&stack, sample.link);
                if i == answer {
                    assert_eq!(fits, Fits::Answer, "{name} {i}: {}", rule.answer);
                } else if i == question {
                    assert_eq!(fits, Fits::No, "{name} {i}: {}", rule.answer);
                }
            }
        }
    }
}
