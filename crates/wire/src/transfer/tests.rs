//! Dossiers and what goes with them.

use super::*;

fn dossier() -> Dossier {
    let event =
        |byte| OpenedEvent { header: vec![byte; 3], sig: [byte; 64], member_sig: [byte; 64], body: vec![byte; 300] };
    let reference = |byte| EventRef::from_bytes([byte; 16]);
    Dossier {
        org: CentreId::from_bytes([1; 16]),
        root: EventId::from_bytes([2; 32]),
        transfer: TransferId::from_bytes([3; 16]),
        to: CentreId::from_bytes([4; 16]),
        proposal: EventId::from_bytes([5; 32]),
        events: vec![event(6), event(7)],
        left_out: vec![LeftOut { event: reference(8), past: vec![reference(9)] }],
        forms: vec![FormAsked {
            form_id: "intake".to_owned(),
            hash: [10; 32],
            version: "1".to_owned(),
            source: vec![11],
        }],
        seat: [12; 64],
    }
}

#[test]
fn a_dossier_with_files_reads_back_and_no_cut_of_it_does() {
    let bytes = dossier().to_bytes().unwrap();
    assert!(Dossier::from_bytes(&bytes).unwrap() == dossier());
    for cut in 0..bytes.len() {
        assert!(Dossier::from_bytes(&bytes[..cut]).is_err(), "{cut}");
    }
    let file = FileGiven {
        blob: BlobId::from_bytes([1; 16]),
        root: [2; 32],
        key: Secret::new([3; 32]),
        content: Secret::new(vec![4; 70_000]),
    };
    let parts = TransferParts { dossier: Secret::new(bytes), sig: [5; 64], files: vec![file.clone(), file] };
    let whole = parts.to_bytes().unwrap();
    let read = TransferParts::from_bytes(whole.expose()).unwrap();
    assert_eq!((read.files.len(), read.files[1].content.expose().len(), read.sig), (2, 70_000, [5; 64]));
    assert_eq!(read.to_bytes().unwrap().expose(), whole.expose());
    assert!(TransferParts::from_bytes(&whole.expose()[..whole.expose().len() - 1]).is_err());
}

#[test]
fn what_a_newer_program_adds_is_passed_over_and_its_version_is_told() {
    let mut bytes = dossier().to_bytes().unwrap();
    assert_eq!(bytes[0], 0x8a);
    bytes[0] = 0x8b;
    bytes.push(0x07);
    assert!(Dossier::from_bytes(&bytes).unwrap() == dossier());
    bytes[1] = 2;
    assert_eq!(Dossier::from_bytes(&bytes).err(), Some(TransferFault::Newer));
}

#[test]
fn what_a_reader_would_not_take_is_not_written() {
    let left =
        |past: usize| LeftOut { event: EventRef::from_bytes([1; 16]), past: vec![EventRef::from_bytes([2; 16]); past] };
    for (left_out, fits) in
        [(vec![left(1); 4096], true), (vec![left(1); 4097], false), (vec![left(4096)], true), (vec![left(4097)], false)]
    {
        let written = Dossier { left_out, ..dossier() }.to_bytes();
        assert_eq!(written.is_ok(), fits);
        assert!(written.is_ok_and(|bytes| Dossier::from_bytes(&bytes).is_ok()) == fits);
    }
}

#[test]
fn what_all_of_it_takes_is_known_before_it_is_put_together() {
    assert_eq!(TransferParts::length(1000, [5000, 7].into_iter()), 1000 + 128 + 5000 + 128 + 7 + 128);
    assert!(TransferParts::length(usize::MAX, [1].into_iter()) > MAX_TRANSFER, "it is counted without running over");
}
