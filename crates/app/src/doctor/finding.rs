//! What the doctor finds, as data. To add a kind: a row in [`FindingCode`], its sentences, and its arm in [`problem`].

use std::collections::BTreeMap;
use std::fmt;

use pana_store::{Fault, FileFault, Finding, GoesOn, Notice, SetAside};

use crate::contract::doctor::DoctorProblem;
use crate::contract::finding::FindingCode;

/// What the store found, as it crosses the boundary.
pub(crate) fn problem(finding: &Finding) -> DoctorProblem {
    use FindingCode as Code;
    match finding {
        Finding::Page(page) => of(Code::Page, [page]),
        Finding::Event { stream, device, seq, fault } => {
            let code = match fault {
                Fault::Unreadable => Code::EventUnreadable,
                Fault::Altered => Code::EventAltered,
                Fault::Signature => Code::EventSignature,
                Fault::Chain => Code::EventChain,
                Fault::Closed => Code::EventClosed,
                Fault::MemberSignature => Code::EventMemberSignature,
                Fault::BodyMissing => Code::EventBodyMissing,
                Fault::KeyMissing => Code::EventKeyMissing,
            };
            of(code, [&format!("{stream}/{device}/{seq}")])
        }
        Finding::Missing { stream, device, from, to } => {
            of(Code::EventsMissing, [&format!("{stream}/{device}"), &from.to_string(), &to.to_string()])
        }
        Finding::SetAside { stream, device, seq, reason } => {
            of(Code::EventSetAside, [&format!("{stream}/{device}/{seq}"), reason])
        }
        Finding::KeptAside { id, reason } => kept_aside(id, reason),
        Finding::Grant(stream) => of(Code::GrantMissing, [stream]),
        Finding::Own(part) => of(Code::OwnBehind, [part]),
        Finding::Schema(name) => of(Code::SchemaForeign, [name]),
        Finding::TakenOut(name) => of(Code::TakenOut, [name]),
        Finding::Behind(chains) => of(Code::StoreOlder, [chains]),
        Finding::View(view) => of(Code::ViewDiffers, [view]),
        Finding::Draft(draft) => of(Code::DraftClosed, [draft]),
        Finding::Form(form) => of(Code::FormMissing, [form]),
        Finding::Edition { hash, fault: FileFault::Damaged } => of(Code::DirectoryAltered, [&short(hash)]),
        Finding::Edition { hash, .. } => of(Code::DirectoryMissing, [&short(hash)]),
        Finding::Rules { hash, fault: FileFault::Damaged } => of(Code::RulesAltered, [&short(hash)]),
        Finding::Rules { hash, .. } => of(Code::RulesMissing, [&short(hash)]),
        Finding::File { blob, fault } => {
            let code = match fault {
                FileFault::Missing => Code::FileMissing,
                FileFault::Damaged => Code::FileDamaged,
                FileFault::Orphan => Code::FileOrphan,
            };
            of(code, [blob])
        }
    }
}

/// A questionnaire of which a version is not what it was taken in as.
pub(crate) fn altered(form: &str) -> DoctorProblem {
    of(FindingCode::FormAltered, [&form])
}

/// What opening found that somebody should know, in the same words.
pub(crate) fn notices(notices: &[Notice]) -> Vec<DoctorProblem> {
    use FindingCode as Code;
    let of_notice = |notice: &Notice| match notice {
        Notice::Behind { chains, goes_on: GoesOn::AsAnother } => vec![of(Code::StoreSucceeds, [chains])],
        Notice::Behind { chains, .. } => vec![of(Code::StoreOlder, [chains])],
        Notice::TakenOut(names) => names.iter().map(|name| of(Code::TakenOut, [name])).collect(),
        Notice::Schema(names) => names.iter().map(|name| of(Code::SchemaForeign, [name])).collect(),
        Notice::Missing(chains) => vec![of(Code::ChainsShort, [chains])],
        Notice::Unfinished => vec![of(Code::KeysUnfinished, &[] as &[u32])],
        Notice::SheetsWait { days } => vec![of(Code::SheetsWait, [days])],
        Notice::SetAside(count) => vec![of(Code::SetAside, [count])],
    };
    notices.iter().flat_map(of_notice).collect()
}

/// This laptop was taken out of the centre.
pub(crate) fn taken_out(by: &str, day: &str) -> DoctorProblem {
    of(FindingCode::DeviceRemoved, [&by, &day])
}

/// An event that is set aside, as `centre/0190…/12`, with the word for why.
pub(crate) fn set_aside(event: &SetAside) -> DoctorProblem {
    let name = format!("{}/{}/{}", event.stream, event.device, event.seq);
    of(FindingCode::EventSetAside, [&name, &event.reason])
}

/// Bytes that came and have no place in the log. They are in no chain, so they are named by the beginning of their hash.
pub(crate) fn kept_aside(id: &[u8; 32], reason: &str) -> DoctorProblem {
    of(FindingCode::EventSetAside, [&short(id), &reason.to_owned()])
}

/// The beginning of a hash, by which two are told apart.
fn short(hash: &[u8; 32]) -> String {
    hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A problem with the values of its variables, in the order of the table.
fn of<'a>(code: FindingCode, values: impl IntoIterator<Item = &'a (impl fmt::Display + 'a)>) -> DoctorProblem {
    let args = code.args().iter().zip(values).map(|(name, value)| ((*name).to_owned(), value.to_string()));
    DoctorProblem { code, args: args.collect::<BTreeMap<_, _>>() }
}

#[cfg(test)]
mod tests {
    use pana_model::DeviceId;
    use pana_store::Stream;

    use super::*;

    #[test]
    fn a_damaged_event_is_named_by_stream_device_and_number() {
        let device = DeviceId::from_bytes([7; 16]);
        let finding = Finding::Event { stream: Stream::Centre, device, seq: 12, fault: Fault::Altered };
        let found = problem(&finding);
        assert_eq!(found.code, FindingCode::EventAltered);
        assert_eq!(found.args["event"], format!("centre/{device}/12"));
    }

    #[test]
    fn what_a_witness_had_is_named_by_chain_and_numbers() {
        let device = DeviceId::from_bytes([7; 16]);
        let found = problem(&Finding::Missing { stream: Stream::Control, device, from: 12, to: 14 });
        assert_eq!(found.args["chain"], format!("control/{device}"));
        assert_eq!([&*found.args["from"], &*found.args["to"]], ["12", "14"]);
        let found = &notices(&[Notice::Missing(2)])[0];
        for language in pana_i18n::languages() {
            let words = pana_i18n::Words::of(language.tag);
            let said = words.text_from(&format!("doctor-problem-{}", found.code), &found.args);
            assert!(!said.contains(['[', '{']), "{said}");
        }
    }
}
