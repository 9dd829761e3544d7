//! What the store reports, as codes of the boundary.

use pana_casework::Refusal;
use pana_casework::referral::{ATTEMPTS, StepError};
use pana_store::{JoinFault, LeaseFault, StoreError, TransferFault};

use crate::contract::AppError;
use crate::error::ErrorCode;

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        use ErrorCode as Code;
        match error {
            StoreError::NoCentre => Code::NoCentre.into(),
            StoreError::CentreExists => Code::CentreExists.into(),
            StoreError::AlreadyOpen | StoreError::Busy => Code::StoreInUse.into(),
            StoreError::WrongPassphrase => Self::of(Code::WrongPassphrase).with("seconds", 0),
            StoreError::Wait { seconds } => Self::of(Code::UnlockWait).with("seconds", seconds),
            StoreError::WrongSheets(sheet) if sheet == "A" || sheet == "B" => {
                Self::of(Code::RecoverySheet).with("sheet", sheet)
            }
            StoreError::WrongSheets(_) => Code::RecoveryMismatch.into(),
            StoreError::UnknownMember => Code::MemberUnknown.into(),
            StoreError::Suspended => Code::MemberSuspended.into(),
            StoreError::Lease(fault) => of_lease(fault),
            StoreError::UnknownDevice => Self::of(Code::DeviceUnknown).with("name", ""),
            StoreError::Joining(fault) => of_join(fault),
            StoreError::Transfer(fault) => of_transfer(fault),
            StoreError::NotContested => Code::NotContested.into(),
            StoreError::NothingHeld => Code::NothingHeld.into(),
            StoreError::Behind => Code::StoreBehind.into(),
            StoreError::NoRight => Self::of(Code::NoRight).with("right", "store"),
            StoreError::Refused(Refusal::NoRight(right)) => Self::of(Code::NoRight).with("right", right),
            StoreError::Refused(Refusal::NoGrant) => Code::NoGrant.into(),
            StoreError::Refused(Refusal::SecondMember) => Code::ExportSecondMember.into(),
            StoreError::Refused(Refusal::OutOfTurn) => Code::ReferralStep.into(),
            StoreError::Refused(Refusal::NoConsent) => Code::ReferralNoConsent.into(),
            StoreError::Refused(Refusal::HandedOver) => Code::CaseWithOthers.into(),
            StoreError::Refused(refusal) => Self::of(Code::Refused).with("reason", refusal.word()),
            StoreError::LastCoordinator => Code::LastCoordinator.into(),
            StoreError::NeedsSecond => Code::NeedsSecond.into(),
            StoreError::ConflictChanged => Code::ConflictChanged.into(),
            StoreError::UnknownCase => Code::CaseUnknown.into(),
            StoreError::UnknownErasure => Code::ErasureUnknown.into(),
            StoreError::UnknownInterview => Code::InterviewUnknown.into(),
            StoreError::UnknownReferral => Code::ReferralUnknown.into(),
            StoreError::Step(step) => of_step(step),
            StoreError::UnknownFile => Code::FileUnknown.into(),
            StoreError::FileNotHere => Code::FileNotHere.into(),
            StoreError::UnknownForm => Self::of(Code::FormUnknown).with("form", ""),
            StoreError::UnknownEdition => Code::EditionUnknown.into(),
            StoreError::AlteredEdition => Code::DirectoryAltered.into(),
            StoreError::NumbersUsedUp => Code::NumbersUsedUp.into(),
            StoreError::TooLarge => Code::InterviewTooLarge.into(),
            StoreError::NewerStore { .. } => Code::StoreNewer.into(),
            StoreError::DiskFull => Code::DiskFull.into(),
            StoreError::ReadOnly => Code::StoreReadOnly.into(),
            StoreError::Io => Code::StoreFailed.into(),
            StoreError::Damaged(_) => Code::StoreDamaged.into(),
            StoreError::Internal(_) => Self::internal("store"),
        }
    }
}

