//! Tokens to conditions.

use super::keys::{self, Place};
use super::lex::{Compare, Kind, Token, Wrong, tokens};
use super::run::{Behind, Fact, FieldTest, Node, Told, Which};
use super::test::Test;
use super::value::{Asked, Left, Literal, Member, Sort, did_you_mean, test};
use crate::proto;
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Protocol, Trouble, Width};
use std::ops::Range;

/// Octets that an expression may have.
const LONGEST: usize = 16_384;
/// How deep parentheses may be nested.
const DEPTH: usize = 64;

/// The condition that an expression says.
pub fn parse(source: &str) -> Result<Node, Trouble> {
    if source.len() > LONGEST {
        return Err(Trouble::new(say!(
            en: "the filter has {have} octets; at most {most} are read",
            zh: "过滤表达式有 {have} 字节，最多读取 {most} 字节",
            have = source.len(), most = LONGEST
        )));
    }
    read(source).map_err(|wrong| wrong.trouble(source))
}

fn read(source: &str) -> Result<Node, Wrong> {
    let mut parser = Parser { tokens: tokens(source)?, at: 0, depth: 0 };
    let node = parser.any()?;
    let token = parser.take();
    match token.kind {
        Kind::End => Ok(node),
        _ => Err(parser.unjoined(&token)),
    }
}

/// A frame key: how it is typed, and the fact behind it with its sort.
const FACTS: &[(&str, Fact, Sort)] = &[
    ("number", Fact::Number, WHOLE),
    ("len", Fact::Length, WHOLE),
    ("captured", Fact::Captured, WHOLE),
    ("time", Fact::Time, Sort::Time),
    ("time_relative", Fact::TimeRelative, Sort::Seconds),
    ("link", Fact::Link, Sort::Link),
    ("interface", Fact::Interface, Sort::Text(None)),
    ("direction", Fact::Direction, Sort::Direction),
];
const WHOLE: Sort = Sort::Number { bits: 64, registry: None };

/// The same for findings.
const TOLD: &[(&str, Told, Sort)] =
    &[("severity", Told::Severity, Sort::Severity), ("rule", Told::Rule, Sort::Text(None))];

/// The first words of keys that are no protocols.
const FRAME: &str = "frame";
const FINDING: &str = "finding";
const QUOTED: &str = "quoted";

/// What a payload leaves over, by the keys of its fields, whichever layer they belong to.
const BEHIND: [&str; 4] = ["padding", "trailer", "fcs", "surplus"];
/// How many octets of it there are.
const LENGTH: &str = "len";

/// A key as it was typed.
struct Key {
    text: String,
    at: Range<usize>,
}

/// What a key means.
enum Meant {
    Frame,
    Fact(Fact, Sort),
    Finding,
    Told(Told, Sort),
    Behind(Behind),
    Layer(Which),
    Places { which: Which, meant: Vec<Place>, all: Vec<Place> },
}

/// What is asked of a key.
struct Question {
    asked: Asked,
    /// Whether the answer no is wanted: `!=`, `not in`.
    none: bool,
    /// Where the operator stands.
    at: Range<usize>,
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Kind {
        self.tokens.get(self.at).map_or(&Kind::End, |token| &token.kind)
    }

    /// The next token; the end again and again once it is reached.
    fn take(&mut self) -> Token {
        let token = self.tokens.get(self.at).or(self.tokens.last()).cloned();
        self.at += 1;
        token.unwrap_or(Token { kind: Kind::End, at: 0..0 })
    }

    fn takes(&mut self, kind: &Kind) -> bool {
        let is = self.peek() == kind;
        self.at += usize::from(is);
        is
    }

    fn any(&mut self) -> Result<Node, Wrong> {
        let mut nodes = vec![self.all()?];
        while self.takes(&Kind::Or) {
            nodes.push(self.all()?);
        }
        Ok(Node::join(nodes, false))
    }

    fn all(&mut self) -> Result<Node, Wrong> {
        let mut nodes = vec![self.one()?];
        while self.takes(&Kind::And) {
            nodes.push(self.one()?);
        }
        Ok(Node::join(nodes, true))
    }

