//! A package of services: looked through, taken in, written out.

use std::collections::BTreeMap;

use pana_directory::DirectoryProblemCode;
use pana_forms::Severity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::page::{CheckRow, PartRow};
use crate::contract::Word;

/// Names a file or a folder on this computer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceFileRequest {
    /// Its path: a zip, a folder of CSV files, or a JSON file.
    pub path: String,
}

/// What is in a package, and what it would change. Nothing is changed until it is taken in; it can be, by
/// [`Self::package`], until another is read or the app is locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceImportView {
    /// Names what was read: the hash of its files, 64 hexadecimal digits.
    pub package: String,
    /// The file's or folder's name, without the way to it.
    pub file: String,
    /// How long it took, milliseconds.
    pub took_ms: u32,
    /// May this member take it in?
    pub may_take: bool,
    /// Does no error stand in the way?
    pub is_sound: bool,
    /// Does it say nothing else than the edition in use?
    pub is_same: bool,
    /// Does it hold a part of a directory? Then what is not in it is not gone.
    pub is_part: bool,
    /// Services in it.
    pub services: u32,
    /// Services that are new; no more than [`Self::SHOWN`].
    pub added: Vec<ImportedService>,
    /// How many are new.
    pub added_count: u32,
    /// Services of which something is otherwise; no more than [`Self::SHOWN`].
    pub changed: Vec<ChangedService>,
    /// How many are.
    pub changed_count: u32,
    /// Services that are not in it: each is decided about.
    pub vanished: Vec<VanishedService>,
    /// How many are as they were.
    pub unchanged: u32,
    /// All that is wrong, what stops it first, then by file and row. No more than [`Self::PROBLEMS`].
    pub problems: Vec<DirectoryProblemRow>,
    /// How many problems stop it.
    pub errors: u32,
    /// How many are worth a look.
    pub warnings: u32,
    /// Names of older versions of the standard that were read as others.
    pub mapped: Vec<MappedRow>,
    /// Names of people who answer for services, which are left out.
    pub contacts_left_out: u32,
}

impl ServiceImportView {
    /// So many problems are shown; nobody mends more in one go.
    pub const PROBLEMS: usize = 500;
    /// So many new services are named, and so many changed ones.
    pub const SHOWN: usize = 1_000;
}

/// A service of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// The service that is gone and very likely is this one, by its id.
    pub was: Option<String>,
}

/// A service of which something is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// What.
    pub parts: Vec<PartRow>,
    /// We corrected it by hand: the correction stays over what the package says.
    pub is_corrected: bool,
}

/// A service that is not in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VanishedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// Referrals to it that are open.
    pub open_referrals: u32,
    /// All referrals to it.
    pub referrals: u32,
    /// The service of the package that very likely is this one under a new id.
    pub now: Option<ImportedService>,
    /// What we were told of it last.
    pub check: Option<CheckRow>,
}

/// A name of an older version of the standard, and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MappedRow {
    /// As it was named.
    pub from: String,
    /// As what it was read.
    pub to: String,
}

/// One thing that is wrong in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DirectoryProblemRow {
    /// The file; empty where the whole package is meant.
    pub file: String,
    /// The row as a spreadsheet counts it, the head being row 1.
    pub row: Option<u32>,
    /// The column; empty where the whole row is meant.
    pub column: String,
    /// Does it keep the package out?
    pub severity: Word<Severity>,
    /// Its words are `service-problem-<code>` and `service-remedy-<code>`.
    pub code: Word<DirectoryProblemCode>,
    /// Their variables.
    pub args: BTreeMap<String, String>,
}

/// What becomes of a service that is not in a package.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct VanishedChoice {
    /// Which.
    pub service: String,
    /// It stays as it is; else it is closed. It is kept in either case.
    pub stays: bool,
}

/// Takes in what was read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceTakeRequest {
    /// [`ServiceImportView::package`].
    pub package: String,
    /// What becomes of each that is not in it: all of [`ServiceImportView::vanished`].
    pub vanished: Vec<VanishedChoice>,
}

/// What taking in has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceTakenView {
    /// The edition in use now, 64 hexadecimal digits.
    pub edition: String,
    /// New services.
    pub added: u32,
    /// Changed ones.
    pub changed: u32,
    /// Those that are not in it and stay.
    pub kept: u32,
    /// Those that are not in it and are closed.
    pub closed: u32,
    /// Those that are as they were.
    pub unchanged: u32,
}

/// Where a package is written.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceExportRequest {
    /// A folder: an empty one, one that is made, or one in which a folder of its own is made. Nothing is written over.
    pub folder: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceExportView {
    /// The folder.
    pub folder: String,
    /// Names of the files.
    pub files: Vec<String>,
    /// Services in it.
    pub services: u32,
    /// Rows that the standard cannot hold.
    pub left_out: Vec<LeftOutRow>,
}

/// A row that is not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftOutRow {
    /// The table.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// The column that has to say something and cannot.
    pub column: String,
}
