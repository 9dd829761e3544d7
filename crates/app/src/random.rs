//! Randomness. Like time, it is drawn here and given to everything below.

use crate::contract::AppError;

/// As many random bytes as asked for, from the system.
pub(crate) fn make_bytes<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| AppError::internal("random"))?;
    Ok(bytes)
}
