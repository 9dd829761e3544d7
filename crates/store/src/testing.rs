//! A centre with invented people, for tests inside the crate.

use std::collections::BTreeMap;

use pana_model::{CaseId, InterviewId, Moment, Secret};

use crate::{
    Asked, Fact, Finish, FormSource, KdfParams, NewCentre, NewInterview, Purpose, Store, StoreError, StoredAnswer,
    Stream,
};

pub(crate) fn now() -> Moment {
    Moment::from_unix_ms(1_772_420_400_000).unwrap()
}

pub(crate) fn centre() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewCentre {
        name: "Сынақ".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        device: "сынақ".to_owned(),
        prefix: Some("K7".parse().unwrap()),
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, _) = Store::create(dir.path(), new, now()).unwrap();
    let form = FormSource { form_id: "intake", hash: [7; 32], version: "1", source: b"" };
    store.form_publish(&form, now()).unwrap();
    (dir, store)
}

/// Writes down people with these properties, each with one interview, in one transaction.
pub(crate) fn people(store: &mut Store, stream: Stream, people: &[&[(&str, &str)]]) -> Result<(), StoreError> {
    store.transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| {
        for person in people {
            let case = CaseId::from_random(crate::random()?);
            tx.case_open(case)?;
            let new = NewInterview {
                interview: InterviewId::from_random(crate::random()?),
                form_id: "intake",
                form_hash: [7; 32],
                stream,
                case,
                started: now(),
            };
            let said = |(property, value): &(&str, &str)| Fact {
                household: None,
                property: (*property).to_owned(),
                value: (*value).to_owned(),
                source: format!("/f/{property}"),
            };
            let facts: Vec<Fact> = person.iter().map(said).collect();
            let answers: BTreeMap<_, _> =
                facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
            tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })?;
        }
        Ok(())
    })
}
