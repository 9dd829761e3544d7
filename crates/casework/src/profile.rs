//! The words a person's profile is made of. Questionnaires fill them by the `save_to` column of their survey and the
//! `entities` sheet; here they are only named, so that a list, a search and a page know which is which.
//!
//! A property that is not named here is kept and shown as well: the vocabulary is what we treat in a special way.

/// Entity list whose one entity is the person the case is about.
pub const PERSON: &str = "person";
/// Entity list of those who live with the person.
pub const HOUSEHOLD: &str = "household";

/// Entity list of what the person says of referrals when they are asked again: not kept as facts, but read for what may follow.
pub const REFERRAL: &str = "referral";
/// In that list: what the person received, a word of `Received`.
pub const RECEIVED: &str = "received";
/// In that list: what the person says of the need, a word of `Outcome`.
pub const OUTCOME: &str = "outcome";

/// Family name.
pub const FAMILY_NAME: &str = "family_name";
/// Given name.
pub const GIVEN_NAME: &str = "given_name";
/// Patronymic.
pub const PATRONYMIC: &str = "patronymic";
/// Name in one piece, where a questionnaire does not part it. (ODK reserves `name` for itself.)
pub const NAME: &str = "full_name";
/// Name as the person wishes to be called.
pub const PREFERRED_NAME: &str = "preferred_name";
/// Names of earlier documents.
pub const FORMER_NAME: &str = "former_name";
/// Sex.
pub const SEX: &str = "sex";
/// Date of birth, possibly with unknown parts.
pub const BIRTH_DATE: &str = "birth_date";
/// Year of birth, where only that is asked.
pub const BIRTH_YEAR: &str = "birth_year";
/// The days on which somebody may have been born, as [`pana_model::Born`] writes them: of whom only an age was told. It is
/// kept with the day on which that was said in it, so that the age grows.
pub const BIRTH_ABOUT: &str = "birth_about";
/// Citizenship.
pub const CITIZENSHIP: &str = "citizenship";
/// Native language.
pub const NATIVE_LANGUAGE: &str = "native_language";
/// Number of a document that says who somebody is; several are parted by commas.
pub const DOCUMENT_NUMBER: &str = "document_number";
/// Telephone.
pub const PHONE: &str = "phone";
/// How the person may be reached safely.
pub const SAFE_CONTACT: &str = "safe_contact";
/// Did the person agree that we keep and use what they say?
pub const CONSENT: &str = "consent";
/// Did the person agree that it goes to others?
pub const SHARING: &str = "consent_sharing";

/// The day by which the person is to be met, `YYYY-MM-DD`; anything else says that no meeting is needed.
pub const MEET_BY: &str = "meet_by";
/// Is that meeting to be a talk in private? [`YES`] or not.
pub const PRIVATE_TALK: &str = "private_talk";
/// The answer that says so.
pub const YES: &str = "yes";
/// The day on which the person is to be asked again, `YYYY-MM-DD`; anything else says that nobody is to ask. It is planned for the
/// case and kept as no fact.
pub const FOLLOW_UP_ON: &str = "follow_up_on";
/// Why the case may be closed, by the code of a reason, and after a blank when that was said, so that what is said again is said
/// anew; anything else says that it may not be closed. It closes nothing: it is offered.
pub const CLOSING_REASON: &str = "closing_reason";
/// Properties that say what is to be done, and nothing of who the person is: they are in no list of facts.
pub const TO_DO: [&str; 4] = [MEET_BY, PRIVATE_TALK, FOLLOW_UP_ON, CLOSING_REASON];

/// Is it in the list of facts? What is to be done is not, nor the days of birth that an age was turned into: those are shown
/// as the age of today.
pub fn is_listed(property: &str) -> bool {
    !TO_DO.contains(&property) && property != BIRTH_ABOUT
}

/// Of someone in the household: what they are to the person.
pub const RELATION: &str = "relation";
/// Of someone in the household: age in years.
pub const AGE: &str = "age";
/// Of someone in the household: are they here?
pub const HERE: &str = "here";

