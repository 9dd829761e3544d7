//! `pana-hub`: one program, one folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Parser, Subcommand};
use pana_hub::db::{Pool, PoolLimits, Sqlite};
use pana_hub::{Hub, HubError, HubKey, Limits};
use tokio::net::TcpListener;

/// Keeps what the laptops of centres give it and hands it on to the others of the same centre. It cannot read any of it.
#[derive(Debug, Parser)]
#[command(name = "pana-hub", version, about)]
struct Asked {
    /// The folder with the hub's key and its database; made where it is not there.
    #[arg(long, env = "PANA_HUB_DATA", default_value = "pana-hub-data", global = true)]
    data: PathBuf,
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
    Token,
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

fn main() -> ExitCode {
    let asked = Asked::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &HubError) -> ExitCode {
    tracing::error!("{error}");
    ExitCode::FAILURE
}

async fn run(asked: &Asked) -> Result<(), HubError> {
    match &asked.what {
        What::Serve { listen, metrics, centre_gib } => {
            let limits = Limits { centre_bytes: centre_gib.saturating_mul(1 << 30), ..Limits::default() };
            let hub = open(&asked.data, limits).await?;
            let listener = TcpListener::bind(listen).await?;
            let figures = match metrics {
                Some(at) => Some(TcpListener::bind(at).await?),
                None => None,
            };
            tracing::info!(at = %listener.local_addr()?, key = hex(&hub.public_key()), "serving");
            if let Some(figures) = &figures {
                tracing::info!(at = %figures.local_addr()?, "figures");
            }
            pana_hub::serve(&hub, listener, figures, told_to_stop()).await?;
            tracing::info!("stopped");
            Ok(())
        }
        What::Token => {
            let hub = open(&asked.data, Limits::default()).await?;
            print(&format!("{}\nkey {}", hub.make_token().await?, hex(&hub.public_key())));
            Ok(())
        }
        What::Backup { folder } => back_up(&asked.data, folder),
        What::Restore { folder } => restore(folder, &asked.data).await,
        What::Stats => {
            let hub = open(&asked.data, Limits::default()).await?;
            let (centres, items, bytes) = hub.totals().await?;
            print(&format!(
                r#"{{"centres":{centres},"items":{items},"bytes":{bytes},"key":"{}"}}"#,
                hex(&hub.public_key())
            ));
            Ok(())
        }
    }
}

async fn open(data: &Path, limits: Limits) -> Result<Hub, HubError> {
    std::fs::create_dir_all(data)?;
    let key = HubKey::open_or_make(&data.join(KEY))?;
    let path = data.join(DATABASE);
    let writer = Sqlite::open(&path)?;
    let readers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(2, 8);
    let readers = (0..readers).map(|_| Sqlite::open(&path)).collect::<Result<_, _>>()?;
    let pool = Pool::new(writer, readers, PoolLimits::default())?;
    Hub::new(pool, key, limits, Arc::new(now_ms)).await
}

fn back_up(data: &Path, folder: &Path) -> Result<(), HubError> {
    let database = data.join(DATABASE);
    if !database.is_file() {
        return Err(HubError::Folder(format!("there is no hub in {}", data.display())));
    }
    std::fs::create_dir(folder)?;
    Sqlite::open(&database)?.copy_into(&folder.join(DATABASE))?;
    std::fs::copy(data.join(KEY), folder.join(KEY))?;
    let wrong = Sqlite::open(&folder.join(DATABASE))?.check()?;
    if let Some(wrong) = wrong.first() {
        return Err(HubError::Folder(format!("the copy does not read: {wrong}")));
    }
    for name in [DATABASE, KEY] {
        std::fs::File::open(folder.join(name))?.sync_all()?;
    }
    Ok(())
}

async fn restore(folder: &Path, data: &Path) -> Result<(), HubError> {
    let wrong = Sqlite::open(&folder.join(DATABASE))?.check()?;
    if let Some(wrong) = wrong.first() {
        return Err(HubError::Folder(format!("the copy does not read: {wrong}")));
    }
    if data.join(DATABASE).exists() {
        return Err(HubError::Folder(format!("there is a hub in {} already; move it away first", data.display())));
    }
    std::fs::create_dir_all(data)?;
    std::fs::copy(folder.join(KEY), data.join(KEY))?;
    // Under its name only when it is whole, and only then in another life of its lists.
    let begun = data.join("hub.db.part");
    std::fs::copy(folder.join(DATABASE), &begun)?;
    pana_hub::begin_anew(&begun)?;
    std::fs::File::open(&begun)?.sync_all()?;
    std::fs::rename(&begun, data.join(DATABASE))?;
    open(data, Limits::default()).await.map(drop)
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut end = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(end) => end,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM is not heard");
                drop(interrupt.await);
                return;
            }
        };
        tokio::select! {
            _ = interrupt => (),
            _ = end.recv() => (),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
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
