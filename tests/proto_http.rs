//! HTTP/1.x messages, as Python's `http.client` and `http.server` write them and as tshark reads them.

use netlab::packet::{Dissector, Explained, Span, Value, explain};
use netlab::proto::{DATA, HTTP, TCP};
use netlab::spec::{Protocol, Stack, Stop};

/// One layer as its protocol's key, its octets and its summary.
type Layer = (&'static str, usize, String);

fn layers(root: &'static Protocol, octets: &[u8]) -> Vec<Layer> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, octets.len(), None, root);
    (0..stack.layers.len())
        .map(|i| {
            let mut summary = String::new();
            (stack.layers[i].protocol.summary)(&stack, i, &mut summary);
            (stack.layers[i].protocol.key, stack.layers[i].end - stack.layers[i].start, summary)
        })
        .collect()
}

fn with<T>(octets: &[u8], what: impl FnOnce(&Stack<'_>, &[Explained]) -> T) -> T {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, octets.len(), None, &HTTP);
    let explained = explain(&stack);
    what(&stack, &explained)
}

/// The leaves of the message: key, characters, and what the word is called.
fn leaves(octets: &[u8]) -> Vec<(&'static str, String, Option<&'static str>)> {
    with(octets, |stack, explained| {
        let mut leaves = Vec::new();
        for span in explained.iter().flat_map(|layer| &layer.spans) {
            span.leaves(false, &mut |leaf| {
                let bytes = &stack.frame[leaf.octets()];
                let text = String::from_utf8_lossy(bytes).into_owned();
                leaves.push((leaf.label.key, text, leaf.entry.map(|entry| entry.name)));
            });
        }
        leaves
    })
}

/// The values of the leaves with this key.
fn all(octets: &[u8], key: &str) -> Vec<String> {
    leaves(octets).into_iter().filter(|leaf| leaf.0 == key).map(|leaf| leaf.1).collect()
}

fn find<'a>(spans: &'a [Span], key: &str) -> Option<&'a Span> {
    spans.iter().find_map(|span| if span.label.key == key { Some(span) } else { find(&span.children, key) })
}

/// http.client.HTTPConnection("lab.example").request("POST", "/form?x=1", "a=1&b=2", {"X-Thing": "eins,  zwei "})
const POST: &[u8] = b"POST /form?x=1 HTTP/1.1\r\nHost: lab.example\r\nAccept-Encoding: identity\r\n\
    Content-Length: 7\r\nX-Thing: eins,  zwei \r\n\r\na=1&b=2";

/// RFC 9112 §7.1.3 in practice: two chunks, an extension, a trailer.
const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nTrailer: Expires\r\n\r\n\
    1a;why=not\r\nabcdefghijklmnopqrstuvwxyz\r\n00A\r\n0123456789\r\n0\r\nExpires: never\r\n\r\n";

#[test]
fn a_request_is_read_piece_by_piece() {
    let leaves = leaves(POST);
    let of = |text: &str, key, name| (key, text.to_string(), name);
    let expected = [
        of("POST", "method", Some("POST")),
        of(" ", "sp1", None),
        of("/form?x=1", "target", None),
        of(" ", "sp2", None),
        of("HTTP/1.1", "version", Some("HTTP/1.1")),
        of("\r\n", "line_end", None),
        of("Host", "name", Some("Host")),
        of(": ", "colon", None),
        of("lab.example", "value", None),
        of("\r\n", "line_end", None),
    ];
    assert_eq!(leaves[..expected.len()], expected);
    assert_eq!(all(POST, "name"), ["Host", "Accept-Encoding", "Content-Length", "X-Thing"]);
    // the white space inside a value counts, that behind it does not
    assert_eq!(all(POST, "value"), ["lab.example", "identity", "7", "eins,  zwei"]);
    assert_eq!(all(POST, "content"), ["a=1&b=2"]);
    assert_eq!(
        layers(&HTTP, POST),
        [("http", POST.len(), "HTTP POST /form?x=1 host lab.example 7".to_string())]
    );
}

