//! Other centres that this one knows: by the card that a coordinator took in after the digits of it were compared over the
//! telephone. By the root that stands there everything that comes from that centre is judged; to the keys that stand there what
//! is handed over to it is sealed. It is about no person, and everybody at the centre may know it.

use std::collections::BTreeMap;

use pana_model::CentreId;
use pana_record::Value;

use crate::Grant;
use crate::authority::Keys;
use crate::editions::{Editions, Said};

/// A name of a centre has so many bytes at most.
const NAME_BYTES: usize = 400;
/// A card names so many seats at most.
pub const SEATS_MOST: usize = 256;
/// So many digits are compared.
const DIGITS: usize = 12;

/// Another centre, as its card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCentre {
    /// The event from which everything in its control stream descends, in full.
    pub root: [u8; 32],
    /// What it calls itself.
    pub name: String,
    /// Who there may take a case in: the keys of their seats.
    pub seats: Vec<KnownSeat>,
    /// The digits that were compared, shown beside the name.
    pub digits: String,
}

/// The keys of a seat of another centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSeat {
    /// Signing and sealing.
    pub keys: Keys,
    /// Does who works there with them lead talks in private?
    pub protected: bool,
}

/// All that was said of other centres. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownCentres(BTreeMap<CentreId, Editions<Option<KnownCentre>>>);

impl KnownCentres {
    /// A centre that is known. What was said of it apart holds only where it says the same root: of two roots somebody has to
    /// find out which is theirs, and while somebody took it back beside what stands, it is not known.
    pub fn get(&self, centre: CentreId) -> Option<&Said<Option<KnownCentre>>> {
        let said = self.0.get(&centre)?;
        let root = |said: &Said<Option<KnownCentre>>| said.what.as_ref().map(|known| known.root);
        let in_use = said.in_use()?;
        let same = |other: &&Said<Option<KnownCentre>>| root(other) == root(in_use);
        (in_use.what.is_some() && said.apart(PartialEq::eq).iter().all(same)).then_some(in_use)
    }

    /// All that are known, by id.
    pub fn all(&self) -> impl Iterator<Item = (CentreId, &Said<Option<KnownCentre>>)> {
        self.0.keys().filter_map(|centre| Some((*centre, self.get(*centre)?)))
    }

    pub(crate) fn of(&mut self, centre: CentreId) -> &mut Editions<Option<KnownCentre>> {
        self.0.entry(centre).or_default()
    }
}

impl KnownCentre {
    /// Is it no larger than one may be, and is there somebody to whom something can be sealed?
    pub fn fits(&self) -> bool {
        let is_line = !self.name.trim().is_empty() && !self.name.contains(char::is_control);
        let digits = self.digits.len() == DIGITS && self.digits.bytes().all(|digit| digit.is_ascii_digit());
        is_line && digits && self.name.len() <= NAME_BYTES && (1..=SEATS_MOST).contains(&self.seats.len())
    }

    pub(crate) fn value(&self) -> Value {
        let seat = |seat: &KnownSeat| {
            let grants = seat.protected.then(|| Value::text(Grant::Protected.as_str()));
            Value::List(vec![Value::Bytes(seat.keys.0.to_vec()), Value::List(grants.into_iter().collect())])
        };
        Value::List(vec![
            Value::Bytes(self.root.to_vec()),
            Value::text(&self.name),
            Value::List(self.seats.iter().map(seat).collect()),
            Value::text(&self.digits),
        ])
    }

    /// Nothing is no centre that is known; what is none of ours is `None`.
    pub(crate) fn read(value: &Value) -> Option<Option<Self>> {
        if *value == Value::Null {
            return Some(None);
        }
        let [root, name, seats, digits, ..] = value.as_list()? else { return None };
        let seat = |seat: &Value| {
            let [keys, grants, ..] = seat.as_list()? else { return None };
            let is_protected = |grant: &Value| grant.as_text() == Some(Grant::Protected.as_str());
            Some(KnownSeat {
                keys: Keys(keys.as_bytes()?.try_into().ok()?),
                protected: grants.as_list()?.iter().any(is_protected),
            })
        };
        let known = Self {
            root: root.as_bytes()?.try_into().ok()?,
            name: name.as_text()?.to_owned(),
            seats: seats.as_list()?.iter().map(seat).collect::<Option<_>>()?,
            digits: digits.as_text()?.to_owned(),
        };
        known.fits().then_some(Some(known))
    }
}

#[cfg(test)]
mod tests {
    use pana_model::{EventRef, MemberId};
    use pana_record::Hlc;

    use super::*;

    fn centre(root: u8) -> KnownCentre {
        let seat = |protected| KnownSeat { keys: Keys([7; 64]), protected };
        let digits = "123456789012".to_owned();
        KnownCentre { root: [root; 32], name: "Алматы".to_owned(), seats: vec![seat(true), seat(false)], digits }
    }

    #[test]
    fn a_known_centre_reads_back_and_what_names_nobody_is_none() {
        let known = centre(1);
        assert_eq!(KnownCentre::read(&known.value()), Some(Some(known.clone())));
        assert_eq!(KnownCentre::read(&Value::Null), Some(None));
        for wrong in [
            KnownCentre { seats: Vec::new(), ..known.clone() },
            KnownCentre { name: " ".to_owned(), ..known.clone() },
            KnownCentre { name: "a\nb".to_owned(), ..known.clone() },
            KnownCentre { digits: "12345678901".to_owned(), ..known },
        ] {
            assert_eq!(KnownCentre::read(&wrong.value()), None, "{wrong:?}");
        }
    }

    #[test]
    fn while_two_roots_or_a_withdrawal_stand_apart_the_centre_is_not_known() {
        let id = CentreId::from_bytes([4; 16]);
        let said = |event: u8, what| Said {
            event: EventRef::from_bytes([event; 16]),
            hlc: Hlc::at(u64::from(event)),
            member: MemberId::from_bytes([1; 16]),
            what,
        };
        for (other, is_known) in [(Some(centre(1)), true), (Some(centre(2)), false), (None, false)] {
            let mut known = KnownCentres::default();
            known.of(id).publish(said(1, other.clone()), |_| false);
            known.of(id).publish(said(2, Some(centre(1))), |_| false);
            assert_eq!(known.get(id).is_some(), is_known, "{other:?}");
            // Who has seen both says which it is.
            known.of(id).publish(said(3, Some(centre(2))), |_| true);
            assert_eq!(known.get(id).and_then(|said| said.what.as_ref()).map(|known| known.root), Some([2; 32]));
        }
    }
}
