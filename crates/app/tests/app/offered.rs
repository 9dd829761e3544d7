//! What the screens offer to each role can be done by it: nothing that is offered ends in a refusal.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pana_app::command_table::NAMES;
use pana_app::contract::centre::*;
use pana_app::contract::conflict::ConflictListRequest;
use pana_app::contract::contact::*;
use pana_app::contract::doctor::{QuarantineRequest, TakeOverRequest};
use pana_app::contract::double::{DoubleRequest, DoublesRequest};
use pana_app::contract::erase::{EraseCancelRequest, EraseReason, EraseRequest, ErasingRequest};
use pana_app::contract::export::{PreviewRequest, Purpose};
use pana_app::contract::file::{AttachRequest, FileRequest};
use pana_app::contract::follow_up::FollowUpRequest;
use pana_app::contract::form::{FormRequest, NodeRole};
use pana_app::contract::hub::{ByItselfRequest, HubJoinRequest};
use pana_app::contract::interview::*;
use pana_app::contract::lease::LeaseCodeRequest;
use pana_app::contract::letter::*;
use pana_app::contract::meet::*;
use pana_app::contract::needs::{Decision, NeedDecideRequest};
use pana_app::contract::people::{PersonRequest, SearchRequest, Whose};
use pana_app::contract::questionnaire::*;
use pana_app::contract::referral::*;
use pana_app::contract::room::*;
use pana_app::contract::rules::*;
use pana_app::contract::service::*;
use pana_app::contract::standing::*;
use pana_app::contract::territory::TerritoryRequest;
use pana_app::contract::transfer::*;
use pana_app::contract::work::{WorkRequest, WorkWhose};
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::{CaseId, InterviewId, ReferralId};

use crate::help::{Helper, PASSPHRASE, agreed, met, secret};

/// Commands that no role is refused, since nobody is in yet, or since a screen of the system's own is behind them.
const BEFORE_ANYBODY_IS_IN: [&str; 30] = [
    "centre_create",
    "demo_open",
    "demo_leave",
    "unlock",
    // Of a laptop that asks for a call: the tests of `lease`.
    "lease_unlock",
    "lock",
    "recover",
    "folder_pick",
    "file_pick",
    "printers",
    "export_progress",
    "export_cancel",
    "meet_progress",
    "meet_stop",
    // Of a laptop that joins: the tests of `meet`.
    "device_join",
    "device_waits",
    "device_forget",
    "meet_finish",
    "join_online",
    "join_look",
    "join_go_on",
    // Ask for a hub, and for a laptop that joins by it: the terminal's tests of `join`, and the built window's `by_words`.
    "online_invite",
    "online_look",
    "online_accept",
    // Asks for somebody who was suspended: `who_removed_each_other_stand_apart_…` in the UI, and the store's own tests.
    "member_confirm",
    // Ask for somebody else who offers a case: the tests of `closing`.
    "case_take",
    "case_decline",
    // Ask for something that two laptops wrote apart: the tests of `conflict`.
    "conflict_show",
    "conflict_settle",
    // Asks for somebody whom another member said to have died: `a_talk_in_private_with_somebody_said_to_have_died_…` in `meeting`.
    "meeting_end",
];

/// What one member tried.
struct Walk<'a> {
    helper: &'a Helper,
    role: &'a str,
    tried: BTreeSet<&'static str>,
    refused: Vec<String>,
}

