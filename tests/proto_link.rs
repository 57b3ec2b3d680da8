//! Link layers against tshark: Ethernet and what may stand around its payload, VLAN tags, LLC, SNAP, spanning tree,
//! cooked captures, loopback and raw IP. Expected values are what `tshark -V` (4.0) prints of the same octets.

use netlab::packet::{Dissector, Explained, Span, Value, explain};
use netlab::proto::{self, link_keys, link_name, link_number, link_protocol, root};
use netlab::spec::{Protocol, Stop};

/// A classic configuration BPDU.
const STP: &str = "0180c2000000001906eab885002642420300000000008001001906eab880000000008001001906eab880800500
    00140002000f000000000000000000";
/// A rapid BPDU of Cisco's PVST+ in VLAN 1, tagged, in SNAP.
const PVST: &str = "01000ccccccd001f6d96ec048100e0010032aaaa0300000c010b000002020e8001001f6d96ec000000000080
    01001f6d96ec0080040000140002000f0000000000020001";
/// A multiple spanning tree BPDU with two further trees, priority-tagged.
const MSTP: &str =
    "0180c2000000001ef705a8928100e000008942420300000302380000001f27b47d8000030d408000001646b58c8080120100
    140002000f0000006000427265776572790000000000000000000000000000000000000000000000000000009357ebb7a8d7
    4dd5fef4f2bab50531aa00030d408000001ef705a88014fc6001001ef705a88000000000608014f88002001646b58c800003
    0d40808014";
/// An ARP request behind two tags.
const QINQ: &str = "ffffffffffff0020d25afb3f88a800c8810007d1080600010800060400010020d25afb3fac154f61000000000
    000ac154f640000000000000000000000000000";
/// Cisco's DTP: a SNAP number without a table.
const DTP: &str = "01000ccccccc001906eab8850025aaaa0300000c200401000100084c616200000200050400030005400004000a
    001906eab885000000000000000000";

/// An IPv4 datagram of 28 octets: UDP from port 1 to port 2, no data.
const UDP: &str = "4500001c0000000040117ccf7f0000017f00000100010002000801d9";

fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

/// A frame taken apart, in a shape that can be kept.
struct Taken {
    protocols: Vec<&'static str>,
    stops: Vec<Option<Stop>>,
    explained: Vec<Explained>,
}

fn take(frame: &[u8], original: usize, fcs: Option<u8>, root: &'static Protocol) -> Taken {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(frame, original, fcs, root);
    Taken {
        protocols: stack.layers.iter().map(|layer| layer.protocol.key).collect(),
        stops: stack.layers.iter().map(|layer| layer.stop.clone()).collect(),
        explained: explain(&stack),
    }
}

/// An Ethernet frame, whole, with nothing said about an FCS.
fn ethernet(hex: &str) -> Taken {
    let frame = octets(hex);
    take(&frame, frame.len(), None, &proto::ETHERNET)
}

impl Taken {
    /// The span of a path: protocol, then keys, dot by dot; `#1` is the second element of a list.
    fn span(&self, path: &str) -> Option<&Span> {
        let (protocol, keys) = path.split_once('.')?;
        let layer = self.protocols.iter().position(|key| *key == protocol)?;
        let mut spans = &self.explained[layer].spans;
        let mut found = None;
        for key in keys.split('.') {
            let span = match key.strip_prefix('#') {
                Some(number) => spans.get(number.parse::<usize>().ok()?)?,
                None => spans.iter().find(|span| span.label.key == key)?,
            };
            spans = &span.children;
            found = Some(span);
        }
        found
    }

    #[track_caller]
    fn number(&self, path: &str) -> u64 {
        match self.span(path).map(|span| &span.value) {
            Some(Value::Uint(number)) => *number,
            Some(Value::Flag(set)) => u64::from(*set),
            other => panic!("{path} is {other:?}"),
        }
    }

    #[track_caller]
    fn name(&self, path: &str) -> &'static str {
        self.span(path).and_then(|span| span.entry).unwrap_or_else(|| panic!("{path} has no name")).name
    }

    #[track_caller]
    fn mac(&self, path: &str) -> [u8; 6] {
        match self.span(path).map(|span| &span.value) {
            Some(Value::Mac(address)) => *address,
            other => panic!("{path} is {other:?}"),
        }
    }

    /// Which octets of the frame a span has.
    #[track_caller]
    fn place(&self, path: &str) -> (usize, usize) {
        let octets = self.span(path).unwrap_or_else(|| panic!("no {path}")).octets();
        (octets.start, octets.end)
    }

    fn has(&self, path: &str) -> bool {
        self.span(path).is_some()
    }

    /// The reason why the last layer is data.
    #[track_caller]
    fn why(&self) -> String {
        assert_eq!(self.protocols.last(), Some(&"data"), "{:?}", self.protocols);
        match self.stops.last() {
            Some(Some(stop)) => stop.sentence(&proto::DATA).en,
            _ => panic!("no reason"),
        }
    }
}

