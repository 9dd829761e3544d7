//! Every role, every kind of case, every event of a case: it counts exactly where the page of roles lets its author do what
//! it is.

use super::*;
use crate::rights::tests::{InHands, Kind, cell_allows, table};

/// What the author does, and the row of the page that says who may.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Leads,
    FinishesTheDraftOfAnother,
    Changes,
    ChangesTheFact,
    Corrects,
    Settles,
    Joins,
    RecordsConsent,
    OpensTheCase,
}

impl Deed {
    const ALL: [Self; 9] = [
        Self::Leads,
        Self::FinishesTheDraftOfAnother,
        Self::Changes,
        Self::ChangesTheFact,
        Self::Corrects,
        Self::Settles,
        Self::Joins,
        Self::RecordsConsent,
        Self::OpensTheCase,
    ];

    const fn row(self) -> &'static str {
        match self {
            Self::Leads => "lead an interview and finish it",
            Self::FinishesTheDraftOfAnother => "open, answer, finish or throw away a draft",
            Self::Changes | Self::ChangesTheFact | Self::Corrects => "change a finished interview",
            Self::Settles | Self::Joins => "merge and un-merge cases, settle a conflict",
            Self::RecordsConsent => "record what the person answers when asked for consent",
            Self::OpensTheCase => "open a case",
        }
    }

    /// As an event of `me` in a case in which `other` works too.
    fn event(self, file: &CaseFile, me: usize, other: usize, hours: u64) -> (EventKind, Vec<Op>) {
        let name = || fact(file, profile::FAMILY_NAME, "x", talk(1));
        match self {
            Self::Leads => (EventKind::Create, finished(file, me, hours, talk(3), "x")),
            Self::FinishesTheDraftOfAnother => (EventKind::Create, finished(file, other, hours, talk(3), "x")),
            Self::Changes => (EventKind::Edit, vec![answer(file, talk(1), "x")]),
            // Only what follows from the interview, as a program of bad will might.
            Self::ChangesTheFact => (EventKind::Edit, vec![name()]),
            Self::Corrects => (EventKind::Correct, vec![answer(file, talk(1), "x"), name()]),
            Self::Settles => (EventKind::Resolve, vec![answer(file, talk(1), "x")]),
            Self::Joins => (EventKind::Link, Vec::new()),
            Self::RecordsConsent => (EventKind::Consent, vec![fact(file, profile::SAFE_CONTACT, "no", talk(0))]),
            Self::OpensTheCase => {
                (EventKind::Create, vec![Op::set(NUMBER, Value::text("B1"), file.heads().over(NUMBER))])
            }
        }
    }

    /// The case as far as this is about it: whose the draft is, and that whoever led an interview has a case of their own.
    fn kind(self, kind: Kind) -> Kind {
        match self {
            Self::FinishesTheDraftOfAnother => Kind { own: false, own_case: kind.own || kind.own_case, ..kind },
            Self::Settles | Self::Joins => Kind { own_case: kind.own || kind.own_case, ..kind },
            _ => kind,
        }
    }
}

/// The verdict on what `me` does in a case of this kind; `me` is the role's place. Everything before it was allowed: who
/// lacks the grant has lost it since.
fn verdict(kind: Kind, me: usize, deed: Deed) -> Verdict {
    let other = (me + 1) % Role::ALL.len();
    let (mut log, mut written) = (Log::default(), None);
    let judge = |last: Option<EventRef>| {
        move |event: &Event<'_>, file: &CaseFile| {
            let mut who = who(event.body.member)?;
            let has = kind.protected || Some(event.id) != last;
            who.grants.extend(has.then_some(Grant::Protected));
            allowed(event, file, &who, 0)
        }
    };
    let fold = |log: &Log, last| {
        let rules = Rules { judge: &judge(last), owner: &nobody_else };
        CaseFile::fold(kind.stream, case(), &log.events(), &rules)
    };
    let led_by = if kind.own { me } else { other };
    let mut steps = vec![(talk(1), led_by)];
    steps.extend(kind.own_case.then_some((talk(2), me)));
    for (interview, member) in steps {
        let file = fold(&log, None).0;
        let ops = finished(&file, member, 1, interview, "Ким");
        let new = New { device: 1, member, hours: 1, kind: EventKind::Create, ops };
        let id = log.write_seeing(new, file.frontier().clone());
        assert_eq!(fold(&log, None).1[&id], Verdict::Counts);
    }
    let file = fold(&log, None).0;
    let hours = if kind.same_day { 2 } else { 30 };
    let (event, ops) = deed.event(&file, me, other, hours);
    let past = file.frontier().clone();
    written.replace(log.write_seeing(New { device: 2, member: me, hours, kind: event, ops }, past));
    fold(&log, written).1.remove(&written.unwrap()).unwrap()
}

#[test]
fn an_event_counts_exactly_where_the_page_lets_its_author_do_it() {
    let rows = table("Acts");
    let (mut allowed, mut refused) = (0, 0);
    // What only exports ask about makes no difference to an event.
    let asked = |kind: &Kind| {
        !kind.analyst && !kind.idle && kind.second == crate::Second::Missing && kind.hands == InHands::Nothing
    };
    for kind in Kind::all().into_iter().filter(asked) {
        for deed in Deed::ALL {
            let row = rows.iter().find(|row| row[0] == deed.row()).unwrap();
            for (me, role) in Role::ALL.iter().enumerate() {
                let closed = kind.stream == StreamName::Protected && !kind.protected;
                let may = cell_allows(row[1 + me], deed.kind(kind)) && !closed;
                let said = verdict(kind, me, deed);
                assert_eq!(said == Verdict::Counts, may, "{deed:?} by a {role}: {said:?} for {kind:?}");
                *(if may { &mut allowed } else { &mut refused }) += 1;
            }
        }
    }
    assert!(allowed > 300 && refused > 200, "{allowed} allowed, {refused} refused");
}