    fn one(&mut self) -> Result<Node, Wrong> {
        let mut negated = false;
        while self.takes(&Kind::Not) {
            negated = !negated;
        }
        let token = self.take();
        let node = match token.kind {
            Kind::Open => self.nested(&token.at)?,
            Kind::Word(text) => self.condition(&Key { text: text.to_ascii_lowercase(), at: token.at })?,
            _ => return Err(no_condition(&token)),
        };
        Ok(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn nested(&mut self, open: &Range<usize>) -> Result<Node, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH {
            let what = say!(
                en: "parentheses are nested deeper than {most} here", zh: "此处括号嵌套超过 {most} 层", most = DEPTH
            );
            return Err(Wrong::new(open.clone(), what));
        }
        let node = self.any()?;
        let token = self.take();
        self.depth -= 1;
        match token.kind {
            Kind::Close => Ok(node),
            Kind::End => {
                let what = say!(en: "this parenthesis is not closed", zh: "这个括号没有闭合");
                Err(Wrong::new(open.clone(), what))
            }
            _ => Err(self.unjoined(&token)),
        }
    }

    /// Something follows a whole condition that does not join it to another.
    fn unjoined(&self, token: &Token) -> Wrong {
        if token.kind == Kind::Close {
            let what = say!(en: "this closes no parenthesis", zh: "没有与之对应的左括号");
            return Wrong::new(token.at.clone(), what);
        }
        let what = say!(
            en: "the condition ends before this: `and` or `or` was needed here",
            zh: "条件到此已经结束，此处需要 `and` 或 `or`"
        );
        // as in `tcp port 80` of other programs
        let before = self.tokens.get(self.at.saturating_sub(2)).map(|token| &token.kind);
        let joined = match (before, &token.kind) {
            (Some(Kind::Word(key)), Kind::Word(word)) => Some(format!("{key}.{word}")),
            _ => None,
        };
        let known =
            joined.filter(|joined| meaning(&Key { text: joined.clone(), at: 0..joined.len() }).is_ok());
        Wrong::new(token.at.clone(), what).hint_if(known.map(|known| did_you_mean(&known)))
    }

    /// A key and what is asked of it.
    fn condition(&mut self, key: &Key) -> Result<Node, Wrong> {
        if is_value(&key.text) {
            return Err(turned(key, self.peek()));
        }
        let meant = meaning(key)?;
        match self.question()? {
            Some(question) => asked(key, meant, &question).map_err(|wrong| compared_keys(wrong, &question)),
            None => Ok(bare(meant)),
        }
    }

    /// The operator and the values behind a key, if there are some.
    fn question(&mut self) -> Result<Option<Question>, Wrong> {
        let operator = self.tokens.get(self.at).cloned();
        let Some(Token { kind, at }) = operator else { return Ok(None) };
        let question = match kind {
            Kind::Compare(compare) => {
                self.at += 1;
                let literal = self.literal(compare.sign(), compare)?;
                Question { asked: Asked::Compare(compare, literal), none: compare == Compare::Unequal, at }
            }
            Kind::Contains => {
                self.at += 1;
                let literal = self.literal("contains", Compare::Equal)?;
                Question { asked: Asked::Contains(literal), none: false, at }
            }
            Kind::In => {
                self.at += 1;
                Question { asked: Asked::In(self.members()?), none: false, at }
            }
            Kind::Not if self.tokens.get(self.at + 1).is_some_and(|token| token.kind == Kind::In) => {
                self.at += 2;
                Question { asked: Asked::In(self.members()?), none: true, at }
            }
            _ => return Ok(None),
        };
        Ok(Some(question))
    }

    /// One value behind an operator.
    fn literal(&mut self, sign: &str, compare: Compare) -> Result<Literal, Wrong> {
        let token = self.take();
        if token.kind == Kind::OpenSet {
            let what = say!(
                en: "`{sign}` takes one value, not a set", zh: "`{sign}` 后面是一个值，不能是集合", sign = sign
            );
            let instead = if compare == Compare::Unequal { "not in" } else { "in" };
            return Err(Wrong::new(token.at, what)
                .hint(say!(en: "a set is asked for with `{instead}`", zh: "集合用 `{instead}` 来问", instead = instead)));
        }
        let literal = value(token, sign)?;
        if *self.peek() == Kind::To {
            let to = self.take();
            let what = say!(
                en: "`{sign}` takes one value, not a range", zh: "`{sign}` 后面是一个值，不能是范围", sign = sign
            );
            let instead = if compare == Compare::Unequal { "not in" } else { "in" };
            return Err(Wrong::new(literal.at.start..to.at.end, what)
                .hint(say!(en: "a range is asked for with `{instead}`", zh: "范围用 `{instead}` 来问", instead = instead)));
        }
        Ok(literal)
    }

    /// What stands behind `in`: a value, a range, a prefix, or a set of them.
    fn members(&mut self) -> Result<Vec<Member>, Wrong> {
        if !self.takes(&Kind::OpenSet) {
            return Ok(vec![self.member()?]);
        }
        let open = self.tokens.get(self.at - 1).map_or(0..0, |token| token.at.clone());
        let mut members = Vec::new();
        loop {
            if self.takes(&Kind::CloseSet) {
                return Ok(members);
            }
            if *self.peek() == Kind::End {
                let what = say!(en: "this set is not closed with }}", zh: "这个集合没有用 }} 结束");
                return Err(Wrong::new(open, what));
            }
            members.push(self.member()?);
            // values may be held apart by commas or by spaces
            self.takes(&Kind::Comma);
        }
    }

    fn member(&mut self) -> Result<Member, Wrong> {
        let first = value(self.take(), "in")?;
        if self.takes(&Kind::To) {
            return Ok(Member::Range(first, value(self.take(), "..")?));
        }
        Ok(Member::One(first))
    }
}

/// The value that a token is.
fn value(token: Token, sign: &str) -> Result<Literal, Wrong> {
    let literal = |text, quoted| Ok(Literal { text, quoted, at: token.at.clone() });
    match token.kind {
        Kind::Word(text) => literal(text, false),
        Kind::Quoted(text) => literal(text, true),
        _ => {
            let what =
                say!(en: "a value was needed behind `{sign}`", zh: "`{sign}` 后面需要一个值", sign = sign);
            Err(Wrong::new(token.at, what))
        }
    }
}

/// A condition was needed, and something else stands there.
fn no_condition(token: &Token) -> Wrong {
    let what = match &token.kind {
        Kind::End => {
            say!(en: "a condition was needed here, but the filter ends", zh: "此处需要一个条件，但表达式已结束")
        }
        Kind::Quoted(_) => {
            say!(en: "a condition begins with a key, not with text", zh: "条件以键名开头，而不是文字")
        }
        _ => say!(en: "a condition was needed here", zh: "此处需要一个条件"),
    };
    Wrong::new(token.at.clone(), what).hint(say!(
        en: "a condition is a key (`arp`), or a key compared with a value (`ipv4.ttl < 64`)",
        zh: "条件是一个键（`arp`），或者键与值的比较（`ipv4.ttl < 64`）"
    ))
}

/// Whether a word cannot be a key: numbers and addresses.
fn is_value(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_alphabetic()) || word.contains([':', '/'])
}