#[test]
fn a_configuration_bpdu() {
    let taken = ethernet(STP);
    assert_eq!(taken.protocols, ["ethernet", "llc", "stp"]);
    assert_eq!(taken.number("ethernet.length"), 38);
    assert_eq!((taken.name("llc.dsap"), taken.name("llc.control")), ("BPDU", "UI"));
    assert_eq!(taken.name("stp.type"), "Configuration");
    assert_eq!(taken.number("stp.root.priority") * 4096, 32768);
    assert_eq!(taken.number("stp.root.system_id"), 1);
    assert_eq!(taken.mac("stp.root.address"), [0x00, 0x19, 0x06, 0xea, 0xb8, 0x80]);
    assert_eq!(taken.number("stp.cost"), 0);
    assert_eq!(taken.mac("stp.bridge.address"), [0x00, 0x19, 0x06, 0xea, 0xb8, 0x80]);
    // 0x8005
    assert_eq!((taken.number("stp.port.priority"), taken.number("stp.port.number")), (8, 5));
    let seconds = ["message_age", "max_age", "hello_time", "forward_delay"]
        .map(|key| taken.number(&format!("stp.{key}")) / 256);
    assert_eq!(seconds, [0, 20, 2, 15]);
    // the Length ends inside LLC's payload: the rest is Ethernet's
    assert_eq!(taken.place("ethernet.padding"), (52, 60));
}

#[test]
fn pvst_says_which_vlan_its_tree_is_for() {
    let taken = ethernet(PVST);
    assert_eq!(taken.protocols, ["ethernet", "vlan", "llc", "snap", "stp"]);
    assert_eq!((taken.number("vlan.pcp"), taken.number("vlan.dei"), taken.number("vlan.vid")), (7, 0, 1));
    assert_eq!(taken.number("vlan.length"), 50);
    assert_eq!(taken.number("snap.oui"), 0x00000c);
    assert_eq!(taken.name("snap.pid"), "PVST+");
    assert_eq!(taken.name("stp.version"), "RSTP");
    assert_eq!(taken.name("stp.flags.role"), "Designated");
    assert_eq!((taken.number("stp.flags.proposal"), taken.number("stp.flags.tc")), (1, 0));
    assert_eq!(taken.number("stp.originating_vlan.vlan"), 1);
    assert!(taken.stops.iter().all(Option::is_none));

    // a configuration BPDU of PVST+ has an octet of padding before it
    let mut frame = octets(STP);
    frame.truncate(52);
    frame.extend([0, 0, 0, 0, 2, 0, 7]);
    frame[13] += 7;
    let taken = take(&frame, frame.len(), None, &proto::ETHERNET);
    assert_eq!(taken.number("stp.originating_vlan.vlan"), 7);
    assert_eq!(taken.place("stp.pvst_pad"), (52, 53));
}

#[test]
fn mstp_has_a_message_for_each_tree() {
    let taken = ethernet(MSTP);
    assert_eq!(taken.protocols, ["ethernet", "vlan", "llc", "stp"]);
    assert_eq!(taken.name("vlan.vid"), "null VLAN ID");
    assert_eq!(taken.name("stp.flags.role"), "Root");
    assert_eq!(taken.mac("stp.regional_root.address"), [0x00, 0x16, 0x46, 0xb5, 0x8c, 0x80]);
    assert_eq!(taken.number("stp.version_3_length"), 96);
    let name = taken.span("stp.mst.configuration.name").map(|span| span.value.clone());
    assert_eq!(name, Some(Value::Text("Brewery".into())));
    assert_eq!(taken.number("stp.mst.internal_cost"), 200_000);
    assert_eq!(taken.number("stp.mst.remaining_hops"), 20);
    assert_eq!(taken.span("stp.mst.msti").map(|span| span.children.len()), Some(2));
    assert_eq!(taken.number("stp.mst.msti.#0.regional_root.priority") * 4096, 24576);
    assert_eq!(taken.number("stp.mst.msti.#0.regional_root.system_id"), 1);
    assert_eq!(taken.name("stp.mst.msti.#1.flags.role"), "Root");
    assert_eq!(taken.number("stp.mst.msti.#1.internal_cost"), 200_000);
    assert!(taken.stops.iter().all(Option::is_none));
}

