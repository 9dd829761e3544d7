use super::*;
use crate::SystemEntropy;

fn subject() -> SubjectKey {
    SubjectKey::make(&mut SystemEntropy).unwrap()
}

fn file(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8 ^ (at / 65_537) as u8).collect()
}

struct Sealed {
    shape: BlobShape,
    chunks: Vec<Vec<u8>>,
    root: [u8; 32],
}

fn seal(key: &SubjectKey, id: u8, file: &[u8]) -> Sealed {
    let shape = BlobShape::new(BlobId::from_random([id; 16]), file.len()).unwrap();
    let chunks: Vec<_> = (0..shape.chunks()).map(|number| shape.seal_chunk(key, number, file).unwrap()).collect();
    let root = root(&chunks);
    Sealed { shape, chunks, root }
}

fn root(chunks: &[Vec<u8>]) -> [u8; 32] {
    let mut root = BlobRoot::default();
    chunks.iter().for_each(|chunk| root.add(chunk));
    root.finish()
}

fn open(key: &SubjectKey, sealed: &Sealed) -> Result<Vec<u8>, KeysError> {
    let chunk = |number: u32| sealed.chunks.get(number as usize).cloned().ok_or(KeysError::Damaged("no such chunk"));
    sealed.shape.open(key, &sealed.root, chunk).map(|file| file.expose().clone())
}

#[test]
fn files_of_any_length_come_back_as_they_were() {
    let key = subject();
    for length in [0, 1, 255, 256, 257, BLOB_CHUNK - 1, BLOB_CHUNK, BLOB_CHUNK + 1, 3 * BLOB_CHUNK, 3 * BLOB_CHUNK + 7]
    {
        let file = file(length);
        let sealed = seal(&key, 1, &file);
        assert_eq!(sealed.chunks.iter().map(|chunk| chunk.len() - 16).sum::<usize>(), padded_len(length));
        assert!(open(&key, &sealed).unwrap() == file, "{length} bytes");
    }
}

#[test]
fn chunks_in_another_order_cut_off_or_of_another_file_are_refused_even_with_a_root_that_fits() {
    let key = subject();
    let made = || seal(&key, 1, &file(2 * BLOB_CHUNK + 5));
    let other = seal(&key, 2, &file(2 * BLOB_CHUNK + 5));
    type Fault = fn(&mut Sealed, &Sealed);
    let faults: [(&str, Fault); 6] = [
        ("swapped", |sealed, _| sealed.chunks.swap(0, 1)),
        ("the last one taken away", |sealed, _| drop(sealed.chunks.pop())),
        ("one twice", |sealed, _| sealed.chunks[1] = sealed.chunks[0].clone()),
        ("one of another file", |sealed, other| sealed.chunks[1] = other.chunks[1].clone()),
        ("one bit flipped", |sealed, _| sealed.chunks[1][70] ^= 1),
        ("cut in the middle", |sealed, _| sealed.chunks[1].truncate(900)),
    ];
    for (what, fault) in faults {
        let mut sealed = made();
        fault(&mut sealed, &other);
        assert!(open(&key, &sealed).is_err(), "{what}");
        sealed.root = root(&sealed.chunks);
        assert!(open(&key, &sealed).is_err(), "{what}, and the root fits");
    }
}

#[test]
fn a_shorter_file_is_not_made_of_the_first_chunks_of_a_longer_one() {
    let key = subject();
    let mut sealed = seal(&key, 1, &file(2 * BLOB_CHUNK));
    sealed.chunks.truncate(1);
    sealed.shape = BlobShape::new(sealed.shape.id, BLOB_CHUNK).unwrap();
    sealed.root = root(&sealed.chunks);
    assert_eq!(open(&key, &sealed).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn another_case_or_another_id_opens_nothing() {
    let key = subject();
    let mut sealed = seal(&key, 1, &file(300));
    assert_eq!(open(&subject(), &sealed).unwrap_err(), KeysError::WrongKey);
    sealed.shape = BlobShape::new(BlobId::from_random([9; 16]), 300).unwrap();
    assert_eq!(open(&key, &sealed).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn whole_chunks_under_another_root_are_refused() {
    let key = subject();
    let mut sealed = seal(&key, 1, &file(300));
    sealed.root[0] ^= 1;
    assert!(matches!(open(&key, &sealed), Err(KeysError::Damaged(_))));
}

#[test]
fn what_is_too_large_is_refused_before_it_costs_memory() {
    let id = BlobId::from_random([1; 16]);
    assert!(BlobShape::new(id, MAX_BLOB).is_ok());
    assert!(matches!(BlobShape::new(id, MAX_BLOB + 1), Err(KeysError::TooLarge(_))));
}