/// A value stands where a key was needed.
fn turned(key: &Key, next: &Kind) -> Wrong {
    let what = say!(
        en: "a condition begins with a key, and `{text}` is a value",
        zh: "条件以键名开头，而 `{text}` 是一个值",
        text = key.text
    );
    let hint = match next {
        Kind::Compare(_) => say!(en: "type the key first and the value behind it", zh: "请先写键名，再写值"),
        _ => say!(en: "say of which field: `tcp.port == 80`", zh: "请说明是哪个字段：`tcp.port == 80`"),
    };
    Wrong::new(key.at.clone(), what).hint(hint)
}

/// The condition that a key alone is.
fn bare(meant: Meant) -> Node {
    match meant {
        Meant::Frame => Node::True,
        Meant::Fact(fact, _) => Node::Fact(fact, false, Test::Any),
        Meant::Finding | Meant::Told(..) => Node::Finding,
        Meant::Behind(behind) => Node::Behind(behind),
        Meant::Layer(which) => Node::Layer(which),
        Meant::Places { which, meant, .. } => {
            let tests = meant.into_iter().map(|place| {
                // one bit that is there but not set is not meant
                let is_bit = place.field().is_some_and(|field| field.width == Width::Bits(1));
                let test = if is_bit { Test::Between(1, 1) } else { Test::Any };
                (place, test)
            });
            Node::Field(Box::new(FieldTest::new(which, false, tests.collect())))
        }
    }
}