#[test]
fn a_topology_change_notification_is_four_octets() {
    let taken = ethernet(&format!("0180c2000000001906eab8850007424203 00000080 {}", "00".repeat(39)));
    assert_eq!(taken.protocols, ["ethernet", "llc", "stp"]);
    assert_eq!(taken.name("stp.type"), "Topology Change Notification");
    assert_eq!(taken.place("ethernet.padding"), (21, 60));
}

#[test]
fn two_tags_and_padding_that_grew_with_them() {
    let taken = ethernet(QINQ);
    assert_eq!(taken.protocols, ["ethernet", "svlan", "vlan", "arp"]);
    assert_eq!((taken.number("svlan.vid"), taken.number("vlan.vid")), (200, 2001));
    assert_eq!(taken.number("vlan.type"), 0x0806);
    // each tag of 4 octets came into a frame that was padded to 60 before
    assert_eq!(taken.place("ethernet.padding"), (50, 64));
    assert!(!taken.has("ethernet.trailer") && !taken.has("ethernet.fcs"));

    let long = ethernet(&format!("{QINQ}{}", "aa".repeat(6)));
    assert_eq!((long.place("ethernet.padding"), long.place("ethernet.trailer")), ((50, 68), (68, 70)));
}

#[test]
fn snap_names_what_it_has_no_table_for() {
    let taken = ethernet(DTP);
    assert_eq!(taken.protocols, ["ethernet", "llc", "snap", "data"]);
    assert_eq!(taken.name("snap.pid"), "DTP");
    assert_eq!(taken.place("data.data"), (22, 51));
    assert_eq!(taken.place("ethernet.padding"), (51, 60));
}

#[test]
fn snap_with_an_ethertype_leads_to_ip() {
    let taken = ethernet(&format!("0200000000020200000000010024aaaa030000000800{UDP}"));
    assert_eq!(taken.protocols[..5], ["ethernet", "llc", "snap", "ipv4", "udp"]);
    assert!(taken.stops.iter().all(Option::is_none));
}

#[test]
fn llc_tells_its_three_formats_apart() {
    // unnumbered XID with poll; its information field is not followed
    let xid = ethernet("0200000000020200000000010006 0001bf 8101 00");
    assert_eq!(xid.name("llc.control"), "XID, P/F");
    let ssap = xid.span("llc.cr").map(|span| span.value.clone());
    assert_eq!(ssap, Some(Value::Text("1".into())), "0x01 is a response");
    assert!(xid.why().contains("XID"));
    // supervisory RR, N(R) 5, poll
    let rr = ethernet("0200000000020200000000010004 f0f0 010b");
    assert_eq!(rr.protocols, ["ethernet", "llc"]);
    assert_eq!((rr.name("llc.supervisory"), rr.number("llc.nr"), rr.number("llc.pf")), ("RR", 5, 1));
    // information, N(S) 3, N(R) 4
    let information = ethernet("0200000000020200000000010006 f0f0 0608 aabb");
    assert_eq!((information.number("llc.ns"), information.number("llc.nr")), (3, 4));
    assert_eq!(information.place("data.data"), (18, 20));
}

#[test]
fn novell_puts_ipx_where_llc_should_be() {
    let taken = ethernet(&format!("ffffffffffff020000000001001e ffff001e {}", "00".repeat(26)));
    assert_eq!(taken.protocols, ["ethernet", "data"]);
    assert!(taken.why().contains("IPX"));
}

#[test]
fn a_length_that_is_not_there_is_said() {
    let taken = ethernet("0200000000020200000000010026 424203 0000");
    assert_eq!(taken.protocols, ["ethernet", "llc", "stp"]);
    assert_eq!(taken.stops[0], Some(Stop::Short { need: 14 + 38, have: 19, field: Some("length") }));
    // a length of nothing leaves padding only
    let taken = ethernet(&format!("0200000000020200000000010000{}", "00".repeat(46)));
    assert_eq!(taken.protocols, ["ethernet"]);
    assert_eq!(taken.place("ethernet.padding"), (14, 60));
    // neither a length nor a type
    let taken = ethernet("02000000000202000000000105dd 00");
    assert!(taken.why().contains("1501 to 1535"));
}

/// A frame of 60 octets of an experimental EtherType and zeros, and its FCS: Python's `binascii.crc32` says 0xcbf47b5d,
/// whose least significant octet goes first.
fn with_fcs() -> Vec<u8> {
    octets(&format!("020000000002 020000000001 88b5 {} 5d7bf4cb", "00".repeat(46)))
}

