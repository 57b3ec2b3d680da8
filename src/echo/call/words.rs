//! What each call does, in one sentence with its source.

use super::{Call, Event};
use crate::echo::address::Transport;
use crate::echo::kernel::State;
use crate::spec::{Source, Text, text};

/// What a call did, and who says so.
pub type Sentence = (Text, Source);

/// The one sentence that explains an event.
pub fn sentence(event: &Event) -> Sentence {
    match (&event.error, event.call) {
        (Some(error), _) => failed(event, error),
        (None, Call::Socket) => socket(event.transport),
        (None, Call::Bind) => bind(event.transport),
        (None, Call::Listen) => LISTEN,
        (None, Call::Accept) => accept(event.transport),
        (None, Call::Connect) => connect(event.transport),
        (None, Call::Read(octets)) => read(event.transport, octets),
        (None, Call::Write(_)) => write(event.transport),
        (None, Call::Shutdown) => shutdown(event.transport),
        (None, Call::Close) => close(event),
        (None, Call::Reset) => RESET,
    }
}

fn socket(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp => (
            text(
                "the kernel makes an endpoint with no address and no peer; nothing is sent",
                "内核建立一个端点，还没有地址，也没有对方；什么也不发送",
            ),
            Source::Posix("socket()"),
        ),
        Transport::Udp => (
            text(
                "an endpoint for datagrams: it will have an address, and never a connection",
                "一个收发数据报的端点：以后有地址，但从不建立连接",
            ),
            Source::Kernel("udp(7)"),
        ),
        Transport::Unix | Transport::Unixgram => (
            text(
                "an endpoint within this host: no IP, no port, no segment will be seen on any wire",
                "本机之内的端点：没有 IP，没有端口，线路上看不到任何报文段",
            ),
            Source::Kernel("unix(7)"),
        ),
    }
}

fn bind(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp | Transport::Udp => (
            text(
                "the socket gets its address and its port; nothing is sent",
                "套接字得到地址和端口；什么也不发送",
            ),
            Source::Posix("bind()"),
        ),
        Transport::Unix | Transport::Unixgram => (
            text(
                "the socket gets its name: a path, at which a file of type socket appears",
                "套接字得到名称：一个路径，该处出现一个套接字类型的文件",
            ),
            Source::Kernel("unix(7)"),
        ),
    }
}

const LISTEN: Sentence = (
    text(
        "from now on the kernel answers by itself: it completes connections and queues them for accept",
        "从此内核自行应答：它完成连接的建立，并让连接排队等待 accept",
    ),
    Source::Kernel("listen(2)"),
);

fn accept(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp => (
            text(
                "the handshake was already complete; accept only takes the connection from the queue",
                "握手早已完成；accept 只是从队列中取出连接",
            ),
            Source::Kernel("listen(2)"),
        ),
        _ => (
            text(
                "the client was already connected; accept only takes the connection from the queue",
                "客户早已连上；accept 只是从队列中取出连接",
            ),
            Source::Kernel("unix(7)"),
        ),
    }
}

fn connect(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp => (
            text(
                "SYN went out, SYN and ACK came back, ACK went out: the three-way handshake, all of it the kernel's",
                "发出 SYN，收到 SYN 和 ACK，再发出 ACK：三次握手，全部由内核完成",
            ),
            Source::Rfc(9293, "3.5"),
        ),
        Transport::Udp => (
            text(
                "nothing is sent: connect fixes the peer, and only a connected socket is told of ICMP errors",
                "什么也不发送：connect 只固定对方地址；只有这样的套接字才会得知 ICMP 差错",
            ),
            Source::Kernel("udp(7)"),
        ),
        Transport::Unix => (
            text(
                "the kernel joins the two sockets in its memory: no segment, no handshake",
                "内核在内存中把两个套接字连起来：没有报文段，没有握手",
            ),
            Source::Kernel("unix(7)"),
        ),
        Transport::Unixgram => (
            text("nothing is sent: connect fixes the peer", "什么也不发送：connect 只固定对方"),
            Source::Kernel("unix(7)"),
        ),
    }
}

fn read(transport: Transport, octets: usize) -> Sentence {
    match (transport.is_stream(), octets) {
        (true, 0) => (
            text(
                "0 octets is the end of the stream: the other side has shut down its sending half",
                "读到 0 字节就是流的结尾：对方已关闭它的发送方向",
            ),
            Source::Posix("read()"),
        ),
        (true, _) => (
            text(
                "takes what is in the receive buffer: a stream has no borders, one write may come in several reads",
                "取走接收缓冲区中已有的字节：字节流没有边界，一次 write 可能要几次 read 才读完",
            ),
            Source::Rfc(9293, "2.2"),
        ),
        (false, _) => (
            text(
                "takes one datagram, as it was sent: datagrams keep their borders, and may be empty",
                "取走一个数据报，与发出时一样：数据报保持边界，也可以是空的",
            ),
            datagrams(transport),
        ),
    }
}

