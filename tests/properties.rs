//! What holds for every frame there can be: every bit has exactly one name, nothing panics, and a second reader of the
//! fixed headers agrees.

use netlab::packet::{Dissector, Explained, Explainer, Span, Value, explain};
use netlab::proto;
use netlab::sample::SAMPLES;
use netlab::spec::{Protocol, Stack};
use pnet_packet::{Packet, arp, ethernet, icmp, ipv4, tcp, udp};
use proptest::prelude::*;

/// The bit ranges of all spans that own octets and have no parts, in order.
fn leaves(explained: &[Explained]) -> Vec<(usize, usize, &'static str)> {
    let mut leaves = Vec::new();
    for layer in explained {
        for span in &layer.spans {
            span.leaves(false, &mut |leaf| leaves.push((leaf.bits.start, leaf.bits.end, leaf.label.key)));
        }
    }
    leaves.sort_unstable();
    leaves
}

/// Every bit of the frame belongs to exactly one leaf; children tile their parents.
fn assert_tiled(stack: &Stack<'_>, explained: &[Explained]) {
    let mut at = 0;
    for (start, end, key) in leaves(explained) {
        assert_eq!(start, at, "gap or overlap before {key} in {:02x?}", stack.frame);
        assert!(end > start, "{key} owns nothing in {:02x?}", stack.frame);
        at = end;
    }
    assert_eq!(at, stack.frame.len() * 8, "the end of {:02x?} has no name", stack.frame);
    for layer in explained {
        layer.spans.iter().for_each(assert_children);
    }
}

fn assert_children(span: &Span) {
    if let (Some(first), Some(last)) = (span.children.first(), span.children.last()) {
        assert_eq!(first.bits.start, span.bits.start, "{}", span.label.key);
        assert_eq!(last.bits.end, span.bits.end, "{}", span.label.key);
        for pair in span.children.windows(2) {
            assert_eq!(pair[0].bits.end, pair[1].bits.start, "in {}", span.label.key);
        }
    }
    span.children.iter().for_each(assert_children);
}

/// Layers stand inside their parents, behind them in the list.
fn assert_nested(stack: &Stack<'_>) {
    for (i, layer) in stack.layers.iter().enumerate() {
        assert!(layer.start <= layer.body && layer.body <= layer.end && layer.end <= stack.frame.len());
        if i > 0 {
            let parent = &stack.layers[layer.parent];
            assert!(layer.parent < i || stack.frame.is_empty());
            assert!(layer.parent == i || (parent.body <= layer.start || layer.parent == 0));
        }
    }
}

/// Takes a frame apart and checks all that must hold.
fn check(octets: &[u8], root: &'static Protocol) {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, octets.len(), None, root);
    assert_nested(&stack);
    let explained = explain(&stack);
    assert_tiled(&stack, &explained);
    let mut line = String::new();
    for i in 0..stack.layers.len() {
        (stack.layers[i].protocol.summary)(&stack, i, &mut line);
    }
    assert!(!line.chars().any(char::is_control), "a control character in {line:?}");
}

#[test]
fn what_was_explained_before_changes_nothing() {
    let mut explainer = Explainer::default();
    let frames =
        SAMPLES.iter().flat_map(|sample| sample.frames().into_iter().map(move |frame| (sample.link, frame)));
    for (link, frame) in frames {
        let mut dissector = Dissector::new();
        let stack = dissector.dissect(&frame.octets, frame.octets.len(), None, proto::root(link));
        let alone = format!("{:?}", explain(&stack));
        assert_eq!(format!("{:?}", explainer.explain(&stack)), alone);
        assert_eq!(format!("{:?}", explainer.explain(&stack)), alone);
    }
}

#[test]
fn every_truncation_of_every_sample_is_tiled_and_says_what_is_missing() {
    for sample in SAMPLES {
        for frame in sample.frames() {
            let root = proto::root(sample.link);
            for length in 0..=frame.octets.len() {
                check(&frame.octets[..length], root);
            }
        }
    }
}

#[test]
fn a_cut_header_is_said() {
    let frame = &SAMPLES[0].frames()[0];
    let mut dissector = Dissector::new();
    for length in 0..42 {
        let stack = dissector.dissect(&frame.octets[..length], 60, None, proto::root(1));
        let said = stack.layers.iter().any(|layer| layer.stop.is_some());
        assert!(said, "nothing said of {length} octets of 42");
    }
}

#[test]
fn depth_is_bounded_and_said() {
    // IPv4 in IPv4 in IPv4 ..., each header 20 octets with protocol 4
    let mut octets = Vec::new();
    let depth = 200;
    for i in 0..depth {
        let length = (20 * (depth - i)) as u16;
        octets.extend([0x45, 0, (length >> 8) as u8, length as u8, 0, 0, 0, 0, 64, 4, 0, 0]);
        octets.extend([10, 0, 0, 1, 10, 0, 0, 2]);
    }
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(&octets, octets.len(), None, &proto::IPV4);
    assert!(stack.layers.len() <= netlab::packet::DEPTH + 1, "{} layers", stack.layers.len());
    check(&octets, &proto::IPV4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any octets at all, taken for any protocol.
    #[test]
    fn any_octets_are_tiled(octets in prop::collection::vec(any::<u8>(), 0..300), which in any::<prop::sample::Index>()) {
        check(&octets, proto::ALL[which.index(proto::ALL.len())]);
    }

    /// Samples with a few octets changed: most of the structure stays, and the lies are in the fields that count.
    #[test]
    fn damaged_samples_are_tiled(
        which in any::<prop::sample::Index>(),
        frame in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let sample = which.get(SAMPLES);
        let frames = sample.frames();
        let mut octets = frame.get(&frames).octets.clone();
        for (place, octet) in changes {
            let place = place.index(octets.len());
            octets[place] = octet;
        }
        check(&octets, proto::root(sample.link));
    }
}

/// The values of a layer's fields by key, the fixed ones first.
fn values(explained: &Explained) -> impl Fn(&str) -> Value + '_ {
    |key| {
        let span = explained.spans.iter().find(|span| span.label.key == key);
        span.unwrap_or_else(|| panic!("no field {key}")).value.clone()
    }
}

