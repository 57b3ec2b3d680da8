//! Messages, their parts, and the layers.

use super::{Term, USERS, term};
use crate::spec::{Source, text};

const OSI: Source = Source::Book("ISO/IEC 7498-1");

pub(super) static TERMS: &[Term] = &[
    term("octet", "字节", &["八位组", "八位位组", "八比特组", "byte"], text(
        "eight bits; standards say octet because a byte was once not always eight",
        "8 个比特（八位组）；标准用 octet 一词，因为 byte 过去不总是 8 位",
    ), USERS),
    term("bit", "比特", &["位"], text(
        "a 0 or a 1: 比特 on the line, 位 for a place in a field",
        "一个 0 或 1：线路上的数据称比特，字段中的位置称位",
    ), USERS),
    term("network byte order", "网络字节序", &["byte order", "big-endian", "大端", "网络字节顺序", "字节序"], text(
        "the most significant octet of a number goes first; which bit of an octet goes first on the line is another matter",
        "数的最高位字节先发送（大端）；一个字节中哪个比特先上线路是另一回事",
    ), Source::Rfc(791, "appendix B")),
    term("frame", "帧", &["数据帧"], text(
        "the unit of the data link layer: header, payload and trailer as one link carries them",
        "数据链路层的数据单元：一条链路上传送的首部、有效载荷和尾部",
    ), USERS).see(&["ethernet", "layers"]),
    term("datagram", "数据报", &["IP 数据报", "IP datagram", "IP 包", "IP 分组"], text(
        "a unit that carries all it needs to find its way: each is routed by itself, and none is promised to arrive",
        "自带寻路所需全部信息的数据单元：各自独立选路，不保证送达",
    ), USERS).see(&["ipv4", "udp"]),
    term("packet", "分组", &["包", "数据包"], text(
        "the unit of the network layer, whole or a fragment; in everyday speech any piece of data on its way",
        "网络层的数据单元，完整的或一个片；日常也泛指途中的任何一块数据",
    ), Source::Rfc(1122, "1.3.3")).see(&["ipv6", "arp"]),
    term("segment", "报文段", &["段", "数据段", "TCP 报文", "TCP 报文段", "TCP segment"], text(
        "the unit of TCP: its header and a stretch of the byte stream; it names ports, the addresses are in the IP header",
        "TCP 的数据单元：首部加上字节流中的一段；其中只有端口，IP 地址在 IP 首部中",
    ), Source::Rfc(1122, "1.3.3")).see(&["tcp", "tcp-vs-udp"]),
    term("UDP datagram", "用户数据报", &["UDP 报文", "UDP 数据报", "user datagram"], text(
        "the unit of UDP: eight octets of header and one message of the application",
        "UDP 的数据单元：8 字节首部加上应用的一个报文",
    ), Source::Rfc(768, "")).see(&["udp"]),
    term("message", "报文", &["消息"], text(
        "the unit that two ends of a protocol above or beside IP exchange: an ICMP, DHCP, DNS or HTTP message",
        "IP 之上的协议双方交换的数据单元：ICMP、DHCP、DNS、HTTP 报文",
    ), Source::Rfc(1122, "1.3.3")),
    term("header", "首部", &["报头", "头部", "包头", "标头"], text(
        "what a layer writes before the payload so that its peer can handle it",
        "某一层写在有效载荷之前、供对等层处理用的控制信息",
    ), USERS),
    term("trailer", "尾部", &["帧尾"], text(
        "what a layer writes behind the payload: the FCS of a frame",
        "某一层写在有效载荷之后的内容：如帧的帧检验序列",
    ), Source::Rfc(1122, "1.3.3")),
    term("payload", "有效载荷", &["载荷", "净荷", "负载"], text(
        "what a layer carries for the layer above; it does not look inside",
        "某一层替上一层携带的内容，本层并不查看",
    ), OSI),
    term("padding", "填充", &["补齐", "pad"], text(
        "octets without meaning that bring something up to a size or a border",
        "没有含义的字节，用来凑足长度或对齐",
    ), Source::Ieee("802.3 §3.2.8")).see(&["ethernet"]),
    term("protocol data unit", "协议数据单元", &["PDU"], text(
        "what two peers of one layer exchange: bits, frames, packets, segments, messages",
        "同一层的对等实体之间交换的单位：比特、帧、分组、报文段、报文",
    ), OSI).see(&["layers"]),
    term("protocol", "协议", &["网络协议"], text(
        "the rules two peers keep: how messages look (syntax), what they mean (semantics) and when they are sent (timing)",
        "对等双方遵守的规则：报文的格式（语法）、含义（语义）和次序（同步）",
    ), USERS).see(&["protocols"]),
    term("protocol suite", "协议族", &["协议簇", "TCP/IP"], text(
        "protocols made to work together, as TCP/IP; what runs of them on one host is its protocol stack",
        "设计为协同工作的一组协议，如 TCP/IP；在一台主机上运行的一套称协议栈",
    ), Source::Rfc(1122, "1.1.3")).see(&["layers"]),
    term("protocol stack", "协议栈", &["stack"], text(
        "the layers of protocols as one host runs them, each using the one below",
        "一台主机上逐层运行的协议，每层使用下一层的服务",
    ), USERS).see(&["layers"]),
    term("layer", "层", &["层次", "分层"], text(
        "a part of the work of communicating that serves the layer above and uses the one below: OSI tells seven, TCP/IP four, textbooks five",
        "通信工作的一个部分，为上层服务并使用下层：OSI 分七层，TCP/IP 分四层，教学常用五层",
    ), OSI).see(&["layers"]),
    term("OSI reference model", "OSI 参考模型", &["OSI", "OSI 七层", "OSI 七层模型", "OSI 七层协议", "七层模型", "OSI model"], text(
        "a model of seven layers to think with, not a protocol: what runs on the Internet is TCP/IP",
        "用于理解的七层模型，不是协议：互联网上运行的是 TCP/IP",
    ), OSI).see(&["layers"]),
    term("five-layer model", "五层体系结构", &["五层模型", "五层协议", "五层"], text(
        "the textbooks' compromise: TCP/IP's layers with the link split into data link and physical",
        "教学上的折中：TCP/IP 的各层，把链路分为数据链路层和物理层",
    ), Source::Book("谢希仁《计算机网络》")).see(&["layers"]),
    term("physical layer", "物理层", &["物理连接层", "layer 1"], text(
        "sends bits over a medium: voltages, light, radio, connectors",
        "在传输媒体上传送比特：电压、光、无线电、接插件",
    ), OSI).see(&["layers"]),
    term("data link layer", "数据链路层", &["链路层", "link layer", "layer 2", "二层"], text(
        "carries frames over one link, between interfaces that can reach each other directly",
        "在一条链路上、可直接到达的接口之间传送帧",
    ), OSI).see(&["layers", "ethernet"]),
    term("network layer", "网络层", &["网际层", "IP 层", "internet layer", "layer 3", "三层"], text(
        "carries packets from host to host across many links; routers work here",
        "把分组从主机经过多条链路送到主机；路由器工作在这一层",
    ), OSI).see(&["layers", "ipv4", "ipv6"]),
    term("transport layer", "传输层", &["运输层", "layer 4", "四层"], text(
        "carries data from process to process: ports, and with TCP reliability; only end systems need it",
        "在进程之间传送数据（运输层）：端口，以及 TCP 的可靠交付；只有端系统需要",
    ), OSI).see(&["layers", "tcp-vs-udp"]),
    term("session layer", "会话层", &["layer 5"], text(
        "OSI's layer for beginning, keeping and resuming dialogues; TCP/IP leaves that to applications",
        "OSI 中建立、维持和恢复会话的层；TCP/IP 由应用自行处理",
    ), OSI).see(&["layers"]),
    term("presentation layer", "表示层", &["layer 6"], text(
        "OSI's layer for how data is written down: encoding, compression, encryption; TCP/IP leaves that to applications",
        "OSI 中关于数据表示的层：编码、压缩、加密；TCP/IP 由应用自行处理",
    ), OSI).see(&["layers"]),
    term("application layer", "应用层", &["layer 7", "七层"], text(
        "the protocols that programs speak for people: HTTP, DNS, DHCP, mail",
        "程序为人所用的协议：HTTP、DNS、DHCP、电子邮件",
    ), OSI).see(&["layers", "http", "dns"]),
    term("encapsulation", "封装", &["encapsulate"], text(
        "to put a unit of the layer above, whole, behind one's own header",
        "把上层的数据单元整个放在本层首部之后",
    ), USERS).see(&["layers"]),
    term("decapsulation", "解封", &["拆封", "解封装"], text(
        "to take off one's own header and hand the payload to the layer above",
        "去掉本层首部，把有效载荷交给上一层",
    ), OSI).see(&["layers"]),
    term("checksum", "检验和", &["校验和", "首部检验和", "首部校验和", "header checksum"], text(
        "a small number reckoned from octets and sent with them: reckoned again, it shows most damage, but no forgery",
        "由若干字节算出并随之发送的数：重新计算可发现多数差错，但防不住伪造",
    ), Source::Rfc(1071, "1")).see(&["checksum-wrong", "ipv4.header_checksum"]),
    term("pseudo-header", "伪首部", &["伪头部", "伪报头"], text(
        "addresses, protocol and length of the IP header that TCP and UDP sum up with their own octets; it is never sent",
        "TCP、UDP 计算检验和时一并相加的 IP 地址、协议和长度；并不发送",
    ), Source::Rfc(9293, "3.1")).see(&["tcp.checksum", "udp.checksum"]),
    term("one's complement sum", "反码算术求和", &["反码求和", "进位回卷", "反码", "internet checksum", "end-around carry"], text(
        "16-bit words are added and each carry is added again at the low end; the checksum is the complement of the sum",
        "把 16 位字相加，进位加回最低位（进位回卷）；检验和是这个和的反码",
    ), Source::Rfc(1071, "1")).see(&["checksum"]),
    term("best effort", "尽最大努力", &["尽最大努力交付", "尽力而为"], text(
        "delivery is tried, not promised: packets may be lost, doubled, late or out of order",
        "尽力交付而不保证：分组可能丢失、重复、延迟或失序",
    ), Source::Rfc(1122, "1.1.3")).see(&["ipv4", "udp"]),
    term("packet switching", "分组交换", &["包交换"], text(
        "links are shared packet by packet, and each router stores and forwards; a telephone call, by contrast, reserves a circuit",
        "链路由分组逐个共用，路由器存储转发；电话则是预留一条电路的电路交换",
    ), USERS).see(&["datagram"]),
    term("circuit switching", "电路交换", &[], text(
        "a path is reserved from end to end for the whole call, used or not, as in the telephone network of old",
        "在整个通话期间预留一条端到端的通路，无论是否使用，如传统电话网",
    ), USERS).see(&["packet switching"]),
];
