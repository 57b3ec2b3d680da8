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

/// How a page looks: what it needs is in it, on a light screen, a dark one and on paper, where it is black on white.
const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #111; --ground: #fff; --faint: #555; --box: #f4f4f4; --rule: #777; --link: #00508c; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --ground: #16181d; --faint: #9a9a9a; --box: #22262e; --rule: #888; --link: #7cc4f2; } }
body { font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.6em; margin: 0 0 .4em; }
h2 { font-size: 1.15em; margin: 1.4em 0 .3em; }
p, ul { margin: .4em 0; }
a { color: var(--link); }
pre, code { font: 13px/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--box); padding: .5rem; margin: .5em 0; }
table { border-collapse: collapse; margin: .5em 0; }
td, th { border: 1px solid var(--rule); padding: .2rem .6rem; text-align: left; }
img { max-width: 100%; }
.who { display: flex; gap: 2rem; justify-content: space-between; border-bottom: 1px solid var(--rule); padding-bottom: .3em; }
.blank { display: inline-block; border-bottom: 1px solid var(--ink); }
.little { min-width: 5rem; }
.some { min-width: 12rem; }
.much { min-width: 24rem; max-width: 100%; }
.whole { display: block; line-height: 2; }
.cell { display: inline-block; min-width: 4rem; }
.boxes { margin-left: .5em; }
.options, .wrongs { padding-left: 1.5em; }
.options { list-style: none; display: flex; flex-wrap: wrap; gap: 0 2.5rem; }
.wrongs, .worked { font-size: .95em; }
.sheet + .sheet { margin-top: 4rem; }
footer { color: var(--faint); font-size: .8em; margin-top: .4em; }
@media print {
body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }
pre { background: none; border: 1px solid #999; font-size: 9pt; }
td { padding: .3rem .6rem; }
.part { margin: .6em 0; }
.task { break-inside: avoid; }
h2 { break-after: avoid; }
.sheet + .sheet { break-before: page; margin: 0; }
.file { display: none; }
}
@page { margin: 1.8cm; }
";

/// How a page of HTML in the language of this tag begins. It needs nothing from anywhere else. In China paper is A4; elsewhere
/// the printer says.
pub fn head(title: &str, tag: &str) -> String {
    let title = escaped(title);
    let paper = if tag.starts_with("zh") { "@page { size: A4; }\n" } else { "" };
    format!(
        "<!DOCTYPE html>
<html lang=\"{tag}\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{title}</title>
<style>
{STYLE}{paper}</style>
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