impl Walk<'_> {
    /// Notes how a command ended that a screen offers.
    fn note<T>(&mut self, command: &'static str, ended: Result<T, AppError>) -> Option<T> {
        assert!(NAMES.contains(&command), "{command}");
        self.tried.insert(command);
        if let Err(error) = &ended
            && [ErrorCode::NoRight, ErrorCode::NoGrant, ErrorCode::AmendRefused].iter().any(|code| error.is(*code))
        {
            self.refused.push(format!("{}: {command} ends in {error}", self.role));
        }
        ended.ok()
    }

    /// Every screen of the top bar, with what it offers.
    fn everything(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let state = self.note("state", usecase::state(app, &())).unwrap();
        let AppState::Open { may_export, may_add_members, .. } = state else { panic!("not open") };
        self.today();
        self.people();
        self.questionnaires(folder);
        self.services(folder);
        if may_export {
            self.export(folder);
        }
        self.members(may_add_members);
        self.laptops(folder);
        self.check(folder);
        self.settings();
        self.centres(folder);
        self.erasures();
    }

    /// Other centres: one is got to know, a case is handed over to it, and that is revoked.
    fn centres(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let list = usecase::device_list(app, &()).unwrap();
        let search = SearchRequest { text: String::new(), limit: 1, whose: Word(Whose::All) };
        let first = usecase::people_search(app, &search).unwrap().people.remove(0).case;
        let may = usecase::person_open(app, &PersonRequest { case: first }).unwrap().may_hand_over;
        assert_eq!(may, list.may_hand_over, "{}: the page and the screen of laptops agree", self.role);
        if !may {
            return;
        }
        self.note("centres_known", usecase::centres_known(app, &()));
        self.note("transfer_list", usecase::transfer_list(app, &()));
        if !list.may_know {
            return;
        }
        let interview = self.helper.start("intake", None).interview;
        self.helper.lead(&interview, usize::MAX);
        let case = usecase::interview_finish(app, &FinishRequest { interview, allow_incomplete: true }).unwrap().case;
        let (case, path) = (case.unwrap(), |path: &Path| PathRequest { path: path.to_owned() });
        let other = tempfile::tempdir().unwrap();
        let there = Helper::with_centre(other.path());
        let card = self.note("centre_card", usecase::centre_card(app, &path(folder))).unwrap();
        let know = |card: CentreCardView| CentreKnowRequest { file: card.file.unwrap(), check: card.digits };
        usecase::centre_know(&there.app, &know(card)).unwrap();
        let card = usecase::centre_card(&there.app, &path(other.path())).unwrap();
        self.note("centre_know", usecase::centre_know(app, &know(card))).unwrap();
        let to = self.note("centres_known", usecase::centres_known(app, &())).unwrap().remove(0).centre;
        let asked = TransferConsentRequest { case, to: to.clone(), read_on: false, consent: agreed(&[]) };
        self.note("transfer_consent", usecase::transfer_consent(app, &asked)).unwrap();
        let give = TransferGiveRequest { case, to: to.clone(), out: Some(folder.to_owned()) };
        let given = self.note("transfer_give", usecase::transfer_give(app, &give)).unwrap();
        let rows = self.note("transfer_list", usecase::transfer_list(app, &())).unwrap();
        assert_eq!(Some(&rows[0].transfer), given.transfer.as_ref());
        let out = folder.join("again");
        std::fs::create_dir_all(&out).unwrap();
        let named = TransferNamedRequest { transfer: given.transfer.unwrap(), reason: String::new(), out };
        self.note("transfer_again", usecase::transfer_again(app, &named)).unwrap();
        let file = given.file.unwrap();
        // It is sealed to the other centre.
        assert!(self.note("transfer_show", usecase::transfer_show(app, &path(&file))).is_none());
        let of_file = TransferFileRequest { file: file.clone(), out: folder.to_owned(), reason: String::new() };
        assert!(self.note("transfer_accept", usecase::transfer_accept(app, &of_file)).is_none());
        assert!(self.note("transfer_decline", usecase::transfer_decline(app, &of_file)).is_none());
        let declined = TransferFileRequest { out: other.path().to_owned(), ..of_file };
        let word = usecase::transfer_decline(&there.app, &declined).unwrap().file;
        self.note("transfer_revoke", usecase::transfer_revoke(app, &named)).unwrap();
        self.note("transfer_answer", usecase::transfer_answer(app, &path(&word)));
        let holds = Word(TransferState::Revoked);
        let settle = TransferSettleRequest { transfer: named.transfer, holds };
        self.note("transfer_settle", usecase::transfer_settle(app, &settle));
        self.note("centre_forget", usecase::centre_forget(app, &CentreNamedRequest { centre: to })).unwrap();
    }

    /// Last, since who is erased is on no screen any more.
    fn erasures(&mut self) {
        let app = &self.helper.app;
        let search = SearchRequest { text: String::new(), limit: 1, whose: Word(Whose::All) };
        let Some(found) = self.note("people_search", usecase::people_search(app, &search)) else { return };
        let request = PersonRequest { case: found.people[0].case };
        let Some(person) = self.note("person_open", usecase::person_open(app, &request)) else { return };
        let members = usecase::member_list(app, &()).unwrap();
        assert_eq!(person.may_erase, members.may_erase, "{}: the page and the screen of members agree", self.role);
        if person.may_erase {
            let case = request.case;
            let erasing = usecase::case_erasing(app, &ErasingRequest { case, joined: true });
            let erasing = self.note("case_erasing", erasing).unwrap();
            assert!(erasing.second && !erasing.waits);
            let is_other = |member: &&MemberView| member.may_recover && member.name != self.role;
            let other = members.members.iter().find(is_other).unwrap();
            let agreed = Agreed::Second { member: other.id, passphrase: secret(PASSPHRASE) };
            let reason = Word(EraseReason::Asked);
            let erase = EraseRequest { case, joined: false, reason, agreed, shown: None, revoke: None };
            let made = self.note("erase_case", usecase::erase_case(app, &erase)).unwrap().made;
            self.note("erasure_list", usecase::erasure_list(app, &()));
            self.note("erasure_roll", usecase::erasure_roll(app, &()));
            self.note("erasure_cancel", usecase::erasure_cancel(app, &EraseCancelRequest { number: made.number }));
        }
    }

    fn today(&mut self) {
        let app = &self.helper.app;
        let home = self.note("home", usecase::home(app, &())).unwrap();
        self.note("foot", usecase::foot(app, &()));
        let asked = ConflictListRequest { case: None, from: 0, limit: 50 };
        self.note("conflict_list", usecase::conflict_list(app, &asked));
        for whose in [WorkWhose::Mine, WorkWhose::All] {
            self.note("work_list", usecase::work_list(app, &WorkRequest { whose: Word(whose), awaited: true }));
        }
        for row in self.note("cases_to_tell", usecase::cases_to_tell(app, &())).unwrap() {
            self.note("case_told", usecase::case_told(app, &PersonRequest { case: row.case }));
        }
        if let Some(ready) = home.month {
            let request = TerritoryRequest { month: Some(ready.month), region: None };
            self.note("territory_show", usecase::territory_show(app, &request));
        }
        if home.clock_ahead.is_some_and(|ahead| ahead.may_confirm) {
            self.note("date_confirm", usecase::date_confirm(app, &()));
        }
        for draft in home.drafts {
            self.interview(draft.interview, None);
        }
        for later in home.ask_later {
            let request = InterviewRequest { interview: later.interview, case: Some(later.case) };
            self.note("interview_amend", usecase::interview_amend(app, &request));
            self.note("interview_discard", usecase::interview_discard(app, &request));
        }
    }

    /// An interview on the screen, that is not finished.
    fn interview(&mut self, interview: Id<InterviewId>, case: Option<Id<CaseId>>) {
        let app = &self.helper.app;
        let request = InterviewRequest { interview, case };
        let Some(view) = self.note("interview_open", usecase::interview_open(app, &request)) else { return };
        let at = view.nodes.iter().find(|node| node.relevant && !node.readonly).map(|node| node.at.clone()).unwrap();
        self.note("interview_place", usecase::interview_place(app, &PlaceRequest { interview, at: at.clone() }));
        let answer = AnswerRequest { interview, at: at.clone(), answer: AnswerView::Later };
        self.note("interview_answer", usecase::interview_answer(app, &answer));
        let path = "no such file".to_owned();
        self.note("file_attach", usecase::file_attach(app, &AttachRequest { interview, at, path }));
        let name = "x.png".to_owned();
        self.note("interview_media", usecase::interview_media(app, &MediaRequest { interview, name: name.clone() }));
        self.note("file_show", usecase::file_show(app, &FileRequest { interview, case, name }));
        if let Some(list) = view.form.nodes.iter().find(|node| node.role == NodeRole::Repeat) {
            let added = RepeatRequest { interview, at: list.path.clone() };
            let delta = self.note("interview_repeat_add", usecase::interview_repeat_add(app, &added));
            let new = delta
                .and_then(|delta| delta.order?.into_iter().find(|at| at.starts_with(&list.path) && at.ends_with(']')));
            let gone = RepeatRequest { interview, at: new.unwrap_or_default() };
            self.note("interview_repeat_remove", usecase::interview_repeat_remove(app, &gone));
        }
        self.note("interview_review", usecase::interview_review(app, &request));
    }

    fn people(&mut self) {
        let app = &self.helper.app;
        let search = SearchRequest { text: String::new(), limit: 50, whose: Word(Whose::All) };
        let found = self.note("people_search", usecase::people_search(app, &search)).unwrap();
        let forms = self.note("form_list", usecase::form_list(app, &())).unwrap();
        for form in forms.iter().filter(|form| form.allowed && form.opens_case) {
            self.note("form_show", usecase::form_show(app, &FormRequest { form: form.form.clone() }));
        }
        for hit in found.people {
            let Some(page) = self.note("person_open", usecase::person_open(app, &PersonRequest { case: hit.case }))
            else {
                continue;
            };
            self.note("needs_show", usecase::needs_show(app, &PersonRequest { case: hit.case }));
            let accepts = NeedDecideRequest {
                case: hit.case,
                need: "housing".to_owned(),
                decision: Some(Word(Decision::Accepted)),
                reason: None,
                words: String::new(),
                urgency: None,
            };
            self.note("need_decide", usecase::need_decide(app, &accepts));
            self.hands(hit.case, &page.standing);
            self.referral(hit.case);
            for row in page.interviews {
                let request = InterviewRequest { interview: row.interview, case: Some(hit.case) };
                if row.may_read && row.status == Status::Finished {
                    let view = self.note("interview_open", usecase::interview_open(app, &request)).unwrap();
                    assert_eq!(view.may_amend, row.may_amend, "{}: the page and the interview agree", self.role);
                }
                if row.may_amend {
                    self.note("interview_amend", usecase::interview_amend(app, &request));
                    let finish = FinishRequest { interview: row.interview, allow_incomplete: true };
                    self.note("interview_finish", usecase::interview_finish(app, &finish));
                }
            }
            for form in forms.iter().filter(|form| form.allowed) {
                let begin = StartInterviewRequest { form: form.form.clone(), case: Some(hit.case), has: None };
                if let Some(begun) = self.note("interview_start", usecase::interview_start(app, &begin)) {
                    let request = InterviewRequest { interview: begun.interview, case: begun.case };
                    self.note("interview_discard", usecase::interview_discard(app, &request));
                }
            }
        }
    }

    /// What the page offers of the case as a whole.
    fn hands(&mut self, case: Id<CaseId>, standing: &StandingView) {
        let (app, words) = (&self.helper.app, String::new);
        let of = PersonRequest { case };
        if standing.may_offer {
            let to = standing.colleagues.iter().find(|other| !other.is_me).unwrap().member;
            self.note("case_offer", usecase::case_offer(app, &CaseHandRequest { case, to, words: words() })).unwrap();
            self.note("case_offer_revoke", usecase::case_offer_revoke(app, &of)).unwrap();
        }
        if standing.may_close {
            let closing = self.note("case_closing", usecase::case_closing(app, &of)).unwrap();
            let fate = |referral: &ClosingReferral| ReferralFate {
                referral: referral.referral,
                fate: Word(if referral.may_cancel { Fate::Cancel } else { Fate::GoesOn }),
            };
            let close = CaseCloseRequest {
                case,
                reason: Word(CloseReason::Moved),
                on: closing.today,
                words: words(),
                referrals: closing.referrals.iter().map(fate).collect(),
            };
            let closed = self.note("case_close", usecase::case_close(app, &close)).unwrap();
            assert!(closed.may_reopen && !closed.may_close && !closed.may_offer);
            self.note("case_reopen", usecase::case_reopen(app, &CaseWordsRequest { case, words: words() })).unwrap();
        }
        if standing.may_give
            && let Some(me) = standing.colleagues.iter().find(|other| other.is_me)
        {
            let give = CaseHandRequest { case, to: me.member, words: words() };
            self.note("case_give", usecase::case_give(app, &give)).unwrap();
        }
        self.note("case_told", usecase::case_told(app, &of)).unwrap();
        let doubles = self.note("doubles_show", usecase::doubles_show(app, &of)).unwrap();
        self.note("doubles_list", usecase::doubles_list(app, &DoublesRequest { limit: 9 })).unwrap();
        for double in doubles.perhaps.iter().filter(|double| double.may_decide) {
            let request = DoubleRequest { case, other: double.case, words: "сөз".to_owned() };
            self.note("doubles_join", usecase::doubles_join(app, &request)).unwrap();
            self.note("doubles_part", usecase::doubles_part(app, &request)).unwrap();
        }
    }

    fn questionnaires(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let catalogue = self.note("form_catalogue", usecase::form_catalogue(app, &())).unwrap();
        for form in &catalogue.forms {
            let name = form.form.clone();
            self.note("form_try", usecase::form_try(app, &FormTryRequest::Centre(name.clone())));
            let saved = FormSaveRequest { form: name.clone(), folder: folder.to_string_lossy().into_owned() };
            self.note("form_save", usecase::form_save(app, &saved));
            if let (true, Some(earlier)) = (catalogue.may_publish, form.earlier.first()) {
                let again = FormAgainRequest { form: name, hash: earlier.hash.clone() };
                self.note("form_again", usecase::form_again(app, &again));
            }
        }
        self.rules(folder);
        if !catalogue.may_read {
            return;
        }
        let (one, two) = (survey(folder, "1"), survey(folder, "2"));
        for path in [one, two] {
            let read = self.note("form_read", usecase::form_read(app, &FormFileRequest { path })).unwrap();
            self.note("form_try", usecase::form_try(app, &FormTryRequest::Reading(read.reading.clone())));
            if read.may_publish {
                let publish = FormPublishRequest { reading: read.reading };
                self.note("form_publish", usecase::form_publish(app, &publish));
            }
        }
        let catalogue = usecase::form_catalogue(app, &()).unwrap();
        let earlier =
            catalogue.forms.iter().find_map(|form| Some((form.form.clone(), form.earlier.first()?.hash.clone())));
        if let (true, Some((form, hash))) = (catalogue.may_publish, earlier) {
            self.note("form_again", usecase::form_again(app, &FormAgainRequest { form, hash }));
        }
    }

    /// The rules of needs: taken out, looked through, taken in, and back to those that ship.
    fn rules(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let rules = self.note("rules_show", usecase::rules_show(app, &())).unwrap();
        let save = RulesSaveRequest { folder: folder.to_string_lossy().into_owned() };
        let path = self.note("rules_save", usecase::rules_save(app, &save)).unwrap();
        if !rules.may_read {
            return;
        }
        for path in [Some(path), None] {
            let read = self.note("rules_read", usecase::rules_read(app, &RulesReadRequest { path })).unwrap();
            assert_eq!(read.may_publish, rules.may_publish);
            if read.may_publish {
                let publish = RulesPublishRequest { reading: read.reading };
                self.note("rules_publish", usecase::rules_publish(app, &publish));
            }
        }
    }

    /// The directory of services, a service's page, and a list looked through and taken in.
    fn services(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let list = folder.join("list");
        std::fs::create_dir_all(&list).unwrap();
        let services = "id,organization_id,name,status\ns1,,Баспана,active\n";
        std::fs::write(list.join("services.csv"), services).unwrap();
        let search = ServiceSearchRequest { all: true, ..ServiceSearchRequest::default() };
        let found = self.note("service_search", usecase::service_search(app, &search)).unwrap();
        if found.directory.may_read {
            let path = list.to_string_lossy().into_owned();
            let read = self.note("service_read", usecase::service_read(app, &ServiceFileRequest { path })).unwrap();
            if read.may_take {
                let take = ServiceTakeRequest { package: read.package, vanished: Vec::new() };
                self.note("service_take", usecase::service_take(app, &take));
                let folder = folder.join("services").to_string_lossy().into_owned();
                self.note("service_export", usecase::service_export(app, &ServiceExportRequest { folder }));
            }
        }
        for row in usecase::service_search(app, &search).unwrap().services {
            let request = ServiceRequest { service: row.service.clone(), edition: None };
            let page = self.note("service_show", usecase::service_show(app, &request)).unwrap();
            if page.may_check {
                let check = ServiceCheckRequest {
                    service: row.service.clone(),
                    places: Some(Word(Places::Has)),
                    free: None,
                    wait: String::new(),
                    is_right: Some(true),
                    words: String::new(),
                };
                self.note("service_check", usecase::service_check(app, &check));
            }
            if let Some(mut input) = page.input {
                input.alert = format!("{} қоңырау шалыңыз", input.alert);
                let save = ServiceSaveRequest { service: Some(row.service), input };
                self.note("service_save", usecase::service_save(app, &save));
            }
        }
    }

    fn export(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let forms = usecase::form_list(app, &()).unwrap();
        // The screen offers those whose interviews the member may lead.
        for form in forms.iter().filter(|form| form.allowed) {
            for purpose in [Purpose::Care, Purpose::Statistics] {
                let form = form.form.clone();
                let preview = PreviewRequest { form, purpose: Word(purpose), labels: None, words: "en".to_owned() };
                self.note("export_preview", usecase::export_preview(app, &preview));
            }
            let mut start = self.helper.export_request(&form.form, "csv", folder);
            let members = usecase::member_list(app, &()).unwrap().members;
            let other = members.iter().find(|member| member.name != self.role).unwrap();
            start.second = Some(self.helper.second(&other.name, PASSPHRASE));
            self.note("export_start", usecase::export_start(app, &start));
        }
    }

    fn members(&mut self, may_add: bool) {
        let app = &self.helper.app;
        let view = self.note("member_list", usecase::member_list(app, &())).unwrap();
        assert_eq!(view.may_administer, may_add, "{}: Today and the screen of members agree", self.role);
        let (other, agreed) = (view.members.iter().find(|member| member.name == "extra").unwrap().id, || Agreed::Alone);
        if view.may_administer {
            let (name, role) = ("new".to_owned(), "volunteer".parse().unwrap());
            let add =
                AddMemberRequest { name, role, grants: Vec::new(), passphrase: secret(PASSPHRASE), agreed: agreed() };
            self.note("member_add", usecase::member_add(app, &add));
            let role = MemberRoleRequest { member: other, role: "worker".parse().unwrap(), agreed: agreed() };
            self.note("member_role", usecase::member_role(app, &role));
        }
        for grant in view.may_give {
            let give = GrantRequest { member: other, grant, agreed: agreed() };
            self.note("grant_give", usecase::grant_give(app, &give));
            self.note("grant_withdraw", usecase::grant_withdraw(app, &give));
        }
        if view.may_administer {
            let remove = RemoveMemberRequest { member: other, agreed: agreed() };
            self.note("member_remove", usecase::member_remove(app, &remove));
        }
        if view.may_make_sheets {
            self.note("sheets_make", usecase::sheets_make(app, &MakeSheetsRequest { agreed: agreed() }));
        }
    }

    /// The laptops: one is asked in, lets itself be let in, meets this one and is taken out.
    fn laptops(&mut self, folder: &Path) {
        let app = &self.helper.app;
        let list = self.note("device_list", usecase::device_list(app, &())).unwrap();
        if list.may_manage {
            let invite = InviteRequest { whom: Invited::Me, file: folder.to_owned() };
            self.note("device_invite", usecase::device_invite(app, &invite)).unwrap();
            let made = usecase::device_list(app, &()).unwrap().invites[0].invite.clone();
            self.note("invite_end", usecase::invite_end(app, &InviteEndRequest { invite: made })).unwrap();
            let invite = usecase::device_invite(app, &invite).unwrap().file;
            let other = tempfile::tempdir().unwrap();
            let join = JoinRequest {
                invite: invite.into(),
                device: "2-ноутбук".to_owned(),
                member: self.role.to_owned(),
                passphrase: secret(PASSPHRASE),
                file: None,
            };
            let joins = usecase::device_join(&crate::help::app(other.path()), &join).unwrap();
            let answer = PathBuf::from(joins.file.unwrap());
            self.note("device_asks", usecase::device_asks(app, &PathRequest { path: answer.clone() })).unwrap();
            let accept = AcceptRequest { request: answer, check: joins.check, folder: None, agreed: Agreed::Alone };
            let job = self.note("meet_accept", usecase::meet_accept(app, &accept)).unwrap();
            assert!(matches!(met(app, &job), MeetProgress::Done { written: Some(_), .. }));
        }
        // No hub answers here: what a meeting with one comes to is shown where one does.
        assert_eq!(self.note("hub_show", usecase::hub_show(app, &())).unwrap(), None);
        self.note("hub_turn", usecase::hub_turn(app, &())).unwrap();
        self.note("hub_by_itself", usecase::hub_by_itself(app, &ByItselfRequest { on: true })).unwrap();
        self.note("meet_hub", usecase::meet_hub(app, &()));
        let room = self.note("room_open", usecase::room_open(app, &RoomOpenRequest { minutes: 1 })).unwrap();
        self.note("room_look", usecase::room_look(app, &())).unwrap();
        let job = self.note("meet_room", usecase::meet_room(app, &RoomVisitRequest { address: room.address }));
        assert!(matches!(met(app, &job.unwrap()), MeetProgress::Failed { .. }), "it is this laptop itself");
        self.note("room_close", usecase::room_close(app, &())).unwrap();
        if list.may_manage {
            let join = HubJoinRequest { address: "hub.invalid".to_owned(), token: secret("panahub-0") };
            self.note("hub_join", usecase::hub_join(app, &join));
        }
        let list = usecase::device_list(app, &()).unwrap();
        let to: Vec<String> =
            list.devices.iter().filter(|device| !device.own).map(|device| device.id.to_string()).collect();
        let look = self.note("meet_look", usecase::meet_look(app, &MeetLookRequest { folder: folder.to_owned() }));
        assert!(matches!(met(app, &look.unwrap()), MeetProgress::Looked { .. }));
        let meet = MeetRequest { folder: folder.to_owned(), read: false, to: to.clone() };
        let job = self.note("meet_start", usecase::meet_start(app, &meet)).unwrap();
        assert!(matches!(met(app, &job), MeetProgress::Done { .. }), "{}", self.role);
        self.note("lease_show", usecase::lease_show(app, &()));
        if list.may_manage {
            let renew = LeaseCodeRequest { device: to[0].clone(), challenge: "0000-0000".to_owned(), taken_out: false };
            self.note("lease_code", usecase::lease_code(app, &renew)).unwrap();
            let revoke = RevokeRequest { device: to[0].clone(), agreed: Agreed::Alone };
            self.note("device_revoke", usecase::device_revoke(app, &revoke)).unwrap();
        }
    }

    fn check(&mut self, folder: &Path) {
        let app = &self.helper.app;
        self.note("doctor", usecase::doctor(app, &()));
        let aside = self.note("quarantine_list", usecase::quarantine_list(app, &())).unwrap();
        if aside.may_take_over {
            let member = usecase::member_list(app, &()).unwrap().members[0].id;
            self.note("quarantine_admit", usecase::quarantine_admit(app, &TakeOverRequest::Member { member }));
        }
        if aside.may_export {
            let request = QuarantineRequest { folder: folder.join("aside").to_string_lossy().into_owned() };
            self.note("quarantine_export", usecase::quarantine_export(app, &request));
        }
    }

    fn settings(&mut self) {
        let app = &self.helper.app;
        self.note("keep_awake", usecase::keep_awake(app, &()));
        self.note("screen_note", usecase::screen_note(app, &ScreenRequest { interview: None, case: None }));
        self.note("language_get", usecase::language_get(app, &()));
        self.note("language_set", usecase::language_set(app, &LanguageRequest { language: "kk".to_owned() }));
        self.note("text_size_get", usecase::text_size_get(app, &()));
        self.note("text_size_set", usecase::text_size_set(app, &TextSizeRequest { percent: 125 }));
        let contact = self.note("centre_contact", usecase::centre_contact(app, &())).unwrap();
        if contact.may_say {
            let phones = vec!["+7 727 000 00 00".to_owned()];
            let said = CentreContact { phones, ..contact.contact };
            let said = CentreContactSayRequest { contact: said, seen: contact.seen };
            self.note("centre_contact_say", usecase::centre_contact_say(app, &said));
        }
        self.note("settings_idle", usecase::settings_idle(app, &IdleRequest { minutes: 20 }));
        let passphrase = PassphraseRequest { old: secret(PASSPHRASE), new: secret(PASSPHRASE) };
        self.note("member_passphrase", usecase::member_passphrase(app, &passphrase));
    }
}

