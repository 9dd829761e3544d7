//! Waiting for a condition, never for a time.

use anyhow::{Result, bail};
use std::future::Future;
use std::time::{Duration, Instant};

/// How long anything on a screen may take on a slow machine before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again until there is an answer.
///
/// # Errors
/// If there is none within [`PATIENCE`]; the error says what was waited for.
pub async fn until<T, F, Answer>(what: &str, mut ask: F) -> Result<T>
where
    F: FnMut() -> Answer,
    Answer: Future<Output = Option<T>>,
{
    let start = Instant::now();
    let mut pause = Duration::from_millis(5);
    while start.elapsed() < PATIENCE {
        if let Some(found) = ask().await {
            return Ok(found);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(100));
    }
    bail!("waited {} s in vain for {what}", PATIENCE.as_secs())
}
