//! The directory of services: looking for one, its page, what a package would bring, what is entered by hand, and what fits
//! a person. Ids of services are texts of the directory's own.

mod entry;
mod list;
mod package;
mod page;
mod suggest;
mod words;

pub use entry::*;
pub use list::*;
pub use package::*;
pub use page::*;
pub use pana_directory::{DirectoryProblemCode, ReasonCode, ServiceStatus, Verdict};
pub use pana_forms::Severity;
pub use suggest::*;
pub use words::*;