#[test]
fn an_fcs_that_nobody_announced_is_taken_only_if_its_crc_matches() {
    let frame = with_fcs();
    let taken = take(&frame, frame.len(), None, &proto::ETHERNET);
    assert_eq!(taken.place("data.data"), (14, 60), "data does not swallow the FCS");
    assert_eq!(taken.place("ethernet.fcs"), (60, 64));
    assert_eq!(taken.number("ethernet.fcs"), 0x5d7b_f4cb);
    let found = taken.span("ethernet.fcs").map(|span| span.label.means.en).unwrap_or_default();
    assert!(found.contains("nobody said"), "{found}");

    let mut wrong = frame.clone();
    wrong[63] ^= 1;
    let taken = take(&wrong, wrong.len(), None, &proto::ETHERNET);
    assert!(!taken.has("ethernet.fcs"));
    assert_eq!(taken.place("data.data"), (14, 64));

    // announced, it is one whatever it says, and nobody guesses
    let taken = take(&wrong, wrong.len(), Some(4), &proto::ETHERNET);
    assert_eq!(taken.place("ethernet.fcs"), (60, 64));
    let said = taken.span("ethernet.fcs").map(|span| span.label.means.en).unwrap_or_default();
    assert!(!said.contains("nobody said"), "{said}");
    // announced as absent, it is none, though the CRC matches
    let taken = take(&frame, frame.len(), Some(0), &proto::ETHERNET);
    assert!(!taken.has("ethernet.fcs"));
}

#[test]
fn a_frame_that_was_cut_off_has_lost_its_fcs_first() {
    let frame = with_fcs();
    // two octets of four were captured
    let taken = take(&frame[..62], 64, Some(4), &proto::ETHERNET);
    assert_eq!(taken.place("ethernet.fcs"), (60, 62));
    assert_eq!(taken.span("ethernet.fcs").map(|span| span.value.clone()), Some(Value::Cut { missing: 16 }));
    // none of them
    let taken = take(&frame[..40], 64, Some(4), &proto::ETHERNET);
    assert_eq!(taken.place("data.data"), (14, 40));
    assert!(!taken.has("ethernet.fcs"));
    // nobody knows, so nobody guesses
    let taken = take(&frame, 100, None, &proto::ETHERNET);
    assert!(!taken.has("ethernet.fcs"));
}

#[test]
fn a_tag_keeps_its_hands_off_the_fcs() {
    let mut frame = octets(&format!("020000000002020000000001 8100 0007 88b5{}", "00".repeat(42)));
    let crc = crc32fast::hash(&frame);
    frame.extend(crc.to_le_bytes());
    let taken = take(&frame, frame.len(), None, &proto::ETHERNET);
    assert_eq!(taken.protocols, ["ethernet", "vlan", "data"]);
    assert_eq!((taken.place("data.data"), taken.place("ethernet.fcs")), ((18, 60), (60, 64)));
}

#[test]
fn loopback_in_both_byte_orders() {
    for (link, family, name) in
        [(0, "02000000", "AF_INET"), (0, "00000002", "AF_INET"), (108, "00000002", "AF_INET")]
    {
        let frame = octets(&format!("{family}{UDP}"));
        let taken = take(&frame, frame.len(), None, root(link));
        assert_eq!(taken.protocols[1..3], ["ipv4", "udp"], "{link} {family}");
        assert_eq!(taken.name(&format!("{}.family", taken.protocols[0])), name);
    }
    for family in ["1e000000", "0000001e", "18000000", "1c000000"] {
        let frame = octets(&format!("{family} 6000000000003b40 {0} {0}", "00".repeat(16)));
        let taken = take(&frame, frame.len(), None, root(0));
        assert_eq!(taken.protocols, ["null", "ipv6"]);
        assert!(taken.name("null.family").starts_with("AF_INET6"), "{family}");
    }
    // OpenBSD's is in network byte order only
    let frame = octets(&format!("02000000{UDP}"));
    assert_eq!(take(&frame, frame.len(), None, root(108)).protocols, ["loop", "data"]);
}

#[test]
fn raw_ip_goes_by_its_version() {
    let frame = octets(UDP);
    for link in [12, 14, 101] {
        let taken = take(&frame, frame.len(), None, root(link));
        assert_eq!(taken.protocols[..3], ["raw", "ipv4", "udp"]);
    }
    assert_eq!(take(&frame, frame.len(), None, root(228)).protocols[..2], ["ipv4", "udp"]);
    // no next header
    let frame = octets(&format!("6000000000003b40 {0} {0}", "00".repeat(16)));
    assert_eq!(take(&frame, frame.len(), None, root(101)).protocols, ["raw", "ipv6"]);
    assert_eq!(take(&frame, frame.len(), None, root(229)).protocols, ["ipv6"]);
    let taken = take(&[0x12, 0x34], 2, None, root(101));
    assert_eq!(taken.protocols, ["raw", "data"]);
    assert!(taken.why().contains("neither 4 nor 6"));
    assert_eq!(take(&[], 0, None, root(101)).protocols, ["raw"]);
}

