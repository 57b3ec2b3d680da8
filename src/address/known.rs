//! MAC addresses that a protocol or a program made known: groups, virtual routers, virtual machines.

use super::{is_local, oui};
use crate::spec::{Source, Text, text};

/// What sort of use an address has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The interfaces of virtual machines and containers.
    Machine,
    /// An individual address that a protocol lays down.
    Protocol,
    /// A group.
    Group,
}

/// Addresses with the same first bits, and what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The first bits; those behind are 0.
    pub prefix: [u8; 6],
    /// How many bits.
    pub bits: usize,
    /// What sort of use it is.
    pub used: Use,
    /// Protocol, program or product.
    pub name: &'static str,
    /// What they are for.
    pub means: Text,
    /// Who says so.
    pub source: Source,
    /// Whether the last four octets can be an IPv4 address.
    pub carries_ipv4: bool,
}

impl Known {
    /// Whether nobody registered it: a custom of the program.
    pub fn is_custom(&self) -> bool {
        is_local(&self.prefix) && oui::assigned(self.prefix).is_none()
    }
}

const fn known(
    prefix: [u8; 6],
    bits: usize,
    used: Use,
    name: &'static str,
    means: Text,
    source: Source,
) -> Known {
    Known { prefix, bits, used, name, means, source, carries_ipv4: false }
}

const fn carries(
    prefix: [u8; 6],
    bits: usize,
    used: Use,
    name: &'static str,
    means: Text,
    source: Source,
) -> Known {
    Known { prefix, bits, used, name, means, source, carries_ipv4: true }
}

/// The block is registered to its maker.
const MA_L: &str = "MA-L registry";
const VMWARE: &str = "VMware vSphere Networking";

