//! The page and the program say the same.

use std::collections::BTreeSet;

use pana_model::{InterviewId, MemberId, StreamName};
use pana_record::Hlc;

use super::*;
use crate::Refusal;

const PAGE: &str = include_str!("../../../../docs/ROLES.md");
const DAY_MS: u64 = 86_400_000;
const NOON: u64 = 20_000 * DAY_MS + DAY_MS / 2;

/// The rows of a table of the page: the cells of each.
pub(crate) fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, below) = PAGE.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let rows = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn phrase(extent: Extent) -> &'static [&'static str] {
    match extent {
        No => &["no"],
        Yes => &["yes"],
        Own => &["own"],
        OwnSameDay => &["own, same day"],
        OwnCases => &["own cases"],
        AsWorker => &["as its worker"],
        IfOffered => &["if offered"],
        Centre => &["all of the centre", "centre"],
        All => &["all"],
        ByGrant => &["by grant"],
        Aggregate => &["aggregate"],
        AllNamedNeedSecond => &["all; rows named needs a second member"],
        Propose => &["propose"],
        YesErasureByTwo => &["yes; some by two"],
    }
}

#[test]
fn every_right_reaches_as_far_as_the_page_says() {
    let rows = table("Rights");
    assert_eq!(rows.len(), TABLE.len());
    for (row, (right, _)) in rows.iter().zip(TABLE) {
        assert_eq!(row.len(), 1 + Role::ALL.len(), "{row:?}");
        for (cell, role) in row[1..].iter().zip(Role::ALL) {
            assert!(phrase(extent(*role, right)).contains(cell), "{right:?} for {role}: the page says “{cell}”");
        }
    }
}

/// A kind of case, of interview and of member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) own: bool,
    pub(crate) own_case: bool,
    pub(crate) same_day: bool,
    pub(crate) stream: StreamName,
    pub(crate) protected: bool,
    pub(crate) analyst: bool,
    /// The grants that allow nothing yet.
    pub(crate) idle: bool,
    pub(crate) second: Second,
    /// Whose the case is.
    pub(crate) hands: InHands,
}

/// What the member is to a case beside what they led in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InHands {
    Nothing,
    Worker,
    Offered,
}

impl Kind {
    pub(crate) fn all() -> Vec<Self> {
        let mut kinds = Vec::new();
        for bits in 0..128_u32 {
            let bit = |at: u32| bits >> at & 1 == 1;
            let seconds = [Second::Missing, Second::Agreed(me()), Second::Agreed(other()), Second::NobodyElse];
            let hands = [InHands::Nothing, InHands::Worker, InHands::Offered];
            let both = seconds.into_iter().flat_map(|second| hands.map(|hands| (second, hands)));
            for (second, hands) in both {
                kinds.push(Self {
                    hands,
                    own: bit(0),
                    own_case: bit(1),
                    same_day: bit(2),
                    stream: if bit(3) { StreamName::Protected } else { StreamName::Centre },
                    protected: bit(4),
                    analyst: bit(5),
                    idle: bit(6),
                    second,
                });
            }
        }
        kinds
    }

    fn leader(self) -> MemberId {
        if self.own { me() } else { other() }
    }

    pub(crate) fn who(self, role: Role) -> Who {
        let grants = [
            (self.protected, Grant::Protected),
            (self.analyst, Grant::Analyst),
            (self.idle, Grant::Inspector),
            (self.idle, Grant::Expert),
        ];
        let grants = grants.into_iter().filter_map(|(held, grant)| held.then_some(grant)).collect();
        Who { member: me(), role, grants }
    }

    fn at(self) -> Hlc {
        Hlc::at(if self.same_day { NOON + DAY_MS / 3 } else { NOON + DAY_MS })
    }
}

impl CaseRights for Kind {
    fn led(&self, interview: InterviewId) -> Option<Led> {
        (interview == talk()).then(|| Led { member: self.leader(), finished: Hlc::at(NOON) })
    }

    fn is_own_case(&self, member: MemberId) -> bool {
        // Whoever led an interview of the case has a case of their own.
        member == me() && (self.own_case || self.own || self.hands == InHands::Worker)
    }

    fn is_worker(&self, member: MemberId) -> bool {
        member == me() && self.hands == InHands::Worker
    }

    fn is_offered(&self, member: MemberId) -> bool {
        member == me() && self.hands == InHands::Offered
    }
}

