//! Threads that hold the connections. What writes is gathered: many small requests that come at once are one transaction and
//! one sync of the disk, each of them whole or not at all.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Database, DbError, Sql};
use crate::HubError;

/// How much waits before a hub says that it has too much to do, and how much becomes one transaction.
#[derive(Debug, Clone, Copy)]
pub struct PoolLimits {
    /// Requests that wait at most, of those that write and of those that read.
    pub queue: usize,
    /// Requests that become one transaction at most.
    pub together: usize,
}

impl Default for PoolLimits {
    fn default() -> Self {
        Self { queue: 1024, together: 64 }
    }
}

/// So often a transaction is begun again that another one was in the way of.
const TURNS: u32 = 7;

/// A piece of work, which may be begun a second time after all it did was taken back.
type Work = Box<dyn FnMut(&mut dyn Sql) -> Result<(), HubError> + Send>;

struct Job {
    work: Work,
    done: oneshot::Sender<Result<(), HubError>>,
}

/// The connections of a hub. When the last handle goes, the threads end.
#[derive(Debug, Clone)]
pub struct Pool {
    writes: SyncSender<Job>,
    reads: SyncSender<Job>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Job")
    }
}

impl Pool {
    /// Threads over these connections: SQLite has one that writes, PostgreSQL several.
    ///
    /// # Errors
    /// [`HubError::Io`] where the system gives no thread.
    pub fn new<D: Database + 'static>(writers: Vec<D>, readers: Vec<D>, limits: PoolLimits) -> Result<Self, HubError> {
        let (writes, from) = sync_channel(limits.queue);
        let from = Arc::new(Mutex::new(from));
        for writer in writers {
            let from = Arc::clone(&from);
            spawn("hub-writer", move || write_all(writer, &from, limits.together))?;
        }
        let (reads, from) = sync_channel(limits.queue);
        let from = Arc::new(Mutex::new(from));
        for reader in readers {
            let from = Arc::clone(&from);
            spawn("hub-reader", move || read_all(reader, &from))?;
        }
        Ok(Self { writes, reads })
    }

    /// Does this in a transaction, durable when it returns.
    ///
    /// # Errors
    /// Those of `work`; [`HubError::Busy`] where too much waits; [`HubError::Db`].
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut dyn Sql) -> Result<T, HubError> + Send + 'static,
    ) -> Result<T, HubError> {
        run(&self.writes, work).await
    }

    /// Reads.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut dyn Sql) -> Result<T, HubError> + Send + 'static,
    ) -> Result<T, HubError> {
        run(&self.reads, work).await
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), HubError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop).map_err(HubError::from)
}

async fn run<T: Send + 'static>(
    jobs: &SyncSender<Job>,
    mut work: impl FnMut(&mut dyn Sql) -> Result<T, HubError> + Send + 'static,
) -> Result<T, HubError> {
    let made: Arc<Mutex<Option<T>>> = Arc::default();
    let (done, wait) = oneshot::channel();
    let put = Arc::clone(&made);
    let work: Work = Box::new(move |sql| {
        let value = work(sql)?;
        *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        Ok(())
    });
    jobs.try_send(Job { work, done }).map_err(|error| match error {
        TrySendError::Full(_) => HubError::Busy,
        TrySendError::Disconnected(_) => HubError::Stopped,
    })?;
    wait.await.map_err(|_| HubError::Stopped)??;
    let value = made.lock().unwrap_or_else(PoisonError::into_inner).take();
    value.ok_or(HubError::Stopped)
}

fn write_all(mut database: impl Database, jobs: &Mutex<Receiver<Job>>, together: usize) {
    loop {
        let batch = {
            let jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
            let Ok(first) = jobs.recv() else { return };
            let mut batch = vec![first];
            batch.extend(jobs.try_iter().take(together.saturating_sub(1)));
            batch
        };
        write_batch(&mut database, batch);
    }
}

/// One transaction of several pieces of work; what one of them did is taken back by itself where it fails. Where the whole
/// cannot be committed, each is told so.
fn write_batch(database: &mut impl Database, mut batch: Vec<Job>) {
    let mut results: Vec<Result<(), HubError>> = Vec::with_capacity(batch.len());
    let mut failed = None;
    for turn in 0..TURNS {
        results.clear();
        let committed = database.begin().and_then(|()| {
            for job in &mut batch {
                results.push(one_of(database.sql(), &mut job.work)?);
            }
            database.commit()
        });
        failed = committed.err();
        let Some(error) = &failed else { break };
        database.roll_back();
        if !matches!(error, DbError::Busy) {
            tracing::error!(%error, requests = batch.len(), "nothing was written");
            break;
        }
        // Another transaction was in the way: a little later it is not.
        std::thread::sleep(Duration::from_millis(5 << turn));
    }
    let mut results = results.into_iter();
    for job in batch {
        let result = results.next().unwrap_or(Ok(()));
        let result = match &failed {
            None => result,
            // What was written all the same is found to lie there by whoever comes again.
            Some(DbError::Busy | DbError::Away(_)) => Err(HubError::Busy),
            Some(error) => Err(HubError::Db(DbError::Other(error.to_string()))),
        };
        // Whoever asked may have gone.
        drop(job.done.send(result));
    }
}

/// The outer error is one that the whole transaction does not survive.
fn one_of(sql: &mut dyn Sql, work: &mut Work) -> Result<Result<(), HubError>, DbError> {
    sql.run("SAVEPOINT one", &[])?;
    match work(sql) {
        Ok(()) => {
            sql.run("RELEASE SAVEPOINT one", &[])?;
            Ok(Ok(()))
        }
        // It is the whole transaction that failed.
        Err(HubError::Db(DbError::Busy)) => Err(DbError::Busy),
        Err(error) => {
            sql.run("ROLLBACK TO SAVEPOINT one", &[])?;
            sql.run("RELEASE SAVEPOINT one", &[])?;
            Ok(Err(error))
        }
    }
}

fn read_all(mut database: impl Database, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut job) = job else { return };
        let begun = database.begin_read().map_err(HubError::from);
        let result = begun.and_then(|()| (job.work)(database.sql()));
        database.roll_back();
        drop(job.done.send(result));
    }
}
