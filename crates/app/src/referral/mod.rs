//! Referrals: begun for a need, made ready by consent, handed over, followed until the person says how it went.

mod begin;
mod consent;
mod find;
mod letters;
mod show;
mod step;
mod view;

pub(crate) use begin::referral_create;
pub(crate) use consent::{consent_list, consent_withdraw, referral_confirm};
pub use show::referral_named;
pub(crate) use show::{referral_list, referral_show, referrals_due};
pub(crate) use step::{referral_entry, referral_step};
pub(crate) use view::{Whose, row};
