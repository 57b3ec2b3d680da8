//! The data of records that prove something: DNSSEC, DANE, SSH fingerprints.

use super::record::{domain, length, number, octets, seconds};
use super::registry::{
    ALGORITHMS, DIGESTS, NSEC3_HASHES, SSHFP_ALGORITHMS, SSHFP_TYPES, TLSA_MATCHING, TLSA_SELECTORS,
    TLSA_USAGES, TYPES,
};
use crate::spec::{Amount, Field, Kind, Label, Part, Repeat, Source, text};

const ALGORITHM: Part =
    Part::Field(Field::named("algorithm", "Algorithm", 8, &ALGORITHMS, text("of the key", "密钥的算法")));
const KEY_TAG: Part = number(
    "key_tag",
    "Key Tag",
    16,
    text("a checksum over the key: finds it among several", "密钥的检验和：用来在多个密钥中找到它"),
);

/// RFC 4034 §5.1.
pub(super) static DS: &[Part] = &[
    KEY_TAG,
    ALGORITHM,
    Part::Field(Field::named(
        "digest_type",
        "Digest Type",
        8,
        &DIGESTS,
        text("how the digest is made", "摘要的算法"),
    )),
    octets("digest", "Digest", text("over the owner's name and the key", "对域名和密钥的摘要")),
];

/// RFC 4034 §3.1.
pub(super) static RRSIG: &[Part] = &[
    Part::Field(Field::named(
        "type_covered",
        "Type Covered",
        16,
        &TYPES,
        text("the type of the records that are signed", "所签名的记录的类型"),
    )),
    ALGORITHM,
    number(
        "labels",
        "Labels",
        8,
        text(
            "labels of the owner's name, without root and *: fewer mean a wildcard",
            "域名的标号数，不含根和 *；偏少表示由通配符得来",
        ),
    ),
    seconds("original_ttl", "Original TTL", text("the TTL in the zone", "区中原来的 TTL")),
    seconds(
        "expiration",
        "Signature Expiration",
        text("the end of validity, since 1970", "签名失效时间，自 1970 年起"),
    ),
    seconds(
        "inception",
        "Signature Inception",
        text("the start of validity, since 1970", "签名生效时间，自 1970 年起"),
    ),
    KEY_TAG,
    domain("signer", "Signer's Name", text("the zone whose key signs", "签名密钥所属的区")),
    octets("signature", "Signature", text("the signature", "签名")),
];

