//! Names and services.

use super::{Term, USERS, term};
use crate::spec::{Source, text};

const DNS: Source = Source::Rfc(9499, "");
const DHCP: Source = Source::Rfc(2131, "");
const HTTP: Source = Source::Rfc(9110, "3.3");

pub(super) static TERMS: &[Term] = &[
    term("client", "客户", &["客户端", "客户机"], text(
        "the process that begins: it asks, the server answers",
        "主动发起通信的进程：客户请求，服务器回答",
    ), HTTP).see(&["client-server"]),
    term("server", "服务器", &["服务端", "服务器端"], text(
        "the process that waits for clients at a known address and port; also the machine it runs on",
        "在已知的地址和端口等待客户的进程；也指运行它的机器",
    ), HTTP).see(&["client-server"]),
    term("peer-to-peer", "对等方式", &["P2P", "对等连接", "对等"], text(
        "every participant is client and server at once",
        "每个参与者同时是客户和服务器",
    ), Source::Rfc(5694, "")).see(&["client-server"]),
    term("DHCP message exchange", "DHCP 四步", &["DORA", "四步交互"], text(
        "discover, offer, request, ack: broadcast as long as the client has no address, to UDP port 67 of the server and 68 of the client",
        "发现、提供、请求、确认：客户尚无地址时用广播，服务器用 UDP 端口 67，客户用 68",
    ), Source::Rfc(2131, "3.1")),
    term("lease", "租用期", &["租约", "租期", "lease time"], text(
        "how long a client may use the address that DHCP gave it, unless it is renewed",
        "客户可以使用 DHCP 所分配地址的时间，可以续租",
    ), DHCP),
    term("relay agent", "中继代理", &["DHCP 中继", "DHCP relay", "中继"], text(
        "passes DHCP messages between a link without a server and a server elsewhere",
        "在没有服务器的链路与别处的服务器之间转送 DHCP 报文",
    ), Source::Rfc(1542, "")),
    term("host configuration", "四项配置", &["四要素", "host settings", "网络配置"], text(
        "address, mask, default gateway, DNS server; the last two are not needed to talk on one's own link",
        "地址、掩码、默认网关、DNS 服务器；在本链路内通信用不着后两项",
    ), DHCP),
    term("domain name", "域名", &["name"], text(
        "labels from a host up to the root, with dots: www.example.com. has three labels; a level is a count of labels",
        "从主机到根的一串标号，以点分隔：www.example.com. 有三个标号；几级域名按标号数计",
    ), DNS).see(&["dns"]),
    term("resolver", "解析程序", &["域名解析器", "解析器", "stub resolver", "本地域名服务器", "recursive resolver"], text(
        "asks the servers for a name until it has the answer; a host's own mostly asks one recursive resolver (本地域名服务器) that does the work",
        "向各服务器询问直到得到答案；主机自身的解析程序通常只问一个替它查询的本地域名服务器",
    ), DNS).see(&["recursive query"]),
    term("root server", "根域名服务器", &["根服务器", "root name server"], text(
        "knows the servers of all top-level domains: 13 names, each address at many places",
        "知道所有顶级域的服务器：13 个名字，每个地址设在多处",
    ), DNS).see(&["root-servers"]),
    term("top-level domain", "顶级域", &["TLD", "顶级域名", "一级域名", "TLD server", "顶级域名服务器"], text(
        "the last label before the root: com, cn, 公司",
        "根之前的最后一个标号：com、cn、公司",
    ), DNS),
    term("authoritative server", "权威域名服务器", &["权限域名服务器", "权威服务器", "authoritative name server", "authoritative"], text(
        "has the records of a zone first hand",
        "保存某个区的原始记录",
    ), DNS).see(&["dns.aa"]),
    term("recursive query", "递归查询", &["recursion", "递归"], text(
        "asks for the final answer, whatever work that is: what a host asks its resolver",
        "要求给出最终答案：主机向本地域名服务器的查询",
    ), DNS).see(&["dns.rd"]),
    term("iterative query", "迭代查询", &["iteration", "迭代", "迭代解析"], text(
        "takes a referral for an answer and asks on itself: what a resolver does with root, TLD and authoritative servers",
        "得到转介后自己继续询问：解析程序对根、顶级域和权威服务器的做法",
    ), DNS),
    term("gTLD", "通用顶级域", &["国际顶级域名", "generic TLD", "通用顶级域名"], text(
        "a top-level domain that belongs to no country: com, org, 公司",
        "不属于任何国家的顶级域：com、org、公司",
    ), DNS),
    term("ccTLD", "国家和地区顶级域", &["地理顶级域名", "国家顶级域", "country-code TLD", "国家顶级域名"], text(
        "a top-level domain of a country or territory: cn, de, 中国",
        "国家或地区的顶级域：cn、de、中国",
    ), DNS),
    term("zone", "区", &["区域", "DNS zone"], text(
        "the part of the tree of names that one set of servers is in charge of: a domain without what it delegated",
        "由一组服务器负责的那部分域名树：域减去已授权出去的部分",
    ), DNS),
    term("domain", "域", &[], text(
        "a name and everything below it",
        "一个名字及其下的全部名字",
    ), DNS),
    term("delegation", "授权", &["委派"], text(
        "NS records that say: from here on down these other servers are in charge",
        "用 NS 记录表明：从这里往下由其他服务器负责",
    ), DNS),
    term("resource record", "资源记录", &["RR"], text(
        "name, class, type, TTL and data: one fact of the DNS",
        "名字、类、类型、TTL 和数据：DNS 中的一条事实",
    ), Source::Rfc(1035, "3.2.1")).see(&["dns-type"]),
    term("HTTP method", "HTTP 方法", &["请求方法", "request method"], text(
        "what the client wants done with a resource: GET, POST …",
        "客户要对资源做什么：GET、POST 等",
    ), Source::Rfc(9110, "9")).see(&["http-method"]),
    term("hypertext", "超文本", &["超文本传送", "超文本传输协议"], text(
        "text with references that can be followed; HTTP (超文本传送协议) was made to carry it",
        "带有可跟随的引用的文本；HTTP（超文本传送协议）最初为传送它而设计",
    ), USERS).see(&["http"]),
    term("FTP", "文件传送协议", &["文件传输协议", "file transfer protocol"], text(
        "files over two connections: commands on port 21, data on another",
        "用两个连接传送文件：命令在端口 21，数据另用一个连接",
    ), Source::Rfc(959, "")).see(&["port 21"]),
    term("SMTP", "简单邮件传送协议", &["简单邮件传输协议", "simple mail transfer protocol"], text(
        "mail from server to server (port 25), and from its author to the first server (port 587)",
        "邮件服务器之间传送邮件（端口 25），以及作者把邮件提交给第一个服务器（端口 587）",
    ), Source::Rfc(5321, "")).see(&["port 25"]),
    term("URL", "统一资源定位符", &["网址", "uniform resource locator", "URI"], text(
        "where a resource is and how to get it: http://192.0.2.1:8080/index.html names scheme, host, port and path",
        "资源的位置和取得方法：http://192.0.2.1:8080/index.html 给出协议、主机、端口和路径",
    ), Source::Rfc(3986, "3")).see(&["http"]),
    term("mini-program", "小程序", &["mini program"], text(
        "a client that runs inside another app and speaks HTTPS to its server: client-server as well",
        "在另一个应用中运行、以 HTTPS 与服务器通信的客户：同样是客户–服务器方式",
    ), Source::Netlab).see(&["client-server"]),
];
