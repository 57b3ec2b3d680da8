//! The sample frames: made again by their generator, and read by tshark as they were meant.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{ask, directory, pcap, root};
use netlab::sample::{SAMPLES, Sample, find};
use serde_json::Value;

/// The `.hex` files of a directory: name and content.
fn hex_files(directory: &Path) -> BTreeMap<String, String> {
    let paths = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    paths
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            // git may have given the committed files the line ends of the platform
            (name, fs::read_to_string(&path).expect("text").replace("\r\n", "\n"))
        })
        .collect()
}

#[test]
fn the_generator_makes_the_committed_files() {
    let fresh = directory("samples-made-again");
    let mut make = Command::new("python3");
    if ask("python3", make.arg(root().join("tests/samples/make.py")).arg(&fresh)).is_none() {
        return;
    }
    let (committed, made) = (hex_files(&root().join("src/sample")), hex_files(&fresh));
    assert!(committed.keys().eq(made.keys()), "src/sample has {:?}", committed.keys());
    for (name, text) in &made {
        assert!(committed[name] == *text, "src/sample/{name}.hex is not what make.py writes");
    }
    let listed: BTreeSet<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
    assert!(listed.iter().copied().eq(made.keys().map(String::as_str)), "SAMPLES lists {listed:?}");
}

#[test]
fn ethernet_frames_are_as_received() {
    for sample in SAMPLES.iter().filter(|sample| sample.link == 1) {
        for frame in sample.frames() {
            let longest = if sample.name == "fcs" { 64 } else { 1514 };
            assert!((60..=longest).contains(&frame.original), "{}: {} octets", sample.name, frame.original);
        }
    }
}

/// What tshark must say of a sample.
struct Witness {
    name: &'static str,
    /// `frame.protocols` of each frame; the last one holds for the frames after it too.
    protocols: &'static [&'static str],
    frames: usize,
    /// Fields and all their values, frame after frame. (Inside a frame the tree comes sorted by name: of what stands
    /// both outside and in a quotation, as an IPv4 address does, the order says nothing.)
    fields: &'static [(&'static str, &'static [&'static str])],
    /// Everything it finds wrong.
    complaints: &'static [&'static str],
}

const fn witness(
    name: &'static str,
    frames: usize,
    protocols: &'static [&'static str],
    fields: &'static [(&'static str, &'static [&'static str])],
) -> Witness {
    Witness { name, protocols, frames, fields, complaints: &[] }
}

impl Witness {
    const fn complains(mut self, complaints: &'static [&'static str]) -> Witness {
        self.complaints = complaints;
        self
    }
}

const ARP: &[&str] = &["eth:ethertype:arp"];
const ECHO: &[&str] = &["eth:ethertype:ip:icmp:data"];
const UDP: &[&str] = &["eth:ethertype:ip:udp:data"];
const DHCP: &[&str] = &["eth:ethertype:ip:udp:dhcp"];
const DNS: &[&str] = &["eth:ethertype:ip:udp:dns"];
const TCP: &[&str] = &["eth:ethertype:ip:tcp"];
const ICMPV6: &[&str] = &["eth:ethertype:ipv6:icmpv6"];
const A: &str = "172.16.10.10";
const B: &str = "172.16.10.11";
const WWW: &str = "203.0.113.10";

