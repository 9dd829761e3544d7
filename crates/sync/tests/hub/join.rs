//! A laptop joins on line: by words, six digits and the hub alone. Whatever the hub makes of it, it is refused, or seen.

use pana_casework::Role;
use pana_store::{
    Authorised, InviteFor, InviteState, JoinFault, JoinMailbox, JoinNext, JoinWords, Joining, NewJoin, OnlineInvite,
    OnlineNext, StoreError,
};
use pana_sync::{
    Ask, ControlPull, LetterPlace, LetterSent, Mailbox, MeetFault, OpenedSession, SessionOf, letter_sent, look_into,
    mailbox_found, put_letter,
};

use crate::kit::{Home, KDF, Laptop, TestHub, Time, alike, first_laptop, passphrase};

fn volunteer() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Volunteer, grants: Vec::new() }
}

/// A laptop that invites, its hub, and the invite.
struct Inviting {
    time: Time,
    hub: TestHub,
    one: Laptop,
    id: [u8; 16],
}

impl Inviting {
    fn new() -> Self {
        let time = Time::new();
        let hub = TestHub::new(&time);
        let mut one = first_laptop(&time);
        one.register(&hub).unwrap();
        one.person("Арман");
        one.meet(&hub).unwrap();
        let key = hub.hub.public_key();
        let id = one.store.invite_online(&volunteer(), ("hub.example.org:7470", &key), false, time.now()).unwrap();
        let mut inviting = Self { time, hub, one, id };
        assert!(matches!(inviting.step().unwrap(), OnlineNext::Lay(_)));
        inviting
    }

    fn who(&self) -> SessionOf {
        let (centre, device) = (self.one.store.centre(), self.one.store.device());
        SessionOf { centre, device, hub: self.hub.hub.public_key() }
    }

    fn session(&self) -> OpenedSession {
        let who = self.who();
        let (ask, nonce) = who.open(&self.hub.ask(&who.challenge()), self.one.store.device_secrets()).unwrap();
        who.opened(&self.hub.ask(&ask), &nonce, self.time.now()).unwrap()
    }

    fn words(&self) -> JoinWords {
        self.one.store.online_invite(&self.id, self.time.now()).unwrap().words.unwrap()
    }

    fn at(&self) -> [u8; 16] {
        self.one.store.online_invite(&self.id, self.time.now()).unwrap().at
    }

    /// What lies there, as the hub gives it to whoever invites.
    fn found(&self) -> Option<Mailbox> {
        mailbox_found(&self.hub.ask(&self.who().read(self.session(), self.at()))).unwrap()
    }

    /// One step, of what the hub gives.
    fn step(&mut self) -> Result<OnlineNext, StoreError> {
        let found = self.found();
        self.step_with(found.as_ref())
    }

    fn step_with(&mut self, found: Option<&Mailbox>) -> Result<OnlineNext, StoreError> {
        let next = self.one.store.online_step(&self.id, found, self.time.now())?;
        let (who, session, at) = (self.who(), self.session(), self.at());
        let ask = match &next {
            OnlineNext::Lay(letter) => who.lay(session, at, letter.clone()),
            OnlineNext::Nonce(letter) => who.nonce(session, at, letter.clone()),
            OnlineNext::End => who.end(session, at),
            OnlineNext::Wait | OnlineNext::Asks => return Ok(next),
        };
        letter_sent(&self.hub.ask(&ask)).unwrap();
        Ok(next)
    }

    /// A laptop that types the words.
    fn joins(&self) -> Joins {
        self.try_joins().unwrap()
    }

    fn try_joins(&self) -> Result<Joins, StoreError> {
        let mailbox = self.words().mailbox().unwrap();
        let found = mailbox_found(&self.hub.ask(&look_into(mailbox.at()))).unwrap().expect("a mailbox");
        Joins::of(&mailbox, &found, &self.time)
    }

    fn accept(&mut self, digits: &str) -> Result<(), StoreError> {
        let now = self.time.now();
        self.one.store.join_accept_online(&self.id, digits, &Authorised::Alone, now).map(drop)
    }

    fn state(&self) -> InviteState {
        self.one.store.online_invite(&self.id, self.time.now()).unwrap().state
    }
}

