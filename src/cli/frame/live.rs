//! `--live`: frames as they pass an interface.

use super::super::duration;
use super::super::link::{find, known, rights};
use super::super::sandbox;
use super::super::screen::Screen;
use crate::capture::{Record, Time};
use crate::filter::{Facts, Filter};
use crate::link::{Direction, Interface, Rights, Stop, Wire, Woken};
use crate::packet::{Dissector, explain, findings, verdicts};
use crate::proto;
use crate::say;
use crate::spec::{Said, Trouble, text};
use clap::ArgMatches;
use std::io;
use std::os::fd::AsFd;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// An interface that is listened to.
pub struct Live {
    wire: Wire,
    stop: Stop,
    /// The program that is watched, while it runs.
    program: Option<Child>,
    /// The network that the interface is in, if it is a private one.
    _held: sandbox::Held,
    name: String,
    link: u32,
    filter: Option<Filter>,
    /// Takes frames apart as far as the filter asks.
    sieve: Dissector,
    began: Instant,
    until: Option<Instant>,
    /// Frames wanted.
    most: Option<u64>,
    /// Frames heard, and those of them that were shown.
    heard: u64,
    shown: u64,
    first: Option<Time>,
    notes: Vec<Said>,
    told_of_own: bool,
    /// Whether no more frames are waited for: those that are there are still taken.
    closing: bool,
    ended: bool,
    /// Whether Ctrl-C ended it.
    pub interrupted: bool,
}

impl Live {
    /// Opens the interface that was asked for.
    ///
    /// # Errors
    /// There is none of that name, nothing can be captured on it, or the rights are missing.
    pub fn open(
        name: &str,
        filter: Option<Filter>,
        most: Option<u64>,
        matches: &ArgMatches,
        screen: &Screen,
    ) -> Result<Live, Trouble> {
        let length = matches.get_one::<String>("for").map(|word| duration::read(word)).transpose()?;
        let held = sandbox::enter(matches, screen)?;
        let (interface, link) = usable(name)?;
        let failed = |error: io::Error| cannot_open(name, &error);
        let stop = Stop::new().map_err(failed)?;
        let wire = Wire::open(&interface, true).map_err(failed)?;
        let program = matches.get_one::<String>("during").map(|line| start(line)).transpose()?;
        screen.note(&say!(
            en: "listening on {name}, promiscuously; Ctrl-C ends it", zh: "正在监听 {name}（混杂模式），按 Ctrl-C 结束",
            name = name
        ));
        let began = Instant::now();
        Ok(Live {
            wire,
            stop,
            program,
            _held: held,
            name: name.into(),
            link,
            sieve: Dissector::up_to(filter.as_ref().map_or(crate::spec::OsiLayer::DataLink, Filter::highest)),
            filter,
            began,
            until: length.map(|length| began + length),
            most,
            heard: 0,
            shown: 0,
            first: None,
            notes: Vec::new(),
            told_of_own: false,
            closing: false,
            ended: false,
            interrupted: false,
        })
    }

    /// Whether the next frame may have to be waited for.
    pub fn may_wait(&self) -> bool {
        !self.wire.is_at_hand()
    }