/// All of them, in rising order.
#[rustfmt::skip]
pub const KNOWN: &[Known] = &[
    known([0x00, 0x00, 0x0c, 0x07, 0xac, 0x00], 40, Use::Protocol, "HSRP", text("the virtual router of a Cisco HSRP group; the last octet is the group", "思科 HSRP 组的虚拟路由器；最后一字节是组号"), Source::Rfc(2281, "")),
    known([0x00, 0x00, 0x5e, 0x00, 0x01, 0x00], 40, Use::Protocol, "VRRP, IPv4", text("the virtual router of IPv4; the last octet is its VRID", "IPv4 的虚拟路由器；最后一字节是 VRID"), Source::Rfc(9568, "7.3")),
    known([0x00, 0x00, 0x5e, 0x00, 0x02, 0x00], 40, Use::Protocol, "VRRP, IPv6", text("the virtual router of IPv6; the last octet is its VRID", "IPv6 的虚拟路由器；最后一字节是 VRID"), Source::Rfc(9568, "7.3")),
    known([0x00, 0x00, 0x5e, 0x00, 0x53, 0x00], 40, Use::Protocol, "documentation", text("for examples in documents", "供文档举例使用"), Source::Rfc(9542, "2.1.2")),
    known([0x00, 0x03, 0xff, 0x00, 0x00, 0x00], 24, Use::Machine, "Microsoft Virtual PC", text("virtual machines of Virtual PC and Virtual Server", "Virtual PC 与 Virtual Server 的虚拟机"), Source::Ieee(MA_L)),
    known([0x00, 0x05, 0x69, 0x00, 0x00, 0x00], 24, Use::Machine, "VMware", text("virtual machines of old VMware servers (ESX)", "旧版 VMware 服务器（ESX）的虚拟机"), Source::Ieee(MA_L)),
    known([0x00, 0x0c, 0x29, 0x00, 0x00, 0x00], 24, Use::Machine, "VMware", text("a virtual machine; the address was made on its host", "虚拟机，地址由其主机生成"), Source::Book(VMWARE)),
    known([0x00, 0x15, 0x5d, 0x00, 0x00, 0x00], 24, Use::Machine, "Hyper-V", text("virtual machines of Microsoft Hyper-V, WSL 2 and Azure", "微软 Hyper-V、WSL 2、Azure 的虚拟机"), Source::Ieee(MA_L)),
    known([0x00, 0x16, 0x3e, 0x00, 0x00, 0x00], 24, Use::Machine, "Xen", text("virtual machines of Xen; LXC takes it for containers too", "Xen 的虚拟机；LXC 容器也用它"), Source::Ieee(MA_L)),
    known([0x00, 0x1c, 0x14, 0x00, 0x00, 0x00], 24, Use::Machine, "VMware", text("virtual machines", "虚拟机"), Source::Ieee(MA_L)),
    known([0x00, 0x1c, 0x42, 0x00, 0x00, 0x00], 24, Use::Machine, "Parallels", text("virtual machines of Parallels Desktop", "Parallels Desktop 的虚拟机"), Source::Ieee(MA_L)),
    known([0x00, 0x50, 0x56, 0x00, 0x00, 0x00], 24, Use::Machine, "VMware", text("virtual machines and interfaces of ESXi; given out by vCenter or by hand", "虚拟机和 ESXi 的接口；由 vCenter 分配或手工设置"), Source::Book(VMWARE)),
    known([0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcc], 48, Use::Group, "CDP, VTP, DTP, PAgP, UDLD", text("what Cisco switches and routers tell their neighbours", "思科交换机、路由器告知邻站的消息"), Source::Book("Cisco")),
    known([0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcd], 48, Use::Group, "PVST+", text("Cisco's spanning tree, one for each VLAN", "思科的每 VLAN 生成树"), Source::Book("Cisco")),
    known([0x01, 0x00, 0x5e, 0x80, 0x00, 0x00], 28, Use::Group, "MPLS", text("MPLS multicast: not behind an IPv4 group", "MPLS 多播：不对应 IPv4 组"), Source::Rfc(5332, "")),
    known([0x01, 0x00, 0x5e, 0x90, 0x10, 0x00], 40, Use::Group, "documentation", text("for examples in documents", "供文档举例使用"), Source::Rfc(9542, "2.1.2")),
    known([0x01, 0x0c, 0xcd, 0x01, 0x00, 0x00], 39, Use::Group, "GOOSE", text("events of electrical substations", "变电站事件报文"), Source::Book("IEC 61850-8-1")),
    known([0x01, 0x0c, 0xcd, 0x04, 0x00, 0x00], 39, Use::Group, "Sampled Values", text("measurements of electrical substations", "变电站采样值"), Source::Book("IEC 61850-9-2")),
    known([0x01, 0x0e, 0xcf, 0x00, 0x00, 0x00], 48, Use::Group, "PROFINET DCP", text("identify: which PROFINET devices are there?", "识别：网上有哪些 PROFINET 设备？"), Source::Book("IEC 61158-6-10")),
    known([0x01, 0x1b, 0x19, 0x00, 0x00, 0x00], 48, Use::Group, "PTP", text("all messages of precise time but those about peer delay", "精确时间协议中除对等时延以外的报文"), Source::Ieee("1588")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x00], 48, Use::Group, "STP, RSTP, MSTP", text("BPDUs: the bridges of a spanning tree agree on it", "BPDU：网桥借此协商生成树"), Source::Ieee("802.1Q §8.6.3")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x01], 48, Use::Group, "PAUSE", text("flow control between the two ends of a link", "一条链路两端之间的流量控制"), Source::Ieee("802.3 annex 31B")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x02], 48, Use::Group, "Slow Protocols", text("LACP, marker and OAM: two ends of a link about the link itself", "LACP、标记、OAM：链路两端就链路本身交换的消息"), Source::Ieee("802.3 annex 57A")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x03], 48, Use::Group, "802.1X, nearest non-TPMR bridge", text("who may use this port; some LLDP too", "谁可以使用这个端口；也用于部分 LLDP"), Source::Ieee("802.1X")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x07], 48, Use::Group, "E-LMI", text("a carrier's switch about its services", "运营商交换机告知其业务状态"), Source::Book("MEF 16")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x08], 48, Use::Group, "provider bridge STP", text("spanning tree of the carrier's own bridges", "运营商网桥之间的生成树"), Source::Ieee("802.1Q §8.6.3")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x0d], 48, Use::Group, "provider bridge MVRP", text("VLAN registration among a carrier's bridges", "运营商网桥之间的 VLAN 注册"), Source::Ieee("802.1Q §8.6.3")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e], 48, Use::Group, "LLDP, PTP peer delay", text("the nearest bridge: who is at the other end of this cable?", "最近的网桥：这条线的另一端是谁？"), Source::Ieee("802.1AB")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x14], 48, Use::Group, "IS-IS, level 1", text("all level 1 routers of IS-IS", "所有第 1 级 IS-IS 路由器"), Source::Book("ISO/IEC 10589")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x15], 48, Use::Group, "IS-IS, level 2", text("all level 2 routers of IS-IS", "所有第 2 级 IS-IS 路由器"), Source::Book("ISO/IEC 10589")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x20], 48, Use::Group, "MMRP", text("registration of multicast addresses with bridges", "向网桥注册多播地址"), Source::Ieee("802.1Q")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x21], 48, Use::Group, "MVRP", text("registration of VLANs with bridges", "向网桥注册 VLAN"), Source::Ieee("802.1Q")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x30], 44, Use::Group, "CFM", text("continuity checks and link traces of Ethernet services", "以太网业务的连通性检查与链路跟踪"), Source::Ieee("802.1Q")),
    known([0x01, 0x80, 0xc2, 0x00, 0x00, 0x40], 48, Use::Group, "TRILL", text("all RBridges", "所有 RBridge"), Source::Rfc(6325, "")),
    carries([0x02, 0x42, 0x00, 0x00, 0x00, 0x00], 16, Use::Machine, "Docker", text("containers and bridges of older releases; a container's last four octets are its IPv4 address", "较早版本的容器和网桥；容器地址的后四字节是它的 IPv4 地址"), Source::Book("Docker libnetwork/netutils")),
    known([0x08, 0x00, 0x27, 0x00, 0x00, 0x00], 24, Use::Machine, "VirtualBox", text("virtual machines; the block is PCS Systemtechnik's", "虚拟机；地址块属于 PCS Systemtechnik"), Source::Book("VirtualBox manual")),
    known([0x0a, 0x00, 0x27, 0x00, 0x00, 0x00], 24, Use::Machine, "VirtualBox", text("the host's own end of a host-only network", "主机在 host-only 网络上的接口"), Source::Book("VirtualBox manual")),
    known([0x10, 0x66, 0x6a, 0x00, 0x00, 0x00], 24, Use::Machine, "Incus", text("containers and virtual machines of Incus", "Incus 的容器和虚拟机"), Source::Ieee(MA_L)),
    carries([0x42, 0x01, 0x00, 0x00, 0x00, 0x00], 16, Use::Machine, "Google Compute Engine", text("virtual machines; the last four octets are the IPv4 address", "虚拟机；后四字节是 IPv4 地址"), Source::Book("Google Cloud documentation")),
    known([0x52, 0x54, 0x00, 0x00, 0x00, 0x00], 24, Use::Machine, "QEMU/KVM", text("virtual machines of QEMU and libvirt", "QEMU 与 libvirt 的虚拟机"), Source::Book("QEMU net/net.c")),
    carries([0x52, 0x55, 0x00, 0x00, 0x00, 0x00], 16, Use::Machine, "QEMU user network", text("hosts that QEMU makes up (libslirp); the last four octets are the IPv4 address", "QEMU 虚构的主机（libslirp）；后四字节是 IPv4 地址"), Source::Book("libslirp src/slirp.c")),
    known([0x58, 0x9c, 0xfc, 0x00, 0x00, 0x00], 24, Use::Machine, "bhyve", text("virtual machines of FreeBSD's bhyve", "FreeBSD 的 bhyve 虚拟机"), Source::Ieee(MA_L)),
    known([0x91, 0xe0, 0xf0, 0x00, 0x00, 0x00], 32, Use::Group, "AVTP", text("streams of audio and video: the pool that MAAP shares out", "音视频流：由 MAAP 分配的地址池"), Source::Ieee("1722")),
    known([0xab, 0x00, 0x00, 0x01, 0x00, 0x00], 48, Use::Group, "MOP dump/load", text("DEC: booting over the network", "DEC：网络引导"), Source::Book("DEC MOP")),
    known([0xab, 0x00, 0x00, 0x02, 0x00, 0x00], 48, Use::Group, "MOP remote console", text("DEC: remote console; Cisco routers send it as well", "DEC：远程控制台；思科路由器也会发送"), Source::Book("DEC MOP")),
    known([0xbc, 0x24, 0x11, 0x00, 0x00, 0x00], 24, Use::Machine, "Proxmox VE", text("virtual machines and containers of Proxmox VE", "Proxmox VE 的虚拟机和容器"), Source::Ieee(MA_L)),
    known([0xcf, 0x00, 0x00, 0x00, 0x00, 0x00], 48, Use::Group, "Ethernet loopback", text("Configuration Testing: a frame that asks to be sent back", "配置测试：请求把帧送回"), Source::Book("Ethernet version 2.0")),
    known([0xfa, 0x16, 0x3e, 0x00, 0x00, 0x00], 24, Use::Machine, "OpenStack", text("virtual machines' ports of OpenStack Neutron", "OpenStack Neutron 的虚拟机端口"), Source::Book("OpenStack Neutron configuration")),
];