impl Walk<'_> {
    /// What a page of a referral offers is done, one after the other.
    fn referral(&mut self, case: Id<CaseId>) {
        let app = &self.helper.app;
        let create = ReferralCreateRequest {
            case,
            needs: vec!["housing".to_owned()],
            directory: None,
            service: "dom_urgent".to_owned(),
            recipient: "Баспана".to_owned(),
            phone: String::new(),
            address: String::new(),
            urgency: None,
            words: String::new(),
            replaces: None,
            reopens: None,
        };
        let Some(mut view) = self.note("referral_create", usecase::referral_create(app, &create)) else { return };
        let referral = view.row.referral;
        self.note("referral_show", usecase::referral_show(app, &ReferralRequest { case, referral }));
        self.note("referral_list", usecase::referral_list(app, &PersonRequest { case }));
        self.note("service_kinds", usecase::service_kinds(app, &()));
        self.note("service_suggest", usecase::service_suggest(app, &SuggestRequest { case }));
        self.note("referrals_due", usecase::referrals_due(app, &()));
        self.note("referrals_said", usecase::referrals_said(app, &PersonRequest { case }));
        let plan = FollowUpRequest { case, on: Some("2099-12-31".to_owned()) };
        self.note("follow_up_plan", usecase::follow_up_plan(app, &plan));
        let said = |detail, value: &str| DetailRow { detail: Word(detail), value: value.to_owned() };
        for entry in &view.may_write {
            let details = vec![
                said(Detail::Words, "сөз"),
                said(Detail::Channel, "phone"),
                said(Detail::On, "2026-06-15"),
                said(Detail::At, "2026-06-15T10:00:00Z"),
            ];
            // An error would end what follows.
            if entry.0 != EntryKind::Error && entry.0 != EntryKind::Printed {
                let request = ReferralEntryRequest { case, referral, entry: *entry, details, despite_unsafe: false };
                self.note("referral_entry", usecase::referral_entry(app, &request));
            }
        }
        if view.may.contains(&Word(ReferralStep::Confirm)) {
            self.note("referral_facts", usecase::referral_facts(app, &ReferralRequest { case, referral }));
            let consent = agreed(&["need"]);
            let request = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
            if let Some(ready) = self.note("referral_confirm", usecase::referral_confirm(app, &request)) {
                view = ready;
            }
        }
        if view.may_write.contains(&Word(EntryKind::Printed)) {
            self.letter(case, referral);
        }
        if view.may.contains(&Word(ReferralStep::Deliver)) {
            let details = vec![said(Detail::Channel, "letter")];
            let request = ReferralStepRequest { case, referral, step: Word(ReferralStep::Deliver), details };
            self.note("referral_step", usecase::referral_step(app, &request));
        }
        for consent in
            self.note("consent_list", usecase::consent_list(app, &PersonRequest { case })).unwrap_or_default()
        {
            let request = ConsentWithdrawRequest { case, consent: consent.consent };
            self.note("consent_withdraw", usecase::consent_withdraw(app, &request));
        }
    }
}

