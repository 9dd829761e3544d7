//! A centre with people, a directory and referrals, each written down as the app writes it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use pana_app::contract::service::{ServiceFileRequest, ServiceTakeRequest};
use pana_app::{App, Clock, NoSurface, Size, Start, demo_make, usecase};
use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::referral::{Detail, Details, EntryKind, NextStep, ReferralStep};
use pana_casework::{Act, Step};
use pana_model::{CaseId, ConsentId, Moment, ReferralId, Secret};
use pana_store::{Asked, Locked, ReferralWrite, Store, Stream};

use crate::draw::Draw;
use crate::{Done, PASSPHRASE, most_memory, ms, now, unlocked};

/// Referrals of a person.
const EACH: usize = 5;
/// Cases written down at once.
const BATCH: usize = 250;
/// From which the people are made.
const SEED: u64 = 1;
const DAY_MS: i64 = 86_400_000;

/// Where a referral is to stand in the end: what is written of it, in turns. All steps of one turn are made before the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Draft,
    Ready,
    SentLate,
    Untold,
    WaitOver,
    Declined,
    Ended,
    Missed,
    Closed,
    ClosedOtherwise,
    Sent,
    Appointed,
    InService,
}

/// Those of which something is due.
const DUE: [Fate; 8] =
    [Fate::Draft, Fate::Ready, Fate::SentLate, Fate::Untold, Fate::WaitOver, Fate::Declined, Fate::Ended, Fate::Missed];

struct One {
    case: CaseId,
    id: ReferralId,
    consent: ConsentId,
    recipient: String,
    service: String,
    urgency: &'static str,
    fate: Fate,
}

pub(crate) fn make(data: &Path, people: u32, due: usize, package: &Path) -> Done<()> {
    let app = App::start(data, Clock::set_to(now()?), Start::Own, NoSurface);
    demo_make(&app, Size { people, seed: SEED })?;
    drop(app);
    let app = unlocked(data)?;
    let (edition, services) = take_in(&app, package)?;
    drop(app);
    let locked = Locked::open(data)?;
    let member = locked.members()?.into_iter().next().ok_or("the centre has no member")?;
    let mut store = locked.unlock(member.id, &Secret::new(PASSPHRASE.to_owned()), now()?)?;
    let found = store.people_search("", usize::try_from(people)?)?;
    let cases: Vec<CaseId> = found.people.iter().map(|person| person.case).collect();
    let mut all = Vec::new();
    let mut draw = Draw(11);
    for case in cases {
        // Of whoever said that nothing may be passed on, nothing is.
        if store.case_file(Stream::Centre, case)?.may_be_asked_about_sharing() {
            all.extend((0..EACH).map(|_| one(case, services, due, &mut draw)));
        }
    }
    let begun = Instant::now();
    write(&mut store, &all, &edition)?;
    println!("referrals\t{}", all.len());
    println!("written in\t{:.0}", ms(begun));
    println!("due\t{}", store.referrals_due(now()?)?.len());
    Ok(())
}

/// Reads the package, which checks it, and takes it in. Gives the edition, and how many services it has.
fn take_in(app: &App, package: &Path) -> Done<(String, usize)> {
    let path = package.to_string_lossy().into_owned();
    let begun = Instant::now();
    let view = usecase::service_read(app, &ServiceFileRequest { path })?;
    println!("read and checked\t{}", view.took_ms);
    println!("looked through\t{:.0}", ms(begun));
    let request = ServiceTakeRequest { package: view.package, vanished: Vec::new() };
    let taken = usecase::service_take(app, &request)?;
    println!("taken in\t{:.0}", ms(begun));
    usecase::service_search(app, &pana_app::contract::service::ServiceSearchRequest::default())?;
    println!("first list of it\t{:.0}", ms(begun));
    println!("most memory, MB\t{:.0}", most_memory().unwrap_or_default());
    Ok((taken.edition, usize::try_from(view.services)?))
}

fn one(case: CaseId, services: usize, due: usize, draw: &mut Draw) -> One {
    let fate = if draw.below(100) < due {
        draw.one(&DUE).copied()
    } else {
        Some(match draw.below(100) {
            0..80 => Fate::Closed,
            80..88 => Fate::ClosedOtherwise,
            88..93 => Fate::Sent,
            93..97 => Fate::Appointed,
            _ => Fate::InService,
        })
    };
    let service = draw.below(services);
    One {
        case,
        id: ReferralId::from_random(draw.bytes()),
        consent: ConsentId::from_random(draw.bytes()),
        recipient: format!("Organisation {}", service / 5),
        service: format!("00000006-0000-4000-8000-{service:012}"),
        urgency: draw.one(&["critical", "urgent", "normal", "normal", "normal"]).copied().unwrap_or("normal"),
        fate: fate.unwrap_or(Fate::Closed),
    }
}

