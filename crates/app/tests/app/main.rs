//! The use-cases as a screen calls them, over a store on the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod ages;
mod back;
mod clock;
mod closing;
mod contact;
mod contract;
mod corrected;
mod doctor;
mod export;
mod export_rows;
mod files;
mod follow_up;
mod help;
mod household;
mod kept_safe;
mod labels;
mod letters;
mod meeting;
mod needs;
mod nobody;
mod offered;
mod questionnaires;
mod referrals;
mod rights;
mod run;
mod said;
mod saved;
mod services;
mod settle;
mod shared;
mod sheet_code;
mod story;
mod territory;
mod versions;
mod work;