impl Walk<'_> {
    /// The letter of a referral that is ready, and its slip.
    fn letter(&mut self, case: Id<CaseId>, referral: Id<ReferralId>) {
        let app = &self.helper.app;
        let letter = LetterAsked { case, referral, languages: Vec::new(), neutral: None, bring: Vec::new() };
        let preview = self.note("letter_preview", usecase::letter_preview(app, &letter)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (to, printer) = (Word(LetterTo::Folder), String::new());
        let (languages, out) = (vec!["kk".to_owned()], folder.path().to_string_lossy().into_owned());
        let sheet =
            HeldSheetRequest { case, languages: languages.clone(), to, folder: out.clone(), printer: printer.clone() };
        assert!(usecase::person_open(app, &PersonRequest { case }).unwrap().may_make_sheet);
        self.note("held_sheet", usecase::held_sheet(app, &sheet)).unwrap();
        let fields = vec!["need".to_owned()];
        let sheet =
            ConsentSheetRequest { case, referral, fields, languages, to, folder: out, printer: printer.clone() };
        self.note("consent_sheet", usecase::consent_sheet(app, &sheet)).unwrap();
        let request = LetterRequest { letter, to, folder: folder.path().to_string_lossy().into_owned(), printer };
        self.note("referral_letter", usecase::referral_letter(app, &request)).unwrap();
        self.note("slip_find", usecase::slip_find(app, &SlipRequest { code: preview.slip })).unwrap();
    }
}

