//! A questionnaire, read.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::expr::Dom;
use crate::session::Logic;
use crate::workbook::Sheet;

/// A text in several languages, by tag (`kk`), or `default` for a column without a language.
pub type Texts = BTreeMap<String, String>;

/// A questionnaire as [`read`](crate::read) makes it. It does not change; sessions share it.
#[derive(Debug)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) hash: [u8; 32],
    pub(crate) root: String,
    pub(crate) title: Texts,
    pub(crate) neutral_title: Texts,
    pub(crate) languages: Vec<FormLanguage>,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) sensitivity: Sensitivity,
    pub(crate) stream: Stream,
    pub(crate) opens_case: bool,
    pub(crate) safety: bool,
    pub(crate) nodes: Vec<Node>,
    pub(crate) by_path: HashMap<String, usize>,
    pub(crate) lists: BTreeMap<String, Vec<Choice>>,
    /// Secondary instances that are no plain lists.
    pub(crate) documents: BTreeMap<String, Dom>,
    pub(crate) entities: Vec<EntityDeclaration>,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) logic: Logic,
}

/// A language of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLanguage {
    /// `kk`, or the name in lower case where the form gives no code, or `default`.
    pub tag: String,
    /// `Kazakh (kk)`, as the columns write it.
    pub name: String,
}

/// How free the answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// In own words.
    Open,
    /// Ready answers with a place for another.
    SemiClosed,
    /// Ready answers, numbers and dates only.
    Closed,
    /// A form with questions of several kinds.
    Mixed,
}

/// How carefully answers are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Sensitivity {
    /// Says nothing of a person.
    #[default]
    Normal,
    /// Says something of a person.
    Personal,
    /// Could harm a person.
    Sensitive,
}

/// Who may read the interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stream {
    /// The centre's workers.
    #[default]
    Centre,
    /// Only those with the grant.
    Protected,
}

/// Names a node of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(pub(crate) u32);

