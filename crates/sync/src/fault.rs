//! What a disk has against something, as far as a person can do something about it.

use std::io::{self, ErrorKind};

/// Why a disk did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiskFault {
    /// There is no room left.
    #[error("there is no room left")]
    Full,
    /// It was pulled out, or does not answer.
    #[error("it was pulled out, or does not answer")]
    Gone,
    /// It can only be read.
    #[error("it can only be read")]
    ReadOnly,
    /// This user may not.
    #[error("this user may not")]
    Denied,
    /// Its files cannot be so large.
    #[error("its files cannot be so large")]
    TooLarge,
    /// Something else.
    #[error("{0}")]
    Other(ErrorKind),
}

impl DiskFault {
    /// What an error of a disk means.
    pub fn of(error: &io::Error) -> Self {
        if error.raw_os_error().is_some_and(|code| GONE.contains(&code)) {
            return Self::Gone;
        }
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => Self::Full,
            ErrorKind::NotFound | ErrorKind::NotConnected | ErrorKind::StaleNetworkFileHandle => Self::Gone,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::FileTooLarge => Self::TooLarge,
            other => Self::Other(other),
        }
    }
}

/// EIO, ENXIO, ENODEV and ENOTCONN of a stick that is no longer there; with Linux ENOMEDIUM, too.
#[cfg(target_os = "linux")]
const GONE: &[i32] = &[5, 6, 19, 107, 123];
#[cfg(all(unix, not(target_os = "linux")))]
const GONE: &[i32] = &[5, 6, 19];
/// ERROR_NOT_READY, ERROR_DEV_NOT_EXIST, ERROR_NO_SUCH_DEVICE, ERROR_IO_DEVICE, ERROR_DEVICE_NOT_CONNECTED.
#[cfg(windows)]
const GONE: &[i32] = &[21, 55, 433, 1117, 1167];

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_do_something_about_is_told_from_the_rest() {
        let of = |code| DiskFault::of(&io::Error::from_raw_os_error(code));
        let expected = [
            (28, DiskFault::Full),
            (5, DiskFault::Gone),
            (2, DiskFault::Gone),
            (19, DiskFault::Gone),
            (30, DiskFault::ReadOnly),
            (13, DiskFault::Denied),
            (27, DiskFault::TooLarge),
        ];
        for (code, fault) in expected {
            assert_eq!(of(code), fault, "{code}");
        }
        assert!(matches!(of(40), DiskFault::Other(_)), "a circle of links");
    }
}
