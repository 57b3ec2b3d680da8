//! The extensions of ClientHello and ServerHello.

use super::codes::{
    ALPN, CERTIFICATE_COMPRESSIONS, ECH_TYPES, GROUPS, NAME_TYPES, POINT_FORMATS, PSK_MODES, SIGNATURES,
    STATUS_TYPES, VERSIONS,
};
use super::{length, list, sized};
use crate::spec::{
    Amount, Case, Choice, Field, Item, Kind, Label, On, Part, Repeat, Source, Text, When, text,
};

const fn item(
    code: u64,
    name: &'static str,
    means: Text,
    rfc: u16,
    section: &'static str,
    parts: &'static [Part],
) -> Item {
    Item::new(code, name, name, means, Source::Rfc(rfc, section), parts)
}

/// RFC 8701 §2: an extension that stands for nothing.
const fn grease(code: u64, key: &'static str) -> Item {
    let means = text(
        "GREASE: stands for nothing; sent so that servers learn to pass over what they do not know",
        "GREASE：没有含义，用来让服务器习惯忽略不认识的扩展",
    );
    Item::new(code, key, "GREASE", means, Source::Rfc(8701, "2"), OPAQUE)
}

/// Data without a reading here.
const OPAQUE: &[Part] = &[Part::Field(Field::rest(
    "extension_data",
    "extension_data",
    Kind::Bytes,
    text("what the extension says", "扩展的内容"),
))];

const SERVER_NAME_MEANS: Text = text(
    "the name of the server that is wanted, readable for everyone on the way: the client has to say it before there are \
     keys, so that the server can choose the right certificate",
    "要访问的服务器名称，途中人人可读：此时密钥尚未商定，而服务器要凭它选择正确的证书",
);
const SERVER_NAME: &[Part] = &[
    length("server_name_list_length", "server_name_list length", 16),
    Part::Within(
        Amount::of("server_name_list_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "server_name_list",
                "server_name_list",
                text("the names: in practice one", "名称列表：实际只有一个"),
            ),
            each: Label::new("name", "ServerName", text("one name", "一个名称")),
            count: None,
            parts: &[
                Part::Field(
                    Field::named(
                        "name_type",
                        "name_type",
                        8,
                        &NAME_TYPES,
                        text("what sort of name", "名称的种类"),
                    )
                    .default(0),
                ),
                length("host_name_length", "HostName length", 16),
                Part::Field(Field::sized(
                    "host_name",
                    "HostName",
                    Amount::of("host_name_length"),
                    Kind::Text,
                    text(
                        "the DNS name that the user typed or clicked, without a dot at the end",
                        "用户输入或点击的 DNS 域名，末尾没有点",
                    ),
                )),
            ],
        })],
    ),
];

const STATUS_REQUEST: &[Part] = &[
    Part::Field(Field::named(
        "status_type",
        "status_type",
        8,
        &STATUS_TYPES,
        text("which protocol the proof is of", "证明所用的协议"),
    )),
    length("responder_id_list_length", "responder_id_list length", 16),
    sized(
        "responder_id_list",
        "responder_id_list",
        "responder_id_list_length",
        text("whose word the client trusts; empty: any", "客户信任哪些响应者；为空表示任何"),
    ),
    length("request_extensions_length", "request_extensions length", 16),
    sized(
        "request_extensions",
        "request_extensions",
        "request_extensions_length",
        text("further wishes", "其他要求"),
    ),
];

const GROUP_MEANS: Text = text("a curve or prime in which keys are agreed on", "协商密钥所用的曲线或素数群");
const GROUP: Field = Field::named_hex("named_group", "NamedGroup", 16, &GROUPS, GROUP_MEANS);
const SUPPORTED_GROUPS: &[Part] = &[
    length("named_group_list_length", "named_group_list length", 16),
    Part::Within(
        Amount::of("named_group_list_length"),
        &[list(
            Label::new(
                "named_group_list",
                "named_group_list",
                text("the groups, best first", "支持的群组，按偏好排列"),
            ),
            &[Part::Field(GROUP)],
        )],
    ),
];

