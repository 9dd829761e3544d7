//! Referrals: begun for a need, made ready by consent, handed over, followed until the person says how it went.

mod begin;
mod consent;
mod consent_sheet;
mod facts;
mod find;
mod household;
mod letter;
mod letters;
mod sheet;
mod show;
mod slip;
mod source;
mod step;
mod view;

pub(crate) use begin::referral_create;
pub(crate) use consent::{consent_for, consent_list, consent_withdraw, referral_confirm};
pub(crate) use consent_sheet::consent_sheet;
pub use letter::letter_to_file;
pub(crate) use letter::{letter_preview, referral_facts, referral_letter};
pub use show::referral_named;
pub(crate) use show::{referral_list, referral_show, referrals_due};
pub(crate) use slip::slip_find;
pub(crate) use step::{referral_entry, referral_step};
pub(crate) use view::{Whose, row};
