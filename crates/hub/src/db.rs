//! The database behind a hub: a few statements, the same text on SQLite and on PostgreSQL.
//!
//! Statements number their values in the order in which they stand (`$1`, `$2`…), since SQLite counts them so.

mod copy;
mod place;
mod pool;
mod postgres;
mod sqlite;

pub use copy::copy_all;
pub use place::{DbPlace, Opened};
pub use pool::{Pool, PoolLimits};
pub use postgres::Postgres;
pub use sqlite::Sqlite;

/// What makes the tables, step by step. Types are PostgreSQL's. A step is never edited: another one is added.
const SCHEMA: [&str; 4] = [
    include_str!("../schema/0001_hub.sql"),
    include_str!("../schema/0002_again.sql"),
    include_str!("../schema/0003_files.sql"),
    include_str!("../schema/0004_join.sql"),
];
/// How many steps were taken, kept in the database.
const VERSION: i64 = 4;

/// The steps that a database lacks which has taken so many.
fn steps_after(version: i64) -> impl Iterator<Item = &'static str> {
    SCHEMA.into_iter().skip(usize::try_from(version).unwrap_or_default())
}

/// A value of a statement or of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// None.
    Null,
    /// A number.
    Int(i64),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row, by the order of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Another program or transaction is in the way; to be tried again.
    #[error("the database is busy")]
    Busy,
    /// Its server does not answer: it was stopped, or is started again. Whether what was being committed is there is not known.
    #[error("the database is away: {0}")]
    Away(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(String),
    /// A row is not what the schema says.
    #[error("a row is not what it should be")]
    Row,
}

/// One transaction.
pub trait Sql {
    /// Runs a statement; says how many rows it changed.
    ///
    /// # Errors
    /// [`DbError`].
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError>;

    /// Reads rows until `row` says that it is enough.
    ///
    /// # Errors
    /// [`DbError`], and those of `row`.
    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        row: &mut dyn FnMut(Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError>;
}

/// A connection to a database.
pub trait Database: Send {
    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// [`DbError`].
    fn begin(&mut self) -> Result<(), DbError>;

    /// Begins a transaction that reads what is there at this moment, whatever is written meanwhile.
    ///
    /// # Errors
    /// [`DbError`].
    fn begin_read(&mut self) -> Result<(), DbError>;

    /// Ends the transaction: what it did is durable when this returns.
    ///
    /// # Errors
    /// [`DbError`]; then nothing of it was done.
    fn commit(&mut self) -> Result<(), DbError>;

    /// Takes all of it back.
    fn roll_back(&mut self);

    /// Its statements.
    fn sql(&mut self) -> &mut dyn Sql;
}

impl dyn Sql + '_ {
    /// The only row, or the first of several.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn one(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, DbError> {
        let mut found = None;
        self.each(sql, values, &mut |row| {
            found = Some(row);
            Ok(false)
        })?;
        Ok(found)
    }

    /// All rows.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn all(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let mut found = Vec::new();
        self.each(sql, values, &mut |row| {
            found.push(row);
            Ok(true)
        })?;
        Ok(found)
    }
}

impl Row {
    /// The number in this column.
    ///
    /// # Errors
    /// [`DbError::Row`].
    pub fn int(&self, column: usize) -> Result<i64, DbError> {
        match self.0.get(column) {
            Some(Value::Int(int)) => Ok(*int),
            _ => Err(DbError::Row),
        }
    }

    /// The same, where it is none below zero.
    ///
    /// # Errors
    /// [`DbError::Row`].
    pub fn count(&self, column: usize) -> Result<u64, DbError> {
        u64::try_from(self.int(column)?).map_err(|_| DbError::Row)
    }

    /// The bytes in this column.
    ///
    /// # Errors
    /// [`DbError::Row`].
    pub fn bytes(&self, column: usize) -> Result<&[u8], DbError> {
        match self.0.get(column) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(DbError::Row),
        }
    }

    /// The bytes in this column, so many of them.
    ///
    /// # Errors
    /// [`DbError::Row`].
    pub fn fixed<const N: usize>(&self, column: usize) -> Result<[u8; N], DbError> {
        self.bytes(column)?.try_into().map_err(|_| DbError::Row)
    }

    /// Is there nothing in this column?
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get(column), None | Some(Value::Null))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}