const POINT_FORMAT: Field = Field::named(
    "ec_point_format",
    "ECPointFormat",
    8,
    &POINT_FORMATS,
    text("how a point of a curve is written", "曲线上的点如何书写"),
);
const EC_POINT_FORMATS: &[Part] = &[
    length("ec_point_format_list_length", "ec_point_format_list length", 8),
    Part::Within(
        Amount::of("ec_point_format_list_length"),
        &[list(
            Label::new(
                "ec_point_format_list",
                "ec_point_format_list",
                text("the forms that the sender can read", "发送方能读的格式"),
            ),
            &[Part::Field(POINT_FORMAT)],
        )],
    ),
];

const SCHEME: Field = Field::named_hex(
    "signature_scheme",
    "SignatureScheme",
    16,
    &SIGNATURES,
    text("a way to sign", "一种签名方案"),
);
const SIGNATURE_ALGORITHMS: &[Part] = &[
    length("supported_signature_algorithms_length", "supported_signature_algorithms length", 16),
    Part::Within(
        Amount::of("supported_signature_algorithms_length"),
        &[list(
            Label::new(
                "supported_signature_algorithms",
                "supported_signature_algorithms",
                text(
                    "the signatures that the client can check, best first",
                    "客户能够验证的签名方案，按偏好排列",
                ),
            ),
            &[Part::Field(SCHEME)],
        )],
    ),
];

const ALPN_MEANS: Text = text(
    "which protocols the client would speak inside; the server chooses one, and no round trip is lost",
    "客户希望在加密连接内使用的应用协议；由服务器选定一个，不额外花费往返时间",
);
const ALPN_LIST: &[Part] = &[
    length("protocol_name_list_length", "protocol_name_list length", 16),
    Part::Within(
        Amount::of("protocol_name_list_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "protocol_name_list",
                "protocol_name_list",
                text("the protocols, best first", "应用协议，按偏好排列"),
            ),
            each: Label::new("protocol", "ProtocolName", text("one protocol", "一个协议")),
            count: None,
            parts: &[
                length("protocol_name_length", "ProtocolName length", 8),
                Part::Field(Field::sized(
                    "protocol_name",
                    "ProtocolName",
                    Amount::of("protocol_name_length"),
                    Kind::Word(&ALPN),
                    text("the protocol's registered identifier", "协议的登记标识"),
                )),
            ],
        })],
    ),
];

const RENEGOTIATION_INFO: &[Part] = &[
    length("renegotiated_connection_length", "renegotiated_connection length", 8),
    sized(
        "renegotiated_connection",
        "renegotiated_connection",
        "renegotiated_connection_length",
        text(
            "ties a new handshake to the one before; empty in the first",
            "把新的握手与前一次绑定；首次握手时为空",
        ),
    ),
];

const PADDING: &[Part] =
    &[Part::Field(Field::rest("zeros", "padding", Kind::Bytes, text("zeros", "若干个 0")))];

const ALGORITHM: Field = Field::named(
    "algorithm",
    "CertificateCompressionAlgorithm",
    16,
    &CERTIFICATE_COMPRESSIONS,
    text("a compression", "一种压缩算法"),
);
const COMPRESS_CERTIFICATE: &[Part] = &[
    length("algorithms_length", "algorithms length", 8),
    Part::Within(
        Amount::of("algorithms_length"),
        &[list(
            Label::new(
                "algorithms",
                "algorithms",
                text("what the client can undo, best first", "客户能够解压的算法，按偏好排列"),
            ),
            &[Part::Field(ALGORITHM)],
        )],
    ),
];

const RECORD_SIZE_LIMIT: &[Part] = &[Part::Field(Field::uint(
    "limit",
    "RecordSizeLimit",
    16,
    text(
        "octets that a record to this side may hold before encryption",
        "发给本方的记录在加密前最多的字节数",
    ),
))];

