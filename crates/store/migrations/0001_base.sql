-- The schema of both engines, in their common subset. Every key begins with the commune.
CREATE TABLE commune (
    commune TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (commune)
);
-- The row whose lock gives the order of a commune's entries.
CREATE TABLE commune_sequence (
    commune TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (commune)
);
-- Accepted entries, append-only.
CREATE TABLE journal (
    commune TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    base BIGINT NOT NULL,
    author TEXT NOT NULL,
    author_roles TEXT NOT NULL,
    author_villages TEXT NOT NULL,
    device TEXT,
    at_device TEXT NOT NULL,
    at_server TEXT NOT NULL,
    stop TEXT,
    v BIGINT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    outcome TEXT NOT NULL,
    flags TEXT NOT NULL,
    PRIMARY KEY (commune, seq)
);
CREATE UNIQUE INDEX journal_id ON journal (commune, id);
CREATE INDEX journal_subject ON journal (commune, subject_kind, subject_id, seq);
-- Entries that were not applied: conflicting, refused, held. Kept until a person closes them, and after.
CREATE TABLE entry_kept (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    outcome_detail TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    author TEXT NOT NULL,
    author_roles TEXT NOT NULL,
    author_villages TEXT NOT NULL,
    device TEXT,
    received_at TEXT NOT NULL,
    village TEXT,
    entry TEXT NOT NULL,
    decision TEXT,
    note TEXT,
    closed_by TEXT,
    closed_at TEXT,
    PRIMARY KEY (commune, id)
);
CREATE INDEX entry_kept_open ON entry_kept (commune, decision, id);
CREATE INDEX entry_kept_subject ON entry_kept (commune, subject_kind, subject_id, outcome);
-- Current state of every subject: the fold of the journal.
CREATE TABLE record (
    commune TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    village TEXT,
    stop TEXT,
    state TEXT NOT NULL,
    PRIMARY KEY (commune, kind, id)
);
CREATE UNIQUE INDEX record_seq ON record (commune, seq);
CREATE INDEX record_village ON record (commune, village, seq);
CREATE INDEX record_stop ON record (commune, stop, seq);
-- A record that moved to another village, so that devices of the old one can drop it.
CREATE TABLE departure (
    commune TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    village TEXT NOT NULL,
    PRIMARY KEY (commune, seq)
);
CREATE TABLE dossier (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    official_code TEXT,
    procedure TEXT NOT NULL,
    status TEXT NOT NULL,
    holder TEXT NOT NULL,
    village TEXT NOT NULL,
    beneficiary TEXT NOT NULL,
    beneficiary_name TEXT NOT NULL,
    taken_in_at TEXT NOT NULL,
    taken_in_by TEXT NOT NULL,
    stop TEXT,
    place TEXT NOT NULL,
    priority BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    clock_runs BIGINT NOT NULL,
    was_received BIGINT NOT NULL,
    was_supplemented BIGINT NOT NULL,
    due TEXT,
    due_until TEXT,
    finished_at TEXT,
    on_time BIGINT,
    handed_over_at TEXT,
    asks_police BIGINT NOT NULL,
    asks_health BIGINT NOT NULL,
    flag_count BIGINT NOT NULL,
    flags TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX dossier_code ON dossier (commune, code);
CREATE INDEX dossier_official_code ON dossier (commune, official_code);
CREATE INDEX dossier_due ON dossier (commune, is_open, clock_runs, due_until, id, village);
CREATE INDEX dossier_open ON dossier (commune, is_open, taken_in_at, id);
CREATE INDEX dossier_board ON dossier (commune, is_open, status, holder, procedure, village);
CREATE INDEX dossier_taken_in ON dossier (commune, taken_in_at, id);
CREATE INDEX dossier_status ON dossier (commune, status, taken_in_at, id);
CREATE INDEX dossier_holder ON dossier (commune, is_open, holder, taken_in_at, id);
CREATE INDEX dossier_procedure ON dossier (commune, procedure, taken_in_at, id);
CREATE INDEX dossier_village ON dossier (commune, village, is_open, taken_in_at, id);
CREATE INDEX dossier_beneficiary ON dossier (commune, beneficiary, taken_in_at);
CREATE INDEX dossier_stop ON dossier (commune, stop, taken_in_at, id);
CREATE INDEX dossier_finished ON dossier (commune, finished_at, id);
CREATE INDEX dossier_handed_over ON dossier (commune, handed_over_at, id);
CREATE INDEX dossier_flagged ON dossier (commune, flag_count, id);
CREATE INDEX dossier_asks_police ON dossier (commune, asks_police, id);
CREATE INDEX dossier_asks_health ON dossier (commune, asks_health, id);
CREATE TABLE person (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    full_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT,
    personal_id TEXT,
    old_id TEXT,
    phone TEXT,
    village TEXT NOT NULL,
    household TEXT,
    alive BIGINT,
    receives BIGINT,
    vulnerable BIGINT NOT NULL,
    cannot_travel BIGINT,
    newly_found_at TEXT,
    registered_at TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX person_name ON person (commune, name_key, id);
CREATE INDEX person_village ON person (commune, village, name_key, id);
CREATE INDEX person_household ON person (commune, household, id);
CREATE INDEX person_personal_id ON person (commune, personal_id);
CREATE INDEX person_newly_found ON person (commune, newly_found_at, registered_at, id);
CREATE TABLE household (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    village TEXT NOT NULL,
    head TEXT,
    poverty TEXT,
    PRIMARY KEY (commune, id)
);
CREATE INDEX household_village ON household (commune, village, id);
-- What the last assessment said: who may be missing out. Derived from records and rules, written by a job.
CREATE TABLE assessment (
    commune TEXT NOT NULL,
    person TEXT NOT NULL,
    village TEXT NOT NULL,
    possible BIGINT NOT NULL,
    assessed_at TEXT NOT NULL,
    PRIMARY KEY (commune, person)
);
CREATE INDEX assessment_village ON assessment (commune, village, possible);
CREATE TABLE attendance (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    stop TEXT,
    person TEXT,
    service TEXT NOT NULL,
    people BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX attendance_at ON attendance (commune, at, id);
CREATE INDEX attendance_stop ON attendance (commune, stop, at);
-- One row per answered question, with nothing that leads to a person.
CREATE TABLE survey_answer (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    stop TEXT,
    month TEXT NOT NULL,
    PRIMARY KEY (commune, id, question)
);
CREATE INDEX survey_answer_month ON survey_answer (commune, month);
CREATE INDEX survey_answer_stop ON survey_answer (commune, stop);
CREATE TABLE difficulty (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    stop TEXT,
    village TEXT,
    at TEXT NOT NULL,
    answered BIGINT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX difficulty_at ON difficulty (commune, at, id);
CREATE INDEX difficulty_stop ON difficulty (commune, stop, at);
CREATE TABLE home_visit (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    person TEXT,
    full_name TEXT NOT NULL,
    village TEXT NOT NULL,
    status TEXT NOT NULL,
    assigned_to TEXT,
    date TEXT,
    requested_at TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX home_visit_status ON home_visit (commune, status, requested_at, id);
-- Folded words of a subject; found by prefix.
CREATE TABLE search_word (
    commune TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (commune, kind, id, word)
);
CREATE INDEX search_word_word ON search_word (commune, kind, word, id);
CREATE TABLE file_link (
    commune TEXT NOT NULL,
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (commune, hash, kind, id)
);
CREATE TABLE file (
    commune TEXT NOT NULL,
    hash TEXT NOT NULL,
    mime TEXT NOT NULL,
    size BIGINT NOT NULL,
    complete BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (commune, hash)
);
CREATE TABLE account (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    roles TEXT NOT NULL,
    villages TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE UNIQUE INDEX account_name ON account (commune, name);
CREATE TABLE session (
    commune TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    account TEXT NOT NULL,
    device TEXT NOT NULL,
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (commune, token_hash)
);
CREATE INDEX session_account ON session (commune, account);
CREATE INDEX session_device ON session (commune, device);
CREATE INDEX session_expiry ON session (commune, expires_at);
CREATE TABLE device (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    revoked_at TEXT,
    PRIMARY KEY (commune, id)
);
CREATE TABLE round (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    difficulties TEXT NOT NULL,
    proposals TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE TABLE stop (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    round TEXT NOT NULL,
    position BIGINT NOT NULL,
    date TEXT NOT NULL,
    from_time TEXT NOT NULL,
    to_time TEXT NOT NULL,
    place TEXT NOT NULL,
    note TEXT NOT NULL,
    villages TEXT NOT NULL,
    team TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX stop_round ON stop (commune, round, position);
CREATE INDEX stop_date ON stop (commune, date);
CREATE TABLE setting (
    commune TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (commune, name)
);
-- Who changed what outside the journal.
CREATE TABLE audit (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    account TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX audit_at ON audit (commune, at, id);
-- Who read sensitive data, and for what.
CREATE TABLE read_log (
    commune TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    account TEXT NOT NULL,
    subject TEXT NOT NULL,
    purpose TEXT NOT NULL,
    PRIMARY KEY (commune, id)
);
CREATE INDEX read_log_subject ON read_log (commune, subject, at);
