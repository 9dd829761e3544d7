//! The store from outside: what holds for whoever uses it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod centre;
mod closing;
mod drafts;
mod follow_up;
mod interviews;
mod leaving;
mod old_stores;
mod referral_rows;
mod referrals;
mod rolled;
mod support;
mod waiting_sheets;