/// A laptop that joins.
struct Joins {
    folder: tempfile::TempDir,
    joining: Option<Joining>,
    at: [u8; 16],
}

impl Joins {
    fn of(mailbox: &JoinMailbox, found: &Mailbox, time: &Time) -> Result<Self, StoreError> {
        let letter = found.letter(LetterPlace::Invite).unwrap();
        let changed = |_| StoreError::Joining(JoinFault::Changed);
        let online = mailbox.open(LetterPlace::Invite, letter).map_err(changed)?;
        let online = OnlineInvite::from_bytes(online.expose()).map_err(changed)?;
        let folder = tempfile::tempdir().unwrap();
        let new =
            NewJoin { device: "5".to_owned(), member: "Отабек".to_owned(), passphrase: passphrase(), kdf: KDF };
        let address = "hub.example.org:7470";
        let joining = Joining::begin_online(folder.path(), (address, &online, mailbox), &new, time.now())?;
        Ok(Self { folder, joining: Some(joining), at: mailbox.at() })
    }

    fn step(&mut self, hub: &TestHub) -> Result<JoinNext, StoreError> {
        let found = mailbox_found(&hub.ask(&look_into(self.at))).unwrap();
        self.step_with(hub, found.as_ref())
    }

    fn step_with(&mut self, hub: &TestHub, found: Option<&Mailbox>) -> Result<JoinNext, StoreError> {
        let next = self.joining.as_mut().unwrap().online_step(found)?;
        if let Some(ask) = self.sends(&next) {
            assert_eq!(letter_sent(&hub.ask(&ask)).unwrap(), LetterSent::Lies);
        }
        Ok(next)
    }

    fn sends(&self, next: &JoinNext) -> Option<Ask> {
        match next {
            JoinNext::Commit(letter) => Some(put_letter(self.at, LetterPlace::Commitment, letter.clone())),
            JoinNext::Open(letter) => Some(put_letter(self.at, LetterPlace::Opening, letter.clone())),
            JoinNext::Wait | JoinNext::Gone => None,
        }
    }

    fn digits(&self) -> Option<String> {
        self.joining.as_ref().unwrap().online().unwrap().unwrap().digits
    }

    /// The power is cut, and it is begun again.
    fn cut(&mut self) {
        self.joining = None;
        self.joining = Joining::open(self.folder.path()).unwrap();
    }

    /// It reads the control stream as a device of the centre, and joins.
    fn go_on(self, hub: &TestHub, time: &Time) -> Result<Laptop, MeetFault> {
        let waiting = self.joining.unwrap().unlock(&passphrase(), time.now()).unwrap();
        let who = SessionOf { centre: waiting.centre(), device: waiting.device(), hub: hub.hub.public_key() };
        let (ask, nonce) = who.open(&hub.ask(&who.challenge()), waiting.secrets())?;
        let session = who.opened(&hub.ask(&ask), &nonce, time.now())?;
        let mut pull = ControlPull::begin(who, session)?;
        while pull.answer(&hub.ask(&pull.ask()))? {}
        let store = waiting.join(&pull.done(), time.now())?;
        Ok(Laptop { folder: Home::Own(self.folder), store, time: time.clone() })
    }
}

/// All letters have gone, with nothing in the way.
fn compared(inviting: &mut Inviting) -> Joins {
    let mut joins = inviting.joins();
    assert!(matches!(joins.step(&inviting.hub).unwrap(), JoinNext::Commit(_)));
    assert!(matches!(inviting.step().unwrap(), OnlineNext::Nonce(_)));
    assert!(matches!(joins.step(&inviting.hub).unwrap(), JoinNext::Open(_)));
    assert_eq!(inviting.step().unwrap(), OnlineNext::Asks);
    joins
}

