-- The log: what was written down, in the bytes in which it was signed. Append-only.
-- subject: the case an event is about, in clear inside the keyed database so that a later epoch need not be kept to
-- find it; NULL in the protected stream, where even the fact that a case has such events is hidden.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    event_id BLOB NOT NULL UNIQUE,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed BLOB,
    subject BLOB,
    UNIQUE (stream, device, seq)
) STRICT;
CREATE INDEX event_by_subject ON event (subject) WHERE subject IS NOT NULL;

-- One key per subject and stream, wrapped under the stream's epoch. Mutable: erasure deletes the row.
-- slot_id is the subject, or in the protected stream a keyed hash of it.
CREATE TABLE slot (
    stream INTEGER NOT NULL,
    slot_id BLOB NOT NULL,
    epoch BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (stream, slot_id)
) STRICT, WITHOUT ROWID;

-- Epoch keys, sealed to each member who is entitled.
CREATE TABLE grant_sealed (
    stream INTEGER NOT NULL,
    epoch BLOB NOT NULL,
    member BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (stream, epoch, member)
) STRICT, WITHOUT ROWID;

-- This installation: its secret keys, what its case numbers begin with, its last counter and its logical clock.
CREATE TABLE own (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    centre BLOB NOT NULL,
    device BLOB NOT NULL,
    secrets BLOB NOT NULL,
    prefix TEXT NOT NULL,
    counter INTEGER NOT NULL DEFAULT 0,
    hlc INTEGER NOT NULL DEFAULT 0,
    view_version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Sources of questionnaires by the hash that events name, so that an old interview shows with its version.
CREATE TABLE form (
    form_id TEXT NOT NULL,
    hash BLOB NOT NULL,
    version TEXT NOT NULL,
    source BLOB NOT NULL,
    PRIMARY KEY (form_id, hash)
) STRICT, WITHOUT ROWID;

-- Interviews that are not finished. What they hold is sealed; of the protected stream not even the case is in clear.
CREATE TABLE draft (
    interview BLOB PRIMARY KEY,
    stream INTEGER NOT NULL,
    subject BLOB,
    epoch BLOB NOT NULL,
    address BLOB NOT NULL,
    changed_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_subject ON draft (subject) WHERE subject IS NOT NULL;

-- One row per answer (and per list of instances, and for the head). row_id is a keyed hash of what the row is about.
CREATE TABLE draft_row (
    interview BLOB NOT NULL REFERENCES draft (interview) ON DELETE CASCADE,
    row_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (interview, row_id)
) STRICT, WITHOUT ROWID;

-- Search keys of unfinished interviews of the centre stream.
CREATE TABLE draft_token (
    interview BLOB NOT NULL REFERENCES draft (interview) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    token TEXT NOT NULL,
    subject BLOB NOT NULL,
    PRIMARY KEY (interview, kind, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_token_by_token ON draft_token (kind, token, subject);
CREATE INDEX draft_token_by_subject ON draft_token (subject, kind, token);

-- Views. Everything below is derived from the log: rebuild deletes and replays.

CREATE TABLE view_centre (
    centre BLOB PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view_device (
    device BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    signing BLOB NOT NULL,
    sealing BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view_member (
    member BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    grants TEXT NOT NULL,
    signing BLOB NOT NULL,
    sealing BLOB NOT NULL,
    added_hlc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view_form (
    form_id TEXT NOT NULL,
    hash BLOB NOT NULL,
    published_hlc INTEGER NOT NULL,
    PRIMARY KEY (form_id, hash)
) STRICT, WITHOUT ROWID;

-- Kept narrow, because lists read it; the heads of what belongs to the person lie beside it.
CREATE TABLE view_case (
    subject BLOB PRIMARY KEY,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    birth TEXT NOT NULL,
    opened_hlc INTEGER NOT NULL,
    changed_hlc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX view_case_recent ON view_case (changed_hlc, subject);

CREATE TABLE view_case_doc (
    subject BLOB PRIMARY KEY,
    doc BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view_profile (
    subject BLOB NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    interview BLOB NOT NULL,
    source TEXT NOT NULL,
    heads INTEGER NOT NULL,
    PRIMARY KEY (subject, property)
) STRICT, WITHOUT ROWID;

CREATE TABLE view_household (
    subject BLOB NOT NULL,
    instance BLOB NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    interview BLOB NOT NULL,
    source TEXT NOT NULL,
    heads INTEGER NOT NULL,
    PRIMARY KEY (subject, instance, property)
) STRICT, WITHOUT ROWID;

-- doc: heads of the interview's answers and instances.
CREATE TABLE view_interview (
    interview BLOB PRIMARY KEY,
    subject BLOB NOT NULL,
    form_id TEXT NOT NULL,
    form_hash BLOB NOT NULL,
    member BLOB NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_hlc INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    later INTEGER NOT NULL,
    amended INTEGER NOT NULL,
    doc BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX view_interview_by_subject ON view_interview (subject);
CREATE INDEX view_interview_by_form ON view_interview (form_id, finished_hlc, interview);
CREATE INDEX view_interview_later ON view_interview (finished_hlc) WHERE later > 0;

CREATE TABLE view_history (
    subject BLOB NOT NULL,
    hlc INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    action TEXT NOT NULL,
    member BLOB NOT NULL,
    interview BLOB NOT NULL,
    PRIMARY KEY (subject, hlc, device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE view_access (
    subject BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    op INTEGER NOT NULL,
    action TEXT NOT NULL,
    member BLOB NOT NULL,
    interview BLOB NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (subject, at_ms, device, seq, op)
) STRICT, WITHOUT ROWID;

-- Search keys: kind 0 name, 1 number, 2 birth, 3 telephone. A prefix is a range of the primary key.
CREATE TABLE view_token (
    kind INTEGER NOT NULL,
    token TEXT NOT NULL,
    subject BLOB NOT NULL,
    PRIMARY KEY (kind, token, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_token_by_subject ON view_token (subject, kind, token);