#[test]
fn every_octet_is_in_a_field_so_that_the_message_can_be_rebuilt() {
    for message in [POST, CHUNKED] {
        let rebuilt: String = leaves(message).into_iter().map(|leaf| leaf.1).collect();
        assert_eq!(rebuilt.as_bytes(), message);
        assert!(leaves(message).iter().all(|leaf| leaf.0 != "unread"));
    }
}

#[test]
fn status_codes_and_names_say_what_they_mean_whatever_their_case() {
    let response =
        b"HTTP/1.0 404 Gone fishing\r\ncontent-TYPE: text/html; charset=utf-8\r\nX-Odd: 1\r\n\r\nno";
    with(response, |_, explained| {
        let spans = &explained[0].spans;
        let code = find(spans, "status_code").unwrap();
        assert_eq!(code.value, Value::Text("404".into()));
        assert_eq!(code.entry.unwrap().name, "Not Found");
        assert_eq!(code.entry.unwrap().source.to_string(), "RFC 9110 §15.5.5");
        let name = find(spans, "name").unwrap();
        assert_eq!(name.entry.unwrap().name, "Content-Type");
        assert_eq!(
            find(spans, "field_line").unwrap().value,
            Value::Text("content-TYPE: text/html; charset=utf-8\r\n".into())
        );
        assert!(find(spans, "header_fields").unwrap().list);
    });
    assert_eq!(layers(&HTTP, response)[0].2, "HTTP 404 Gone fishing text/html");
    // methods are case-sensitive (RFC 9110 §9.1)
    assert_eq!(leaves(b"get / HTTP/1.1\r\n\r\n")[0], ("method", "get".into(), None));
}

#[test]
fn chunks_are_read_to_the_last_and_its_trailer() {
    assert_eq!(all(CHUNKED, "chunk_size"), ["1a", "00A", "0"]);
    assert_eq!(all(CHUNKED, "chunk_ext"), [";why=not"]);
    assert_eq!(all(CHUNKED, "chunk_data"), ["abcdefghijklmnopqrstuvwxyz", "0123456789"]);
    assert_eq!(all(CHUNKED, "name"), ["Transfer-Encoding", "Trailer", "Expires"]);
    assert_eq!(all(CHUNKED, "empty_line").len(), 2);
    assert_eq!(layers(&HTTP, CHUNKED)[0].2, "HTTP 200 OK chunked");
}

/// A TCP header from port 80 before `data`.
fn segment(data: &[u8]) -> Vec<u8> {
    let mut octets = vec![0, 80, 0xc0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x18, 0, 0, 0, 0, 0, 0];
    octets.extend(data);
    octets
}

#[test]
fn messages_that_follow_one_another_are_layers_of_their_own() {
    let responses = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc\
        \r\nHTTP/1.1 204 No Content\r\n\r\nrest";
    let kinds: Vec<_> = layers(&TCP, &segment(responses)).into_iter().skip(1).collect();
    assert_eq!(
        kinds,
        [
            // RFC 9112 §6.3: a 304 has no content, whatever it says
            ("http", 49, "HTTP 304 Not Modified".to_string()),
            ("http", 41, "HTTP 200 OK 3".to_string()),
            ("http", 29, "HTTP 204 No Content".to_string()),
            ("data", 4, String::new()),
        ]
    );
}

#[test]
fn what_does_not_begin_with_a_start_line_is_data_and_that_is_said() {
    for data in [
        &b"<p>the rest of a page</p>"[..],
        b"GET /",
        b"HTTP",
        b"HTTP/1.1 2x0 OK\r\n",
        b"G@T / HTTP/1.1\r\n",
        b"\r\n",
        b"GET HTTP/1.1\r\n",
    ] {
        let octets = segment(data);
        let mut dissector = Dissector::new();
        let stack = dissector.dissect(&octets, octets.len(), None, &TCP);
        let known = data.starts_with(b"GET /");
        assert_eq!(std::ptr::eq(stack.layers[1].protocol, &DATA), !known, "{data:?}");
        if !known {
            let Some(Stop::Unfit(why)) = &stack.layers[1].stop else { panic!("{data:?}") };
            assert!(why.en.contains("start line"), "{}", why.en);
        }
    }
}