impl NodeIndex {
    /// Where it stands in [`Form::nodes`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Holds other rows.
    Group,
    /// Holds other rows, any number of times.
    Repeat,
    /// Is asked.
    Question,
    /// Is read out.
    Note,
    /// Is neither asked nor shown: calculated, preloaded, hidden.
    Hidden,
}

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The type of a row, without its list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum QuestionType { $($(#[$doc])* $name,)* }

        impl QuestionType {
            /// Every type.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As XLSForm writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

types! {
    /// A group.
    Group = "group",
    /// A repeat.
    Repeat = "repeat",
    /// One choice.
    SelectOne = "select_one",
    /// Several choices.
    SelectMultiple = "select_multiple",
    /// All choices, in an order.
    Rank = "rank",
    /// Free text.
    Text = "text",
    /// A whole number.
    Integer = "integer",
    /// A number.
    Decimal = "decimal",
    /// A number on a scale.
    Range = "range",
    /// A date.
    Date = "date",
    /// A time of day.
    Time = "time",
    /// A date with a time.
    DateTime = "datetime",
    /// A text that is read out.
    Note = "note",
    /// One box to tick: `OK`.
    Acknowledge = "acknowledge",
    /// A calculation.
    Calculate = "calculate",
    /// A value no one is asked for.
    Hidden = "hidden",
    /// The time the interview began.
    Start = "start",
    /// The time the interview was finished.
    End = "end",
    /// The day the interview began.
    Today = "today",
    /// Who is at work.
    Username = "username",
    /// Which device.
    DeviceId = "deviceid",
    /// Phone number of the device.
    PhoneNumber = "phonenumber",
    /// Mail address of the user.
    Email = "email",
    /// The log of an interview; kept by the program itself.
    Audit = "audit",
    /// A barcode, typed.
    Barcode = "barcode",
    /// A place.
    Geopoint = "geopoint",
    /// A line.
    Geotrace = "geotrace",
    /// An area.
    Geoshape = "geoshape",
    /// A picture.
    Image = "image",
    /// A sound.
    Audio = "audio",
    /// A film.
    Video = "video",
    /// A file of any kind.
    File = "file",
    /// A sound recorded while the form is open.
    BackgroundAudio = "background-audio",
    /// A feature of OpenStreetMap.
    Osm = "osm",
    /// The place where the interview began.
    StartGeopoint = "start-geopoint",
    /// The place where another question was answered.
    BackgroundGeopoint = "background-geopoint",
}

impl QuestionType {
    /// Is the answer a file? Then its value is the file's name; whoever asks the form keeps the file itself.
    pub const fn is_file(self) -> bool {
        matches!(self, Self::Image | Self::Audio | Self::Video | Self::File)
    }
}

impl fmt::Display for QuestionType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// One row of a questionnaire.
#[derive(Debug, Clone)]
pub struct Node {
    /// Path without instances, unique in the form: `/intake/body/person/sex`.
    pub path: String,
    /// Name, unique among its siblings.
    pub name: String,
    /// The group or repeat it stands in; `None` at the top.
    pub parent: Option<NodeIndex>,
    /// What it is.
    pub role: Role,
    /// Its type.
    pub question_type: QuestionType,
    /// What its values are: of a calculated or hidden value as `bind::type` says, else the type itself.
    pub value_type: QuestionType,
    /// Label. `${name}` in it is filled in by the session.
    pub label: Texts,
    /// Hint.
    pub hint: Texts,
    /// Guidance for the worker, shown on demand.
    pub guidance: Texts,
    /// Why we ask.
    pub why: Texts,
    /// Pictures, sounds and films shown with the label, by kind (`image`, `audio`, `video`, `big_image`): names of files.
    pub media: BTreeMap<&'static str, Texts>,
    /// What to say when the constraint fails.
    pub constraint_message: Texts,
    /// What to say when an answer is missing.
    pub required_message: Texts,
    /// Appearance words.
    pub appearance: Vec<String>,
    /// Name of the choice list.
    pub list: Option<String>,
    /// The question in a repeat whose answers are the choices: `select_one ${name}`.
    pub choices_from: Option<NodeIndex>,
    /// Parameters; names in lower case.
    pub parameters: BTreeMap<String, String>,
    /// What columns of other tools say of it, `bind::type` and the like, as written.
    pub attributes: BTreeMap<String, String>,
    /// How carefully the answer is handled; the form's own where the row says nothing.
    pub sensitivity: Sensitivity,
    /// What the answer is for.
    pub purpose: Option<String>,
    /// The choice that a declined or unknown answer is recorded as: not to answer whether one consents is not to consent.
    pub declined_as: Option<String>,
    /// Which properties of which entities the answer gives.
    pub save_to: Vec<SaveTo>,
    /// Names of the choices that go with no other, such as "none of these": its constraint takes each alone and refuses it
    /// beside any other.
    pub exclusive: Vec<String>,
    /// This is the text that belongs to the choice `other` of that question.
    pub other_of: Option<NodeIndex>,
    /// Could an answer ever be required?
    pub may_be_required: bool,
    /// Is it filled in by a calculation?
    pub calculated: bool,
    /// Its expressions as the form writes them, by column: `relevant`, `calculation`, `constraint`, `required`,
    /// `read_only`, `repeat_count`, `choice_filter`, `default`, `trigger`, …. A plain yes is `true()`, a plain no is left out.
    pub expressions: BTreeMap<&'static str, String>,
    /// Its row in the survey sheet, from 1, for messages.
    pub row: u32,
    pub(crate) kind: Option<Kind>,
}

impl Node {
    /// How free its answers are; `None` where nobody is asked.
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }
}

/// A property of an entity that an answer gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaveTo {
    /// Entity list.
    pub list: String,
    /// Property.
    pub property: String,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Stored value.
    pub name: String,
    /// Label.
    pub label: Texts,
    /// Pictures, sounds and films shown with the label, as of a question.
    pub media: BTreeMap<&'static str, Texts>,
    /// Further columns, for filters.
    pub extra: BTreeMap<String, String>,
}

/// An entity that interviews make or update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityDeclaration {
    /// The entity list.
    pub list: String,
    /// The repeat whose instances each give one.
    pub repeat: Option<NodeIndex>,
    /// Does it update an entity that is there?
    pub updates: bool,
    /// Properties and the nodes that give them.
    pub properties: Vec<(String, NodeIndex)>,
}

impl Form {
    /// `form_id`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version as the settings give it; may be empty.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The files that were beside it, by name.
    pub const fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// BLAKE3 over the canonical source: the cells of every sheet, whatever the file format, and the files beside them.
    pub const fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Name of the topmost element: paths begin with `/` and this.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Title.
    pub const fn title(&self) -> &Texts {
        &self.title
    }

    /// A title that says nothing of the subject, for screens others may see; empty when the form has none.
    pub const fn neutral_title(&self) -> &Texts {
        &self.neutral_title
    }

    /// Languages, the default one first.
    pub fn languages(&self) -> &[FormLanguage] {
        &self.languages
    }

    /// A setting by the name of its column.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// How carefully answers are handled.
    pub const fn sensitivity(&self) -> Sensitivity {
        self.sensitivity
    }

    /// Who may read the interviews.
    pub const fn stream(&self) -> Stream {
        self.stream
    }

    /// May it be started without a person, to open a case?
    pub const fn opens_case(&self) -> bool {
        self.opens_case
    }

    /// Is it the one to open when someone is in danger now?
    pub const fn is_safety(&self) -> bool {
        self.safety
    }

    /// Rows in document order: parents come before children.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// One row.
    pub fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index.index())
    }

    /// The row at a path, with or without instance ids.
    pub fn find(&self, path: &str) -> Option<(NodeIndex, &Node)> {
        let index = *self.by_path.get(bare(path).as_str())?;
        Some((NodeIndex(u32::try_from(index).ok()?), self.nodes.get(index)?))
    }

    /// A choice list.
    pub fn choices(&self, list: &str) -> Option<&[Choice]> {
        self.lists.get(list).map(Vec::as_slice)
    }

    /// Names of the choice lists.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }

    /// Entities.
    pub fn entities(&self) -> &[EntityDeclaration] {
        &self.entities
    }

    /// How free the answers of the whole form are.
    pub fn kind(&self) -> Kind {
        let mut kinds: Vec<Kind> = self.nodes.iter().filter_map(Node::kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        match kinds.as_slice() {
            [] | [Kind::Closed] => Kind::Closed,
            [Kind::Open] => Kind::Open,
            // Ready answers and numbers among ready answers with a place for another: that is what semi-closed means.
            [Kind::SemiClosed] | [Kind::SemiClosed, Kind::Closed] => Kind::SemiClosed,
            _ => Kind::Mixed,
        }
    }
}

/// A path without its instance ids.
pub(crate) fn bare(at: &str) -> String {
    let mut out = String::with_capacity(at.len());
    let mut inside = false;
    for c in at.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
