//! The data of records that lead to services: SRV, NAPTR, URI, CAA, SVCB, HTTPS, and LOC.

use super::record::{STRING, domain, length, number, octets, string};
use super::registry::SVC_PARAMS;
use crate::spec::{Amount, Field, Item, Items, Kind, Label, Part, Repeat, Shape, Source, Text, Unit, text};

/// RFC 2782.
pub(super) static SRV: &[Part] = &[
    number("priority", "Priority", 16, text("lower is tried first", "数值小的先试")),
    number(
        "weight",
        "Weight",
        16,
        text("among the same priority: the share of clients", "优先级相同时所占的客户比例"),
    ),
    number("port", "Port", 16, text("the port of the service", "服务的端口")),
    domain(
        "target",
        "Target",
        text("the host of the service; . if there is none", "提供服务的主机；. 表示没有"),
    ),
];

/// RFC 3403 §4.1.
pub(super) static NAPTR: &[Part] = &[
    number("order", "ORDER", 16, text("lower must be used first", "数值小的必须先用")),
    number(
        "preference",
        "PREFERENCE",
        16,
        text("within one order: lower should be tried first", "顺序相同时，数值小的先试"),
    ),
    string("flags", "FLAGS", text("what the result is: S, A, U, P", "结果是什么：S、A、U、P"), STRING),
    string("services", "SERVICES", text("for which services", "用于哪些服务"), STRING),
    string("regexp", "REGEXP", text("how the name is rewritten", "改写域名的正则表达式"), STRING),
    domain("replacement", "REPLACEMENT", text("or the name to ask for next", "或下一个要询问的域名")),
];

/// RFC 7553 §4.5.
pub(super) static URI: &[Part] = &[
    number("priority", "Priority", 16, text("lower is tried first", "数值小的先试")),
    number(
        "weight",
        "Weight",
        16,
        text("among the same priority: the share of clients", "优先级相同时所占的客户比例"),
    ),
    Part::Field(Field::rest("target", "Target", Kind::Text, text("the URI", "目标的 URI"))),
];

/// RFC 8659 §4.1.
pub(super) static CAA: &[Part] = &[
    Part::Field(Field::flag(
        "critical",
        "Issuer Critical",
        text("an authority that does not know the tag must not issue", "不认识该标记的机构不得签发"),
    )),
    Part::Field(
        Field::uint("flags", "Flags", 7, text("reserved: must be zero", "保留：必须为 0")).default(0),
    ),
    length("tag_length", "Tag Length", text("octets of the tag", "标记的字节数")),
    Part::Field(Field::sized(
        "tag",
        "Tag",
        Amount::of("tag_length"),
        Kind::Text,
        text(
            "issue: who may; issuewild: who may for *; iodef: where to report",
            "issue：谁可签发；issuewild：谁可签发通配符证书；iodef：向何处报告",
        ),
    )),
    Part::Field(Field::rest("value", "Value", Kind::Text, text("what the tag is about", "标记的值"))),
];

/// RFC 9460 §2.2.
pub(super) static SVCB: &[Part] = &[
    number(
        "svc_priority",
        "SvcPriority",
        16,
        text("0: an alias; else lower is tried first", "0：别名；否则数值小的先试"),
    ),
    domain(
        "target_name",
        "TargetName",
        text("the host; . stands for the owner's own name", "主机；. 表示记录自身的域名"),
    ),
    Part::Items(Items {
        label: Label::new(
            "svc_params",
            "SvcParams",
            text("how to reach the service there", "如何到达那里的服务"),
        ),
        shape: Shape {
            code: &PARAM_KEY,
            length: &PARAM_LENGTH,
            unit: 1,
            whole: false,
            single: &[],
            end: None,
        },
        kinds: PARAMS,
        unknown: &PARAM_UNKNOWN,
    }),
];

static PARAM_KEY: Field =
    Field::named("key", "SvcParamKey", 16, &SVC_PARAMS, text("which parameter this is", "哪个参数"));
static PARAM_LENGTH: Field =
    Field::uint("length", "length", 16, text("octets of its value", "参数值的字节数"))
        .unit(Unit::Octets(1))
        .computed();
static PARAM_UNKNOWN: Label = Label::new(
    "param",
    "SvcParam",
    text("a parameter that netlab has no table for", "netlab 没有其表的参数"),
);

const fn list(
    key: &'static str,
    name: &'static str,
    means: Text,
    each: Label,
    parts: &'static [Part],
) -> Part {
    Part::Repeat(Repeat { label: Label::new(key, name, means), each, count: None, parts })
}

