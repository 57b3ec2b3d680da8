//! What batches became, printed in their order.

use super::super::Failure;
use super::super::screen::{Screen, aside};
use super::batch::Aside;
use super::worker::Done;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Prints, and keeps count.
pub struct Printer<'a> {
    screen: &'a Screen,
    /// Frames shown so far.
    pub shown: u64,
    /// Whether something could not be read, and that was said.
    pub trouble: bool,
    /// Whether a rule of severity error was broken.
    pub broken: bool,
    progress: Progress,
}

impl<'a> Printer<'a> {
    /// A printer that has printed nothing.
    pub fn new(screen: &'a Screen) -> Printer<'a> {
        Printer { screen, shown: 0, trouble: false, broken: false, progress: Progress::new(screen) }
    }

    /// Prints what a batch became.
    pub fn print(&mut self, done: &Done) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        let mut from = 0;
        for (place, said) in &done.asides {
            // what was readable comes first
            out.write_all(done.text.get(from..*place).unwrap_or_default().as_bytes())?;
            out.flush()?;
            from = *place;
            self.say(said)?;
        }
        out.write_all(done.text.get(from..).unwrap_or_default().as_bytes())?;
        out.flush()?;
        self.shown += done.shown;
        self.broken |= done.broken;
        self.progress.step(self.shown);
        Ok(())
    }

    /// Takes the progress away, when all is printed.
    pub fn end(&mut self) {
        if std::mem::take(&mut self.progress.drawn) {
            let _ = aside("\r            \r");
        }
    }

    /// Says something on standard error.
    pub fn say(&mut self, said: &Aside) -> Result<(), Failure> {
        match said {
            Aside::Note(note) => {
                self.screen.note(note);
                Ok(())
            }
            Aside::Trouble(trouble) => {
                self.trouble = true;
                self.screen.complain(trouble)
            }
        }
    }
}

/// How far the work is, on standard error, where that is a terminal and the output is not.
struct Progress {
    last: Option<Instant>,
    drawn: bool,
}

impl Progress {
    fn new(screen: &Screen) -> Progress {
        let on = !screen.is_terminal && io::stderr().is_terminal();
        Progress { last: on.then(Instant::now), drawn: false }
    }

    fn step(&mut self, frames: u64) {
        let Some(last) = &mut self.last else { return };
        if last.elapsed() > Duration::from_millis(200) {
            let _ = aside(&format!("\r{frames} "));
            *last = Instant::now();
            self.drawn = true;
        }
    }
}