/// The condition that a key with a question is.
fn asked(key: &Key, meant: Meant, question: &Question) -> Result<Node, Wrong> {
    let left = |sort| Left { key: &key.text, sort };
    let Question { asked, none, .. } = question;
    match meant {
        Meant::Fact(fact, sort) => Ok(Node::Fact(fact, *none, test(left(sort), asked)?)),
        Meant::Told(told, sort) => Ok(Node::FindingIs(told, *none, test(left(sort), asked)?)),
        Meant::Behind(behind) => {
            let sort = if behind.length { WHOLE } else { Sort::Octets };
            Ok(Node::Behind(Behind { none: *none, test: test(left(sort), asked)?, ..behind }))
        }
        Meant::Frame | Meant::Layer(_) => match asked {
            Asked::Contains(_) => {
                let which = if let Meant::Layer(which) = meant { Some(which) } else { None };
                Ok(Node::Octets(which, test(left(Sort::Octets), asked)?))
            }
            _ => Err(no_value(key, question, &meant)),
        },
        Meant::Finding => Err(no_value(key, question, &meant)),
        Meant::Places { which, meant, all } => {
            let places = valued(key, &meant, &all, question)?;
            let mut tests = Vec::new();
            let mut wrong = None;
            for place in places {
                let Some(field) = place.field() else { continue };
                // a key may lead to fields of several sorts: those that the value fits are asked
                match test(left(Sort::of(field)), asked) {
                    Ok(test) => tests.push((place, test)),
                    Err(why) => wrong = wrong.or(Some(why)),
                }
            }
            match wrong {
                Some(wrong) if tests.is_empty() => Err(wrong),
                _ => Ok(Node::Field(Box::new(FieldTest::new(which, *none, tests)))),
            }
        }
    }
}

/// The fields whose values are compared: those meant, and of the groups meant those that have one value.
fn valued(key: &Key, meant: &[Place], all: &[Place], question: &Question) -> Result<Vec<Place>, Wrong> {
    let mut fields: Vec<Place> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for place in meant {
        if place.field().is_some() {
            fields.push(place.clone());
            continue;
        }
        let inside = keys::values(all, place);
        let name = |place: &Place| place.label().map_or("", |label| label.key);
        let first = inside.first().map(|first| name(first));
        if inside.iter().all(|other| Some(name(other)) == first) {
            fields.extend(inside.into_iter().cloned());
            continue;
        }
        for other in inside {
            if !names.contains(&name(other)) {
                names.push(name(other));
            }
        }
    }
    if !fields.is_empty() {
        return Ok(fields);
    }
    let text = key.text.as_str();
    if names.is_empty() {
        let what = say!(
            en: "`{key}` has no value: it is there or not", zh: "`{key}` 没有值，只有出现或不出现之分", key = text
        );
        return Err(Wrong::new(question.at.clone(), what)
            .hint(say!(en: "ask for it alone: `{key}`", zh: "请单独写出：`{key}`", key = text)));
    }
    let what = say!(
        en: "`{key}` has several values, not one: {names}",
        zh: "`{key}` 有多个值，不止一个：{names}",
        key = text, names = some_of(&names)
    );
    let inner = keys::keys(all);
    let mut whole = inner.iter().map(|inner| format!("{}.{inner}", protocol_part(text)));
    let example = whole.find(|inner| inner.starts_with(&format!("{text}.")));
    Err(Wrong::new(question.at.clone(), what)
        .hint_if(example.map(|key| say!(en: "say which: `{key}`", zh: "请说明是哪一个：`{key}`", key = key))))
}

/// `tcp` of `tcp.options.mss`, `quoted.tcp` of `quoted.tcp.options`.
fn protocol_part(key: &str) -> &str {
    let words = if key.starts_with("quoted.") { 2 } else { 1 };
    key.match_indices('.').nth(words - 1).map_or(key, |(at, _)| &key[..at])
}

/// The first few names, and that there are more.
fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 6;
    let more = if names.len() > SHOWN { ", ..." } else { "" };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(", "))
}

/// What has no value of its own was compared.
fn no_value(key: &Key, question: &Question, meant: &Meant) -> Wrong {
    let text = key.text.as_str();
    let what = say!(
        en: "`{key}` has no value to compare: it is there or not",
        zh: "`{key}` 没有可比较的值，只有出现或不出现之分",
        key = text
    );
    let inner = match meant {
        Meant::Layer(Which { protocol: Some(protocol), .. }) => keys::keys(&keys::places(protocol)),
        Meant::Frame => FACTS.iter().map(|(key, ..)| (*key).to_string()).collect(),
        Meant::Finding => TOLD.iter().map(|(key, ..)| (*key).to_string()).collect(),
        _ => Vec::new(),
    };
    let names: Vec<&str> = inner.iter().map(String::as_str).collect();
    let hint = (!names.is_empty()).then(|| {
        say!(
            en: "compare one of its fields, `{key}.{first}`: {names}",
            zh: "请比较它的某个字段，如 `{key}.{first}`：{names}",
            key = text, first = names.first().copied().unwrap_or(""), names = some_of(&names)
        )
    });
    Wrong::new(question.at.clone(), what).hint_if(hint)
}

