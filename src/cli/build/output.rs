//! What becomes of a frame that was built: views, code, JSON, a capture file.

use super::super::frame::{View, create, draw, with_frame};
use super::super::screen::Screen;
use super::super::{Exit, Failure};
use super::{Draft, build, code};
use crate::build::{Built, Fragments, Node, fragment};
use crate::capture::{Record, Writer};
use crate::draw::{Ink, pad, safe, wrap};
use crate::packet::{Dissector, Explainer};
use crate::proto;
use crate::spec::{Lang, Origin, Said, Text, Trouble, text};
use crate::view::{self, Page, Told};
use clap::{Arg, ArgAction, ArgMatches};
use std::collections::HashSet;
use std::io::{self, BufWriter, Write};

/// The views, and what each shows.
const VIEWS: [(&str, View, Text); 5] = [
    ("dump", View::Dump, text("annotated hex (the default)", "带注解的十六进制（默认）")),
    ("tree", View::Tree, text("fields with meanings and sources", "各字段的值、含义和出处")),
    (
        "figure",
        View::Figure,
        text("the figures of the standards, filled in", "标准文档中的首部格式图，填入各值"),
    ),
    ("layers", View::Layers, text("nested boxes with sizes", "逐层嵌套的方框和长度")),
    ("steps", View::Steps, text("every checksum worked as on a blackboard", "像在黑板上一样演算每个检验和")),
];

/// The options of the views.
pub fn views(lang: Lang) -> Vec<Arg> {
    let flag = |(name, _, help): &(&'static str, View, Text)| {
        let arg = Arg::new(*name).long(*name).action(ArgAction::SetTrue).help(help.show(lang));
        arg.conflicts_with_all(["json", "write"]).conflicts_with_all(code::NAMES)
    };
    VIEWS.iter().map(flag).collect()
}

/// What is wanted of every frame.
enum Show {
    Views(Vec<View>),
    Code(code::Form),
    Json,
    Write(Writer<Box<dyn Write>>),
}

/// Where built frames go.
pub struct Output<'a> {
    screen: &'a Screen,
    show: Show,
    pad: bool,
    fcs: bool,
    mtu: Option<usize>,
    seed: u64,
    out: BufWriter<io::StdoutLock<'static>>,
    told: Told,
    /// Whether something stands on the page that a line has to set off from what follows.
    gap: bool,
    /// What was noted.
    noted: HashSet<String>,
    dissector: Dissector,
    explainer: Explainer,
    shown: u64,
}

