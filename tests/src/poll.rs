//! Waiting for a condition, never for a time.

use anyhow::{Result, bail};
use std::future::Future;
use std::time::Duration;

/// How long anything on a screen may take on a slow machine before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again until there is an answer.
///
/// # Errors
/// If there is none within [`PATIENCE`]; the error says what was waited for.
pub async fn until<T, F, Answer>(what: &str, ask: F) -> Result<T>
where
    F: FnMut() -> Answer,
    Answer: Future<Output = Option<T>>,
{
    until_within(PATIENCE, what, ask).await
}

/// Asks again and again until there is an answer; a question that gets no reply at all ends with the time too.
///
/// # Errors
/// If there is none within `patience`; the error says what was waited for.
pub async fn until_within<T, F, Answer>(patience: Duration, what: &str, mut ask: F) -> Result<T>
where
    F: FnMut() -> Answer,
    Answer: Future<Output = Option<T>>,
{
    let answer = async {
        let mut pause = Duration::from_millis(5);
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(100));
        }
    };
    match tokio::time::timeout(patience, answer).await {
        Ok(found) => Ok(found),
        Err(_) => bail!("waited {} s in vain for {what}", patience.as_secs()),
    }
}
