//! The functions of the ODK XForms specification, section 8 of our list, those of XPath 1.0, and our own (`pana:…`), by name.

macro_rules! functions {
    ($($name:ident $text:literal $least:literal..$most:literal,)*) => {
        /// A function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Function { $($name,)* }

        impl Function {
            /// As expressions write it.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }

        /// Every function: name, fewest and most arguments.
        pub(crate) const FUNCTIONS: &[(&str, usize, usize)] = &[$(($text, $least, $most),)*];

        /// The function of this name, and how few and how many arguments it takes.
        pub(super) fn lookup(name: &str) -> Option<(Function, usize, usize)> {
            match name {
                $($text => Some((Function::$name, $least, $most)),)*
                _ => None,
            }
        }
    };
}

functions! {
    BirthAbout "pana:birth-about" 2..2, BirthByAge "pana:birth-by-age" 2..2,
    GreatestAge "pana:greatest-age" 2..2, LeastAge "pana:least-age" 2..2, Minor "pana:minor" 2..2,
    Abs "abs" 1..1, Acos "acos" 1..1, Area "area" 1..1, EnclosedArea "enclosed-area" 1..1, Asin "asin" 1..1,
    Atan "atan" 1..1, Atan2 "atan2" 2..2, Base64Decode "base64-decode" 1..1, Boolean "boolean" 1..1,
    BooleanFromString "boolean-from-string" 1..1, Ceiling "ceiling" 1..1, Checklist "checklist" 2..999,
    ChoiceName "jr:choice-name" 2..2, Coalesce "coalesce" 2..999, Concat "concat" 0..999, Contains "contains" 2..2,
    Cos "cos" 1..1, Count "count" 1..1, CountNonEmpty "count-non-empty" 1..1, CountSelected "count-selected" 1..1,
    Current "current" 0..0, Date "date" 1..1, DateTime "date-time" 1..1, DecimalDateTime "decimal-date-time" 1..1,
    DecimalTime "decimal-time" 1..1, Depend "depend" 1..999, Digest "digest" 2..3, Distance "distance" 1..999, EndsWith "ends-with" 2..2,
    Exp "exp" 1..1, Exp10 "exp10" 1..1, False "false" 0..0, Floor "floor" 1..1, FormatDate "format-date" 2..2,
    FormatDateTime "format-date-time" 2..2, Geofence "geofence" 2..2, If "if" 3..3,
    IndexedRepeat "indexed-repeat" 3..7, Instance "instance" 1..1, Int "int" 1..1, IsSelected "is-selected" 2..2,
    Itext "jr:itext" 1..1, Join "join" 1..999, Last "last" 0..0, LocalName "local-name" 0..1, Log "log" 1..1,
    Log10 "log10" 1..1, Max "max" 1..999, Min "min" 1..999, Name "name" 0..1,
    NormalizeSpace "normalize-space" 0..1, Not "not" 1..1, Now "now" 0..0, Number "number" 0..1, Once "once" 1..1,
    Pi "pi" 0..0, Position "position" 0..1, Pow "pow" 2..2, Property "property" 1..1, Pulldata "pulldata" 4..4,
    Random "random" 0..0, Randomize "randomize" 1..2, Regex "regex" 2..2, Round "round" 1..2,
    Selected "selected" 2..2, SelectedAt "selected-at" 2..2, Sin "sin" 1..1, Sqrt "sqrt" 1..1,
    StartsWith "starts-with" 2..2, String "string" 0..1, StringLength "string-length" 0..1, Substr "substr" 2..3,
    Substring "substring" 2..3, SubstringAfter "substring-after" 2..2, SubstringBefore "substring-before" 2..2,
    Sum "sum" 1..1, Tan "tan" 1..1, Today "today" 0..0, Translate "translate" 3..3, True "true" 0..0,
    Uuid "uuid" 0..1, Version "version" 0..0, WeightedChecklist "weighted-checklist" 2..999,
}

impl Function {
    /// Does it look at more than its arguments, the clock aside: at the node it is asked of, its form, or chance? Some do
    /// only without arguments.
    pub(crate) const fn needs_form(self, arguments: usize) -> bool {
        match self {
            Self::LocalName | Self::Name | Self::NormalizeSpace | Self::Number | Self::String | Self::StringLength => {
                arguments == 0
            }
            Self::ChoiceName
            | Self::Current
            | Self::IndexedRepeat
            | Self::Instance
            | Self::Itext
            | Self::Last
            | Self::Once
            | Self::Position
            | Self::Property
            | Self::Pulldata
            | Self::Random
            | Self::Randomize
            | Self::Uuid
            | Self::Version => true,
            _ => false,
        }
    }

    /// Does it give the same for the same constants, wherever and whenever it is asked?
    pub(super) const fn is_pure(self) -> bool {
        !matches!(
            self,
            Self::Area
                | Self::BirthAbout
                | Self::BirthByAge
                | Self::ChoiceName
                | Self::Current
                | Self::Date
                | Self::DateTime
                | Self::DecimalDateTime
                | Self::DecimalTime
                | Self::FormatDate
                | Self::FormatDateTime
                | Self::GreatestAge
                | Self::If
                | Self::IndexedRepeat
                | Self::Instance
                | Self::Itext
                | Self::Last
                | Self::LeastAge
                | Self::LocalName
                | Self::Minor
                | Self::Name
                | Self::NormalizeSpace
                | Self::Now
                | Self::Number
                | Self::Once
                | Self::Position
                | Self::Property
                | Self::Pulldata
                | Self::Random
                | Self::Randomize
                | Self::Regex
                | Self::String
                | Self::StringLength
                | Self::Today
                | Self::Uuid
                | Self::Version
        )
    }
}