/// Every turn of every case, each turn some days after the one before.
fn write(store: &mut Store, all: &[One], edition: &str) -> Done<()> {
    let by_case: Vec<&[One]> = all.chunk_by(|one, next| one.case == next.case).collect();
    let acts = [
        Step::Create,
        Step::Confirm,
        Step::Deliver,
        Step::Accept,
        Step::Waitlist,
        Step::Decline,
        Step::Attempt,
        Step::Start,
        Step::Finish,
        Step::Close,
    ];
    let asked = Asked::all(acts.map(Act::Referral).into_iter().chain([Act::RecordConsent]).collect());
    for turn in 0..7_u8 {
        let at = after(now()?, (i64::from(turn) - 40) * DAY_MS)?;
        for cases in by_case.chunks(BATCH) {
            store.transact(&asked, at, |tx| {
                for of_case in cases {
                    let place = (Stream::Centre, of_case.first().map_or(CaseId::from_bytes([0; 16]), |one| one.case));
                    if turn == 1 {
                        of_case.iter().try_for_each(|one| tx.consent(place, (one.consent, &consent(one))))?;
                    }
                    let writes: Vec<ReferralWrite> =
                        of_case.iter().filter_map(|one| write_of(one, turn, edition)).collect();
                    if !writes.is_empty() {
                        tx.refer(place, &writes)?;
                    }
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

fn after(at: Moment, ms: i64) -> Done<Moment> {
    Ok(Moment::from_unix_ms(at.unix_ms() + ms).ok_or("no moment")?)
}

/// What is written of a referral in a turn.
fn write_of(one: &One, turn: u8, edition: &str) -> Option<ReferralWrite> {
    let now = now().ok()?;
    let days = |days: i64| after(now, days * DAY_MS).ok().map(|at| at.to_rfc3339()).unwrap_or_default();
    let said = |all: &[(Detail, &str)]| {
        all.iter().fold(Details::new(), |details, (detail, value)| details.with(*detail, *value))
    };
    let step =
        |step, details| Some(ReferralWrite::Step { id: one.id, next: NextStep { step, expired: false, details } });
    let phone = (Detail::Learned, "phone");
    match turn {
        0 => Some(ReferralWrite::Create {
            id: one.id,
            details: said(&[
                (Detail::Service, "dom_temp_centre"),
                (Detail::Recipient, &one.recipient),
                (Detail::RecipientName, &format!("«{}» орталығы", one.recipient)),
                (Detail::DirectoryService, &one.service),
                (Detail::DirectoryVersion, edition),
                (Detail::Phone, "+7 700 000 00 00"),
                (Detail::Address, "Абай көшесі, 12"),
                (Detail::Needs, "housing"),
                (Detail::Urgency, one.urgency),
            ]),
        }),
        1 if one.fate != Fate::Draft => step(
            ReferralStep::Confirm,
            said(&[
                (Detail::Consent, &one.consent.to_string()),
                (Detail::Fields, "name"),
                (Detail::Languages, "kk"),
                (Detail::RespondBy, &days(-20)),
            ]),
        ),
        2 if !matches!(one.fate, Fate::Draft | Fate::Ready) => {
            let by = if one.fate == Fate::Sent { days(1) } else { days(-5) };
            step(ReferralStep::Deliver, said(&[(Detail::Channel, "phone"), (Detail::RespondBy, &by)]))
        }
        3 => match one.fate {
            Fate::Draft | Fate::Ready | Fate::SentLate | Fate::Sent => None,
            Fate::Declined | Fate::ClosedOtherwise => {
                step(ReferralStep::Decline, said(&[phone, (Detail::DeclineReason, "full")]))
            }
            Fate::WaitOver => step(
                ReferralStep::Waitlist,
                said(&[phone, (Detail::Wait, "under_month"), (Detail::ReviewOn, days(-3).get(..10)?)]),
            ),
            Fate::Missed => step(ReferralStep::Accept, said(&[phone, (Detail::At, &days(-1))])),
            Fate::Appointed => step(ReferralStep::Accept, said(&[phone, (Detail::At, &days(one_of_ten(one)))])),
            _ => step(ReferralStep::Accept, said(&[phone])),
        },
        4 if matches!(one.fate, Fate::WaitOver | Fate::Missed | Fate::Appointed | Fate::InService) => {
            let details = said(&[(Detail::Channel, "phone"), (Detail::On, days(-30).get(..10)?)]);
            Some(ReferralWrite::Entry { id: one.id, kind: EntryKind::Informed, details })
        }
        5 => match one.fate {
            Fate::InService => step(ReferralStep::Start, said(&[phone, (Detail::On, days(-25).get(..10)?)])),
            Fate::Ended | Fate::Closed => step(ReferralStep::Finish, said(&[phone, (Detail::Received, "full")])),
            Fate::ClosedOtherwise => step(ReferralStep::Close, said(&[(Detail::Outcome, "not_met")])),
            _ => None,
        },
        6 if one.fate == Fate::Closed => step(ReferralStep::Close, said(&[(Detail::Outcome, "met")])),
        _ => None,
    }
}

/// In how many days somebody is to be there.
fn one_of_ten(one: &One) -> i64 {
    i64::from(one.id.as_bytes()[0] % 10) + 1
}

fn consent(one: &One) -> Consent {
    Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Referral,
        recipient: one.recipient.clone(),
        fields: BTreeSet::from(["name".to_owned()]),
        basis: LegalBasis::Consent,
        second: None,
        language: "kk".to_owned(),
        text: None,
        how: ConsentHow::Spoken,
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
    }
}
