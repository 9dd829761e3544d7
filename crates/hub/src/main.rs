//! `pana-hub`: one program, one folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Parser, Subcommand};
use pana_hub::db::{DbPlace, PoolLimits, Sqlite, copy_all};
use pana_hub::{FilesPlace, Hub, HubError, HubKey, Limits};
use tokio::net::TcpListener;

/// Keeps what the laptops of centres give it and hands it on to the others of the same centre. It cannot read any of it.
#[derive(Debug, Parser)]
#[command(name = "pana-hub", version, about)]
struct Asked {
    /// The folder with the hub's key, and its database if that is a file; made where it is not there.
    #[arg(long, env = "PANA_HUB_DATA", default_value = "pana-hub-data", global = true)]
    data: PathBuf,
    /// The database: `sqlite:PATH` (a file in the folder, if nothing is said) or `postgres://…`.
    #[arg(long, env = "PANA_HUB_DB", global = true)]
    db: Option<DbPlace>,
    /// Where files of answers lie: a folder (one in the hub's folder, if nothing is said) or `s3://bucket/path`, with what
    /// S3's own programs read from the environment (`AWS_…`).
    #[arg(long, env = "PANA_HUB_FILES", global = true)]
    files: Option<FilesPlace>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Answers devices until it is told to stop (SIGINT or SIGTERM).
    Serve {
        /// Where devices ask.
        #[arg(long, env = "PANA_HUB_LISTEN", default_value = "0.0.0.0:7470")]
        listen: SocketAddr,
        /// Where its keeper asks for figures (`/metrics`, without TLS); nowhere, if this is not said.
        #[arg(long, env = "PANA_HUB_METRICS")]
        metrics: Option<SocketAddr>,
        /// Gibibytes that one centre may have here.
        #[arg(long, env = "PANA_HUB_CENTRE_GIB", default_value_t = 20)]
        centre_gib: u64,
    },
    /// Makes a secret by which one centre may be registered, and prints it once, with the hub's key.
    Token {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Writes a whole copy of the hub, as it is now, into a folder that is not there yet; the hub may go on meanwhile.
    Backup {
        /// The folder to be made. It holds the hub's key: keep it as you keep the hub.
        folder: PathBuf,
    },
    /// Makes the hub's folder from a copy. Devices notice that it went back, and bring what is missing.
    Restore {
        /// The copy.
        folder: PathBuf,
    },
    /// Prints how much is kept here, as JSON.
    Stats,
}

const DATABASE: &str = "hub.db";
const KEY: &str = "hub.key";
const FILES: &str = "files";

fn main() -> ExitCode {
    let asked = Asked::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match run(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: &Asked) -> Result<(), HubError> {
    match &asked.what {
        What::Serve { listen, metrics, centre_gib } => {
            let limits = Limits { centre_bytes: centre_gib.saturating_mul(1 << 30), ..Limits::default() };
            with_hub(asked, limits, |hub| serve(hub, *listen, *metrics))
        }
        What::Token { json } => with_hub(asked, Limits::default(), async |hub| {
            let token = hub.make_token().await?;
            print(&if *json { format!(r#"{{"token":"{token}"}}"#) } else { token });
            Ok(())
        }),
        What::Backup { folder } => back_up(asked, folder),
        What::Restore { folder } => restore(folder, asked),
        What::Stats => with_hub(asked, Limits::default(), async |hub| {
            let (centres, items, bytes) = hub.totals().await?;
            let key = hex(&hub.public_key());
            print(&format!(r#"{{"centres":{centres},"items":{items},"bytes":{bytes},"key":"{key}"}}"#));
            Ok(())
        }),
    }
}

/// The connections are made outside of the runtime: they block.
fn with_hub<F: Future<Output = Result<(), HubError>>>(
    asked: &Asked,
    limits: Limits,
    work: impl FnOnce(Hub) -> F,
) -> Result<(), HubError> {
    std::fs::create_dir_all(&asked.data)?;
    let key = HubKey::open_or_make(&asked.data.join(KEY))?;
    let pool = asked.place().pool(PoolLimits::default())?;
    let files = asked.files().open()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async { work(Hub::new(pool, files, key, limits, Arc::new(now_ms)).await?).await })
}

async fn serve(hub: Hub, listen: SocketAddr, metrics: Option<SocketAddr>) -> Result<(), HubError> {
    let listener = TcpListener::bind(listen).await?;
    let figures = match metrics {
        Some(at) => Some(TcpListener::bind(at).await?),
        None => None,
    };
    let stop = told_to_stop()?;
    tracing::info!(at = %listener.local_addr()?, key = hex(&hub.public_key()), "serving");
    if let Some(figures) = &figures {
        tracing::info!(at = %figures.local_addr()?, "figures");
    }
    pana_hub::serve(&hub, listener, figures, stop).await?;
    tracing::info!("stopped");
    Ok(())
}

impl Asked {
    fn place(&self) -> DbPlace {
        self.db.clone().unwrap_or_else(|| DbPlace::Sqlite(self.data.join(DATABASE)))
    }

    fn files(&self) -> FilesPlace {
        self.files.clone().unwrap_or_else(|| FilesPlace::Folder(self.data.join(FILES)))
    }
}

/// The copy is a folder with the key, a file of SQLite and the files of answers, wherever the hub's own lie.
fn back_up(asked: &Asked, folder: &Path) -> Result<(), HubError> {
    let key = asked.data.join(KEY);
    if !key.is_file() {
        return Err(HubError::Folder(format!("there is no hub in {}", asked.data.display())));
    }
    std::fs::create_dir(folder)?;
    let path = folder.join(DATABASE);
    copy_all(asked.place().open()?.database(), &mut Sqlite::open(&path)?, &mut |_| Ok(()))?;
    copy_files(&path, &asked.files(), &FilesPlace::Folder(folder.join(FILES)))?;
    std::fs::copy(key, folder.join(KEY))?;
    is_well(&path)?;
    for name in [DATABASE, KEY] {
        std::fs::File::open(folder.join(name))?.sync_all()?;
    }
    Ok(())
}

/// The chunks of files that a copied database names. What was erased since is there no more.
fn copy_files(database: &Path, from: &FilesPlace, to: &FilesPlace) -> Result<(), HubError> {
    let chunks = pana_hub::whole_chunks(&mut Sqlite::open(database)?)?;
    let (from, to) = (from.open()?, to.open()?);
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        for (at, length) in chunks {
            if let Some(bytes) = from.get(at, 0, length).await? {
                to.put(at, bytes).await?;
            }
        }
        Ok(())
    })
}

fn is_well(copy: &Path) -> Result<(), HubError> {
    match Sqlite::open(copy)?.check()?.first() {
        Some(wrong) => Err(HubError::Folder(format!("the copy does not read: {wrong}"))),
        None => Ok(()),
    }
}

fn restore(folder: &Path, asked: &Asked) -> Result<(), HubError> {
    let copy = folder.join(DATABASE);
    if !copy.is_file() {
        return Err(HubError::Folder(format!("there is no copy of a hub in {}", folder.display())));
    }
    is_well(&copy)?;
    if asked.data.join(KEY).exists() {
        let data = asked.data.display();
        return Err(HubError::Folder(format!("there is a hub in {data} already; move it away first")));
    }
    std::fs::create_dir_all(&asked.data)?;
    copy_files(&copy, &FilesPlace::Folder(folder.join(FILES)), &asked.files())?;
    // In one transaction, and in another life of its lists: devices see that it went back.
    pana_hub::restore(&mut Sqlite::open(&copy)?, asked.place().open()?.database())?;
    // The key comes last: with it there is a hub.
    let begun = asked.data.join("hub.key.part");
    std::fs::copy(folder.join(KEY), &begun)?;
    std::fs::File::open(&begun)?.sync_all()?;
    Ok(std::fs::rename(&begun, asked.data.join(KEY))?)
}

/// Is done when the program is told to stop. What tells it is heard from here on.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, HubError> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut end) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = end.recv() => (),
        }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, HubError> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn print(text: &str) {
    use std::io::Write as _;
    // Who reads it may have gone.
    drop(writeln!(std::io::stdout(), "{text}"));
}