fn me() -> MemberId {
    MemberId::from_random([1; 16])
}

fn other() -> MemberId {
    MemberId::from_random([2; 16])
}

fn talk() -> InterviewId {
    InterviewId::from_random([3; 16])
}

/// What a cell says of a kind of case, without a look at the program.
pub(crate) fn cell_allows(cell: &str, kind: Kind) -> bool {
    match cell {
        "yes" | "all" => true,
        "no" => false,
        "own" => kind.own,
        "own, same day" => kind.own && kind.same_day,
        "own cases" | "own, own cases" => kind.own_case || kind.own || kind.hands == InHands::Worker,
        "as its worker" => kind.hands == InHands::Worker,
        "if offered" => kind.hands == InHands::Offered,
        "with `analyst`" => kind.analyst,
        "with `protected`" => kind.protected,
        "with a second member" => matches!(kind.second, Second::NobodyElse) || kind.second == Second::Agreed(other()),
        cell => panic!("no rule for the cell “{cell}”"),
    }
}

const DRAFT: &str = "open, answer, finish or throw away a draft";
const CHANGES: &str = "open, answer, finish or throw away changes to a finished interview";
const NEEDS: &str = "write down and decide needs; plan when a person is asked again; begin a \
     referral, write a note about it and make it ready";
const ON_BEHALF: &str = "deliver a referral, answer on behalf, write down attempts and what a receiver was told, withdraw, cancel, close, reopen, re-refer; print its letter";
const SENSITIVE: &str = "make a sensitive referral ready, mark an error; give a case to somebody at once";
const CLOSE: &str = "close a case with a reason, open it again";
const HAND_OVER: &str = "offer a case to a colleague, take that back";
const MEMBERS: &str = "add, change and remove members; give and withdraw grants but `protected`";
const DEVICES: &str = "add, revoke and renew devices; new recovery sheets";
const HELD_BACK: &str = "take over what was held back; confirm a contested removal; write the quarantine into files";
const CARRY: &str = "make a backup, write and read bundles, look whether the store is in order";
const FIND: &str = "open a person's page, search, write down a look, or that one was told whose case it is";
const MERGE: &str = "merge and un-merge cases, settle a conflict";
const ERASE: &str = "erase a case";
const TRANSFER: &str = "hand a case to another centre, take one in from there, say what becomes of that";
const KNOW: &str = "make the centre's card, take in that of another centre, or take that back";

/// The row of an act. A new act does not compile before it has one.
fn row_of(act: &Act) -> Option<&'static str> {
    let draft = |draft: &OfDraft| if draft.amends.is_some() { CHANGES } else { DRAFT };
    Some(match act {
        Act::Lead { .. } => "lead an interview and finish it",
        Act::OpenCase => "open a case",
        Act::OpenDraft(of) | Act::AnswerDraft(of) | Act::FinishDraft(of) | Act::DiscardDraft(of) => draft(of),
        Act::ReadInterview(_) | Act::Print(_) => "read or print a finished interview",
        Act::AmendInterview(_) => "change a finished interview",
        Act::ReadPerson | Act::Look | Act::Search => FIND,
        Act::Export { of: Exported::Own, .. } => "export own interviews",
        Act::Export { of: Exported::Aggregate, .. } => "export counts",
        Act::Export { of: Exported::Pseudonymised, .. } => "export rows without names",
        Act::Export { of: Exported::Named(_), .. } => "export rows with names",
        Act::SayContact => "say how the centre is reached, for its papers",
        Act::Publish => "publish a questionnaire, rules or the directory",
        Act::CheckService => "write down what a service of the directory told us",
        Act::Propose => "propose one, or read one from a file",
        Act::TryForm => "try a questionnaire out, of nobody",
        Act::ReadAccessLog(Looks::Own) => "read one's own looks in the access log",
        Act::ReadAccessLog(Looks::Centre) => "read everyone's looks in the access log",
        Act::Needs | Act::Referral(Step::Create | Step::Confirm | Step::Note) => NEEDS,
        Act::Referral(Step::ConfirmSensitive | Step::MarkError) => SENSITIVE,
        Act::GiveCase => SENSITIVE,
        Act::CloseCase => CLOSE,
        Act::HandOver => HAND_OVER,
        Act::AnswerOffer => "take a case that is offered, or decline it",
        Act::BeTold => FIND,
        Act::Referral(_) | Act::Letter => ON_BEHALF,
        Act::SeeTerritory => "see what a month of a region or of the whole centre comes to, in figures",
        Act::RecordConsent => "record what the person answers when asked for consent",
        Act::Merge | Act::Unmerge | Act::SettleConflict => MERGE,
        Act::BreakGlass => "break the glass with a reason",
        Act::ConfirmDate => "say that this computer's date is right",
        Act::GiveGrant(Grant::Protected) => "give the grant `protected`",
        Act::WithdrawGrant(Grant::Protected) => "withdraw the grant `protected`",
        Act::AddMember | Act::ChangeMember | Act::RemoveMember | Act::GiveGrant(_) | Act::WithdrawGrant(_) => MEMBERS,
        Act::Devices | Act::Sheets => DEVICES,
        Act::Roll { stream: StreamName::Protected } => "begin a new epoch of the protected stream",
        Act::Roll { .. } => "begin a new epoch",
        Act::Admit | Act::Confirm | Act::ExportQuarantine => HELD_BACK,
        Act::Erase => ERASE,
        Act::Transfer => TRANSFER,
        Act::KnowCentre => KNOW,
        Act::TakeIn => "take in answers that another program collected",
        Act::Backup | Act::WriteBundle | Act::ReadBundle | Act::Doctor => CARRY,
        Act::Witness { .. } => "write down which events are here",
        Act::Unknown => return None,
    })
}

