//! Messages that were typed on the command line, each with its answer.

use super::console::{Console, amount, said};
use super::plan::Plan;
use super::race::{Either, first};
use super::{interrupted, wrong};
use crate::cli::{Exit, Failure, duration};
use crate::echo::call::Call;
use crate::echo::client::Conversation;
use crate::echo::framing::Cutter;
use crate::say;
use crate::spec::Trouble;
use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{sleep, timeout};

/// Silence after which octets without an end are taken for an answer.
const SILENCE: Duration = Duration::from_millis(300);

/// Octets that one read takes at most.
pub const READ: usize = 65_536;

/// How often a slow reader reads.
const SLOW: Duration = Duration::from_millis(100);

/// The messages that are sent, one after another.
enum Messages<'a> {
    Typed(std::slice::Iter<'a, String>),
    Lines(Receiver<Vec<u8>>),
}

impl Messages<'_> {
    async fn next(&mut self) -> Option<Vec<u8>> {
        match self {
            Messages::Typed(words) => words.next().map(|word| word.as_bytes().to_vec()),
            Messages::Lines(lines) => lines.recv().await,
        }
    }

    /// Whether it is known that no more follow.
    fn is_last(&self) -> bool {
        matches!(self, Messages::Typed(words) if words.len() == 0)
    }
}

/// Sends messages that were typed.
pub async fn run(
    conversation: Conversation<'_>,
    messages: &[String],
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    whole(conversation, Messages::Typed(messages.iter()), plan, console).await
}

/// Sends each line of standard input as a datagram.
pub async fn lines(
    conversation: Conversation<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let (sender, receiver) = channel(1);
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        while io::Read::take(&mut input, READ as u64).read_until(b'\n', &mut line).is_ok_and(|read| read > 0)
        {
            let line = std::mem::take(&mut line);
            let body = line.strip_suffix(b"\n").unwrap_or(&line);
            if sender.blocking_send(body.to_vec()).is_err() {
                break;
            }
        }
    });
    whole(conversation, Messages::Lines(receiver), plan, console).await
}

async fn whole(
    conversation: Conversation<'_>,
    messages: Messages<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let exit = match first(talk(&conversation, messages, plan, console), interrupted()).await {
        Either::First(exit) => exit?,
        Either::Second(()) => Exit::Interrupted,
    };
    close(conversation, plan, console).await?;
    Ok(exit)
}

/// Closes the connection, and says what is left of it where calls are explained.
pub async fn close(
    conversation: Conversation<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let life = conversation.life;
    let left = conversation.close(plan.reset).await;
    console.events(life.take())?;
    if console.explains() {
        console.left(left);
    }
    Ok(())
}

/// The messages and their answers.
async fn talk(
    conversation: &Conversation<'_>,
    mut messages: Messages<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let mut answers = Answers::new(plan);
    let mut expected = plan.expect.iter();
    let mut exit = Exit::Done;
    let mut number = 0;
    while let Some(message) = messages.next().await {
        if number > 0 {
            sleep(plan.gap).await;
        }
        number += 1;
        let asked = Instant::now();
        console.object("message", conversation.life.now(), &said(&message, None))?;
        if let Err(error) = send(conversation, &message, plan, console).await {
            console.complain(&wrong::broken(plan, Call::Write(0), &error));
            return Ok(Exit::No);
        }
        if plan.half_close && messages.is_last() {
            let shut = conversation.shutdown();
            console.events(conversation.life.take())?;
            if let Err(error) = shut {
                console.complain(&wrong::broken(plan, Call::Shutdown, &error));
                return Ok(Exit::No);
            }
        }
        let wanted = expected.next();
        let Some(wait) = plan.wait else { continue };
        let next = answers.next(conversation, wait, console).await?;
        if let Next::Answer(octets) = &next {
            console.answer(conversation.life.now(), octets, Some(asked.elapsed()))?;
            if let Some(wanted) = wanted.filter(|wanted| wanted.as_bytes() != octets) {
                let found = super::console::shown(octets);
                console.complain(&Trouble::new(say!(
                    en: "the answer to message {number} is not `{wanted}`\nit is `{found}`",
                    zh: "第 {number} 个消息的回答不是 `{wanted}`\n而是 `{found}`",
                    number = number, wanted = wanted, found = found
                )));
                exit = Exit::No;
            }
            continue;
        }
        let ended = !matches!(next, Next::Silence);
        if no_answer(&next, number, plan, console)? || wanted.is_some() {
            exit = Exit::No;
        }
        if ended {
            return Ok(exit);
        }
    }
    if plan.half_close {
        exit = tail(conversation, &mut answers, plan, console, exit).await?;
    }
    Ok(exit)
}

