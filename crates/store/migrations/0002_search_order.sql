-- When the person of a search key was changed last, so that those found are put in order without a look at each row.
ALTER TABLE view_token ADD COLUMN changed_hlc INTEGER NOT NULL DEFAULT 0;
