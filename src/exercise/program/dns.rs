//! The tiny DNS answerer.

use super::{Act, Dns, Program, Role, Trial};
use crate::chance::Chance;
use crate::exercise::{Exercise, Kind, Task};
use crate::spec::{Said, text};

/// A server that knows one name.
pub static EXERCISE: Exercise = Exercise::new(
    "dns-answerer",
    Kind::Program,
    3,
    text("Write a DNS server that knows one name", "编写一个只知道一个域名的 DNS 服务器"),
    &[],
    dns,
)
.with_program(&PROGRAM);

/// The name that the server knows (`test`: RFC 6761 §6.2), and its address (RFC 5737).
pub const NAME: [&str; 3] = ["www", "netlab", "test"];
/// The address of the name.
pub const ADDRESS: [u8; 4] = [192, 0, 2, 10];

static PROGRAM: Program = Program {
    role: Role::Datagrams,
    stem: "dnsserver",
    work: text(
        "www.netlab.test has the address 192.0.2.10; other names below netlab.test do not exist.",
        "www.netlab.test 的地址是 192.0.2.10；netlab.test 下的其他名字不存在。",
    ),
    trials: &[
        Trial::new(
            "first",
            Act::Dns(Dns::First),
            2,
            text("A of www.netlab.test is 192.0.2.10", "www.netlab.test 的 A 记录是 192.0.2.10"),
            text(
                "the answer has name, type 1, class 1, TTL, length 4 and the address, and ANCOUNT counts it (RFC 1035 §4.1.3, §3.4.1)",
                "回答含名字、类型 1、类 1、TTL、长度 4 和地址，并计入 ANCOUNT（RFC 1035 §4.1.3、§3.4.1）",
            ),
        ),
        Trial::new(
            "id",
            Act::Dns(Dns::Id),
            1,
            text("each answer has the identifier of its query", "每个回答带有其查询的标识"),
            text(
                "by the ID a client knows which query is answered (RFC 1035 §4.1.1)",
                "客户凭 ID 知道回答的是哪个查询（RFC 1035 §4.1.1）",
            ),
        ),
        Trial::new(
            "question",
            Act::Dns(Dns::Question),
            1,
            text("the question comes back as it was asked", "问题原样返回"),
            text(
                "clients compare the question with theirs, against forged answers (RFC 1035 §4.1.2, RFC 5452 §9.1)",
                "客户会核对问题，以防伪造的回答（RFC 1035 §4.1.2、RFC 5452 §9.1）",
            ),
        ),
        Trial::new(
            "case",
            Act::Dns(Dns::Case),
            1,
            text("WwW.NetLab.TEST is the same name", "WwW.NetLab.TEST 是同一个名字"),
            text(
                "names are compared without case (RFC 1035 §2.3.3, RFC 4343)",
                "比较名字时不分大小写（RFC 1035 §2.3.3、RFC 4343）",
            ),
        ),
        Trial::new(
            "flags",
            Act::Dns(Dns::Flags),
            1,
            text("QR and AA are 1; TC and what is reserved are 0", "QR 和 AA 为 1；TC 和保留位为 0"),
            text(
                "QR says that it is an answer, AA that its sender is the authority (RFC 1035 §4.1.1)",
                "QR 表示这是回答，AA 表示发送者是权威（RFC 1035 §4.1.1）",
            ),
        ),
        Trial::new(
            "rd",
            Act::Dns(Dns::Rd),
            1,
            text("RD comes back as it was, 0 or 1", "RD 原样返回，无论 0 还是 1"),
            text("RD is copied into the response (RFC 1035 §4.1.1)", "RD 要复制到响应里（RFC 1035 §4.1.1）"),
        ),
        Trial::new(
            "missing",
            Act::Dns(Dns::Missing),
            2,
            text("another name gives NXDOMAIN and no answer", "其他名字返回 NXDOMAIN，没有回答记录"),
            text(
                "RCODE 3 says that the name does not exist (RFC 1035 §4.1.1); `www.netlab.test` must be the whole name",
                "RCODE 3 表示名字不存在（RFC 1035 §4.1.1）；要比较整个名字",
            ),
        ),
        Trial::new(
            "type",
            Act::Dns(Dns::Type),
            2,
            text(
                "another type of the name gives NOERROR without answers",
                "该名字的其他类型返回 NOERROR，没有回答记录",
            ),
            text(
                "the name exists, only this type does not: RCODE 0 and ANCOUNT 0 (RFC 2308 §2.2); unknown types alike (RFC 3597)",
                "名字存在，只是没有这种类型：RCODE 0，ANCOUNT 0（RFC 2308 §2.2）；未知类型也一样（RFC 3597）",
            ),
        ),
        Trial::new(
            "opcode",
            Act::Dns(Dns::Opcode),
            1,
            text(
                "Opcode STATUS gives NOTIMP, with the Opcode copied",
                "Opcode 为 STATUS 时返回 NOTIMP，并复制 Opcode",
            ),
            text(
                "RCODE 4 says that this kind of query is not supported (RFC 1035 §4.1.1)",
                "RCODE 4 表示不支持这种查询（RFC 1035 §4.1.1）",
            ),
        ),
        Trial::new(
            "malformed",
            Act::Dns(Dns::Malformed),
            2,
            text(
                "a question that is cut off gives FORMERR, and nothing ends the server",
                "不完整的问题返回 FORMERR，服务器不会退出",
            ),
            text(
                "RCODE 1 says that it cannot be read (RFC 1035 §4.1.1); look at each length before it is used, and follow no pointer for ever (§4.1.4)",
                "RCODE 1 表示无法解析（RFC 1035 §4.1.1）；使用每个长度之前先检查，不要无限跟随指针（§4.1.4）",
            ),
        ),
        Trial::new(
            "answer",
            Act::Dns(Dns::Answer),
            1,
            text("a message with QR 1 is not answered", "QR 为 1 的报文不回答"),
            text(
                "two servers that answer answers do so for ever; QR 1 is no query (RFC 1035 §4.1.1)",
                "互相回答“回答”的两个服务器会没完没了；QR 为 1 的不是查询（RFC 1035 §4.1.1）",
            ),
        ),
        Trial::new(
            "edns",
            Act::Dns(Dns::Edns),
            1,
            text("a query with EDNS, as dig sends it, is answered", "带 EDNS 的查询（dig 就这样发）得到回答"),
            text(
                "an OPT record stands behind the question (RFC 6891 §6.1.1): do not stumble over it; who does not know it may also answer FORMERR (§7)",
                "OPT 记录在问题之后（RFC 6891 §6.1.1）：不要被它绊倒；不认识的也可以返回 FORMERR（§7）",
            ),
        ),
        Trial::new(
            "clients",
            Act::Dns(Dns::Clients),
            1,
            text("50 clients, each with its own answer", "50 个客户，各得各的回答"),
            text("answer the one that sent this query", "回答发来这个查询的客户"),
        ),
        super::RESTART_UDP,
    ],
};

