//! Classes, opcodes and response codes.

use crate::spec::{Entry, Registry, Source, same, text};

/// Classes of resource records, and of questions.
pub static CLASSES: Registry = Registry {
    key: "dns-class",
    title: text("DNS classes", "DNS 的类"),
    source: Source::Iana("dns parameters"),
    entries: &[
        Entry::new(1, "in", "IN", text("the Internet", "互联网"), Source::Rfc(1035, "3.2.4")),
        Entry::new(
            3,
            "ch",
            "CH",
            text(
                "Chaosnet; today asks a server about itself (version.bind)",
                "Chaosnet；如今用来询问服务器自身的信息（如 version.bind）",
            ),
            Source::Rfc(1035, "3.2.4"),
        ),
        Entry::new(4, "hs", "HS", same("Hesiod"), Source::Rfc(1035, "3.2.4")),
        Entry::new(
            254,
            "none",
            "NONE",
            text(
                "in an update: the records must not exist, or are deleted",
                "用于动态更新：记录必须不存在，或要删除",
            ),
            Source::Rfc(2136, "2.4"),
        ),
        Entry::new(
            255,
            "any",
            "ANY",
            text("any class; the registry prints *", "任意类；登记表中写作 *"),
            Source::Rfc(1035, "3.2.5"),
        ),
    ],
    ranges: &[(65_280, 65_534, text("private use (RFC 6895 §3.2)", "私用 (RFC 6895 §3.2)"))],
};

