//! The use-cases as plain functions, one file each: the only surface for the shell and the terminal.
//!
//! Each takes the running [`App`] and a request, and gives a view or an [`AppError`](contract::AppError); requests and views
//! are the [`contract`], which crosses to the screen. Time and randomness are drawn here and given to everything below.

mod app;
mod centre;
mod clock;
pub mod command_table;
pub mod contract;
mod convert;
mod demo;
mod desk;
pub mod error;
mod export;
mod home;
mod interview;
mod people;
mod preferences;
mod questionnaire;
mod random;
mod store_error;
pub mod usecase;

pub use app::{App, NoSurface, Start, Surface};
pub use clock::{Clock, default_data_folder};
pub use demo::{Made, Size, demo_make};
pub use export::{Exported, export_now};
pub use pana_store::KdfParams;
pub use questionnaire::shipped_forms;
