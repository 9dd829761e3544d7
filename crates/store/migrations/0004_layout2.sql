-- Events are named by their ids: two histories of one copied device stand side by side, and what came before its
-- predecessor waits. So a number in a chain is no longer unique.
CREATE TABLE event_by_id (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    event_id BLOB NOT NULL UNIQUE,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed BLOB,
    subject BLOB
) STRICT;
INSERT INTO event_by_id (position, stream, device, seq, event_id, header, signature, sealed, subject)
    SELECT position, stream, device, seq, event_id, header, signature, sealed, subject FROM event ORDER BY position;
DROP TABLE event;
ALTER TABLE event_by_id RENAME TO event;
CREATE INDEX event_by_chain ON event (stream, device, seq, event_id);
CREATE INDEX event_by_subject ON event (subject) WHERE subject IS NOT NULL;

-- Grants are sealed to seats (a member's keys on one device). seat: 16 bytes of ff for the recovery sheets.
-- Grants of the first layout stay in grant_sealed.
CREATE TABLE seat_grant (
    stream INTEGER NOT NULL,
    epoch BLOB NOT NULL,
    seat BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (stream, epoch, seat, sealed)
) STRICT, WITHOUT ROWID;

-- What an epoch's key opens: of each generation the keys of its 256 buckets (number 0 to 255) and the key of its slot
-- ids (256), each once for every epoch under which it is wrapped.
CREATE TABLE key_box (
    stream INTEGER NOT NULL,
    generation BLOB NOT NULL,
    number INTEGER NOT NULL,
    epoch BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (stream, generation, number, epoch)
) STRICT, WITHOUT ROWID;

-- Keys of subjects under their buckets. A subject may have several; rows are added and never overwritten. Slots of the
-- first layout stay in slot, and are read.
CREATE TABLE subject_slot (
    stream INTEGER NOT NULL,
    slot_id BLOB NOT NULL,
    key_id BLOB NOT NULL,
    generation BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (stream, slot_id, key_id)
) STRICT, WITHOUT ROWID;

-- Under which of its subject's keys a draft lies; empty: the only one there was.
ALTER TABLE draft ADD COLUMN key_id BLOB NOT NULL DEFAULT x'';

-- A reading that was not believed, because the clock stood far ahead of all that had been seen.
ALTER TABLE own ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;

-- Bytes that came and are no envelope of this centre: kept as they came, with the reason, never applied.
CREATE TABLE set_aside (
    id BLOB PRIMARY KEY,
    raw BLOB NOT NULL,
    reason TEXT NOT NULL,
    came_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whoever works here, the devices and the questionnaires follow from a replay of the control stream at every opening.
DROP TABLE view_centre;
DROP TABLE view_device;
DROP TABLE view_member;
DROP TABLE view_form;

-- Events of the centre stream that do not count, and why; those that count have no row.
-- missing: what a waiting event waits for.
CREATE TABLE view_verdict (
    event_id BLOB PRIMARY KEY,
    reason TEXT NOT NULL,
    missing BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX view_verdict_missing ON view_verdict (missing) WHERE missing <> x'';

-- Rows with heads have rowids: a table that lies by its key would carry them along whenever a key is compared.
-- Interviews by the case that claims them: a second case that writes under the same id touches its own row.
-- Heads that are not seen yet by what they replace lie apart (parked), so that nobody can make a row grow.
DROP TABLE view_interview;
CREATE TABLE view_interview (
    interview BLOB NOT NULL,
    subject BLOB NOT NULL,
    form_id TEXT NOT NULL,
    form_hash BLOB NOT NULL,
    member BLOB NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_hlc INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    later INTEGER NOT NULL,
    amended INTEGER NOT NULL,
    doc BLOB NOT NULL,
    parked BLOB NOT NULL,
    PRIMARY KEY (subject, interview)
) STRICT;
CREATE INDEX view_interview_by_id ON view_interview (interview);
CREATE INDEX view_interview_by_form ON view_interview (form_id, finished_hlc, interview);
CREATE INDEX view_interview_later ON view_interview (finished_hlc) WHERE later > 0;

DROP TABLE view_case_doc;
CREATE TABLE view_case_doc (
    subject BLOB NOT NULL,
    doc BLOB NOT NULL,
    parked BLOB NOT NULL,
    PRIMARY KEY (subject)
) STRICT;

-- Events of a case that wait for their past: what is missing, and what of them protects already.
CREATE TABLE view_waiting (
    subject BLOB NOT NULL,
    event BLOB NOT NULL,
    waiting BLOB NOT NULL,
    PRIMARY KEY (subject, event)
) STRICT, WITHOUT ROWID;

-- The history is keyed by the subject and the event. newest: no event that counts has seen it, so the next one names it.
DROP TABLE view_history;
CREATE TABLE view_history (
    subject BLOB NOT NULL,
    event BLOB NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    member BLOB NOT NULL,
    done TEXT NOT NULL,
    interview BLOB NOT NULL,
    newest INTEGER NOT NULL,
    PRIMARY KEY (subject, event)
) STRICT, WITHOUT ROWID;

DROP TABLE view_access;
CREATE TABLE view_access (
    subject BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    event BLOB NOT NULL,
    op INTEGER NOT NULL,
    action TEXT NOT NULL,
    member BLOB NOT NULL,
    interview BLOB NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (subject, at_ms, event, op)
) STRICT, WITHOUT ROWID;
