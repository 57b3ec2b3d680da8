//! A conversation at the keyboard: a prompt, and every answer beside its question.

use super::console::Console;
use super::edit::{Done, Editor};
use super::plan::Plan;
use super::race::{Either, first};
use super::talk::{self, Answers, Next, close, send};
use super::{interrupted, wrong};
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, width};
use crate::echo::call::Call;
use crate::echo::client::Conversation;
use crate::say;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind, read};
use crossterm::{ExecutableCommand, terminal};
use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::timeout;

/// How long an answer may take its place beside the question; then the prompt comes back without it.
const BESIDE: Duration = Duration::from_millis(300);

/// Longer than anybody waits.
const EVER: Duration = Duration::from_secs(86_400);

/// What came from the keyboard.
enum Typed {
    Key(crossterm::event::KeyEvent),
    Paste(String),
    Resized,
    /// A line of a terminal that edits by itself.
    Line(Vec<u8>),
    End,
}

/// The terminal in raw mode; it is as it was when this goes.
struct Raw;

impl Raw {
    fn new() -> io::Result<Raw> {
        terminal::enable_raw_mode()?;
        io::stdout().execute(EnableBracketedPaste)?;
        Ok(Raw)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // nothing can be done where the terminal is gone
        let _ = io::stdout().execute(DisableBracketedPaste);
        let _ = terminal::disable_raw_mode();
    }
}

/// Talks with whoever types.
pub async fn run(
    conversation: Conversation<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let edits = io::stdout().is_terminal() && !dumb && !console.is_json();
    let raw = if edits { Raw::new().ok() } else { None };
    console.raw = raw.is_some();
    let typed = if raw.is_some() { keys() } else { lines() };
    greet(plan, console);
    let mut talk = Talk {
        conversation: &conversation,
        plan,
        typed,
        editor: Editor::default(),
        asked: VecDeque::new(),
        place: Place::Prompt,
        ended: false,
        sending: true,
        silent: false,
    };
    let exit = match first(talk.talk(console), interrupted()).await {
        Either::First(exit) => exit,
        Either::Second(()) => Ok(Exit::Interrupted),
    };
    let place = talk.place;
    if place != Place::Line {
        console.err("");
    }
    drop(raw);
    console.raw = false;
    close(conversation, plan, console).await?;
    exit
}

fn greet(plan: &Plan, console: &Console<'_>) {
    let address = plan.address.to_string();
    console.note(&say!(
        en: "connected to {address}: Enter sends, Ctrl-D ends your half, Ctrl-C closes",
        zh: "已连接 {address}：回车发送，Ctrl-D 半关闭，Ctrl-C 关闭",
        address = address
    ));
}

/// Keys, read by a thread that ends with the program.
fn keys() -> Receiver<Typed> {
    let (sender, receiver) = channel(64);
    thread::spawn(move || {
        loop {
            let typed = match read() {
                Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => Typed::Key(key),
                Ok(Event::Paste(text)) => Typed::Paste(text),
                Ok(Event::Resize(..)) => Typed::Resized,
                Ok(_) => continue,
                Err(_) => Typed::End,
            };
            let ends = matches!(typed, Typed::End);
            if sender.blocking_send(typed).is_err() || ends {
                return;
            }
        }
    });
    receiver
}

/// Lines, of a terminal that edits by itself.
fn lines() -> Receiver<Typed> {
    let (sender, receiver) = channel(64);
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            let limit = talk::READ as u64;
            let read = io::Read::take(&mut input, limit).read_until(b'\n', &mut line);
            let ends = !read.is_ok_and(|read| read > 0);
            if line.last() == Some(&b'\n') {
                line.pop();
            }
            let typed = if ends { Typed::End } else { Typed::Line(line) };
            if sender.blocking_send(typed).is_err() || ends {
                return;
            }
        }
    });
    receiver
}

/// Where the cursor is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of an empty line.
    Line,
    /// Behind the prompt, in the line that is typed.
    Prompt,
    /// Behind a question, in this column, waiting for its answer.
    Question(usize),
}