// sending is Linux's, and uses some of it alone
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
impl<'a> Output<'a> {
    /// As the arguments want it.
    pub fn new(matches: &ArgMatches, screen: &'a Screen) -> Result<Output<'a>, Failure> {
        let views: Vec<View> =
            VIEWS.iter().filter(|(name, ..)| matches.get_flag(name)).map(|(_, view, _)| *view).collect();
        let show = if let Some(name) = matches.get_one::<String>("write") {
            Show::Write(create(name, screen)?)
        } else if let Some(form) = code::wanted(matches) {
            Show::Code(form)
        } else if matches.get_flag("json") {
            Show::Json
        } else {
            Show::Views(if views.is_empty() { vec![View::Dump] } else { View::combined(views) })
        };
        Ok(Output {
            screen,
            show,
            pad: matches.get_flag("pad"),
            fcs: matches.get_flag("fcs"),
            mtu: matches.get_one::<String>("mtu").map(|word| mtu(word)).transpose()?,
            seed: super::words::seed(matches)?,
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            told: Told::default(),
            gap: false,
            noted: HashSet::new(),
            dissector: Dissector::new(),
            explainer: Explainer::default(),
            shown: 0,
        })
    }

    /// Whether the arguments ask for something else than what suits.
    pub fn is_asked_for(matches: &ArgMatches) -> bool {
        ["write", "json"].iter().any(|name| match *name {
            "json" => matches.get_flag(name),
            name => matches.contains_id(name),
        }) || code::wanted(matches).is_some()
            || VIEWS.iter().any(|(name, ..)| matches.get_flag(name))
    }

    /// Names and what they stand for, each in a column of its own.
    pub fn rows(&mut self, rows: &[(Text, Said)]) -> io::Result<()> {
        let screen = self.screen;
        if !matches!(self.show, Show::Views(_)) {
            rows.iter().for_each(|(_, said)| screen.note(said));
            return Ok(());
        }
        const NAMES: usize = 10;
        self.gap = true;
        let mut page = Page::new(&mut self.out, screen.lang, screen.paint, screen.columns);
        for (name, said) in rows {
            let mut name = pad(screen.lang.pick(name.en, name.zh), NAMES);
            for line in wrap(&safe(&said.show(screen.lang)), screen.columns.saturating_sub(NAMES)) {
                page.line(&format!("{}{line}", page.ink(Ink::Faint, &name)))?;
                name = pad("", NAMES);
            }
        }
        Ok(())
    }

    /// Draws on the page, or, if that is not `wanted`, beside it on standard error.
    pub fn page(
        &mut self,
        wanted: bool,
        screen: &Screen,
        draw: impl FnOnce(&mut Page<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        if wanted && matches!(self.show, Show::Views(_)) {
            return draw(&mut Page::new(&mut self.out, screen.lang, screen.paint, screen.columns));
        }
        self.out.flush()?;
        draw(&mut Page::new(&mut io::stderr(), screen.lang, screen.paint, screen.columns))
    }

    /// An empty line behind what stands on a page for people.
    pub fn gap(&mut self) -> io::Result<()> {
        match self.show {
            Show::Views(_) if std::mem::replace(&mut self.gap, true) => writeln!(self.out),
            _ => Ok(()),
        }
    }

    /// Shows a frame that somebody else has built.
    pub fn heard(&mut self, octets: &[u8], link: u32) -> Result<(), Failure> {
        let (octets, original) = (octets.to_vec(), octets.len());
        let built = Built { link, octets, original, fcs: None, leaves: Vec::new(), unreckoned: Vec::new() };
        self.frame(&built)
    }

    /// Says how it was found out where the frame goes: on the page, or beside output that programs read.
    pub fn told(&mut self, lines: &[Said]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        if !matches!(self.show, Show::Views(_)) {
            // the sums are for the page; what follows from them is worth a note
            lines.iter().filter(|line| !line.en.starts_with(' ')).for_each(|line| self.screen.note(line));
            return Ok(());
        }
        let screen = self.screen;
        let mut page = Page::new(&mut self.out, screen.lang, screen.paint, screen.columns);
        if std::mem::replace(&mut self.gap, true) {
            page.line("")?;
        }
        for line in lines {
            let text = line.show(screen.lang);
            match text.strip_prefix("  ") {
                Some(line) => page.line(&format!("  {line}"))?,
                None => page.prose(0, None, &text)?,
            }
        }
        Ok(())
    }

    /// Builds a draft, padded and with an FCS where that was asked for.
    fn draft(&self, mut draft: Draft) -> Result<Built, Trouble> {
        let built = build(&draft)?;
        if self.mtu.is_some() || !self.pad && !self.fcs {
            return Ok(built);
        }
        let (link, have) = (built.link, built.octets.len());
        let Some((outermost, wire)) =
            draft.sheets.first_mut().and_then(|sheet| sheet.protocol.wire.map(|wire| (sheet, wire)))
        else {
            return Err(no_wire(link));
        };
        if self.pad && have < wire.smallest {
            let zeros = vec![0; wire.smallest - have];
            outermost.fields.push(Node::leaf("padding", zeros).by(Origin::Computed));
        }
        if self.fcs && !outermost.fields.iter().any(|node| node.key == "fcs") {
            outermost.fields.push(Node::group("fcs", Vec::new()).by(Origin::Computed));
        }
        build(&draft)
    }

    /// Builds a draft and shows it, cut into fragments where that was asked for.
    pub fn build(&mut self, draft: Draft) -> Result<Exit, Failure> {
        let pieces = self.pieces(draft)?;
        pieces.iter().try_for_each(|piece| self.frame(piece))?;
        Ok(if pieces.is_empty() { Exit::No } else { Exit::Done })
    }

    /// Builds a draft: one frame, or the fragments that it was to be cut into, or none where it must not be cut.
    pub fn pieces(&mut self, draft: Draft) -> Result<Vec<Built>, Failure> {
        let built = self.draft(draft)?;
        for note in &built.unreckoned {
            // once for an input, and not for each of its frames
            if self.noted.insert(note.en.clone()) {
                self.screen.note(note);
            }
        }
        let Some(mtu) = self.mtu else { return Ok(vec![built]) };
        let Fragments { mut pieces, told } = fragment(&built, mtu, self.seed)?;
        self.told(&told)?;
        pieces.iter_mut().for_each(|piece| self.fill(piece));
        Ok(pieces)
    }

    /// Fills a fragment up to the shortest frame of its link, where that was asked for.
    fn fill(&self, piece: &mut Built) {
        let least = proto::root(piece.link).wire.map_or(0, |wire| wire.smallest);
        let have = piece.octets.len();
        if self.pad && have < least {
            piece.octets.resize(least, 0);
            piece.leaves.push((have * 8..least * 8, Origin::Computed));
            piece.original = least;
        }
    }

    /// Shows a frame, or writes it.
    pub fn frame(&mut self, built: &Built) -> Result<(), Failure> {
        self.shown += 1;
        let record = Record {
            number: self.shown,
            time: None,
            link: built.link,
            original: u32::try_from(built.original).unwrap_or(u32::MAX),
            fcs: built.fcs,
            octets: &built.octets,
            interface: None,
        };
        let (out, screen, further) = (&mut self.out, self.screen, self.shown > 1 || self.gap);
        match &mut self.show {
            Show::Write(writer) => writer.frame(&record)??,
            Show::Code(form) => {
                let stack =
                    self.dissector.dissect(&built.octets, built.original, built.fcs, proto::root(built.link));
                form.write(&stack, self.shown, out)?;
            }
            Show::Json => {
                let mut line = String::new();
                with_frame(&mut self.dissector, &mut self.explainer, &record, |frame| {
                    view::json(frame, &mut line);
                });
                out.write_all(line.as_bytes())?;
            }
            Show::Views(views) => {
                let page = Page::new(out, screen.lang, screen.paint, screen.columns).after(&mut self.told);
                let mut page = if built.leaves.is_empty() { page } else { page.telling(&built.leaves) };
                with_frame(&mut self.dissector, &mut self.explainer, &record, |frame| {
                    draw(frame, views, further, &mut page)
                })?;
            }
        }
        Ok(())
    }

    /// What was shown so far comes before what is said now.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what is still held back.
    pub fn finish(mut self) -> io::Result<()> {
        if let Show::Write(writer) = self.show {
            writer.finish()?;
        }
        self.out.flush()
    }
}

fn mtu(word: &str) -> Result<usize, Trouble> {
    word.parse().map_err(|_| {
        let what = crate::say!(en: "`--mtu {word}`: this is no number of octets", zh: "`--mtu {word}`：这不是字节数", word = word);
        Trouble::new(what).hint(crate::say!(en: "Ethernet has `--mtu 1500`", zh: "以太网为 `--mtu 1500`"))
    })
}

fn no_wire(link: u32) -> Trouble {
    let name = proto::link_name(link);
    Trouble::new(crate::say!(
        en: "frames of link type {name} have no padding and no frame check sequence",
        zh: "链路类型 {name} 的帧没有填充，也没有帧检验序列", name = name
    ))
}
