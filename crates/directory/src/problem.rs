//! What is wrong with a directory that comes from outside, said by file, row and column.

use std::collections::BTreeMap;

use pana_forms::Severity;

/// One thing a coordinator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryProblem {
    /// The file; empty where the whole package is meant.
    pub file: String,
    /// The row as a spreadsheet counts it, the head being row 1; `None` where the whole file is meant.
    pub row: Option<u32>,
    /// The column; empty where the whole row is meant.
    pub column: String,
    /// Does it keep the directory from being taken in?
    pub severity: Severity,
    /// What it is.
    pub code: DirectoryProblemCode,
    /// What the sentence about it names.
    pub args: BTreeMap<&'static str, String>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident,)*) => {
        /// The kinds of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DirectoryProblemCode { $($(#[$doc])* $name,)* }

        impl DirectoryProblemCode {
            /// Every code, for the check that each has its words.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Does it keep the directory from being taken in? What can be read on, or left out, does not.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file is no zip, or is broken. No args.
    ZipUnreadable = "zip-unreadable" Error,
    /// More than we take. Args: `limit` (bytes).
    TooLarge = "too-large" Error,
    /// More files than we take. Args: `limit`.
    TooManyFiles = "too-many-files" Error,
    /// Two files of one name, or two that are the same table. Args: `other`.
    FileTwice = "file-twice" Error,
    /// There is no table of services and nothing that could be one. No args.
    NothingFound = "nothing-found" Error,
    /// The descriptor is no JSON. No args.
    DescriptorUnreadable = "descriptor-unreadable" Warning,
    /// The descriptor names a file that is not there. Args: `name`.
    FileMissing = "file-missing" Warning,
    /// The descriptor lacks columns that the file has. Args: `columns`.
    DescriptorShort = "descriptor-short" Warning,
    /// A file that is no table of the standard; it is kept. No args.
    TableUnknown = "table-unknown" Warning,
    /// The letters are not those the file says, or not UTF-8. Args: `encoding` (what was tried).
    EncodingWrong = "encoding-wrong" Error,
    /// A text with letters that were lost before. No args.
    LettersLost = "letters-lost" Warning,
    /// A quotation mark is opened and not closed, or text follows a closing one. No args.
    QuotesWrong = "quotes-wrong" Error,
    /// The file has no head. No args.
    HeaderMissing = "header-missing" Error,
    /// A column that stands twice. Args: `name`.
    ColumnTwice = "column-twice" Error,
    /// A column that has to be there. Args: `name`.
    ColumnMissing = "column-missing" Warning,
    /// A row with more cells than the head. Args: `cells`, `columns`.
    RowTooLong = "row-too-long" Error,
    /// A row with fewer cells than the head. Args: `cells`, `columns`.
    RowTooShort = "row-too-short" Warning,
    /// The file is no JSON, or holds nothing of a directory. Args: `line`.
    JsonUnreadable = "json-unreadable" Error,
    /// Not all pages are here; what is missing is not taken for gone. Args: `total`, `count`.
    PagesMissing = "pages-missing" Warning,
    /// Two objects of one id say different things. Args: `id`. The file is the table's name.
    ObjectTorn = "object-torn" Error,
    /// A row that others point to has no id. No args.
    IdMissing = "id-missing" Error,
    /// Two rows that others point to have one id. Args: `id`, `row` (the first).
    IdTwice = "id-twice" Error,
    /// A row to which nothing points has no id, or that of another; it gets one. Args: `id`.
    IdGiven = "id-given" Warning,
    /// An id that is no UUID; it is kept. Args: `value`.
    IdOdd = "id-odd" Warning,
    /// The same row twice; one is kept. Args: `row` (the first).
    RowTwice = "row-twice" Warning,
    /// The same service twice: provider, name and telephone are one. Args: `row` (the first), `name`.
    ServiceTwice = "service-twice" Warning,
    /// A name that has to be there. No args.
    NameMissing = "name-missing" Error,
    /// A cell that has to say something. No args.
    CellMissing = "cell-missing" Warning,
    /// It points to a row that is not there. Args: `value`, `table`.
    ReferenceBroken = "reference-broken" Warning,
    /// A word that is none of those the column takes. Args: `value`, `words`.
    WordUnknown = "word-unknown" Warning,
    /// No number. Args: `value`.
    NumberWrong = "number-wrong" Warning,
    /// No day. Args: `value`.
    DateWrong = "date-wrong" Warning,
    /// No time of day; the hours are not known. Args: `value`.
    TimeWrong = "time-wrong" Warning,
    /// No address of e-mail. Args: `value`.
    EmailWrong = "email-wrong" Warning,
    /// No address of the web. Args: `value`.
    UriWrong = "uri-wrong" Warning,
    /// It closes before it opens: read as a night. Args: `opens`, `closes`.
    HoursBackwards = "hours-backwards" Warning,
    /// Days that say nothing, or cannot be read. Args: `value`.
    DaysWrong = "days-wrong" Warning,
    /// The last day is before the first. Args: `from`, `to`.
    SeasonBackwards = "season-backwards" Warning,
    /// The least age is above the greatest. Args: `least`, `greatest`.
    AgesBackwards = "ages-backwards" Warning,
    /// More places free than there are. Args: `available`, `maximum`.
    CapacityOver = "capacity-over" Warning,
    /// No place on earth. Args: `latitude`, `longitude`.
    PositionWrong = "position-wrong" Warning,
    /// A telephone number with quotation marks, or without a digit. Args: `value`.
    PhoneOdd = "phone-odd" Warning,
    /// A kind of service that our list lacks. Args: `value`.
    ServiceUnknown = "service-unknown" Error,
    /// A meaning that is none: neither what it is about nor its code can be read. Args: `value`, `words`.
    MeaningUnknown = "meaning-unknown" Error,
    /// More of the same. Args: `count`, `code`.
    More = "more" Warning,
}

