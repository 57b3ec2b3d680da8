//! Comparisons: every line with its source.

use crate::cli::explain::article::{Article, Cell, Column, Row, below, column, row};
use crate::proto::{IPV4, TCP, UDP};
use crate::say;
use crate::spec::{Source, Text, fixed_octets, same, text};

const TCP_UDP: &[Column] = &[
    column("what", text("what", "比较")),
    column("tcp", same("TCP")),
    column("udp", same("UDP")),
    below("source", text("source", "出处")),
];

fn line(what: Text, one: impl Into<Cell>, other: impl Into<Cell>, sources: &[Source]) -> Row {
    row([what.into(), one.into(), other.into(), Cell::Sources(sources.to_vec())])
}

/// TCP and UDP.
pub fn tcp_udp() -> Article {
    let mut article =
        Article::new("tcp-vs-udp", "page", text("TCP and UDP compared", "TCP 与 UDP 的比较").into());
    let rfc = |number| Source::Rfc(number, "");
    let [ip, tcp, udp] = [&IPV4, &TCP, &UDP].map(|protocol| fixed_octets(protocol.parts));
    // Total Length has 16 bits
    let most = |header: usize| usize::from(u16::MAX) - ip - header;
    let octets = |n: usize| say!(en: "{n} octets", zh: "{n} 字节", n = n);
    let rows = vec![
        line(
            text("connection", "连接"),
            text(
                "three-way handshake first; each direction is closed by itself",
                "先三次握手；两个方向分别关闭",
            ),
            text("none: the first datagram is already data", "无连接：第一个数据报就是数据"),
            &[Source::Rfc(9293, "3.5"), Source::Rfc(9293, "3.6"), rfc(768)],
        ),
        line(
            text("what the program sees", "应用看到的"),
            text("a stream of octets without borders", "没有边界的字节流"),
            text(
                "messages: each is read as it was sent, or not at all",
                "报文：要么原样读到一个，要么读不到",
            ),
            &[Source::Rfc(9293, "2.2"), rfc(768)],
        ),
        line(
            text("delivery", "交付"),
            text(
                "acknowledged and sent again until it arrives, or the program is told",
                "确认并重传直至到达，否则报告出错",
            ),
            text("best effort: may be lost or doubled", "尽最大努力：可能丢失或重复"),
            &[Source::Rfc(9293, "3.8.1"), rfc(768)],
        ),
        line(
            text("order", "次序"),
            text("the stream is in order, whatever the packets do", "无论分组如何到达，字节流有序"),
            text("as datagrams arrive", "按到达的次序"),
            &[Source::Rfc(9293, "2.2"), rfc(768)],
        ),
        line(
            text("numbering", "编号"),
            text("every octet, not every packet", "给每个字节编号，而不是每个分组"),
            text("none", "无"),
            &[Source::Rfc(9293, "3.4"), rfc(768)],
        ),
        line(
            text("flow control", "流量控制"),
            text("the receiver's window", "接收方的窗口"),
            text("none", "无"),
            &[Source::Rfc(9293, "3.8.6"), rfc(768)],
        ),
        line(
            text("congestion control", "拥塞控制"),
            text("slow start, congestion avoidance, and more", "慢开始、拥塞避免等"),
            text("left to the application, which should have one", "由应用负责，且应当有"),
            &[rfc(5681), Source::Rfc(8085, "3.1")],
        ),
        line(
            text("header", "首部"),
            say!(en: "{tcp} octets, with options up to 60", zh: "{tcp} 字节，含选项最长 60 字节", tcp = tcp),
            octets(udp),
            &[Source::Rfc(9293, "3.1"), rfc(768)],
        ),
        line(
            text("checksum", "检验和"),
            text("always", "必须有"),
            text(
                "may be left out over IPv4; over IPv6 required, but for some tunnels",
                "IPv4 上可以没有；IPv6 上必须有，某些隧道除外",
            ),
            &[Source::Rfc(9293, "3.1"), rfc(768), Source::Rfc(8200, "8.1"), rfc(6935)],
        ),
        line(
            text("data in one unit over IPv4", "IPv4 上一个单元的数据"),
            say!(
                en: "at most {n} octets, mostly the MSS; the stream has no limit",
                zh: "至多 {n} 字节，通常为 MSS；字节流本身没有上限", n = most(tcp)
            ),
            say!(en: "at most {n} octets", zh: "至多 {n} 字节", n = most(udp)),
            &[Source::Rfc(791, "3.1"), Source::Rfc(9293, "3.7.1"), rfc(768)],
        ),
        line(
            text("to many at once", "一对多"),
            text("no: two ends only", "不可以：只有两端"),
            text("multicast and broadcast", "可以多播和广播"),
            &[Source::Rfc(1122, "4.2.3.10"), Source::Rfc(8085, "4")],
        ),
        line(
            text("ports", "端口"),
            text("65,536 of its own", "自有 65536 个"),
            text("65,536 of its own", "自有 65536 个"),
            &[rfc(6335)],
        ),
        line(
            text("used by", "用于"),
            text(
                "HTTP/1.1 and HTTP/2, mail, FTP, SSH, chat; large DNS answers",
                "HTTP/1.1 和 HTTP/2、电子邮件、FTP、SSH、聊天，较大的 DNS 回答",
            ),
            text(
                "DNS, DHCP, voice and video calls (RTP), QUIC and so HTTP/3",
                "DNS、DHCP、语音和视频通话（RTP）、QUIC 以及 HTTP/3",
            ),
            &[rfc(7766), rfc(3550), rfc(9000), rfc(9114)],
        ),
    ];
    article.table("lines", text("Side by side", "逐项比较"), TCP_UDP, rows);
    article.see(["tcp", "udp", "ports", "byte stream"]);
    article
}

