//! PostgreSQL, from version 15: for a hub that one machine's SQLite does not suffice, or that has several machines.

use std::collections::HashMap;
use std::error::Error as _;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::{Database, DbError, Row, Sql, VERSION, Value, steps_after};

/// So long it waits for a server that says nothing, where its address says nothing else.
const CONNECT: Duration = Duration::from_secs(10);

/// A connection. It is made again where it was lost.
pub struct Postgres {
    address: String,
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Postgres")
    }
}

impl Postgres {
    /// Connects, and makes the tables where they are not there. `address`: `postgres://user:password@host/database`, or a socket.
    ///
    /// # Errors
    /// [`DbError`].
    pub fn open(address: &str) -> Result<Self, DbError> {
        let mut client = connect(address)?;
        make_tables(&mut client)?;
        Ok(Self { address: address.to_owned(), client, prepared: HashMap::new() })
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, DbError> {
        if let Some(prepared) = self.prepared.get(sql) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), prepared.clone());
        Ok(prepared)
    }

    /// Begins a transaction, on a new connection where the old one is gone: its server may have been started again.
    fn begin_by(&mut self, begin: &str) -> Result<(), DbError> {
        if !self.client.is_closed() {
            match self.client.batch_execute(begin).map_err(DbError::from) {
                Err(DbError::Away(_)) => {}
                other => return other,
            }
        }
        (self.client, self.prepared) = (connect(&self.address)?, HashMap::new());
        Ok(self.client.batch_execute(begin)?)
    }
}

fn connect(address: &str) -> Result<Client, DbError> {
    let mut asked: Config = address.parse()?;
    if asked.get_connect_timeout().is_none() {
        // The system would wait for minutes for a machine that is gone.
        asked.connect_timeout(CONNECT);
    }
    Ok(asked.connect(NoTls)?)
}

fn make_tables(client: &mut Client) -> Result<(), DbError> {
    for _ in 0..3 {
        let found: i64 = match client.query_opt("SELECT version FROM hub_schema", &[]) {
            Ok(row) => row.map_or(0, |row| row.get(0)),
            Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => 0,
            Err(error) => return Err(error.into()),
        };
        if found == VERSION {
            return Ok(());
        }
        if found > VERSION {
            return Err(DbError::Other(format!("the database is of a newer program (schema {found})")));
        }
        // Another hub may be making them just now: then they are there.
        if let Err(error) = take_steps(client, found) {
            tracing::debug!(%error, "the tables were not made here");
        }
    }
    Err(DbError::Other("the tables could not be made".to_owned()))
}

fn take_steps(client: &mut Client, found: i64) -> Result<(), DbError> {
    let mut made = client.transaction()?;
    if found == 0 {
        made.batch_execute("CREATE TABLE hub_schema (version BIGINT NOT NULL)")?;
        made.execute("INSERT INTO hub_schema (version) VALUES ($1)", &[&found])?;
    }
    // Whoever takes the same steps waits here, and then takes none.
    if made.execute("UPDATE hub_schema SET version = $1 WHERE version = $2", &[&VERSION, &found])? == 1 {
        for step in steps_after(found) {
            made.batch_execute(step)?;
        }
    }
    Ok(made.commit()?)
}

impl Database for Postgres {
    fn begin(&mut self) -> Result<(), DbError> {
        self.begin_by("BEGIN ISOLATION LEVEL READ COMMITTED")
    }

    fn begin_read(&mut self) -> Result<(), DbError> {
        self.begin_by("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn commit(&mut self) -> Result<(), DbError> {
        Ok(self.client.batch_execute("COMMIT")?)
    }

    fn roll_back(&mut self) {
        if let Err(error) = self.client.batch_execute("ROLLBACK") {
            tracing::debug!(%error, "roll back");
        }
    }

    fn sql(&mut self) -> &mut dyn Sql {
        self
    }
}

impl Sql for Postgres {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        if values.is_empty() {
            // A statement of the transaction itself.
            self.client.batch_execute(sql)?;
            return Ok(0);
        }
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        Ok(self.client.execute(&statement, &values)?)
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, values)?;
        while let Some(row) = rows.next()? {
            let values: Vec<Value> =
                (0..row.len()).map(|column| row.try_get(column).map_err(DbError::from)).collect::<Result<_, _>>()?;
            if !each(Row(values))? {
                break;
            }
        }
        Ok(())
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(int) => int.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INT8 || *ty == Type::BYTEA
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Value {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i32::from_sql(ty, raw)?.into()),
            _ => Self::Bytes(raw.to_vec()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INT8 || *ty == Type::INT4 || *ty == Type::BYTEA
    }
}

impl From<postgres::Error> for DbError {
    fn from(error: postgres::Error) -> Self {
        let code = error.code();
        let is = |one: &SqlState| code == Some(one);
        if is(&SqlState::T_R_SERIALIZATION_FAILURE) || is(&SqlState::T_R_DEADLOCK_DETECTED) {
            return Self::Busy;
        }
        if is(&SqlState::DISK_FULL) {
            return Self::DiskFull;
        }
        // Said in full to the keeper's log; a request is told nothing of it.
        let said = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
        let stops = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];
        let is_line = error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        if is_line || stops.iter().any(is) { Self::Away(said) } else { Self::Other(said) }
    }
}
