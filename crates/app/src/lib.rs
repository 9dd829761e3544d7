//! The use-cases as plain functions, one file each: the only surface for the shell and the terminal.
//!
//! Each takes the running [`App`] and a request, and gives a view or an [`AppError`](contract::AppError); requests and views
//! are the [`contract`], which crosses to the screen. Time and randomness are drawn here and given to everything below.

mod app;
pub mod app_log;
mod attachment;
mod centre;
mod clock;
pub mod command_table;
mod conflict;
pub mod contract;
mod convert;
mod demo;
mod desk;
mod doctor;
mod erase;
mod export;
mod folder;
mod follow_up;
mod hardening;
mod held;
mod hold;
mod home;
mod in_room;
mod interview;
mod job;
mod meet;
mod meeting;
mod needs;
mod paper;
mod people;
mod preferences;
mod questionnaire;
mod random;
mod referral;
mod room_folder;
mod rooms;
mod rules;
mod service;
mod store_error;
mod territory;
mod transfer;
mod turns;
pub mod usecase;
mod waiting;
mod work;

pub use app::{App, NoSurface, Start, Surface};
pub use clock::{Clock, default_data_folder};
pub use contract::error;
pub use contract::finding::FindingCode;
pub use demo::{Made, Size, demo_make};
pub use export::{Exported, export_now};
pub use hardening::keep_memory_private;
pub use interview::{Finishing, RunProblem, RunProblemKind, RunRequest, RunState, RunView, interview_run};
pub use meet::turn;
pub use needs::needs_of;
pub use pana_store::KdfParams;
pub use questionnaire::{FormCheck, FormImport, FormProblem, form_check, form_import, shipped_forms};
pub use referral::{letter_to_file, referral_named};
pub use rooms::{NoRooms, OpenRoom, RoomFault, RoomOf, Rooms};
pub use rules::{RulesCheck, RulesProblem, RulesProblemCode, rules_check, rules_to_file};
