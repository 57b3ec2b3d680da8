//! The wire and the link.

use super::{Term, USERS, term};
use crate::spec::{Source, text};

const ETHERNET: Source = Source::Ieee("802.3");
const BRIDGES: Source = Source::Ieee("802.1Q");

pub(super) static TERMS: &[Term] = &[
    term("link", "链路", &["物理链路"], text(
        "what joins neighbours directly, without a router between them",
        "把相邻节点直接连起来、中间没有路由器的通路",
    ), Source::Rfc(4861, "2.1")),
    term("transmission medium", "传输媒体", &["medium", "传输介质", "物理介质", "传输媒介"], text(
        "what signals travel through: copper, fibre, air",
        "信号所经过的东西：铜线、光纤、空气",
    ), ETHERNET),
    term("twisted pair", "双绞线", &["网线"], text(
        "two copper wires twisted around each other, so that disturbance meets both alike and cancels out",
        "两根互相绞合的铜线，干扰对两者相同而抵消",
    ), USERS),
    term("optical fibre", "光纤", &["fibre", "fiber", "optical fiber", "光缆"], text(
        "a thread of glass that leads light",
        "引导光的玻璃丝",
    ), ETHERNET),
    term("NRZ", "不归零制", &["不归零编码", "non-return-to-zero"], text(
        "one level stands for 1, another for 0, for the whole bit: long runs of one value carry no clock",
        "一种电平表示 1，另一种表示 0，持续整个比特：长串相同比特不带时钟",
    ), Source::Book("谢希仁《计算机网络》")),
    term("Manchester encoding", "曼彻斯特编码", &["Manchester"], text(
        "each bit has a change in its middle; in IEEE 802.3 upwards is 1 and downwards 0, some textbooks have it the other way round",
        "每个比特中间有一次跳变；IEEE 802.3 规定向上跳变为 1、向下为 0，有的教材相反",
    ), Source::Ieee("802.3 §7.3")),
    term("preamble", "前同步码", &["前导码"], text(
        "seven octets 10101010 before a frame that let the receiver find the beat",
        "帧之前的 7 个字节 10101010，使接收方与比特同步",
    ), Source::Ieee("802.3 §3.2.1")).see(&["ethernet"]),
    term("start frame delimiter", "帧开始定界符", &["SFD", "帧起始定界符"], text(
        "the octet 10101011 behind the preamble: the frame begins with the next bit",
        "前同步码之后的字节 10101011：下一个比特起就是帧",
    ), Source::Ieee("802.3 §3.2.2")).see(&["ethernet"]),
    term("interpacket gap", "帧间间隔", &["帧间隙", "IFG", "IPG", "interframe gap"], text(
        "the quiet of 96 bit times between two frames",
        "两个帧之间 96 比特时间的静默",
    ), ETHERNET),
    term("frame check sequence", "帧检验序列", &["FCS", "帧校验序列"], text(
        "the CRC-32 at the end of a frame; a receiver drops a frame whose FCS is wrong, without a word",
        "帧末尾的 CRC-32；帧检验序列有错的帧被接收方直接丢弃，不作任何通知",
    ), Source::Ieee("802.3 §3.2.9")).see(&["ethernet"]),
    term("cyclic redundancy check", "循环冗余检验", &["CRC", "循环冗余校验"], text(
        "the remainder of dividing the octets, as a polynomial, by an agreed one: it shows every short burst of errors",
        "把数据当作多项式除以约定的多项式所得的余数：能发现所有较短的突发差错",
    ), Source::Ieee("802.3 §3.2.9")).see(&["frame check sequence"]),
    term("MAC address", "MAC 地址", &["硬件地址", "物理地址", "hardware address", "physical address", "EUI-48"], text(
        "48 bits that name an interface on its link; assigned to the card, but software may set another, and PPP, cellular and loopback links have none",
        "在链路上标识接口的 48 位地址（硬件地址）；由厂商分配，但可由软件更改；PPP、蜂窝和环回链路没有它",
    ), Source::Ieee("802")).see(&["ethernet.dst", "ethernet.src"]),
    term("OUI", "组织唯一标识符", &["厂商编号", "organizationally unique identifier", "MA-L"], text(
        "the first 24 bits of addresses that IEEE gives to an organisation as an MA-L; there are also blocks with 28 (MA-M) and 36 bits (MA-S)",
        "IEEE 以 MA-L 分配给组织的地址前 24 位；另有 28 位（MA-M）和 36 位（MA-S）的地址块",
    ), Source::Ieee("Registration Authority")).see(&["MAC address"]),
    term("unicast", "单播", &["unicast address"], text(
        "to one interface: the normal case, on an Ethernet as everywhere",
        "发给一个接口：这是通常的情形，以太网也不例外",
    ), USERS),
    term("multicast", "多播", &["组播", "多播地址"], text(
        "to all who joined a group; the group has an address of its own",
        "发给加入某个组的所有接口；组有自己的地址",
    ), Source::Rfc(1112, "")),
    term("broadcast", "广播", &["广播帧"], text(
        "to all on the link: an ARP request is broadcast, its reply is not",
        "发给链路上的所有接口：ARP 请求是广播，响应则不是",
    ), Source::Rfc(919, "")).see(&["arp"]),
    term("broadcast domain", "广播域", &[], text(
        "all interfaces that a broadcast frame reaches: a VLAN, up to the routers; not the same as a subnet, though mostly planned one to one",
        "广播帧能到达的全部接口：一个虚拟局域网，以路由器为界；它与子网是两回事，虽然通常一一对应",
    ), BRIDGES).see(&["subnet"]),
    term("collision", "碰撞", &["冲突"], text(
        "two stations on a shared medium send at once and destroy each other's frames; full-duplex links with switches have none",
        "共享媒体上两站同时发送，破坏彼此的帧；使用交换机的全双工链路没有碰撞",
    ), ETHERNET),
    term("collision domain", "碰撞域", &["冲突域"], text(
        "all interfaces whose frames can collide: those on one hub; each port of a switch is its own",
        "其帧可能相互碰撞的全部接口：如同一集线器上的接口；交换机的每个端口各成一个",
    ), ETHERNET).see(&["hub", "switch"]),
    term("broadcast storm", "广播风暴", &[], text(
        "broadcast frames that circle in a loop of bridges and multiply until nothing else gets through; the loop is the cause, and the spanning tree breaks it",
        "广播帧在网桥环路中循环并不断增殖，直至网络瘫痪；原因是环路，由生成树协议消除",
    ), BRIDGES).see(&["spanning tree"]),
    term("hub", "集线器", &[], text(
        "repeats every bit to all other ports: one medium in the shape of a star",
        "把每个比特转发到其余所有端口：星形的共享媒体",
    ), USERS).see(&["layers"]),
    term("repeater", "转发器", &["中继器"], text(
        "makes a weak signal strong again; knows bits only",
        "把衰减的信号整形放大，只认得比特",
    ), USERS).see(&["layers"]),
    term("bridge", "网桥", &[], text(
        "joins links and forwards frames by their MAC addresses",
        "连接链路，按 MAC 地址转发帧",
    ), BRIDGES).see(&["switch"]),
    term("switch", "以太网交换机", &["交换机", "二层交换机", "ethernet switch"], text(
        "a bridge with many ports: it learns which address is behind which port and sends a unicast frame to that port only",
        "多端口的网桥：学习各地址在哪个端口，单播帧只发往该端口",
    ), BRIDGES).see(&["self-learning", "layers"]),
    term("MAC address table", "交换表", &["MAC 地址表", "CAM 表", "MAC table", "filtering database", "CAM table"], text(
        "a switch's list of addresses and the ports they were last seen on",
        "交换机中地址与其最近出现端口的对照表",
    ), BRIDGES).see(&["self-learning"]),
    term("self-learning", "自学习", &["MAC 地址学习", "learning"], text(
        "a switch notes the source address of each frame with the port it came in by",
        "交换机记下每个帧的源地址及其进入的端口",
    ), BRIDGES).see(&["flooding", "ageing"]),
    term("ageing", "老化", &["aging", "老化时间"], text(
        "an entry that was not seen again for some time is forgotten: 300 s unless set otherwise",
        "一段时间未再出现的表项被删除：默认 300 秒",
    ), BRIDGES).see(&["self-learning"]),
    term("flooding", "泛洪", &["洪泛", "扩散"], text(
        "a frame for an address that is not known (or for all) goes out of every port but its own",
        "目的地址未知（或为广播）的帧从其余所有端口发出",
    ), BRIDGES).see(&["self-learning"]),
    term("spanning tree", "生成树协议", &["STP", "生成树", "spanning tree protocol"], text(
        "bridges agree on a tree and block all other ports, so that no loop is left",
        "网桥商定一棵树并阻塞其余端口，使网络没有环路",
    ), BRIDGES).see(&["stp", "broadcast storm"]),
    term("VLAN", "虚拟局域网", &["virtual LAN", "802.1Q"], text(
        "a broadcast domain of its own on shared switches: a tag in the frame says which",
        "在共用的交换机上划分出的独立广播域，由帧中的标签区分",
    ), BRIDGES).see(&["vlan"]),
    term("VLAN tag", "VLAN 标签", &["标签", "VLAN 标记", "802.1Q 标记", "tag"], text(
        "four octets behind the source address: 0x8100, priority and VLAN identifier",
        "源地址之后的 4 个字节：0x8100、优先级和 VLAN 标识符",
    ), Source::Ieee("802.1Q §9")).see(&["vlan"]),
    term("trunk", "中继链路", &["干道", "中继（干道）链路", "干道链路", "trunk link"], text(
        "a link between switches that carries the frames of several VLANs, tagged",
        "交换机之间的链路，承载多个虚拟局域网的带标签帧",
    ), BRIDGES).see(&["vlan"]),
    term("network interface", "接口", &["interface", "网口", "网络接口"], text(
        "where a host meets a link; it is the interface that has addresses, so a host with two has two of each",
        "主机与链路的连接处；地址属于接口，有两个接口的主机就有两套地址",
    ), Source::Rfc(1122, "3.3.4")),
    term("network adapter", "网络适配器", &["NIC", "网卡", "适配器", "network interface card"], text(
        "the hardware of an interface; Ethernet needs one, the Internet does not: PPP, cellular and loopback get by without",
        "接口的硬件（网卡）；以太网需要它，而上互联网不一定要用以太网",
    ), USERS),
    term("promiscuous mode", "混杂模式", &["混杂"], text(
        "the adapter hands up every frame it hears, not only its own; a switch still sends it no foreign unicast",
        "适配器上交收到的所有帧，而不只是给自己的；但交换机仍不会把别人的单播帧送来",
    ), Source::Kernel("packet(7)")),
    term("packet capture", "抓包", &["捕获", "嗅探", "capture", "sniffing"], text(
        "a copy of the frames that pass an interface, taken by the kernel for a program",
        "内核为程序复制的、经过接口的帧",
    ), Source::Kernel("packet(7)")),
    term("bandwidth", "带宽", &["数据率", "data rate"], text(
        "bits a link can carry in a second",
        "链路每秒能传送的比特数",
    ), USERS),
    term("throughput", "吞吐量", &[], text(
        "bits that really get through in a second",
        "每秒实际通过的比特数",
    ), Source::Rfc(1242, "3.17")),
    term("delay", "时延", &["延迟", "latency", "发送时延", "传播时延", "处理时延", "排队时延"], text(
        "how long a packet takes: to send it (length by rate), to travel (distance by speed), to be handled and to queue",
        "分组所用的时间：发送时延（长度除以速率）、传播时延（距离除以速度）、处理时延和排队时延之和",
    ), Source::Book("谢希仁《计算机网络》")),
];
