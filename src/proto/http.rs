//! HTTP/1.x: lines of text, an empty line, and content.

mod read;
mod rules;
mod status;
mod words;

pub use status::STATUS_CODES;
pub use words::{FIELDS, METHODS, VERSIONS};

use self::read::Body;
use crate::spec::{
    Extent, Field, Fill, Found, Kind, Label, OsiLayer, Part, Protocol, Source, Special, Stack, Text, Width,
    text, write,
};

/// A field that reaches as far as its line says.
const fn piece(key: &'static str, name: &'static str, kind: Kind, means: Text) -> Field {
    Field::new(key, name, Width::Own, kind, means)
}

/// A field that only holds others apart, and is mostly written so.
const fn mark(key: &'static str, name: &'static str, written: &'static str, means: Text) -> Field {
    Field { fill: Fill::Text(written), ..piece(key, name, Kind::Text, means) }
}

const fn rfc9112(section: &'static str) -> Source {
    Source::Rfc(9112, section)
}

static REQUEST_LINE: Label = Label::new(
    "request_line",
    "request-line",
    text("what the client wants: method, target, version", "客户的请求：方法、目标、版本"),
)
.source(rfc9112("3"));
static STATUS_LINE: Label = Label::new(
    "status_line",
    "status-line",
    text("what came of the request: version, status code, reason", "请求的结果：版本、状态码、原因短语"),
)
.source(rfc9112("4"));
static FIELD_LINES: Label = Label::new(
    "header_fields",
    "header section",
    text("what is to be known about the message and its content", "关于报文及其内容的各项说明"),
)
.source(rfc9112("5"));
static TRAILERS: Label = Label::new(
    "trailer_fields",
    "trailer section",
    text("fields that were known only after the content", "内容发送之后才知道的字段"),
)
.source(rfc9112("7.1.2"));
static FIELD_LINE: Label =
    Label::new("field_line", "field-line", text("a name, a colon and a value", "字段名、冒号和字段值"))
        .source(rfc9112("5"));
static CHUNKS: Label = Label::new(
    "chunked_body",
    "chunked-body",
    text(
        "content in pieces, each with its length before it, so that it can be sent before all of it is known",
        "分块传送的内容：每块之前有其长度，因此不必事先知道全部内容",
    ),
)
.source(rfc9112("7.1"));
static CHUNK: Label =
    Label::new("chunk", "chunk", text("one piece; one of size 0 is the last", "一块；长度为 0 的是最后一块"))
        .source(rfc9112("7.1"));

static LEADING_LINE_END: Field = mark(
    "leading_line_end",
    "CRLF",
    "\r\n",
    text("empty lines before the message, which a server passes over", "报文之前的空行，服务器会忽略"),
)
.source(rfc9112("2.2"));
static METHOD: Field = piece(
    "method",
    "method",
    Kind::Word(&METHODS),
    text("what is to be done with the target", "要对目标执行的操作"),
)
.source(rfc9112("3.1"));
static SP1: Field = mark("sp1", "SP", " ", text("one space", "一个空格"));
static TARGET: Field = piece(
    "target",
    "request-target",
    Kind::Text,
    text("which resource of the site: path and query", "站点上的哪个资源：路径和查询串"),
)
.source(rfc9112("3.2"));
static SP2: Field = mark("sp2", "SP", " ", text("one space", "一个空格"));
static VERSION: Field = piece(
    "version",
    "HTTP-version",
    Kind::Word(&VERSIONS),
    text("the highest version that the sender speaks here", "发送方在此使用的版本"),
)
.source(rfc9112("2.3"));
static STATUS_CODE: Field = piece(
    "status_code",
    "status-code",
    Kind::Word(&STATUS_CODES),
    text(
        "the result: 1xx goes on, 2xx done, 3xx look elsewhere, 4xx the client's fault, 5xx the server's",
        "结果：1xx 继续，2xx 成功，3xx 另寻他处，4xx 客户有误，5xx 服务器有误",
    ),
)
.source(Source::Rfc(9110, "15"));
static REASON: Field = piece(
    "reason",
    "reason-phrase",
    Kind::Text,
    text("the same for people; programs ignore it", "写给人看的结果；程序忽略它"),
)
.source(rfc9112("4"));
static NAME: Field = piece(
    "name",
    "field-name",
    Kind::Word(&FIELDS),
    text("which field; upper and lower case are the same", "字段名，不区分大小写"),
)
.source(Source::Rfc(9110, "5.1"));
static COLON: Field = mark(
    "colon",
    "colon",
    ": ",
    text(
        "ends the name, with the white space around it, which does not count",
        "字段名到此结束；周围的空白没有意义",
    ),
);
static VALUE: Field = piece("value", "field-value", Kind::Text, text("what the field says", "字段的内容"))
    .source(Source::Rfc(9110, "5.5"));
