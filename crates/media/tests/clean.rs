//! Pictures made by another program, with a place, a camera, remarks and previews in them. All invented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use pana_media::{Kind, MediaError, clean};
use proptest::prelude::*;

const JPEG: &[u8] = include_bytes!("data/gps.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("data/progressive.jpg");
const PNG: &[u8] = include_bytes!("data/gps.png");
const WEBP: &[u8] = include_bytes!("data/gps.webp");
const GIF: &[u8] = include_bytes!("data/two-frames.gif");
const PICTURES: [(&[u8], Kind); 5] =
    [(JPEG, Kind::Jpeg), (PROGRESSIVE, Kind::Jpeg), (PNG, Kind::Png), (WEBP, Kind::Webp), (GIF, Kind::Gif)];

fn cleaned(bytes: &[u8]) -> Vec<u8> {
    clean(bytes.to_vec()).unwrap().1
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn nothing_that_was_written_into_a_picture_stays_in_it() {
    for (bytes, kind) in PICTURES {
        assert!(holds(bytes, b"Planted"), "{kind:?} holds a marker to begin with");
        let (found, kept) = clean(bytes.to_vec()).unwrap();
        assert_eq!(found, kind);
        assert!(!holds(&kept, b"Planted"), "{kind:?}");
        // The tag of the directory of the place, in either byte order.
        assert!(!holds(&kept, b"\x25\x88") && !holds(&kept, b"\x88\x25"), "{kind:?}");
        assert!(kept.len() < bytes.len());
        assert_eq!(cleaned(&kept), kept, "cleaned again nothing changes");
    }
}

#[test]
fn which_side_is_up_is_kept() {
    for bytes in [JPEG, PROGRESSIVE, WEBP] {
        assert!(holds(&cleaned(bytes), b"\x12\x01\x03\0\x01\0\0\0\x06\0"), "turned by 90 degrees");
    }
}

#[test]
fn what_follows_the_end_of_a_picture_and_previews_in_it_go() {
    for (bytes, kind) in PICTURES {
        let longer = [bytes, JPEG, b"PlantedTail"].concat();
        assert_eq!(cleaned(&longer), cleaned(bytes), "{kind:?}");
    }
    // The preview of JFIF: one pixel of three bytes.
    let at = JPEG.windows(5).position(|window| window == b"JFIF\0").unwrap();
    let mut preview = JPEG.to_vec();
    preview[at - 1] += 3;
    (preview[at + 12], preview[at + 13]) = (1, 1);
    preview.splice(at + 14..at + 14, *b"xyz");
    assert_eq!(cleaned(&preview), cleaned(JPEG));
}

#[test]
fn the_data_of_the_picture_itself_is_untouched() {
    let scan = |bytes: &[u8]| {
        let at = bytes.windows(2).position(|window| window == [0xFF, 0xDA]).unwrap();
        bytes[at..].to_vec()
    };
    assert_eq!(scan(&cleaned(JPEG)), scan(JPEG));
    assert_eq!(scan(&cleaned(PROGRESSIVE)), scan(PROGRESSIVE));
}

#[test]
fn a_jpeg_whose_transfer_broke_off_is_kept_as_far_as_it_goes_and_one_without_a_picture_is_refused() {
    let scan = JPEG.windows(2).position(|window| window == [0xFF, 0xDA]).unwrap();
    let half = &JPEG[..scan + 40];
    let kept = cleaned(half);
    assert!(kept.ends_with(&[0xFF, 0xD9]));
    for cut in [3, 20, scan] {
        assert_eq!(clean(JPEG[..cut].to_vec()), Err(MediaError::Damaged), "cut at {cut}");
    }
    for (bytes, kind) in [(PNG, Kind::Png), (WEBP, Kind::Webp), (GIF, Kind::Gif)] {
        assert_eq!(clean(bytes[..bytes.len() - 9].to_vec()), Err(MediaError::Damaged), "{kind:?}");
    }
    assert_eq!(clean(Vec::new()), Err(MediaError::Damaged));
}

#[test]
fn a_picture_that_cannot_be_cleaned_is_refused_whatever_its_name() {
    for begins in [
        &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..],
        b"\0\0\0\x1Cftypmif1\0\0\0\0avifmif1miaf",
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42heic",
        b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"\0\0\0\x0CJXL \r\n\x87\n",
    ] {
        assert_eq!(clean(begins.to_vec()), Err(MediaError::Unclean), "{begins:?}");
    }
}

#[test]
fn other_files_are_kept_as_they_are() {
    for (bytes, kind) in [
        (&b"%PDF-1.7 ..."[..], Kind::Pdf),
        (b"ID3\x04 ...", Kind::Mp3),
        (b"RIFF\x24\0\0\0WAVEfmt ", Kind::Wav),
        (b"OggS ...", Kind::Ogg),
        (b"IIRC this was in March", Kind::Other),
        (b"MM. wrote to us", Kind::Other),
        (b"x", Kind::Other),
    ] {
        assert_eq!(clean(bytes.to_vec()), Ok((kind, bytes.to_vec())));
    }
}

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes()[..], kind, content].concat()
}

#[test]
fn a_film_loses_its_remarks_and_nothing_else_moves() {
    let place = [boxed(b"\xA9xyz", b"\0\x12\x15\xC7+43.2389+076.8897/"), vec![0; 4]].concat();
    let track = boxed(b"trak", &[boxed(b"tkhd", b"head"), boxed(b"meta", b"+43.2389 of the track")].concat());
    let moov = boxed(b"moov", &[boxed(b"mvhd", b"film"), track, boxed(b"udta", &place)].concat());
    let film = [
        boxed(b"ftyp", b"isom\0\0\x02\0isommp41"),
        moov,
        boxed(b"uuid", b"+43.2389 in XMP"),
        boxed(b"mdat", b"what is seen and heard: +43.2389"),
    ]
    .concat();
    let (kind, kept) = clean(film.clone()).unwrap();
    assert_eq!((kind, kept.len()), (Kind::Mp4, film.len()));
    let at = |bytes: &[u8]| bytes.windows(4).position(|window| window == b"mdat").unwrap();
    assert_eq!(kept[at(&kept)..], film[at(&film)..], "the film itself is where it was");
    assert!(!holds(&kept[..at(&kept)], b"43.2389") && !holds(&kept, b"udta") && holds(&kept, b"tkhd"));
    assert_eq!(cleaned(&kept), kept);
    assert_eq!(clean(boxed(b"ftyp", b"M4A \0\0\0\0M4A ")), Err(MediaError::Damaged), "no film is in it");
    let broken = [boxed(b"ftyp", b"isom\0\0\x02\0isom"), boxed(b"moov", b"\0\0\x01\0udta+43.2389")].concat();
    assert_eq!(clean(broken), Err(MediaError::Damaged), "what cannot be read to its end is not kept");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(which in 0..PICTURES.len(), at in any::<prop::sample::Index>(), with in any::<Vec<u8>>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = PICTURES[which].0.to_vec();
        let place = at.index(bytes.len());
        bytes.splice(place..(place + with.len() / 2).min(bytes.len()), with);
        let _ = clean(bytes.clone());
        bytes.truncate(cut.index(bytes.len() + 1));
        let _ = clean(bytes);
    }

    #[test]
    fn what_was_cleaned_stays_as_it_is(which in 0..PICTURES.len(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut bytes = PICTURES[which].0.to_vec();
        let place = at.index(bytes.len());
        bytes[place] = with;
        if let Ok((kind, kept)) = clean(bytes)
            && kind.is_picture()
        {
            prop_assert_eq!(clean(kept.clone()), Ok((kind, kept)));
        }
    }
}
