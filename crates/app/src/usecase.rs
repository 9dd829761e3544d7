//! Each command's use-case, by the command's name. How each ended is noted in the app's log.

use std::path::Path;

use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::centre::*;
use crate::contract::conflict::*;
use crate::contract::contact::*;
use crate::contract::doctor::*;
use crate::contract::double::*;
use crate::contract::erase::*;
use crate::contract::export::*;
use crate::contract::file::*;
use crate::contract::follow_up::*;
use crate::contract::form::*;
use crate::contract::hub::*;
use crate::contract::interview::*;
use crate::contract::lease::*;
use crate::contract::letter::*;
use crate::contract::meet::*;
use crate::contract::needs::*;
use crate::contract::online::*;
use crate::contract::people::*;
use crate::contract::questionnaire::*;
use crate::contract::referral::*;
use crate::contract::room::*;
use crate::contract::rules::*;
use crate::contract::service::*;
use crate::contract::standing::*;
use crate::contract::territory::*;
use crate::contract::transfer::*;
use crate::contract::work::*;

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $reply:ty;)*) => {
        $(
            $(#[doc = $doc])*
            ///
            /// # Errors
            /// As the use-case of this name says.
            pub fn $name(app: &App, request: &$request) -> Result<$reply, AppError> {
                app_log::command(stringify!($name), || plain::$name(app, request))
            }
        )*
    };
}

include!("commands.rs");

/// What the terminal alone offers: what waits for the end, which the window begins, watches and stops (`meet_…`), and what it has no
/// screen for.
macro_rules! of_terminal {
    ($of:ident: $($(#[doc = $doc:literal])* $name:ident: $request:ty => $reply:ty;)*) => {
        $(
            $(#[doc = $doc])*
            ///
            /// # Errors
            /// As the use-case of this name says.
            pub fn $name(app: &App, request: &$request) -> Result<$reply, AppError> {
                app_log::command(stringify!($name), || crate::$of::$name(app, request))
            }
        )*
    };
}

of_terminal! { meet:
    /// Takes an invite back by its file.
    device_invite_revoke: Path => DevicesView;
    /// Lets a laptop in.
    device_accept: AcceptRequest => AcceptedView;
    /// Joins by the bundle that lies in a folder.
    device_finish: JoinFinishRequest => ReadView;
    /// Joins on line, if this laptop was let in, and meets.
    device_go_on: JoinGoOnRequest => JoinedOnlineView;
    /// Writes what other laptops lack into a folder.
    bundle_write: WriteRequest => WrittenView;
    /// What lies in a folder for this laptop.
    bundle_show: Path => FolderView;
    /// Takes in what lies in a folder for this laptop.
    bundle_read: Path => ReadView;
    /// The centre meets at no hub any more.
    hub_leave: () => ();
    /// Meets the hub.
    sync: () => SyncView;
    /// This laptop serves the others at an address of the caller's.
    room_serve: RoomServeRequest => RoomStands;
    /// Meets a laptop that serves.
    room_visit: RoomVisitRequest => SyncView;
}

/// The use-cases themselves.
mod plain {
    use crate::app::App;
    use crate::contract::AppError;

    pub(super) use crate::attachment::{file_attach, file_show};
    pub(super) use crate::centre::{
        centre_contact, centre_contact_say, centre_create, demo_leave, demo_open, grant_give, grant_withdraw,
        keep_awake, language_get, language_set, lease_code, lease_show, lease_unlock, lock, member_add, member_confirm,
        member_list, member_passphrase, member_remove, member_role, recover, screen_note, settings_idle, sheets_make,
        state, text_size_get, text_size_set, unlock,
    };
    pub(super) use crate::conflict::{conflict_list, conflict_settle, conflict_show};
    pub(super) use crate::doctor::{doctor, quarantine_admit, quarantine_export, quarantine_list};
    pub(super) use crate::erase::{case_erasing, erase_case, erasure_cancel, erasure_list, erasure_roll};
    pub(super) use crate::export::{export_cancel, export_preview, export_progress, export_start};
    pub(super) use crate::follow_up::{follow_up_plan, referrals_said};
    pub(super) use crate::held::held_sheet;
    pub(super) use crate::home::{date_confirm, foot, home};
    pub(super) use crate::interview::{
        form_try, interview_amend, interview_answer, interview_discard, interview_finish, interview_media,
        interview_open, interview_place, interview_repeat_add, interview_repeat_remove, interview_review,
        interview_start,
    };
    pub(super) use crate::meet::{
        device_asks, device_forget, device_invite, device_join, device_list, device_revoke, device_waits,
        hub_by_itself, hub_join, hub_show, hub_turn, invite_end, join_go_on, join_look, join_online, meet_accept,
        meet_finish, meet_hub, meet_look, meet_progress, meet_room, meet_start, meet_stop, online_accept,
        online_invite, online_look, room_close, room_look, room_open,
    };
    pub(super) use crate::needs::{need_decide, needs_show, service_kinds};
    pub(super) use crate::people::{
        case_close, case_closing, case_decline, case_give, case_offer, case_offer_revoke, case_reopen, case_take,
        case_told, cases_to_tell, doubles_join, doubles_list, doubles_part, doubles_show, meeting_end, people_search,
        person_open,
    };
    pub(super) use crate::questionnaire::{
        form_again, form_catalogue, form_list, form_publish, form_read, form_save, form_show,
    };
    pub(super) use crate::referral::{
        consent_list, consent_sheet, consent_withdraw, letter_preview, referral_confirm, referral_create,
        referral_entry, referral_facts, referral_letter, referral_list, referral_show, referral_step, referrals_due,
        slip_find,
    };
    pub(super) use crate::rules::{rules_publish, rules_read, rules_save, rules_show};
    pub(super) use crate::territory::territory_show;
    pub(super) use crate::transfer::{
        centre_card, centre_forget, centre_know, centres_known, transfer_accept, transfer_again, transfer_answer,
        transfer_consent, transfer_decline, transfer_give, transfer_list, transfer_revoke, transfer_settle,
        transfer_show,
    };
    pub(super) use crate::work::work_list;

    pub(super) use crate::service::{
        service_check, service_export, service_read, service_save, service_search, service_show, service_suggest,
        service_take,
    };
    /// What sheets may be printed on, the usual one first.
    pub(super) fn printers(app: &App, (): &()) -> Result<Vec<String>, AppError> {
        Ok(app.surface().printers())
    }

    /// Asks for a file by the system's own dialog; nothing when it was closed without a choice.
    pub(super) fn file_pick(app: &App, (): &()) -> Result<Option<String>, AppError> {
        Ok(app.surface().pick_file())
    }

    /// Asks for a folder by the system's own dialog; nothing when it was closed without a choice.
    pub(super) fn folder_pick(app: &App, (): &()) -> Result<Option<String>, AppError> {
        Ok(app.surface().pick_folder())
    }
}