#[test]
fn a_laptop_joins_by_words_and_digits_and_has_what_the_others_have_without_a_file() {
    let mut inviting = Inviting::new();
    let joins = compared(&mut inviting);
    let stands = inviting.one.store.online_invite(&inviting.id, inviting.time.now()).unwrap();
    assert_eq!(stands.asks.map(|asks| (asks.device, asks.role)), Some(("5".to_owned(), Role::Volunteer)));
    assert!(!stands.again);
    inviting.accept(&joins.digits().unwrap()).unwrap();
    inviting.one.meet(&inviting.hub).unwrap();
    assert_eq!(inviting.step().unwrap(), OnlineNext::End);
    assert_eq!(inviting.found(), None, "what has ended is deleted");
    let (hub, time) = (&inviting.hub, &inviting.time);
    let mut two = joins.go_on(hub, time).unwrap();
    two.meet(hub).unwrap();
    inviting.one.meet(hub).unwrap();
    two.meet(hub).unwrap();
    alike(&[&inviting.one, &two]);
    assert_eq!(two.store.people_count().unwrap(), 1);
    // What the words opened is nowhere any more.
    let ended = inviting.one.store.online_invite(&inviting.id, time.now()).unwrap();
    assert!(ended.words.is_none() && ended.asks.is_none());
}

#[test]
fn a_cut_at_any_step_leaves_both_sides_where_they_go_on_and_with_the_same_digits() {
    let mut inviting = Inviting::new();
    let mut joins = inviting.joins();
    // It was bound, and did not hear so: the same letter goes again.
    let found = inviting.found().unwrap();
    let JoinNext::Commit(first) = joins.joining.as_mut().unwrap().online_step(Some(&found)).unwrap() else { panic!() };
    joins.cut();
    assert_eq!(joins.step(&inviting.hub).unwrap(), JoinNext::Commit(first.clone()));
    let again = put_letter(joins.at, LetterPlace::Commitment, first);
    assert_eq!(letter_sent(&inviting.hub.ask(&again)).unwrap(), LetterSent::Lies);
    joins.cut();
    assert_eq!(joins.step(&inviting.hub).unwrap(), JoinNext::Wait);
    // The nonce was drawn and kept, and its letter lost: it is the same nonce that goes.
    let found = inviting.found();
    let lost = inviting.one.store.online_step(&inviting.id, found.as_ref(), inviting.time.now()).unwrap();
    assert!(matches!(lost, OnlineNext::Nonce(_)));
    assert!(matches!(inviting.step().unwrap(), OnlineNext::Nonce(_)));
    // The digits are kept before anything is opened.
    let found = inviting.found();
    let opens = joins.joining.as_mut().unwrap().online_step(found.as_ref()).unwrap();
    assert!(matches!(opens, JoinNext::Open(_)));
    let digits = joins.digits().unwrap();
    joins.cut();
    assert_eq!(joins.digits().as_ref(), Some(&digits));
    assert_eq!(joins.step(&inviting.hub).unwrap(), opens);
    joins.cut();
    assert_eq!(joins.step(&inviting.hub).unwrap(), JoinNext::Wait);
    assert_eq!(inviting.step().unwrap(), OnlineNext::Asks);
    assert_eq!(inviting.step().unwrap(), OnlineNext::Asks);
    inviting.accept(&digits).unwrap();
    // It was let in, and the hub was not told yet: it waits, and nothing is half-believed.
    let waiting = joins.joining.take().unwrap().unlock(&passphrase(), inviting.time.now()).unwrap();
    let who = SessionOf { centre: waiting.centre(), device: waiting.device(), hub: inviting.hub.hub.public_key() };
    let refused = who.open(&inviting.hub.ask(&who.challenge()), waiting.secrets());
    assert!(matches!(refused, Err(MeetFault::UnknownDevice)));
    drop(waiting);
    joins.cut();
    assert_eq!(joins.digits(), Some(digits));
    inviting.one.meet(&inviting.hub).unwrap();
    joins.go_on(&inviting.hub, &inviting.time).unwrap();
}

#[test]
fn other_digits_end_the_invite_and_nothing_was_given() {
    let mut inviting = Inviting::new();
    let joins = compared(&mut inviting);
    let right = joins.digits().unwrap();
    let other = if right == "000000" { "000001" } else { "000000" };
    let refused = inviting.accept(other).unwrap_err();
    assert!(matches!(refused, StoreError::Joining(JoinFault::OtherDigits)), "{refused:?}");
    assert_eq!(inviting.state(), InviteState::Dead);
    assert!(matches!(inviting.accept(&right), Err(StoreError::Joining(JoinFault::Over))), "one try");
    assert_eq!(inviting.step().unwrap(), OnlineNext::End);
    inviting.one.meet(&inviting.hub).unwrap();
    let (mut joins, hub) = (joins, &inviting.hub);
    assert_eq!(joins.step(hub).unwrap(), JoinNext::Gone);
    assert!(matches!(joins.go_on(hub, &inviting.time), Err(MeetFault::UnknownDevice)));
    assert_eq!(inviting.one.store.devices().unwrap().len(), 1);
}