/// Says so where the value that did not fit is itself a key.
fn compared_keys(wrong: Wrong, question: &Question) -> Wrong {
    let literal = match &question.asked {
        Asked::Compare(_, literal) | Asked::Contains(literal) => literal,
        Asked::In(members) => match members.first() {
            Some(Member::One(literal)) => literal,
            _ => return wrong,
        },
    };
    let key = Key { text: literal.text.clone(), at: literal.at.clone() };
    if literal.quoted || !literal.text.contains('.') || meaning(&key).is_err() {
        return wrong;
    }
    wrong.hint(say!(
        en: "`{key}` is a key: a key is compared with a value, not with another key",
        zh: "`{key}` 是键名：键与值比较，不能与另一个键比较",
        key = key.text
    ))
}

/// What a key means.
fn meaning(key: &Key) -> Result<Meant, Wrong> {
    let mut names: Vec<&str> = key.text.split('.').collect();
    let quoted = names.first() == Some(&QUOTED);
    if quoted {
        names.remove(0);
    }
    let Some((first, rest)) = names.split_first() else {
        return Ok(Meant::Layer(Which { protocol: None, quoted }));
    };
    if !quoted && *first == FRAME {
        return special(key, rest, Meant::Frame, FACTS, Meant::Fact);
    }
    if !quoted && *first == FINDING {
        return special(key, rest, Meant::Finding, TOLD, Meant::Told);
    }
    if let Some(behind) = BEHIND.iter().find(|behind| *behind == first) {
        let told =
            |length| Meant::Behind(Behind { key: behind, quoted, length, none: false, test: Test::Any });
        return match rest {
            [] => Ok(told(false)),
            [LENGTH] => Ok(told(true)),
            _ => Err(no_key(key, rest, behind, [LENGTH].into_iter())),
        };
    }
    let Some(protocol) = keys::protocol(first) else {
        return Err(unknown_protocol(key, quoted, first, rest));
    };
    let which = Which { protocol: Some(protocol), quoted };
    if rest.is_empty() {
        return Ok(Meant::Layer(which));
    }
    let all = keys::places(protocol);
    let meant = keys::find(&all, rest);
    if meant.is_empty() {
        Err(unknown_field(key, protocol, rest, &all))
    } else {
        Ok(Meant::Places { which, meant, all })
    }
}

/// A key that begins with `frame` or `finding`.
fn special<T: Copy>(
    key: &Key,
    rest: &[&str],
    whole: Meant,
    known: &[(&str, T, Sort)],
    meant: fn(T, Sort) -> Meant,
) -> Result<Meant, Wrong> {
    let [name] = rest else {
        if rest.is_empty() {
            return Ok(whole);
        }
        return Err(no_key(
            key,
            rest,
            key.text.split('.').next().unwrap_or(""),
            known.iter().map(|(key, ..)| *key),
        ));
    };
    match known.iter().find(|(key, ..)| key == name) {
        Some((_, what, sort)) => Ok(meant(*what, *sort)),
        None => Err(no_key(
            key,
            rest,
            key.text.split('.').next().unwrap_or(""),
            known.iter().map(|(key, ..)| *key),
        )),
    }
}

/// Where the names `rest` stand that a key ends with.
fn place_of(key: &Key, rest: &[&str]) -> Range<usize> {
    let octets = rest.join(".").len().max(1);
    key.at.end.saturating_sub(octets).max(key.at.start)..key.at.end
}

/// `holder` has no field of the names `rest`.
fn no_key<'a>(key: &Key, rest: &[&str], holder: &str, known: impl Iterator<Item = &'a str> + Clone) -> Wrong {
    let name = rest.join(".");
    let what = say!(en: "{holder} has no field `{name}`", zh: "{holder} 没有字段 `{name}`", holder = holder, name = name);
    let front = key.text.strip_suffix(&name).unwrap_or("");
    let last = rest.last().copied().unwrap_or("");
    let hint = match meant_key(&name, last, &known) {
        Some(near) => did_you_mean(&format!("{front}{near}")),
        None => {
            let names: Vec<&str> = known.collect();
            say!(en: "it has {names}", zh: "它有 {names}", names = some_of(&names))
        }
    };
    Wrong::new(place_of(key, rest), what).hint(hint)
}