const CLIENT_SERVER: &[Column] = &[
    column("what", text("what", "比较")),
    column("cs", text("a client of its own", "专用客户程序（C/S）")),
    column("bs", text("a browser as client", "以浏览器为客户（B/S）")),
    below("source", text("source", "出处")),
];

/// Client and server.
pub fn client_server() -> Article {
    let title = text("Client and server, and the browser as a client", "客户–服务器方式，以及以浏览器为客户");
    let mut article = Article::new("client-server", "page", title.into());
    article.prose(
        "means",
        text(
            "The client begins, the server waits: these are roles of two processes in one conversation, not kinds of machines, and one process may have both. \"B/S\" is not the opposite of \"C/S\" but a kind of it: the client is a browser, the protocol HTTP. A mini-program is a client too. Where every process has both roles at once, one speaks of peer-to-peer.",
            "客户主动请求，服务器等待：这是两个进程在一次通信中的角色，不是机器的种类，一个进程可以兼有两者。B/S 并不与 C/S 对立，而是它的一种：客户是浏览器，协议是 HTTP。小程序同样是客户。每个进程同时兼有两种角色时，称为对等方式（P2P）。",
        ),
    );
    let http = Source::Rfc(9110, "3.3");
    let rows = vec![
        line(
            text("protocol", "协议"),
            text("any: of its own, or a standard one", "任意：自定的或标准的"),
            text("HTTP, from there on also WebSocket", "HTTP，由此还可转为 WebSocket"),
            &[http, Source::Rfc(6455, "1.2")],
        ),
        line(
            text("the client's program", "客户程序"),
            text("installed and updated on each host", "在每台主机上安装和更新"),
            text(
                "the browser is there; pages and scripts come from the server at each visit",
                "浏览器已有；网页和脚本每次从服务器取得",
            ),
            &[Source::Rfc(9110, "3.3")],
        ),
        line(
            text("transport", "传输"),
            text("TCP, UDP, or a socket of the same host", "TCP、UDP，或本机的套接字"),
            text("TCP, with HTTP/3 QUIC over UDP", "TCP；HTTP/3 用 UDP 上的 QUIC"),
            &[Source::Rfc(9112, "9"), Source::Rfc(9114, "")],
        ),
        line(
            text("which networks", "适用网络"),
            text("any: one host, a LAN, the Internet", "任意：本机、局域网、互联网"),
            text("any, just so", "同样任意"),
            &[Source::Rfc(1122, "1.1.3")],
        ),
        line(
            text("secrecy", "保密性"),
            text("as good as its protocol: with TLS, or without", "取决于所用协议：是否使用 TLS"),
            text("as good as its protocol: https, or http", "取决于所用协议：https 还是 http"),
            &[Source::Rfc(8446, "1")],
        ),
    ];
    article.table("lines", text("Side by side", "逐项比较"), CLIENT_SERVER, rows);
    article.see(["client", "server", "peer-to-peer", "http"]);
    article
}