#[test]
fn cooked_captures() {
    let frame = octets(&format!("0004 0001 0006 0200000010100000 0800{UDP}"));
    let taken = take(&frame, frame.len(), None, root(113));
    assert_eq!(taken.protocols[..3], ["sll", "ipv4", "udp"]);
    assert_eq!((taken.name("sll.packet_type"), taken.name("sll.arphrd")), ("from us", "Ethernet"));
    assert_eq!(taken.mac("sll.address_field.address"), [2, 0, 0, 0, 0x10, 0x10]);
    assert_eq!(taken.place("sll.address_field.unused"), (12, 14));
    assert_eq!(taken.number("sll.protocol"), 0x0800);

    let frame = octets(&format!("0800 0000 00000002 0304 00 00 0000000000000000{UDP}"));
    let taken = take(&frame, frame.len(), None, root(276));
    assert_eq!(taken.protocols[..3], ["sll2", "ipv4", "udp"]);
    assert_eq!((taken.number("sll2.interface"), taken.name("sll2.arphrd")), (2, "ARPHRD_LOOPBACK"));
    assert!(!taken.has("sll2.address_field.address"));

    // LLC instead of an EtherType, and octets of padding behind what it carries
    let bpdu = octets(STP)[14..].to_vec();
    let frame = [octets("0002 0001 0006 0019 06ea b885 0000 0004"), bpdu].concat();
    let taken = take(&frame, frame.len(), None, root(113));
    assert_eq!(taken.protocols, ["sll", "llc", "stp"]);
    assert_eq!(taken.name("sll.protocol"), "ETH_P_802_2");
    assert_eq!(taken.place("llc.left_over"), (54, 62));

    // where the interface speaks netlink, the protocol field is something else
    let frame = octets("0004 0338 0000 0000000000000000 0800 45000000");
    assert_eq!(take(&frame, frame.len(), None, root(113)).protocols, ["sll", "data"]);
}

#[test]
fn a_cooked_address_longer_than_its_room_is_cut() {
    let frame = octets(&format!("0000 0020 0014 0102030405060708 0800{UDP}"));
    let taken = take(&frame, frame.len(), None, root(113));
    assert_eq!(taken.place("sll.address_field.address"), (6, 14));
    assert_eq!(taken.number("sll.protocol"), 0x0800);
    assert_eq!(taken.protocols[1], "ipv4");
}

#[test]
fn link_types_have_names_and_those_without_a_table_say_so() {
    assert_eq!(link_number("ethernet"), Some(1));
    assert_eq!(link_number("LINKTYPE_LINUX_SLL"), Some(113));
    assert_eq!(link_number("linux-sll2"), Some(276));
    assert_eq!(link_number("token"), None);
    assert_eq!((link_name(101), link_name(9), link_name(4_000_000_000)), ("RAW", "PPP", "?"));
    assert!(link_protocol(9).is_none());
    for key in link_keys() {
        assert!(link_number(key).is_some_and(|link| link_protocol(link).is_some()), "{key}");
    }
    let taken = take(&[1, 2, 3], 3, None, root(9));
    assert_eq!(taken.protocols, ["link", "data"]);
    assert!(taken.why().contains("no table for the link type"));
    let taken = take(&[1, 2, 3], 3, None, root(127));
    assert_eq!(taken.protocols, ["ieee80211", "data"]);
    assert!(taken.why().contains("802.11 is not decoded"));
}

#[test]
fn every_truncation_is_tiled() {
    for hex in [STP, PVST, MSTP, QINQ, DTP] {
        let frame = octets(hex);
        for (length, fcs) in (0..=frame.len()).flat_map(|length| [(length, None), (length, Some(4))]) {
            let taken = take(&frame[..length], frame.len(), fcs, &proto::ETHERNET);
            let mut leaves = Vec::new();
            for span in taken.explained.iter().flat_map(|layer| &layer.spans) {
                span.leaves(false, &mut |leaf| leaves.push((leaf.bits.start, leaf.bits.end)));
            }
            leaves.sort_unstable();
            let mut at = 0;
            for (start, end) in leaves {
                assert_eq!(start, at, "{length} octets of {hex}");
                at = end;
            }
            assert_eq!(at, length * 8);
        }
    }
}
