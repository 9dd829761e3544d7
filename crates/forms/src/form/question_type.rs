//! The types a row can have.

use std::fmt;

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
