-- Lists of dossiers and their search are chosen in memory (`facts`): the words of a dossier stand in its row, and only
-- those indexes are left that a look-up needs. Each reception writes a third of what it wrote before.
DROP TABLE search_word;
ALTER TABLE dossier ADD COLUMN words TEXT NOT NULL DEFAULT '';
DROP INDEX dossier_official_code;
DROP INDEX dossier_due;
DROP INDEX dossier_open;
DROP INDEX dossier_board;
DROP INDEX dossier_taken_in;
DROP INDEX dossier_status;
DROP INDEX dossier_holder;
DROP INDEX dossier_procedure;
DROP INDEX dossier_village;
DROP INDEX dossier_beneficiary;
DROP INDEX dossier_stop;
DROP INDEX dossier_finished;
DROP INDEX dossier_handed_over;
DROP INDEX dossier_flagged;
DROP INDEX dossier_asks_police;
DROP INDEX dossier_asks_health;
CREATE INDEX dossier_official_code ON dossier (commune, official_code) WHERE official_code IS NOT NULL;
CREATE INDEX dossier_asks_police ON dossier (commune, id) WHERE asks_police = 1;
CREATE INDEX dossier_asks_health ON dossier (commune, id) WHERE asks_health = 1;
DROP INDEX record_stop;
CREATE INDEX record_stop ON record (commune, stop, seq) WHERE stop IS NOT NULL;
