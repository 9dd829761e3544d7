//! The centre: made, opened, closed, recovered; who works in it.

mod create;
mod demo;
mod idle;
mod language;
mod lock;
mod members;
mod recover;
mod state;
mod unlock;

pub use create::centre_create;
pub(crate) use create::of_folder;
use create::{checked_name, checked_passphrase};
pub use demo::{demo_leave, demo_open};
pub use idle::{keep_awake, settings_idle};
pub use language::{language_get, language_set};
pub use lock::lock;
pub use members::{member_add, member_list, member_passphrase};
pub use recover::recover;
pub use state::state;
pub use unlock::unlock;
