//! Text inside XML and HTML.

/// The text with the characters that mean something there written as references. Control characters, which XML 1.0 has no
/// way to write (§2.2), are left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => (),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Octets as base64 (RFC 4648 §4).
pub fn base64(octets: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for three in octets.chunks(3) {
        let number =
            (0..3).fold(0u32, |number, i| number << 8 | u32::from(three.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// How a page of HTML begins: it needs nothing from anywhere else, and prints black on white, on A4 as on Letter.
pub fn head(title: &str, lang: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>
<html lang=\"{lang}\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }}
pre, code {{ font: 13px/1.4 ui-monospace, monospace; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .5rem; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #777; padding: .2rem .6rem; text-align: left; }}
.blank {{ display: inline-block; min-width: 12rem; border-bottom: 1px solid #111; }}
.task {{ break-inside: avoid; margin: 1.5rem 0; }}
.sheet + .sheet {{ break-before: page; }}
footer {{ color: #555; font-size: 13px; }}
@page {{ margin: 2cm; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11pt; }} pre {{ background: none; border: 1px solid #999; }} }}
</style>
</head>
<body>
"
    )
}

#[cfg(test)]
mod tests {
    use super::{base64, escaped};

    /// RFC 4648 §10.
    #[test]
    fn the_test_vectors_of_base64() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, coded) in vectors {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn nothing_gets_out() {
        assert_eq!(escaped("<a href='x'>&\"\u{1b}[31m\u{0}"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;[31m");
        assert_eq!(escaped("中文 10.0.0.1/24"), "中文 10.0.0.1/24");
    }
}
