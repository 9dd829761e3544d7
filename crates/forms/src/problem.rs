//! What is wrong with a questionnaire, said by sheet and cell.

use std::collections::BTreeMap;
use std::fmt;

/// One thing a coordinator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The workbook as the caller named it.
    pub file: String,
    /// The sheet; empty when the whole file is meant.
    pub sheet: String,
    /// The cell, `B12`; `None` when the whole sheet is meant.
    pub cell: Option<String>,
    /// Does it stop the form from being used?
    pub severity: Severity,
    /// What it is.
    pub code: ProblemCode,
    /// What the sentence about it names: `name`, `value`, `column`, `position`, …
    pub args: BTreeMap<String, String>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The form cannot be used until this is mended.
    Error,
    /// The form can be used; this part of it is ignored or read as said.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The kinds of problem. Shown as `form-problem-<code>` with a remedy `form-remedy-<code>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($(#[$doc])* $name,)* }

        impl ProblemCode {
            /// Every code, for the check that each has its words.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The file is no workbook, or is cut short. No args.
    FileUnreadable = "file-unreadable",
    /// The file is larger than we take. Args: `limit` (bytes).
    FileTooLarge = "file-too-large",
    /// A sheet has more rows or columns than we take. Args: `limit`.
    SheetTooLarge = "sheet-too-large",
    /// A cell holds more text than we take. Args: `limit` (bytes).
    CellTooLarge = "cell-too-large",
    /// A cell holds a formula of the spreadsheet whose value is not stored; it is read as empty. No args.
    FormulaUnsaid = "formula-unsaid",
    /// A cell shows zeros that it does not hold. Args: `shown`, `value` (what it holds, and what is read).
    ZerosShown = "zeros-shown",
    /// A CSV sheet is not UTF-8 or its quotes do not match. Args: `line`, `separator` (`comma`, `semicolon`, `tab`).
    CsvUnreadable = "csv-unreadable",
    /// The file is no well-formed XML. Args: `position` (byte, from 0).
    XmlInvalid = "xml-invalid",
    /// The XML holds no form. No args.
    XmlNoForm = "xml-no-form",
    /// A sheet is not there. Args: `name`.
    SheetMissing = "sheet-missing",
    /// A sheet we do not know, perhaps misspelt. Args: `name`, `near`.
    SheetUnknown = "sheet-unknown",
    /// A column is not there. Args: `column`.
    ColumnMissing = "column-missing",
    /// The first row of a sheet names no column. Args: `columns`.
    HeaderMissing = "header-missing",
    /// Two columns mean the same. Args: `column`.
    ColumnTwice = "column-twice",
    /// A column we do not know; it is kept and ignored. Args: `column`.
    ColumnUnknown = "column-unknown",
    /// A row without a type. No args.
    TypeMissing = "type-missing",
    /// A type we do not know. Args: `value`.
    TypeUnknown = "type-unknown",
    /// A type that ODK knows and we do not support. Args: `value`.
    TypeUnsupported = "type-unsupported",
    /// A type in a spelling that other tools do not know. Args: `value`.
    TypeSpelling = "type-spelling",
    /// A row far below the others that is no question; it is left out. Args: `value`.
    RowFar = "row-far",
    /// A row without a name. Args: `value` (type).
    NameMissing = "name-missing",
    /// A name that is no name. Args: `name`.
    NameInvalid = "name-invalid",
    /// A name that stands twice in one group. Args: `name`, `other` (cell).
    NameTwice = "name-twice",
    /// Two names differ only in upper and lower case. Args: `name`, `other`.
    NameSimilar = "name-similar",
    /// Two repeats of one name. Args: `name`, `other` (cell).
    RepeatTwice = "repeat-twice",
    /// A repeat that is called as the form is. Args: `name`.
    NameOfForm = "name-of-form",
    /// A name that other tools give to the count of a repeat. Args: `name`, `other` (the repeat).
    NameOfCount = "name-of-count",
    /// A name that is kept for what is said of the interview itself. Args: `name`.
    NameReserved = "name-reserved",
    /// A name that a row of its type cannot choose. Args: `name`, `value` (the name it has).
    NameFixed = "name-fixed",
    /// A question without label and hint. Args: `name`.
    LabelMissing = "label-missing",
    /// A large picture without the picture that it enlarges. Args: `name`.
    BigImageAlone = "big-image-alone",
    /// A default language that no column is in; another is shown first. Args: `language`, `languages` (of the columns).
    DefaultLanguageUnknown = "default-language-unknown",
    /// A text is missing in a language. Args: `name`, `language`.
    TranslationMissing = "translation-missing",
    /// Many texts of a column are missing in a language. Args: `count`, `language`.
    TranslationsMissing = "translations-missing",
    /// `begin` without `end`. Args: `name`.
    GroupOpen = "group-open",
    /// `end` without `begin`, or of the other kind. Args: `value`.
    GroupUnmatched = "group-unmatched",
    /// A select without its list. Args: `name`.
    ListMissing = "list-missing",
    /// A list that is not in the choices sheet. Args: `list`.
    ListUnknown = "list-unknown",
    /// `${name}` as a list, where the question stands in no repeat. Args: `name`.
    ListNotRepeated = "list-not-repeated",
    /// A list in a file of a kind we do not read. Args: `name`.
    FileKind = "file-kind",
    /// A file that does not lie beside the form; until it does, it is empty. Args: `name`.
    FileMissing = "file-missing",
    /// A file that cannot be read as a list. Args: `name`.
    FileInvalid = "file-invalid",
    /// A choice without a name or a list. Args: `list`.
    ChoiceNameMissing = "choice-name-missing",
    /// A choice name that stands twice in its list. Args: `name`, `list`.
    ChoiceTwice = "choice-twice",
    /// A choice name with a space, used where several may be chosen. Args: `name`, `list`.
    ChoiceSpace = "choice-space",
    /// A choice without a label. Args: `name`, `list`.
    ChoiceLabelMissing = "choice-label-missing",
    /// `or_other` with a filter: other tools refuse it, here the filter lets `other` pass. Args: `name`.
    OrOtherFiltered = "or-other-filtered",
    /// A select that is no line of the table it stands in: its list is another, or it has a filter. Args: `name`.
    TableLine = "table-line",
    /// `search()` with a list in a file. Args: `name`.
    SearchFile = "search-file",
    /// `search()` with a list that a question without it takes too. Args: `name`, `list`, `other` (that question).
    SearchShared = "search-shared",
    /// A code that stands twice in a list of a file. Args: `name` (the file), `value`, `count` (of such codes).
    ListCodeTwice = "list-code-twice",
    /// Rows without a code in a list of a file; they are left out. Args: `name` (the file), `count`.
    ListCodeBlank = "list-code-blank",
    /// A code with blanks around it in a list of a file. Args: `name` (the file), `value`, `count` (of such codes).
    ListCodeEdged = "list-code-edged",
    /// Two lists of one name. Args: `name`, `other` (file).
    InstanceTwice = "instance-twice",
    /// An expression that cannot be read. Args: `formula`, `position` (character, from 1), `expected`, `value` (what stands
    /// there).
    ExpressionSyntax = "expression-syntax",
    /// An expression nested too deeply or too long. Args: `limit`.
    ExpressionTooLarge = "expression-too-large",
    /// `${name}` that names nothing. Args: `name`.
    ReferenceUnknown = "reference-unknown",
    /// `${name}` names no question, and almost another one. Args: `name`, `near`, `row` (of that one in the survey).
    ReferenceNear = "reference-near",
    /// `${name}` that could mean several. Args: `name`.
    ReferenceAmbiguous = "reference-ambiguous",
    /// Braces after a dollar sign with something else than a name in them. Args: `value`.
    ReferenceSyntax = "reference-syntax",
    /// A path that leads nowhere; it is always empty. Args: `value`.
    PathUnknown = "path-unknown",
    /// A function we do not know. Args: `name`.
    FunctionUnknown = "function-unknown",
    /// A function with the wrong number of arguments. Args: `name`, `count`.
    FunctionArguments = "function-arguments",
    /// A regular expression that cannot be read. Args: `value`.
    RegexInvalid = "regex-invalid",
    /// A regular expression that takes a text of which only a part fits; JavaRosa asks for the whole. Args: `value`.
    RegexPart = "regex-part",
    /// Calculations that wait for each other. Args: `names`, `cells`.
    Cycle = "cycle",
    /// A repeat that is counted by what stands in it. Args: `name`.
    CountReadsItself = "count-reads-itself",
    /// A group whose relevance reads a question in it. Args: `name`, `other` (that question).
    GroupAsksInside = "group-asks-inside",
    /// An age by dividing days, wrong around birthdays. Args: `value` (the divisor).
    YearByDivision = "year-by-division",
    /// `calculate` without a calculation. Args: `name`.
    CalculationMissing = "calculation-missing",
    /// A trigger that is not `${name}`. Args: `value`.
    TriggerInvalid = "trigger-invalid",
    /// A trigger that nobody can see. Args: `name`, `other` (what it should set off).
    TriggerHidden = "trigger-hidden",
    /// A parameter we cannot read. Args: `value`.
    ParameterInvalid = "parameter-invalid",
    /// A parameter that questions of this type do not have; it is ignored. Args: `name`, `allowed`.
    ParameterUnknown = "parameter-unknown",
    /// A parameter whose value is none. Args: `name`, `value`.
    ParameterValue = "parameter-value",
    /// A parameter that means nothing without others. Args: `name`, `other`.
    ParameterNeeds = "parameter-needs",
    /// A setting that cannot be so; it is passed over. Args: `column`, `value`.
    SettingInvalid = "setting-invalid",
    /// A cell that should say yes or no. Args: `value`, `column`.
    YesNoInvalid = "yes-no-invalid",
    /// A cell that should hold one of few words. Args: `value`, `column`, `allowed`.
    WordInvalid = "word-invalid",
    /// A preload we do not know. Args: `value`.
    PreloadUnknown = "preload-unknown",
    /// `save_to` without its entity list. Args: `value`.
    SaveToUnknown = "save-to-unknown",
    /// `save_to` that names no property. Args: `value`.
    SaveToInvalid = "save-to-invalid",
    /// Properties of one entity that lie in different repeats. Args: `list`.
    SaveToScattered = "save-to-scattered",
    /// A property that two questions give. Args: `value`, `other` (cell).
    SaveToTwice = "save-to-twice",
    /// `save_to` of a group or a repeat, which has no answer. Args: `value`.
    SaveToGroup = "save-to-group",
    /// Several properties in one cell, which other tools do not take. Args: `value`.
    SaveToSeveral = "save-to-several",
    /// An entity without something that it needs. Args: `list`, `column`.
    EntityIncomplete = "entity-incomplete",
    /// An entity without a label. Args: `list`.
    EntityLabelMissing = "entity-label-missing",
    /// An entity's `repeat` that is no repeat. Args: `value`.
    EntityRepeatUnknown = "entity-repeat-unknown",
    /// An entity that names questions in different repeats. Args: `list`, `name` (of the question).
    EntityScattered = "entity-scattered",
    /// An entity for which there is no group of its own. Args: `list`, `name` (the list that is there), `other` (cell).
    EntityCrowded = "entity-crowded",
    /// A default, or what a refusal is recorded as, does not fit the question. Args: `value`, `name`.
    DefaultInvalid = "default-invalid",
    /// The form has no question. No args.
    FormEmpty = "form-empty",
    /// `form_id` is missing. No args.
    FormIdMissing = "form-id-missing",
    /// A form without a version. Args: `version` (the one that it gets).
    VersionMissing = "version-missing",
    /// A form of more questions than we take. Args: `limit`.
    FormTooLarge = "form-too-large",
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.sheet)?;
        if let Some(cell) = &self.cell {
            write!(out, "!{cell}")?;
        }
        write!(out, " {}", self.code)?;
        for (name, value) in &self.args {
            write!(out, " {name}={value}")?;
        }
        Ok(())
    }
}