#[rustfmt::skip]
static WITNESSES: &[Witness] = &[
    witness("arp-request", 1, ARP, &[("arp.opcode", &["1"]), ("arp.src.proto_ipv4", &[A]), ("arp.dst.proto_ipv4", &[B]), ("eth.padding", &["00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00"])]),
    witness("arp-reply", 1, ARP, &[("arp.opcode", &["2"]), ("arp.src.hw_mac", &["02:00:00:00:10:11"]), ("arp.dst.hw_mac", &["02:00:00:00:10:10"])]),
    witness("arp-probe", 1, ARP, &[("arp.isprobe", &["1"]), ("arp.src.proto_ipv4", &["0.0.0.0"]), ("arp.dst.proto_ipv4", &[A])]),
    witness("arp-announcement", 1, ARP, &[("arp.isannouncement", &["1"]), ("arp.src.proto_ipv4", &[A]), ("arp.dst.proto_ipv4", &[A])]),
    witness("fcs", 1, ARP, &[("frame.len", &["64"]), ("eth.fcs.status", &["1"]), ("arp.opcode", &["2"])]),
    witness("vlan", 1, &["eth:ethertype:vlan:ethertype:arp"], &[("vlan.priority", &["3"]), ("vlan.id", &["7"]), ("arp.opcode", &["1"])]),
    witness("qinq", 2, &["eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip:icmp:data"], &[("ieee8021ad.id", &["100", "100"]), ("vlan.id", &["7", "7"]), ("icmp.type", &["8", "0"])]),
    witness("llc-stp", 1, &["eth:llc:stp"], &[("eth.len", &["38"]), ("stp.type", &["0x00"]), ("stp.root.hw", &["02:00:00:00:10:f1"]), ("stp.root.cost", &["4"]), ("stp.max_age", &["20"]), ("eth.padding", &["00:00:00:00:00:00:00:00"])]),
    witness("rstp", 1, &["eth:llc:stp"], &[("eth.len", &["39"]), ("stp.type", &["0x02"]), ("stp.flags.port_role", &["3"]), ("stp.flags.forwarding", &["1"]), ("stp.bridge.hw", &["02:00:00:00:10:f2"])]),
    witness("llc-snap", 1, &["eth:llc:ip:udp:data"], &[("eth.len", &["50"]), ("llc.oui", &["0"]), ("llc.type", &["0x0800"]), ("udp.dstport", &["9999"])]),
    witness("raw-ipv4", 1, &["raw:ip:udp:data"], &[("ip.src", &[A]), ("ip.dst", &[WWW])]),
    witness("null-loopback", 1, &["null:ip:udp:data"], &[("null.family", &["2"]), ("ip.src", &["127.0.0.1"])]),
    witness("sll", 2, &["sll:ethertype:ip:icmp:data"], &[("sll.pkttype", &["4", "0"]), ("sll.src.eth", &["02:00:00:00:10:10", "02:00:00:00:10:11"]), ("icmp.type", &["8", "0"])]),
    witness("sll2", 2, &["sll:ethertype:ip:icmp:data"], &[("sll.pkttype", &["4", "0"]), ("sll.ifindex", &["2", "2"]), ("icmp.type", &["8", "0"])]),
    witness("udp", 1, UDP, &[("udp.length", &["24"]), ("udp.dstport", &["9999"]), ("ip.dst", &[B])]),
    witness("tcp-syn", 1, TCP, &[("tcp.flags", &["0x0002"]), ("tcp.options.mss_val", &["1460"]), ("tcp.options.wscale.shift", &["7"]), ("tcp.hdr_len", &["40"])]),
    witness("tcp-handshake", 3, TCP, &[("tcp.flags", &["0x0002", "0x0012", "0x0010"]), ("tcp.seq", &["0", "0", "1"]), ("tcp.ack", &["0", "1", "1"])]),
    witness("tcp-data", 2, &["eth:ethertype:ip:tcp:data", "eth:ethertype:ip:tcp"], &[("tcp.len", &["16", "0"]), ("tcp.seq", &["1", "1"]), ("tcp.ack", &["1", "17"])]),
    witness("tcp-close", 4, TCP, &[("tcp.flags", &["0x0011", "0x0010", "0x0011", "0x0010"]), ("tcp.seq", &["1", "1", "1", "2"]), ("tcp.ack", &["1", "2", "2", "2"])]),
    witness("tcp-session", 11, &["eth:ethertype:ip:tcp", "eth:ethertype:ip:tcp", "eth:ethertype:ip:tcp", "eth:ethertype:ip:tcp:http", "eth:ethertype:ip:tcp", "eth:ethertype:ip:tcp:http:data-text-lines", "eth:ethertype:ip:tcp"],
        &[("tcp.flags", &["0x0002", "0x0012", "0x0010", "0x0018", "0x0010", "0x0018", "0x0010", "0x0011", "0x0010", "0x0011", "0x0010"]), ("tcp.seq", &["0", "0", "1", "1", "1", "1", "100", "198", "100", "100", "199"]), ("tcp.ack", &["0", "1", "1", "1", "100", "100", "198", "100", "199", "199", "101"]), ("http.response.code", &["200"]), ("http.file_data", &["<!doctype html>\n<title>Example</title>\n<p>Hello, network!</p>\n"])]),
    witness("icmp-echo", 2, ECHO, &[("icmp.type", &["8", "0"]), ("icmp.seq", &["1", "1"]), ("frame.len", &["98", "98"])]),
    witness("icmp-unreachable", 1, &["eth:ethertype:ip:icmp:ip:udp:data"], &[("icmp.type", &["3"]), ("icmp.code", &["3"]), ("udp.dstport", &["9998"]), ("udp.srcport", &["45000"])]),
    witness("icmp-frag-needed", 1, &["eth:ethertype:ip:icmp:ip:tcp"], &[("icmp.code", &["4"]), ("icmp.mtu", &["1400"]), ("tcp.dstport", &["80"])]),
    witness("icmp-time-exceeded", 1, &["eth:ethertype:ip:icmp:ip:udp:data"], &[("icmp.type", &["11"]), ("icmp.code", &["0"]), ("udp.dstport", &["33434"])])
        .complains(&["\"Time To Live\" only 1"]), // of the quoted datagram, as it must be
    witness("icmp-extensions", 1, &["eth:ethertype:ip:icmp:ip:udp:data"], &[("icmp.length", &["32"]), ("icmp.ext.checksum.status", &["1"]), ("icmp.mpls.label", &["16004"]), ("icmp.mpls.ttl", &["1"])])
        .complains(&["\"Time To Live\" only 1"]),
    witness("ipv4-options", 2, ECHO, &[("ip.hdr_len", &["60", "60"]), ("ip.opt.ra", &["0", "0"]), ("ip.opt.overflow", &["0", "3"]), ("ip.rec_rt", &["198.51.100.2", "203.0.113.1", WWW])]),
    witness("ipv4-fragments", 3, &["eth:ethertype:ip:data", "eth:ethertype:ip:data", "eth:ethertype:ip:udp:data"], &[("ip.fragment.count", &["3"]), ("ip.flags.mf", &["1", "1", "0"]), ("ip.reassembled.length", &["1208"]), ("udp.checksum.status", &["1"])]),
    witness("igmp-query", 1, &["eth:ethertype:ip:igmp:igmp"], &[("igmp.type", &["0x11"]), ("igmp.version", &["3"]), ("igmp.qqic", &["125"]), ("ip.opt.ra", &["0"])]),
    witness("igmpv3-report", 1, &["eth:ethertype:ip:igmp:igmp"], &[("igmp.type", &["0x22"]), ("igmp.num_grp_recs", &["2"]), ("igmp.maddr", &["233.252.0.1", "233.252.0.2"]), ("igmp.saddr", &["192.0.2.7"])]),
    witness("ipip", 2, &["eth:ethertype:ip:ip:icmp:data"], &[("ip.proto", &["4", "1", "4", "1"]), ("icmp.type", &["8", "0"])]),
    witness("6in4", 2, &["eth:ethertype:ip:ipv6:icmpv6:data"], &[("ip.proto", &["41", "41"]), ("icmpv6.type", &["128", "129"])]),
    witness("ipv6-nd", 2, ICMPV6, &[("icmpv6.type", &["135", "136"]), ("icmpv6.opt.linkaddr", &["02:00:00:00:10:10", "02:00:00:00:10:11"]), ("icmpv6.nd.na.flag.s", &["1"])]),
    witness("ipv6-ra", 2, ICMPV6, &[("icmpv6.type", &["133", "134"]), ("icmpv6.opt.prefix", &["2001:db8:10:10::"]), ("icmpv6.opt.mtu", &["1500"]), ("icmpv6.opt.rdnss", &["2001:db8:10:10::53"])]),
    witness("ipv6-echo", 2, &["eth:ethertype:ipv6:icmpv6:data"], &[("icmpv6.type", &["128", "129"]), ("icmpv6.echo.sequence_number", &["1", "1"])]),
    witness("ipv6-extensions", 1, &["eth:ethertype:ipv6:ipv6.hopopts:ipv6.routing:ipv6.fraghdr:ipv6.dstopts:udp:data"],
        &[("ipv6.opt.router_alert", &["65503"]), ("ipv6.routing.segleft", &["1"]), ("ipv6.routing.srh.addr", &["2001:db8:113::10", "2001:db8:100::1"]), ("ipv6.opt.pdm.psn_this_pkt", &["25"]), ("udp.checksum.status", &["1"])]),
    witness("mld", 1, &["eth:ethertype:ipv6:ipv6.hopopts:icmpv6"], &[("icmpv6.type", &["143"]), ("ipv6.hlim", &["1"]), ("icmpv6.mldr.mar.multicast_address", &["ff02::1:ff00:10", "ff02::fb"])]),
    witness("dhcp", 4, DHCP, &[("dhcp.option.dhcp", &["1", "2", "3", "5"]), ("dhcp.id", &["0x2f1e10aa"; 4]), ("dhcp.ip.your", &["0.0.0.0", A, "0.0.0.0", A])]),
    witness("dhcp-discover", 1, DHCP, &[("dhcp.option.dhcp", &["1"]), ("dhcp.option.requested_ip_address", &[A]), ("dhcp.option.hostname", &["host-a"]), ("udp.length", &["308"])]),
    witness("dhcp-offer", 1, DHCP, &[("dhcp.option.dhcp", &["2"]), ("dhcp.option.router", &["172.16.10.1"]), ("dhcp.option.domain_name_server", &["172.16.10.53"]), ("dhcp.option.ip_address_lease_time", &["86400"])]),
    witness("dhcp-request", 1, DHCP, &[("dhcp.option.dhcp", &["3"]), ("dhcp.option.dhcp_server_id", &["172.16.10.1"]), ("dhcp.option.requested_ip_address", &[A])]),
    witness("dhcp-ack", 1, DHCP, &[("dhcp.option.dhcp", &["5"]), ("dhcp.option.renewal_time_value", &["43200"]), ("dhcp.option.rebinding_time_value", &["75600"]), ("dhcp.option.subnet_mask", &["255.255.255.0"])]),
    witness("dns-query", 1, DNS, &[("dns.qry.name", &["www.example.com"]), ("dns.rr.udp_payload_size", &["1232"]), ("dns.flags", &["0x0100"])]),
    witness("dns-response", 1, DNS, &[("dns.cname", &["web.example.com"]), ("dns.a", &["198.51.100.53", WWW, "203.0.113.11"]), ("dns.ns", &["ns1.example.com", "ns2.example.net"]), ("dns.aaaa", &["2001:db8:100::53"])]),
    witness("dns-tcp", 2, &["eth:ethertype:ip:tcp:dns"], &[("dns.length", &["33", "174"]), ("dns.cname", &["web.example.com"])]),
    witness("dns-records", 1, DNS, &[("dns.soa.serial_number", &["2026010100"]), ("dns.mx.preference", &["10", "20"]), ("dns.srv.port", &["5060"]), ("dns.caa.value", &["ca.example.net"]), ("dns.ptr.domain_name", &["www.example.com"]), ("dns.data", &["6e:65:74:6c:61:62"])])
        .complains(&["Dissector for DNS Type (65280) code not implemented, Contact Wireshark developers if you want this supported"]),
    witness("mdns", 2, &["eth:ethertype:ip:udp:mdns"], &[("eth.dst", &["01:00:5e:00:00:fb"; 2]), ("dns.srv.port", &["631"]), ("dns.srv.target", &["host-b.local"]), ("dns.a", &[B])]),
    witness("http-request", 1, &["eth:ethertype:ip:tcp:http"], &[("http.request.method", &["GET"]), ("http.host", &["www.example.com"])]),
    witness("http-response", 1, &["eth:ethertype:ip:tcp:http:data-text-lines"], &[("http.response.code", &["200"]), ("http.content_length", &["62"])]),
    witness("tls-client-hello", 1, &["eth:ethertype:ip:tcp:tls"], &[("tls.handshake.type", &["1"]), ("tls.handshake.extensions_server_name", &["www.example.com"]), ("tls.handshake.extensions.supported_version", &["0x0304", "0x0303"]), ("tls.handshake.extensions_key_share_group", &["29"]), ("tls.handshake.extensions_alpn_str", &["h2", "http/1.1"])]),
    witness("bad-checksum", 1, UDP, &[("ip.checksum.status", &["0"]), ("ip.ttl", &["57"]), ("udp.checksum.status", &["1"])])
        .complains(&["Bad checksum [should be 0x"]),
    witness("bad-udp-checksum", 1, UDP, &[("ip.checksum.status", &["1"]), ("udp.checksum.status", &["0"])])
        .complains(&["Bad checksum [should be 0x"]),
    witness("bad-padding", 1, ARP, &[("frame.len", &["60"]), ("eth.trailer", &["70:61:73:73:77:6f:72:64:3d:73:65:63:72:65:74:31:32:33"])])
        .complains(&["Didn't find padding of zeros"]),
    witness("bad-length", 1, UDP, &[("ip.len", &["100"]), ("ip.checksum.status", &["1"]), ("udp.checksum.status", &["1"])])
        .complains(&["IPv4 total length exceeds packet length (46 bytes)"]),
    witness("truncated", 2, ECHO, &[("frame.len", &["98", "98"]), ("frame.cap_len", &["64", "64"]), ("icmp.checksum.status", &["2", "2"])]),
];

