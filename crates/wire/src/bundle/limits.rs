//! How large a part may be, and what is in it. Counted while reading, before room is taken for anything.

/// Largest part: what its plain text may have, and what the file may have.
pub const MAX_PART: u64 = 1024 * 1024 * 1024;
/// Most parts of a bundle.
pub const MAX_PARTS: u32 = 4096;
/// Most items in a part, those passed over too.
pub const MAX_ITEMS: u32 = 1024 * 1024;
/// Most ends of chains that an end names.
pub const MAX_HAVE: usize = 16 * 1024;
/// Largest source. A directory of 10,000 short services has 11 MB of rows.
pub const MAX_SOURCE: usize = 64 * 1024 * 1024;
/// Longest name of a source, in bytes.
pub const MAX_SOURCE_NAME: usize = 1024;
/// Largest sealed chunk of a file: 1 MiB of content and its tag.
pub const MAX_CHUNK: usize = 1024 * 1024 + 16;
/// Most chunks of a file.
pub const MAX_CHUNKS: usize = 64;
/// Most files that somebody says at once that they lack.
pub const MAX_LACKS: usize = 2048;

/// Largest head.
pub(crate) const MAX_HEAD: usize = 64 * 1024;
/// Largest item of any kind, those of newer programs too: a source and what stands around it.
pub(crate) const MAX_ITEM: usize = MAX_SOURCE + 2 * MAX_SOURCE_NAME;
/// Largest end: its ends of chains take 56 bytes each at most, the files that lack 32.
pub(crate) const MAX_END: usize = 1024 * 1024;
/// What no clock says: times have 48 bits of milliseconds.
pub(crate) const END_OF_TIME: u64 = 1 << 48;
/// The highest number in a chain.
pub(crate) const MAX_NUMBER: u64 = 1 << 48;
