//! What the codes of an export are made of. The rows that were shown before it are those that it begins with, so what they were
//! drawn by is kept for the one export that follows.

use std::collections::BTreeMap;

use pana_exchange::Purpose;
use pana_model::InterviewId;
use pana_store::InterviewLocation;

use crate::contract::AppError;
use crate::random::make_bytes;

/// Random bytes for each interview whose row may leave. In memory while the centre is open, and used by one export alone:
/// by codes that stand in two files their rows could be laid side by side.
#[derive(Default)]
pub(crate) struct Draw {
    form: String,
    purpose: Option<Purpose>,
    bytes: BTreeMap<InterviewId, [u8; 8]>,
}

impl Draw {
    /// Draws anew.
    pub(crate) fn new(form: &str, purpose: Purpose, interviews: &[InterviewLocation]) -> Result<Self, AppError> {
        let mut draw = Self { form: form.to_owned(), purpose: Some(purpose), bytes: BTreeMap::new() };
        for interview in interviews {
            draw.bytes.insert(interview.interview, make_bytes()?);
        }
        Ok(draw)
    }

    /// The last one that was shown, for the export that it was shown for; with it, it is used up.
    pub(crate) fn taken(kept: &mut Option<Self>, form: &str, purpose: Purpose) -> Option<Self> {
        kept.take_if(|draw| draw.form == form && draw.purpose == Some(purpose))
    }

    /// What each of these is coded by, in their order; what came since is drawn now.
    pub(crate) fn random(&self, interviews: &[InterviewLocation]) -> Result<Vec<[u8; 8]>, AppError> {
        let one = |interview: &InterviewLocation| match self.bytes.get(&interview.interview) {
            Some(drawn) => Ok(*drawn),
            None => make_bytes(),
        };
        interviews.iter().map(one).collect()
    }
}
