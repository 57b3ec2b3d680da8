//! `netlab exercise workflow`: a GitHub workflow with a step for each exercise.

use super::topic_named;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::exercise::{Kind, all};
use clap::ArgMatches;
use std::io::{self, BufWriter, Write};

/// The seed where none was given: a class that shares one can compare.
const SEED: u64 = 1;

/// Writes the workflow. The seed stands in it, for graders keep no variables; each exercise is a step of its own, so that
/// each has its tick and its points.
pub fn workflow(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or(SEED);
    let topic = matches.get_one::<String>("topic").map(|word| topic_named(word)).transpose()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let lang = screen.lang.pick("en", "zh");
    write!(
        out,
        "name: netlab exercises
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  exercises:
    runs-on: ubuntu-latest
    env:
      NETLAB_LANG: {lang}
      NETLAB_STATE: ${{{{ runner.temp }}}}/netlab.json
    steps:
      - uses: actions/checkout@v4
      - name: netlab
        # needs the address of netlab's repository in the variable NETLAB_GIT of this one
        run: cargo install --locked --git \"${{{{ vars.NETLAB_GIT }}}}\" netlab
"
    )?;
    let wanted = all().filter(|(of, exercise)| {
        topic.is_none_or(|topic| topic.key == of.key)
            && !matches!(exercise.kind, Kind::Program | Kind::Repair)
    });
    for (_, exercise) in wanted {
        let id = exercise.id;
        write!(
            out,
            "      - name: {id}
        if: ${{{{ !cancelled() }}}}
        run: netlab exercise check --id {id} --seed {seed} --junit {id}.xml @answers/{id}.txt
"
        )?;
    }
    write!(
        out,
        "      - uses: actions/upload-artifact@v4
        if: ${{{{ !cancelled() }}}}
        with:
          name: netlab
          path: '*.xml'
"
    )?;
    out.flush()?;
    Ok(Exit::Done)
}
