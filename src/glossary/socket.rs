//! Sockets in a program: the calls of their life, what the kernel keeps for them, and what a program does meanwhile.

use super::{Term, term};
use crate::spec::{Source, text};

pub(super) static TERMS: &[Term] = &[
    term("file descriptor", "文件描述符", &["descriptor", "fd", "EMFILE", "ulimit"], text(
        "the small number by which a process knows an open file or socket; every connection takes one, and there is a limit for each process",
        "进程用来指代已打开的文件或套接字的小整数；每个连接占用一个，每个进程都有上限",
    ), Source::Posix("definitions §3")),
    term("stream socket", "流套接字", &["SOCK_STREAM", "流式套接字"], text(
        "carries a stream of octets both ways over a connection: TCP, or a Unix socket",
        "通过连接双向传送字节流：TCP 或 UNIX 域套接字",
    ), Source::Posix("socket()")).see(&["byte stream"]),
    term("datagram socket", "数据报套接字", &["SOCK_DGRAM"], text(
        "carries messages with borders, each by itself: what one call sent, one call gets, or nothing",
        "传送有边界的消息，各自独立：一次发送的内容由一次接收整个取得，或者收不到",
    ), Source::Posix("socket()")).see(&["tcp-vs-udp"]),
    term("bind", "绑定", &["bind()", "绑定地址", "绑定端口"], text(
        "to give a socket its own address and port; a client mostly leaves that to the kernel, port 0 is any that is free",
        "给套接字定下本地的地址和端口；客户通常交给内核选择，端口 0 表示任意空闲端口",
    ), Source::Posix("bind()")).see(&["port number"]),
    term("address reuse", "地址重用", &["SO_REUSEADDR", "EADDRINUSE", "address in use", "地址已被占用"], text(
        "leave to bind a port at which old connections still wait in TIME-WAIT; on Unix not one at which another listens",
        "允许绑定还有旧连接处于 TIME-WAIT 的端口；在 Unix 上不包括别人正在监听的端口",
    ), Source::Kernel("socket(7)")).see(&["TIME-WAIT"]),
    term("LISTEN state", "LISTEN 状态", &["LISTEN", "监听", "监听状态"], text(
        "the state of a socket that waits for connections from any peer; the kernel answers their SYNs, the program only takes what is ready",
        "套接字等待任何对方来建立连接的状态；SYN 由内核回答，程序只取走已就绪的连接",
    ), Source::Rfc(9293, "3.3.2")).see(&["listening socket", "accept queue"]),
    term("accept", "接受连接", &["accept()"], text(
        "takes one connection out of the accept queue and gives it a socket of its own; the handshake is over by then, the kernel made it",
        "从全连接队列取出一个连接，得到它自己的套接字；此时握手早已由内核完成",
    ), Source::Posix("accept()")).see(&["accept queue", "connected socket", "http-field Accept"]),
    term("connection refused", "连接被拒绝", &["ECONNREFUSED", "拒绝连接"], text(
        "the SYN was answered by RST: the host is there, and nobody listens at that port; a timeout is another thing: nothing answered",
        "SYN 得到的回答是 RST：主机存在，但该端口无人监听；超时则不同：没有任何回答",
    ), Source::Rfc(9293, "3.5.2")).see(&["reset"]),
    term("send buffer", "发送缓冲区", &["SO_SNDBUF", "发送缓存"], text(
        "where the kernel keeps what write gave it until the peer's TCP acknowledges it; write returns when all is copied there, not when it has arrived",
        "内核保存 write 交来的字节，直到被对方的 TCP 确认；write 返回只说明已复制到这里，不说明已到达",
    ), Source::Kernel("tcp(7)")),
    term("receive buffer", "接收缓冲区", &["SO_RCVBUF", "接收缓存"], text(
        "where the kernel keeps what came until the program reads it; the room left in it is the window that the peer is told",
        "内核保存已到达的字节，直到程序读取；其剩余空间就是告诉对方的窗口",
    ), Source::Rfc(9293, "3.8.6")).see(&["window"]),
    term("short read", "不完整读取", &["partial read", "partial write", "short write"], text(
        "read gives what is there and write takes what fits, down to one octet: less than asked for is no error, and says nothing about messages",
        "read 有多少给多少，write 能放多少收多少，少到一个字节：少于所要求的不是差错，也与消息的边界无关",
    ), Source::Posix("read()")).see(&["byte stream"]),
    term("end of stream", "流结束", &["EOF", "end of file"], text(
        "a read of 0 octets: the peer has sent FIN and everything before it was read; there is no octet that means it",
        "read 得到 0 字节：对方已发送 FIN，之前的内容都已读完；并没有表示结束的字节",
    ), Source::Posix("read()")).see(&["half-close"]),
    term("half-open connection", "半开连接", &["half-open", "半开", "half open connection"], text(
        "one end has closed or crashed and the other does not know; it learns from the RST that its next segment gets",
        "一端已关闭或崩溃而另一端不知道；它的下一个报文段会得到 RST",
    ), Source::Rfc(9293, "3.5.1")).see(&["reset"]),
    term("TIME-WAIT state", "TIME-WAIT 状态", &["TIME-WAIT", "TIME_WAIT", "2MSL", "时间等待"], text(
        "the side that closes first remembers the connection for two maximum segment lifetimes: its last ACK may have to be repeated, and late segments must die out; Linux waits 60 s",
        "先关闭的一方还要记住连接两个最长报文段寿命：最后的 ACK 可能要重发，迟到的报文段要先消失；Linux 等 60 秒",
    ), Source::Rfc(9293, "3.6")).see(&["TCP state", "address reuse"]),
    term("blocking call", "阻塞调用", &["blocking", "阻塞"], text(
        "a call that returns only when it has something: a program with one thread that waits for one client hears no other",
        "有结果才返回的调用：只有一个线程的程序等着一个客户时，听不到别的客户",
    ), Source::Posix("read()")).see(&["non-blocking socket"]),
    term("non-blocking socket", "非阻塞套接字", &["non-blocking", "nonblocking", "O_NONBLOCK", "EAGAIN", "EWOULDBLOCK", "非阻塞"], text(
        "its calls never wait: where there is nothing to read, or no room to write, they say so (EAGAIN)",
        "其调用从不等待：没有可读的或没有空间可写时，立即如实返回（EAGAIN）",
    ), Source::Posix("<fcntl.h>")).see(&["event loop"]),
    term("event loop", "事件循环", &["epoll", "poll()", "select()", "kqueue", "I/O multiplexing", "I/O 多路复用"], text(
        "one thread serves many: it asks the kernel which sockets can go on, lets each do what it can without waiting, and asks again",
        "一个线程服务许多客户：问内核哪些套接字可以继续，让每个做完不必等待的事，再问",
    ), Source::Kernel("epoll(7)")).see(&["non-blocking socket"]),
    term("back-pressure", "反压", &["backpressure", "背压", "回压"], text(
        "who cannot follow slows who sends: a server stops reading a client that does not read, its buffers fill, the window closes, and no memory grows",
        "跟不上的一方使发送方慢下来：对不读回答的客户，服务器也不再读它，缓冲区填满，窗口关闭，内存不会增长",
    ), Source::Rfc(9293, "3.8.6")).see(&["flow control"]),
    term("Nagle's algorithm", "Nagle 算法", &["Nagle", "TCP_NODELAY", "纳格算法"], text(
        "small writes wait and are joined while earlier octets are unacknowledged; one more reason that writes and segments are not the same",
        "还有字节未被确认时，小的写入先等待、合并再发送；这也是写入与报文段并不对应的一个原因",
    ), Source::Rfc(9293, "3.7.4")),
];