/// What an address is known for: the longest prefix.
pub fn known_for(address: [u8; 6]) -> Option<&'static Known> {
    let number = |[a, b, c, d, e, f]: [u8; 6]| u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    // no prefix is shorter than two octets
    let begins = |known: &Known| known.prefix[..2].cmp(&address[..2]);
    let candidates = KNOWN.get(KNOWN.partition_point(|known| begins(known).is_lt())..).unwrap_or(&[]);
    let address = number(address);
    candidates
        .iter()
        .take_while(|known| begins(known).is_eq())
        .filter(|known| (address ^ number(known.prefix)) >> (48 - known.bits.min(48)) == 0)
        .max_by_key(|known| known.bits)
}

/// A group of IP that everyone meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<T: 'static> {
    /// The group's address.
    pub address: T,
    /// Who is in it, or the protocol.
    pub name: &'static str,
    /// Who says so.
    pub source: Source,
}

const fn group<T>(address: T, name: &'static str, source: Source) -> Group<T> {
    Group { address, name, source }
}

/// Groups of IPv4, in rising order.
pub const IPV4_GROUPS: &[Group<[u8; 4]>] = &[
    group([224, 0, 0, 1], "all systems", Source::Rfc(1112, "4")),
    group([224, 0, 0, 2], "all routers", Source::Iana("ipv4 multicast addresses")),
    group([224, 0, 0, 5], "OSPF, all routers", Source::Rfc(2328, "A.1")),
    group([224, 0, 0, 6], "OSPF, designated routers", Source::Rfc(2328, "A.1")),
    group([224, 0, 0, 9], "RIPv2", Source::Rfc(2453, "")),
    group([224, 0, 0, 10], "EIGRP", Source::Rfc(7868, "")),
    group([224, 0, 0, 13], "PIM", Source::Rfc(7761, "")),
    group([224, 0, 0, 18], "VRRP", Source::Rfc(9568, "")),
    group([224, 0, 0, 22], "IGMPv3", Source::Rfc(9776, "")),
    group([224, 0, 0, 102], "HSRPv2, GLBP", Source::Iana("ipv4 multicast addresses")),
    group([224, 0, 0, 251], "mDNS", Source::Rfc(6762, "3")),
    group([224, 0, 0, 252], "LLMNR", Source::Rfc(4795, "2")),
    group([224, 0, 1, 1], "NTP", Source::Rfc(5905, "")),
    group([224, 0, 1, 129], "PTP", Source::Ieee("1588")),
    group([239, 255, 255, 250], "SSDP", Source::Book("UPnP Device Architecture")),
];