/// The key that was perhaps meant by `name`, whose last word is `last`: a plain one with the same end, then one that it
/// is a part of, then one spelled nearly so, then one of an option with the same end.
fn meant_key<'a>(name: &str, last: &str, known: &(impl Iterator<Item = &'a str> + Clone)) -> Option<&'a str> {
    let plain = || known.clone().filter(|key| !key.contains('.'));
    let is_part = |key: &&str| key.split('_').any(|word| word == last) || last.starts_with(*key);
    plain()
        .find(|key| *key == last)
        .or_else(|| plain().find(is_part))
        .or_else(|| nearest(name, known.clone()))
        .or_else(|| known.clone().find(|key| key.rsplit('.').next() == Some(last)))
}

fn unknown_field(key: &Key, protocol: &'static Protocol, rest: &[&str], all: &[Place]) -> Wrong {
    if let [behind] = rest
        && BEHIND.contains(behind)
    {
        let (name, front) = (protocol.name, if key.text.starts_with(QUOTED) { "quoted." } else { "" });
        let what = say!(
            en: "`{behind}` stands behind a payload, in whichever layer: it is a key of its own, not one of {name}",
            zh: "`{behind}` 位于有效载荷之后，不论在哪一层：它自成一个键，不属于 {name}",
            behind = behind, name = name
        );
        return Wrong::new(place_of(key, rest), what).hint(did_you_mean(&format!("{front}{behind}")));
    }
    let known = keys::keys(all);
    no_key(key, rest, protocol.name, known.iter().map(String::as_str))
}

fn unknown_protocol(key: &Key, quoted: bool, first: &str, rest: &[&str]) -> Wrong {
    let what = say!(
        en: "netlab knows no protocol `{first}`", zh: "netlab 不认识协议 `{first}`", first = first
    );
    let from = key.at.start + if quoted { QUOTED.len() + 1 } else { 0 };
    let wrong = Wrong::new(from..(from + first.len()).min(key.at.end), what);
    let front = if quoted { "quoted." } else { "" };
    // a field without its protocol: `ttl`, `port`
    let holders: Vec<String> = proto::ALL
        .iter()
        .filter(|protocol| !keys::find(&keys::places(protocol), &[first]).is_empty())
        .map(|protocol| format!("{front}{}.{first}", protocol.key))
        .collect();
    if rest.is_empty() && !holders.is_empty() {
        let holders: Vec<&str> = holders.iter().map(String::as_str).collect();
        return wrong.hint(say!(
            en: "a field is asked for with its protocol: {keys}", zh: "字段要和协议一起写：{keys}",
            keys = some_of(&holders)
        ));
    }
    let known = proto::ALL.iter().map(|protocol| protocol.key).chain([FRAME, FINDING, QUOTED]).chain(BEHIND);
    let near = nearest(first, known.clone()).map(|near| {
        let whole = [&[near], rest].concat().join(".");
        let is_known = meaning(&Key { text: whole.clone(), at: 0..whole.len() }).is_ok();
        format!("{front}{}", if is_known { whole.as_str() } else { near })
    });
    wrong.hint_if(near.map(|near| did_you_mean(&near))).hint_or(|| {
        let names: Vec<&str> = known.collect();
        say!(en: "known are {names}", zh: "已知的有 {names}", names = names.join(", "))
    })
}

/// Every key that can be typed, for completion and reference.
pub fn keys() -> impl Iterator<Item = String> {
    let facts = FACTS.iter().map(|(key, ..)| format!("{FRAME}.{key}"));
    let told = TOLD.iter().map(|(key, ..)| format!("{FINDING}.{key}"));
    let whole = [FRAME, FINDING, QUOTED].into_iter().chain(BEHIND).map(str::to_string);
    let lengths = BEHIND.iter().map(|key| format!("{key}.{LENGTH}"));
    let fields = proto::ALL.iter().flat_map(|protocol| {
        let inner = keys::keys(&keys::places(protocol)).into_iter();
        let inner = inner.map(|key| format!("{}.{key}", protocol.key));
        std::iter::once(protocol.key.to_string()).chain(inner)
    });
    whole.chain(lengths).chain(facts).chain(told).chain(fields)
}