#[test]
fn who_answers_second_is_told_so_and_named_and_the_first_is_not_disturbed() {
    let mut inviting = Inviting::new();
    let mut first = inviting.joins();
    let mut second = inviting.joins();
    assert!(matches!(first.step(&inviting.hub).unwrap(), JoinNext::Commit(_)));
    let refused = second.step(&inviting.hub).unwrap_err();
    assert!(matches!(refused, StoreError::Joining(JoinFault::Another)), "{refused:?}");
    // One that writes without looking is seen by whoever invites.
    let bound = second.joining.as_mut().unwrap().online_step(Some(&Mailbox::default())).unwrap();
    let tried = inviting.hub.ask(&second.sends(&bound).unwrap());
    assert_eq!(letter_sent(&tried).unwrap(), LetterSent::Other);
    assert!(matches!(inviting.step().unwrap(), OnlineNext::Nonce(_)));
    assert!(inviting.one.store.online_invite(&inviting.id, inviting.time.now()).unwrap().again);
    first.step(&inviting.hub).unwrap();
    assert_eq!(inviting.step().unwrap(), OnlineNext::Asks);
    inviting.accept(&first.digits().unwrap()).unwrap();
}

#[test]
fn a_hub_that_swaps_the_invite_is_not_read_without_the_words_and_seen_by_whoever_invites() {
    let mut inviting = Inviting::new();
    let mailbox = inviting.words().mailbox().unwrap();
    // It knows no words: what it puts there does not open.
    let mut swapped = inviting.found().unwrap();
    swapped.letters[0] = Some(vec![7; 2000]);
    let refused = Joins::of(&mailbox, &swapped, &inviting.time).err();
    assert!(matches!(refused, Some(StoreError::Joining(JoinFault::Changed))));
    let seen = inviting.step_with(Some(&swapped)).unwrap_err();
    assert!(matches!(seen, StoreError::Joining(JoinFault::Changed)), "{seen:?}");
    assert_eq!(inviting.state(), InviteState::Dead);
}

#[test]
fn a_hub_that_knows_the_words_and_stands_between_shows_other_digits_on_either_side() {
    let mut inviting = Inviting::new();
    let mailbox = inviting.words().mailbox().unwrap();
    let found = inviting.found().unwrap();
    // Towards the new laptop it is the one that invites, with keys of its own in the invite.
    let inside = mailbox.open(LetterPlace::Invite, found.letter(LetterPlace::Invite).unwrap()).unwrap();
    let mut own = OnlineInvite::from_bytes(inside.expose()).unwrap();
    own.invite.keys.sign = [9; 32];
    let seal = |place, content: &[u8]| mailbox.seal(place, content, &mut pana_keys::SystemEntropy).unwrap();
    let forged =
        Mailbox { letters: [Some(seal(LetterPlace::Invite, own.to_bytes().expose())), None, None, None], again: false };
    let mut victim = Joins::of(&mailbox, &forged, &inviting.time).unwrap();
    // Towards the one that invites it is a laptop of its own.
    let mut between = inviting.joins();
    assert!(matches!(between.step(&inviting.hub).unwrap(), JoinNext::Commit(_)));
    assert!(matches!(inviting.step().unwrap(), OnlineNext::Nonce(_)));
    between.step(&inviting.hub).unwrap();
    assert_eq!(inviting.step().unwrap(), OnlineNext::Asks);
    let JoinNext::Commit(bound) = victim.joining.as_mut().unwrap().online_step(Some(&forged)).unwrap() else {
        panic!()
    };
    let mut answered = forged;
    answered.letters[1] = Some(bound);
    answered.letters[2] = Some(seal(LetterPlace::Nonce, &[1; 32]));
    let opened = victim.joining.as_mut().unwrap().online_step(Some(&answered)).unwrap();
    assert!(matches!(opened, JoinNext::Open(_)));
    let shown = victim.digits().unwrap();
    assert_ne!(Some(&shown), between.digits().as_ref());
    // The coordinator types what stands on the screen before them.
    assert!(matches!(inviting.accept(&shown), Err(StoreError::Joining(JoinFault::OtherDigits))));
    assert_eq!(inviting.one.store.devices().unwrap().len(), 1);
}