/// The first two octets of an IPv6 group and the last four; those between are 0.
const fn v6(first: u16, last: [u8; 4]) -> [u8; 16] {
    let ([a, b], [w, x, y, z]) = (first.to_be_bytes(), last);
    [a, b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, w, x, y, z]
}

/// Groups of IPv6, in rising order.
pub const IPV6_GROUPS: &[Group<[u8; 16]>] = &[
    group(v6(0xff02, [0, 0, 0, 1]), "all nodes", Source::Rfc(4291, "2.7.1")),
    group(v6(0xff02, [0, 0, 0, 2]), "all routers", Source::Rfc(4291, "2.7.1")),
    group(v6(0xff02, [0, 0, 0, 5]), "OSPFv3, all routers", Source::Rfc(5340, "")),
    group(v6(0xff02, [0, 0, 0, 6]), "OSPFv3, designated routers", Source::Rfc(5340, "")),
    group(v6(0xff02, [0, 0, 0, 9]), "RIPng", Source::Rfc(2080, "")),
    group(v6(0xff02, [0, 0, 0, 0xa]), "EIGRP", Source::Rfc(7868, "")),
    group(v6(0xff02, [0, 0, 0, 0xd]), "PIM", Source::Rfc(7761, "")),
    group(v6(0xff02, [0, 0, 0, 0x12]), "VRRP", Source::Rfc(9568, "")),
    group(v6(0xff02, [0, 0, 0, 0x16]), "MLDv2", Source::Rfc(3810, "")),
    group(v6(0xff02, [0, 0, 0, 0xfb]), "mDNS", Source::Rfc(6762, "3")),
    group(v6(0xff02, [0, 1, 0, 2]), "DHCPv6, relays and servers", Source::Rfc(8415, "7.1")),
    group(v6(0xff02, [0, 1, 0, 3]), "LLMNR", Source::Rfc(4795, "2")),
    group(v6(0xff05, [0, 1, 0, 3]), "DHCPv6, servers", Source::Rfc(8415, "7.1")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::is_group;
    use crate::address::oui::first_bits;

    #[test]
    fn the_table_is_in_order_and_says_each_thing_once() {
        assert!(KNOWN.is_sorted_by(|a, b| (a.prefix, a.bits) < (b.prefix, b.bits)));
        assert!(IPV4_GROUPS.is_sorted_by(|a, b| a.address < b.address));
        assert!(IPV6_GROUPS.is_sorted_by(|a, b| a.address < b.address));
        for known in KNOWN {
            assert!(known.bits >= 16, "{}", known.name);
            assert_eq!(first_bits(known.prefix, known.bits), known.prefix, "{}", known.name);
            assert_eq!(is_group(&known.prefix), known.used == Use::Group, "{}", known.name);
            assert_eq!(known_for(known.prefix), Some(known));
        }
    }

    /// A block that is said to be registered is, and the customs are not.
    #[test]
    fn what_is_registered_is_in_the_registry() {
        let names = |wanted| KNOWN.iter().filter(move |known| known.source == Source::Ieee(wanted));
        assert!(names(MA_L).count() > 5);
        assert!(names(MA_L).all(|known| oui::assigned(known.prefix).is_some()));
        let customs: Vec<_> =
            KNOWN.iter().filter(|known| known.is_custom()).map(|known| known.name).collect();
        for name in ["Docker", "QEMU/KVM", "QEMU user network", "OpenStack", "Google Compute Engine"] {
            assert!(customs.contains(&name), "{name}");
        }
        assert!(!customs.contains(&"VMware") && !customs.contains(&"Xen"));
    }
}
