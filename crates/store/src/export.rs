//! A questionnaire's interviews in the order in which they were finished, a page at a time: an export holds neither all
//! of them in memory nor the store while a worker is typing.

use pana_model::InterviewId;
use rusqlite::params;

use crate::fold;
use crate::interview::{Interview, InterviewHead, head_of_row, interview_of};
use crate::store::Store;
use crate::{StoreError, hlc_ms};

/// How far an export is. Interviews finished after it began come at its end.
#[derive(Debug, Clone)]
pub struct ExportCursor {
    form_id: String,
    after: (i64, [u8; 16]),
    protected: Option<Vec<InterviewId>>,
}

impl Store {
    /// How many finished interviews of a questionnaire this member may read.
    ///
    /// # Errors
    /// As any read.
    pub fn interviews_count(&self, form_id: &str) -> Result<u32, StoreError> {
        let context = self.context();
        let clear: u32 =
            context
                .sql
                .query_row("SELECT count(*) FROM view_interview WHERE form_id = ?1", [form_id], |row| row.get(0))?;
        let closed = context.protected_heads()?.into_iter().filter(|head| head.form_id == form_id).count();
        Ok(clear.saturating_add(u32::try_from(closed).unwrap_or(u32::MAX)))
    }

    /// The heads of all of them, in the order in which an export reads them.
    ///
    /// # Errors
    /// As any read.
    pub fn interview_heads(&self, form_id: &str) -> Result<Vec<InterviewHead>, StoreError> {
        let context = self.context();
        let mut heads = context.heads("WHERE form_id = ?1 ORDER BY finished_hlc, interview", params![form_id])?;
        let mut closed: Vec<_> =
            context.protected_heads()?.into_iter().filter(|head| head.form_id == form_id).collect();
        closed.sort_by_key(|head| (head.finished_ms, head.interview));
        heads.extend(closed);
        Ok(heads)
    }

    /// A cursor before the first interview of a questionnaire.
    pub fn interviews_of_form(&self, form_id: &str) -> ExportCursor {
        ExportCursor { form_id: form_id.to_owned(), after: (i64::MIN, [0; 16]), protected: None }
    }

    /// The next interviews, at most `many`; empty at the end. The protected ones come last, and only for a member with
    /// the grant.
    ///
    /// # Errors
    /// As any read.
    pub fn export_next(&self, cursor: &mut ExportCursor, many: usize) -> Result<Vec<Interview>, StoreError> {
        let context = self.context();
        let mut page = Vec::new();
        if cursor.protected.is_none() {
            let mut statement = context.sql.prepare_cached(
                "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
                     amended, doc
                 FROM view_interview
                 WHERE form_id = ?1 AND (finished_hlc, interview) > (?2, ?3)
                 ORDER BY finished_hlc, interview LIMIT ?4",
            )?;
            let (hlc, interview) = cursor.after;
            let many = i64::try_from(many).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![cursor.form_id, hlc, interview.as_slice(), many], |row| {
                Ok((head_of_row(row)?, row.get::<_, i64>("finished_hlc")?, row.get::<_, Vec<u8>>("doc")?))
            })?;
            for row in rows {
                let (head, hlc, doc) = row?;
                cursor.after = (hlc, *head.interview.as_bytes());
                page.push(interview_of(head, &fold::unpack(&doc)?));
            }
            if !page.is_empty() {
                return Ok(page);
            }
            let mut closed: Vec<_> =
                context.protected_heads()?.into_iter().filter(|head| head.form_id == cursor.form_id).collect();
            closed.sort_by_key(|head| (head.finished_ms, head.interview));
            closed.reverse();
            cursor.protected = Some(closed.into_iter().map(|head| head.interview).collect());
        }
        while page.len() < many
            && let Some(interview) = cursor.protected.as_mut().and_then(Vec::pop)
        {
            page.push(context.interview_with_doc(interview)?.0);
        }
        Ok(page)
    }

    /// The latest time this store knows: of its last event or its last saved answer. When `now` is more than five
    /// minutes before it, the clock was set back; nothing is refused for that.
    ///
    /// # Errors
    /// As any read.
    pub fn clock_behind(&self, now: pana_model::Moment) -> Result<Option<pana_model::Moment>, StoreError> {
        const TOLERATED_MS: i64 = 5 * 60 * 1_000;
        let latest: i64 = self.context().sql.query_row("SELECT hlc FROM own", [], |row| row.get(0))?;
        let saved: Option<i64> =
            self.context().sql.query_row("SELECT max(changed_ms) FROM draft", [], |row| row.get(0))?;
        let latest = hlc_ms(latest).max(saved.unwrap_or(i64::MIN));
        let behind = now.unix_ms().saturating_add(TOLERATED_MS) < latest;
        Ok(behind.then(|| pana_model::Moment::from_unix_ms(latest)).flatten())
    }

    /// Events made on this device that no other device has yet.
    ///
    /// # Errors
    /// As any read.
    pub fn unsent(&self) -> Result<u32, StoreError> {
        Ok(self.context().sql.query_row(
            "SELECT coalesce(sum(last), 0) FROM (SELECT max(seq) AS last FROM event WHERE device =
                 (SELECT device FROM own) GROUP BY stream)",
            [],
            |row| row.get(0),
        )?)
    }
}