#[test]
fn a_commitment_that_is_replaced_another_nonce_and_another_opening_are_refused() {
    let mut inviting = Inviting::new();
    let mut joins = compared(&mut inviting);
    let found = inviting.found().unwrap();
    let mailbox = inviting.words().mailbox().unwrap();
    let seal = |place, content: &[u8]| mailbox.seal(place, content, &mut pana_keys::SystemEntropy).unwrap();
    // Towards the new laptop: another nonce after the first, another's commitment, what was kept back.
    let mut other = found.clone();
    other.letters[2] = Some(seal(LetterPlace::Nonce, &[1; 32]));
    let changed = |step: Result<JoinNext, StoreError>| matches!(step, Err(StoreError::Joining(JoinFault::Changed)));
    assert!(changed(joins.step_with(&inviting.hub, Some(&other))), "another nonce");
    other.letters[2] = None;
    assert!(changed(joins.step_with(&inviting.hub, Some(&other))), "none any more");
    let mut other = found.clone();
    other.letters[3] = Some(vec![1; 100]);
    assert!(changed(joins.step_with(&inviting.hub, Some(&other))), "another opening");
    other.letters[1] = Some(seal(LetterPlace::Commitment, &[1; 32]));
    let another = joins.step_with(&inviting.hub, Some(&other));
    assert!(matches!(another, Err(StoreError::Joining(JoinFault::Another))));
    // Towards whoever invites, each of them ends the invite.
    for (place, content) in [(1, [1; 32]), (2, [2; 32]), (3, [3; 32])] {
        let mut inviting = Inviting::new();
        compared(&mut inviting);
        let mailbox = inviting.words().mailbox().unwrap();
        let mut other = inviting.found().unwrap();
        let letter = mailbox.seal(LetterPlace::ALL[place], &content, &mut pana_keys::SystemEntropy).unwrap();
        other.letters[place] = Some(letter);
        let seen = inviting.step_with(Some(&other)).unwrap_err();
        assert!(matches!(seen, StoreError::Joining(JoinFault::Changed)), "{place}: {seen:?}");
        assert_eq!(inviting.state(), InviteState::Dead);
    }
}

#[test]
fn an_older_mailbox_and_that_of_another_invite_are_not_taken_for_it() {
    let mut inviting = Inviting::new();
    let before = inviting.found().unwrap();
    compared(&mut inviting);
    // As it was before anybody answered.
    let seen = inviting.step_with(Some(&before)).unwrap_err();
    assert!(matches!(seen, StoreError::Joining(JoinFault::Changed)), "{seen:?}");
    let (mut one, mut other) = (Inviting::new(), Inviting::new());
    compared(&mut one);
    let of_another = one.found().unwrap();
    assert!(matches!(other.step_with(Some(&of_another)), Err(StoreError::Joining(JoinFault::Changed))));
}

#[test]
fn words_are_laid_anew_after_a_day_and_the_invite_ends_after_sixty() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let mut inviting = Inviting::new();
    inviting.time.pass(DAY + 1);
    assert_eq!(inviting.found(), None);
    assert!(matches!(inviting.step().unwrap(), OnlineNext::Lay(_)));
    let joins = compared(&mut inviting);
    inviting.time.pass(60 * DAY);
    let refused = inviting.accept(&joins.digits().unwrap()).unwrap_err();
    assert!(matches!(refused, StoreError::Joining(JoinFault::Over)), "{refused:?}");
}

#[test]
fn an_invite_that_is_taken_back_ends_at_the_hub_too() {
    let mut inviting = Inviting::new();
    let mut joins = inviting.joins();
    inviting.one.store.invite_revoke(&inviting.id, inviting.time.now()).unwrap();
    assert_eq!(inviting.step().unwrap(), OnlineNext::End);
    assert_eq!(joins.step(&inviting.hub).unwrap(), JoinNext::Gone);
}