/// Properties in which a name is looked for.
pub const NAMES: [&str; 6] = [FAMILY_NAME, GIVEN_NAME, PATRONYMIC, NAME, PREFERRED_NAME, FORMER_NAME];

/// The order in which known properties are shown; others follow by name.
pub const ORDER: [&str; 13] = [
    FAMILY_NAME,
    GIVEN_NAME,
    PATRONYMIC,
    NAME,
    PREFERRED_NAME,
    FORMER_NAME,
    SEX,
    BIRTH_DATE,
    BIRTH_YEAR,
    CITIZENSHIP,
    NATIVE_LANGUAGE,
    PHONE,
    SAFE_CONTACT,
];

/// A property whose most protective value holds while several stand: a person who said no on one laptop must not be
/// written to because another laptop has an older yes.
#[derive(Debug)]
pub struct Protective {
    /// The property.
    pub property: &'static str,
    /// Values that protect, the most protective first. They hold as soon as they are heard of, even from an event that
    /// cannot be judged yet.
    pub protects: &'static [&'static str],
    /// Values that permit something. Anything else, and no value, protects more than these.
    pub permits: &'static [&'static str],
}

/// All of them.
pub const PROTECTIVE: [Protective; 3] = [
    Protective { property: CONSENT, protects: &["withdrawn", "refused", "disagree"], permits: &["given", "agree"] },
    Protective { property: SHARING, protects: &["withdrawn", "refused", "no"], permits: &["given", "yes"] },
    Protective { property: SAFE_CONTACT, protects: &["no"], permits: &["yes"] },
];

impl Protective {
    /// The rule of a property, if it has one.
    pub fn of(property: &str) -> Option<&'static Self> {
        PROTECTIVE.iter().find(|rule| rule.property == property)
    }

    /// Less protects more.
    pub fn rank(&self, value: Option<&str>) -> usize {
        let place = |list: &[&str]| value.and_then(|value| list.iter().position(|known| *known == value));
        let unasked = self.protects.len();
        place(self.protects)
            .or_else(|| place(self.permits).map(|at| unasked.saturating_add(1).saturating_add(at)))
            .unwrap_or(unasked)
    }

    /// Does the value protect on its own?
    pub fn protects(&self, value: &str) -> bool {
        self.protects.contains(&value)
    }
}

/// Where `property` stands when a profile is shown.
pub fn rank(property: &str) -> usize {
    ORDER.iter().position(|known| *known == property).unwrap_or(ORDER.len())
}

/// Did the person say that it is not safe to contact them? `value` gives what a property holds.
pub fn contact_is_unsafe<'a>(value: impl Fn(&str) -> Option<&'a str>) -> bool {
    value(SAFE_CONTACT) == Some("no")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_is_unsafe_only_where_the_person_said_so() {
        for (said, unsafe_contact) in [(Some("no"), true), (Some("yes"), false), (None, false)] {
            assert_eq!(contact_is_unsafe(|property| said.filter(|_| property == SAFE_CONTACT)), unsafe_contact);
        }
    }

    #[test]
    fn a_no_goes_before_nothing_and_nothing_before_a_yes() {
        let consent = Protective::of(CONSENT).unwrap();
        let ranks: Vec<usize> =
            [Some("withdrawn"), Some("refused"), None, Some("given")].map(|v| consent.rank(v)).into();
        assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
        assert_eq!(consent.rank(Some("not_asked")), consent.rank(None));
        let contact = Protective::of(SAFE_CONTACT).unwrap();
        assert!(contact.rank(Some("no")) < contact.rank(Some("only by a friend")));
        assert!(contact.rank(Some("only by a friend")) < contact.rank(Some("yes")));
        assert!(contact.protects("no") && !contact.protects("yes") && Protective::of(PHONE).is_none());
    }

    #[test]
    fn what_is_not_named_here_comes_last() {
        assert!(rank(FAMILY_NAME) < rank(PHONE));
        assert!(rank("favourite_tea") > rank(SAFE_CONTACT));
    }
}
