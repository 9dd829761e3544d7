//! Which services are there, and where does a directory of them come from?
//!
//! A directory is rows: those of Open Referral HSDS 3.1, kept as they came ([`Tables`]), columns that nobody knows
//! included. [`read`] takes them out of a package ([`Files`]) and names everything that is wrong by file, row and column; a
//! package with an error is not taken in at all, not even in part. A [`Directory`] is what the rows mean; [`compare`] says
//! what a newer edition would change, and [`write()`] makes a package again, with equal rows by id.
//!
//! ```
//! use pana_directory::{Contacts, Directory, Files, read};
//!
//! let mut files = Files::default();
//! files.add("organizations.csv", b"id,name,description\n\
//!     6f0d1f2e-0000-4000-8000-000000000001,Warm House,A shelter\n".to_vec()).unwrap();
//! files.add("services.csv", b"id,organization_id,name,status\n\
//!     6f0d1f2e-0000-4000-8000-000000000002,6f0d1f2e-0000-4000-8000-000000000001,Beds,active\n".to_vec()).unwrap();
//! let reading = read(&files, Contacts::LeaveOut);
//! assert!(reading.problems.is_empty(), "{:?}", reading.problems);
//!
//! let directory = Directory::of(&reading.tables.unwrap());
//! let beds = &directory.services()[0];
//! assert_eq!(directory.provider(beds).unwrap().name, "Warm House");
//! ```
//!
//! [`open_at`] and [`next_open`] say when a service is open, in the centre's time zone and by the holidays that its coordinator
//! keeps; hours that cannot be read are not known, which is neither open nor shut.
//!
//! A [`Crosswalk`] says what the terms of a directory's own taxonomies mean in ours, and a [`Catalog`] finds services by words
//! in whichever letters, by kind, place, language, and by whether they are open.
//!
//! [`Catalog::suggest`] gives the services that fit what somebody needs, each with what speaks for it and against it as codes.
//! What is not known of a person is no answer: somebody whose age is not known is never taken for an adult.
//!
//! Nothing here reads a file, a clock or a network, and nothing of a person is kept.

mod compare;
mod crosswalk;
mod entry;
mod files;
mod history;
mod hours;
mod keep;
mod matching;
mod model;
mod naming;
mod problem;
mod read;
mod schema;
mod search;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod value;
mod write;

pub use compare::{Change, Changed, Comparison, Extent, compare, merge, says_the_same};
pub use crosswalk::{Crosswalk, Meaning, Sex, Trait};
pub use files::{Files, PACKAGE_BYTES, PACKAGE_FILES};
pub use hours::{Calendar, DaySaid, Now, Opening, State, Zone, next_open, on_day, open_at};
pub use matching::{
    Asked, Experience, Facts, Reason, ReasonCode, Seeker, SuggestedApart, Suggestion, Truthful, Verdict, Wanted,
};
pub use model::{
    Address, AgeLimits, Area, Capacity, Contact, Directory, Location, LocationId, Organization, OrganizationId, Phone,
    Position, Recurrence, RequiredDocument, SafeToName, Said, Schedule, Service, ServiceId, ServiceStatus, Site,
    SiteId, Span, Spoken, Term, language_code,
};
pub use naming::may_be_named;
pub use problem::{DirectoryProblem, DirectoryProblemCode};
pub use read::{Contacts, Mapped, Reading, check, read};
pub use schema::{Column, Kind, Shape, shape, shapes};
pub use search::{Catalog, Found, Query, Which};
pub use table::{Row, Table, Tables};
pub use value::{ClockTime, made_id};
pub use write::{LeftOut, Written, write};
