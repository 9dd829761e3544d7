//! Which database a hub has.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::{Database, DbError, Pool, PoolLimits, Postgres, Sqlite};
use crate::HubError;

/// So many connections write to PostgreSQL at once; SQLite has one that does.
const WRITERS: usize = 4;

/// Which database.
#[derive(Clone, PartialEq, Eq)]
pub enum DbPlace {
    /// A file.
    Sqlite(PathBuf),
    /// A server's address.
    Postgres(String),
}

/// One connection to either.
#[derive(Debug)]
pub enum Opened {
    /// A file.
    Sqlite(Box<Sqlite>),
    /// A server.
    Postgres(Box<Postgres>),
}

impl fmt::Debug for DbPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            // Its address may hold a password.
            Self::Postgres(_) => out.write_str("postgres"),
        }
    }
}

impl FromStr for DbPlace {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        if let Some(path) = said.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(path.into()));
        }
        let is_server = said.starts_with("postgres://") || said.starts_with("postgresql://");
        is_server.then(|| Self::Postgres(said.to_owned())).ok_or_else(|| "sqlite:PATH or postgres://…".to_owned())
    }
}

impl DbPlace {
    /// One connection; the tables are made where they are not there.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(&self) -> Result<Opened, DbError> {
        Ok(match self {
            Self::Sqlite(path) => Opened::Sqlite(Box::new(Sqlite::open(path)?)),
            Self::Postgres(address) => Opened::Postgres(Box::new(Postgres::open(address)?)),
        })
    }

    /// The connections of a hub.
    ///
    /// # Errors
    /// [`HubError::Db`], [`HubError::Io`].
    pub fn pool(&self, limits: PoolLimits) -> Result<Pool, HubError> {
        let readers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(2, 8);
        match self {
            Self::Sqlite(path) => {
                let writer = Sqlite::open(path)?;
                let readers = (0..readers).map(|_| Sqlite::open(path)).collect::<Result<_, _>>()?;
                Pool::new(vec![writer], readers, limits)
            }
            Self::Postgres(address) => {
                let some = |many: usize| (0..many).map(|_| Postgres::open(address)).collect::<Result<Vec<_>, _>>();
                Pool::new(some(WRITERS)?, some(readers)?, limits)
            }
        }
    }
}

impl Opened {
    /// As any database.
    pub fn database(&mut self) -> &mut dyn Database {
        match self {
            Self::Sqlite(sqlite) => sqlite.as_mut(),
            Self::Postgres(postgres) => postgres.as_mut(),
        }
    }
}