/// Every act, as this kind of case has it.
fn acts(kind: Kind) -> Vec<Act> {
    let stream = kind.stream;
    let interview = OfInterview { id: talk(), stream };
    let draft = OfDraft { led_by: kind.leader(), amends: None, stream };
    // Whoever began the changes: that is not what is asked.
    let changes = OfDraft { led_by: other(), amends: Some(talk()), stream };
    let mut acts = vec![
        Act::Lead { stream },
        Act::OpenCase,
        Act::ReadInterview(interview),
        Act::AmendInterview(interview),
        Act::Print(interview),
        Act::ReadPerson,
        Act::Look,
        Act::Search,
        Act::Publish,
        Act::SayContact,
        Act::CheckService,
        Act::Propose,
        Act::TryForm,
        Act::ReadAccessLog(Looks::Own),
        Act::ReadAccessLog(Looks::Centre),
        Act::AddMember,
        Act::RemoveMember,
        Act::ChangeMember,
        Act::Devices,
        Act::Sheets,
        Act::Admit,
        Act::Confirm,
        Act::Needs,
        Act::SeeTerritory,
        Act::CloseCase,
        Act::HandOver,
        Act::AnswerOffer,
        Act::GiveCase,
        Act::BeTold,
        Act::RecordConsent,
        Act::Merge,
        Act::Unmerge,
        Act::SettleConflict,
        Act::BreakGlass,
        Act::ConfirmDate,
        Act::Erase,
        Act::Letter,
        Act::Backup,
        Act::WriteBundle,
        Act::ReadBundle,
        Act::TakeIn,
        Act::Transfer,
        Act::KnowCentre,
        Act::ExportQuarantine,
        Act::Doctor,
        Act::Witness { stream },
    ];
    for draft in [draft, changes] {
        acts.extend([
            Act::OpenDraft(draft),
            Act::AnswerDraft(draft),
            Act::FinishDraft(draft),
            Act::DiscardDraft(draft),
        ]);
    }
    let exported = [Exported::Own, Exported::Aggregate, Exported::Pseudonymised, Exported::Named(kind.second)];
    acts.extend(exported.map(|of| Act::Export { of, stream }));
    acts.extend(StreamName::ALL.map(|stream| Act::Roll { stream }));
    acts.extend(Grant::ALL.iter().flat_map(|grant| [Act::GiveGrant(*grant), Act::WithdrawGrant(*grant)]));
    acts.extend(Step::ALL.map(Act::Referral));
    acts
}

