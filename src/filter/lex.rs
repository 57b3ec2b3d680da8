//! An expression to tokens, and trouble that points into it.

use crate::draw::{pointed, safe};
use crate::say;
use crate::spec::{Said, Trouble};
use std::ops::Range;

/// What is wrong in an expression, and where.
#[derive(Debug)]
pub struct Wrong {
    at: Range<usize>,
    what: Said,
    hint: Option<Said>,
}

impl Wrong {
    /// Something wrong in the octets `at` of the expression.
    pub fn new(at: Range<usize>, what: Said) -> Wrong {
        Wrong { at, what, hint: None }
    }

    /// Adds what to type instead.
    pub fn hint(self, hint: Said) -> Wrong {
        Wrong { hint: Some(hint), ..self }
    }

    /// Adds what to type instead, if there is something to say.
    pub fn hint_if(self, hint: Option<Said>) -> Wrong {
        Wrong { hint: hint.or(self.hint), ..self }
    }

    /// Adds what to type instead where nothing better was said.
    pub fn hint_or(self, hint: impl FnOnce() -> Said) -> Wrong {
        let hint = self.hint.or_else(|| Some(hint()));
        Wrong { hint, ..self }
    }

    /// The trouble, with the expression and a mark below it.
    pub fn trouble(self, source: &str) -> Trouble {
        let lines = pointed(source, &self.at);
        // the message may quote what was typed, line breaks and all
        let plain = |said: &Said| Said { en: safe(&said.en).into_owned(), zh: safe(&said.zh).into_owned() };
        let Said { en, zh } = plain(&self.what);
        let what = Said { en: format!("{en}\n{lines}"), zh: format!("{zh}\n{lines}") };
        Trouble { what, hint: self.hint.as_ref().map(plain) }
    }
}

/// A token and where it stands.
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// The sorts of token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key, a number, an address, a name.
    Word(String),
    /// Text in quotes, without them.
    Quoted(String),
    And,
    Or,
    Not,
    In,
    Contains,
    Compare(Compare),
    /// `..`
    To,
    Open,
    Close,
    OpenSet,
    CloseSet,
    Comma,
    End,
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Compare {
    /// As it is typed.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "==",
            Compare::Unequal => "!=",
            Compare::Less => "<",
            Compare::LessOrEqual => "<=",
            Compare::Greater => ">",
            Compare::GreaterOrEqual => ">=",
        }
    }
}

/// Signs of two characters before those of one that they begin with.
const SIGNS: &[(&str, Kind)] = &[
    ("==", Kind::Compare(Compare::Equal)),
    ("!=", Kind::Compare(Compare::Unequal)),
    ("<=", Kind::Compare(Compare::LessOrEqual)),
    (">=", Kind::Compare(Compare::GreaterOrEqual)),
    ("<", Kind::Compare(Compare::Less)),
    (">", Kind::Compare(Compare::Greater)),
    ("&&", Kind::And),
    ("||", Kind::Or),
    ("!", Kind::Not),
    ("..", Kind::To),
    ("(", Kind::Open),
    (")", Kind::Close),
    ("{", Kind::OpenSet),
    ("}", Kind::CloseSet),
    (",", Kind::Comma),
];

/// The tokens of an expression; the last is [`Kind::End`].
pub fn tokens(source: &str) -> Result<Vec<Token>, Wrong> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        if c.is_ascii_whitespace() {
            at += 1;
        } else if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            tokens.push(Token { kind: kind.clone(), at: at..at + sign.len() });
            at += sign.len();
        } else if c == '"' || c == '\'' {
            let (text, octets) = quoted(source, at, c)?;
            tokens.push(Token { kind: Kind::Quoted(text), at: at..at + octets });
            at += octets;
        } else if is_word(c) {
            let octets = word_octets(rest);
            let word = &rest[..octets];
            tokens.push(Token { kind: keyword(word), at: at..at + octets });
            at += octets;
        } else {
            return Err(stray(at, c));
        }
    }
    tokens.push(Token { kind: Kind::End, at: source.len()..source.len() });
    Ok(tokens)
}

/// What words are made of. Letters of any language count, so that a word is complained of as a whole.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | ':' | '-' | '+' | '/' | '*' | '@' | '%' | '$' | '~' | '\\')
}

/// How long the word is that `text` begins with; `..` ends it.
fn word_octets(text: &str) -> usize {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text[..end].find("..").filter(|at| *at > 0).unwrap_or(end)
}

fn keyword(word: &str) -> Kind {
    let is = |keyword| word.eq_ignore_ascii_case(keyword);
    if is("and") {
        Kind::And
    } else if is("or") {
        Kind::Or
    } else if is("not") {
        Kind::Not
    } else if is("in") {
        Kind::In
    } else if is("contains") {
        Kind::Contains
    } else {
        Kind::Word(word.to_string())
    }
}

/// The text in quotes that begin at `at`, and how many octets it takes with them.
fn quoted(source: &str, at: usize, quote: char) -> Result<(String, usize), Wrong> {
    let mut text = String::new();
    let mut chars = source[at..].char_indices().skip(1);
    while let Some((i, c)) = chars.next() {
        if c == quote {
            return Ok((text, i + 1));
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some((_, 'n')) => text.push('\n'),
            Some((_, 'r')) => text.push('\r'),
            Some((_, 't')) => text.push('\t'),
            Some((_, c @ ('\\' | '"' | '\''))) => text.push(c),
            Some((j, c)) => {
                let end = at + j + c.len_utf8();
                let what = say!(
                    en: "`\\{c}` means nothing inside quotes", zh: "引号内的 `\\{c}` 没有含义", c = c
                );
                return Err(Wrong::new(at + i..end, what).hint(say!(
                    en: "a backslash is typed twice: `\\\\`; also known are \\n \\r \\t \\\" \\'",
                    zh: "反斜杠要输入两次：`\\\\`；此外可用 \\n \\r \\t \\\" \\'"
                )));
            }
            None => break,
        }
    }
    let what = say!(en: "this text has no closing {quote}", zh: "这段文字缺少右引号 {quote}", quote = quote);
    Err(Wrong::new(at..source.len(), what))
}

/// A character that no token begins with.
fn stray(at: usize, c: char) -> Wrong {
    let said = safe(&c.to_string()).into_owned();
    let wrong = Wrong::new(
        at..at + c.len_utf8(),
        say!(en: "`{c}` has no meaning in a filter", zh: "`{c}` 在过滤表达式中没有含义", c = said),
    );
    let instead = match c {
        '=' => "==".to_string(),
        '&' => "&&".to_string(),
        '|' => "||".to_string(),
        '≠' => "!=".to_string(),
        '≤' => "<=".to_string(),
        '≥' => ">=".to_string(),
        '“' | '”' => "\"".to_string(),
        '‘' | '’' => "'".to_string(),
        // the full-width forms of ASCII that a Chinese keyboard types
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(' ');
            if narrow == '=' { "==".to_string() } else { narrow.to_string() }
        }
        _ => return wrong,
    };
    wrong.hint(say!(en: "type `{instead}`", zh: "请输入 `{instead}`", instead = instead))
}
