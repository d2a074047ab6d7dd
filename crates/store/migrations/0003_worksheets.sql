-- What the office works through outside the journal: an import, pairs to compare, answers to findings, a payment list.
CREATE TABLE worksheet (
    commune TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    created_by TEXT,
    created_at TEXT NOT NULL,
    changed_by TEXT,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (commune, kind, id)
);
CREATE INDEX worksheet_state ON worksheet (commune, kind, state, id);
CREATE TABLE worksheet_row (
    commune TEXT NOT NULL,
    kind TEXT NOT NULL,
    worksheet TEXT NOT NULL,
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (commune, kind, worksheet, position)
);
CREATE INDEX worksheet_row_state ON worksheet_row (commune, kind, worksheet, state, position);
-- Why a person is no longer in the list. No entry before this version could say so.
ALTER TABLE person ADD COLUMN gone TEXT;
