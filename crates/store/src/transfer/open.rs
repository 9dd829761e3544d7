//! Opening what another centre hands over: everything is looked at before anything is shown.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CaseFile, Transfer, Verdict, birth_of, name_of};
use pana_casework::known::KnownCentre;
use pana_casework::transfer::{CaseOrigin, case_of};
use pana_casework::{Act, NoCase, may};
use pana_keys::{BlobKey, BlobShape, PublicKeys};
use pana_model::{CaseId, CentreId, DeviceId, EventRef, Moment, Secret, TransferId};
use pana_record::Hlc;
use pana_wire::transfer::{Dossier, FileGiven, FormAsked, TRANSFER_SIGNED, TransferParts};
use pana_wire::{StreamId, verify_statement};

use super::quote::{named_files, quoted};
use super::{fault, names, of_wire};
use crate::asked::Asked;
use crate::disk::{StoreError, TransferFault};
use crate::fold;
use crate::fold::elsewhere::{Elsewhere, LeftOut};
use crate::log::{Opened, Signed, Stream, event};
use crate::person::Double;
use crate::store::Store;
use crate::table::{view_case, view_transfer};

/// A case of another centre, looked at in full.
pub struct TransferOpened {
    /// The centre that gives it.
    pub(super) from: CentreId,
    pub(super) known: KnownCentre,
    pub(super) transfer: Transfer,
    pub(super) elsewhere: Elsewhere,
    pub(super) file: CaseFile,
    /// Signature and dossier, as they are kept.
    pub(super) kept: Secret<Vec<u8>>,
    pub(super) files: BTreeMap<[u8; 32], FileGiven>,
    /// Does what the person agreed to hold today, or was it taken in while it did?
    pub agreed: bool,
    /// The questionnaires that interviews were asked in. Whoever reads questionnaires looks whether each is what its hash says.
    pub forms: Vec<FormAsked>,
}

/// Names nobody.
impl std::fmt::Debug for TransferOpened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TransferOpened({} of {})", self.transfer.id, self.from)
    }
}

/// What is shown of it before anybody takes it in.
#[derive(Clone)]
pub struct TransferSeen {
    /// Which.
    pub transfer: TransferId,
    /// From which centre.
    pub from: CentreId,
    /// What it calls itself.
    pub name: String,
    /// The number of the case there.
    pub number: String,
    /// The person's name; empty where none was given.
    pub person: String,
    /// Their birth as far as it is known; else empty.
    pub birth: String,
    /// Who hands it over, by their name there.
    pub by: String,
    /// When, by their clock, milliseconds since 1970.
    pub at_ms: i64,
    /// How many interviews.
    pub interviews: usize,
    /// How many files.
    pub files: usize,
    /// How many entries that are read only.
    pub entries: usize,
    /// Does the other centre go on reading it, as the person agreed?
    pub reads_on: bool,
    /// The case as which it was taken in here already.
    pub taken: Option<CaseId>,
    /// Who here may be the same person.
    pub doubles: Vec<Double>,
    /// The same case of that centre, as it came before.
    pub before: Vec<CaseId>,
}

/// Names nobody.
impl std::fmt::Debug for TransferSeen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TransferSeen({} of {})", self.transfer, self.from)
    }
}

const fn altered() -> StoreError {
    fault(TransferFault::Altered)
}

