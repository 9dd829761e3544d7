-- Cases of which a draft was thrown away here. One that was opened for it and got nothing more is nobody, and in no list; its
-- number is not given again. No part of the log, and no view: a replay leaves it.
CREATE TABLE thrown_away (subject BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