fn of_join(fault: JoinFault) -> AppError {
    match fault {
        JoinFault::NoInvite => AppError::of(ErrorCode::JoinFile).with("what", "invite"),
        JoinFault::NoRequest => AppError::of(ErrorCode::JoinFile).with("what", "request"),
        JoinFault::Newer => ErrorCode::JoinNewer.into(),
        JoinFault::NotInvited => ErrorCode::JoinNotInvited.into(),
        JoinFault::Over => ErrorCode::JoinOver.into(),
        JoinFault::OtherDigits => ErrorCode::JoinDigits.into(),
        JoinFault::Waits => ErrorCode::JoinWaits.into(),
        JoinFault::NotLetIn | JoinFault::TooOld => ErrorCode::JoinNotLetIn.into(),
        JoinFault::Changed => ErrorCode::JoinChanged.into(),
        JoinFault::Another => ErrorCode::JoinAnother.into(),
        JoinFault::NoRecovery => ErrorCode::JoinNoSheets.into(),
    }
}

fn of_transfer(fault: TransferFault) -> AppError {
    use ErrorCode as Code;
    match fault {
        TransferFault::NoCard => AppError::of(Code::TransferFile).with("what", "card"),
        TransferFault::NoTransfer => AppError::of(Code::TransferFile).with("what", "transfer"),
        TransferFault::Newer => Code::TransferNewer.into(),
        TransferFault::OtherDigits => Code::TransferDigits.into(),
        TransferFault::Own => Code::TransferOwn.into(),
        TransferFault::OtherRoot => Code::TransferOtherRoot.into(),
        TransferFault::UnknownCentre => Code::CentreUnknown.into(),
        TransferFault::NotForUs => Code::TransferNotForUs.into(),
        TransferFault::Practice => Code::TransferPractice.into(),
        TransferFault::Altered => Code::TransferAltered.into(),
        TransferFault::ForOthers => Code::TransferForOthers.into(),
        TransferFault::Unsigned => Code::TransferUnsigned.into(),
        TransferFault::Taken => Code::TransferTaken.into(),
        TransferFault::Revoked => Code::TransferRevoked.into(),
        TransferFault::ConsentOver => Code::TransferConsentOver.into(),
        TransferFault::Unknown => Code::TransferUnknown.into(),
        TransferFault::Gone => Code::TransferGone.into(),
        TransferFault::Moved => Code::TransferMoved.into(),
        TransferFault::Unanswered => AppError::of(Code::EraseUnanswered).with("centre", "").with("until", "none"),
        TransferFault::Empty => Code::TransferEmpty.into(),
        TransferFault::Apart => Code::TransferApart.into(),
        TransferFault::FileNotHere => Code::FileNotHere.into(),
        TransferFault::TooLarge => Code::TransferLarge.into(),
    }
}

fn of_lease(fault: LeaseFault) -> AppError {
    let of = |code, challenge| AppError::of(code).with("challenge", challenge);
    match fault {
        LeaseFault::Over { challenge } => of(ErrorCode::LeaseOver, challenge),
        LeaseFault::Other { challenge, seconds } => of(ErrorCode::LeaseCode, challenge).with("seconds", seconds),
        LeaseFault::Code => AppError::of(ErrorCode::LeaseTypo).with("what", "code"),
        LeaseFault::Challenge => AppError::of(ErrorCode::LeaseTypo).with("what", "challenge"),
    }
}

fn of_step(error: StepError) -> AppError {
    match error {
        StepError::OutOfTurn => ErrorCode::ReferralStep.into(),
        StepError::Detail(detail) => AppError::of(ErrorCode::ReferralDetail).with("detail", detail.as_str()),
        StepError::Attempts => AppError::of(ErrorCode::ReferralAttempts).with("least", ATTEMPTS),
        StepError::NotExpired => ErrorCode::ReferralNotLate.into(),
    }
}

/// A folder in which a centre cannot even begin is the wrong folder; a disk that fails later is another matter.
pub(crate) fn of_folder(error: StoreError) -> AppError {
    match error {
        StoreError::Io => ErrorCode::DataFolder.into(),
        other => other.into(),
    }
}
