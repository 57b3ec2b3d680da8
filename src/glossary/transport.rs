//! From process to process: ports, sockets, connections.

use super::{Term, term};
use crate::spec::{Source, text};

const PORTS: Source = Source::Rfc(6335, "6");
const CONGESTION: Source = Source::Rfc(5681, "");

pub(super) static TERMS: &[Term] = &[
    term("process", "进程", &[], text(
        "a running program; two processes communicate, hosts and networks only carry it",
        "正在运行的程序；通信的是两端的进程，主机和网络只是承载",
    ), Source::Posix("definitions §3")),
    term("port number", "端口号", &["协议端口", "protocol port"], text(
        "16 bits that tell the sockets of one host and one protocol apart; TCP's and UDP's are separate",
        "区分同一主机、同一协议的各个套接字的 16 位数；TCP 与 UDP 的端口互不相干",
    ), PORTS).see(&["ports"]),
    term("system port", "熟知端口号", &["well-known port", "系统端口", "系统端口号", "知名端口", "周知端口", "熟知端口", "众所周知的端口"], text(
        "0 to 1023: given by IANA to services by the strictest rules; Unix lets only privileged processes listen there",
        "0 至 1023：由 IANA 按最严的规则分配给服务；Unix 上只有特权进程可以监听",
    ), PORTS).see(&["ports"]),
    term("user port", "登记端口号", &["registered port", "注册端口", "登记端口", "用户端口"], text(
        "1024 to 49151: registered with IANA by whoever asked; nothing stops others from using one",
        "1024 至 49151：在 IANA 登记；但并不能阻止别人使用",
    ), PORTS).see(&["ports"]),
    term("dynamic port", "短暂端口号", &["ephemeral port", "private port", "动态端口", "临时端口", "短暂端口", "私有端口"], text(
        "49152 to 65535, never registered; what a system picks for clients may be another range (Linux: 32768 to 60999)",
        "49152 至 65535，从不登记；系统为客户选取的范围可以不同（Linux 为 32768 至 60999）",
    ), PORTS).see(&["ports"]),
    term("multiplexing", "复用", &["多路复用"], text(
        "many senders share one channel below; each unit says whose it is",
        "多个发送者共用下层的一条通路；每个数据单元注明属于谁",
    ), Source::Rfc(9293, "2.2")),
    term("demultiplexing", "分用", &["多路分解", "解复用"], text(
        "handing arriving units to the right receiver: by EtherType, protocol number, then the addresses and ports of both ends",
        "把到达的数据单元交给正确的接收者：先按以太网类型、协议号，再按双方的地址和端口",
    ), Source::Rfc(1122, "1.1.3")).see(&["ports"]),
    term("socket", "套接字", &["插口"], text(
        "to RFC 9293 an address and a port; to a program the object of the API that is an endpoint, with a state of its own",
        "在 RFC 9293 中是地址加端口；对程序而言是 API 中代表通信端点的对象，有自己的状态",
    ), Source::Rfc(9293, "4")).see(&["listening socket", "address family"]),
    term("listening socket", "监听套接字", &["listen()"], text(
        "waits for connections and carries no data; each connection gets a socket of its own from accept, with the same local port",
        "只等待连接，不传送数据；每个连接由 accept 得到自己的套接字，本地端口相同",
    ), Source::Posix("listen()")).see(&["connected socket"]),
    term("connected socket", "已连接套接字", &[], text(
        "one end of one connection: found by all four of the addresses and ports",
        "一个连接的一端：由双方的地址和端口四者共同确定",
    ), Source::Posix("accept()")),
    term("address family", "地址族", &["套接字家族", "AF_INET", "AF_INET6", "protocol family"], text(
        "which kind of address a socket has: AF_INET, AF_INET6, AF_UNIX",
        "套接字所用地址的种类：AF_INET、AF_INET6、AF_UNIX",
    ), Source::Posix("<sys/socket.h>")),
    term("Unix domain socket", "UNIX 域套接字", &["AF_UNIX", "AF_LOCAL", "文件型套接字", "UNIX 套接字"], text(
        "joins processes of one host; its path is a name only: the data goes through buffers of the kernel, not through a file",
        "连接同一主机上的进程；路径只是名字，数据经过内核缓冲区，不经过文件",
    ), Source::Kernel("unix(7)")),
    term("connection", "连接", &["TCP 连接", "链接"], text(
        "what both ends remember of each other: sequence numbers, windows, state; the network between keeps nothing",
        "双方各自记住的关于对方的状态：序号、窗口、状态；中间的网络什么也不保存",
    ), Source::Rfc(9293, "3.3")).see(&["tcp"]),
    term("connection-oriented", "面向连接", &["面向连接的"], text(
        "first both ends agree, then data flows, then both let go: TCP",
        "先建立连接，再传送数据，最后释放：如 TCP",
    ), Source::Rfc(9293, "2.2")).see(&["tcp-vs-udp"]),
    term("connectionless", "无连接", &["无连接的"], text(
        "each datagram goes by itself, unannounced: IP, UDP",
        "数据报各自发送，事先不作约定：如 IP、UDP",
    ), Source::Rfc(768, "")).see(&["tcp-vs-udp"]),
    term("byte stream", "字节流", &["流", "流式协议", "stream"], text(
        "octets in order, without borders: what was written at once may be read in parts, or with what came before",
        "按序的字节，没有边界：一次写入的内容可能分几次读到，也可能与前面的一起读到",
    ), Source::Rfc(9293, "2.2")).see(&["message framing"]),
    term("sequence number", "序号", &["序列号"], text(
        "the number of a segment's first octet in the stream; TCP numbers octets, not packets",
        "报文段数据第一个字节在字节流中的编号；TCP 给字节编号，不给分组编号",
    ), Source::Rfc(9293, "3.4")).see(&["tcp.seq"]),
    term("acknowledgment number", "确认号", &["acknowledgement number", "ACK"], text(
        "the number of the next octet expected: all before it arrived at the other TCP, which does not mean that its application has read them",
        "期望收到的下一个字节的序号：之前的都已到达对方的 TCP，但不等于对方应用已经读取",
    ), Source::Rfc(9293, "3.4")).see(&["tcp.ack"]),
    term("initial sequence number", "初始序号", &["ISN", "初始序列号"], text(
        "where the numbering begins: hard to guess, and different for each connection",
        "编号的起点：难以猜测，每个连接各不相同",
    ), Source::Rfc(6528, "3")),
    term("window", "窗口", &["接收窗口", "receive window", "rwnd", "滑动窗口", "sliding window"], text(
        "how many octets the receiver has room for: the sender may have no more than that unacknowledged",
        "接收方还能容纳的字节数：发送方未被确认的数据不得超过它",
    ), Source::Rfc(9293, "3.8.6")).see(&["tcp.window"]),
    term("flow control", "流量控制", &[], text(
        "not to overrun the receiver: its window limits the sender",
        "不使接收方来不及接收：由其窗口限制发送方",
    ), Source::Rfc(9293, "3.8.6")).see(&["tcp.window"]),
    term("congestion control", "拥塞控制", &["congestion window", "cwnd", "拥塞窗口"], text(
        "not to overrun the network: the sender limits itself by what losses and marks tell",
        "不使网络过载：发送方根据丢失和标记限制自己",
    ), CONGESTION),
    term("slow start", "慢开始", &["慢启动"], text(
        "the congestion window begins small and doubles each round trip until a threshold or a loss",
        "拥塞窗口从小开始，每个往返时间加倍，直到门限或出现丢失",
    ), Source::Rfc(5681, "3.1")),
    term("congestion avoidance", "拥塞避免", &[], text(
        "from the threshold on the congestion window grows by one segment each round trip",
        "达到门限后，拥塞窗口每个往返时间增加一个报文段",
    ), Source::Rfc(5681, "3.1")),
    term("fast retransmit", "快重传", &["快速重传"], text(
        "three duplicate acknowledgments are taken for a loss: the segment is sent again without waiting",
        "收到三个重复确认即认为丢失，不等超时就重传",
    ), Source::Rfc(5681, "3.2")),
    term("fast recovery", "快恢复", &["快速恢复"], text(
        "after a fast retransmit the window is halved, not begun anew",
        "快重传之后窗口减半，而不是从头开始",
    ), Source::Rfc(5681, "3.2")),
    term("retransmission", "重传", &["重发"], text(
        "to send again what was not acknowledged in time",
        "把未及时得到确认的数据再次发送",
    ), Source::Rfc(9293, "3.8.1")),
    term("retransmission timeout", "超时重传时间", &["RTO", "重传超时"], text(
        "how long TCP waits for an acknowledgment: reckoned from measured round-trip times",
        "等待确认的时间：由测得的往返时间算出",
    ), Source::Rfc(6298, "")),
    term("round-trip time", "往返时间", &["RTT", "往返时延"], text(
        "from sending something to getting its answer",
        "从发送到收到回应的时间",
    ), Source::Rfc(6298, "")),
    term("maximum segment size", "最大报文段长度", &["MSS", "最大段长"], text(
        "the most octets of data that one end wants in a segment, headers not counted: mostly 1460 over Ethernet and IPv4",
        "一端愿意在一个报文段中接收的最大数据字节数，不含首部：以太网上的 IPv4 通常为 1460",
    ), Source::Rfc(9293, "3.7.1")).see(&["tcp.mss"]),
    term("three-way handshake", "三次握手", &["三报文握手", "三路握手", "handshake", "握手"], text(
        "SYN, SYN-ACK, ACK: one handshake of three segments, in which both ends learn each other's initial sequence number",
        "SYN、SYN-ACK、ACK：一次握手，三个报文段（三报文握手），双方由此得知对方的初始序号",
    ), Source::Rfc(9293, "3.5")).see(&["tcp.syn"]),
    term("connection close", "四次挥手", &["连接释放", "四报文握手", "四次握手", "four-way close", "挥手"], text(
        "each direction is closed by a FIN and its ACK: four segments, or three when ACK and FIN go together, as they often do",
        "每个方向各用一个 FIN 和对它的 ACK 关闭：共四个报文段，ACK 与 FIN 合并时为三个，这很常见",
    ), Source::Rfc(9293, "3.6")).see(&["tcp.fin"]),
    term("half-close", "半关闭", &["half close", "shutdown", "shutdown()"], text(
        "one direction is closed, the other still sends; a half-open connection is another thing: one end has forgotten it",
        "一个方向已关闭，另一方向仍可发送；与半开不同，半开是指一端已不记得该连接",
    ), Source::Rfc(9293, "3.6")),
    term("reset", "复位", &["RST", "重置"], text(
        "the connection ends at once and without courtesy: nobody listens, or data came that nobody will read",
        "连接立即终止：没有进程监听，或收到无人会读的数据",
    ), Source::Rfc(9293, "3.5.2")).see(&["tcp.rst"]),
    term("TCP state", "TCP 状态", &["状态", "SYN-SENT", "ESTABLISHED", "CLOSE-WAIT"], text(
        "where a connection stands, from LISTEN and SYN-SENT through ESTABLISHED to TIME-WAIT; the names are not translated",
        "连接所处的阶段，从 LISTEN、SYN-SENT 经 ESTABLISHED 到 TIME-WAIT；名称不翻译",
    ), Source::Rfc(9293, "3.3.2")).see(&["tcp", "LISTEN", "TIME-WAIT"]),
    term("accept queue", "全连接队列", &["backlog", "已完成连接队列"], text(
        "connections that are established and that the program has not accepted yet; backlog is its length",
        "已建立但程序尚未 accept 的连接；backlog 是其长度",
    ), Source::Kernel("listen(2)")).see(&["accept", "SYN queue"]),
    term("SYN queue", "半连接队列", &["未完成连接队列"], text(
        "connections whose handshake is not finished yet",
        "握手尚未完成的连接",
    ), Source::Kernel("listen(2)")),
    term("message framing", "消息定界", &["成帧", "framing", "封包拆包", "分帧"], text(
        "to mark where a message ends in a byte stream: by a delimiter, by its length, or by closing",
        "在字节流中标明报文的结尾：用定界符、长度或关闭连接",
    ), Source::Rfc(9112, "6")).see(&["byte stream"]),
    term("\"sticky packets\"", "「粘包」", &["粘包", "粘包问题", "sticky packets", "拆包", "半包"], text(
        "folk term for two messages in one read or one message in two; TCP has no packets, only a stream of octets: the application must frame its messages",
        "通称，指一次读到两个报文或一个报文分两次读到；TCP 没有包，只有字节流，要由应用自己定界",
    ), Source::Rfc(9293, "2.2")).see(&["message framing"]),
    term("delimiter", "定界符", &["分隔符"], text(
        "an agreed octet or more that ends a message; it may not stand inside",
        "约定的一个或几个字节，标志报文结束；不得出现在报文内部",
    ), Source::Rfc(9112, "2.1")),
    term("length prefix", "长度前缀", &["长度字段"], text(
        "a message begins with its own length, so that any octet may stand inside",
        "报文以自身长度开头，内部可以有任何字节",
    ), Source::Rfc(1035, "4.2.2")).see(&["dns_tcp"]),
];