/// RFC 4034 §2.1, and RFC 5011 §7 for REVOKE.
pub(super) static DNSKEY: &[Part] = &[
    Part::Field(Field::uint("reserved", "Reserved", 7, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::flag("zone_key", "Zone Key", text("the key signs a zone", "用来签名区的密钥"))),
    Part::Field(
        Field::flag("revoke", "REVOKE", text("the key is no longer to be trusted", "不应再信任该密钥"))
            .source(Source::Rfc(5011, "7")),
    ),
    Part::Field(Field::uint("reserved2", "Reserved", 6, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::flag(
        "sep",
        "SEP",
        text(
            "secure entry point: a DS record or trust anchor points to it",
            "安全入口点：由 DS 记录或信任锚指向",
        ),
    )),
    Part::Field(Field::uint("protocol", "Protocol", 8, text("must be 3", "必须为 3")).default(3)),
    ALGORITHM,
    octets(
        "public_key",
        "Public Key",
        text("the key; its algorithm says how to read it", "公钥；由算法决定如何解读"),
    ),
];

/// RFC 4034 §4.1.2: which types there are, as bits, in windows of 256 types.
const TYPE_BIT_MAPS: Part = Part::Repeat(Repeat {
    label: Label::new(
        "type_bit_maps",
        "Type Bit Maps",
        text("the types that exist at the name", "该域名已有的类型"),
    )
    .source(Source::Rfc(4034, "4.1.2")),
    each: Label::new("window", "Window", text("a stretch of 256 types", "一段 256 个类型")),
    count: None,
    parts: &[
        number("window_block", "Window Block #", 8, text("the upper octet of the types", "类型的高字节")),
        length("bitmap_length", "Bitmap Length", text("octets of the bitmap", "位图的字节数")),
        Part::Field(Field::sized(
            "bitmap",
            "Bitmap",
            Amount::of("bitmap_length"),
            Kind::Bytes,
            text("bit n, from the left, stands for type n of the window", "从左数第 n 位代表该段中的类型 n"),
        )),
    ],
});

/// RFC 4034 §4.1.
pub(super) static NSEC: &[Part] = &[
    domain(
        "next_domain_name",
        "Next Domain Name",
        text("the next name of the zone: there is none between", "区中的下一个域名：两者之间没有别的域名"),
    ),
    TYPE_BIT_MAPS,
];

const HASH_ALGORITHM: Part = Part::Field(Field::named(
    "hash_algorithm",
    "Hash Algorithm",
    8,
    &NSEC3_HASHES,
    text("how names are hashed", "域名的散列算法"),
));
const ITERATIONS: Part =
    number("iterations", "Iterations", 16, text("how often the hash is repeated", "散列的重复次数"));
const SALT_LENGTH: Part = length("salt_length", "Salt Length", text("octets of the salt", "盐的字节数"));
const SALT: Part = Part::Field(Field::sized(
    "salt",
    "Salt",
    Amount::of("salt_length"),
    Kind::Bytes,
    text("hashed with the name, against tables made beforehand", "与域名一起散列，以防预先算好的表"),
));

/// RFC 5155 §3.2.
pub(super) static NSEC3: &[Part] = &[
    HASH_ALGORITHM,
    Part::Field(Field::uint("flags", "Flags", 7, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::flag(
        "opt_out",
        "Opt-Out",
        text("delegations without signatures may stand between", "其间可以有未签名的授权"),
    )),
    ITERATIONS,
    SALT_LENGTH,
    SALT,
    length("hash_length", "Hash Length", text("octets of the hash", "散列值的字节数")),
    Part::Field(Field::sized(
        "next_hashed_owner",
        "Next Hashed Owner Name",
        Amount::of("hash_length"),
        Kind::Bytes,
        text("the next hash in the zone: there is none between", "区中的下一个散列值：两者之间没有别的"),
    )),
    TYPE_BIT_MAPS,
];

/// RFC 5155 §4.2.
pub(super) static NSEC3PARAM: &[Part] = &[
    HASH_ALGORITHM,
    Part::Field(Field::uint("flags", "Flags", 8, text("must be zero", "必须为 0")).default(0)),
    ITERATIONS,
    SALT_LENGTH,
    SALT,
];

/// RFC 7477 §2.1.1.
pub(super) static CSYNC: &[Part] = &[
    number(
        "soa_serial",
        "SOA Serial",
        32,
        text("the child's serial that this is about", "所针对的子区序列号"),
    ),
    Part::Field(Field::uint("reserved", "Flags", 14, text("must be zero", "必须为 0")).default(0)),
    Part::Field(Field::flag(
        "soaminimum",
        "soaminimum",
        text("only from this serial on", "仅从该序列号起有效"),
    )),
    Part::Field(Field::flag(
        "immediate",
        "immediate",
        text("without waiting for anyone", "无须等待他人同意"),
    )),
    TYPE_BIT_MAPS,
];

/// RFC 8976 §2.2.
pub(super) static ZONEMD: &[Part] = &[
    number("serial", "Serial", 32, text("the serial of the zone that was digested", "被摘要的区的序列号")),
    number("scheme", "Scheme", 8, text("1: all records, sorted", "1：所有记录，排序后")),
    number(
        "hash_algorithm",
        "Hash Algorithm",
        8,
        text("1: SHA-384; 2: SHA-512", "1：SHA-384；2：SHA-512 算法"),
    ),
    octets("digest", "Digest", text("over the whole zone", "对整个区的摘要")),
];

/// RFC 6698 §2.1.
pub(super) static TLSA: &[Part] = &[
    Part::Field(Field::named(
        "usage",
        "Certificate Usage",
        8,
        &TLSA_USAGES,
        text("what the certificate is good for", "证书的用途"),
    )),
    Part::Field(Field::named(
        "selector",
        "Selector",
        8,
        &TLSA_SELECTORS,
        text("which part of it", "取证书的哪一部分"),
    )),
    Part::Field(Field::named(
        "matching_type",
        "Matching Type",
        8,
        &TLSA_MATCHING,
        text("itself or a digest", "数据本身还是摘要"),
    )),
    octets("association_data", "Certificate Association Data", text("what has to match", "须与之相符的数据")),
];

/// RFC 4255 §3.1.
pub(super) static SSHFP: &[Part] = &[
    Part::Field(Field::named(
        "algorithm",
        "algorithm",
        8,
        &SSHFP_ALGORITHMS,
        text("of the host key", "主机密钥的算法"),
    )),
    Part::Field(Field::named(
        "fp_type",
        "fp type",
        8,
        &SSHFP_TYPES,
        text("how the fingerprint is made", "指纹的算法"),
    )),
    octets("fingerprint", "fingerprint", text("over the host key", "主机密钥的指纹")),
];