fn write(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp => (
            text(
                "copies the octets to the send buffer; the kernel sends them and keeps them until they are acknowledged",
                "把字节复制到发送缓冲区；由内核发送，并保留到被确认为止",
            ),
            Source::Kernel("tcp(7)"),
        ),
        Transport::Udp => (
            text(
                "one datagram goes out; whether it arrives, nobody says",
                "发出一个用户数据报；是否到达，没有人告知",
            ),
            Source::Rfc(768, ""),
        ),
        Transport::Unix => (
            text(
                "the octets go straight into the receive buffer of the other socket",
                "字节直接进入另一个套接字的接收缓冲区",
            ),
            Source::Kernel("unix(7)"),
        ),
        Transport::Unixgram => (
            text(
                "one datagram goes straight into the queue of the other socket; on Linux none is lost",
                "一个数据报直接进入另一个套接字的队列；在 Linux 上不会丢失",
            ),
            Source::Kernel("unix(7)"),
        ),
    }
}

fn shutdown(transport: Transport) -> Sentence {
    match transport {
        Transport::Tcp => (
            text(
                "a half-close: FIN goes out behind the last octet, and this side still receives",
                "半关闭：FIN 跟在最后一个字节之后发出，本方仍可接收",
            ),
            Source::Rfc(9293, "3.6.1"),
        ),
        _ => (
            text(
                "this side sends no more, the other side reads the end of the stream; this side still receives",
                "本方不再发送，对方读到流的结尾；本方仍可接收",
            ),
            Source::Posix("shutdown()"),
        ),
    }
}

const RESET: Sentence = (
    text(
        "RST instead of FIN: what was not delivered is thrown away, and nobody waits in TIME-WAIT",
        "用 RST 代替 FIN：尚未送达的数据全部丢弃，谁也不进入 TIME-WAIT",
    ),
    Source::Rfc(9293, "3.9.1.6"),
);

/// What was left of a connection when its program let it go.
fn close(event: &Event) -> Sentence {
    if event.transport != Transport::Tcp {
        return (
            text("the socket is gone; there is no connection to take down", "套接字消失；没有连接需要释放"),
            Source::Posix("close()"),
        );
    }
    if event.before == Some(State::Listen) {
        return (
            text(
                "nobody can connect any more; connections that were accepted stay",
                "不能再建立新的连接；已经接受的连接仍在",
            ),
            Source::Posix("close()"),
        );
    }
    match event.state {
        Some(State::TimeWait) => (
            text(
                "this side closed first, so it waits: it may have to repeat the last ACK, and late segments die out",
                "本方先关闭，所以由本方等待：可能要重发最后的 ACK，并让迟到的报文段消失",
            ),
            Source::Rfc(9293, "3.6"),
        ),
        Some(State::FinWait1 | State::Closing) => (
            text(
                "FIN is on its way; the kernel goes on without the program",
                "FIN 已经发出；之后由内核继续，与程序无关",
            ),
            Source::Rfc(9293, "3.6"),
        ),
        Some(State::FinWait2) => (
            text(
                "FIN is acknowledged, and the other program has not closed yet; the kernel waits without the program",
                "FIN 已被确认，而对方程序还没有关闭；由内核代替程序等待",
            ),
            Source::Kernel("tcp(7)"),
        ),
        Some(State::LastAck) => (
            text(
                "the other side closed first; only the acknowledgment of this side's FIN is missing",
                "对方先关闭；只差对本方 FIN 的确认",
            ),
            Source::Rfc(9293, "3.6"),
        ),
        Some(State::Closed) if matches!(event.before, Some(State::CloseWait | State::LastAck)) => (
            text(
                "the other side closed first, so the other side waits in TIME-WAIT; here nothing is left",
                "对方先关闭，所以由对方在 TIME-WAIT 等待；本方什么也不剩",
            ),
            Source::Rfc(9293, "3.6"),
        ),
        Some(State::Closed) if event.before == Some(State::Closed) => (
            text(
                "the connection was over already; who sent FIN first waits in TIME-WAIT, and after an RST nobody does",
                "连接此前已经结束；先发送 FIN 的一方在 TIME-WAIT 等待，若由 RST 结束则谁也不等待",
            ),
            Source::Rfc(9293, "3.6"),
        ),
        Some(State::Closed) => (
            text(
                "nothing is left here: octets that nobody had read, or an RST, ended the connection at once",
                "本方什么也不剩：有数据没有被读取，或收到 RST，连接立即结束",
            ),
            Source::Rfc(9293, "3.6.1"),
        ),
        _ => (
            text("the program lets the socket go; the kernel sends FIN", "程序放开套接字；由内核发送 FIN"),
            Source::Rfc(9293, "3.6"),
        ),
    }
}

