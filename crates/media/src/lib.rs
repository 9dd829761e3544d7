//! What a file is by its content, and what is taken out of it before it is kept. Bytes in, bytes out.
//!
//! A photograph says more than it shows: where it was taken to a few metres, with which camera, when, and often in small
//! what was cut away. For somebody who hides, the place alone is a danger. So nothing is kept of a picture but what is
//! needed to draw it: [`clean`] copies the parts that it knows to be harmless and drops all others, known or not. Of a
//! film or a sound in the family of MP4 the boxes of remarks are emptied where they stand, which moves nothing else.
//!
//! Why not a crate: those at hand take out EXIF by name and leave XMP, the preview with its own EXIF behind the end of
//! the picture, and whatever comes next year. A list of what may stay is shorter and errs on the right side.
//!
//! # What is not promised
//! What the picture shows stays: a street sign, a face. Of a document (PDF, a text processor's file), of sounds and films
//! that are not of the family of MP4, and of data inside the tracks of a film nothing is taken out.
//! A picture of a kind that is not understood here (HEIC, TIFF, raw files of cameras) is refused rather than kept whole.

mod gif;
mod jpeg;
mod kind;
mod mp4;
mod orientation;
mod png;
mod reader;
mod webp;

pub use kind::Kind;

/// Why a file cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// It is empty, or breaks off where what must be read of it stands.
    #[error("the file is empty or damaged")]
    Damaged,
    /// A picture of a kind that what it says of its place cannot be taken out of.
    #[error("a picture of this kind cannot be cleaned")]
    Unclean,
}

/// What is kept of `bytes`: a picture without all that is not needed to draw it, a film or a sound in the family of MP4
/// without its remarks, and any other file as it is.
///
/// # Errors
/// [`MediaError`]. Nothing that could not be read to its end is kept.
pub fn clean(bytes: Vec<u8>) -> Result<(Kind, Vec<u8>), MediaError> {
    let kind = Kind::of(&bytes);
    let kept = match kind {
        Kind::Jpeg => jpeg::clean(&bytes),
        Kind::Png => png::clean(&bytes),
        Kind::Webp => webp::clean(&bytes),
        Kind::Gif => gif::clean(&bytes),
        Kind::Mp4 | Kind::QuickTime | Kind::M4a | Kind::ThreeGp => mp4::clean(bytes),
        Kind::OtherPicture => return Err(MediaError::Unclean),
        _ if bytes.is_empty() => None,
        _ => Some(bytes),
    };
    Ok((kind, kept.ok_or(MediaError::Damaged)?))
}