fn number(value: u64) -> Value {
    Value::Uint(value)
}

/// pnet_packet reads the fixed headers of every sample as the tables do. Its getters for these five were probed and
/// found sound; those for lengths and options were not, and are not asked.
#[test]
fn pnet_agrees_on_every_fixed_field() {
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for sample in SAMPLES {
        for frame in sample.frames() {
            let mut dissector = Dissector::new();
            let original = frame.original as usize;
            let stack = dissector.dissect(&frame.octets, original, None, proto::root(sample.link));
            for explained in explain(&stack) {
                let layer = &stack.layers[explained.layer];
                if layer.stop.is_some() {
                    continue;
                }
                let bytes = stack.bytes(explained.layer);
                let value = values(&explained);
                if agrees(layer.protocol.key, bytes, &value) {
                    *seen.entry(layer.protocol.key).or_default() += 1;
                }
            }
        }
    }
    for key in ["ethernet", "arp", "ipv4", "icmp", "udp", "tcp"] {
        assert!(seen.get(key).is_some_and(|count| *count > 2), "{key} was hardly compared: {seen:?}");
    }
}

fn agrees(key: &str, bytes: &[u8], value: &dyn Fn(&str) -> Value) -> bool {
    let same = |key: &str, theirs: u64| assert_eq!(value(key), number(theirs), "{key}");
    let flag = |key: &str, theirs: bool| assert_eq!(value(key), Value::Flag(theirs), "{key}");
    match key {
        "ethernet" => {
            let theirs = ethernet::EthernetPacket::new(bytes).unwrap();
            assert_eq!(value("dst"), Value::Mac(theirs.get_destination().octets()));
            assert_eq!(value("src"), Value::Mac(theirs.get_source().octets()));
            let third = theirs.get_ethertype().0;
            same(if third < 1536 { "length" } else { "type" }, third.into());
        }
        "arp" => {
            let theirs = arp::ArpPacket::new(bytes).unwrap();
            same("hrd", theirs.get_hardware_type().0.into());
            same("pro", theirs.get_protocol_type().0.into());
            same("hln", theirs.get_hw_addr_len().into());
            same("pln", theirs.get_proto_addr_len().into());
            same("op", theirs.get_operation().0.into());
            assert_eq!(value("sha"), Value::Mac(theirs.get_sender_hw_addr().octets()));
            assert_eq!(value("spa"), Value::Ipv4(theirs.get_sender_proto_addr()));
            assert_eq!(value("tha"), Value::Mac(theirs.get_target_hw_addr().octets()));
            assert_eq!(value("tpa"), Value::Ipv4(theirs.get_target_proto_addr()));
        }
        "ipv4" => {
            let theirs = ipv4::Ipv4Packet::new(bytes).unwrap();
            same("version", theirs.get_version().into());
            same("ihl", theirs.get_header_length().into());
            same("dscp", theirs.get_dscp().into());
            same("ecn", theirs.get_ecn().into());
            same("total_length", theirs.get_total_length().into());
            same("identification", theirs.get_identification().into());
            flag("reserved", theirs.get_flags() & 0b100 != 0);
            flag("df", theirs.get_flags() & 0b010 != 0);
            flag("mf", theirs.get_flags() & 0b001 != 0);
            same("fragment_offset", theirs.get_fragment_offset().into());
            same("ttl", theirs.get_ttl().into());
            same("protocol", theirs.get_next_level_protocol().0.into());
            same("header_checksum", theirs.get_checksum().into());
            assert_eq!(value("src"), Value::Ipv4(theirs.get_source()));
            assert_eq!(value("dst"), Value::Ipv4(theirs.get_destination()));
        }
        "icmp" => {
            let theirs = icmp::IcmpPacket::new(bytes).unwrap();
            same("type", theirs.get_icmp_type().0.into());
            same("code", theirs.get_icmp_code().0.into());
            same("checksum", theirs.get_checksum().into());
        }
        "udp" => {
            let theirs = udp::UdpPacket::new(bytes).unwrap();
            same("src_port", theirs.get_source().into());
            same("dst_port", theirs.get_destination().into());
            same("length", theirs.get_length().into());
            same("checksum", theirs.get_checksum().into());
        }
        "tcp" => {
            let theirs = tcp::TcpPacket::new(bytes).unwrap();
            same("src_port", theirs.get_source().into());
            same("dst_port", theirs.get_destination().into());
            same("seq", theirs.get_sequence().into());
            same("ack", theirs.get_acknowledgement().into());
            same("data_offset", theirs.get_data_offset().into());
            same("reserved", theirs.get_reserved().into());
            for (i, key) in
                ["fin", "syn", "rst", "psh", "ack_flag", "urg", "ece", "cwr"].into_iter().enumerate()
            {
                flag(key, theirs.get_flags() >> i & 1 == 1);
            }
            same("window", theirs.get_window().into());
            same("checksum", theirs.get_checksum().into());
            same("urgent_pointer", theirs.get_urgent_ptr().into());
            assert_eq!(theirs.packet().len(), bytes.len());
        }
        _ => return false,
    }
    true
}