impl Store {
    /// Opens what another centre hands over, and looks at all of it: who signed each event, whether they stood and were allowed to
    /// in that centre's control stream from the root that was compared, whether nothing lacks of what the proposal rests on, and
    /// whether each file is the one that is named. Nothing is written.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`] also where the person's consent has ended, and as any read.
    pub fn transfer_open(&self, file: &[u8], now: Moment) -> Result<TransferOpened, StoreError> {
        self.ask(&Asked::of(Act::Transfer), now)?;
        let plain = self.open_sealed(file)?;
        // EXPOSE: to take it apart; what leaves is wrapped again.
        let TransferParts { dossier: bytes, sig, files } =
            TransferParts::from_bytes(plain.expose()).map_err(of_wire)?;
        let dossier = Dossier::from_bytes(bytes.expose()).map_err(of_wire)?;
        let known = self.gives(&dossier)?;
        let seat = PublicKeys::from_bytes(&dossier.seat).ok_or(altered())?;
        let key = seat.verifying_key().map_err(|_| altered())?;
        verify_statement(TRANSFER_SIGNED, bytes.expose(), &sig, &key).map_err(|_| altered())?;
        let kept = Secret::new([sig.as_slice(), bytes.expose()].concat());
        let (elsewhere, of_case) = taken_apart(&dossier)?;
        ask_giver(&elsewhere, &known, &seat)?;
        if elsewhere.is_practice() != self.is_practice() {
            return Err(fault(TransferFault::Practice));
        }
        let left_out: LeftOut = dossier.left_out.iter().map(|left| (left.event, left.past.clone())).collect();
        let proposal = event::name(dossier.proposal.as_bytes());
        whole(&of_case, &left_out, proposal)?;
        let case = of_case.get(&proposal).map(|opened| CaseId::from_bytes(opened.body.subject)).ok_or(altered())?;
        let events: Vec<Opened> = of_case.into_values().collect();
        let (file, verdicts) = elsewhere.case(case, &events, &left_out);
        if verdicts.values().any(|verdict| *verdict != Verdict::Counts) {
            return Err(altered());
        }
        let transfer = file.transfer(dossier.transfer).filter(|known| known.event == proposal).ok_or(altered())?;
        if transfer.proposal.to != self.centre() || transfer.proposal.root != self.session().root.id {
            return Err(fault(TransferFault::ForOthers));
        }
        // What was taken in stays, and its answer is written again; what comes after the consent has ended is declined at most.
        let taken = view_case::read(self.connection(), case_of(transfer.id, self.centre()))?.is_some();
        if !taken && self.is_revoked_there(transfer.id)? {
            return Err(fault(TransferFault::Revoked));
        }
        let agreed = taken || self.agrees_now(&file, &transfer.proposal, now);
        let files = checked(&file, files)?;
        let forms = dossier.forms;
        Ok(TransferOpened { from: dossier.org, known, transfer, elsewhere, file, kept, files, agreed, forms })
    }

    /// What is shown of it.
    ///
    /// # Errors
    /// As any read.
    pub fn transfer_seen(&self, opened: &TransferOpened) -> Result<TransferSeen, StoreError> {
        let (file, transfer) = (&opened.file, &opened.transfer);
        let facts = file.facts();
        let said = |property: &str| facts.get(&(None, property.to_owned())).map(|fact| fact.value.as_str());
        let taken = case_of(transfer.id, self.centre());
        let taken = view_case::read(self.connection(), taken)?.map(|_| taken);
        let mut doubles = self.doubles_of_said(said)?;
        let before = self.came_before(opened)?;
        doubles.retain(|double| Some(double.case) != taken && !before.contains(&double.case));
        Ok(TransferSeen {
            transfer: transfer.id,
            from: opened.from,
            name: opened.known.name.clone(),
            number: file.number().to_owned(),
            person: name_of(&facts),
            birth: birth_of(&facts).to_owned(),
            by: opened.elsewhere.member_name(transfer.mark.member),
            at_ms: i64::try_from(transfer.mark.hlc.unix_ms()).unwrap_or(i64::MAX),
            interviews: file.interviews().count(),
            files: opened.files.len(),
            entries: quoted(file, &|member| opened.elsewhere.member_name(member)).len(),
            reads_on: transfer.proposal.reads_on,
            taken,
            doubles,
            before,
        })
    }

    /// As which cases this one of that centre came before, by another handing over. O(cases that were taken in).
    fn came_before(&self, opened: &TransferOpened) -> Result<Vec<CaseId>, StoreError> {
        let mut found = Vec::new();
        for (case, row) in view_transfer::all(self.connection())? {
            if row.state.is_some() || row.transfer == opened.transfer.id {
                continue;
            }
            let from = fold::case::read(self.connection(), case)?.taken_from();
            let is_it = |from: &CaseOrigin| from.centre == opened.from && from.number == opened.file.number();
            found.extend(from.filter(is_it).map(|_| case));
        }
        Ok(found)
    }

    /// The centre that gives it, which has to be known here by the root that it names.
    fn gives(&self, dossier: &Dossier) -> Result<KnownCentre, StoreError> {
        if dossier.org == self.centre() {
            return Err(fault(TransferFault::Own));
        }
        if dossier.to != self.centre() {
            return Err(fault(TransferFault::ForOthers));
        }
        let known = self.centre_known(dossier.org).ok_or(fault(TransferFault::UnknownCentre))?;
        if known.root == *dossier.root.as_bytes() { Ok(known) } else { Err(fault(TransferFault::OtherRoot)) }
    }
}