/// A questionnaire of the centre's own in a folder.
fn survey(folder: &Path, version: &str) -> String {
    let folder = folder.join(format!("course-{version}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("survey.csv"), format!("type,name,label\ntext,town,Town {version}\n")).unwrap();
    let settings = format!("form_id,form_title,version,opens_case\ncourse,Course,{version},yes\n");
    std::fs::write(folder.join("settings.csv"), settings).unwrap();
    folder.to_string_lossy().into_owned()
}

/// A finished interview with a question that was put off, and one that is not finished.
fn two_interviews(helper: &Helper) {
    let finished = helper.start("intake", None);
    let at = helper.place_of(&finished, "consent");
    helper.answer(&finished.interview, &at, AnswerView::Value("agree".to_owned()));
    let name = helper.place_of(&helper.open(&finished.interview), "family_name");
    helper.answer(&finished.interview, &name, AnswerView::Later);
    let finish = FinishRequest { interview: finished.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let begun = helper.start("intake", None);
    helper.answer(&begun.interview, &at, AnswerView::Value("agree".to_owned()));
    // Somebody who is here twice.
    for _ in 0..2 {
        crate::follow_up::finish(helper, "intake", None, &crate::doubles::ZEIDAN);
    }
}

#[test]
fn nothing_that_a_screen_offers_to_a_role_ends_in_a_refusal() {
    let mut tried: BTreeSet<&str> = BEFORE_ANYBODY_IS_IN.into();
    let mut refused = Vec::new();
    for role in ["volunteer", "worker", "supervisor", "coordinator"] {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let helper = Helper::with_centre(folder.path());
        helper.add_member(role, role);
        helper.add_member("extra", "volunteer");
        two_interviews(&helper);
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(role);
        two_interviews(&helper);
        let mut walk = Walk { helper: &helper, role, tried: BTreeSet::new(), refused: Vec::new() };
        walk.everything(out.path());
        tried.append(&mut walk.tried);
        refused.append(&mut walk.refused);
    }
    assert!(refused.is_empty(), "{refused:#?}");
    // A date is in doubt in a test of its own.
    tried.insert("date_confirm");
    let missing: Vec<&&str> = NAMES.iter().filter(|name| !tried.contains(**name)).collect();
    assert!(missing.is_empty(), "a command that no role tried: {missing:?}");
}