/// Says why there is no answer; whether that is a failure.
fn no_answer(next: &Next, number: u32, plan: &Plan, console: &Console<'_>) -> Result<bool, Failure> {
    match next {
        Next::Answer(_) => return Ok(false),
        Next::End => {
            console.note(&say!(
                en: "the other side closed without answering message {number}",
                zh: "对方没有回答第 {number} 个消息就关闭了连接",
                number = number
            ));
            return Ok(false);
        }
        Next::Silence => {
            let wait = duration::shown(plan.wait.unwrap_or_default());
            let said = if plan.address.transport.is_stream() {
                say!(
                    en: "no answer to message {number} in {wait}; `--wait 10s` waits longer, `--wait 0` not at all",
                    zh: "{wait} 内没有收到第 {number} 个消息的回答；`--wait 10s` 等得更久，`--wait 0` 不等",
                    number = number, wait = wait
                )
            } else {
                say!(
                    en: "no answer to message {number} in {wait}: it was lost, or the answer was, or nobody answers; datagrams do not tell",
                    zh: "{wait} 内没有收到第 {number} 个消息的回答：它丢了，或回答丢了，或没有人回答；数据报不会告知",
                    number = number, wait = wait
                )
            };
            console.note(&said);
        }
        Next::Lost(error) => console.complain(&wrong::broken(plan, Call::Read(0), error)),
        Next::TooLong(length) => console.complain(&too_long(*length)),
    }
    Ok(true)
}

/// A length that is none.
pub fn too_long(length: u32) -> Trouble {
    Trouble::new(say!(
        en: "the answer announces {length} octets, which is no length: does the other side use this framing?",
        zh: "回答声称有 {length} 字节，这不是长度：对方用的是这种定界方式吗？",
        length = length
    ))
}

/// All that comes until the other side closes.
async fn tail(
    conversation: &Conversation<'_>,
    answers: &mut Answers<'_>,
    plan: &Plan,
    console: &mut Console<'_>,
    exit: Exit,
) -> Result<Exit, Failure> {
    let wait = plan.wait.unwrap_or(Duration::from_secs(2));
    loop {
        match answers.next(conversation, wait, console).await? {
            Next::Answer(octets) => console.answer(conversation.life.now(), &octets, None)?,
            Next::End => return Ok(exit),
            Next::Silence => {
                let wait = duration::shown(wait);
                console.note(&say!(
                    en: "the other side did not close in {wait}", zh: "对方在 {wait} 内没有关闭", wait = wait
                ));
                return Ok(exit);
            }
            next => {
                no_answer(&next, 0, plan, console)?;
                return Ok(Exit::No);
            }
        }
    }
}

/// Sends a message, in pieces where that was asked for.
pub async fn send(
    conversation: &Conversation<'_>,
    message: &[u8],
    plan: &Plan,
    console: &mut Console<'_>,
) -> io::Result<()> {
    let octets = plan.wrapped(message);
    for (i, piece) in pieces(&octets, plan.split).enumerate() {
        if i > 0 {
            sleep(plan.gap).await;
        }
        let written = conversation.write(piece).await;
        console.events(conversation.life.take())?;
        written?;
    }
    Ok(())
}

/// So many pieces, as equal as they can be; none is empty, but one of nothing.
fn pieces(octets: &[u8], count: usize) -> impl Iterator<Item = &[u8]> {
    let count = count.clamp(1, octets.len().max(1));
    let (size, longer) = (octets.len() / count, octets.len() % count);
    (0..count).map(move |i| {
        let start = i * size + i.min(longer);
        octets.get(start..start + size + usize::from(i < longer)).unwrap_or_default()
    })
}

