//! Pages before a class: shown line by line, at the pace of the one who speaks.

use super::super::screen::Screen;
use crate::draw::{Ink, Line, clip};
use crate::say;
use crate::spec::{Said, Trouble};
use console::{Key, Term};
use std::fs::File;
use std::io::{self, IsTerminal, Write};

/// The most rows that are used, with that of the keys: more cannot be read from the last bench.
const ROWS: usize = 24;

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By the key for it.
    Done,
    /// By Ctrl-C.
    Interrupted,
}

/// Whether there is a terminal to show on, and keys.
///
/// # Errors
/// There is not.
pub fn possible(screen: &Screen) -> Result<(), Trouble> {
    let hint = say!(
        en: "start it in a terminal; for slides there is `--svg page.svg`",
        zh: "请在终端中直接运行；做幻灯片可用 `--svg page.svg`"
    );
    if !screen.is_terminal {
        let what = say!(
            en: "`--present` needs a terminal, and standard output is none", zh: "`--present` 需要终端，而标准输出不是终端"
        );
        return Err(Trouble::new(what).hint(hint));
    }
    // where frames come through a pipe, keys still come from the terminal
    let has_keys = io::stdin().is_terminal() || (cfg!(unix) && File::open("/dev/tty").is_ok());
    if !has_keys {
        let what = say!(en: "`--present` needs a keyboard, and there is none", zh: "`--present` 需要键盘输入，而这里没有");
        return Err(Trouble::new(what).hint(hint));
    }
    Ok(())
}

/// Shows the lines until a key ends it. The terminal is afterwards as it was before.
///
/// # Errors
/// The terminal cannot be read or written.
pub fn present(lines: &[Line], screen: &Screen) -> io::Result<Ended> {
    let keys = Term::stdout();
    let mut stage = Stage { out: io::stdout().lock() };
    // another screen, no cursor
    stage.out.write_all(b"\x1b[?1049h\x1b[?25l")?;
    let mut place = Place { lines, shown: 0 };
    place.on();
    loop {
        let (rows, columns) = keys.size_checked().unwrap_or((ROWS as u16, 80));
        let rows = usize::from(rows).clamp(2, ROWS) - 1;
        stage.draw(&place, rows, usize::from(columns), screen)?;
        // the terminal is raw only while a key is awaited
        match keys.read_key_raw()? {
            Key::Char(' ') | Key::Enter | Key::ArrowRight | Key::ArrowDown => place.on(),
            Key::Char('b') | Key::ArrowLeft | Key::ArrowUp | Key::Backspace => place.back(),
            Key::Char('n') | Key::PageDown => place.block(),
            Key::Home => {
                place.shown = 0;
                place.on();
            }
            Key::End => place.shown = lines.len(),
            Key::Char('q') | Key::Escape => return Ok(Ended::Done),
            Key::CtrlC => return Ok(Ended::Interrupted),
            _ => (),
        }
    }
}

/// The terminal while it shows pages.
struct Stage {
    out: io::StdoutLock<'static>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // nobody is left to tell
        let _ = self.out.write_all(b"\x1b[?25h\x1b[?1049l");
        let _ = self.out.flush();
    }
}

impl Stage {
    fn draw(&mut self, place: &Place<'_>, rows: usize, columns: usize, screen: &Screen) -> io::Result<()> {
        // from the top, each line cleared to its right, and what is below
        let mut out = String::from("\x1b[H");
        for line in place.window(rows) {
            out.push_str(&screen.paint.line(line));
            out.push_str("\x1b[K\r\n");
        }
        let (shown, all) = (place.shown, place.lines.len());
        let keys = keys(shown, all).show(screen.lang);
        let keys = screen.paint.ink(Ink::Faint, &clip(&keys, columns.saturating_sub(1)));
        out.push_str(&format!("\x1b[J\x1b[{};1H{keys}", rows + 1));
        self.out.write_all(out.as_bytes())?;
        self.out.flush()
    }
}

/// The row below the page: how far it is shown, and the keys.
fn keys(shown: usize, all: usize) -> Said {
    say!(
        en: "{shown}/{all}  space: on  n: next part  b: back  q: end",
        zh: "{shown}/{all}  空格：下一行  n：下一段  b：后退  q：结束",
        shown = shown, all = all
    )
}

/// How far the lines are shown.
struct Place<'a> {
    lines: &'a [Line],
    /// How many are.
    shown: usize,
}

impl<'a> Place<'a> {
    fn is_empty(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(Vec::is_empty)
    }

    /// One line more; an empty line is nothing to wait at.
    fn on(&mut self) {
        let empty = (self.shown..self.lines.len()).take_while(|i| self.is_empty(*i)).count();
        self.shown = (self.shown + empty + 1).min(self.lines.len());
    }

    /// One line less, but never the first.
    fn back(&mut self) {
        let first = (0..self.lines.len()).find(|i| !self.is_empty(*i)).map_or(0, |i| i + 1);
        let before = (first..self.shown).rev().find(|shown| !self.is_empty(shown.saturating_sub(1)));
        self.shown = before.unwrap_or(first).min(self.shown);
    }

    /// On to the next empty line.
    fn block(&mut self) {
        self.on();
        while self.shown < self.lines.len() && !self.is_empty(self.shown) {
            self.on();
        }
    }

    /// The lines on the screen: those of the block of `rows` that the last one shown is in.
    fn window(&self, rows: usize) -> &'a [Line] {
        let start = self.shown.saturating_sub(1) / rows.max(1) * rows.max(1);
        self.lines.get(start..self.shown).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::runs;

    #[test]
    fn lines_come_one_by_one_and_empty_ones_with_the_next() {
        let lines: Vec<Line> = ["a", "b", "", "c", "d", "", "", "e"].iter().map(|line| runs(line)).collect();
        let mut place = Place { lines: &lines, shown: 0 };
        let mut seen = Vec::new();
        for _ in 0..6 {
            place.on();
            seen.push(place.shown);
        }
        assert_eq!(seen, [1, 2, 4, 5, 8, 8]);
        let mut back = Vec::new();
        for _ in 0..5 {
            place.back();
            back.push(place.shown);
        }
        assert_eq!(back, [5, 4, 2, 1, 1]);
        let mut blocks = Vec::new();
        for _ in 0..4 {
            place.block();
            blocks.push(place.shown);
        }
        assert_eq!(blocks, [2, 5, 8, 8]);
        // three rows: a b -, c d -, - e
        let windows: Vec<usize> =
            [1, 2, 4, 5, 8].map(|shown| Place { lines: &lines, shown }.window(3).len()).to_vec();
        assert_eq!(windows, [1, 2, 1, 2, 2]);
        let mut nothing = Place { lines: &[], shown: 0 };
        nothing.on();
        nothing.back();
        nothing.block();
        assert!(nothing.window(0).is_empty());
    }
}