#[test]
fn a_message_that_goes_on_elsewhere_is_read_as_far_as_it_reaches() {
    // half a header
    let half = &POST[..39];
    assert_eq!(all(half, "name"), ["Host"]);
    assert_eq!(all(half, "value"), ["lab.exam"]);
    with(half, |stack, explained| {
        assert!(matches!(stack.layers[0].stop, Some(Stop::Unfit(why)) if why.en.contains("empty line")));
        assert!(explained[0].missing.iter().any(|label| label.key == "empty_line"));
    });
    // half the content
    let cut = &POST[..POST.len() - 3];
    with(cut, |stack, explained| {
        let need = POST.len();
        let stop = Stop::Short { need, have: need - 3, field: Some("Content-Length") };
        assert_eq!(stack.layers[0].stop, Some(stop));
        assert_eq!(find(&explained[0].spans, "content").unwrap().value, Value::Cut { missing: 24 });
    });
    // half a chunk
    let cut = &CHUNKED[..CHUNKED.len() - 30];
    with(cut, |stack, _| {
        assert!(matches!(stack.layers[0].stop, Some(Stop::Short { field: Some("chunk_size"), .. })));
    });
}

#[test]
fn a_length_that_cannot_be_is_said() {
    let why = |message: &[u8]| {
        with(message, |stack, _| match &stack.layers[0].stop {
            Some(Stop::Unfit(why)) => why.en.to_string(),
            other => format!("{other:?}"),
        })
    };
    assert!(
        why(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")
            .contains("not one number")
    );
    assert!(why(b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n").contains("not one number"));
    assert!(why(b"POST / HTTP/1.1\r\nContent-Length: \r\n\r\n").contains("not one number"));
    assert!(why(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\nabc").contains("not chunked"));
    assert!(why(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n").contains("base 16"));
    // the same number twice is that number (RFC 9110 §8.6)
    assert_eq!(why(b"HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\nContent-Length: 4\r\n\r\nabcd"), "None");
    // more octets than any machine has
    assert!(why(b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\nabcd").contains("Short"));
    assert!(
        why(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n").contains("Short")
    );
}

#[test]
fn sloppy_lines_are_kept_as_they_stand() {
    // bare line feeds, a folded value, white space before a colon, a line that is no field
    let message =
        b"GET /a b HTTP/1.1\nHost : x\nX-Long: one\r\n\t two \r\nnonsense\r\n: empty\r\nX-None:\r\n\r\n";
    assert_eq!(all(message, "target"), ["/a b"]);
    assert_eq!(all(message, "colon"), [" : ", ": ", ":"]);
    assert_eq!(all(message, "value"), ["x", "one\r\n\t two"]);
    assert_eq!(all(message, "malformed"), ["nonsense", ": empty"]);
    let rebuilt: String = leaves(message).into_iter().map(|leaf| leaf.1).collect();
    assert_eq!(rebuilt.as_bytes(), message);
}

#[test]
fn nothing_in_a_message_reaches_the_summary_raw() {
    let message = b"GET /\x1b[2J\xe2\x80\xae HTTP/1.1\r\nHost: a\x07b\r\n\r\n";
    assert_eq!(layers(&HTTP, message)[0].2, "HTTP GET /\\x1b[2J\\xe2\\x80\\xae host a\\x07b");
    let long = [&b"GET /"[..], &[b'a'; 2000], b" HTTP/1.1\r\n\r\n"].concat();
    assert!(layers(&HTTP, &long)[0].2.len() < 100);
}

#[test]
fn every_beginning_of_a_message_and_every_changed_octet_is_read_without_a_gap() {
    let check = |octets: &[u8]| {
        with(octets, |stack, explained| {
            let mut at = 0;
            for span in explained.iter().flat_map(|layer| &layer.spans) {
                span.leaves(false, &mut |leaf| {
                    assert_eq!(leaf.bits.start, at, "{octets:?}");
                    at = leaf.bits.end;
                });
            }
            assert_eq!(at, stack.frame.len() * 8, "{octets:?}");
        });
    };
    for message in [POST, CHUNKED] {
        for end in 0..=message.len() {
            check(&message[..end]);
        }
        for at in 0..message.len() {
            for octet in [0, b'\n', b'\r', b' ', b':', b'f', 0xff] {
                let mut changed = message.to_vec();
                changed[at] = octet;
                check(&changed);
            }
        }
    }
}