/// What came instead of an answer, or the answer.
pub enum Next {
    /// A message, without what marks its end.
    Answer(Vec<u8>),
    /// The other side sends no more.
    End,
    /// Nothing came in time.
    Silence,
    /// The connection broke.
    Lost(io::Error),
    /// A length that is none.
    TooLong(u32),
}

/// The messages in what comes.
pub struct Answers<'a> {
    plan: &'a Plan,
    cutter: Cutter,
    ready: VecDeque<Vec<u8>>,
    buffer: Vec<u8>,
    ended: bool,
    guessed: bool,
}

impl<'a> Answers<'a> {
    /// Nothing has come yet.
    pub fn new(plan: &'a Plan) -> Answers<'a> {
        let size = plan.slow_read.map_or(READ, |rate| (rate / 10).clamp(1, READ as u32) as usize);
        Answers {
            plan,
            cutter: Cutter::default(),
            ready: VecDeque::new(),
            buffer: vec![0; size],
            ended: false,
            guessed: false,
        }
    }

    /// The next message, or what came instead within `wait`. May be dropped and asked again: nothing is lost.
    pub async fn next(
        &mut self,
        conversation: &Conversation<'_>,
        wait: Duration,
        console: &mut Console<'_>,
    ) -> io::Result<Next> {
        loop {
            if let Some(message) = self.ready.pop_front() {
                return Ok(Next::Answer(message));
            }
            if self.ended {
                return Ok(Next::End);
            }
            // octets without an end may be all there is
            let open = self.plan.framing.rest(self.cutter.kept()).is_some();
            let patience = if open { wait.min(SILENCE) } else { wait };
            if self.plan.slow_read.is_some() {
                sleep(SLOW).await;
            }
            let read = timeout(patience, conversation.read(&mut self.buffer)).await;
            console.events(conversation.life.take())?;
            match read {
                Err(_) if open => {
                    self.guess(console);
                    self.ready.push_back(self.cutter.take());
                }
                Err(_) => return Ok(Next::Silence),
                Ok(Err(error)) => return Ok(Next::Lost(error)),
                Ok(Ok(read)) => {
                    if let Err(length) = self.take(read) {
                        return Ok(Next::TooLong(length));
                    }
                }
            }
        }
    }

    /// Says once that an answer was guessed.
    fn guess(&mut self, console: &Console<'_>) {
        if std::mem::replace(&mut self.guessed, true) {
            return;
        }
        let silence = duration::shown(SILENCE);
        let kept = amount(self.cutter.kept().len() as u64);
        let mut said = say!(
            en: "no end of a message came for {silence}: what there is, ", zh: "{silence} 内没有等到消息的结尾：已有的 ",
            silence = silence
        );
        said.en.push_str(&format!("{}, is taken for one; that is a guess", kept.en));
        said.zh.push_str(&format!("{}当作一个消息；这只是猜测", kept.zh));
        console.note(&said);
    }

    /// Finds the messages in what a read gave.
    fn take(&mut self, read: usize) -> Result<(), u32> {
        let octets = self.buffer.get(..read).unwrap_or_default();
        if !self.plan.address.transport.is_stream() {
            self.ready.push_back(octets.to_vec());
            return Ok(());
        }
        if octets.is_empty() {
            self.ended = true;
            let kept = self.cutter.take();
            self.ready.extend(self.plan.framing.rest(&kept).map(|message| message.body.to_vec()));
            return Ok(());
        }
        let ready = &mut self.ready;
        self.cutter.feed(&self.plan.framing, octets, |message| ready.push_back(message.body.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_whole() {
        let lengths = |octets: &[u8], count| pieces(octets, count).map(<[u8]>::len).collect::<Vec<_>>();
        assert_eq!(lengths(b"youmen\n", 3), [3, 2, 2]);
        assert_eq!(lengths(b"ab", 3), [1, 1]);
        assert_eq!(lengths(b"", 3), [0]);
        for count in 1..12 {
            assert_eq!(pieces(b"0123456789", count).collect::<Vec<_>>().concat(), b"0123456789");
        }
    }
}