struct Talk<'a> {
    conversation: &'a Conversation<'a>,
    plan: &'a Plan,
    typed: Receiver<Typed>,
    editor: Editor,
    /// When the questions were asked that have no answer yet.
    asked: VecDeque<Instant>,
    place: Place,
    /// The other side sends no more.
    ended: bool,
    /// This side has not ended its half.
    sending: bool,
    /// Nothing more comes from the keyboard.
    silent: bool,
}

impl Talk<'_> {
    async fn talk(&mut self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let mut answers = Answers::new(self.plan);
        let conversation = self.conversation;
        self.prompt(console)?;
        loop {
            let patience = if matches!(self.place, Place::Question(_)) { BESIDE } else { EVER };
            let typed = async {
                match self.silent {
                    true => std::future::pending().await,
                    false => self.typed.recv().await,
                }
            };
            let next = answers.next(conversation, EVER, console);
            let came = match timeout(patience, first(typed, next)).await {
                Ok(came) => came,
                Err(_) => {
                    self.prompt(console)?;
                    continue;
                }
            };
            match came {
                Either::First(typed) => {
                    if let Some(exit) = self.typed(typed.unwrap_or(Typed::End), console).await? {
                        return Ok(exit);
                    }
                }
                Either::Second(next) => {
                    if let Some(exit) = self.came(next?, console)? {
                        return Ok(exit);
                    }
                }
            }
        }
    }

    /// What came from the keyboard; the exit, where it ends the conversation.
    async fn typed(&mut self, typed: Typed, console: &mut Console<'_>) -> Result<Option<Exit>, Failure> {
        let done = match typed {
            Typed::Key(key) => self.editor.key(key),
            Typed::Paste(text) => {
                self.editor.paste(&text);
                Done::Edited
            }
            Typed::Resized => Done::Edited,
            Typed::Line(line) => return self.ask(&line, console).await,
            Typed::End => {
                self.silent = true;
                Done::End
            }
        };
        match done {
            Done::Edited => self.prompt(console)?,
            Done::Line(line) => {
                self.prompt_with(&line, console)?;
                return self.ask(line.as_bytes(), console).await;
            }
            Done::Clear => {
                console.put("\x1b[H\x1b[2J")?;
                self.prompt(console)?;
            }
            Done::Break => return Ok(Some(Exit::Interrupted)),
            Done::End => return self.half_close(console),
        }
        Ok(None)
    }

    /// Sends a message.
    async fn ask(&mut self, message: &[u8], console: &mut Console<'_>) -> Result<Option<Exit>, Failure> {
        if !self.sending {
            self.free(console)?;
            console.note(&say!(
                en: "not sent: this half of the connection is closed", zh: "没有发送：本方的发送方向已关闭"
            ));
            return Ok(None);
        }
        console.object("message", self.conversation.life.now(), &super::console::said(message, None))?;
        if console.explains() {
            self.free(console)?;
        }
        self.asked.push_back(Instant::now());
        if let Err(error) = send(self.conversation, message, self.plan, console).await {
            self.free(console)?;
            console.complain(&wrong::broken(self.plan, Call::Write(0), &error));
            return Ok(Some(Exit::No));
        }
        Ok(None)
    }

    /// FIN; what still comes is waited for.
    fn half_close(&mut self, console: &mut Console<'_>) -> Result<Option<Exit>, Failure> {
        self.free(console)?;
        if !std::mem::replace(&mut self.sending, false) {
            return Ok(None);
        }
        if !self.plan.address.transport.is_stream() {
            return Ok(Some(Exit::Done));
        }
        let shut = self.conversation.shutdown();
        console.events(self.conversation.life.take())?;
        if shut.is_ok() && !self.ended {
            console.note(&say!(
                en: "half-closed: nothing more is sent; waiting for what still comes, Ctrl-C closes",
                zh: "已半关闭：不再发送；等待对方余下的数据，Ctrl-C 关闭"
            ));
        }
        Ok(self.ended.then_some(Exit::Done))
    }

    /// What came from the other side; the exit, where it ends the conversation.
    fn came(&mut self, next: Next, console: &mut Console<'_>) -> Result<Option<Exit>, Failure> {
        match next {
            Next::Answer(octets) => self.answer(&octets, console)?,
            Next::Silence => {}
            Next::End => {
                self.ended = true;
                self.free(console)?;
                if self.sending {
                    console.note(&say!(
                        en: "the other side has closed (its FIN came): nobody is left to answer",
                        zh: "对方已关闭（收到了它的 FIN）：不会再有回答"
                    ));
                }
                return Ok(Some(Exit::Done));
            }
            Next::Lost(error) => {
                self.free(console)?;
                console.complain(&wrong::broken(self.plan, Call::Read(0), &error));
                if self.plan.address.transport.is_stream() {
                    return Ok(Some(Exit::No));
                }
                // a datagram that nobody took ends nothing
                self.asked.pop_front();
                self.prompt(console)?;
            }
            Next::TooLong(length) => {
                self.free(console)?;
                console.complain(&talk::too_long(length));
                return Ok(Some(Exit::No));
            }
        }
        Ok(None)
    }

    /// An answer, beside its question where there is room.
    fn answer(&mut self, octets: &[u8], console: &mut Console<'_>) -> io::Result<()> {
        let rtt = self.asked.pop_front().map(|asked| asked.elapsed());
        if console.is_json() || !console.raw {
            return console.answer(self.conversation.life.now(), octets, rtt);
        }
        let beside = match (self.place, rtt) {
            (Place::Question(column), Some(rtt)) if !console.explains() => {
                console.beside(octets, rtt, column)
            }
            _ => None,
        };
        match beside {
            Some(text) => {
                console.put(&format!("{text}\r\n"))?;
                self.place = Place::Line;
            }
            None => {
                self.free(console)?;
                console.out(&console.alone(octets, rtt))?;
            }
        }
        self.prompt(console)
    }

    /// Makes an empty line to print on.
    fn free(&mut self, console: &Console<'_>) -> io::Result<()> {
        if console.raw {
            match self.place {
                Place::Line => {}
                Place::Prompt => console.put("\r\x1b[K")?,
                Place::Question(_) => console.put("\r\n")?,
            }
        }
        self.place = Place::Line;
        Ok(())
    }

    /// Draws the prompt and what is typed behind it; below, where an answer is not there yet.
    fn prompt(&mut self, console: &Console<'_>) -> io::Result<()> {
        if !console.raw || !self.sending {
            return Ok(());
        }
        if matches!(self.place, Place::Question(_)) {
            console.put("\r\n")?;
        }
        let mark = self.mark();
        let columns = columns(console).saturating_sub(width(&mark));
        let (line, cursor) = self.editor.view(columns);
        let painted = console.screen.paint.ink(Ink::Faint, &mark);
        let column = width(&mark) + cursor;
        console.put(&format!("\r\x1b[K{painted}{line}\r\x1b[{column}C"))?;
        self.place = Place::Prompt;
        Ok(())
    }

    /// Leaves the line that was typed on the screen, and the cursor behind it.
    fn prompt_with(&mut self, line: &str, console: &Console<'_>) -> io::Result<()> {
        let mark = self.mark();
        let painted = console.screen.paint.ink(Ink::Faint, &mark);
        let line = crate::draw::safe(line);
        console.put(&format!("\r\x1b[K{painted}{line}"))?;
        self.place = Place::Question((width(&mark) + width(&line)) % columns(console).max(1));
        Ok(())
    }

    fn mark(&self) -> String {
        format!("{}> ", self.plan.address)
    }
}

/// The columns of the terminal now.
fn columns(console: &Console<'_>) -> usize {
    terminal::size().map_or(console.screen.columns, |(columns, _)| usize::from(columns))
}