const IDENTITY_MEANS: Text =
    text("names the secret: mostly a ticket of an earlier connection", "标识该密钥：多为先前连接得到的票据");
const PRE_SHARED_KEYS: &[Part] = &[
    length("identities_length", "identities length", 16),
    Part::Within(
        Amount::of("identities_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "identities",
                "identities",
                text("the secrets that the client offers", "客户提供的预共享密钥"),
            ),
            each: Label::new("psk_identity", "PskIdentity", text("one secret", "一个密钥")),
            count: None,
            parts: &[
                length("identity_length", "identity length", 16),
                sized("identity", "identity", "identity_length", IDENTITY_MEANS),
                Part::Field(Field::uint(
                    "obfuscated_ticket_age",
                    "obfuscated_ticket_age",
                    32,
                    text(
                        "milliseconds since the ticket came, plus a number that hides them",
                        "收到票据以来的毫秒数，加上一个用于掩盖的数",
                    ),
                )),
            ],
        })],
    ),
    length("binders_length", "binders length", 16),
    Part::Within(
        Amount::of("binders_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "binders",
                "binders",
                text("proofs that the client knows the secrets", "证明客户知道这些密钥"),
            ),
            each: Label::new("psk_binder", "PskBinderEntry", text("one proof", "一个证明")),
            count: None,
            parts: &[
                length("binder_length", "PskBinderEntry length", 8),
                sized(
                    "binder",
                    "PskBinderEntry",
                    "binder_length",
                    text("a keyed hash of this ClientHello", "对本 ClientHello 的带密钥散列值"),
                ),
            ],
        })],
    ),
];
const SELECTED_IDENTITY: &[Part] = &[Part::Field(Field::uint(
    "selected_identity",
    "selected_identity",
    16,
    text(
        "which of the client's secrets the server takes, counted from 0",
        "服务器选用客户的第几个密钥，从 0 数起",
    ),
))];

const VERSION: Field =
    Field::named_hex("version", "ProtocolVersion", 16, &VERSIONS, text("a version of TLS", "TLS 的一个版本"));
const SUPPORTED_VERSIONS: &[Part] = &[
    length("versions_length", "versions length", 8),
    Part::Within(
        Amount::of("versions_length"),
        &[list(
            Label::new(
                "versions",
                "versions",
                text("the versions that the client speaks, best first", "客户支持的版本，按偏好排列"),
            ),
            &[Part::Field(VERSION)],
        )],
    ),
];
const SELECTED_VERSION: &[Part] = &[Part::Field(Field::named_hex(
    "selected_version",
    "selected_version",
    16,
    &VERSIONS,
    text("the version that both will speak", "双方将使用的版本"),
))];

const COOKIE: &[Part] = &[
    length("cookie_length", "cookie length", 16),
    sized(
        "cookie",
        "cookie",
        "cookie_length",
        text("brought back unchanged from a HelloRetryRequest", "原样带回 HelloRetryRequest 中的内容"),
    ),
];

const KE_MODE: Field = Field::named(
    "ke_mode",
    "PskKeyExchangeMode",
    8,
    &PSK_MODES,
    text("how a shared secret may be used", "预共享密钥的使用方式"),
);
const PSK_KEY_EXCHANGE_MODES: &[Part] = &[
    length("ke_modes_length", "ke_modes length", 8),
    Part::Within(
        Amount::of("ke_modes_length"),
        &[list(
            Label::new("ke_modes", "ke_modes", text("the modes that the client takes", "客户接受的模式")),
            &[Part::Field(KE_MODE)],
        )],
    ),
];

