//! The closed sets of words about services.

use crate::contract::word::words;

words! {
    /// Whether somebody could be taken in, by what was said last.
    Places {
        /// There are places.
        Has = "has",
        /// One waits for a place.
        Waiting = "waiting",
        /// There is none.
        None = "none",
        /// Nobody knows, which is not the same as none.
        NotKnown = "not_known",
    }
}

words! {
    /// Whether a service is open.
    OpeningState {
        /// It is.
        Open = "open",
        /// It is not.
        Shut = "shut",
        /// It is not, since the day is one on which nobody works.
        Holiday = "holiday",
        /// Nothing was said that can be read.
        NotKnown = "not_known",
    }
}

words! {
    /// A day of the week.
    WeekDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

words! {
    /// A filter of the list.
    ServiceFilter {
        /// Only what is open.
        Open = "open",
        /// Only where this language is spoken, or interpreters come.
        Language = "language",
        /// Only what has places, or a list for those who wait.
        Places = "places",
        /// Only what somebody made sure of in the last three months.
        Checked = "checked",
        /// Only what runs.
        Running = "running",
    }
}

words! {
    /// What of a service is otherwise: a part that a reader knows, for one or several columns of the tables.
    ServicePart {
        /// What it is called.
        Name = "name",
        /// Who gives it.
        Provider = "provider",
        /// What it is.
        Description = "description",
        /// What everybody who is sent there has to know first.
        Alert = "alert",
        /// Does it run?
        Status = "status",
        /// Telephones.
        Phone = "phone",
        /// Addresses of e-mail and of the web, and who answers.
        Contact = "contact",
        /// Where it is.
        Address = "address",
        /// When it is open.
        Hours = "hours",
        /// What is spoken.
        Languages = "languages",
        /// For whom it is.
        Conditions = "conditions",
        /// Papers asked for.
        Papers = "papers",
        /// How many places there are.
        Places = "places",
        /// What it costs.
        Cost = "cost",
        /// How one comes to it.
        Application = "application",
        /// Where it is for.
        Area = "area",
        /// Of what kind it is.
        Kind = "kind",
        /// On which day somebody made sure of it.
        Checked = "checked",
        /// May a paper name it?
        Naming = "naming",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Of what a service asks for whom it is.
    ForWhom {
        /// An age.
        Age = "age",
        /// A sex.
        Sex = "sex",
        /// A family: `single_parent`, `pregnant`.
        Family = "family",
        /// A status: `refugee`, `disability`.
        Status = "status",
        /// Papers and registration.
        Registration = "registration",
    }
}

words! {
    /// What became of a part.
    PartChange {
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// It says something else.
        Altered = "altered",
    }
}

words! {
    /// Whether services are suggested.
    SuggestState {
        /// They are.
        Ready = "ready",
        /// The person allows nobody to be told: nothing is suggested.
        Stopped = "stopped",
        /// There is no directory yet.
        NoDirectory = "no_directory",
        /// Nothing is needed of which a service could be suggested.
        NoNeed = "no_need",
    }
}
