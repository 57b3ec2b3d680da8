//! Ports of TCP and UDP.

use super::rfc;
use crate::proto::{self, DHCP, DNS, DNS_TCP, MDNS, TLS};
use crate::spec::{Entry, Leads, Registry, Source, Text, text};

const IANA: Source = Source::Iana("service names and port numbers");

/// A port of which only IANA's list speaks.
const fn listed(
    value: u64,
    key: &'static str,
    name: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Entry {
    Entry::new(value, key, name, text(en, zh), IANA)
}

/// RFC 6335 §6.
const RANGES: &[(u64, u64, Text)] = &[
    (0, 0, text("reserved: nobody listens here", "保留：没有进程在此监听")),
    (1, 1023, text("a system port", "系统端口（熟知端口）")),
    (1024, 49_151, text("a user port", "用户端口（登记端口）")),
    (49_152, 65_535, text("a dynamic port: nobody's for good", "动态端口（短暂端口）：不固定属于任何人")),
];

// What is the same over TCP and UDP.
const ECHO: Entry = rfc(7, "echo", "echo", 862, "sends back what it gets", "把收到的数据原样送回");
const DISCARD: Entry = rfc(
    9,
    "discard",
    "discard",
    863,
    "throws away what it gets; Wake-on-LAN likes it",
    "丢弃收到的一切；网络唤醒常用",
);
const DAYTIME: Entry = rfc(13, "daytime", "daytime", 867, "the time as text", "以文字给出时间");
const QOTD: Entry = rfc(17, "qotd", "qotd", 865, "a quote of the day", "每日一句");
const CHARGEN: Entry =
    rfc(19, "chargen", "chargen", 864, "a stream of characters for tests", "测试用的字符流");
const TIME: Entry = rfc(37, "time", "time", 868, "seconds since 1900", "自 1900 年起的秒数");
const DOMAIN: Entry = rfc(53, "domain", "domain", 1035, "DNS, the domain name system", "域名系统 DNS");
const HTTP: Entry = rfc(80, "http", "http", 9110, "the web, HTTP", "万维网 HTTP");
const KERBEROS: Entry = rfc(
    88,
    "kerberos",
    "kerberos",
    4120,
    "Kerberos: tickets that prove who you are",
    "Kerberos 鉴别：凭票据证明身份",
);
const SUNRPC: Entry = rfc(
    111,
    "sunrpc",
    "sunrpc",
    1833,
    "rpcbind: at which port is this service?",
    "rpcbind：查询某个远程过程调用服务的端口",
);
const LDAP: Entry = rfc(389, "ldap", "ldap", 4511, "directory of people and machines", "轻型目录访问协议");
const SVRLOC: Entry = rfc(427, "svrloc", "svrloc", 2608, "SLP: finds services", "服务定位协议");
const KPASSWD: Entry =
    rfc(464, "kpasswd", "kpasswd", 3244, "Kerberos passwords are changed", "更改 Kerberos 口令");
const LDP: Entry = rfc(646, "ldp", "ldp", 5036, "MPLS labels are agreed on", "标记分配协议：商定 MPLS 标记");
const OPENVPN: Entry = listed(1194, "openvpn", "openvpn", "OpenVPN", "虚拟专用网 OpenVPN");
const RDP: Entry =
    listed(3389, "rdp", "ms-wbt-server", "remote desktop of Windows (RDP)", "Windows 远程桌面（RDP）");
const STUN: Entry = rfc(
    3478,
    "stun",
    "stun",
    8489,
    "which address does NAT give me? (STUN, TURN)",
    "查询自己经 NAT 之后的地址（STUN、TURN）",
);
const SIP: Entry = rfc(5060, "sip", "sip", 3261, "sets up calls", "会话发起协议：建立呼叫");
const SIPS: Entry = rfc(5061, "sips", "sips", 3261, "the same under TLS", "TLS 之上的会话发起协议");
const IPERF: Entry = listed(
    5001,
    "iperf",
    "commplex-link",
    "registered to commplex; iperf 2 measures throughput here",
    "登记给 commplex；iperf 2 惯用它测量吞吐量",
);
const IPERF3: Entry = listed(
    5201,
    "iperf3",
    "targus-getdata1",
    "registered to TARGUS; iperf3 measures throughput here",
    "登记给 TARGUS；iperf3 惯用它测量吞吐量",
);
const LLMNR: Entry = rfc(
    5355,
    "llmnr",
    "llmnr",
    4795,
    "names on the link, without a server (Windows)",
    "链路本地多播名字解析（Windows）",
);
const MEMCACHE: Entry =
    listed(11_211, "memcache", "memcache", "memcached, values kept in memory", "内存缓存 memcached");
const DNP: Entry = listed(20_000, "dnp", "dnp", "DNP3, control of power networks", "电力监控协议 DNP3");
const ENIP: Entry =
    listed(44_818, "ethernet-ip", "EtherNet-IP-2", "industrial EtherNet/IP", "工业协议 EtherNet/IP");

/// The TCP ports that lead to a protocol.
pub static TCP_LEADS: Leads = Leads::of(&TCP_PORTS);

/// Ports of TCP.
pub static TCP_PORTS: Registry = Registry {
    key: "tcp-port",
    title: text("TCP ports", "TCP 端口"),
    source: IANA,
    entries: &[
        rfc(
            1,
            "tcpmux",
            "tcpmux",
            1078,
            "many services behind one port (historic)",
            "一个端口后的多种服务（历史）",
        ),
        ECHO,
        DISCARD,
        rfc(11, "systat", "systat", 866, "who is logged in (historic)", "当前登录用户（历史）"),
        DAYTIME,
        QOTD,
        CHARGEN,
        rfc(20, "ftp-data", "ftp-data", 959, "the data connection of FTP", "FTP 的数据连接"),
        rfc(21, "ftp", "ftp", 959, "the control connection of FTP", "文件传送协议 FTP 的控制连接"),
        rfc(22, "ssh", "ssh", 4253, "a shell under encryption", "安全外壳：加密的远程登录"),
        rfc(23, "telnet", "telnet", 854, "a terminal without encryption", "远程终端 TELNET，不加密"),
        rfc(25, "smtp", "smtp", 5321, "mail between servers", "简单邮件传送协议：服务器之间传送邮件"),
        TIME,
        rfc(43, "whois", "nicname", 3912, "who owns a name or address", "whois：查询域名或地址归谁所有"),
        rfc(
            49,
            "tacacs",
            "tacacs",
            8907,
            "TACACS+: who may manage this device",
            "TACACS+：设备管理的鉴别与授权",
        ),
        DOMAIN.leads_to(&DNS_TCP),
        rfc(70, "gopher", "gopher", 1436, "menus of documents (historic)", "菜单式文档查询（历史）"),
        rfc(79, "finger", "finger", 1288, "about a user (historic)", "查询用户信息（历史）"),
        HTTP.leads_to(&proto::HTTP),
        KERBEROS,
        rfc(
            102,
            "iso-tsap",
            "iso-tsap",
            1006,
            "ISO transport over TCP; Siemens S7",
            "TCP 之上的 ISO 传输服务；西门子 S7",
        ),
        rfc(110, "pop3", "pop3", 1939, "fetches mail", "邮局协议：读取邮件"),
        SUNRPC,
        rfc(
            113,
            "ident",
            "ident",
            1413,
            "which user owns this connection (historic)",
            "查询连接所属的用户（历史）",
        ),
        rfc(119, "nntp", "nntp", 3977, "net news", "网络新闻"),
        listed(
            135,
            "epmap",
            "epmap",
            "Windows: at which port is this service?",
            "Windows：查询远程过程调用服务的端口",
        ),
        rfc(
            139,
            "netbios-ssn",
            "netbios-ssn",
            1002,
            "NetBIOS sessions: old file shares of Windows",
            "NetBIOS 会话：Windows 早期文件共享",
        ),
        rfc(143, "imap", "imap", 9051, "mail kept on the server", "网际报文存取协议：邮件留在服务器上"),
        rfc(179, "bgp", "bgp", 4271, "routing between autonomous systems", "边界网关协议：自治系统之间选路"),
        rfc(194, "irc", "irc", 1459, "chat (mostly at 6667 instead)", "聊天（实际多用 6667）"),
        LDAP,
        SVRLOC,
        rfc(443, "https", "https", 9110, "the web under TLS", "TLS 之上的万维网 HTTPS").leads_to(&TLS),
        listed(445, "smb", "microsoft-ds", "SMB, file shares of Windows", "SMB：Windows 文件共享"),
        KPASSWD,
        rfc(465, "submissions", "submissions", 8314, "handing in mail under TLS", "TLS 之上的邮件提交")
            .leads_to(&TLS),
        listed(502, "modbus", "mbap", "Modbus, industrial control", "工业控制 Modbus"),
        listed(
            512,
            "exec",
            "exec",
            "runs commands, without encryption (historic)",
            "远程执行命令，不加密（历史）",
        ),
        rfc(
            513,
            "login",
            "login",
            1282,
            "rlogin, without encryption (historic)",
            "远程登录 rlogin，不加密（历史）",
        ),
        listed(514, "shell", "shell", "rsh, without encryption (historic)", "远程外壳 rsh，不加密（历史）"),
        rfc(515, "printer", "printer", 1179, "LPD, print jobs", "LPD 打印"),
        listed(548, "afp", "afpovertcp", "file shares of old Macs", "早期 Mac 的文件共享"),
        rfc(554, "rtsp", "rtsp", 7826, "play and pause of streams", "实时流式协议：播放、暂停"),
        rfc(587, "submission", "submission", 6409, "handing in mail", "邮件提交"),
        listed(591, "http-591", "http-alt", "an alternative to 80 (FileMaker)", "80 的替代端口（FileMaker）")
            .leads_to(&proto::HTTP),
        rfc(631, "ipp", "ipp", 8010, "print jobs over HTTP", "互联网打印协议"),
        listed(636, "ldaps", "ldaps", "LDAP under TLS", "TLS 之上的 LDAP").leads_to(&TLS),
        LDP,
        rfc(853, "domain-s", "domain-s", 7858, "DNS under TLS", "TLS 之上的 DNS").leads_to(&TLS),
        listed(873, "rsync", "rsync", "copies what changed", "rsync：只传送有变化的部分"),
        rfc(
            989,
            "ftps-data",
            "ftps-data",
            4217,
            "the data connection of FTP under TLS",
            "TLS 之上的 FTP 数据连接",
        )
        .leads_to(&TLS),
        rfc(990, "ftps", "ftps", 4217, "FTP under TLS", "TLS 之上的 FTP").leads_to(&TLS),
        rfc(993, "imaps", "imaps", 8314, "IMAP under TLS", "TLS 之上的 IMAP").leads_to(&TLS),
        rfc(995, "pop3s", "pop3s", 8314, "POP3 under TLS", "TLS 之上的 POP3").leads_to(&TLS),
        rfc(1080, "socks", "socks", 1928, "a proxy for any connection", "SOCKS 代理"),
        OPENVPN,
        listed(1433, "ms-sql-s", "ms-sql-s", "Microsoft SQL Server", "数据库 Microsoft SQL Server"),
        listed(
            1521,
            "oracle",
            "ncube-lm",
            "registered to nCube; Oracle's listener uses it",
            "登记给 nCube；Oracle 数据库监听器惯用",
        ),
        listed(1720, "h323", "h323hostcall", "H.323 sets up calls", "H.323 呼叫建立"),
        rfc(1723, "pptp", "pptp", 2637, "an old VPN of Windows", "点对点隧道协议（Windows 早期 VPN）"),
        listed(1883, "mqtt", "mqtt", "messages of small devices, by topic", "物联网发布/订阅协议 MQTT"),
        rfc(2049, "nfs", "nfs", 7530, "file shares of UNIX", "网络文件系统 NFS"),
        listed(
            2181,
            "zookeeper",
            "eforward",
            "registered to eforward; ZooKeeper uses it",
            "登记给 eforward；ZooKeeper 惯用",
        ),
        listed(2375, "docker", "docker", "Docker's API, without TLS", "Docker 接口，不加密"),
        listed(2376, "docker-s", "docker-s", "Docker's API under TLS", "TLS 之上的 Docker 接口"),
        listed(2379, "etcd-client", "etcd-client", "etcd, to its clients", "etcd 面向客户"),
        listed(2380, "etcd-server", "etcd-server", "etcd, between servers", "etcd 服务器之间"),
        listed(
            3000,
            "dev-3000",
            "hbci",
            "registered to HBCI; development servers of Node and Rails",
            "登记给 HBCI；Node、Rails 开发服务器惯用",
        ),
        listed(
            3128,
            "squid",
            "ndl-aas",
            "registered to NDL; the Squid proxy uses it",
            "登记给 NDL；Squid 代理惯用",
        ),
        rfc(3260, "iscsi", "iscsi-target", 7143, "disks over TCP", "iSCSI：TCP 之上的磁盘"),
        listed(3268, "msft-gc", "msft-gc", "Active Directory's global catalogue", "活动目录全局编录"),
        listed(3306, "mysql", "mysql", "MySQL and MariaDB", "数据库 MySQL、MariaDB"),
        RDP,
        STUN,
        listed(4369, "epmd", "epmd", "Erlang's port mapper", "Erlang 端口映射"),
        listed(
            5000,
            "flask",
            "commplex-main",
            "registered to commplex; Flask's development server and first programs use it",
            "登记给 commplex；Flask 开发服务器和入门程序惯用",
        ),
        IPERF,
        SIP,
        SIPS.leads_to(&TLS),
        IPERF3,
        rfc(
            5222,
            "xmpp-client",
            "xmpp-client",
            6120,
            "chat, from client to server",
            "XMPP 聊天：客户到服务器",
        ),
        rfc(5269, "xmpp-server", "xmpp-server", 6120, "chat, between servers", "XMPP 聊天：服务器之间"),
        LLMNR,
        listed(5432, "postgresql", "postgresql", "PostgreSQL", "数据库 PostgreSQL"),
        listed(5671, "amqps", "amqps", "AMQP under TLS", "TLS 之上的 AMQP").leads_to(&TLS),
        listed(5672, "amqp", "amqp", "message queues (RabbitMQ)", "消息队列（RabbitMQ）"),
        rfc(5900, "vnc", "rfb", 6143, "VNC, another machine's screen", "VNC：远程屏幕"),
        rfc(6000, "x11", "x11", 1013, "X Window System, display 0", "X 窗口系统，0 号显示"),
        listed(6379, "redis", "redis", "Redis, values kept in memory", "内存数据库 Redis"),
        listed(
            6443,
            "kubernetes",
            "sun-sr-https",
            "registered to Sun; the API of Kubernetes uses it",
            "登记给 Sun；Kubernetes 接口惯用",
        ),
        rfc(6514, "syslog-tls", "syslog-tls", 5425, "log messages under TLS", "TLS 之上的日志")
            .leads_to(&TLS),
        listed(6653, "openflow", "openflow", "a controller programs switches", "控制器对交换机编程 OpenFlow"),
        listed(6667, "ircu", "ircu", "chat (IRC)", "聊天（IRC）"),
        listed(
            8000,
            "http-8000",
            "irdmi",
            "registered to iRDMI; Django and Python's http.server use it",
            "登记给 iRDMI；Django 和 Python 的 http.server 惯用",
        ),
        listed(8008, "http-8008", "http-alt", "an alternative to 80", "80 的替代端口").leads_to(&proto::HTTP),
        listed(
            8080,
            "http-alt",
            "http-alt",
            "an alternative to 80: proxies, Tomcat",
            "80 的替代端口：代理、Tomcat",
        )
        .leads_to(&proto::HTTP),
        listed(
            8443,
            "https-8443",
            "pcsync-https",
            "registered to PCsync; an alternative to 443",
            "登记给 PCsync；惯作 443 的替代端口",
        ),
        listed(8883, "secure-mqtt", "secure-mqtt", "MQTT under TLS", "TLS 之上的 MQTT").leads_to(&TLS),
        listed(
            8888,
            "http-8888",
            "ddi-tcp-1",
            "registered to NewsEDGE; Jupyter and proxies use it",
            "登记给 NewsEDGE；Jupyter 和代理惯用",
        ),
        listed(
            9000,
            "cslistener",
            "cslistener",
            "registered to CSlistener; PHP-FPM uses it",
            "登记给 CSlistener；PHP-FPM 惯用",
        ),
        listed(
            9090,
            "prometheus",
            "websm",
            "registered to WebSM; Prometheus uses it",
            "登记给 WebSM；Prometheus 惯用",
        ),
        listed(
            9092,
            "kafka",
            "XmlIpcRegSvc",
            "registered to Xml-Ipc; Kafka uses it",
            "登记给 Xml-Ipc；Kafka 惯用",
        ),
        listed(
            9100,
            "jetdirect",
            "hp-pdl-datastr",
            "print data straight to a printer",
            "直接送往打印机的数据",
        ),
        listed(
            9200,
            "elasticsearch",
            "wap-wsp",
            "registered to WAP; Elasticsearch uses it",
            "登记给 WAP；Elasticsearch 惯用",
        ),
        listed(9418, "git", "git", "git, for reading only", "git 只读传送"),
        MEMCACHE,
        DNP,
        listed(27_017, "mongodb", "mongodb", "MongoDB", "数据库 MongoDB"),
        ENIP,
    ],
    ranges: RANGES,
};

/// The UDP ports that lead to a protocol.
pub static UDP_LEADS: Leads = Leads::of(&UDP_PORTS);

/// Ports of UDP.
pub static UDP_PORTS: Registry = Registry {
    key: "udp-port",
    title: text("UDP ports", "UDP 端口"),
    source: IANA,
    entries: &[
        ECHO,
        DISCARD,
        DAYTIME,
        QOTD,
        CHARGEN,
        TIME,
        DOMAIN.leads_to(&DNS),
        rfc(67, "bootps", "bootps", 2131, "DHCP, the server's side", "DHCP 服务器").leads_to(&DHCP),
        rfc(68, "bootpc", "bootpc", 2131, "DHCP, the client's side", "DHCP 客户").leads_to(&DHCP),
        rfc(69, "tftp", "tftp", 1350, "files for machines that boot", "简单文件传送协议：供引导使用"),
        HTTP,
        KERBEROS,
        SUNRPC,
        rfc(123, "ntp", "ntp", 5905, "what time is it?", "网络时间协议：校准时钟"),
        rfc(
            137,
            "netbios-ns",
            "netbios-ns",
            1002,
            "NetBIOS names of old Windows",
            "NetBIOS 名字服务（Windows）",
        ),
        rfc(
            138,
            "netbios-dgm",
            "netbios-dgm",
            1002,
            "NetBIOS datagrams of old Windows",
            "NetBIOS 数据报（Windows）",
        ),
        rfc(
            161,
            "snmp",
            "snmp",
            3417,
            "asks and sets the values of a device",
            "简单网络管理协议：读写设备的参数",
        ),
        rfc(162, "snmptrap", "snmptrap", 3417, "a device reports by itself", "SNMP 陷阱：设备主动报告"),
        listed(177, "xdmcp", "xdmcp", "X terminals look for a host", "X 终端寻找主机"),
        Entry::new(
            319,
            "ptp-event",
            "ptp-event",
            text("precision time: messages whose arrival is timed", "精确时间协议：需要打时间戳的事件报文"),
            Source::Ieee("1588"),
        ),
        Entry::new(
            320,
            "ptp-general",
            "ptp-general",
            text("precision time: all other messages", "精确时间协议：其余报文"),
            Source::Ieee("1588"),
        ),
        LDAP,
        SVRLOC,
        rfc(443, "https", "https", 9114, "the web over QUIC (HTTP/3)", "QUIC 之上的万维网（HTTP/3）"),
        KPASSWD,
        rfc(500, "isakmp", "isakmp", 7296, "IKE: keys for IPsec", "互联网密钥交换：为 IPsec 协商密钥"),
        rfc(514, "syslog", "syslog", 5426, "log messages", "日志报文"),
        rfc(520, "rip", "router", 2453, "RIP: routing by distance", "路由信息协议 RIP：距离向量选路"),
        rfc(521, "ripng", "ripng", 2080, "RIP for IPv6", "IPv6 的路由信息协议"),
        rfc(546, "dhcpv6-client", "dhcpv6-client", 8415, "DHCPv6, the client's side", "DHCPv6 客户"),
        rfc(547, "dhcpv6-server", "dhcpv6-server", 8415, "DHCPv6, the server's side", "DHCPv6 服务器"),
        listed(623, "asf-rmcp", "asf-rmcp", "IPMI: a management controller", "IPMI：管理控制器"),
        LDP,
        rfc(853, "domain-s", "domain-s", 9250, "DNS over QUIC", "QUIC 之上的 DNS"),
        OPENVPN,
        listed(
            1434,
            "ms-sql-m",
            "ms-sql-m",
            "Microsoft SQL Server, which instances",
            "Microsoft SQL Server 实例查询",
        ),
        rfc(1701, "l2tp", "l2f", 2661, "L2TP: PPP in a tunnel", "第二层隧道协议 L2TP"),
        listed(1719, "h323gatestat", "h323gatestat", "H.323, to the gatekeeper", "H.323 网守"),
        rfc(1812, "radius", "radius", 2865, "RADIUS: who may come in", "RADIUS 鉴别与授权"),
        rfc(1813, "radius-acct", "radius-acct", 2866, "RADIUS: how long and how much", "RADIUS 计费"),
        listed(1900, "ssdp", "ssdp", "UPnP devices announce themselves", "UPnP 设备的通告与发现"),
        rfc(1985, "hsrp", "hsrp", 2281, "Cisco routers share one address", "Cisco 热备份路由器协议"),
        rfc(2049, "nfs", "nfs", 1813, "file shares of UNIX (version 3)", "网络文件系统 NFS（第 3 版）"),
        listed(2123, "gtp-control", "gtp-control", "mobile networks set up tunnels", "移动网隧道的控制"),
        listed(
            2152,
            "gtp-user",
            "gtp-user",
            "the data of mobile phones in tunnels",
            "移动网隧道中的用户数据",
        ),
        RDP,
        STUN,
        rfc(3544, "teredo", "teredo", 4380, "IPv6 through NAT, in UDP", "Teredo：用 UDP 穿越 NAT 的 IPv6"),
        listed(
            3702,
            "ws-discovery",
            "ws-discovery",
            "printers and cameras are found",
            "打印机、摄像机的发现",
        ),
        rfc(
            3784,
            "bfd-control",
            "bfd-control",
            5881,
            "is the neighbour alive?",
            "双向转发检测：邻站是否正常",
        ),
        rfc(3785, "bfd-echo", "bfd-echo", 5881, "the same, by echo", "双向转发检测：回送"),
        rfc(4500, "ipsec-nat-t", "ipsec-nat-t", 3948, "IPsec through NAT", "穿越 NAT 的 IPsec"),
        rfc(4739, "ipfix", "ipfix", 7011, "which flows a router saw", "路由器所见的流记录"),
        rfc(
            4789,
            "vxlan",
            "vxlan",
            7348,
            "Ethernet frames in UDP: overlay networks",
            "虚拟可扩展局域网：UDP 中的以太网帧",
        ),
        listed(
            4791,
            "roce",
            "roce",
            "remote memory over UDP (RoCE v2)",
            "UDP 之上的远程直接内存访问（RoCE v2）",
        ),
        IPERF,
        rfc(
            5004,
            "rtp",
            "avt-profile-1",
            3551,
            "RTP: sound and pictures in real time",
            "实时传输协议 RTP：音频和视频",
        ),
        rfc(5005, "rtcp", "avt-profile-2", 3551, "RTCP: how RTP arrives", "RTP 的控制协议"),
        SIP,
        SIPS,
        IPERF3,
        rfc(5351, "pcp", "pcp", 6887, "asks a NAT to open a port", "端口控制协议：请求 NAT 开放端口"),
        rfc(
            5353,
            "mdns",
            "mdns",
            6762,
            "DNS on the link, without a server",
            "多播 DNS：链路内无服务器的域名解析",
        )
        .leads_to(&MDNS),
        LLMNR.leads_to(&proto::LLMNR),
        rfc(5683, "coap", "coap", 7252, "a small HTTP for small devices", "受限应用协议：小型设备的 HTTP"),
        rfc(5684, "coaps", "coaps", 7252, "the same under DTLS", "DTLS 之上的受限应用协议"),
        rfc(
            6081,
            "geneve",
            "geneve",
            8926,
            "Ethernet frames in UDP, with options",
            "带选项的 UDP 以太网隧道",
        ),
        listed(6343, "sflow", "sflow", "samples of what a switch saw", "交换机所见流量的抽样"),
        rfc(6635, "mpls-udp", "mpls-udp", 7510, "MPLS in UDP", "UDP 中的 MPLS"),
        listed(8888, "ddi-udp-1", "ddi-udp-1", "registered to NewsEDGE", "登记给 NewsEDGE"),
        MEMCACHE,
        listed(17_500, "db-lsp-disc", "db-lsp-disc", "Dropbox finds its peers", "Dropbox 局域网发现"),
        DNP,
        listed(
            33_434,
            "traceroute",
            "traceroute",
            "traceroute's first probe; it counts upwards",
            "traceroute 的首个探测，逐个递增",
        ),
        listed(34_964, "profinet-cm", "profinet-cm", "PROFINET sets up connections", "PROFINET 连接管理"),
        ENIP,
        listed(47_808, "bacnet", "bacnet", "control of buildings", "楼宇控制 BACnet"),
        Entry::new(
            51_820,
            "wireguard",
            "WireGuard",
            text(
                "WireGuard's customary port; not registered, and in the dynamic range",
                "WireGuard 的惯用端口；未登记，且属动态端口",
            ),
            Source::Book("WireGuard: Next Generation Kernel Network Tunnel"),
        ),
    ],
    ranges: RANGES,
};