const KEY_SHARE_MEANS: Text = text(
    "the sender's public half of the key agreement: whoever sees both halves still cannot work out the keys",
    "发送方在密钥协商中的公开参数：即使看到双方的公开参数，也算不出密钥",
);
const KEY_SHARE_ENTRY: &[Part] = &[
    Part::Field(Field::named_hex("group", "group", 16, &GROUPS, GROUP_MEANS)),
    length("key_exchange_length", "key_exchange length", 16),
    sized(
        "key_exchange",
        "key_exchange",
        "key_exchange_length",
        text("a public key, made for this connection only", "只为本连接生成的公钥"),
    ),
];
const CLIENT_SHARES: &[Part] = &[
    length("client_shares_length", "client_shares length", 16),
    Part::Within(
        Amount::of("client_shares_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "client_shares",
                "client_shares",
                text("one for each group that the client bets on", "客户为所猜测的每个群组各给一份"),
            ),
            each: Label::new("key_share_entry", "KeyShareEntry", text("one group", "一个群组")),
            count: None,
            parts: KEY_SHARE_ENTRY,
        })],
    ),
];
const SERVER_SHARE: &[Part] = &[Part::Choice(Choice {
    on: On::Field("extension_length"),
    cases: &[
        // RFC 8446 §4.2.8: a HelloRetryRequest names the group alone
        Case {
            when: When::Is(2),
            parts: &[Part::Field(Field::named_hex(
                "selected_group",
                "selected_group",
                16,
                &GROUPS,
                text("the group that the client should begin again with", "要求客户改用该群组重新开始"),
            ))],
        },
        Case { when: When::Else, parts: KEY_SHARE_ENTRY },
    ],
})];

const ECH: &[Part] = &[
    Part::Field(Field::named("ech_type", "type", 8, &ECH_TYPES, text("outer or inner", "外层或内层"))),
    Part::Choice(Choice {
        on: On::Field("ech_type"),
        cases: &[Case {
            when: When::Is(0),
            parts: &[
                Part::Field(Field::hex(
                    "kdf_id",
                    "kdf_id",
                    16,
                    text("how keys are derived (HPKE)", "密钥导出函数 (HPKE)"),
                )),
                Part::Field(Field::hex(
                    "aead_id",
                    "aead_id",
                    16,
                    text("how the payload is encrypted (HPKE)", "载荷的加密算法 (HPKE)"),
                )),
                Part::Field(Field::uint(
                    "config_id",
                    "config_id",
                    8,
                    text("which of the server's published keys was used", "使用了服务器公布的哪个密钥"),
                )),
                length("enc_length", "enc length", 16),
                sized(
                    "enc",
                    "enc",
                    "enc_length",
                    text(
                        "the client's public half, from which the server gets the key",
                        "客户的公开参数，服务器由此得到密钥",
                    ),
                ),
                length("payload_length", "payload length", 16),
                sized(
                    "payload",
                    "payload",
                    "payload_length",
                    text(
                        "the inner ClientHello with the true server name, encrypted",
                        "内层 ClientHello，含真正的服务器名称，已加密",
                    ),
                ),
            ],
        }],
    }),
];

