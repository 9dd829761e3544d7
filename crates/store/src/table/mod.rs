//! Floor `table`: views, drafts, files, questionnaires, editions of the directory. One file for each table, under the table's name: what a row is,
//! how it is read, how it is written. A table's SQL stands in its file and nowhere else.
//!
//! * **No query joins two tables.** What belongs together is put together above, by key, in memory or row by row; the
//!   lists are short, and each look-up is a descent of one tree. In return a table is understood, and replaced, by
//!   reading one file.
//! * **Reads take a connection, writes a transaction.** A write outside the one door does not compile.
//! * **Nothing here decides.** What a row should say is the fold's business, or that of the floor above it.
//!
//! Beside the tables stand what several of them share: packed heads, search keys, the access log that two of
//! them hold, and the list of the views.

pub(crate) mod access_log;
pub(crate) mod blob;
pub(crate) mod blob_begun;
pub(crate) mod blob_chunk;
pub(crate) mod draft;
pub(crate) mod draft_row;
pub(crate) mod draft_token;
pub(crate) mod edition;
pub(crate) mod erasure;
pub(crate) mod form;
pub(crate) mod hub;
pub(crate) mod invite;
pub(crate) mod invite_online;
pub(crate) mod lease;
pub(crate) mod packed;
pub(crate) mod peer;
pub(crate) mod search_key;
pub(crate) mod set_aside;
pub(crate) mod thrown_away;
pub(crate) mod view_access;
pub(crate) mod view_access_many;
pub(crate) mod view_case;
pub(crate) mod view_case_doc;
pub(crate) mod view_conflict;
pub(crate) mod view_file;
pub(crate) mod view_history;
pub(crate) mod view_household;
pub(crate) mod view_interview;
pub(crate) mod view_link;
pub(crate) mod view_profile;
pub(crate) mod view_referral;
pub(crate) mod view_same;
pub(crate) mod view_token;
pub(crate) mod view_transfer;
pub(crate) mod view_verdict;
pub(crate) mod view_waiting;
pub(crate) mod view_worker;
pub(crate) mod views;
