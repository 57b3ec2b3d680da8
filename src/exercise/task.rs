//! A task: what one seed makes of an exercise.

use super::{Form, Misconception, Value};
use crate::capture::{Record, Writer};
use crate::spec::Said;
use std::net::Ipv4Addr;

/// What is asked of one student, and everything that is needed to mark it.
pub struct Task {
    /// What was drawn, for programs: a witness can solve the task from this and what is exhibited.
    pub given: Vec<(&'static str, String)>,
    /// The question.
    pub asks: Said,
    /// What it is about.
    pub exhibits: Vec<Exhibit>,
    /// What has to be answered.
    pub parts: Vec<Part>,
    /// What misconceptions answer.
    pub wrongs: Vec<Wrong>,
    /// The idea, the first step, and the whole worked.
    pub hints: [Said; 3],
    /// The command that shows that it is so.
    pub see: String,
}

/// What a question is about, beside its words.
pub enum Exhibit {
    /// Frames that were captured on a link of this LINKTYPE.
    Frames {
        /// The LINKTYPE number: 1 is Ethernet.
        link: u32,
        /// Their octets.
        frames: Vec<Vec<u8>>,
    },
    /// A table. Its cells that are asked are parts of the task.
    Table {
        /// What stands above the columns.
        head: Vec<Said>,
        /// The cells of each row.
        rows: Vec<Vec<Cell>>,
    },
    /// Lines in letters of one width: a transcript, octets.
    Lines(Said),
    /// A drawing made of letters, which says something only where each stands in its column.
    Drawing(Said),
}

/// A cell of a table.
pub enum Cell {
    /// It is filled in.
    Shown(Said),
    /// It is the part of this key.
    Asked(&'static str),
}

impl Cell {
    /// A cell that is the same in both languages.
    pub fn same(shown: &(impl ToString + ?Sized)) -> Cell {
        let shown = shown.to_string();
        Cell::Shown(Said { en: shown.clone(), zh: shown })
    }

    /// A cell that says something.
    pub fn said(shown: impl Into<Said>) -> Cell {
        Cell::Shown(shown.into())
    }
}

/// One answer of a task.
pub struct Part {
    /// Its name: `network=172.16.0.0` answers it wherever it stands.
    pub key: &'static str,
    /// What it is called beside the place for the answer.
    pub label: Said,
    /// What kind of answer it is.
    pub form: Form,
    /// When it is right.
    pub(super) right: Right,
}

/// When an answer is right.
pub(super) enum Right {
    /// If it is one of these; the first is shown.
    One(Vec<Value>),
    /// If it is that within so many thousandths.
    Near(Value, u16),
    /// If all of its points are; the value is one that is.
    By(Value, Judge),
}

/// Judges an answer point by point.
pub(super) type Judge = Box<dyn Fn(&Value) -> Vec<Point>>;

/// One point that an answer is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Whether it is right.
    pub is_right: bool,
    /// What was looked at, and what it should do; never what it should be.
    pub what: Said,
}

impl Point {
    /// A point that is right or not.
    pub fn new(is_right: bool, what: impl Into<Said>) -> Point {
        Point { is_right, what: what.into() }
    }
}

/// What somebody answers who has a misconception.
pub struct Wrong {
    /// What is thought.
    pub misconception: &'static Misconception,
    /// The answers that follow from it, by part.
    pub answers: Vec<(&'static str, Value)>,
    /// The command that shows that it is not so.
    pub see: String,
}

impl Part {
    /// A part whose answer is right if it is `right`, in any notation.
    pub fn new(key: &'static str, label: impl Into<Said>, form: Form, right: impl Into<Value>) -> Part {
        Part { key, label: label.into(), form, right: Right::One(vec![right.into()]) }
    }

    /// A part whose answer is a whole number.
    pub fn number(key: &'static str, label: impl Into<Said>, right: impl Into<i128>) -> Part {
        Part::new(key, label, Form::Number, Value::Number(right.into()))
    }

    /// A part whose answer is an IPv4 address.
    pub fn address(key: &'static str, label: impl Into<Said>, right: Ipv4Addr) -> Part {
        Part::new(key, label, Form::Address, right)
    }

    /// A part whose answer is yes or no.
    pub fn yes_no(key: &'static str, label: impl Into<Said>, right: bool) -> Part {
        Part::new(key, label, Form::YesNo, Value::YesNo(right))
    }

    /// A part whose answer is one of some options: the one of this number, from 0.
    pub fn choice(key: &'static str, label: impl Into<Said>, options: Vec<Said>, right: usize) -> Part {
        Part::new(key, label, Form::Choice(options), Value::Choice(right))
    }

    /// A part whose answer is all the options that hold: those of these numbers, from 0 and rising.
    pub fn ticks(key: &'static str, label: impl Into<Said>, options: Vec<Said>, right: Vec<usize>) -> Part {
        Part::new(key, label, Form::Ticks(options), Value::Choices(right))
    }

    /// A part with several right answers; the first is the one that is shown.
    pub fn any_of(key: &'static str, label: impl Into<Said>, form: Form, right: Vec<Value>) -> Part {
        Part { key, label: label.into(), form, right: Right::One(right) }
    }

    /// A number that is right within so many thousandths of itself.
    pub fn near(key: &'static str, label: impl Into<Said>, form: Form, right: Value, permille: u16) -> Part {
        Part { key, label: label.into(), form, right: Right::Near(right, permille) }
    }

    /// A part that is judged point by point; `model` is an answer that is right.
    pub fn by(
        key: &'static str,
        label: impl Into<Said>,
        form: Form,
        model: Value,
        judge: impl Fn(&Value) -> Vec<Point> + 'static,
    ) -> Part {
        Part { key, label: label.into(), form, right: Right::By(model, Box::new(judge)) }
    }

