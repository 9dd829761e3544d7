//! Keys by their WebDriver names.

/// Held until [`NONE`].
pub const CONTROL: &str = "\u{e009}";
/// Lets go of what is held.
pub const NONE: &str = "\u{e000}";
/// Go on.
pub const ENTER: &str = "\u{e007}";
/// Add, finish, record: the solid button.
pub const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";
/// All that stands in a field.
pub const ALL: &str = "\u{e009}a\u{e000}";
/// The next control.
pub const TAB: &str = "\u{e004}";
/// Tick or press.
pub const SPACE: &str = " ";
/// Close the innermost thing.
pub const ESCAPE: &str = "\u{e00c}";
/// The first of a list.
pub const HOME: &str = "\u{e011}";
/// The last of a list.
pub const END: &str = "\u{e010}";
/// The next choice.
pub const DOWN: &str = "\u{e015}";
/// The choice before.
pub const UP: &str = "\u{e013}";
/// Does not know.
pub const F2: &str = "\u{e032}";
/// Does not wish to answer.
pub const F3: &str = "\u{e033}";
/// Ask later.
pub const F4: &str = "\u{e034}";
/// Read a file again.
pub const F5: &str = "\u{e035}";
