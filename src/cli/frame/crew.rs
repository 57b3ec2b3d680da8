//! One input from its first frame to its last: by one worker, or by several where there is much to do.
//!
//! One thread reads, prints and works itself where the others have enough to do, so that there are no more threads than
//! processors and none waits for long. What batches became is printed in their order, so that the output is that of one
//! worker alone. But what a frame told, those behind it do not tell again, and a worker does not know what others tell
//! while he works. So what his batch told anew is looked at when its turn has come: if a batch before it has told some of
//! that meanwhile, it is done again. That is rare, for the tables have only so much to tell.

use super::super::Failure;
use super::batch::{Batch, Reader};
use super::pages::Pages;
use super::printer::Printer;
use super::worker::{Done, Start, Task, Worker};
use crate::view::Tale;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

/// Batches that one worker shows before others are called, which takes as long as some hundred summaries.
const ALONE: usize = 4;
/// The most workers: each has batches in memory, and one of them reads and prints for all.
const MOST_WORKERS: usize = 4;

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

impl Job {
    /// Tells what the one who will do it has to know; of what `first` has told he knows so much.
    fn prepare(&mut self, first: &Worker<'_>, knows: &mut usize) {
        self.tales.clear();
        self.tales.extend_from_slice(&first.told.tales()[*knows..]);
        *knows = first.told.tales().len();
        self.before = first.start;
    }

    fn be_done_by(&mut self, worker: &mut Worker<'_>) {
        worker.told.learn(&self.tales);
        let known = worker.told.tales().len();
        worker.start = self.before;
        self.failure = worker.work(&self.batch, &mut self.done).err();
        self.after = worker.start;
        self.tales.clear();
        self.tales.extend_from_slice(&worker.told.tales()[known..]);
    }
}

/// A worker who has shown nothing, for any number of frames.
fn another<'a>(task: &'a Task<'a>, pages: Pages) -> Worker<'a> {
    let mut worker = Worker::new(task, pages, None);
    worker.begin(true);
    worker
}

/// The way to a worker on another thread.
struct Lane {
    to: SyncSender<Job>,
    back: Receiver<Job>,
    /// How much of what the first worker has told this one knows.
    knows: usize,
    /// How many batches are on it.
    has: usize,
}

impl Lane {
    /// Calls a worker, who works until the lane is gone, for so many batches at a time.
    fn open<'scope>(
        scope: &'scope Scope<'scope, '_>,
        task: &'scope Task<'_>,
        pages: Pages,
        depth: usize,
    ) -> Lane {
        let (to, jobs) = sync_channel::<Job>(depth);
        let (results, back) = sync_channel(depth);
        scope.spawn(move || {
            let mut worker = another(task, pages);
            for mut job in jobs {
                job.be_done_by(&mut worker);
                if results.send(job).is_err() {
                    break;
                }
            }
        });
        Lane { to, back, knows: 0, has: 0 }
    }
}

/// Where a batch is that is not printed yet.
enum Turn {
    /// On the lane of this number.
    Sent(usize),
    /// Here, and done.
    Done(Box<Job>),
}

/// The workers on other threads, and the batches that are not printed yet, in their order.
struct Crew {
    lanes: Vec<Lane>,
    turns: VecDeque<Turn>,
}

impl Crew {
    /// The batch whose turn it is to be printed, if it is done; otherwise that is waited for, or there is none. There is
    /// none either where a worker is gone, which he only is if he panicked, and the scope tells that.
    fn take(&mut self, waits: bool) -> Option<Job> {
        if let Some(Turn::Sent(i)) = self.turns.front() {
            let lane = &mut self.lanes[*i];
            let job = if waits { lane.back.recv().ok()? } else { lane.back.try_recv().ok()? };
            lane.has -= 1;
            self.turns.pop_front();
            return Some(job);
        }
        match self.turns.pop_front()? {
            Turn::Done(job) => Some(*job),
            Turn::Sent(_) => None,
        }
    }
}

/// Shows what is left of an input by a worker for each of the pages.
fn together(
    reader: &mut Reader<'_>,
    first: &mut Worker<'_>,
    mut pages: Vec<Pages>,
    printer: &mut Printer<'_>,
) -> Result<(), Failure> {
    let task = first.task;
    let depth = reader.measure.depth;
    // where one is slow the others need not wait at once
    let most = pages.len() * depth;
    let Some(own) = pages.pop() else { return Ok(()) };
    thread::scope(|scope| {
        let (mut here, mut here_knows) = (another(task, own), 0);
        let lanes = pages.into_iter().map(|pages| Lane::open(scope, task, pages, depth)).collect();
        let mut crew = Crew { lanes, turns: VecDeque::new() };
        let mut free: Vec<Job> = Vec::new();
        loop {
            let mut job = free.pop().unwrap_or_default();
            let is_last = !reader.fill(&mut job.batch);
            let is_giant = job.batch.is_giant();
            if !is_last {
                let lane = crew.lanes.iter_mut().enumerate().find(|(_, lane)| lane.has < depth);
                let turn = match lane {
                    Some((i, lane)) => {
                        job.prepare(first, &mut lane.knows);
                        let Ok(()) = lane.to.send(job) else { return Ok(()) };
                        lane.has += 1;
                        Turn::Sent(i)
                    }
                    None => {
                        job.prepare(first, &mut here_knows);
                        job.be_done_by(&mut here);
                        Turn::Done(Box::new(job))
                    }
                };
                crew.turns.push_back(turn);
            }
            while let Some(mut job) = crew.take(is_last || is_giant || crew.turns.len() >= most) {
                settle(&mut job, first, printer)?;
                // there is one giant at a time, and the room that it took is not kept for ever
                if !job.batch.is_giant() {
                    free.push(job);
                }
            }
            if is_last || crew.turns.len() >= most {
                return Ok(());
            }
        }
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
