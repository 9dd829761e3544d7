//! SQLite, in one file of a folder.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::{Database, DbError, Row, Sql, VERSION, Value, steps_from};

/// How long a statement waits for another process: a backup, or the command that makes a token.
const BUSY: Duration = Duration::from_secs(10);

/// A connection to the file.
#[derive(Debug)]
pub struct Sqlite(Connection);

impl Sqlite {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(path: &Path) -> Result<Self, DbError> {
        let mut connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(BUSY)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA fullfsync = ON;
             PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;
             PRAGMA cache_size = -16384;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        Self::make_tables(&mut connection)?;
        Ok(Self(connection))
    }

    fn make_tables(connection: &mut Connection) -> Result<(), DbError> {
        let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
        let found: i64 = version(connection)?;
        if found > VERSION {
            return Err(DbError::Other(format!("the database is of a newer program (schema {found})")));
        }
        if found == VERSION {
            return Ok(());
        }
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have made them meanwhile.
        let found: i64 = version(&transaction)?;
        for step in steps_from(found) {
            let step = step.replace("BYTEA", "BLOB").replace("BIGINT", "INTEGER").replace("\n);", "\n) STRICT;");
            transaction.execute_batch(&step)?;
        }
        transaction.pragma_update(None, "user_version", found.max(VERSION))?;
        Ok(transaction.commit()?)
    }

    /// How many pages of the file are wrong, in words; none when all is well.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn check(&self) -> Result<Vec<String>, DbError> {
        let mut statement = self.0.prepare("PRAGMA integrity_check")?;
        let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

impl Database for Sqlite {
    fn begin(&mut self) -> Result<(), DbError> {
        Ok(self.0.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn begin_read(&mut self) -> Result<(), DbError> {
        Ok(self.0.execute_batch("BEGIN DEFERRED")?)
    }

    fn commit(&mut self) -> Result<(), DbError> {
        Ok(self.0.execute_batch("COMMIT")?)
    }

    fn roll_back(&mut self) {
        // Without one, SQLite has taken the transaction back itself.
        if !self.0.is_autocommit()
            && let Err(error) = self.0.execute_batch("ROLLBACK")
        {
            tracing::debug!(%error, "roll back");
        }
    }

    fn sql(&mut self) -> &mut dyn Sql {
        self
    }
}

impl Sql for Sqlite {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        let changed = self.0.prepare_cached(sql)?.execute(params_from_iter(values))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        let mut statement = self.0.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| Ok(read(row.get_ref(column)?))).collect::<Result<_, DbError>>()?;
            if !each(Row(values))? {
                break;
            }
        }
        Ok(())
    }
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => rusqlite::types::Null.into(),
            Self::Int(int) => (*int).into(),
            Self::Bytes(bytes) => bytes.as_slice().into(),
        })
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Other(error.to_string()),
        }
    }
}