/// Every text under the keys that `wanted` accepts, at any depth.
fn texts<'a>(value: &'a Value, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let one_or_many = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                for value in one_or_many {
                    match value.as_str() {
                        Some(text) if wanted(key) => found.push((key, text)),
                        Some(_) => {}
                        None => texts(value, wanted, found),
                    }
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, wanted, found)),
        _ => {}
    }
}

fn values<'a>(frames: &'a [Value], name: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    frames.iter().for_each(|frame| texts(frame, &|key| key == name, &mut found));
    found.into_iter().map(|(_, text)| text).collect()
}

/// What tshark finds wrong in a frame: expert information from "note" up, and that it found something malformed.
fn complaints(value: &Value, found: &mut Vec<String>) {
    const NOTE: u64 = 0x40_0000;
    match value {
        Value::Object(fields) => {
            let severity = fields.get("_ws.expert.severity").and_then(Value::as_str);
            if severity.and_then(|number| number.parse().ok()).is_some_and(|severity: u64| severity >= NOTE) {
                let message = fields.get("_ws.expert.message").and_then(Value::as_str);
                found.push(message.unwrap_or("expert information").into());
            }
            if fields.keys().any(|key| key.starts_with("_ws.malformed")) {
                found.push("malformed".into());
            }
            fields.values().for_each(|value| complaints(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| complaints(value, found)),
        _ => {}
    }
}

fn check(witness: &Witness, frames: &[Value]) {
    let name = witness.name;
    let last = witness.protocols.last();
    let protocols: Vec<&str> =
        witness.protocols.iter().chain(last.into_iter().cycle()).copied().take(witness.frames).collect();
    assert_eq!(values(frames, "frame.protocols"), protocols, "{name}");
    for (field, wanted) in witness.fields {
        assert_eq!(values(frames, field), *wanted, "{name}: {field}");
    }

    let mut found = Vec::new();
    complaints(&Value::from(frames), &mut found);
    // every close is a note of its own
    found.retain(|message| !message.ends_with("the connection closing"));
    assert_eq!(found.len(), witness.complaints.len(), "{name}: {found:?}");
    for (found, wanted) in found.iter().zip(witness.complaints) {
        assert!(found.starts_with(wanted), "{name}: {found}");
    }

    // 1 is good; the others are in the table
    let mut statuses = Vec::new();
    frames.iter().for_each(|frame| texts(frame, &|key| key.ends_with(".checksum.status"), &mut statuses));
    for (field, status) in statuses {
        let told = witness.fields.iter().any(|(name, _)| *name == field);
        assert!(told || status == "1", "{name}: {field} is {status}");
    }
}

#[test]
fn tshark_reads_the_samples_as_they_were_meant() {
    assert!(SAMPLES.iter().all(|sample| WITNESSES.iter().any(|witness| witness.name == sample.name)));
    let directory = directory("samples-for-tshark");

    // one file, and one run of tshark, for each link type; in the network field bit 26 and the four above 27 tell
    // that frames end in an FCS of two 16-bit words
    let mut files: BTreeMap<u32, Vec<&Witness>> = BTreeMap::new();
    for witness in WITNESSES {
        let fcs = if witness.name == "fcs" { 2 << 28 | 1 << 26 } else { 0 };
        files.entry(find(witness.name).expect(witness.name).link | fcs).or_default().push(witness);
    }
    for (network, witnesses) in files {
        let samples: Vec<&Sample> = witnesses.iter().filter_map(|witness| find(witness.name)).collect();
        let file = directory.join(format!("{network}.pcap"));
        fs::write(&file, pcap(network, &samples)).expect("a file");
        let mut tshark = Command::new("tshark");
        tshark.arg("-r").arg(&file).args(["-n", "-T", "json", "--no-duplicate-keys"]);
        for preference in ["ip.check_checksum", "tcp.check_checksum", "udp.check_checksum", "eth.check_fcs"] {
            tshark.args(["-o", &format!("{preference}:TRUE")]);
        }
        let Some(json) = ask("tshark", &mut tshark) else { return };
        let Ok(Value::Array(mut frames)) = serde_json::from_str(&json) else { panic!("tshark: {json}") };
        for witness in witnesses {
            let rest = frames.split_off(witness.frames.min(frames.len()));
            check(witness, &frames);
            frames = rest;
        }
        assert!(frames.is_empty(), "{network}: {} frames more", frames.len());
    }
}