#[test]
fn every_act_is_allowed_to_whom_the_page_says_and_to_nobody_else() {
    let rows = table("Acts");
    let mut used = BTreeSet::new();
    for kind in Kind::all() {
        for act in acts(kind) {
            let name = row_of(&act).expect("known");
            let row = rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no row for {act:?}: “{name}”"));
            used.insert(name);
            let closed = match row[5] {
                "asks the grant" => kind.stream == StreamName::Protected && !kind.protected,
                "–" => false,
                cell => panic!("no rule for the cell “{cell}”"),
            };
            for (cell, role) in row[1..].iter().zip(Role::ALL) {
                let said = may(&kind.who(*role), &act, &kind, kind.at(), 0);
                let allowed = cell_allows(cell, kind) && !closed;
                assert_eq!(said.is_ok(), allowed, "{act:?} by a {role}, “{cell}”: {said:?} for {kind:?}");
            }
        }
    }
    let named: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(used, named, "every row is an act");
}

#[test]
fn where_an_answer_does_not_depend_on_the_case_it_is_the_same_in_every_case_and_at_every_time() {
    let mut free = 0;
    for kind in Kind::all() {
        for act in acts(kind) {
            for role in Role::ALL.iter().filter(|role| !depends_on_case(**role, &act)) {
                free += 1;
                let who = kind.who(*role);
                let in_case = may(&who, &act, &kind, kind.at(), 0);
                assert_eq!(in_case, may(&who, &act, &NoCase, Hlc::default(), 0), "{act:?} by a {role} for {kind:?}");
            }
        }
    }
    assert!(free > 0, "the coordinator at least reads every interview");
}

/// A case that another centre has, where the person did not agree that this one goes on reading.
struct WithOthers(Kind);

impl CaseRights for WithOthers {
    fn led(&self, interview: InterviewId) -> Option<Led> {
        self.0.led(interview)
    }

    fn is_own_case(&self, member: MemberId) -> bool {
        self.0.is_own_case(member)
    }

    fn is_with_others(&self, _: Hlc, _: i32) -> bool {
        true
    }
}

#[test]
fn what_another_centre_has_is_read_and_changed_by_coordinators_alone() {
    let kind = Kind { own: true, own_case: true, same_day: true, stream: StreamName::Centre, ..Kind::all()[0] };
    let talk = OfInterview { id: talk(), stream: StreamName::Centre };
    for act in [Act::ReadInterview(talk), Act::Print(talk), Act::AmendInterview(talk)] {
        for role in Role::ALL {
            assert_eq!(may(&kind.who(*role), &act, &kind, kind.at(), 0), Ok(()), "{act:?} by a {role} before");
            let after = may(&kind.who(*role), &act, &WithOthers(kind), kind.at(), 0);
            let expected = if *role == Role::Coordinator { Ok(()) } else { Err(Refusal::HandedOver) };
            assert_eq!(after, expected, "{act:?} by a {role}");
        }
    }
}

#[test]
fn what_is_not_known_is_allowed_to_nobody() {
    for kind in Kind::all() {
        for role in Role::ALL {
            assert_eq!(may(&kind.who(*role), &Act::Unknown, &kind, kind.at(), 0), Err(Refusal::NeedsUpdate));
        }
    }
}

#[test]
fn an_interview_of_which_nothing_is_known_is_nobodys_own() {
    let who = Who { member: me(), role: Role::Volunteer, grants: BTreeSet::new() };
    let asked = Act::ReadInterview(OfInterview { id: talk(), stream: StreamName::Centre });
    assert_eq!(may(&who, &asked, &NoCase, Hlc::at(NOON), 0), Err(Refusal::NoRight(Right::ReadInterviews)));
}

#[test]
fn the_same_day_is_the_centres_day() {
    let kind = Kind { same_day: true, own: true, ..Kind::all()[0] };
    let amend = Act::AmendInterview(OfInterview { id: talk(), stream: StreamName::Centre });
    let day = |hours: u64, offset| {
        let at = Hlc::at(NOON + hours * 3_600_000);
        may(&kind.who(Role::Volunteer), &amend, &kind, at, offset).is_ok()
    };
    // Finished at noon in Greenwich, which is 17:00 in Almaty and 1:00 in Alofi.
    assert_eq!([day(6, 300), day(7, 300), day(11, 0), day(12, 0)], [true, false, true, false]);
    assert_eq!([day(22, -660), day(23, -660), day(0, i32::MIN)], [true, false, true]);
}

#[test]
fn words_read_back() {
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(*role));
    }
    for grant in Grant::ALL {
        assert_eq!(grant.as_str().parse(), Ok(*grant));
    }
    assert_eq!(Right::ALL.len(), TABLE.len());
    assert_eq!("boss".parse::<Role>(), Err(crate::UnknownWord));
}
