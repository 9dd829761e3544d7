//! What a file is, by how it begins. Names lie; first bytes rarely do.

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $media:literal $ending:literal;)*) => {
        /// What a file is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl Kind {
            /// Its media type.
            pub const fn media_type(self) -> &'static str {
                match self { $(Self::$kind => $media,)* }
            }

            /// How the name of such a file ends, without the dot; empty where that is not known.
            pub const fn ending(self) -> &'static str {
                match self { $(Self::$kind => $ending,)* }
            }
        }
    };
}

kinds! {
    /// A picture.
    Jpeg = "image/jpeg" "jpg";
    /// A picture.
    Png = "image/png" "png";
    /// A picture.
    Webp = "image/webp" "webp";
    /// A picture.
    Gif = "image/gif" "gif";
    /// A picture of a kind that cannot be cleaned: HEIC, AVIF, TIFF, what cameras call raw.
    OtherPicture = "application/octet-stream" "";
    /// A film.
    Mp4 = "video/mp4" "mp4";
    /// A film.
    QuickTime = "video/quicktime" "mov";
    /// A film or a sound of older telephones.
    ThreeGp = "video/3gpp" "3gp";
    /// A sound.
    M4a = "audio/mp4" "m4a";
    /// A sound.
    Mp3 = "audio/mpeg" "mp3";
    /// A sound.
    Wav = "audio/wav" "wav";
    /// A sound.
    Ogg = "audio/ogg" "ogg";
    /// A sound.
    Flac = "audio/flac" "flac";
    /// A sound of older telephones.
    Amr = "audio/amr" "amr";
    /// A document.
    Pdf = "application/pdf" "pdf";
    /// Anything else.
    Other = "application/octet-stream" "";
}

/// Brands of pictures in the family of MP4.
const PICTURE_BRANDS: [&[u8; 4]; 13] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1", b"avif", b"avis",
];

impl Kind {
    /// What these bytes are the beginning of.
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Self::Png,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Webp,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Self::Wav,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            // TIFF, and the raw files of cameras, which are TIFF with another number or in a wrapping of their own.
            [b'I', b'I', b'*' | b'+' | b'U' | 0x1A, 0, ..] | [b'I', b'I', b'R', b'O' | b'S', 8, ..] => {
                Self::OtherPicture
            }
            [b'M', b'M', 0, b'*' | b'+', ..] | [b'M', b'M', b'O', b'R', 0, ..] => Self::OtherPicture,
            [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..]
            | [b'F', b'O', b'V', b'b', ..]
            | [0, b'M', b'R', b'M', ..] => Self::OtherPicture,
            // JPEG XL, JPEG 2000, Photoshop.
            [b'8', b'B', b'P', b'S', ..] => Self::OtherPicture,
            [0xFF, 0x0A, ..]
            | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..]
            | [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => Self::OtherPicture,
            [_, _, _, _, b'f', b't', b'y', b'p', rest @ ..] => Self::of_brands(bytes, rest),
            // QuickTime before it had brands.
            [_, _, _, _, kind @ ..]
                if [b"moov", b"mdat", b"wide", b"skip", b"free", b"pnot"]
                    .iter()
                    .any(|known| kind.starts_with(*known)) =>
            {
                Self::QuickTime
            }
            [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => Self::Mp3,
            [b'O', b'g', b'g', b'S', ..] => Self::Ogg,
            [b'f', b'L', b'a', b'C', ..] => Self::Flac,
            [b'#', b'!', b'A', b'M', b'R', ..] => Self::Amr,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            _ => Self::Other,
        }
    }

    /// Is it a picture that a screen can draw?
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Gif)
    }

    /// Is it a sound or a film that a screen can play?
    pub const fn is_played(self) -> bool {
        matches!(self, Self::Mp4 | Self::M4a | Self::Mp3 | Self::Wav | Self::Ogg | Self::Flac)
    }

    /// By the brands of a file of the family of MP4: the main one and those it is compatible with, which hold also what
    /// says that it is a picture.
    fn of_brands(bytes: &[u8], rest: &[u8]) -> Self {
        let length = bytes.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length));
        let length = usize::try_from(length).unwrap_or(0).saturating_sub(8);
        let (brands, _) = rest.get(..length).unwrap_or(rest).as_chunks::<4>();
        // Between the main brand and the others stands its version, which is none.
        let is_brand = |at: usize| at != 1;
        let mut named = brands.iter().enumerate().filter(|(at, _)| is_brand(*at)).map(|(_, brand)| brand);
        if named.clone().any(|brand| PICTURE_BRANDS.contains(&brand) || brand == b"crx ") {
            return Self::OtherPicture;
        }
        match named.next() {
            Some(b"qt  ") => Self::QuickTime,
            Some(b"M4A " | b"M4B ") => Self::M4a,
            Some([b'3', b'g', b'p' | b'r' | b'g', _] | [b'3', b'g', b'2', _]) => Self::ThreeGp,
            _ => Self::Mp4,
        }
    }
}
