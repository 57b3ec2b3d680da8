//! Exercises: tasks drawn from a seed, their solutions, and answers that are marked and whose mistakes are named.
//!
//! An [`Exercise`] is one entry of its topic's file below [`topic`]. Out of a seed it makes a [`Task`]: what is asked, what
//! the right answers are, what answers each known misconception gives, and the command that shows the evidence. [`mark`]
//! compares what was typed, and knows nothing of how the solution was found. Nothing here prints, reads a file or a clock.

pub mod answer;
pub mod claim;
pub mod class;
pub mod draws;
pub mod export;
mod marking;
pub mod markup;
pub mod program;
pub mod receipt;
pub mod seeds;
mod task;
pub mod topic;

pub use answer::{Form, Quantity, Value};
pub use marking::{Mark, Marked, mark, read};
pub use task::{Cell, Exhibit, Part, Point, Task, Wrong};

use crate::chance::Chance;
use crate::spec::{Text, near, text};

/// What a student has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Work something out.
    Compute,
    /// Find something in a frame or a capture.
    Read,
    /// Make octets that do what is asked.
    Build,
    /// Write a program whose other end netlab is.
    Program,
    /// Follow step by step what happens, and fill in a table or put in order.
    Trace,
    /// Say whether a claim holds, and what shows it.
    Refute,
    /// Mend a network that is broken.
    Repair,
}

impl Kind {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Compute => "compute",
            Kind::Read => "read",
            Kind::Build => "build",
            Kind::Program => "program",
            Kind::Trace => "trace",
            Kind::Refute => "refute",
            Kind::Repair => "repair",
        }
    }

    /// What people call it.
    pub fn title(self) -> Text {
        match self {
            Kind::Compute => text("compute", "计算"),
            Kind::Read => text("read", "读帧"),
            Kind::Build => text("build", "构造"),
            Kind::Program => text("program", "编程"),
            Kind::Trace => text("trace", "追踪"),
            Kind::Refute => text("refute", "辨析"),
            Kind::Repair => text("repair", "排错"),
        }
    }
}

/// A mistake that people make, and that gives an answer of its own.
#[derive(Debug)]
pub struct Misconception {
    /// Its name for programs: what a class is counted by. No two have the same.
    pub id: &'static str,
    /// What was thought, said to the one who thought it.
    pub name: Text,
}

impl Misconception {
    /// A mistake with its names for programs and for the one who made it.
    pub const fn new(id: &'static str, name: Text) -> Misconception {
        Misconception { id, name }
    }
}

/// An exercise: one entry of a topic.
pub struct Exercise {
    /// Its name for people and programs; no two have the same. It begins with the key of its topic, but for programs.
    pub id: &'static str,
    /// What has to be done.
    pub kind: Kind,
    /// How hard it is: 1, 2 or 3.
    pub level: u8,
    /// What it is called.
    pub title: Text,
    /// The mistakes it can name. Each task names those that give it an answer of their own.
    pub misconceptions: &'static [&'static Misconception],
    /// What is tried, where the answer is a program.
    pub program: Option<&'static program::Program>,
    /// Draws a task.
    make: fn(&mut Chance) -> Task,
}

impl Exercise {
    /// An exercise that `make` draws.
    pub const fn new(
        id: &'static str,
        kind: Kind,
        level: u8,
        title: Text,
        misconceptions: &'static [&'static Misconception],
        make: fn(&mut Chance) -> Task,
    ) -> Exercise {
        Exercise { id, kind, level, title, misconceptions, program: None, make }
    }

    /// The same exercise, whose answer is a program.
    pub const fn with_program(self, program: &'static program::Program) -> Exercise {
        Exercise { program: Some(program), ..self }
    }

    /// The task of a seed: the same on every machine, for ever.
    pub fn task(&self, seed: u64) -> Task {
        // each exercise has draws of its own, so that one seed does not give all tasks the same address
        (self.make)(&mut Chance::new(seed, series(self.id)))
    }
}

/// The number of an exercise's draws: FNV-1a of its name in 64 bits.
fn series(id: &str) -> u64 {
    id.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, octet| (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3))
}

/// A topic of the course, and its exercises.
pub struct Topic {
    /// Its name for programs.
    pub key: &'static str,
    /// What it is called.
    pub title: Text,
    /// From easy to hard.
    pub exercises: &'static [&'static Exercise],
}

/// Every exercise with its topic, in the order of the course.
pub fn all() -> impl Iterator<Item = (&'static Topic, &'static Exercise)> {
    topic::ALL.iter().flat_map(|topic| topic.exercises.iter().map(move |exercise| (topic, *exercise)))
}

/// The exercise of that name.
pub fn find(id: &str) -> Option<(&'static Topic, &'static Exercise)> {
    all().find(|(_, exercise)| exercise.id == id)
}

/// The topic of that name, in any spelling.
pub fn find_topic(word: &str) -> Option<&'static Topic> {
    let folded = |word: &str| near::folded(word).collect::<String>();
    topic::ALL.iter().find(|topic| {
        [topic.key, topic.title.en, topic.title.zh].iter().any(|name| folded(name) == folded(word))
    })
}
