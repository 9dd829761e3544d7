//! Opening a part that was found.

use std::io;

use pana_keys::{ParcelError, ParcelKeys, ParcelReader, is_broken, open_parcel};
use pana_model::CentreId;
use pana_wire::EventId;
use pana_wire::bundle::{HeadFault, OpenError, PartReader};

use crate::fault::DiskFault;
use crate::place::Place;

/// A part that is being read.
pub type Part<F> = PartReader<ParcelReader<F>>;

/// Why a file is no part that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPart {
    /// It is sealed to others.
    #[error("it is sealed to others")]
    NotForUs,
    /// It was sealed to nobody in this way: another kind of file, by its content.
    #[error("it is no part of a bundle")]
    OtherKind,
    /// Its beginning was changed or cut, so that nothing of it can be read.
    #[error("its beginning is broken")]
    Broken,
    /// Of a newer program.
    #[error("it is of a newer program")]
    Newer,
    /// Of another centre.
    #[error("it is of another centre")]
    OtherCentre(CentreId),
    /// Larger than any part is.
    #[error("it is larger than any part is")]
    TooLarge,
    /// The disk.
    #[error(transparent)]
    Disk(DiskFault),
}

/// Opens the part in a file, if it is of the centre that descends from `root`.
///
/// # Errors
/// As each says.
pub fn open_part<P: Place>(place: &P, name: &str, keys: &ParcelKeys, root: EventId) -> Result<Part<P::Opened>, NoPart> {
    begin(place.open(name).map_err(|error| NoPart::Disk(DiskFault::of(&error)))?, keys, root)
}

pub(crate) fn begin<R: io::Read>(file: R, keys: &ParcelKeys, root: EventId) -> Result<Part<R>, NoPart> {
    let parcel = open_parcel(file, keys).map_err(|error| match error {
        ParcelError::NotForUs => NoPart::NotForUs,
        ParcelError::NoParcel => NoPart::OtherKind,
        ParcelError::Newer => NoPart::Newer,
        ParcelError::Io(error) => NoPart::Disk(DiskFault::of(&error)),
        ParcelError::Broken | ParcelError::Nobody | ParcelError::TooMany | ParcelError::Keys(_) => NoPart::Broken,
    })?;
    let part = PartReader::open(parcel).map_err(|error| match error {
        OpenError::Cut => NoPart::Broken,
        OpenError::Read(error) if is_broken(&error) => NoPart::Broken,
        OpenError::Read(error) => NoPart::Disk(DiskFault::of(&error)),
        OpenError::Head(HeadFault::Newer(_)) => NoPart::Newer,
        OpenError::Head(HeadFault::Shape(_) | HeadFault::NotCanonical) => NoPart::OtherKind,
    })?;
    let head = part.head();
    if head.root == root { Ok(part) } else { Err(NoPart::OtherCentre(head.org)) }
}