    /// The next frame that is wanted.
    pub fn next_frame(&mut self) -> Option<Result<Record<'_>, Trouble>> {
        loop {
            if self.ended || self.most.is_some_and(|most| self.shown >= most) {
                return None;
            }
            match self.step() {
                Ok(true) => break,
                Ok(false) => (),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(lost(&self.name, &error)));
                }
            }
        }
        self.shown += 1;
        let heard = self.wire.taken();
        if heard.direction == Direction::Out && !self.told_of_own {
            self.told_of_own = true;
            self.notes.push(
                text(
                    "frames that this machine sends are caught before the network card: without padding and FCS, and with \
                     checksums that the card was to finish",
                    "本机发出的帧是在网卡之前捕获的：没有填充和 FCS，检验和可能留待网卡完成",
                )
                .into(),
            );
        }
        Some(Ok(heard.record(self.heard, self.link, &self.name)))
    }

    /// Takes a frame, or waits; whether one was taken that is wanted.
    fn step(&mut self) -> io::Result<bool> {
        if !self.wire.is_at_hand() && !self.closing {
            match self.wire.wait(Some(self.stop.as_fd()), self.until)? {
                Woken::Frame => (),
                Woken::Time => self.closing = true,
                Woken::Other => self.told_to_stop(),
            }
        }
        if !self.wire.take()? {
            self.ended = self.closing;
            return Ok(false);
        }
        self.heard += 1;
        Ok(self.is_wanted())
    }

    /// Ctrl-C, or the end of the program that is watched.
    fn told_to_stop(&mut self) {
        let (stopped, child) = self.stop.asked();
        self.interrupted |= stopped;
        let ended = |program: &mut Child| !matches!(program.try_wait(), Ok(None));
        self.closing |= stopped || child && self.program.as_mut().is_some_and(ended);
    }

    fn is_wanted(&mut self) -> bool {
        let Live { wire, filter, sieve, first, heard: number, link, name, .. } = self;
        let heard = wire.taken();
        let first = *first.get_or_insert(heard.time.unwrap_or(Time { seconds: 0, nanos: 0, digits: 9 }));
        let Some(filter) = filter else { return true };
        let stack = sieve.dissect(heard.octets, heard.original as usize, None, proto::root(*link));
        let told = |each: &mut dyn FnMut(&str, &str)| {
            let verdicts = verdicts(&stack, &explain(&stack));
            findings(&stack, &verdicts)
                .iter()
                .for_each(|found| each(found.rule.severity.key(), found.rule.id));
        };
        let record = heard.record(*number, *link, name);
        let (number, time, link, interface) = (record.number, record.time, record.link, record.interface);
        filter.matches(&stack, &Facts { number, time, first: Some(first), link, interface, findings: &told })
    }

    /// What was assumed since the last call.
    pub fn notes(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.notes)
    }

    /// Ends it: what there was in all.
    pub fn end(&mut self) -> Said {
        if let Some(program) = &mut self.program {
            let _ = program.kill();
            let _ = program.wait();
        }
        let counts = self.wire.counts().unwrap_or_default();
        let lost = match counts.lost {
            0 => text("the kernel lost none", "内核没有丢帧").into(),
            lost => {
                let passed = counts.passed;
                say!(
                    en: "the kernel lost {lost} of {passed}: there was no room for them",
                    zh: "内核因没有空间丢弃了 {passed} 帧中的 {lost} 帧", lost = lost, passed = passed
                )
            }
        };
        let (heard, shown) = (self.heard, self.shown);
        let seconds = format!("{:.1}", self.began.elapsed().as_secs_f64());
        let plural = if heard == 1 { "" } else { "s" };
        let frames = Said {
            en: format!("{heard} frame{plural} in {seconds} s on {}", self.name),
            zh: format!("{} 上 {seconds} 秒内有 {heard} 帧", self.name),
        };
        let wanted = match shown == heard {
            true => Said::default(),
            false => say!(en: ", {shown} of them shown", zh: "，显示了其中 {shown} 帧", shown = shown),
        };
        Said {
            en: format!("{}{}; {}", frames.en, wanted.en, lost.en),
            zh: format!("{}{}；{}", frames.zh, wanted.zh, lost.zh),
        }
    }
}

/// The interface of that name, and what its frames begin with, if something can be captured on it.
pub fn usable(name: &str) -> Result<(Interface, u32), Trouble> {
    let all = known()?;
    let interface = find(&all, name)?.clone();
    let rights = Rights::at_hand();
    if !rights.raw {
        return Err(rights::missing(name));
    }
    match (rights::obstacle(&interface, rights), rights::link_type(&interface)) {
        (None, Some(link)) => Ok((interface, link)),
        _ if !interface.is_up => {
            let what = say!(en: "`{name}` is switched off", zh: "接口 `{name}` 已关闭", name = name);
            let hint = say!(
                en: "`sudo ip link set {name} up` switches it on", zh: "`sudo ip link set {name} up` 可启用它", name = name
            );
            Err(Trouble::new(what).hint(hint))
        }
        _ => {
            let hardware = interface.hardware.unwrap_or(0);
            Err(Trouble::new(say!(
                en: "netlab does not know what frames of `{name}` begin with: its hardware is of type {hardware}",
                zh: "netlab 不知道 `{name}` 的帧以什么开头：其硬件类型为 {hardware}", name = name, hardware = hardware
            )))
        }
    }
}

/// Starts the program that is watched. What it prints goes to standard error: standard output is for frames.
fn start(line: &str) -> Result<Child, Trouble> {
    let output = io::stderr().as_fd().try_clone_to_owned().map_or_else(|_| Stdio::null(), Stdio::from);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).stdin(Stdio::null()).stdout(output);
    shell.spawn().map_err(|error| {
        Trouble::new(
            say!(en: "cannot start `{line}`: {error}", zh: "无法启动 `{line}`：{error}", line = line, error = error),
        )
    })
}

/// Why an interface cannot be opened.
pub fn cannot_open(name: &str, error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::PermissionDenied {
        return rights::missing(name);
    }
    Trouble::new(
        say!(en: "cannot open `{name}`: {error}", zh: "无法打开 `{name}`：{error}", name = name, error = error),
    )
}

/// Why an interface cannot be listened to any more.
pub fn lost(name: &str, error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::NetworkDown {
        return Trouble::new(
            say!(en: "`{name}` was switched off, or is gone", zh: "`{name}` 被关闭或已不存在", name = name),
        );
    }
    Trouble::new(
        say!(en: "`{name}` cannot be read any more: {error}", zh: "无法继续读取 `{name}`：{error}", name = name, error = error),
    )
}
