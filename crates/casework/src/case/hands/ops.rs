//! The writes by which a case goes from hand to hand.

use std::collections::BTreeSet;

use pana_model::{EventRef, MemberId};
use pana_record::{Op, Value};

use super::{CaseFile, How, OfferWord, Said, events_of, events_value, offer_value};
use crate::path::{LogPath, WORKER};

/// Offers the case to a colleague, and takes back what `from` offered to others.
pub fn offer(file: &CaseFile, from: MemberId, to: MemberId, words: &str) -> Vec<Op> {
    let others = revoke(file, from).into_iter().filter(|op| LogPath::of(&op.path) != LogPath::Offer(to));
    others.chain([of_offer(file, to, &offer_value(OfferWord::Made, from, words))]).collect()
}

/// Takes back what `from` offered.
pub fn revoke(file: &CaseFile, from: MemberId) -> Vec<Op> {
    let offers = file.hands().offers.into_iter().filter(|offer| offer.from == from);
    let tos: BTreeSet<MemberId> = offers.map(|offer| offer.to).collect();
    tos.into_iter().map(|to| of_offer(file, to, &offer_value(OfferWord::Revoked, from, ""))).collect()
}

/// Takes what is offered to `to`.
pub fn take(file: &CaseFile, to: MemberId) -> Vec<Op> {
    let from = file.hands().offers.into_iter().find(|offer| offer.to == to).map_or(to, |offer| offer.from);
    vec![worker(file, How::Taken, to, ""), of_offer(file, to, &offer_value(OfferWord::Taken, from, ""))]
}

/// Declines what is offered to `to`.
pub fn decline(file: &CaseFile, to: MemberId, words: &str) -> Vec<Op> {
    let from = file.hands().offers.into_iter().find(|offer| offer.to == to).map_or(to, |offer| offer.from);
    vec![of_offer(file, to, &offer_value(OfferWord::Declined, from, words))]
}

/// Gives the case to `to` at once.
pub fn give(file: &CaseFile, to: MemberId, words: &str) -> Vec<Op> {
    vec![worker(file, How::Given, to, words)]
}

/// Writes down that `member` was told of all that they were to be told; nothing where there is nothing.
pub fn told(file: &CaseFile, member: MemberId) -> Option<Op> {
    let path = LogPath::Told(member).to_string();
    let notices = file.hands().notices.into_iter().filter(|notice| notice.to == member);
    let new: BTreeSet<EventRef> = notices.map(|notice| notice.event).collect();
    if new.is_empty() {
        return None;
    }
    let before = file.heads().heads(&path).filter_map(|(_, head)| events_of(&head.value));
    let all: BTreeSet<EventRef> = before.flatten().chain(new).collect();
    let over = file.heads().over(&path);
    Some(Op::set(path, events_value(&all), over))
}

fn worker(file: &CaseFile, how: How, to: MemberId, words: &str) -> Op {
    let said = Said { how, to, words: words.to_owned(), former: file.former_after(to), ends: file.offers_made() };
    Op::set(WORKER, said.to_value(), file.heads().over(WORKER))
}

fn of_offer(file: &CaseFile, to: MemberId, value: &Value) -> Op {
    let path = LogPath::Offer(to).to_string();
    let over = file.heads().over(&path);
    Op::set(path, value.clone(), over)
}