    /// An answer that is right.
    pub fn solution(&self) -> Option<&Value> {
        match &self.right {
            Right::One(values) => values.first(),
            Right::Near(value, _) | Right::By(value, _) => Some(value),
        }
    }

    /// All answers that are right; one of them where there are too many to list.
    pub fn solutions(&self) -> &[Value] {
        match &self.right {
            Right::One(values) => values,
            Right::Near(value, _) | Right::By(value, _) => std::slice::from_ref(value),
        }
    }

    /// Whether any answer is right that is near enough or does what is asked, and not only those that can be listed.
    pub fn is_open(&self) -> bool {
        !matches!(self.right, Right::One(_))
    }

    /// How many thousandths of itself a number may be off.
    pub fn permille(&self) -> Option<u16> {
        match self.right {
            Right::Near(_, permille) => Some(permille),
            _ => None,
        }
    }

    /// Whether this answer is right.
    pub fn accepts(&self, value: &Value) -> bool {
        match &self.right {
            Right::One(values) => values.iter().any(|right| self.form.same(right, value)),
            Right::Near(right, permille) => is_near(value, right, *permille),
            Right::By(_, judge) => judge(value).iter().all(|point| point.is_right),
        }
    }

    /// What an answer is judged by, point by point, if it is.
    pub fn points(&self, value: &Value) -> Vec<Point> {
        match &self.right {
            Right::By(_, judge) => judge(value),
            _ => Vec::new(),
        }
    }
}

fn is_near(value: &Value, right: &Value, permille: u16) -> bool {
    match (value, right) {
        (Value::Number(value), Value::Number(right)) | (Value::Quantity(value), Value::Quantity(right)) => {
            let off = value.abs_diff(*right);
            off.saturating_mul(1000) <= right.unsigned_abs().saturating_mul(permille.into())
        }
        _ => value == right,
    }
}

impl Task {
    /// The frames that it is about, in hexadecimal.
    pub fn frames(&self) -> Vec<String> {
        let of = |exhibit: &Exhibit| match exhibit {
            Exhibit::Frames { frames, .. } => frames.iter().map(|frame| super::draws::hex(frame)).collect(),
            _ => Vec::new(),
        };
        self.exhibits.iter().flat_map(of).collect()
    }

    /// A task that asks `asks`, which has `parts` and that the command `see` shows to be so.
    pub fn new(asks: Said, parts: Vec<Part>, hints: [Said; 3], see: impl Into<String>) -> Task {
        Task {
            given: Vec::new(),
            asks,
            exhibits: Vec::new(),
            parts,
            wrongs: Vec::new(),
            hints,
            see: see.into(),
        }
    }

    /// With a number that was drawn, for programs.
    #[must_use]
    pub fn given(mut self, key: &'static str, value: &(impl ToString + ?Sized)) -> Task {
        self.given.push((key, value.to_string()));
        self
    }

    /// With something to look at.
    #[must_use]
    pub fn shows(mut self, exhibit: Exhibit) -> Task {
        self.exhibits.push(exhibit);
        self
    }

    /// With a misconception, what it answers to the only part or the first, and the command that shows it to be wrong.
    #[must_use]
    pub fn mistaken(
        self,
        misconception: &'static Misconception,
        answer: impl Into<Value>,
        see: &str,
    ) -> Task {
        let key = self.parts.first().map_or("", |part| part.key);
        self.mistaken_in(misconception, vec![(key, answer.into())], see)
    }

    /// With a misconception and what it answers, by part.
    ///
    /// An answer that is right, or that another misconception gives already, names nothing and is left out; so is a
    /// misconception that has no other.
    #[must_use]
    pub fn mistaken_in(
        mut self,
        misconception: &'static Misconception,
        answers: Vec<(&'static str, Value)>,
        see: &str,
    ) -> Task {
        let own = |(key, value): &(&'static str, Value)| {
            let is_wrong = self.parts.iter().any(|part| part.key == *key && !part.accepts(value));
            let mut others = self.wrongs.iter().flat_map(|wrong| &wrong.answers);
            is_wrong && !others.any(|(other, theirs)| other == key && theirs == value)
        };
        let answers: Vec<_> = answers.into_iter().filter(own).collect();
        if !answers.is_empty() {
            self.wrongs.push(Wrong { misconception, answers, see: see.to_string() });
        }
        self
    }

    /// The frames that are exhibited, as a pcap file; nothing where there are none.
    pub fn pcap(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = Writer::pcap(&mut file);
        for exhibit in &self.exhibits {
            let Exhibit::Frames { link, frames } = exhibit else { continue };
            for (number, octets) in (1..).zip(frames) {
                let record = Record {
                    number,
                    time: None,
                    link: *link,
                    original: octets.len() as u32,
                    fcs: None,
                    octets,
                    interface: None,
                };
                // memory takes everything, and a task's frames are of one link
                let _ = writer.frame(&record);
            }
        }
        file
    }

    /// Whether there is a frame to look at, or something drawn: what words and a table cannot hold.
    pub fn has_pictures(&self) -> bool {
        self.exhibits.iter().any(|exhibit| matches!(exhibit, Exhibit::Frames { .. } | Exhibit::Drawing(_)))
    }

    /// The options to be said behind the part `i`: parts that stand together and have the same are told them once, behind
    /// the last of them.
    pub fn options_behind(&self, i: usize) -> &[Said] {
        let of = |i: usize| self.parts.get(i).map(|part| part.form.options()).unwrap_or_default();
        if of(i) == of(i + 1) { &[] } else { of(i) }
    }

    /// The part of a key.
    pub fn part(&self, key: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.key == key)
    }
}