fn failed(event: &Event, error: &str) -> Sentence {
    let transport = event.transport;
    match (error, event.call) {
        ("ECONNREFUSED", Call::Connect) if transport == Transport::Tcp => (
            text(
                "SYN went out and RST came back: the host is there, and nothing listens on that port",
                "发出 SYN，收到 RST：主机在，但没有程序监听该端口",
            ),
            Source::Rfc(9293, "3.5.2"),
        ),
        ("ECONNREFUSED", Call::Connect) => (
            text(
                "the file of the socket is there, and no program listens behind it",
                "套接字文件还在，但没有程序在监听",
            ),
            Source::Kernel("unix(7)"),
        ),
        ("ECONNREFUSED", _) => (
            text(
                "ICMP port unreachable came back for an earlier datagram: the host is there, the port is not in use",
                "先前的数据报引来了 ICMP 端口不可达：主机在，但该端口没有程序使用",
            ),
            Source::Rfc(1122, "4.1.3.3"),
        ),
        ("ETIMEDOUT", Call::Connect) => (
            text(
                "SYN went out again and again and nothing came back: the host is off, or a filter drops silently",
                "一再发出 SYN，没有任何回应：主机没有开机，或有过滤器默默丢弃",
            ),
            Source::Rfc(1122, "4.2.3.5"),
        ),
        ("EHOSTUNREACH" | "ENETUNREACH", _) => (
            text(
                "there is no way there: this host has no route, nobody answers ARP, or a router sent ICMP",
                "无路可达：本机没有路由，ARP 无人应答，或路由器发回了 ICMP",
            ),
            Source::Rfc(1122, "4.2.3.9"),
        ),
        ("ENOENT", Call::Connect) => (
            text("there is no file at that path: no server has bound it", "该路径没有文件：没有服务器绑定它"),
            Source::Kernel("unix(7)"),
        ),
        ("EPROTOTYPE", _) => (
            text(
                "a stream and a datagram socket do not go together: there is a socket at that path, of the other type",
                "字节流套接字和数据报套接字不能相连：该路径的套接字是另一种类型",
            ),
            Source::Posix("connect()"),
        ),
        ("EACCES" | "EPERM", Call::Connect) => (
            text("the system does not let this user connect there", "系统不允许该用户连接到那里"),
            Source::Posix("connect()"),
        ),
        ("EMFILE" | "ENFILE", _) => (
            text(
                "a socket is a file descriptor, and there are no more of them",
                "套接字也是文件描述符，而描述符已经用完",
            ),
            Source::Posix("socket()"),
        ),
        ("EADDRNOTAVAIL", Call::Connect) => (
            text(
                "no port is left for another connection to that address: each needs one, also while it is in TIME-WAIT",
                "没有端口可用于再连接该地址：每个连接占用一个，处于 TIME-WAIT 时也不例外",
            ),
            Source::Kernel("ip(7)"),
        ),
        ("EADDRINUSE", _) => (
            text("another socket has that address and port", "另一个套接字占用该地址和端口"),
            Source::Posix("bind()"),
        ),
        ("EMSGSIZE", _) => (
            text("the datagram is longer than a datagram may be", "数据报超过了允许的长度"),
            Source::Posix("send()"),
        ),
        ("ECONNRESET", _) => (
            text(
                "RST came: the other side has thrown the connection away, and what was in the buffers with it",
                "收到 RST：对方丢弃了连接，缓冲区中的数据也随之丢失",
            ),
            Source::Rfc(9293, "3.5.3"),
        ),
        ("EPIPE", _) => (
            text(
                "the connection no longer takes octets: it was shut down here, or the other side reset it",
                "连接不再接受数据：本方已关闭发送方向，或对方已复位",
            ),
            Source::Posix("write()"),
        ),
        _ => (text("the call failed, and did nothing", "调用失败，什么也没有做"), Source::Netlab),
    }
}

fn datagrams(transport: Transport) -> Source {
    if transport == Transport::Udp { Source::Rfc(768, "") } else { Source::Kernel("unix(7)") }
}