/// What a message is about.
pub static OPCODES: Registry = Registry {
    key: "dns-opcode",
    title: text("DNS opcodes", "DNS 操作码"),
    source: Source::Iana("dns parameters"),
    entries: &[
        Entry::new(0, "query", "Query", text("a standard query", "标准查询"), Source::Rfc(1035, "4.1.1")),
        Entry::new(
            1,
            "iquery",
            "IQuery",
            text("an inverse query (obsolete)", "反向查询（已废弃）"),
            Source::Rfc(3425, ""),
        ),
        Entry::new(
            2,
            "status",
            "Status",
            text("asks for the state of a server", "询问服务器的状态"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            4,
            "notify",
            "Notify",
            text("the zone has changed: come and fetch it", "区已改变，请来取"),
            Source::Rfc(1996, ""),
        ),
        Entry::new(
            5,
            "update",
            "Update",
            text("changes records of a zone", "更新区中的记录"),
            Source::Rfc(2136, ""),
        ),
        Entry::new(
            6,
            "dso",
            "DNS Stateful Operations (DSO)",
            text("manages a lasting session", "管理持久的会话"),
            Source::Rfc(8490, ""),
        ),
    ],
    ranges: &[],
};

/// How a query went. Codes from 16 on need the OPT record or stand in TSIG and TKEY records.
pub static RCODES: Registry = Registry {
    key: "dns-rcode",
    title: text("DNS response codes", "DNS 响应码"),
    source: Source::Iana("dns parameters"),
    entries: &[
        Entry::new(
            0,
            "noerror",
            "NoError",
            text("no error; the answer may still be empty", "没有差错；但回答仍可能为空"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            1,
            "formerr",
            "FormErr",
            text("the server could not read the query", "服务器无法解读该查询"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            2,
            "servfail",
            "ServFail",
            text(
                "the server could not do it: it broke down, reached no other server, or a signature is wrong",
                "服务器未能完成：自身故障、无法到达其他服务器或签名有误",
            ),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            3,
            "nxdomain",
            "NXDomain",
            text("the name does not exist", "该域名不存在"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            4,
            "notimp",
            "NotImp",
            text("the server does not know this kind of query", "服务器不支持这种查询"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            5,
            "refused",
            "Refused",
            text("the server will not do it for this asker", "服务器拒绝为该询问者服务"),
            Source::Rfc(1035, "4.1.1"),
        ),
        Entry::new(
            6,
            "yxdomain",
            "YXDomain",
            text("a name exists that should not", "不应存在的域名存在"),
            Source::Rfc(2136, "2.2"),
        ),
        Entry::new(
            7,
            "yxrrset",
            "YXRRSet",
            text("records exist that should not", "不应存在的记录存在"),
            Source::Rfc(2136, "2.2"),
        ),
        Entry::new(
            8,
            "nxrrset",
            "NXRRSet",
            text("records that should exist do not", "应存在的记录不存在"),
            Source::Rfc(2136, "2.2"),
        ),
        Entry::new(
            9,
            "notauth",
            "NotAuth",
            text(
                "the server is not authoritative for the zone, or the asker not authorized",
                "服务器不是该区的权威服务器，或询问者未获授权",
            ),
            Source::Rfc(2136, "2.2"),
        ),
        Entry::new(
            10,
            "notzone",
            "NotZone",
            text("a name is outside the zone", "域名不在该区之内"),
            Source::Rfc(2136, "2.2"),
        ),
        Entry::new(
            11,
            "dsotypeni",
            "DSOTYPENI",
            text("the kind of stateful operation is not implemented", "不支持这种有状态操作"),
            Source::Rfc(8490, "10.2"),
        ),
        Entry::new(
            16,
            "badvers",
            "BADVERS",
            text("the server does not know this version of EDNS", "服务器不支持该 EDNS 版本"),
            Source::Rfc(6891, "6.1.3"),
        ),
        Entry::new(17, "badkey", "BADKEY", text("the key is not known", "密钥未知"), Source::Rfc(8945, "")),
        Entry::new(
            18,
            "badtime",
            "BADTIME",
            text("the signature is too old or from the future", "签名过旧或来自未来"),
            Source::Rfc(8945, ""),
        ),
        Entry::new(
            19,
            "badmode",
            "BADMODE",
            text("the TKEY mode is not supported", "不支持该 TKEY 模式"),
            Source::Rfc(2930, ""),
        ),
        Entry::new(
            20,
            "badname",
            "BADNAME",
            text("the key name is in use already", "密钥名已被使用"),
            Source::Rfc(2930, ""),
        ),
        Entry::new(
            21,
            "badalg",
            "BADALG",
            text("the algorithm is not supported", "不支持该算法"),
            Source::Rfc(2930, ""),
        ),
        Entry::new(
            22,
            "badtrunc",
            "BADTRUNC",
            text("the signature was shortened too much", "签名截得过短"),
            Source::Rfc(8945, ""),
        ),
        Entry::new(
            23,
            "badcookie",
            "BADCOOKIE",
            text(
                "the server cookie is missing or wrong: ask again with the new one",
                "服务器 Cookie 缺失或有误：请用新的 Cookie 重新询问",
            ),
            Source::Rfc(7873, ""),
        ),
    ],
    ranges: &[],
};

/// How the check of a TSIG went: there 16 means something else.
pub static TSIG_ERRORS: Registry = Registry {
    key: "tsig-error",
    title: text("errors of TSIG", "TSIG 差错"),
    source: Source::Rfc(8945, ""),
    entries: &[
        Entry::new(
            0,
            "noerror",
            "NoError",
            text("the signature is right", "签名正确"),
            Source::Rfc(8945, ""),
        ),
        Entry::new(16, "badsig", "BADSIG", text("the signature is wrong", "签名有误"), Source::Rfc(8945, "")),
        Entry::new(17, "badkey", "BADKEY", text("the key is not known", "密钥未知"), Source::Rfc(8945, "")),
        Entry::new(
            18,
            "badtime",
            "BADTIME",
            text("the signature is too old or from the future", "签名过旧或来自未来"),
            Source::Rfc(8945, ""),
        ),
        Entry::new(
            22,
            "badtrunc",
            "BADTRUNC",
            text("the signature was shortened too much", "签名截得过短"),
            Source::Rfc(8945, ""),
        ),
    ],
    ranges: &[],
};

/// Kinds of stateful operations.
pub static DSO_TYPES: Registry = Registry {
    key: "dso-type",
    title: text("DSO types", "DSO 类型"),
    source: Source::Iana("dns parameters"),
    entries: &[
        Entry::new(
            1,
            "keepalive",
            "KeepAlive",
            text("timeouts of the session", "会话的各种超时"),
            Source::Rfc(8490, "7.1"),
        ),
        Entry::new(
            2,
            "retry-delay",
            "RetryDelay",
            text("when to come back", "何时可再来"),
            Source::Rfc(8490, "7.2"),
        ),
        Entry::new(
            3,
            "padding",
            "EncryptionPadding",
            text("hides the length of the message", "掩盖报文的长度"),
            Source::Rfc(8490, "7.3"),
        ),
    ],
    ranges: &[],
};