/// What a ClientHello may say.
pub(super) static CLIENT_EXTENSIONS: &[Item] = &[
    item(0, "server_name", SERVER_NAME_MEANS, 6066, "3", SERVER_NAME),
    item(1, "max_fragment_length", text("smaller records, please", "请求使用较小的记录"), 6066, "4", OPAQUE),
    item(5, "status_request", STATUS_REQUEST_MEANS, 6066, "8", STATUS_REQUEST),
    item(
        10,
        "supported_groups",
        text("in which groups keys can be agreed on", "可用于协商密钥的群组"),
        8446,
        "4.2.7",
        SUPPORTED_GROUPS,
    ),
    item(11, "ec_point_formats", POINTS_MEANS, 8422, "5.1.2", EC_POINT_FORMATS),
    item(
        13,
        "signature_algorithms",
        text("which signatures the client can check", "客户能够验证哪些签名"),
        8446,
        "4.2.3",
        SIGNATURE_ALGORITHMS,
    ),
    item(14, "use_srtp", text("protects voice and video", "用于保护语音和视频"), 5764, "4.1.1", OPAQUE),
    item(
        15,
        "heartbeat",
        text("whether the other side may ask for signs of life", "是否允许对方发送心跳"),
        6520,
        "2",
        OPAQUE,
    ),
    item(16, "application_layer_protocol_negotiation", ALPN_MEANS, 7301, "3.1", ALPN_LIST),
    item(18, "signed_certificate_timestamp", SCT_MEANS, 6962, "3.3.1", OPAQUE),
    item(
        21,
        "padding",
        text(
            "makes the message longer, since some servers fail at certain lengths",
            "把报文加长，因为有些服务器在某些长度上会出错",
        ),
        7685,
        "3",
        PADDING,
    ),
    item(22, "encrypt_then_mac", ETM_MEANS, 7366, "2", &[]),
    item(23, "extended_master_secret", EMS_MEANS, 7627, "5.1", &[]),
    item(
        27,
        "compress_certificate",
        text("certificates may come compressed", "证书可以压缩传送"),
        8879,
        "3",
        COMPRESS_CERTIFICATE,
    ),
    item(28, "record_size_limit", LIMIT_MEANS, 8449, "4", RECORD_SIZE_LIMIT),
    item(
        34,
        "delegated_credential",
        text("the server may prove itself by a short-lived key", "服务器可用短期密钥证明身份"),
        9345,
        "4.1.1",
        OPAQUE,
    ),
    item(
        35,
        "session_ticket",
        text("a ticket of an earlier session; empty: please give me one", "先前会话的票据；为空表示请求一张"),
        5077,
        "3.2",
        OPAQUE,
    ),
    item(
        41,
        "pre_shared_key",
        text("goes on from an earlier connection, without a new certificate", "接续先前的连接，不再出示证书"),
        8446,
        "4.2.11",
        PRE_SHARED_KEYS,
    ),
    item(
        42,
        "early_data",
        text("data follow at once, before the server has answered", "不等服务器回答就立即发送数据"),
        8446,
        "4.2.10",
        OPAQUE,
    ),
    item(
        43,
        "supported_versions",
        text("the versions that the client really speaks", "客户真正支持的版本"),
        8446,
        "4.2.1",
        SUPPORTED_VERSIONS,
    ),
    item(44, "cookie", COOKIE_MEANS, 8446, "4.2.2", COOKIE),
    item(
        45,
        "psk_key_exchange_modes",
        text("how shared secrets may be used", "预共享密钥可以如何使用"),
        8446,
        "4.2.9",
        PSK_KEY_EXCHANGE_MODES,
    ),
    item(
        47,
        "certificate_authorities",
        text("the authorities that the client trusts", "客户信任的证书机构"),
        8446,
        "4.2.4",
        OPAQUE,
    ),
    item(
        49,
        "post_handshake_auth",
        text("the client would prove itself later, too", "客户愿意在握手之后再证明身份"),
        8446,
        "4.2.6",
        OPAQUE,
    ),
    item(
        50,
        "signature_algorithms_cert",
        text("which signatures in certificates the client can check", "客户能够验证证书中的哪些签名"),
        8446,
        "4.2.3",
        SIGNATURE_ALGORITHMS,
    ),
    item(51, "key_share", KEY_SHARE_MEANS, 8446, "4.2.8", CLIENT_SHARES),
    item(57, "quic_transport_parameters", text("settings of QUIC", "QUIC 的传输参数"), 9001, "8.2", OPAQUE),
    item(
        0xfe0d,
        "encrypted_client_hello",
        text(
            "hides the true server name in an encrypted ClientHello inside this one",
            "把真正的服务器名称藏在加密的内层 ClientHello 中",
        ),
        9849,
        "",
        ECH,
    ),
    item(0xff01, "renegotiation_info", RENEGOTIATION_MEANS, 5746, "3.2", RENEGOTIATION_INFO),
    grease(0x0a0a, "grease_0a"),
    grease(0x1a1a, "grease_1a"),
    grease(0x2a2a, "grease_2a"),
    grease(0x3a3a, "grease_3a"),
    grease(0x4a4a, "grease_4a"),
    grease(0x5a5a, "grease_5a"),
    grease(0x6a6a, "grease_6a"),
    grease(0x7a7a, "grease_7a"),
    grease(0x8a8a, "grease_8a"),
    grease(0x9a9a, "grease_9a"),
    grease(0xaaaa, "grease_aa"),
    grease(0xbaba, "grease_ba"),
    grease(0xcaca, "grease_ca"),
    grease(0xdada, "grease_da"),
    grease(0xeaea, "grease_ea"),
    grease(0xfafa, "grease_fa"),
];