/// Whoever signed for all of it may hand cases over there, by the control stream that came and by the card: of that stream the end
/// may have been left away, with a removal in it.
fn ask_giver(elsewhere: &Elsewhere, known: &KnownCentre, seat: &PublicKeys) -> Result<(), StoreError> {
    let unsigned = || fault(TransferFault::Unsigned);
    if !names(known, seat) {
        return Err(unsigned());
    }
    let who = elsewhere.holder(seat).and_then(|member| elsewhere.who(member)).ok_or_else(unsigned)?;
    may(&who, &Act::Transfer, &NoCase, Hlc::default(), elsewhere.offset_minutes()).map_err(|_| unsigned())
}

/// The other centre by its own control stream, and the events of the case, each signed by who it says.
fn taken_apart(dossier: &Dossier) -> Result<(Elsewhere, BTreeMap<EventRef, Opened>), StoreError> {
    let org = dossier.org;
    let protected = StreamId::derive(org, Stream::Protected);
    let mut chain: BTreeMap<(DeviceId, u64), EventRef> = BTreeMap::new();
    for given in &dossier.events {
        let header = pana_wire::Header::from_bytes(&given.header).map_err(|_| altered())?;
        if header.stream == protected {
            // This program gives nothing of it.
            return Err(fault(TransferFault::Newer));
        }
        let id = event::name(pana_wire::EventId::of_header(&given.header).as_bytes());
        if header.stream == StreamId::derive(org, Stream::Centre) {
            chain.insert((header.dev, header.dseq), id);
        }
    }
    let named = |device: DeviceId, seq: u64| chain.get(&(device, seq)).copied();
    let (mut control, mut of_case) = (Vec::new(), Vec::new());
    for given in &dossier.events {
        let signed = Signed::of_given(given, org, &named).ok_or(altered())?;
        match signed.opened.stream {
            Stream::Control => control.push(signed),
            Stream::Centre | Stream::Protected => of_case.push(signed),
        }
    }
    if control.iter().any(|signed| signed.opened.body.subject != *org.as_bytes()) {
        return Err(altered());
    }
    let elsewhere = Elsewhere::of(org, *dossier.root.as_bytes(), control).ok_or(altered())?;
    if !of_case.iter().all(|signed| elsewhere.is_signed(signed)) {
        return Err(altered());
    }
    let of_case = of_case.into_iter().map(|signed| (signed.opened.id, signed.opened)).collect();
    Ok((elsewhere, of_case))
}

/// Is all here that the proposal rests on, and nothing else? By its hash each event names what it had seen, so nothing of it can
/// have been put in or taken out on the way.
fn whole(of_case: &BTreeMap<EventRef, Opened>, left_out: &LeftOut, proposal: EventRef) -> Result<(), StoreError> {
    let mut seen: BTreeSet<EventRef> = BTreeSet::new();
    let mut open = vec![proposal];
    while let Some(event) = open.pop() {
        if !seen.insert(event) {
            continue;
        }
        match (of_case.get(&event), left_out.get(&event)) {
            (Some(opened), None) => open.extend(&opened.body.past),
            (None, Some(past)) => open.extend(past),
            _ => return Err(altered()),
        }
    }
    let is_of = |(id, opened): (&EventRef, &Opened)| seen.contains(id) || opened.body.v == 1;
    if of_case.iter().all(is_of) { Ok(()) } else { Err(altered()) }
}

/// The files that are named, each the one that it is named as.
fn checked(file: &CaseFile, given: Vec<FileGiven>) -> Result<BTreeMap<[u8; 32], FileGiven>, StoreError> {
    let named = named_files(file);
    let mut files = BTreeMap::new();
    for one in given {
        let stored = named.get(&one.root).ok_or(altered())?;
        // EXPOSE: to seal it anew and compare.
        let (key, content) = (BlobKey::from_bytes(*one.key.expose()), one.content.expose());
        let is_it = u64::try_from(content.len()) == Ok(stored.length) && one.blob == stored.blob;
        let shape = BlobShape::new(one.blob, content.len()).map_err(|_| altered())?;
        if !is_it || shape.root_of(&key, content).map_err(|_| altered())? != one.root {
            return Err(altered());
        }
        files.insert(one.root, one);
    }
    if named.keys().all(|root| files.contains_key(root)) { Ok(files) } else { Err(altered()) }
}
