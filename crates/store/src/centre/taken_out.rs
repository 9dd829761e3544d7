//! Whether this laptop was taken out of the centre, as its own control stream says.

use pana_casework::authority::{Standing, Target};
use pana_model::Moment;

use crate::disk::StoreError;
use crate::log::event;
use crate::store::Store;

/// By whom a laptop was taken out of the centre, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// The coordinator's name.
    pub by: String,
    /// When, by the clock of theirs.
    pub at: Option<Moment>,
}

impl Store {
    /// Who took this laptop out of the centre; `None` while nothing that is here says so, or it is contested.
    ///
    /// # Errors
    /// As any read.
    pub fn taken_out(&self) -> Result<Option<TakenOut>, StoreError> {
        let (state, own) = (self.state(), self.device());
        if state.device_standing(own) != Standing::Removed {
            return Ok(None);
        }
        let is_of_this =
            |target: &Target| matches!(target, Target::Device(out) if *out == own || state.succeeds(own, *out));
        let Some(removal) = state.removals().find(|removal| is_of_this(&removal.target)) else { return Ok(None) };
        let by = state.member(removal.by).map(|member| member.name).unwrap_or_default();
        let row = event::by_name(self.connection(), removal.event)?;
        let opened = row.map(|row| self.reader().open(&row)).transpose()?.flatten();
        let at = opened.and_then(|opened| Moment::from_unix_ms(opened.body.hlc.unix_ms().cast_signed()));
        Ok(Some(TakenOut { by, at }))
    }
}

#[cfg(test)]
mod tests {
    use pana_casework::Role;
    use pana_model::Secret;

    use crate::testing::{centre, now, people};
    use crate::travel::tests::{PASSPHRASE, joined, sent};
    use crate::{Authorised, Locked, StoreError, Stream};

    #[test]
    fn a_laptop_that_has_heard_that_it_was_taken_out_says_by_whom_and_when_and_keeps_aside_what_it_wrote() {
        for role in [Role::Worker, Role::Coordinator] {
            let (_dir, mut one, sheets) = crate::testing::centre_with_sheets();
            let (dir, mut two) = joined(&mut one, role, &[]);
            people(&mut two, Stream::Centre, &[&[("given_name", "Мадина")]]).unwrap();
            assert_eq!(two.taken_out().unwrap(), None);
            one.device_remove(two.device(), &Authorised::Sheets(sheets), now()).unwrap();
            two.take_arrived(&sent(&one, &two.have().unwrap()), now()).unwrap();
            let member = two.member().id;
            let told = two.taken_out().unwrap().unwrap();
            assert_eq!((told.by.as_str(), told.at), ("Айжан", Some(now())));
            let wrote = people(&mut two, Stream::Centre, &[&[("given_name", "Дана")]]);
            assert!(matches!(wrote, Err(StoreError::Refused(_))), "{role:?} {wrote:?}");
            drop(two);
            let locked = Locked::open(dir.path()).unwrap();
            let two = locked.unlock(member, &Secret::new(PASSPHRASE.to_owned()), now()).unwrap();
            assert_eq!(two.taken_out().unwrap(), Some(told));
            // What the removal had not seen does not count here either: it is set aside, and goes from here to the others.
            assert_eq!(two.people_search("Мадина", 9).unwrap().people.len(), 0);
            assert!(two.set_aside_count().unwrap() > 0);
            let carried = sent(&two, &one.have().unwrap());
            assert!(one.take_arrived(&carried, now()).unwrap().set_aside > 0);
        }
        assert_eq!(centre().1.taken_out().unwrap(), None);
    }
}
