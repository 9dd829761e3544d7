//! pana
fn main() {}
