// Every command of the shell, once: name, request, reply. A plain `//` heads this file because it is read three times:
// by this crate (names, TypeScript), by the shell's build script (permissions) and by the shell (handlers).
commands! {
    /// Where the app stands.
    state: () => AppState;
    /// The language of the app.
    language_get: () => String;
    /// Chooses the language of the app; it holds from the next start too.
    language_set: LanguageRequest => ();
    /// How large everything is shown on this device.
    text_size_get: () => TextSizeView;
    /// Shows everything larger or smaller; it holds from the next start too.
    text_size_set: TextSizeRequest => TextSizeView;
    /// Makes a centre on this device and opens it. The recovery sheets are shown once.
    centre_create: CreateCentreRequest => Vec<RecoverySheetView>;
    /// Makes the marked demo centre when it is missing and goes to its unlock screen.
    demo_open: () => AppState;
    /// Leaves the demo centre for the device's own centre.
    demo_leave: () => AppState;
    /// Opens the store.
    unlock: UnlockRequest => AppState;
    /// Opens a store whose lease is over, with the code that a coordinator read aloud.
    lease_unlock: LeaseUnlockRequest => AppState;
    /// Where the lease of this laptop stands.
    lease_show: () => Option<LeaseView>;
    /// The code that renews the lease of another laptop.
    lease_code: LeaseCodeRequest => LeaseCodeView;
    /// Locks: keys are wiped, drafts stay, the web view is loaded anew.
    lock: () => ();
    /// Input was seen: the time to the idle lock begins again.
    keep_awake: () => ();
    /// Notes which interview is on the screen, to go back to it after the lock.
    screen_note: ScreenRequest => ();
    /// Opens the store with both recovery sheets and sets a coordinator's new passphrase.
    recover: RecoverRequest => AppState;
    /// Who works with Pana in this centre.
    member_list: () => MembersView;
    /// Adds a member.
    member_add: AddMemberRequest => MembersView;
    /// Removes a member for good.
    member_remove: RemoveMemberRequest => MembersView;
    /// Confirms the removal of a suspended member.
    member_confirm: ConfirmRequest => MembersView;
    /// Gives a member another role.
    member_role: MemberRoleRequest => MembersView;
    /// Gives a member a grant.
    grant_give: GrantRequest => MembersView;
    /// Takes a grant back.
    grant_withdraw: GrantRequest => MembersView;
    /// Makes new recovery sheets in place of the old ones; the reply holds both, once.
    sheets_make: MakeSheetsRequest => Vec<RecoverySheetView>;
    /// The centre's laptops, and who was asked in from here.
    device_list: () => DevicesView;
    /// Asks a laptop in.
    device_invite: InviteRequest => InvitedView;
    /// Asks a laptop in on line.
    online_invite: OnlineInviteRequest => OnlineView;
    /// How far an invite is that is answered on line.
    online_look: InviteEndRequest => OnlineView;
    /// Lets a laptop in that shows its digits.
    online_accept: OnlineAcceptRequest => LetInView;
    /// Takes an invite back.
    invite_end: InviteEndRequest => DevicesView;
    /// What a laptop that answers says of itself.
    device_asks: PathRequest => AsksToJoinView;
    /// Takes a laptop out of the centre.
    device_revoke: RevokeRequest => DevicesView;
    /// Answers an invite on the new laptop.
    device_join: JoinRequest => JoinView;
    /// Answers words.
    join_online: OnlineJoinRequest => JoinsView;
    /// How far this laptop is that joins on line.
    join_look: () => JoinsView;
    /// Joins on line, if this laptop was let in.
    join_go_on: JoinGoOnRequest => ();
    /// What this laptop shows while it waits to be let in.
    device_waits: () => Option<JoinView>;
    /// This laptop waits to be let in no more.
    device_forget: () => ();
    /// Begins to look into a folder in which laptops meet, and names the job.
    meet_look: MeetLookRequest => String;
    /// Begins to read what lies there and to write what others lack, and names the job.
    meet_start: MeetRequest => String;
    /// Begins to let a laptop in, and names the job.
    meet_accept: AcceptRequest => String;
    /// Begins to join by what lies in a folder, and names the job.
    meet_finish: JoinFinishRequest => String;
    /// The hub that the centre meets at.
    hub_show: () => Option<HubView>;
    /// Brings the centre to a hub.
    hub_join: HubJoinRequest => HubView;
    /// Shall this laptop meet it by itself?
    hub_by_itself: ByItselfRequest => Option<HubView>;
    /// Begins to serve the others in one room.
    room_open: RoomOpenRequest => RoomStands;
    /// Where this laptop serves, and who came.
    room_look: () => Option<RoomStands>;
    /// Serves nobody any more.
    room_close: () => Option<RoomStands>;
    /// Begins to meet a laptop that serves, and names the job.
    meet_room: RoomVisitRequest => String;
    /// Whether a meeting runs by itself, and what became of the last.
    hub_turn: () => HubTurn;
    /// Begins to meet the hub, and names the job.
    meet_hub: () => String;
    /// How far it is.
    meet_progress: JobRequest => MeetProgress;
    /// Stops it; what was taken in stays.
    meet_stop: JobRequest => ();
    /// A new passphrase for the member at work.
    member_passphrase: PassphraseRequest => ();
    /// After how many minutes the app locks itself.
    settings_idle: IdleRequest => ();
    /// How the centre is reached, as its papers say it.
    centre_contact: () => CentreContactView;
    /// Says how the centre is reached, in whole.
    centre_contact_say: CentreContactSayRequest => CentreContactView;
    /// What waits today.
    home: () => HomeView;
    /// What the foot says: how many records made on this device no other device has, and when something was saved.
    foot: () => FootView;
    /// Says that today's date by this computer's clock is right.
    date_confirm: () => HomeView;
    /// The questionnaires.
    form_list: () => Vec<FormRow>;
    /// A questionnaire's rows and lists, before anybody is asked.
    form_show: FormRequest => FormView;
    /// The questionnaires, with the versions that were asked before.
    form_catalogue: () => FormCatalogue;
    /// Reads a questionnaire from a file; nothing changes.
    form_read: FormFileRequest => FormReading;
    /// Publishes what was read.
    form_publish: FormPublishRequest => FormCatalogue;
    /// Asks by an earlier version again.
    form_again: FormAgainRequest => FormCatalogue;
    /// Saves a questionnaire as a spreadsheet, and gives the path.
    form_save: FormSaveRequest => String;
    /// Begins to try a questionnaire out; nothing is written down.
    form_try: FormTryRequest => InterviewView;
    /// Starts an interview.
    interview_start: StartInterviewRequest => InterviewView;
    /// Goes on with a draft, or reads a finished interview.
    interview_open: InterviewRequest => InterviewView;
    /// Sets an answer; it is durable when the reply comes.
    interview_answer: AnswerRequest => InterviewDelta;
    /// Answers a question with a file of this computer; both are durable when the reply comes.
    file_attach: AttachRequest => InterviewDelta;
    /// A kept picture, sound or film, to be drawn or played.
    file_show: FileRequest => FileContent;
    /// Keeps where the worker is.
    interview_place: PlaceRequest => ();
    /// A picture, sound or film that goes with a question or an answer, as a `data:` address; nothing where it is not kept.
    interview_media: MediaRequest => Option<String>;
    /// Adds an instance of a repeat.
    interview_repeat_add: RepeatRequest => InterviewDelta;
    /// Removes an instance of a repeat.
    interview_repeat_remove: RepeatRequest => InterviewDelta;
    /// What to look at before finishing.
    interview_review: InterviewRequest => ReviewView;
    /// Finishes: the answers become a signed record.
    interview_finish: FinishRequest => FinishedView;
    /// Opens a finished interview for changes; the history keeps what was.
    interview_amend: InterviewRequest => InterviewView;
    /// Throws a draft away.
    interview_discard: InterviewRequest => ();
    /// Finds people.
    people_search: SearchRequest => SearchView;
    /// A person's page.
    person_open: PersonRequest => PersonView;
    /// A person's other records: those that may be, and those that somebody decided about.
    doubles_show: PersonRequest => DoublesView;
    /// All pairs of records that may be of one person.
    doubles_list: DoublesRequest => Vec<DoublePair>;
    /// Says that two records are of one person.
    doubles_join: DoubleRequest => DoublesView;
    /// Says that two records are of two people.
    doubles_part: DoubleRequest => PartedView;
    /// What stands side by side because it was written apart.
    conflict_list: ConflictListRequest => ConflictListView;
    /// One of these places, with what stands there.
    conflict_show: ConflictRequest => ConflictView;
    /// Settles one by choosing, with a reason.
    conflict_settle: ConflictSettleRequest => ConflictSettled;
    /// What is to be said before a case is closed.
    case_closing: PersonRequest => ClosingView;
    /// Closes a case with a reason.
    case_close: CaseCloseRequest => StandingView;
    /// Opens a closed case again.
    case_reopen: CaseWordsRequest => StandingView;
    /// Takes the talk in private with somebody who is said to have died off the list.
    meeting_end: PersonRequest => StandingView;
    /// Offers a case to a colleague.
    case_offer: CaseHandRequest => StandingView;
    /// Takes such an offer back.
    case_offer_revoke: PersonRequest => StandingView;
    /// Gives a case to somebody at once.
    case_give: CaseHandRequest => StandingView;
    /// Takes a case that is offered.
    case_take: PersonRequest => StandingView;
    /// Declines a case that is offered.
    case_decline: CaseWordsRequest => StandingView;
    /// Cases that are offered to the member, and what they are told of others once.
    cases_to_tell: () => Vec<CaseToTell>;
    /// Writes down that the member was told of a case.
    case_told: PersonRequest => Vec<CaseToTell>;
    /// What the finished interviews of a person mean: needs, and the kinds of services that fit.
    needs_show: PersonRequest => NeedsView;
    /// Accepts a need, sets it aside, adds one by hand, or takes that back.
    need_decide: NeedDecideRequest => NeedsView;
    /// What a month of a region or of the whole centre comes to, and which rules about a territory hold.
    territory_show: TerritoryRequest => TerritoryView;
    /// Which rules are asked.
    rules_show: () => RulesView;
    /// Reads a table of rules from a file, or looks at those that ship, and says what it would change; nothing changes.
    rules_read: RulesReadRequest => RulesReading;
    /// Takes in what was read, in whole or not at all.
    rules_publish: RulesPublishRequest => RulesView;
    /// Saves the rules that are asked as a spreadsheet, and gives the path.
    rules_save: RulesSaveRequest => String;
    /// The kinds of services.
    service_kinds: () => Vec<ServiceKindRow>;
    /// Looks for services in the directory.
    service_search: ServiceSearchRequest => ServiceSearchView;
    /// A service's page.
    service_show: ServiceRequest => ServiceView;
    /// Reads a package of services from a file or folder, and says what it would change; nothing changes.
    service_read: ServiceFileRequest => ServiceImportView;
    /// Takes in what was read, in whole or not at all.
    service_take: ServiceTakeRequest => ServiceTakenView;
    /// Writes the directory as a package into a folder; nothing is written over.
    service_export: ServiceExportRequest => ServiceExportView;
    /// Enters a service by hand, or corrects one.
    service_save: ServiceSaveRequest => ServiceView;
    /// Writes down what a service said today.
    service_check: ServiceCheckRequest => ServiceView;
    /// Which services fit what a person needs, and why, and why not.
    service_suggest: SuggestRequest => SuggestView;
    /// The referrals of a person.
    referral_list: PersonRequest => Vec<ReferralRow>;
    /// All referrals of which something is due.
    referrals_due: () => Vec<ReferralRow>;
    /// What waits today, in the order of harm.
    work_list: WorkRequest => WorkView;
    /// Plans when a person is to be asked again.
    follow_up_plan: FollowUpRequest => Option<FollowUpView>;
    /// What the person said of their referrals when they were asked last, and what may follow.
    referrals_said: PersonRequest => Vec<ReferralSaid>;
    /// A referral's page.
    referral_show: ReferralRequest => ReferralView;
    /// Begins a referral.
    referral_create: ReferralCreateRequest => ReferralView;
    /// Records the answer for a referral's recipient; a yes makes it ready.
    referral_confirm: ReferralConfirmRequest => ReferralView;
    /// Makes a step of a referral.
    referral_step: ReferralStepRequest => ReferralView;
    /// Writes something beside the steps of a referral.
    referral_entry: ReferralEntryRequest => ReferralView;
    /// What the facts say that may be passed on by a referral.
    referral_facts: ReferralRequest => Vec<FactRow>;
    /// A letter before it is made.
    letter_preview: LetterAsked => LetterPreview;
    /// Makes a letter: into a folder, or on a printer.
    referral_letter: LetterRequest => LetterMade;
    /// Makes the sheet that is read to a person before they agree.
    consent_sheet: ConsentSheetRequest => SheetMade;
    /// Makes the sheet of what is held about a person, for that person.
    held_sheet: HeldSheetRequest => SheetMade;
    /// What sheets may be printed on, the usual one first; none where this system prints by other programs.
    printers: () => Vec<String>;
    /// The referral whose slip has this code.
    slip_find: SlipRequest => SlipFound;
    /// The consents of a person.
    consent_list: PersonRequest => Vec<ConsentRow>;
    /// Takes a consent back, on the person's word.
    consent_withdraw: ConsentWithdrawRequest => Vec<ConsentRow>;
    /// Which columns and how many people an export would hold; writes nothing.
    export_preview: PreviewRequest => ExportPreview;
    /// Starts an export in the background and names it.
    export_start: ExportRequest => String;
    /// How far it is.
    export_progress: JobRequest => ExportProgress;
    /// Stops it; nothing is left in the folder.
    export_cancel: JobRequest => ();
    /// Reads everything that is kept and names what is not as it was written. Changes nothing.
    doctor: () => DoctorView;
    /// Events that are kept aside and do not count.
    quarantine_list: () => QuarantineView;
    /// Takes over what a removal holds back.
    quarantine_admit: TakeOverRequest => QuarantineView;
    /// Writes them into files, as they came.
    quarantine_export: QuarantineRequest => QuarantineExport;
    /// What an order to erase a person's record would do.
    case_erasing: ErasingRequest => ErasingView;
    /// Orders a person's record to be erased on every laptop.
    erase_case: EraseRequest => ErasedView;
    /// All orders to erase, with what became of each.
    erasure_list: () => ErasuresView;
    /// Cancels one that waits.
    erasure_cancel: EraseCancelRequest => ErasuresView;
    /// Changes the keys now, so that copies from before an erasure open nothing of it for whoever has the new ones alone.
    erasure_roll: () => ErasuresView;
    /// The system's dialog for a folder; nothing when it was closed without a choice.
    folder_pick: () => Option<String>;
    /// The system's dialog for a file; nothing when it was closed without a choice.
    file_pick: () => Option<String>;
    /// Writes this centre's card, by which another one knows it.
    centre_card: PathRequest => CentreCardView;
    /// Takes the card of another centre in.
    centre_know: CentreKnowRequest => CentreCardView;
    /// The centres that are known.
    centres_known: () => Vec<CentreCardView>;
    /// Takes back that a centre is known.
    centre_forget: CentreNamedRequest => Vec<CentreCardView>;
    /// Records what the person answers when asked whether their case may be handed over.
    transfer_consent: TransferConsentRequest => TransferConsentView;
    /// Hands a case over to another centre, or says what would go.
    transfer_give: TransferGiveRequest => TransferGivenView;
    /// Writes the file of what is proposed again.
    transfer_again: TransferNamedRequest => TransferFileView;
    /// Revokes what is proposed.
    transfer_revoke: TransferNamedRequest => TransferRevokedView;
    /// Says what holds of what was revoked and answered.
    transfer_settle: TransferSettleRequest => TransferSettledView;
    /// All handings over.
    transfer_list: () => Vec<TransferRow>;
    /// Looks at a file of another centre.
    transfer_show: PathRequest => TransferShown;
    /// Takes a case in, and answers.
    transfer_accept: TransferFileRequest => TransferTakenView;
    /// Declines a case.
    transfer_decline: TransferFileRequest => TransferFileView;
    /// Takes in the word of another centre.
    transfer_answer: PathRequest => TransferWordView;
}