static LINE_END: Field = mark(
    "line_end",
    "CRLF",
    "\r\n",
    text("carriage return and line feed end the line", "回车和换行结束一行"),
)
.source(rfc9112("2.2"));
static MALFORMED: Field = piece(
    "malformed",
    "line without a field",
    Kind::Text,
    text("a line that is no field-line: it has no name and colon", "不是字段行：没有字段名和冒号"),
);
static EMPTY_LINE: Field =
    mark("empty_line", "CRLF", "\r\n", text("an empty line: the header ends here", "空行：首部到此结束"))
        .source(rfc9112("2.1"));
static CONTENT: Field = piece(
    "content",
    "message-body",
    Kind::Bytes,
    text("the content: the page, the picture, the form", "内容：网页、图像、表单等"),
)
.source(rfc9112("6"));
static CHUNK_SIZE: Field = piece(
    "chunk_size",
    "chunk-size",
    Kind::Text,
    text("octets of data in this chunk, in base 16", "本块数据的字节数，用十六进制书写"),
)
.source(rfc9112("7.1"));
static CHUNK_EXT: Field = piece(
    "chunk_ext",
    "chunk-ext",
    Kind::Text,
    text("remarks about this chunk, which hardly anyone makes", "关于本块的说明，极少使用"),
)
.source(rfc9112("7.1.1"));
static SIZE_END: Field =
    mark("size_end", "CRLF", "\r\n", text("ends the line of the size", "长度一行的结束"))
        .source(rfc9112("7.1"));
static CHUNK_DATA: Field =
    piece("chunk_data", "chunk-data", Kind::Bytes, text("a piece of the content", "内容的一块"))
        .source(rfc9112("7.1"));
static DATA_END: Field = mark(
    "data_end",
    "CRLF",
    "\r\n",
    text("ends the data; it is not part of it", "本块数据的结束，不属于数据"),
)
.source(rfc9112("7.1"));

/// The fields of a message.
static MESSAGE: &[&Field] = &[
    &LEADING_LINE_END,
    &METHOD,
    &SP1,
    &TARGET,
    &SP2,
    &VERSION,
    &STATUS_CODE,
    &REASON,
    &NAME,
    &COLON,
    &VALUE,
    &LINE_END,
    &MALFORMED,
    &EMPTY_LINE,
    &CONTENT,
    &CHUNK_SIZE,
    &CHUNK_EXT,
    &SIZE_END,
    &CHUNK_DATA,
    &DATA_END,
];

static PARTS: &[Part] = &[Part::Special(Special {
    fields: MESSAGE,
    find: |message, at, found| {
        if let Some(message) = message.get(at..) {
            read::message(message, &mut |what| {
                found(match what {
                    Found::Field(field, from, to) => {
                        Found::Field(field, at.saturating_add(from), at.saturating_add(to))
                    }
                    border => border,
                });
            });
        }
    },
})];

/// The Hypertext Transfer Protocol, versions 1.0 and 1.1.
pub static HTTP: Protocol = Protocol {
    refuse: |bytes| match read::start(bytes) {
        Some(_) => None,
        None => Some(text(
            "these octets do not begin with an HTTP start line: they go on with a message that began in an earlier \
             segment, or are not HTTP",
            "这些字节不以 HTTP 起始行开头：它们是先前报文段中某个报文的后续部分，或者不是 HTTP",
        )),
    },
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "http",
        "HTTP",
        text("Hypertext Transfer Protocol", "超文本传送协议"),
        text("message", "报文"),
        Source::Rfc(9112, ""),
        OsiLayer::Application,
        PARTS,
        extent,
    )
};

fn extent(bytes: &[u8]) -> Extent {
    read::message(bytes, &mut |_| ())
}

/// How many octets of a target, a host, a media type the summary line shows.
const SHOWN: usize = 64;

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let bytes = stack.header(i);
    out.push_str("HTTP ");
    let Some(start) = read::start(bytes) else {
        return;
    };
    let [first, second, third] = start.words.clone();
    for word in if start.is_request { [first, second] } else { [second, third] } {
        write::escaped(out, bytes.get(word).unwrap_or(&[]), SHOWN);
        out.push(' ');
    }
    let (fields, _) = read::fields(bytes, start.end(), &FIELD_LINES, &mut |_| ());
    let shown = if start.is_request { fields.host.clone() } else { fields.media_type.clone() };
    if let Some(text) = shown {
        out.push_str(if start.is_request { "host " } else { "" });
        write::escaped(out, bytes.get(text).unwrap_or(&[]), SHOWN);
        out.push(' ');
    }
    match fields.body(bytes, &start) {
        Body::Octets(octets) => write::number(out, octets),
        Body::Chunked => out.push_str("chunked"),
        _ => (),
    }
    out.truncate(out.trim_end().len());
}