/// So many of one kind in one column are told, and then how many more there are.
const TOLD: usize = 100;

/// Where a problem is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) file: &'a str,
    pub(crate) row: Option<u32>,
    pub(crate) column: &'a str,
}

impl<'a> At<'a> {
    pub(crate) const fn file(file: &'a str) -> Self {
        Self { file, row: None, column: "" }
    }

    pub(crate) const fn row(self, row: u32) -> Self {
        // What was entered by hand stood in no file.
        Self { row: if row == 0 { None } else { Some(row) }, ..self }
    }

    pub(crate) const fn column(self, column: &'a str) -> Self {
        Self { column, ..self }
    }
}

/// Problems as they are found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    problems: Vec<DirectoryProblem>,
    told: BTreeMap<(String, String, DirectoryProblemCode), usize>,
}

impl Report {
    pub(crate) fn say(&mut self, at: At<'_>, code: DirectoryProblemCode, args: &[(&'static str, &str)]) {
        let told = self.told.entry((at.file.to_owned(), at.column.to_owned(), code)).or_default();
        *told = told.saturating_add(1);
        if *told <= TOLD {
            self.problems.push(DirectoryProblem {
                file: at.file.to_owned(),
                row: at.row,
                column: at.column.to_owned(),
                severity: code.severity(),
                code,
                args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            });
        }
    }

    pub(crate) fn is_usable(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity != Severity::Error)
    }

    /// All of them, by file, row and column.
    pub(crate) fn finish(mut self) -> Vec<DirectoryProblem> {
        let more = self.told.iter().filter(|(_, told)| **told > TOLD);
        self.problems.extend(more.map(|((file, column, code), told)| DirectoryProblem {
            file: file.clone(),
            row: None,
            column: column.clone(),
            severity: DirectoryProblemCode::More.severity(),
            code: DirectoryProblemCode::More,
            args: BTreeMap::from([
                ("count", told.saturating_sub(TOLD).to_string()),
                ("code", code.as_str().to_owned()),
            ]),
        }));
        self.problems.sort_by(|one, other| {
            (&one.file, one.row, &one.column, one.code).cmp(&(&other.file, other.row, &other.column, other.code))
        });
        self.problems
    }
}

/// For logs and tests: code, place and arguments.
impl std::fmt::Display for DirectoryProblem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.file)?;
        self.row.iter().try_for_each(|row| write!(out, ":{row}"))?;
        if !self.column.is_empty() {
            write!(out, " {}", self.column)?;
        }
        write!(out, " {}", self.code.as_str())?;
        self.args.iter().try_for_each(|(name, value)| write!(out, " {name}={value}"))
    }
}
