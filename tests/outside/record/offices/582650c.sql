BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'office','m0001_tickets_and_log','2026-11-28 04:33:56.847037+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'office','m0002_roles_and_settings','2026-11-28 04:33:56.847677+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'office','m0003_alerts','2026-11-28 04:33:56.848006+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'office','m0004_sound_of_a_zone','2026-11-28 04:33:56.849842+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'office','m0005_messages','2026-11-28 04:33:56.850941+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'office','m0006_dossiers','2026-11-28 04:33:56.851805+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'office','m0007_verbs_of_the_desk','2026-11-28 04:33:56.856878+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'office','m0008_sound_of_zones','2026-11-28 04:33:56.857474+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'office','m0009_procedure_rules','2026-11-28 04:33:56.857734+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'office','m0010_notes_and_gaps','2026-11-28 04:33:56.858044+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'office','m0011_who_runs_late','2026-11-28 04:33:56.858747+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'office','m0012_ratings','2026-11-28 04:33:56.859385+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'office','m0013_pins_and_seats','2026-11-28 04:33:56.860106+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'office','m0014_receipts','2026-11-28 04:33:56.861068+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'office','m0015_calls_out_of_turn','2026-11-28 04:33:56.861350+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'office','m0016_figures','2026-11-28 04:33:56.861663+00:00');
INSERT INTO "_sqlite_migrations" VALUES(17,'office','m0017_one_index_of_receptions','2026-11-28 04:33:56.861890+00:00');
CREATE TABLE agencies (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
INSERT INTO "agencies" VALUES(1,'Sở 1','sở');
INSERT INTO "agencies" VALUES(2,'Sở 2','sở');
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, counter INTEGER, raised_at TEXT NOT NULL, ended_at TEXT
) STRICT;
INSERT INTO "alerts" VALUES(1,'help',1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z');
INSERT INTO "alerts" VALUES(2,'alarm',2,'2026-07-02T01:31:30.000Z',NULL);
INSERT INTO "alerts" VALUES(3,'help',1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z');
CREATE TABLE "announcements" (
    zone TEXT NOT NULL, no INTEGER NOT NULL, leg INTEGER REFERENCES legs, number TEXT NOT NULL,
    counter INTEGER NOT NULL, kind TEXT NOT NULL, priority INTEGER NOT NULL, at TEXT NOT NULL, withdrawn_at TEXT, message INTEGER REFERENCES messages,
    PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;
INSERT INTO "announcements" VALUES('1',1,1,'A001',1,'call',1,'2026-07-02T01:30:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',2,NULL,'',0,'message',0,'2026-07-02T01:30:00.000Z',NULL,1);
INSERT INTO "announcements" VALUES('1',3,NULL,'',0,'message',0,'2026-07-02T01:30:00.000Z',NULL,1);
INSERT INTO "announcements" VALUES('1',4,2,'B001',1,'call',1,'2026-07-02T01:30:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',5,2,'B001',1,'recall',1,'2026-07-02T01:30:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',6,3,'A002',1,'call',1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL);
INSERT INTO "announcements" VALUES('1',7,9,'A002',1,'call',1,'2026-07-02T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',8,4,'C001',1,'call',1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL);
INSERT INTO "announcements" VALUES('1',9,5,'C002',3,'call',1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL);
INSERT INTO "announcements" VALUES('1',10,5,'C002',3,'call',1,'2026-07-02T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',11,6,'C003',2,'call',1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL);
INSERT INTO "announcements" VALUES('1',12,6,'C003',1,'call',1,'2026-07-02T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',13,7,'C004',5,'call',1,'2026-07-02T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',14,12,'A001',1,'call',1,'2026-07-03T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',15,NULL,'',0,'message',0,'2026-07-03T01:31:30.000Z',NULL,2);
INSERT INTO "announcements" VALUES('1',16,NULL,'',0,'message',0,'2026-07-03T01:31:30.000Z',NULL,2);
INSERT INTO "announcements" VALUES('1',17,13,'B001',1,'call',1,'2026-07-03T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',18,13,'B001',1,'recall',1,'2026-07-03T01:31:30.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',19,14,'A002',1,'call',1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL);
INSERT INTO "announcements" VALUES('1',20,20,'A002',1,'call',1,'2026-07-03T01:33:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',21,15,'C001',1,'call',1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL);
INSERT INTO "announcements" VALUES('1',22,16,'C002',3,'call',1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL);
INSERT INTO "announcements" VALUES('1',23,16,'C002',3,'call',1,'2026-07-03T01:33:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',24,17,'C003',2,'call',1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL);
INSERT INTO "announcements" VALUES('1',25,17,'C003',1,'call',1,'2026-07-03T01:33:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',26,18,'C004',5,'call',1,'2026-07-03T01:33:00.000Z',NULL,NULL);
INSERT INTO "announcements" VALUES('1',27,23,'B002',4,'call',1,'2026-07-03T01:35:00.000Z',NULL,NULL);
CREATE TABLE applicants (
    dossier INTEGER PRIMARY KEY REFERENCES dossiers, name TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
    email TEXT NOT NULL, id_digest TEXT, id_last4 TEXT
) STRICT;
INSERT INTO "applicants" VALUES(1,'Nguyễn Văn Mẫu','0900000000','','',NULL,NULL);
INSERT INTO "applicants" VALUES(2,'Nguyễn Văn Mẫu','0900000000','','',NULL,NULL);
CREATE TABLE area_agencies (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (area, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "area_agencies" VALUES('A',0,'Sở Tư pháp','department');
INSERT INTO "area_agencies" VALUES('B',0,'Sở Nông nghiệp và Môi trường','department');
INSERT INTO "area_agencies" VALUES('C',0,'Sở Xây dựng','department');
INSERT INTO "area_agencies" VALUES('C',1,'Ban Quản lý Khu kinh tế','department');
INSERT INTO "area_agencies" VALUES('E',0,'Sở Tài chính','department');
INSERT INTO "area_agencies" VALUES('E',1,'Thuế tỉnh','central');
INSERT INTO "area_agencies" VALUES('G',0,'Sở Nội vụ','department');
INSERT INTO "area_agencies" VALUES('G',1,'Sở Dân tộc và Tôn giáo','department');
INSERT INTO "area_agencies" VALUES('G',2,'Bảo hiểm xã hội','central');
INSERT INTO "area_agencies" VALUES('H',0,'Sở Y tế','department');
INSERT INTO "area_agencies" VALUES('H',1,'Sở Giáo dục và Đào tạo','department');
INSERT INTO "area_agencies" VALUES('H',2,'Sở Văn hóa, Thể thao và Du lịch','department');
INSERT INTO "area_agencies" VALUES('K',0,'Sở Công Thương','department');
INSERT INTO "area_agencies" VALUES('K',1,'Sở Khoa học và Công nghệ','department');
INSERT INTO "area_agencies" VALUES('K',2,'Công ty Điện lực','enterprise');
INSERT INTO "area_agencies" VALUES('M',0,'Công an tỉnh','central');
INSERT INTO "area_agencies" VALUES('M',1,'Sở Ngoại vụ','department');
INSERT INTO "area_agencies" VALUES('M',2,'Văn phòng UBND tỉnh','department');
CREATE TABLE area_ministries (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, ministry TEXT NOT NULL, PRIMARY KEY (area, ministry)
) STRICT, WITHOUT ROWID;
INSERT INTO "area_ministries" VALUES('A','Bộ Tư pháp');
INSERT INTO "area_ministries" VALUES('B','Bộ Nông nghiệp và Môi trường');
INSERT INTO "area_ministries" VALUES('C','Bộ Xây dựng');
INSERT INTO "area_ministries" VALUES('E','Bộ Tài chính');
INSERT INTO "area_ministries" VALUES('G','Bộ Nội vụ');
INSERT INTO "area_ministries" VALUES('H','Bộ Giáo dục và Đào tạo');
INSERT INTO "area_ministries" VALUES('H','Bộ Y tế');
INSERT INTO "area_ministries" VALUES('K','Bộ Công Thương');
INSERT INTO "area_ministries" VALUES('M','Bộ Công an');
CREATE TABLE area_zones (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, zone TEXT NOT NULL REFERENCES zones ON DELETE CASCADE,
    PRIMARY KEY (area, zone)
) STRICT, WITHOUT ROWID;
INSERT INTO "area_zones" VALUES('A','1');
INSERT INTO "area_zones" VALUES('B','1');
INSERT INTO "area_zones" VALUES('C','1');
INSERT INTO "area_zones" VALUES('E','1');
INSERT INTO "area_zones" VALUES('G','2');
INSERT INTO "area_zones" VALUES('H','2');
INSERT INTO "area_zones" VALUES('K','2');
INSERT INTO "area_zones" VALUES('M','2');
CREATE TABLE areas (
    letter TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, hours TEXT
, rules TEXT) STRICT;
INSERT INTO "areas" VALUES('A',0,'Hộ tịch, tư pháp, công chứng','Civil status, justice, notary',NULL,NULL);
INSERT INTO "areas" VALUES('B',1,'Đất đai, nông nghiệp, môi trường','Land, agriculture, environment',NULL,NULL);
INSERT INTO "areas" VALUES('C',2,'Xây dựng, giao thông','Construction, transport',NULL,NULL);
INSERT INTO "areas" VALUES('E',3,'Doanh nghiệp, tài chính, thuế','Business, finance, tax',NULL,NULL);
INSERT INTO "areas" VALUES('G',4,'Lao động, bảo hiểm, dân tộc','Labour, insurance, ethnic affairs',NULL,NULL);
INSERT INTO "areas" VALUES('H',5,'Y tế, giáo dục, văn hóa','Health, education, culture',NULL,NULL);
INSERT INTO "areas" VALUES('K',6,'Công thương, khoa học, điện lực','Industry, science, electricity',NULL,NULL);
INSERT INTO "areas" VALUES('M',7,'Công an, ngoại vụ, việc chung','Police, foreign affairs, general',NULL,NULL);
CREATE TABLE calendar_days (day TEXT PRIMARY KEY, worked INTEGER NOT NULL) STRICT;
INSERT INTO "calendar_days" VALUES('2026-09-02',0);
CREATE TABLE counter_areas (
    counter INTEGER NOT NULL REFERENCES counters ON DELETE CASCADE,
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, helps INTEGER NOT NULL, PRIMARY KEY (counter, area)
) STRICT, WITHOUT ROWID;
INSERT INTO "counter_areas" VALUES(1,'A',0);
INSERT INTO "counter_areas" VALUES(1,'B',0);
INSERT INTO "counter_areas" VALUES(1,'C',0);
INSERT INTO "counter_areas" VALUES(1,'E',0);
INSERT INTO "counter_areas" VALUES(1,'G',0);
INSERT INTO "counter_areas" VALUES(1,'H',0);
INSERT INTO "counter_areas" VALUES(1,'K',0);
INSERT INTO "counter_areas" VALUES(1,'M',0);
INSERT INTO "counter_areas" VALUES(2,'A',0);
INSERT INTO "counter_areas" VALUES(2,'B',0);
INSERT INTO "counter_areas" VALUES(2,'C',0);
INSERT INTO "counter_areas" VALUES(2,'E',0);
INSERT INTO "counter_areas" VALUES(2,'G',0);
INSERT INTO "counter_areas" VALUES(2,'H',0);
INSERT INTO "counter_areas" VALUES(2,'K',0);
INSERT INTO "counter_areas" VALUES(2,'M',0);
INSERT INTO "counter_areas" VALUES(3,'A',0);
INSERT INTO "counter_areas" VALUES(3,'B',0);
INSERT INTO "counter_areas" VALUES(3,'C',0);
INSERT INTO "counter_areas" VALUES(3,'E',0);
INSERT INTO "counter_areas" VALUES(3,'G',0);
INSERT INTO "counter_areas" VALUES(3,'H',0);
INSERT INTO "counter_areas" VALUES(3,'K',0);
INSERT INTO "counter_areas" VALUES(3,'M',0);
INSERT INTO "counter_areas" VALUES(4,'A',0);
INSERT INTO "counter_areas" VALUES(4,'B',0);
INSERT INTO "counter_areas" VALUES(4,'C',0);
INSERT INTO "counter_areas" VALUES(4,'E',0);
INSERT INTO "counter_areas" VALUES(4,'G',0);
INSERT INTO "counter_areas" VALUES(4,'H',0);
INSERT INTO "counter_areas" VALUES(4,'K',0);
INSERT INTO "counter_areas" VALUES(4,'M',0);
INSERT INTO "counter_areas" VALUES(5,'A',0);
INSERT INTO "counter_areas" VALUES(5,'B',0);
INSERT INTO "counter_areas" VALUES(5,'C',0);
INSERT INTO "counter_areas" VALUES(5,'E',0);
INSERT INTO "counter_areas" VALUES(5,'G',0);
INSERT INTO "counter_areas" VALUES(5,'H',0);
INSERT INTO "counter_areas" VALUES(5,'K',0);
INSERT INTO "counter_areas" VALUES(5,'M',0);
INSERT INTO "counter_areas" VALUES(6,'A',0);
INSERT INTO "counter_areas" VALUES(6,'B',0);
INSERT INTO "counter_areas" VALUES(6,'C',0);
INSERT INTO "counter_areas" VALUES(6,'E',0);
INSERT INTO "counter_areas" VALUES(6,'G',0);
INSERT INTO "counter_areas" VALUES(6,'H',0);
INSERT INTO "counter_areas" VALUES(6,'K',0);
INSERT INTO "counter_areas" VALUES(6,'M',0);
INSERT INTO "counter_areas" VALUES(7,'A',0);
INSERT INTO "counter_areas" VALUES(7,'B',0);
INSERT INTO "counter_areas" VALUES(7,'C',0);
INSERT INTO "counter_areas" VALUES(7,'E',0);
INSERT INTO "counter_areas" VALUES(7,'G',0);
INSERT INTO "counter_areas" VALUES(7,'H',0);
INSERT INTO "counter_areas" VALUES(7,'K',0);
INSERT INTO "counter_areas" VALUES(7,'M',0);
INSERT INTO "counter_areas" VALUES(8,'A',0);
INSERT INTO "counter_areas" VALUES(8,'B',0);
INSERT INTO "counter_areas" VALUES(8,'C',0);
INSERT INTO "counter_areas" VALUES(8,'E',0);
INSERT INTO "counter_areas" VALUES(8,'G',0);
INSERT INTO "counter_areas" VALUES(8,'H',0);
INSERT INTO "counter_areas" VALUES(8,'K',0);
INSERT INTO "counter_areas" VALUES(8,'M',0);
CREATE TABLE counters (number INTEGER PRIMARY KEY, rules TEXT) STRICT;
INSERT INTO "counters" VALUES(1,NULL);
INSERT INTO "counters" VALUES(2,NULL);
INSERT INTO "counters" VALUES(3,NULL);
INSERT INTO "counters" VALUES(4,NULL);
INSERT INTO "counters" VALUES(5,NULL);
INSERT INTO "counters" VALUES(6,NULL);
INSERT INTO "counters" VALUES(7,NULL);
INSERT INTO "counters" VALUES(8,NULL);
CREATE TABLE desks (counter INTEGER PRIMARY KEY, version INTEGER NOT NULL, stepped_at TEXT NOT NULL, paused TEXT, paused_at TEXT, last TEXT) STRICT;
INSERT INTO "desks" VALUES(1,22,'2026-07-03T01:33:00.000Z',NULL,NULL,'[[{"id": 17, "ticket": 15, "area": "C", "number": "C003", "state": "waiting", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:33:00.000Z", "priority": "disabled", "unsure": false, "counter": null, "called_at": null, "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}, {"id": 17, "ticket": 15, "area": "C", "number": "C003", "state": "called", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:33:00.000Z", "priority": "disabled", "unsure": false, "counter": 1, "called_at": "2026-07-03T01:33:00.000Z", "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}]]');
INSERT INTO "desks" VALUES(2,4,'2026-07-03T01:33:00.000Z',NULL,NULL,'[[{"id": 17, "ticket": 15, "area": "C", "number": "C003", "state": "called", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:31:30.000Z", "priority": "disabled", "unsure": false, "counter": 2, "called_at": "2026-07-03T01:33:00.000Z", "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}, {"id": 17, "ticket": 15, "area": "C", "number": "C003", "state": "waiting", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:33:00.000Z", "priority": "disabled", "unsure": false, "counter": null, "called_at": null, "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}]]');
INSERT INTO "desks" VALUES(3,8,'2026-07-03T01:33:00.000Z',NULL,NULL,'[[{"id": 16, "ticket": 14, "area": "C", "number": "C002", "state": "called", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:31:30.000Z", "priority": "elderly", "unsure": false, "counter": 3, "called_at": "2026-07-03T01:33:00.000Z", "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}, {"id": 16, "ticket": 14, "area": "C", "number": "C002", "state": "done", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:31:30.000Z", "priority": "elderly", "unsure": false, "counter": 3, "called_at": "2026-07-03T01:33:00.000Z", "started_at": "2026-07-03T01:33:00.000Z", "ended_at": "2026-07-03T01:33:00.000Z", "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}], [null, {"id": 21, "ticket": 14, "area": "B", "number": "C002", "state": "serving", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:33:00.000Z", "priority": "elderly", "unsure": false, "counter": 3, "called_at": "2026-07-03T01:33:00.000Z", "started_at": "2026-07-03T01:33:00.000Z", "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 2, "late": null}]]');
INSERT INTO "desks" VALUES(4,2,'2026-07-03T01:35:00.000Z',NULL,NULL,'[[{"id": 23, "ticket": 19, "area": "B", "number": "B002", "state": "called", "turn_at": "2026-07-03T00:35:00.000Z", "waiting_since": "2026-07-03T01:35:00.000Z", "priority": "pregnant", "unsure": false, "counter": 4, "called_at": "2026-07-03T01:35:00.000Z", "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": "wheelchair,interpreter", "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}, {"id": 23, "ticket": 19, "area": "B", "number": "B002", "state": "done", "turn_at": "2026-07-03T00:35:00.000Z", "waiting_since": "2026-07-03T01:35:00.000Z", "priority": "pregnant", "unsure": false, "counter": 4, "called_at": "2026-07-03T01:35:00.000Z", "started_at": "2026-07-03T01:35:00.000Z", "ended_at": "2026-07-03T01:35:00.000Z", "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": "wheelchair,interpreter", "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}]]');
INSERT INTO "desks" VALUES(5,4,'2026-07-03T01:33:00.000Z',NULL,NULL,'[[{"id": 18, "ticket": 16, "area": "C", "number": "C004", "state": "called", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:31:30.000Z", "priority": "elderly", "unsure": false, "counter": 5, "called_at": "2026-07-03T01:33:00.000Z", "started_at": null, "ended_at": null, "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}, {"id": 18, "ticket": 16, "area": "C", "number": "C004", "state": "done", "turn_at": "2026-07-03T00:31:30.000Z", "waiting_since": "2026-07-03T01:31:30.000Z", "priority": "elderly", "unsure": false, "counter": 5, "called_at": "2026-07-03T01:33:00.000Z", "started_at": "2026-07-03T01:33:00.000Z", "ended_at": "2026-07-03T01:33:00.000Z", "recalls": 0, "returns": 0, "reason": null, "lang": null, "needs": null, "meant_for": null, "out_of_turn": null, "remind_at": null, "nth": 1, "late": null}]]');
CREATE TABLE devices (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO "devices" VALUES(1,'kiosk','f1d05b9250f117cc63ceb7b673ee630b90c176cff74d60519be4d4f61a05d9cc',1);
CREATE TABLE dossier_notes (
    dossier INTEGER NOT NULL REFERENCES dossiers, no INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;
CREATE TABLE dossier_steps (
    dossier INTEGER NOT NULL REFERENCES dossiers, no INTEGER NOT NULL, at TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10), due_at TEXT, reason TEXT, officer INTEGER,
    PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;
INSERT INTO "dossier_steps" VALUES(1,1,'2026-07-02T01:31:30.000Z',1,'2026-07-02T01:31:30.000Z',NULL,NULL);
INSERT INTO "dossier_steps" VALUES(1,2,'2026-07-02T01:31:30.000Z',5,'2026-07-02T01:31:30.000Z','papers',NULL);
INSERT INTO "dossier_steps" VALUES(2,1,'2026-07-03T01:33:00.000Z',1,'2026-07-03T01:33:00.000Z',NULL,NULL);
INSERT INTO "dossier_steps" VALUES(2,2,'2026-07-03T01:33:00.000Z',5,'2026-07-03T01:33:00.000Z','papers',NULL);
CREATE TABLE dossiers (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL REFERENCES procedures,
    agency INTEGER NOT NULL REFERENCES agencies, unit INTEGER NOT NULL REFERENCES units, field TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('direct', 'online', 'post')),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10),
    submitted_at TEXT, received_at TEXT, due_at TEXT, finished_at TEXT, returned_at TEXT,
    returned_by TEXT CHECK (returned_by IN ('direct', 'post', 'electronic')),
    online_level TEXT CHECK (online_level IN ('full', 'partial')),
    non_local INTEGER NOT NULL, post_to_agency INTEGER NOT NULL, post_back INTEGER NOT NULL,
    on_the_spot INTEGER NOT NULL, apology_at TEXT, new_due_at TEXT,
    fee INTEGER, paid_by TEXT CHECK (paid_by IN ('online', 'transfer', 'cash')), paid_at TEXT,
    digitised INTEGER NOT NULL, assisted INTEGER NOT NULL,
    duration REAL, measure TEXT, leg INTEGER REFERENCES legs, receipt TEXT, receipt_at TEXT, edition INTEGER NOT NULL
) STRICT;
INSERT INTO "dossiers" VALUES(1,'H15.50.05.13-260702-0001','1.000001',1,1,'Hộ tịch','direct',5,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL,NULL,0,0,0,0,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL,NULL,'2026-07-02T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,'2026-07-02T01:31:30.000Z',1);
INSERT INTO "dossiers" VALUES(2,'H15.50.05.13-260703-0002','1.000001',2,2,'Hộ tịch','direct',5,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL,NULL,0,0,0,0,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL,NULL,'2026-07-03T01:33:00.000Z',0,0,NULL,NULL,NULL,NULL,'2026-07-03T01:33:00.000Z',1);
CREATE TABLE filing_keys (key TEXT PRIMARY KEY, dossier INTEGER NOT NULL REFERENCES dossiers, at TEXT NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE gaps (
    day TEXT NOT NULL, area TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (day, area, first)
) STRICT, WITHOUT ROWID;
INSERT INTO "gaps" VALUES('2026-07-02','A',3,40,'outage');
INSERT INTO "gaps" VALUES('2026-07-03','A',3,40,'outage');
CREATE TABLE issue_keys (key TEXT PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, at TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE legs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, area TEXT NOT NULL, number TEXT NOT NULL,
    state TEXT NOT NULL, turn_at TEXT NOT NULL, waiting_since TEXT NOT NULL, priority TEXT, unsure INTEGER NOT NULL,
    counter INTEGER, called_at TEXT, started_at TEXT, ended_at TEXT,
    recalls INTEGER NOT NULL, returns INTEGER NOT NULL, reason TEXT
, lang TEXT, needs TEXT, meant_for INTEGER, out_of_turn TEXT, remind_at TEXT, nth INTEGER NOT NULL DEFAULT 1, late INTEGER) STRICT;
INSERT INTO "legs" VALUES(1,1,'A','A001','done','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(2,2,'B','B001','left','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:30:00.000Z',NULL,'2026-07-03T01:31:30.000Z',1,0,'day-ended',NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(3,3,'A','A002','transferred','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:31:30.000Z',NULL,'2026-07-02T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(4,4,'C','C001','left','2026-07-02T00:30:00.000Z','2026-07-02T01:31:30.000Z','elderly',0,1,NULL,NULL,'2026-07-03T01:31:30.000Z',0,0,'day-ended',NULL,NULL,NULL,NULL,'2026-07-02T02:01:30.000Z',1,NULL);
INSERT INTO "legs" VALUES(5,5,'C','C002','done','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,3,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(6,6,'C','C003','left','2026-07-02T00:30:00.000Z','2026-07-02T01:31:30.000Z','disabled',0,1,'2026-07-02T01:31:30.000Z',NULL,'2026-07-03T01:31:30.000Z',0,0,'day-ended',NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(7,7,'C','C004','done','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,5,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(8,8,'C','C005','left','2026-07-02T01:40:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,NULL,NULL,NULL,'2026-07-03T01:31:30.000Z',0,0,'day-ended',NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "legs" VALUES(9,3,'B','A002','done','2026-07-02T00:29:59.999Z','2026-07-02T01:31:30.000Z','elderly',0,1,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,'urgent',NULL,1,NULL);
INSERT INTO "legs" VALUES(10,5,'B','C002','left','2026-07-02T00:30:00.000Z','2026-07-02T01:31:30.000Z','elderly',0,3,'2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z','2026-07-03T01:31:30.000Z',0,0,'day-ended',NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "legs" VALUES(11,9,'A','A041','left','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z',NULL,0,NULL,NULL,NULL,'2026-07-03T01:31:30.000Z',0,0,'day-ended',NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(12,10,'A','A001','done','2026-07-03T00:31:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,1,'2026-07-03T01:31:30.000Z','2026-07-03T01:31:30.000Z','2026-07-03T01:31:30.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(13,11,'B','B001','absent','2026-07-03T00:31:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,1,'2026-07-03T01:31:30.000Z',NULL,NULL,1,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(14,12,'A','A002','transferred','2026-07-03T00:31:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,1,'2026-07-03T01:33:00.000Z',NULL,'2026-07-03T01:33:00.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(15,13,'C','C001','parked','2026-07-03T00:31:30.000Z','2026-07-03T01:33:00.000Z','elderly',0,1,NULL,NULL,NULL,0,0,'papers',NULL,NULL,NULL,NULL,'2026-07-03T02:03:00.000Z',1,NULL);
INSERT INTO "legs" VALUES(16,14,'C','C002','done','2026-07-03T00:31:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,3,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(17,15,'C','C003','called','2026-07-03T00:31:30.000Z','2026-07-03T01:33:00.000Z','disabled',0,1,'2026-07-03T01:33:00.000Z',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(18,16,'C','C004','done','2026-07-03T00:31:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,5,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(19,17,'C','C005','waiting','2026-07-03T01:41:30.000Z','2026-07-03T01:31:30.000Z','elderly',0,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "legs" VALUES(20,12,'B','A002','done','2026-07-03T00:31:29.999Z','2026-07-03T01:33:00.000Z','elderly',0,1,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',0,0,NULL,NULL,NULL,NULL,'urgent',NULL,1,NULL);
INSERT INTO "legs" VALUES(21,14,'B','C002','serving','2026-07-03T00:31:30.000Z','2026-07-03T01:33:00.000Z','elderly',0,3,'2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "legs" VALUES(22,18,'A','A041','waiting','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z',NULL,0,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "legs" VALUES(23,19,'B','B002','done','2026-07-03T00:35:00.000Z','2026-07-03T01:35:00.000Z','pregnant',0,4,'2026-07-03T01:35:00.000Z','2026-07-03T01:35:00.000Z','2026-07-03T01:35:00.000Z',0,0,NULL,NULL,'wheelchair,interpreter',NULL,NULL,NULL,1,NULL);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO "log" VALUES(1,'2026-07-02T01:30:00.000Z','OfficeConfigured','{"digest":"1215a027c58cb385af5cb7fcdefdec0c2b7c07b504664cbd2449d9aca8ac84ef"}','a441a8b485ea26221550031a9ae156dc0523ab27fd2c34ed17eeb63a510a98ac');
INSERT INTO "log" VALUES(2,'2026-07-02T01:30:00.000Z','DayOpened','{"day":"2026-07-02"}','c6e77a617211487624b6ae026da46b695fdb5704c1ff1d7fba98a01e4efab4db');
INSERT INTO "log" VALUES(3,'2026-07-02T01:30:00.000Z','OfficerAdded','{"digest":"989ec01ed3aa9345feed73f6b93096a4e9e3eb8242484cabfbaffedee3d6d16c","officer":1}','d27f7e6e9ac004363dd31acb3d385e36ffec6575fa043da6a622f6b1bd8ac904');
INSERT INTO "log" VALUES(4,'2026-07-02T01:30:00.000Z','DeviceAdded','{"device":1,"digest":"98134a5938752a149a8fc8911a31dbd04754782f922434075e5d3e30bcce18b0","role":"kiosk"}','1ffb4b7e8062b80f9f3003c040ed2f0a77d3a39ca5e4f17ca3b804bd2610c2fa');
INSERT INTO "log" VALUES(5,'2026-07-02T01:30:00.000Z','ProceduresImported','{"changed":0,"digest":"3e1aea6dbebd470306a9def96833ff4be3eb238c21c7e03d9fa9e2006ed290ad","new":1,"refused":0}','71ddef5535d4eee1ff521ef9024588c8a1ddd3f4aa42525e76873474e4782bac');
INSERT INTO "log" VALUES(6,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-02","high_s":null,"job":1,"lang":null,"leg":1,"low_s":null,"needs":null,"number":"A001","priority":"elderly","ticket":1,"token_digest":"b84437fd788f4f1628f50f07dedc96e908e3c8cf59415fe43e9949daef2faa6a","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','71b657904357ed891aba043d1789126e52742546d172f1962ab9a2e4b6f14ee1');
INSERT INTO "log" VALUES(7,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":1,"area":"B","day":"2026-07-02","high_s":null,"job":2,"lang":null,"leg":2,"low_s":null,"needs":null,"number":"B001","priority":"elderly","ticket":2,"token_digest":"1816deb510bf08fc733ebeb903e208637134c6311b4422c5899117d86dc2d9fe","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','4ab0b1e2cc86db8fe2542c8e5a85199fff31f9d0a916d9438098b1e85988c340');
INSERT INTO "log" VALUES(8,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":2,"area":"A","day":"2026-07-02","high_s":null,"job":3,"lang":null,"leg":3,"low_s":null,"needs":null,"number":"A002","priority":"elderly","ticket":3,"token_digest":"789e3f7270f8c79aa5316a7375f06996898d9c4c9c7614c53a7a3db7002476a0","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','0d35da30955202c5a24d9e786b44f4c6c7b964c541ce53fdcb96d44f74ca2dba');
INSERT INTO "log" VALUES(9,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-02","high_s":null,"job":4,"lang":null,"leg":4,"low_s":null,"needs":null,"number":"C001","priority":"elderly","ticket":4,"token_digest":"a62c5fa6c2fa7f69c3caf2e96945beaa87365b5500392524111990fcaa1821ce","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','3691a278ba7918970908e9b9fe6e0331a5494cc96082ceadab926be3d0ac3f65');
INSERT INTO "log" VALUES(10,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":4,"area":"C","day":"2026-07-02","high_s":null,"job":5,"lang":null,"leg":5,"low_s":null,"needs":null,"number":"C002","priority":"elderly","ticket":5,"token_digest":"e8b0507ebca7061f6d21e5e00d711e25b74071ea0eae7a0d87323ce3f10fafd6","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','1bddaf7cc4188ca55917d7390829f1fd5e143aa16095c5d5713bc4bdfd67f4ae');
INSERT INTO "log" VALUES(11,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":5,"area":"C","day":"2026-07-02","high_s":null,"job":6,"lang":null,"leg":6,"low_s":null,"needs":null,"number":"C003","priority":"elderly","ticket":6,"token_digest":"88d3f4fcab3a184a8f9397e4a045b80cfe75ab0ed11651a9ab2ffc931d9f5ed0","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','ce436422eb6c3fd165923acf4b16cd8ee7e5502362fe7a2438f34ba2a04b9645');
INSERT INTO "log" VALUES(12,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":6,"area":"C","day":"2026-07-02","high_s":null,"job":7,"lang":null,"leg":7,"low_s":null,"needs":null,"number":"C004","priority":"elderly","ticket":7,"token_digest":"b75881c2504bda46df4e9e69c28adbc6b140288824e49675a2cfe30c7ee60a38","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','06e7d2497a3bb17d5cab21cceed5a78da49aa4600c86901ba769fd5654538105');
INSERT INTO "log" VALUES(13,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":7,"area":"C","day":"2026-07-02","high_s":null,"job":8,"lang":null,"leg":8,"low_s":null,"needs":null,"number":"C005","priority":"elderly","ticket":8,"token_digest":"67e9f21e58407322c221cc948bb9172de354b6ed30ef3afca2c87cbbceb2c9ec","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','aca0e1af8afa3350a2f5405cf7e1ae5c7a41b37383f6e9a58b525c49acbd28d6');
INSERT INTO "log" VALUES(14,'2026-07-02T01:30:00.000Z','TicketLate','{"area":"C","leg":8,"number":"C005","ticket":8,"turn_at":"2026-07-02T01:40:00.000Z","via":"phone"}','246d12448096bcc9b9ab294fe8729f490f557332101d81befc04488c6f1b4605');
INSERT INTO "log" VALUES(15,'2026-07-02T01:30:00.000Z','SlipEnded','{"job":1,"number":"A001","outcome":"printed","ticket":1}','84e3a3832f6ae8e2a392f1a7b7ec551dbe5899579c6bc231770756eb87fb3af2');
INSERT INTO "log" VALUES(16,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":1},"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"reason":null,"ticket":1}','6159ab8b18ce6927377758fde35c88e0c1f21d0c95ee86f4f236f02837cc17d2');
INSERT INTO "log" VALUES(17,'2026-07-02T01:30:00.000Z','ServiceFinished','{"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"ticket":1}','858f9a6566febf2c0dc5894a1f5abaa3760dd2eb53dd9eaf8f6fc0cddf9943a0');
INSERT INTO "log" VALUES(18,'2026-07-02T01:30:00.000Z','MessageShown','{"announced":{"1":2},"message":1,"officer":null,"sort":"free","zones":"1"}','1a2ae2a73bc4989dd883330225318ea6a4b2f45a4590ecccaf4c5a7a9cd0b966');
INSERT INTO "log" VALUES(19,'2026-07-02T01:30:00.000Z','MessageRepeated','{"announced":{"1":3},"message":1,"officer":null}','d53f4aff6f5f2735170e75d018b802fd1837d04452809abd424aba37411161cb');
INSERT INTO "log" VALUES(20,'2026-07-02T01:30:00.000Z','MessageEnded','{"message":1,"officer":null}','8a639e0819dae2921a929be8d56600db8ab81649aa6fc83fe9ca3ef51112b657');
INSERT INTO "log" VALUES(21,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":4},"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"reason":null,"ticket":2}','c8bcf4ba6c658fc726f331c3562cb7ed147f8094bc81b53311ad997410e6d7a6');
INSERT INTO "log" VALUES(22,'2026-07-02T01:30:00.000Z','TicketRecalled','{"announced":{"1":5},"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"ticket":2}','18aa91b375c55e735d8f5a4d61858e4caf7cfdedd463e824db2a07a792f9b837');
INSERT INTO "log" VALUES(23,'2026-07-02T01:31:30.000Z','TicketAbsent','{"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"ticket":2}','0ee2805ea4ed31fd6f181359ac89eed312d47f0f939a81ba28fad17050384ee5');
INSERT INTO "log" VALUES(24,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":6},"area":"A","counter":1,"leg":3,"number":"A002","officer":null,"reason":null,"ticket":3}','c01590f86bbfa442a42ccdd801f82143f0d1daf20471f17c638a49c623dfa5d2');
INSERT INTO "log" VALUES(25,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":6},"area":"A","counter":1,"leg":3,"number":"A002","ticket":3}','4ef91697ca2b7b49830b38f65d63014edaeed9fb8efb55ac9ff80787f17f4c92');
INSERT INTO "log" VALUES(26,'2026-07-02T01:31:30.000Z','TicketTransferred','{"area":"A","counter":1,"leg":3,"next_leg":9,"number":"A002","officer":null,"place":"first","reason":"urgent","ticket":3,"to_area":"B","to_counter":null,"turn_at":"2026-07-02T00:29:59.999Z"}','fa946183aaabcd912712a3531ea40fb776d2fbbed003ba123655c5f6c8d015d9');
INSERT INTO "log" VALUES(27,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":7},"area":"B","counter":1,"leg":9,"number":"A002","officer":null,"reason":null,"ticket":3}','91064b0e8f72d7b1537862b0eb2b7cafa8b82950585074d9119760b99855bd38');
INSERT INTO "log" VALUES(28,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"B","counter":1,"leg":9,"number":"A002","officer":null,"ticket":3}','897e8545c701576a0f158fbd199e79cab7ffc01b0e9bf1b8acbd3f83f6bcfbfd');
INSERT INTO "log" VALUES(29,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":8},"area":"C","counter":1,"leg":4,"number":"C001","officer":null,"reason":null,"ticket":4}','96bf05327bd4cafdc7daf8565da6f78a4b40d4b4368433b2bf5aca6284669202');
INSERT INTO "log" VALUES(30,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":8},"area":"C","counter":1,"leg":4,"number":"C001","ticket":4}','da8bcab58e92d317f14c95caa6f28ba7c190127c3359c7137b7dccdd59f8be5c');
INSERT INTO "log" VALUES(31,'2026-07-02T01:31:30.000Z','TicketParked','{"area":"C","counter":1,"leg":4,"number":"C001","officer":null,"reason":"papers","remind_at":"2026-07-02T02:01:30.000Z","ticket":4}','d78860542434845e737d7d4f5d3b4677c5b15d0ea29ee9c963b6270e58c49b89');
INSERT INTO "log" VALUES(32,'2026-07-02T01:31:30.000Z','NumbersSkipped','{"area":"A","day":"2026-07-02","first":3,"last":40,"officer":null,"reason":"outage"}','341b76496464e2e9b888eb08a051e4f08b6b0b46fc0fcdd01e7c9e1241383755');
INSERT INTO "log" VALUES(33,'2026-07-02T01:31:30.000Z','PriorityChanged','{"area":"C","leg":6,"number":"C003","officer":null,"priority":"disabled","reason":"proof-shown","ticket":6,"turn_at":"2026-07-02T00:30:00.000Z"}','d4d9cbff21a734038db8f397fc5c6ee20ea5cb005e123add8da5c27e811f5253');
INSERT INTO "log" VALUES(34,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":9},"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"reason":null,"ticket":5}','24604ef7ad580ea6f7407e6c3f6f4e74096ac3f609aebb62d5118c75a667efce');
INSERT INTO "log" VALUES(35,'2026-07-02T01:31:30.000Z','StepUndone','{"area":"C","counter":3,"leg":5,"legs":[5],"number":"C002","officer":null,"ticket":5}','346f64005d2a855ec17fbbf9262ef9cba81fdc50c6090f80f2fdff76e4c0ba25');
INSERT INTO "log" VALUES(36,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":9},"area":"C","counter":3,"leg":5,"number":"C002","ticket":5}','5816cd05ea9803b0ff9dfce040aa9af102ce276bc03beaf185648ae22c014aca');
INSERT INTO "log" VALUES(37,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":10},"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"reason":null,"ticket":5}','c9649b9ec9580a65afed6b0724e719c1dc303a31463638095e3905064513f3a3');
INSERT INTO "log" VALUES(38,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"ticket":5}','28bc49b20163cc9c97c4e1d9bb25a27f08c74a9e914b67fa125dfaa5174930da');
INSERT INTO "log" VALUES(39,'2026-07-02T01:31:30.000Z','ServiceContinued','{"area":"B","counter":3,"former":5,"leg":10,"number":"C002","officer":null,"serving":true,"ticket":5,"turn_at":"2026-07-02T00:30:00.000Z"}','7c231c504563821ea20784e73eba58cdc287608577f7ee89a373c74885eac3ff');
INSERT INTO "log" VALUES(40,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":11},"area":"C","counter":2,"leg":6,"number":"C003","officer":null,"reason":null,"ticket":6}','500eff717f14967aeb6160e6a1f97bc6ec9d6ea50578c58a8a634184cb53c5f3');
INSERT INTO "log" VALUES(41,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":11},"area":"C","counter":2,"leg":6,"number":"C003","ticket":6}','11baa5b17ccdbec79b3e43cceb6f6b43c7a2607a2af207ba70aea312b57dc765');
INSERT INTO "log" VALUES(42,'2026-07-02T01:31:30.000Z','TicketPutBack','{"area":"C","counter":2,"leg":6,"number":"C003","officer":null,"ticket":6}','e0781529adc2f264cf6f7d225613994fcd312dc01a5f8537a72660b63a5062db');
INSERT INTO "log" VALUES(43,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":12},"area":"C","counter":1,"leg":6,"number":"C003","officer":null,"reason":null,"ticket":6}','72e4e202544e2332058b350b8caf645ae10a01f2c0ae43493b39e14158ae820e');
INSERT INTO "log" VALUES(44,'2026-07-02T01:31:30.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-02","high_s":null,"job":9,"lang":null,"leg":11,"low_s":null,"needs":null,"number":"A041","priority":null,"ticket":9,"token_digest":"2eab4b466a39b663a61b1d3ba523cf26f8fc74dba401c84e24bf302cd106da2c","turn_at":"2026-07-02T01:31:30.000Z","unsure":false,"via":"kiosk"}','c6687dc407e83aeb8433f5778fab2163b84afde30467ae6b79d4ca4d54bbedd8');
INSERT INTO "log" VALUES(45,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":13},"area":"C","counter":5,"leg":7,"number":"C004","officer":null,"reason":null,"ticket":7}','5bdce16743306e61a6163fee3ae642df75158b8e5cd84f5f1b7d2a529253e31c');
INSERT INTO "log" VALUES(46,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"C","counter":5,"leg":7,"number":"C004","officer":null,"ticket":7}','86c58262ef84c5df052165a0c12daf0e0793e80e488621f688ddd95ba93a8961');
INSERT INTO "log" VALUES(47,'2026-07-02T01:31:30.000Z','RatingOffered','{"leg":7,"via":"pad"}','99668f0226c578fa85c82a7f64f6fa7bd10f43d4030c4a1286fa6221b89d6a8f');
INSERT INTO "log" VALUES(48,'2026-07-02T01:31:30.000Z','RatingGiven','{"answer":"not_satisfied","counter":5,"dossier":null,"leg":7,"level":"not_satisfied","rated_at":"2026-07-02T01:31:30.000Z","rating":1,"reasons":null,"ref":null,"source":"pad"}','e60ddeae2254b86725476a22daf65f8973ad6bfbcacf093efaef19c7906779d1');
INSERT INTO "log" VALUES(49,'2026-07-02T01:31:30.000Z','RatingExplained','{"rating":1,"reasons":"wait"}','6608c663123340520e62373c8a81e1874c19b201066745d9e41d33ee9cb568bf');
INSERT INTO "log" VALUES(50,'2026-07-02T01:31:30.000Z','RatingFormsPrinted','{"batch":1,"forms":2}','e47ad369b945afa66b574afeec148146b48e23e6385d289811773a66d4db4abf');
INSERT INTO "log" VALUES(51,'2026-07-02T01:31:30.000Z','RatingGiven','{"answer":"satisfied","counter":null,"dossier":null,"leg":null,"level":"satisfied","rated_at":"2026-07-02T01:31:30.000Z","rating":2,"reasons":null,"ref":"4d99d938f54ec9c813a10e28f39c0b64c480c3f4f5acd7c4fb08d589e1244f80","source":"paper"}','3d2fe6ce188192c2cd6745f83714e2c56079bb557ea05ff530e209528f9f1a64');
INSERT INTO "log" VALUES(52,'2026-07-02T01:31:30.000Z','AlertRaised','{"alert":1,"counter":1,"what":"help"}','f2cff27284f713456a5e251d07d06dae649b8b69c6aef9b86256e2b36b808a7b');
INSERT INTO "log" VALUES(53,'2026-07-02T01:31:30.000Z','AlertEnded','{"alert":1,"officer":1}','a12c6785d73ff26a7daa961b055a121f2736cdc9388b6c47c7270fac844f2cd1');
INSERT INTO "log" VALUES(54,'2026-07-02T01:31:30.000Z','AlertRaised','{"alert":2,"counter":2,"what":"alarm"}','c61ef011a5a66bda23a0eaf3cd2aa40a54ce24b092f384ab49e8283a587d255b');
INSERT INTO "log" VALUES(55,'2026-07-02T01:31:30.000Z','AgencyAdded','{"agency":1,"digest":"5c835ef77fc719932303ea06821a95d19d5023c762e0d1aed8d38099d790df78"}','eb9176ebcfed9f5afbf0aa27a299f69ffb73621f6152b95fb9585d85431c98d7');
INSERT INTO "log" VALUES(56,'2026-07-02T01:31:30.000Z','UnitAdded','{"digest":"bcd53840b35eac61586a783805f1533e0023e4babdaafa5193c8692f1b0783f1","unit":1}','c52afac3a7cd0c71cb239f027186849ef4feeb5c3b9bcfbf2f5e13c3f7171a55');
INSERT INTO "log" VALUES(57,'2026-07-02T01:31:30.000Z','DossierAdded','{"counter":null,"digest":"9fad30dfe5a50e490379a60ceed81120a099fef33a4574a7251859b00499c9d4","dossier":1,"leg":null,"officer":null,"state":5,"via":"import"}','bf8d8812812f95980e7cda70a8356e355880944894df926989f36a5d6c6163c3');
INSERT INTO "log" VALUES(58,'2026-07-02T01:31:30.000Z','DossierChanged','{"change":"pin-given","counter":1,"digest":"6f3692e31713297e6d0ea7261eb52ac2f8bf7d1180bbb5d9ab2c938143fd72b7","dossier":1,"officer":null,"reason":null,"state":5}','598a17a66f3bf00994e2269cb6e8f1fa45c9ec972c869ba39d34c974e74415d1');
INSERT INTO "log" VALUES(59,'2026-07-02T01:31:30.000Z','ReceiptQueued','{"copy":0,"counter":1,"dossier":1,"job":1,"officer":null}','cac5a0394ef8cb63a6b278c604f59bb24680d0c979e51b18e1ffb9b543528754');
INSERT INTO "log" VALUES(60,'2026-07-02T01:31:30.000Z','ReceiptQueued','{"copy":1,"counter":1,"dossier":1,"job":2,"officer":null}','399222157e1201de8db7a80b266a3c2dd2e50d734508d6345d7ea7df1c473b5f');
INSERT INTO "log" VALUES(61,'2026-07-02T01:31:30.000Z','ReceiptEnded','{"dossier":1,"job":1,"outcome":"failed"}','7cc8b8b1bccdc5f579e2f3e69e5329f4b7abf1581684b6ffbb4cc8c5a02dfaa3');
INSERT INTO "log" VALUES(62,'2026-07-02T01:31:30.000Z','SeatTaken','{"counter":2,"holder":"browser","officer":1}','cd4f1737949e769f8c62d3e8e801b596064e1d4ac6ebc9b66daad01b33b5fb90');
INSERT INTO "log" VALUES(63,'2026-07-02T01:31:30.000Z','SeatLeft','{"counter":2}','47ba9810236d23d3c20ad0b6f8e6d9ae84a0ad2958b0085cf3874febc1b046ba');
INSERT INTO "log" VALUES(64,'2026-07-02T01:31:30.000Z','SeatTaken','{"counter":3,"holder":"browser","officer":1}','cd982d7587d40c75f64f7338e06ab9769fb7260345da10caed86d5d200726974');
INSERT INTO "log" VALUES(65,'2026-07-02T01:31:30.000Z','OfficerChanged','{"digest":"f2de631aea74cbfe61ae429604b33f7418f8dcb07cd5d4188149eb9efd9aed7a","officer":1,"what":"pin"}','925a062f21799893f754c12b2ed4919b34b8e30b862911834d4a6b608581aaad');
INSERT INTO "log" VALUES(66,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"B","leg":2,"number":"B001","reason":"day-ended","ticket":2,"via":"office"}','567f25c87f4796802e73170afa66940ee35b7a20f09754dc593ad86f2d7ecd8f');
INSERT INTO "log" VALUES(67,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":4,"number":"C001","reason":"day-ended","ticket":4,"via":"office"}','4e62d94c28c24a08751ad55a0b7dc53bf3d26ae75f912b5f75ac750648f3eeb7');
INSERT INTO "log" VALUES(68,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"B","leg":10,"number":"C002","reason":"day-ended","ticket":5,"via":"office"}','41d5df7748c63300da75e8ae1c0241f1c1b39284d019c1e5b9441ec8b30e4d73');
INSERT INTO "log" VALUES(69,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":6,"number":"C003","reason":"day-ended","ticket":6,"via":"office"}','3f534f206dc1c40f3522960904bfd614ed9f643d205eec4540622f8c4b60c840');
INSERT INTO "log" VALUES(70,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":8,"number":"C005","reason":"day-ended","ticket":8,"via":"office"}','042debe72a80920bdd0fa4f06582229f12f52c8a00c97d2bd440d8e7f3a60b86');
INSERT INTO "log" VALUES(71,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"A","leg":11,"number":"A041","reason":"day-ended","ticket":9,"via":"office"}','a78149a82659332c8b35a7448f4c55e06d30788b44391884ab29f8d232630c6b');
INSERT INTO "log" VALUES(72,'2026-07-03T01:31:30.000Z','DaySealed','{"day":"2026-07-02","done":4,"dossiers":1,"head":"a78149a82659332c8b35a7448f4c55e06d30788b44391884ab29f8d232630c6b","left":6,"tickets":9}','d4bd6c62311a4a03c43eaf6a87d52a9ef973599f00e7577db67460e4c31f47a1');
INSERT INTO "log" VALUES(73,'2026-07-03T01:31:30.000Z','DayOpened','{"day":"2026-07-03"}','734b7c3beaf82e03ce225b56fb78d08eb69c2b13b64878c7b1f24754a312b8a1');
INSERT INTO "log" VALUES(74,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-03","high_s":null,"job":10,"lang":null,"leg":12,"low_s":null,"needs":null,"number":"A001","priority":"elderly","ticket":10,"token_digest":"46390ea54ff2fd5d174da1c860c3a2192cb4d340f94351744cf81a3f23316c3a","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','5ed082b74f515e8309e41efdda4446e2933e863421cfbc40caee08ab6b460e99');
INSERT INTO "log" VALUES(75,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":1,"area":"B","day":"2026-07-03","high_s":null,"job":11,"lang":null,"leg":13,"low_s":null,"needs":null,"number":"B001","priority":"elderly","ticket":11,"token_digest":"667b220d71de169ee5380b9928f0ed05bbdfff4847c84290802f1aa0bd1817d6","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','4c68ae6490a4fab232c4292477f678a492e3e54b080892a68ac0f1ab97fb3fd4');
INSERT INTO "log" VALUES(76,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":2,"area":"A","day":"2026-07-03","high_s":null,"job":12,"lang":null,"leg":14,"low_s":null,"needs":null,"number":"A002","priority":"elderly","ticket":12,"token_digest":"253e3e898fabd46f0cad905f3edac9e86706acc6738ae83a61207bd5904132d1","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','1afceaff7ffdb19a180d5fa40da27c5a1ba32e91b92c3e903eb1751e884cba74');
INSERT INTO "log" VALUES(77,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-03","high_s":null,"job":13,"lang":null,"leg":15,"low_s":null,"needs":null,"number":"C001","priority":"elderly","ticket":13,"token_digest":"d37ce13b25965a9e9fe226c29b61347ef011bc8cc9d5933b478ae460ccfe6a8a","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','095311ed05556ecf09e41018c68e091d3ec36d67cc258f5e2c90b9995929ddfa');
INSERT INTO "log" VALUES(78,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":4,"area":"C","day":"2026-07-03","high_s":null,"job":14,"lang":null,"leg":16,"low_s":null,"needs":null,"number":"C002","priority":"elderly","ticket":14,"token_digest":"a7bdde3446872a697b7ea87df634a8adf0b71d28e53a684aa4bdb5435581e293","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','1c3193e10782029ba00d17a58e9df53ba51a18a2490c31670823d522209bf5a0');
INSERT INTO "log" VALUES(79,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":5,"area":"C","day":"2026-07-03","high_s":null,"job":15,"lang":null,"leg":17,"low_s":null,"needs":null,"number":"C003","priority":"elderly","ticket":15,"token_digest":"52b7ed792c8d29cd9cfc88421fdabbfbada7ac1fb49045522847e3accd4e950a","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','b11c923f0783e0f337e40cadde461bd6f655654f6786628c9ed36fb5d4543fab');
INSERT INTO "log" VALUES(80,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":6,"area":"C","day":"2026-07-03","high_s":null,"job":16,"lang":null,"leg":18,"low_s":null,"needs":null,"number":"C004","priority":"elderly","ticket":16,"token_digest":"c4e22a6361477afd0e40c3efcc047b0d867bf51243aa16fd09a90de1a36be596","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','ccf41ac6b1e4b1ed4bb9c51bff6138082165c512b75dcceaed36a812a03bf898');
INSERT INTO "log" VALUES(81,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":7,"area":"C","day":"2026-07-03","high_s":null,"job":17,"lang":null,"leg":19,"low_s":null,"needs":null,"number":"C005","priority":"elderly","ticket":17,"token_digest":"15ba1cdd50bba14de0fb7fab61459d616f075c43df29f9d878afea39c06f1eac","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','9f2c425928590660769baa11fd07161b2bce737f87850917272888d0b3485fad');
INSERT INTO "log" VALUES(82,'2026-07-03T01:31:30.000Z','TicketLate','{"area":"C","leg":19,"number":"C005","ticket":17,"turn_at":"2026-07-03T01:41:30.000Z","via":"phone"}','1dcc8dc8168fd460776a894ce8aa417fe2044ae82b829c97009b902aa6b5eb6a');
INSERT INTO "log" VALUES(83,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":2,"number":"B001","outcome":"expired","ticket":2}','834ee5788fabb6780e2129cffaaef8c420c60fc91a4de2e042cabba4b84f2cc8');
INSERT INTO "log" VALUES(84,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":3,"number":"A002","outcome":"expired","ticket":3}','79e915fa5e96f3f335c2136e359b4e052a3b732ed7fe3051883e185f3da63db4');
INSERT INTO "log" VALUES(85,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":4,"number":"C001","outcome":"expired","ticket":4}','7dbeb8e73a309cfc2d8306aa050ac5dadc5f400439dcd7fd56c39ba746d24a20');
INSERT INTO "log" VALUES(86,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":5,"number":"C002","outcome":"expired","ticket":5}','7dc0b8d5e087adff34d4857897281784a0b7dd5199dc03f6f6eac41f0c2f053f');
INSERT INTO "log" VALUES(87,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":6,"number":"C003","outcome":"expired","ticket":6}','24f8fad3246e9ae93dad569aaf7fc1fd2f5fac46164d34df43708fafab02101a');
INSERT INTO "log" VALUES(88,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":7,"number":"C004","outcome":"expired","ticket":7}','7726abbec7ede5e350ee9b596cf55f59e3b6f33361ec9a064e8afdcdb0846ba8');
INSERT INTO "log" VALUES(89,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":8,"number":"C005","outcome":"expired","ticket":8}','af8de65ca08fc692aa46cb52f6a6703c7f95bf80d109c19fbe80e6183b0bf5e3');
INSERT INTO "log" VALUES(90,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":9,"number":"A041","outcome":"expired","ticket":9}','ce3a5a18fa93f5b94ed791065a917050a39581a6b2e2a9cf437868a24210775b');
INSERT INTO "log" VALUES(91,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":10,"number":"A001","outcome":"printed","ticket":10}','be6085523ce58a4d6d3bce89687a8d0232fcc8f8074b5e7f27b9bf1ecca2d502');
INSERT INTO "log" VALUES(92,'2026-07-03T01:31:30.000Z','TicketCalled','{"announced":{"1":14},"area":"A","counter":1,"leg":12,"number":"A001","officer":null,"reason":null,"ticket":10}','deceafd6a8a0756d2f500b638cc072ccf02cc6098896d54ec47ffaee86261b65');
INSERT INTO "log" VALUES(93,'2026-07-03T01:31:30.000Z','ServiceFinished','{"area":"A","counter":1,"leg":12,"number":"A001","officer":null,"ticket":10}','b49253261d5b8b963cd7b202bf2c82a5dfa2e5ca03bf51e77bd430242d916fc3');
INSERT INTO "log" VALUES(94,'2026-07-03T01:31:30.000Z','MessageShown','{"announced":{"1":15},"message":2,"officer":null,"sort":"free","zones":"1"}','d29679d4c4e14e31361a64b8b7b30a29f0f2e22e77c90b36d8535fa890d198d1');
INSERT INTO "log" VALUES(95,'2026-07-03T01:31:30.000Z','MessageRepeated','{"announced":{"1":16},"message":2,"officer":null}','6268153ee675188d16d5236be86eedd86da9f6af7a1de5030398bf60e33e92e0');
INSERT INTO "log" VALUES(96,'2026-07-03T01:31:30.000Z','MessageEnded','{"message":2,"officer":null}','ba79e600bdb8aa2bff6eb6313f047b7f3fd9da82be3cf1196d96ed7fe4c6dab8');
INSERT INTO "log" VALUES(97,'2026-07-03T01:31:30.000Z','TicketCalled','{"announced":{"1":17},"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"reason":null,"ticket":11}','866e9c16c84b6e6b679cbc0f07a7cc4af200e1c778a33c0fbac08e5c19335279');
INSERT INTO "log" VALUES(98,'2026-07-03T01:31:30.000Z','TicketRecalled','{"announced":{"1":18},"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"ticket":11}','f028a8497f654a2854d38cc2683973900aa46a2a135b1e9cac8606468d8f6576');
INSERT INTO "log" VALUES(99,'2026-07-03T01:33:00.000Z','TicketAbsent','{"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"ticket":11}','79ea05dd475f7d05eec7aede1d4982fb72756a7f19ce4f505ad3d55c38c31048');
INSERT INTO "log" VALUES(100,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":19},"area":"A","counter":1,"leg":14,"number":"A002","officer":null,"reason":null,"ticket":12}','6b918de36cd50dc5f21289b190a9503cb1edbd420b1021b8ae452e0ccee74939');
INSERT INTO "log" VALUES(101,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":19},"area":"A","counter":1,"leg":14,"number":"A002","ticket":12}','105b23f3608f5faf47e169f6fdf3c61f485258d769421cc755cd21dc7664ab05');
INSERT INTO "log" VALUES(102,'2026-07-03T01:33:00.000Z','TicketTransferred','{"area":"A","counter":1,"leg":14,"next_leg":20,"number":"A002","officer":null,"place":"first","reason":"urgent","ticket":12,"to_area":"B","to_counter":null,"turn_at":"2026-07-03T00:31:29.999Z"}','8710bea64c557e226b61a3716987defb30baeee36eff1320b19591182aa7bda5');
INSERT INTO "log" VALUES(103,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":20},"area":"B","counter":1,"leg":20,"number":"A002","officer":null,"reason":null,"ticket":12}','d721e1b430dc714df44046b648207342e90ee34f7e8f4cc58006108ae249847c');
INSERT INTO "log" VALUES(104,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"B","counter":1,"leg":20,"number":"A002","officer":null,"ticket":12}','93f535b629cf23304338f4cc16008b55e5bd6273ca864812462a789fa51c3375');
INSERT INTO "log" VALUES(105,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":21},"area":"C","counter":1,"leg":15,"number":"C001","officer":null,"reason":null,"ticket":13}','bb7f83c270ef5a1d781cc1ed146913aa19720c78ea9de816d6dd61eac6cbfbc7');
INSERT INTO "log" VALUES(106,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":21},"area":"C","counter":1,"leg":15,"number":"C001","ticket":13}','7f65d27ec605448942ba380a86b93dc54fdf28ac0be0c9b0a661c57f5b60ac37');
INSERT INTO "log" VALUES(107,'2026-07-03T01:33:00.000Z','TicketParked','{"area":"C","counter":1,"leg":15,"number":"C001","officer":null,"reason":"papers","remind_at":"2026-07-03T02:03:00.000Z","ticket":13}','041fe9aa59cf87fabb5f6a60b6dd0121610a0c6e55c19baf6d6a1d85e52fd514');
INSERT INTO "log" VALUES(108,'2026-07-03T01:33:00.000Z','NumbersSkipped','{"area":"A","day":"2026-07-03","first":3,"last":40,"officer":null,"reason":"outage"}','3b030fe12bf7f2610354af20ce8de56fc3a8ce64765d9cd2f61133ed231e295e');
INSERT INTO "log" VALUES(109,'2026-07-03T01:33:00.000Z','PriorityChanged','{"area":"C","leg":17,"number":"C003","officer":null,"priority":"disabled","reason":"proof-shown","ticket":15,"turn_at":"2026-07-03T00:31:30.000Z"}','01920e70fd1997e224c4b129f5c94f6250e3d444ee9e9fa032cee58721d1a1be');
INSERT INTO "log" VALUES(110,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":22},"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"reason":null,"ticket":14}','bab9cd91799bae5f72d12aafb5a559b913c94e281315cceb068f77206ef206e0');
INSERT INTO "log" VALUES(111,'2026-07-03T01:33:00.000Z','StepUndone','{"area":"C","counter":3,"leg":16,"legs":[16],"number":"C002","officer":null,"ticket":14}','30c79a9e9aa47f89bd649737ad83cf869912ccfa7c5fa2f39e5a31a442262123');
INSERT INTO "log" VALUES(112,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":22},"area":"C","counter":3,"leg":16,"number":"C002","ticket":14}','37ad2abd493a457c6be728bcd298c9cea58afdcfb45dd1285780dc8daa447305');
INSERT INTO "log" VALUES(113,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":23},"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"reason":null,"ticket":14}','5ddb118ef24d8d826b9cc9a81d1cbc02b9b69ed0512b27d0a6072d419cfe672e');
INSERT INTO "log" VALUES(114,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"ticket":14}','628d0170fb0c02b70869c87d36dd8afa70b605197477a11e10844599e139f268');
INSERT INTO "log" VALUES(115,'2026-07-03T01:33:00.000Z','ServiceContinued','{"area":"B","counter":3,"former":16,"leg":21,"number":"C002","officer":null,"serving":true,"ticket":14,"turn_at":"2026-07-03T00:31:30.000Z"}','bc5e62b4f13ea696c5b814f63d50be9f20f13643a64f586fb251f2e178531efc');
INSERT INTO "log" VALUES(116,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":24},"area":"C","counter":2,"leg":17,"number":"C003","officer":null,"reason":null,"ticket":15}','e4caff53f2dce5bd24effee9cb69300c4487693b52978a32953d59f58b9bc627');
INSERT INTO "log" VALUES(117,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":24},"area":"C","counter":2,"leg":17,"number":"C003","ticket":15}','73df9f98b744fe5858371b0882b5110243e0ae92e543e922696b9c7ab9e9a9fe');
INSERT INTO "log" VALUES(118,'2026-07-03T01:33:00.000Z','TicketPutBack','{"area":"C","counter":2,"leg":17,"number":"C003","officer":null,"ticket":15}','f5f8c106191560d3cab5a4db05bdf7c49b0ec1aeccf8ed46873879c837ec3a48');
INSERT INTO "log" VALUES(119,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":25},"area":"C","counter":1,"leg":17,"number":"C003","officer":null,"reason":null,"ticket":15}','c528f93a5dee2cda4c423c1346667c8b3cbcc74cfad96bad2090751c5ff5c5fe');
INSERT INTO "log" VALUES(120,'2026-07-03T01:33:00.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-03","high_s":60,"job":18,"lang":null,"leg":22,"low_s":0,"needs":null,"number":"A041","priority":null,"ticket":18,"token_digest":"a2af2bf1ece9efad107a331889495eaa7d20cb7e9cb75d1d1c0a2dc4b5076167","turn_at":"2026-07-03T01:33:00.000Z","unsure":false,"via":"kiosk"}','dab5c2a67f71b5e96ef9c3ef5715bbc1cd9a366996b261c524c101d357a2386a');
INSERT INTO "log" VALUES(121,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":26},"area":"C","counter":5,"leg":18,"number":"C004","officer":null,"reason":null,"ticket":16}','e469d47b47952df9256a1287613e1bb0d771d07204bdac338cfb5b0802ee7b05');
INSERT INTO "log" VALUES(122,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"C","counter":5,"leg":18,"number":"C004","officer":null,"ticket":16}','e9644c3935bd5f7607a5820f36ca9acb34065ea627aa413ebf5bdcf497de8926');
INSERT INTO "log" VALUES(123,'2026-07-03T01:33:00.000Z','RatingOffered','{"leg":18,"via":"pad"}','2158058f05fd19841b91ac973ebed58bed758cd8e5eef4b103776b18ad9c15e9');
INSERT INTO "log" VALUES(124,'2026-07-03T01:33:00.000Z','RatingGiven','{"answer":"not_satisfied","counter":5,"dossier":null,"leg":18,"level":"not_satisfied","rated_at":"2026-07-03T01:33:00.000Z","rating":3,"reasons":null,"ref":null,"source":"pad"}','bad65bd8c90f8223e9a05cbfc4c7bdef62523f58732ad93e6b6b15b4a5604926');
INSERT INTO "log" VALUES(125,'2026-07-03T01:33:00.000Z','RatingExplained','{"rating":3,"reasons":"wait"}','d3f5bd46d492cb373509cfa724fcb9e1123211a104c85533396026911ea27e4d');
INSERT INTO "log" VALUES(126,'2026-07-03T01:33:00.000Z','RatingFormsPrinted','{"batch":2,"forms":2}','aa71e6ab8fa714a274c07056dad34d2f6be3c367bda95be838d5814cdc92975c');
INSERT INTO "log" VALUES(127,'2026-07-03T01:33:00.000Z','RatingGiven','{"answer":"satisfied","counter":null,"dossier":null,"leg":null,"level":"satisfied","rated_at":"2026-07-03T01:33:00.000Z","rating":4,"reasons":null,"ref":"5728ccea97d28afc5f8afea88a2ee5cc8861fa395e1bd0d5fb4e868a3cc1e319","source":"paper"}','375519d81a913032aa4ede2ac5d67584f3f64638bfee10c6c60fa69dfab7dc52');
INSERT INTO "log" VALUES(128,'2026-07-03T01:33:00.000Z','AlertRaised','{"alert":3,"counter":1,"what":"help"}','876324a2909a28da85ea28277f40f2e9dd6325d0e8a2aee753ea62aefe7b7d7d');
INSERT INTO "log" VALUES(129,'2026-07-03T01:33:00.000Z','AlertEnded','{"alert":3,"officer":1}','2e83a931cd52c7f12e0b412eb6a00c3d19cc90e5f111159f58c094e691d97185');
INSERT INTO "log" VALUES(130,'2026-07-03T01:33:00.000Z','AgencyAdded','{"agency":2,"digest":"3e505fe8239d274b40e734d8afa97d794144d2dbba858a0bddcca9494bfd8c91"}','8fe6c4c086b3db23f74fbba5af9ca95bf8f5514bb075c8acc3d05a105510a627');
INSERT INTO "log" VALUES(131,'2026-07-03T01:33:00.000Z','UnitAdded','{"digest":"49a8fcaa08b0aed4c007a883318dbddabdd016950402b32503c49db7b31daa5e","unit":2}','af86ab36fc96d10f6d83d117b59accfae2662180c025df929657790a5a2e3ace');
INSERT INTO "log" VALUES(132,'2026-07-03T01:33:00.000Z','DossierAdded','{"counter":null,"digest":"0060a13641e55d88be6f6bba8cdfd2b653a2fc1b697f92d7a8c9dc27297d664b","dossier":2,"leg":null,"officer":null,"state":5,"via":"import"}','e18b7a95b9147579b7c521b2eac547742071477439ba6cd41b0d3fe21dcab6b0');
INSERT INTO "log" VALUES(133,'2026-07-03T01:33:00.000Z','DossierChanged','{"change":"pin-given","counter":1,"digest":"749a6385b71ec34fe25464f253e685116f42ba1781cd750adec5205bbb8d4f8c","dossier":2,"officer":null,"reason":null,"state":5}','f2b480da3a3437957ff0508ac25c8d88d0b0014e22f845953e396580c18c7df9');
INSERT INTO "log" VALUES(134,'2026-07-03T01:33:00.000Z','ReceiptQueued','{"copy":0,"counter":1,"dossier":2,"job":3,"officer":null}','89a93fb3cceabc53a398a4d67e42ae7dce9655e9911d3496645c04b6cc83409c');
INSERT INTO "log" VALUES(135,'2026-07-03T01:33:00.000Z','ReceiptQueued','{"copy":1,"counter":1,"dossier":2,"job":4,"officer":null}','17b876e1432641d4c46fc93a57afcb348d41fba3bc3ab060ee28f77b9acca1ba');
INSERT INTO "log" VALUES(136,'2026-07-03T01:33:00.000Z','ReceiptEnded','{"dossier":1,"job":2,"outcome":"expired"}','83796bb1ed49eff2a6935f5b87362c843946c48907f9154886e567d1484ef33c');
INSERT INTO "log" VALUES(137,'2026-07-03T01:33:00.000Z','ReceiptEnded','{"dossier":2,"job":3,"outcome":"failed"}','25f1f3f38acd98a4c9d2cfee81a3c3973522d00151fccd1f5314fea09513fa56');
INSERT INTO "log" VALUES(138,'2026-07-03T01:35:00.000Z','TicketIssued','{"ahead":0,"area":"B","day":"2026-07-03","high_s":60,"job":19,"lang":null,"leg":23,"low_s":0,"needs":"wheelchair,interpreter","number":"B002","priority":"pregnant","ticket":19,"token_digest":"1e4108b23f658a48ceaef557104fe5bc3daa3b7fef0b18f842aa9626b0bf1ad2","turn_at":"2026-07-03T00:35:00.000Z","unsure":false,"via":"kiosk"}','4684f52d96dcce12297af27bdcc6e5214aa4ae4f6d137525a802a63a33e47f47');
INSERT INTO "log" VALUES(139,'2026-07-03T01:35:00.000Z','TicketCalled','{"announced":{"1":27},"area":"B","counter":4,"leg":23,"number":"B002","officer":null,"reason":null,"ticket":19}','2e8dc7bd22b1f628d6d722fbadab9a8daa98d605d182d2fdda6e99e3189e0654');
INSERT INTO "log" VALUES(140,'2026-07-03T01:35:00.000Z','ServiceFinished','{"area":"B","counter":4,"leg":23,"number":"B002","officer":null,"ticket":19}','c4f15b89bd1c0ac7100c06a6c6dfc7b2d944a5cc2f974232f423db489d91e609');
CREATE TABLE message_texts (message INTEGER PRIMARY KEY REFERENCES messages, vi TEXT NOT NULL, en TEXT NOT NULL)
STRICT;
INSERT INTO "message_texts" VALUES(1,'Mời chờ','');
INSERT INTO "message_texts" VALUES(2,'Mời chờ','');
CREATE TABLE messages (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, zones TEXT NOT NULL, officer INTEGER, at TEXT NOT NULL, ended_at TEXT
) STRICT;
INSERT INTO "messages" VALUES(1,'free','1',NULL,'2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z');
INSERT INTO "messages" VALUES(2,'free','1',NULL,'2026-07-03T01:31:30.000Z','2026-07-03T01:31:30.000Z');
CREATE TABLE notes (ticket INTEGER PRIMARY KEY REFERENCES tickets, text TEXT NOT NULL) STRICT;
CREATE TABLE numbering (day TEXT NOT NULL, area TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (day, area))
STRICT, WITHOUT ROWID;
INSERT INTO "numbering" VALUES('2026-07-02','A',41);
INSERT INTO "numbering" VALUES('2026-07-02','B',1);
INSERT INTO "numbering" VALUES('2026-07-02','C',5);
INSERT INTO "numbering" VALUES('2026-07-03','A',41);
INSERT INTO "numbering" VALUES('2026-07-03','B',2);
INSERT INTO "numbering" VALUES('2026-07-03','C',5);
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1), name_vi TEXT NOT NULL, name_en TEXT NOT NULL, time_zone TEXT NOT NULL,
    day_starts_at TEXT NOT NULL, general_area TEXT, hours TEXT NOT NULL, holidays INTEGER NOT NULL,
    carries INTEGER NOT NULL,
    version INTEGER NOT NULL, day TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "office" VALUES(1,'Trung tâm Phục vụ hành chính công tỉnh Mẫu','Sample Province Public Service Centre','Asia/Ho_Chi_Minh','04:00','M','[[["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]], [["00:00:00", "23:59:59.999999"]]]',0,0,1,'2026-07-03');
CREATE TABLE officers (
    id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
, role TEXT, pin_hash TEXT) STRICT;
INSERT INTO "officers" VALUES(1,'an','An','$argon2id$v=19$m=8,t=1,p=1$RA41McTiLdYNOvuJ1Tdrnw$PqOlBOoM/8yZDB7zneHhojnl1zIGYu8L75ToUCzbCnA',1,'manager','$argon2id$v=19$m=8,t=1,p=1$EMhgY+iz0SV3jWrlzGocxA$fzshJA/R5Avfl+bf2SUmZVlXnzDtYKnb2whRmOkDtxI');
CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, copy INTEGER NOT NULL, state TEXT NOT NULL,
    ahead INTEGER NOT NULL, low_s INTEGER, high_s INTEGER, created_at TEXT NOT NULL, ended_at TEXT
) STRICT;
INSERT INTO "print_jobs" VALUES(1,1,0,'printed',0,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(2,2,0,'expired',1,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(3,3,0,'expired',2,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(4,4,0,'expired',3,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(5,5,0,'expired',4,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(6,6,0,'expired',5,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(7,7,0,'expired',6,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(8,8,0,'expired',7,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(9,9,0,'expired',1,NULL,NULL,'2026-07-02T01:31:30.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(10,10,0,'printed',0,NULL,NULL,'2026-07-03T01:31:30.000Z','2026-07-03T01:31:30.000Z');
INSERT INTO "print_jobs" VALUES(11,11,0,'queued',1,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(12,12,0,'queued',2,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(13,13,0,'queued',3,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(14,14,0,'queued',4,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(15,15,0,'queued',5,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(16,16,0,'queued',6,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(17,17,0,'queued',7,NULL,NULL,'2026-07-03T01:31:30.000Z',NULL);
INSERT INTO "print_jobs" VALUES(18,18,0,'queued',1,0,60,'2026-07-03T01:33:00.000Z',NULL);
INSERT INTO "print_jobs" VALUES(19,19,0,'queued',0,0,60,'2026-07-03T01:35:00.000Z',NULL);
CREATE TABLE printer_states (name TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE printers (name TEXT PRIMARY KEY, target TEXT NOT NULL, width_mm INTEGER NOT NULL, counters TEXT) STRICT;
INSERT INTO "printers" VALUES('slips','tcp://127.0.0.1:9100',80,NULL);
CREATE TABLE priority_classes (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
    head_start_s INTEGER NOT NULL CHECK (head_start_s >= 0)
) STRICT;
INSERT INTO "priority_classes" VALUES('elderly',0,'Người từ 60 tuổi trở lên','Aged 60 or over',3600);
INSERT INTO "priority_classes" VALUES('disabled',1,'Người khuyết tật nặng, đặc biệt nặng','Severe disability',3600);
INSERT INTO "priority_classes" VALUES('pregnant',2,'Phụ nữ mang thai','Pregnant',3600);
INSERT INTO "priority_classes" VALUES('infant',3,'Người đi cùng con dưới 36 tháng tuổi','With a child under 3',3600);
INSERT INTO "priority_classes" VALUES('merit',4,'Người có công với cách mạng','Person of merit (war service)',3600);
CREATE TABLE procedure_rules (procedure TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
INSERT INTO "procedure_rules" VALUES('1.000001','{"after_supplement": "restart"}');
CREATE TABLE procedures (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, ministry TEXT NOT NULL, field TEXT NOT NULL, level TEXT NOT NULL,
    kind TEXT NOT NULL, decision TEXT NOT NULL, audience TEXT NOT NULL, agency TEXT NOT NULL, channels TEXT NOT NULL,
    duration REAL, unit TEXT NOT NULL, free INTEGER NOT NULL, fee TEXT NOT NULL, results TEXT NOT NULL
) STRICT;
INSERT INTO "procedures" VALUES('1.000001','Khai sinh','Bộ Tư pháp','Hộ tịch','','','','','','',3.0,'day',1,'','');
CREATE TABLE rating_batches (id INTEGER PRIMARY KEY, forms INTEGER NOT NULL, printed_at TEXT NOT NULL) STRICT;
INSERT INTO "rating_batches" VALUES(1,2,'2026-07-02T01:31:30.000Z');
INSERT INTO "rating_batches" VALUES(2,2,'2026-07-03T01:33:00.000Z');
CREATE TABLE rating_offers (leg INTEGER PRIMARY KEY REFERENCES legs, via TEXT NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO "rating_offers" VALUES(7,'pad','2026-07-02T01:31:30.000Z');
INSERT INTO "rating_offers" VALUES(18,'pad','2026-07-03T01:33:00.000Z');
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY, leg INTEGER UNIQUE REFERENCES legs, dossier INTEGER UNIQUE REFERENCES dossiers,
    ref TEXT UNIQUE, level TEXT NOT NULL CHECK (level IN ('very_satisfied', 'satisfied', 'not_satisfied')),
    answer TEXT NOT NULL, reasons TEXT, source TEXT NOT NULL CHECK (source IN ('pad', 'phone', 'kiosk', 'paper')),
    counter INTEGER, rated_at TEXT NOT NULL, taken_on TEXT NOT NULL
) STRICT;
INSERT INTO "ratings" VALUES(1,7,NULL,NULL,'not_satisfied','not_satisfied','wait','pad',5,'2026-07-02T01:31:30.000Z','2026-07-02');
INSERT INTO "ratings" VALUES(2,NULL,NULL,'paper:1-001','satisfied','satisfied',NULL,'paper',NULL,'2026-07-02T01:31:30.000Z','2026-07-02');
INSERT INTO "ratings" VALUES(3,18,NULL,NULL,'not_satisfied','not_satisfied','wait','pad',5,'2026-07-03T01:33:00.000Z','2026-07-03');
INSERT INTO "ratings" VALUES(4,NULL,NULL,'paper:2-001','satisfied','satisfied',NULL,'paper',NULL,'2026-07-03T01:33:00.000Z','2026-07-03');
CREATE TABLE receipt_jobs (
    id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL REFERENCES dossiers, copy INTEGER NOT NULL, counter INTEGER,
    state TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT
) STRICT;
INSERT INTO "receipt_jobs" VALUES(1,1,0,1,'failed','2026-07-02T01:31:30.000Z','2026-07-02T01:31:30.000Z');
INSERT INTO "receipt_jobs" VALUES(2,1,1,1,'expired','2026-07-02T01:31:30.000Z','2026-07-03T01:33:00.000Z');
INSERT INTO "receipt_jobs" VALUES(3,2,0,1,'failed','2026-07-03T01:33:00.000Z','2026-07-03T01:33:00.000Z');
INSERT INTO "receipt_jobs" VALUES(4,2,1,1,'queued','2026-07-03T01:33:00.000Z',NULL);
CREATE TABLE sayings (
    zone TEXT NOT NULL, no INTEGER NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, ended_at TEXT,
    PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;
CREATE TABLE seats (
    counter INTEGER PRIMARY KEY, officer INTEGER NOT NULL REFERENCES officers, holder TEXT NOT NULL, since TEXT NOT NULL
) STRICT;
INSERT INTO "seats" VALUES(3,1,'browser','2026-07-02T01:31:30.000Z');
CREATE TABLE settings (section TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
INSERT INTO "settings" VALUES('contact','{"hotline": "1900 0000"}');
INSERT INTO "settings" VALUES('dossiers','{"shifts": ["07:30-11:30", "13:00-17:00"], "unit": "H15.50.05.13"}');
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, area TEXT NOT NULL, serial INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE, priority TEXT, unsure INTEGER NOT NULL, issued_at TEXT NOT NULL,
    carried_from INTEGER UNIQUE REFERENCES tickets, lang TEXT, needs TEXT,
    UNIQUE (day, area, serial)
) STRICT;
INSERT INTO "tickets" VALUES(1,'2026-07-02','A',1,'GHGWMnm9O6i05_yZ3p9-HA','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(2,'2026-07-02','B',1,'hvzwxxsjZ-HPNTuM7rCyXQ','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(3,'2026-07-02','A',2,'un7C4ub_WCOpKwPtH2pp1w','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(4,'2026-07-02','C',1,'tiHYvarneeHop7_msvXYUg','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(5,'2026-07-02','C',2,'twULvUu3emm9uUx9XDjaGg','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(6,'2026-07-02','C',3,'_TcjIVlrplWHGYIYxyGorg','disabled',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(7,'2026-07-02','C',4,'spJHDZ5_HQcbbqNDRwIzTQ','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(8,'2026-07-02','C',5,'hZWO8djZFG0jWXXxqfk3cg','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(9,'2026-07-02','A',41,'_AMe8u8dWDmIEnCrW4hwVw',NULL,0,'2026-07-02T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(10,'2026-07-03','A',1,'HIeYB3uzQjzv_KJ0R7r8NQ','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(11,'2026-07-03','B',1,'8G-T5ficXcNaJiJDJ1EPLw','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(12,'2026-07-03','A',2,'HVQKzEGldTBVkmMJ0c12oA','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(13,'2026-07-03','C',1,'Ft5WLlsTQuMzbseKysBt_g','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(14,'2026-07-03','C',2,'UBayiPa9jrQS7Gfhf0usIA','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(15,'2026-07-03','C',3,'mwu9uxMHP8lXzChgy4L6Dg','disabled',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(16,'2026-07-03','C',4,'uy9mA1DH7pkLZuDALJ3lKA','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(17,'2026-07-03','C',5,'rtEgCniUTZHl-G7DeEVZuQ','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(18,'2026-07-03','A',41,'4Ouhp9C75Dr0EcSwWwZnRw',NULL,0,'2026-07-03T01:33:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(19,'2026-07-03','B',2,'wSuJMJV4-CfmokpvcQUryg','pregnant',0,'2026-07-03T01:35:00.000Z',NULL,NULL,'wheelchair,interpreter');
CREATE TABLE units (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "units" VALUES(1,'Trung tâm 1');
INSERT INTO "units" VALUES(2,'Trung tâm 2');
CREATE TABLE zone_sounds (
    zone TEXT PRIMARY KEY, owner TEXT, trusted INTEGER NOT NULL DEFAULT 0, seen_at TEXT,
    spoken_no INTEGER NOT NULL DEFAULT 0, saying_no INTEGER NOT NULL DEFAULT 0, message_no INTEGER NOT NULL DEFAULT 0,
    muted_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE zones (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL
, rules TEXT, sound TEXT) STRICT;
INSERT INTO "zones" VALUES('1',0,'Khu vực chờ 1','Waiting area 1',NULL,NULL);
INSERT INTO "zones" VALUES('2',1,'Khu vực chờ 2','Waiting area 2',NULL,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX log_seals ON log (seq) WHERE kind = 'DaySealed';
CREATE INDEX legs_ticket ON legs (ticket);
CREATE INDEX legs_waiting ON legs (turn_at, ticket, area) WHERE state = 'waiting';
CREATE INDEX legs_open ON legs (state, area) WHERE state NOT IN ('done', 'left', 'transferred');
CREATE UNIQUE INDEX legs_at_counter ON legs (counter) WHERE state IN ('called', 'serving');
CREATE INDEX legs_done ON legs (area, ended_at) WHERE state = 'done';
CREATE INDEX print_jobs_open ON print_jobs (id) WHERE state IN ('queued', 'printing');
CREATE INDEX print_jobs_ticket ON print_jobs (ticket);
CREATE INDEX procedures_ministry ON procedures (ministry);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX alerts_open ON alerts (id) WHERE ended_at IS NULL;
CREATE INDEX announcements_leg ON announcements (leg);
CREATE INDEX messages_open ON messages (id) WHERE ended_at IS NULL;
CREATE INDEX dossiers_open ON dossiers (state, due_at) WHERE state NOT IN (3, 7, 8, 10);
CREATE INDEX dossiers_leg ON dossiers (leg) WHERE leg IS NOT NULL;
CREATE INDEX applicants_id ON applicants (id_digest) WHERE id_digest IS NOT NULL;
CREATE INDEX ratings_counted ON ratings (rated_at, level, source, counter);
CREATE INDEX ratings_explained ON ratings (rated_at, reasons) WHERE reasons > '';
CREATE INDEX ratings_taken ON ratings (taken_on);
CREATE INDEX legs_done_at ON legs (counter, ended_at) WHERE state = 'done';
CREATE INDEX receipt_jobs_open ON receipt_jobs (id) WHERE state IN ('queued', 'printing');
CREATE INDEX receipt_jobs_dossier ON receipt_jobs (dossier);
CREATE INDEX receipt_jobs_created ON receipt_jobs (created_at);
CREATE INDEX legs_out_of_turn ON legs (ticket) WHERE out_of_turn IS NOT NULL;
CREATE INDEX dossiers_taken ON dossiers (received_at, submitted_at);
CREATE INDEX dossiers_settled ON dossiers (finished_at, received_at, state);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('log',140);
COMMIT;