fn dns(_: &mut Chance) -> Task {
    let asks = text(
        "Write a DNS server over UDP, in any language and without a library for DNS. It is the authority for netlab.test: www.netlab.test has the address 192.0.2.10 and nothing else; other names below netlab.test do not exist.",
        "用任意语言编写一个基于 UDP 的 DNS 服务器，不用 DNS 库。它是 netlab.test 的权威：www.netlab.test 的地址是 192.0.2.10，没有别的记录；netlab.test 下的其他名字不存在。",
    );
    let hints = [
        text(
            "An answer is the query with other flags and counts, its question as it was, and then perhaps one record.",
            "回答就是查询换了标志和计数，问题照抄，后面也许再加一条记录。",
        ),
        text(
            "Read the name label by label, each behind its length, up to length 0; then type and class, two octets each. Whatever is too short, or a length above 63, is FORMERR.",
            "逐个标签读名字，每个标签前是长度，直到长度 0；然后是类型和类，各两字节。太短或长度大于 63 就是 FORMERR。",
        ),
        text(
            "Flags: 0x8400, or'ed with the query's Opcode and RD (0x7900) and the RCODE. Behind the question: c00c 0001 0001 0000003c 0004 c000020a, where c00c points to the name at octet 12.",
            "标志：0x8400，再或上查询的 Opcode 和 RD（0x7900）以及 RCODE。问题之后：c00c 0001 0001 0000003c 0004 c000020a，其中 c00c 指向第 12 字节处的名字。",
        ),
    ];
    Task::new(asks.into(), Vec::new(), hints.map(Said::from), "netlab frame --sample dns-response")
}