/// What a ServerHello may answer. In TLS 1.3 most answers stand in EncryptedExtensions, where nobody on the way reads them.
pub(super) static SERVER_EXTENSIONS: &[Item] = &[
    item(0, "server_name", text("the server used the name", "服务器采用了该名称"), 6066, "3", &[]),
    item(5, "status_request", STATUS_REQUEST_MEANS, 6066, "8", &[]),
    item(11, "ec_point_formats", POINTS_MEANS, 8422, "5.2", EC_POINT_FORMATS),
    item(
        16,
        "application_layer_protocol_negotiation",
        text("the protocol that the server chose", "服务器选定的应用协议"),
        7301,
        "3.1",
        ALPN_LIST,
    ),
    item(18, "signed_certificate_timestamp", SCT_MEANS, 6962, "3.3.1", OPAQUE),
    item(22, "encrypt_then_mac", ETM_MEANS, 7366, "2", &[]),
    item(23, "extended_master_secret", EMS_MEANS, 7627, "5.1", &[]),
    item(28, "record_size_limit", LIMIT_MEANS, 8449, "4", RECORD_SIZE_LIMIT),
    item(
        35,
        "session_ticket",
        text("a NewSessionTicket will follow", "随后将发送 NewSessionTicket"),
        5077,
        "3.2",
        &[],
    ),
    item(
        41,
        "pre_shared_key",
        text("the server goes on from an earlier connection", "服务器同意接续先前的连接"),
        8446,
        "4.2.11",
        SELECTED_IDENTITY,
    ),
    item(
        43,
        "supported_versions",
        text("the version that the server chose", "服务器选定的版本"),
        8446,
        "4.2.1",
        SELECTED_VERSION,
    ),
    item(44, "cookie", COOKIE_MEANS, 8446, "4.2.2", COOKIE),
    item(51, "key_share", KEY_SHARE_MEANS, 8446, "4.2.8", SERVER_SHARE),
    item(
        0xfe0d,
        "encrypted_client_hello",
        text(
            "in a HelloRetryRequest: proves that the inner ClientHello was taken",
            "在 HelloRetryRequest 中：证明接受了内层 ClientHello",
        ),
        9849,
        "",
        OPAQUE,
    ),
    item(0xff01, "renegotiation_info", RENEGOTIATION_MEANS, 5746, "3.2", RENEGOTIATION_INFO),
];

const STATUS_REQUEST_MEANS: Text =
    text("brings proof that the certificate has not been revoked", "请服务器附上证书未被吊销的证明");
const POINTS_MEANS: Text = text("how points of elliptic curves are written", "椭圆曲线上的点如何书写");
const SCT_MEANS: Text = text("proof that the certificate stands in a public log", "证明证书已记入公开日志");
const ETM_MEANS: Text = text("encrypt first, then protect against changes", "先加密，再计算消息认证码");
const EMS_MEANS: Text = text("the keys depend on the whole handshake", "使密钥取决于整个握手过程");
const LIMIT_MEANS: Text = text("the longest record that this side takes", "本方接受的最长记录");
const COOKIE_MEANS: Text =
    text("lets a server answer without keeping anything in mind", "使服务器无须保存状态即可应答");
const RENEGOTIATION_MEANS: Text =
    text("guards a new handshake on an old connection", "保护旧连接上的重新握手");