static PARAMS: &[Item] = &[
    Item::new(
        0,
        "mandatory",
        "mandatory",
        text(
            "who does not know all of these keys must not use the record",
            "不认识其中任一键者不得使用本记录",
        ),
        Source::Rfc(9460, "8"),
        &[list(
            "keys",
            "keys",
            text("the keys", "各个键"),
            Label::new("key", "key", text("one key", "一个键")),
            &[Part::Field(Field::named(
                "mandatory_key",
                "SvcParamKey",
                16,
                &SVC_PARAMS,
                text("a key that has to be known", "必须认识的键"),
            ))],
        )],
    ),
    Item::new(
        1,
        "alpn",
        "alpn",
        text(
            "protocols that the service speaks, as in TLS: h2, h3",
            "服务支持的协议，同 TLS 中的写法：h2、h3",
        ),
        Source::Rfc(9460, "7.1"),
        &[list(
            "alpn_ids",
            "alpn-ids",
            text("the protocols", "各个协议"),
            Label::new("alpn_id", "alpn-id", text("one protocol", "一个协议")),
            &[
                length("id_length", "length", text("octets of the name", "名称的字节数")),
                Part::Field(Field::sized(
                    "id",
                    "alpn-id",
                    Amount::of("id_length"),
                    Kind::Text,
                    text("the protocol's name", "协议的名称"),
                )),
            ],
        )],
    ),
    Item::new(
        2,
        "no_default_alpn",
        "no-default-alpn",
        text("only the protocols in alpn are spoken", "只支持 alpn 中列出的协议"),
        Source::Rfc(9460, "7.1"),
        &[],
    ),
    Item::new(
        3,
        "port",
        "port",
        text("the port, where it is not the usual one", "端口，不同于通常的端口时给出"),
        Source::Rfc(9460, "7.2"),
        &[number("port", "port", 16, text("the port", "端口"))],
    ),
    Item::new(
        4,
        "ipv4hint",
        "ipv4hint",
        text("addresses to try before A records have come", "在得到 A 记录之前可先试的地址"),
        Source::Rfc(9460, "7.3"),
        &[list(
            "addresses",
            "addresses",
            text("the addresses", "各个地址"),
            Label::new("hint", "hint", text("one address", "一个地址")),
            &[Part::Field(Field::ipv4(
                "address",
                "IPv4 address",
                text("an address of the target", "目标的一个地址"),
            ))],
        )],
    ),
    Item::new(
        5,
        "ech",
        "ech",
        text("keys that hide which server a TLS client asks for", "用来隐藏 TLS 客户所要访问的服务器的密钥"),
        Source::Rfc(9460, "14.3.2"),
        &[octets("config", "ECHConfigList", text("the list of configurations", "配置列表"))],
    ),
    Item::new(
        6,
        "ipv6hint",
        "ipv6hint",
        text("addresses to try before AAAA records have come", "在得到 AAAA 记录之前可先试的地址"),
        Source::Rfc(9460, "7.3"),
        &[list(
            "addresses",
            "addresses",
            text("the addresses", "各个地址"),
            Label::new("hint", "hint", text("one address", "一个地址")),
            &[Part::Field(Field::ipv6(
                "address",
                "IPv6 address",
                text("an address of the target", "目标的一个地址"),
            ))],
        )],
    ),
    Item::new(
        7,
        "dohpath",
        "dohpath",
        text("where the server takes DNS over HTTPS", "服务器接受 DNS over HTTPS 的路径"),
        Source::Rfc(9461, "5"),
        &[Part::Field(Field::rest(
            "path",
            "URI template",
            Kind::Text,
            text("a path with {?dns} in it", "含有 {?dns} 的路径模板"),
        ))],
    ),
    Item::new(
        8,
        "ohttp",
        "ohttp",
        text("the service takes Oblivious HTTP", "服务接受 Oblivious HTTP"),
        Source::Rfc(9540, ""),
        &[],
    ),
];

/// RFC 1876 §2. Sizes are a digit and a power of ten, in centimetres.
pub(super) static LOC: &[Part] = &[
    Part::Field(Field::uint("version", "VERSION", 8, text("must be 0", "必须为 0")).default(0)),
    number("size", "SIZE", 4, text("the size of the place: a digit", "物体的大小：一位数字")),
    number(
        "size_power",
        "SIZE power",
        4,
        text("times 10 to this power, in cm", "乘以 10 的该次幂，单位为厘米"),
    ),
    number("horiz_pre", "HORIZ PRE", 4, text("how exact it is sideways: a digit", "水平精度：一位数字")),
    number(
        "horiz_pre_power",
        "HORIZ PRE power",
        4,
        text("times 10 to this power, in cm", "乘以 10 的该次幂，单位为厘米"),
    ),
    number("vert_pre", "VERT PRE", 4, text("how exact it is in height: a digit", "垂直精度：一位数字")),
    number(
        "vert_pre_power",
        "VERT PRE power",
        4,
        text("times 10 to this power, in cm", "乘以 10 的该次幂，单位为厘米"),
    ),
    number(
        "latitude",
        "LATITUDE",
        32,
        text(
            "thousandths of a second of arc; 2^31 is the equator, more is north",
            "纬度，单位为千分之一角秒；2^31 为赤道，更大为北",
        ),
    ),
    number(
        "longitude",
        "LONGITUDE",
        32,
        text(
            "thousandths of a second of arc; 2^31 is the prime meridian, more is east",
            "经度，单位为千分之一角秒；2^31 为本初子午线，更大为东",
        ),
    ),
    number(
        "altitude",
        "ALTITUDE",
        32,
        text(
            "centimetres above a base 100,000 m below the ellipsoid",
            "高度，单位为厘米，从椭球面之下 100000 米算起",
        ),
    ),
];
