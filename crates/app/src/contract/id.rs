//! Ids on their way to or from a screen. What is no id is refused where a request is read, with the error that an id of
//! nothing gets; in TypeScript each kind is a type of its own.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use pana_model::{CaseId, ConsentId, DeviceId, InstanceId, InterviewId, MemberId, ReferralId};
use serde::{Serialize, Serializer};
use ts_rs::{Config, TS};

use super::error::ErrorCode;

/// A kind of id.
pub trait Kind: Copy + fmt::Display + FromStr + 'static {
    /// What it is called in TypeScript.
    const NAME: &'static str;
    /// What is wrong with a request that has a text here which is no id. [`ErrorCode::Internal`] for what only views hold.
    const UNKNOWN: ErrorCode = ErrorCode::Internal;
}

impl Kind for MemberId {
    const NAME: &'static str = "MemberId";
    const UNKNOWN: ErrorCode = ErrorCode::MemberUnknown;
}

impl Kind for CaseId {
    const NAME: &'static str = "CaseId";
    const UNKNOWN: ErrorCode = ErrorCode::CaseUnknown;
}

impl Kind for InterviewId {
    const NAME: &'static str = "InterviewId";
    const UNKNOWN: ErrorCode = ErrorCode::InterviewUnknown;
}

impl Kind for ReferralId {
    const NAME: &'static str = "ReferralId";
    const UNKNOWN: ErrorCode = ErrorCode::ReferralUnknown;
}

impl Kind for ConsentId {
    const NAME: &'static str = "ConsentId";
    const UNKNOWN: ErrorCode = ErrorCode::ConsentUnknown;
}

impl Kind for InstanceId {
    const NAME: &'static str = "InstanceId";
}

impl Kind for DeviceId {
    const NAME: &'static str = "DeviceId";
}

/// An id that crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<T>(pub T);

impl<T> From<T> for Id<T> {
    fn from(id: T) -> Self {
        Self(id)
    }
}

impl<T: Kind> fmt::Display for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl<T: Kind> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<T: Kind> TS for Id<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        T::NAME.to_owned()
    }

    fn inline(_: &Config) -> String {
        format!("string & {{ readonly __id: \"{}\" }}", T::NAME)
    }

    fn decl(config: &Config) -> String {
        format!("type {} = {};", T::NAME, Self::inline(config))
    }

    fn decl_concrete(config: &Config) -> String {
        Self::decl(config)
    }

    fn output_path() -> Option<PathBuf> {
        Some(PathBuf::from(format!("{}.ts", T::NAME)))
    }
}
