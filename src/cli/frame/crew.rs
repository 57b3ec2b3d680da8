//! One input from its first frame to its last: by one worker, or by several where there is much to do.
//!
//! Workers get batches by turns, and what these became is printed in the same turns, so that the output is that of one
//! worker alone. But what a frame told, those behind it do not tell again, and a worker does not know what others tell
//! while he works. So what his batch told anew is looked at when its turn has come: if a batch before it has told some of
//! that meanwhile, it is done again. That is rare, for the tables have only so much to tell.

use super::super::Failure;
use super::batch::{Batch, Reader};
use super::pages::Pages;
use super::printer::Printer;
use super::worker::{Done, Start, Task, Worker};
use crate::view::Tale;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

/// Batches that one worker shows before others are called, which takes as long as some hundred summaries.
const ALONE: usize = 4;
/// The most workers: each has batches in memory, and one thread reads and prints for all.
const MOST_WORKERS: usize = 4;
/// Batches that a worker has at a time: one to work on and one to go on with.
const DEPTH: usize = 2;

/// Shows all frames of an input. Others help the first worker if `shared`.
pub fn show(
    reader: &mut Reader<'_>,
    first: &mut Worker<'_>,
    shared: bool,
    printer: &mut Printer<'_>,
) -> Result<(), Failure> {
    let (mut batch, mut done) = (Batch::default(), Done::default());
    for turn in 1.. {
        if !reader.fill(&mut batch) {
            break;
        }
        let worked = first.work(&batch, &mut done);
        printer.print(&done)?;
        worked?;
        if shared && turn >= ALONE && first.is_settled() {
            let workers = thread::available_parallelism().map_or(1, usize::from).min(MOST_WORKERS);
            let pages: Vec<Pages> = (0..workers).map_while(|_| first.pages.another()).collect();
            if pages.len() > 1 {
                together(reader, first, pages, printer)?;
            }
        }
    }
    let worked = first.end(&mut done);
    printer.print(&done)?;
    worked
}

/// A batch on its way to a worker and back.
#[derive(Default)]
struct Job {
    batch: Batch,
    /// On the way there: what has been told of which the worker may not know. On the way back: what the batch tells.
    tales: Vec<Tale>,
    /// What was shown before the batch, as far as the batches that are printed tell.
    before: Start,
    /// What is shown with it.
    after: Start,
    done: Done,
    failure: Option<Failure>,
}

/// The way to one worker.
struct Lane {
    to: SyncSender<Job>,
    back: Receiver<Job>,
    /// How much of what the first worker has told this one knows.
    knows: usize,
}

impl Lane {
    /// Calls a worker, who works until the lane is gone.
    fn open<'scope>(scope: &'scope Scope<'scope, '_>, task: &'scope Task<'_>, pages: Pages) -> Lane {
        let (to, jobs) = sync_channel::<Job>(DEPTH);
        let (results, back) = sync_channel(DEPTH);
        scope.spawn(move || {
            let mut worker = Worker::new(task, pages, None);
            worker.begin(true);
            for mut job in jobs {
                worker.told.learn(&job.tales);
                let known = worker.told.tales().len();
                worker.start = job.before;
                job.failure = worker.work(&job.batch, &mut job.done).err();
                job.after = worker.start;
                job.tales.clear();
                job.tales.extend_from_slice(&worker.told.tales()[known..]);
                if results.send(job).is_err() {
                    break;
                }
            }
        });
        Lane { to, back, knows: 0 }
    }
}

/// Shows what is left of an input by a worker for each of the pages.
fn together(
    reader: &mut Reader<'_>,
    first: &mut Worker<'_>,
    pages: Vec<Pages>,
    printer: &mut Printer<'_>,
) -> Result<(), Failure> {
    let task = first.task;
    thread::scope(|scope| {
        let mut lanes: Vec<Lane> = pages.into_iter().map(|pages| Lane::open(scope, task, pages)).collect();
        let workers = lanes.len();
        let (mut sent, mut printed) = (0, 0);
        loop {
            let mut job = Job::default();
            if sent == printed + workers * DEPTH {
                // a worker is gone only if he panicked, and the scope tells that
                let Ok(back) = lanes[printed % workers].back.recv() else { return Ok(()) };
                job = back;
                settle(&mut job, first, printer)?;
                printed += 1;
            }
            if !reader.fill(&mut job.batch) {
                break;
            }
            let lane = &mut lanes[sent % workers];
            job.tales.clear();
            job.tales.extend_from_slice(&first.told.tales()[lane.knows..]);
            lane.knows = first.told.tales().len();
            job.before = first.start;
            if lane.to.send(job).is_err() {
                return Ok(());
            }
            sent += 1;
        }
        for turn in printed..sent {
            let Ok(mut job) = lanes[turn % workers].back.recv() else { return Ok(()) };
            settle(&mut job, first, printer)?;
        }
        Ok(())
    })
}

/// Prints what a batch became, now that all before it are printed; `first` knows what they told.
fn settle(job: &mut Job, first: &mut Worker<'_>, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let knew = job.done.shown == 0 || job.before == first.start;
    if knew && !job.tales.iter().any(|tale| first.told.has(tale)) {
        first.told.learn(&job.tales);
        if job.done.shown > 0 {
            first.start = job.after;
        }
    } else {
        job.failure = first.work(&job.batch, &mut job.done).err();
    }
    printer.print(&job.done)?;
    job.failure.take().map_or(Ok(()), Err)
}
