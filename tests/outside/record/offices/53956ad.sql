BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'office','m0001_tickets_and_log','2026-11-28 04:33:53.982286+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'office','m0002_roles_and_settings','2026-11-28 04:33:53.987162+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'office','m0003_alerts','2026-11-28 04:33:53.987576+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'office','m0004_sound_of_a_zone','2026-11-28 04:33:53.989687+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'office','m0005_messages','2026-11-28 04:33:53.994742+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'office','m0006_dossiers','2026-11-28 04:33:53.995607+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'office','m0007_verbs_of_the_desk','2026-11-28 04:33:54.004686+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'office','m0008_sound_of_zones','2026-11-28 04:33:54.005337+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'office','m0009_procedure_rules','2026-11-28 04:33:54.005601+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'office','m0010_notes_and_gaps','2026-11-28 04:33:54.005986+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'office','m0011_who_runs_late','2026-11-28 04:33:54.006643+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'office','m0012_ratings','2026-11-28 04:33:54.007239+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'office','m0013_pins_and_seats','2026-11-28 04:33:54.008035+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'office','m0014_receipts','2026-11-28 04:33:54.008972+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'office','m0015_calls_out_of_turn','2026-11-28 04:33:54.009223+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'office','m0016_figures','2026-11-28 04:33:54.009513+00:00');
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
INSERT INTO "area_ministries" VALUES('B','Bộ Nông nghiệp và Môi trường');
INSERT INTO "area_ministries" VALUES('C','Bộ Xây dựng');
INSERT INTO "area_ministries" VALUES('E','Bộ Tài chính');
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
INSERT INTO "devices" VALUES(1,'kiosk','f47e49a28fa655d74ff06bdc87ab149f0283b492c063828938b1d6c739e87bcb',1);
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
INSERT INTO "log" VALUES(1,'2026-07-02T01:30:00.000Z','OfficeConfigured','{"digest":"44f9b93fc2416eebbcde26e40b9bfcb8418525def399cbecef787622dd8189d7"}','af713a282b376c6a413911617e5fee56a870cca5357eb61751e8dddc25fd6cd7');
INSERT INTO "log" VALUES(2,'2026-07-02T01:30:00.000Z','DayOpened','{"day":"2026-07-02"}','cc8b965d00907a6b063b7925529f8d625706e8400c72df548ab0efc096d4093b');
INSERT INTO "log" VALUES(3,'2026-07-02T01:30:00.000Z','OfficerAdded','{"digest":"96d238620fbd6097a9c38b049df619f9213d5af904318eb3c64de3d68cd2ff0e","officer":1}','6a7b4bed1a3fa7666b0df2cb26d95634e6e97bc3ccb6b1a70b16f45b513b8268');
INSERT INTO "log" VALUES(4,'2026-07-02T01:30:00.000Z','DeviceAdded','{"device":1,"digest":"68b73fcc82935da743fc8722c05b575a3b27e1ab74e43a8d0c8a8c6c11e204b0","role":"kiosk"}','7b729d9bd4cb26493cf006b6f099f2ab33661844f77ddab5509de181523fe778');
INSERT INTO "log" VALUES(5,'2026-07-02T01:30:00.000Z','ProceduresImported','{"changed":0,"digest":"3e1aea6dbebd470306a9def96833ff4be3eb238c21c7e03d9fa9e2006ed290ad","new":1,"refused":0}','5dbe4e9a4a37e7d570a8475faf91af3ef0d16011ac036ff74d0acae191ca0370');
INSERT INTO "log" VALUES(6,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-02","high_s":null,"job":1,"lang":null,"leg":1,"low_s":null,"needs":null,"number":"A001","priority":"elderly","ticket":1,"token_digest":"8c159a56e851ca1c5a79afee8a954dfc73a874cb9331a43881f0b2bd00a730ae","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','9fba34413f280531ef2d1f22987472078d129f238965913f9c06cf82de19ed08');
INSERT INTO "log" VALUES(7,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":1,"area":"B","day":"2026-07-02","high_s":null,"job":2,"lang":null,"leg":2,"low_s":null,"needs":null,"number":"B001","priority":"elderly","ticket":2,"token_digest":"018fc329e198f45b86d4d6adb07843583b0603e9844aa7e085bc4021c6db64b4","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','6f03f95ed6fb43400666a6baf9239dccdfd279ef0536acf33c69ee2e4ea651b7');
INSERT INTO "log" VALUES(8,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":2,"area":"A","day":"2026-07-02","high_s":null,"job":3,"lang":null,"leg":3,"low_s":null,"needs":null,"number":"A002","priority":"elderly","ticket":3,"token_digest":"c8f35dbeb1cff966c9953920d1fa6609b37dfdad7cbe5ee29cdcf2bb879487c3","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','2db5b6bc8e78def7caf2b56d0207602687e801c94d4d3b37d78dd1ebb1cbed02');
INSERT INTO "log" VALUES(9,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-02","high_s":null,"job":4,"lang":null,"leg":4,"low_s":null,"needs":null,"number":"C001","priority":"elderly","ticket":4,"token_digest":"0da178303c0eca30a1fd23052c239e2330b32e34b19693d8c4115facbf15d36b","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','4838e50b9333c558dc1ae2736e7b50b868bb8f77c79325a16469ece2dce9fcb9');
INSERT INTO "log" VALUES(10,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":4,"area":"C","day":"2026-07-02","high_s":null,"job":5,"lang":null,"leg":5,"low_s":null,"needs":null,"number":"C002","priority":"elderly","ticket":5,"token_digest":"9025050b277e48962c128d5784b7e4b3d49d571de9999945805d0564acbc9126","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','f383e72c40b4d643a63274b1488aec99142a4e2e1227ab25e7a1dc7b3f8c4afe');
INSERT INTO "log" VALUES(11,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":5,"area":"C","day":"2026-07-02","high_s":null,"job":6,"lang":null,"leg":6,"low_s":null,"needs":null,"number":"C003","priority":"elderly","ticket":6,"token_digest":"c421c5e4384019ebb6f46e66619ec366fa7f76014ae5be1d2878bd8ef5e4d34a","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','6be2610e1df7c5fbf367947c0fdb7f369db967a7ecd6234263dcaa5539359b1f');
INSERT INTO "log" VALUES(12,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":6,"area":"C","day":"2026-07-02","high_s":null,"job":7,"lang":null,"leg":7,"low_s":null,"needs":null,"number":"C004","priority":"elderly","ticket":7,"token_digest":"c81a602900d3a45236a70329fb410fd308f34e001239740866bfcfb54da31816","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','97443d1dcfbe3bd0bc401358906b38bb93e6ea7a7755c121a887a5820f3f2f01');
INSERT INTO "log" VALUES(13,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":7,"area":"C","day":"2026-07-02","high_s":null,"job":8,"lang":null,"leg":8,"low_s":null,"needs":null,"number":"C005","priority":"elderly","ticket":8,"token_digest":"7f4bb51d0f4fdba1f5665aeef99f27254f0883c79973d6a867a8e987e479c04f","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','bbd2e0be4e03269d481a2af45d9af62a18f708480af48cb2a0655b506aecf51b');
INSERT INTO "log" VALUES(14,'2026-07-02T01:30:00.000Z','TicketLate','{"area":"C","leg":8,"number":"C005","ticket":8,"turn_at":"2026-07-02T01:40:00.000Z","via":"phone"}','1e5903d5e5afe70a6a2ea34b274ecb33acda4f1e8c416f4a19750b4579bf2222');
INSERT INTO "log" VALUES(15,'2026-07-02T01:30:00.000Z','SlipEnded','{"job":1,"number":"A001","outcome":"printed","ticket":1}','48182f60a32b1196f22a12e404fa2e06360997e8218bd05d07992fc220ecd49f');
INSERT INTO "log" VALUES(16,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":1},"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"reason":null,"ticket":1}','016104cc34b8333648d7c9e114e3f231478bfe623d21e867ce65e2241be82446');
INSERT INTO "log" VALUES(17,'2026-07-02T01:30:00.000Z','ServiceFinished','{"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"ticket":1}','0e3984989a9213f79baad62c676f0ec1499e708ba345f53e126176a1899d1b7f');
INSERT INTO "log" VALUES(18,'2026-07-02T01:30:00.000Z','MessageShown','{"announced":{"1":2},"message":1,"officer":null,"sort":"free","zones":"1"}','b452e1955f472560f110399fc91c8fd205ce4f9984a67793afae7f1c8944ded3');
INSERT INTO "log" VALUES(19,'2026-07-02T01:30:00.000Z','MessageRepeated','{"announced":{"1":3},"message":1,"officer":null}','e7ae1ce8583c61c57eaef25ce92423722a005c22c64c00314db7fae7a9d3c842');
INSERT INTO "log" VALUES(20,'2026-07-02T01:30:00.000Z','MessageEnded','{"message":1,"officer":null}','7d6a079886e5f0f4cf202cce056990081c01d63c145935c5a1d3deffffcf58d8');
INSERT INTO "log" VALUES(21,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":4},"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"reason":null,"ticket":2}','930a463591af298057fd5fac5172e44ec623953eae3d52e5f111493c43475830');
INSERT INTO "log" VALUES(22,'2026-07-02T01:30:00.000Z','TicketRecalled','{"announced":{"1":5},"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"ticket":2}','3922de2a6b4c17768a9213b3909876d1499817854f873f5a8aac19fb6b2a4f96');
INSERT INTO "log" VALUES(23,'2026-07-02T01:31:30.000Z','TicketAbsent','{"area":"B","counter":1,"leg":2,"number":"B001","officer":null,"ticket":2}','6179bdc99751d6dd78209bbe412e365cd6aeba6359290bfda4e9a5212d4969e5');
INSERT INTO "log" VALUES(24,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":6},"area":"A","counter":1,"leg":3,"number":"A002","officer":null,"reason":null,"ticket":3}','d35c76af5a24ce29822699f83a18b1f52f69a05d21430e2e0863703107fc7eb6');
INSERT INTO "log" VALUES(25,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":6},"area":"A","counter":1,"leg":3,"number":"A002","ticket":3}','3c1c94605a8cac97b5619567d4cc065363f4b39f139edfc03fbbaaf3c110cbb6');
INSERT INTO "log" VALUES(26,'2026-07-02T01:31:30.000Z','TicketTransferred','{"area":"A","counter":1,"leg":3,"next_leg":9,"number":"A002","officer":null,"place":"first","reason":"urgent","ticket":3,"to_area":"B","to_counter":null,"turn_at":"2026-07-02T00:29:59.999Z"}','0125ddaed3676c07d9194e2a37e47a877e022dea843eabef6fd357b8d0b48aa6');
INSERT INTO "log" VALUES(27,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":7},"area":"B","counter":1,"leg":9,"number":"A002","officer":null,"reason":null,"ticket":3}','5e01e2934cb6a637cecf223a78e6478ef7ba19b84bdad18cafde2f08f103fccc');
INSERT INTO "log" VALUES(28,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"B","counter":1,"leg":9,"number":"A002","officer":null,"ticket":3}','cd2102c8a80c6f4c4294f757c856c6688f0ca8781a6b8c4873d1611f1536eda4');
INSERT INTO "log" VALUES(29,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":8},"area":"C","counter":1,"leg":4,"number":"C001","officer":null,"reason":null,"ticket":4}','e3d149135c8aa9db155fac78736842ca48259a6bc51f8100d5d15c8c59fafa7f');
INSERT INTO "log" VALUES(30,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":8},"area":"C","counter":1,"leg":4,"number":"C001","ticket":4}','1354280b6fef1b16d520b3b20948121138702a032ac1c73d67c8698fb1bcefe0');
INSERT INTO "log" VALUES(31,'2026-07-02T01:31:30.000Z','TicketParked','{"area":"C","counter":1,"leg":4,"number":"C001","officer":null,"reason":"papers","remind_at":"2026-07-02T02:01:30.000Z","ticket":4}','4d01c2322571570d48d97c8788c43c22640fad363de1e2bc685ebb27ab3f134e');
INSERT INTO "log" VALUES(32,'2026-07-02T01:31:30.000Z','NumbersSkipped','{"area":"A","day":"2026-07-02","first":3,"last":40,"reason":"outage"}','e4aa10bca9476c059a1f9a3926d99d358cc1b70e7a01d228cd2c15d228084dba');
INSERT INTO "log" VALUES(33,'2026-07-02T01:31:30.000Z','PriorityChanged','{"area":"C","leg":6,"number":"C003","officer":null,"priority":"disabled","reason":"proof-shown","ticket":6,"turn_at":"2026-07-02T00:30:00.000Z"}','68e7661c8a5d1ee0e704a6f6562f21420a8e8aeb204c431f8f972f20453c56d0');
INSERT INTO "log" VALUES(34,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":9},"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"reason":null,"ticket":5}','8c78b4f10642c0dfe20513a9cbf8e70e8c1f3b77afb658843d7b5e2bd0aeb9f2');
INSERT INTO "log" VALUES(35,'2026-07-02T01:31:30.000Z','StepUndone','{"area":"C","counter":3,"leg":5,"legs":[5],"number":"C002","officer":null,"ticket":5}','96f3e4e0a20c3989abde686a36997c42d1c055ba260ede04d9034472ce00a7c1');
INSERT INTO "log" VALUES(36,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":9},"area":"C","counter":3,"leg":5,"number":"C002","ticket":5}','dbf53ab708276106a8ab07fb20519d078d10ee135e41b9b8e4ea02dc395e60ff');
INSERT INTO "log" VALUES(37,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":10},"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"reason":null,"ticket":5}','b690f49d4e1f49aae468b324c569d712dc386da050c818c4458d317ee9ab9fd1');
INSERT INTO "log" VALUES(38,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"C","counter":3,"leg":5,"number":"C002","officer":null,"ticket":5}','93475042ec0ea9e6f5eb541bfe55366de01bbe255081cb0fe92c6954181207be');
INSERT INTO "log" VALUES(39,'2026-07-02T01:31:30.000Z','ServiceContinued','{"area":"B","counter":3,"former":5,"leg":10,"number":"C002","officer":null,"serving":true,"ticket":5,"turn_at":"2026-07-02T00:30:00.000Z"}','b9eba3f8315572e5562d9d372b6def9c8d4bf386f09fb513c1d0f9d49e1fa23b');
INSERT INTO "log" VALUES(40,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":11},"area":"C","counter":2,"leg":6,"number":"C003","officer":null,"reason":null,"ticket":6}','27ea1ab101d6a01c9241b79952198f45f42462d0776d98820e7408974b2a71c2');
INSERT INTO "log" VALUES(41,'2026-07-02T01:31:30.000Z','CallWithdrawn','{"announced":{"1":11},"area":"C","counter":2,"leg":6,"number":"C003","ticket":6}','30ec38cef6773d28bfa8b5fc53ac728251a54c16bb59e4a90a51e36de09dd082');
INSERT INTO "log" VALUES(42,'2026-07-02T01:31:30.000Z','TicketPutBack','{"area":"C","counter":2,"leg":6,"number":"C003","officer":null,"ticket":6}','8d0341f9093533454c8909b9da8d44580ee1d029d152b46ee46238ee80beedbf');
INSERT INTO "log" VALUES(43,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":12},"area":"C","counter":1,"leg":6,"number":"C003","officer":null,"reason":null,"ticket":6}','76719ebdf6e1cf35bc0dec3ff3ba226ccd4c576ebef8107b6b417a0370030eca');
INSERT INTO "log" VALUES(44,'2026-07-02T01:31:30.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-02","high_s":null,"job":9,"lang":null,"leg":11,"low_s":null,"needs":null,"number":"A041","priority":null,"ticket":9,"token_digest":"10c7922f41cda31dc7bc21ae3de0507dbe24e0c2ae6487d65bfef274fa5eeda0","turn_at":"2026-07-02T01:31:30.000Z","unsure":false,"via":"kiosk"}','aba14c569208e5d918a7cb5fd9a4ca1cdd80065fa1292464a3e9557e482261f3');
INSERT INTO "log" VALUES(45,'2026-07-02T01:31:30.000Z','TicketCalled','{"announced":{"1":13},"area":"C","counter":5,"leg":7,"number":"C004","officer":null,"reason":null,"ticket":7}','cec6fe849c4f55dba1e22109d21f44feb14bade6bfa1469abaaf8e59f801aefc');
INSERT INTO "log" VALUES(46,'2026-07-02T01:31:30.000Z','ServiceFinished','{"area":"C","counter":5,"leg":7,"number":"C004","officer":null,"ticket":7}','1cd6f044331d94dc94a67190184e507bace7dfe5986aa27c71bada9fa7c8d3eb');
INSERT INTO "log" VALUES(47,'2026-07-02T01:31:30.000Z','RatingOffered','{"leg":7,"via":"pad"}','201c8c5f7719b7e2de03dd89029830a52f9759c84bbc72fa75631c4d31df0b8f');
INSERT INTO "log" VALUES(48,'2026-07-02T01:31:30.000Z','RatingGiven','{"answer":"not_satisfied","counter":5,"dossier":null,"leg":7,"level":"not_satisfied","rated_at":"2026-07-02T01:31:30.000Z","rating":1,"reasons":null,"ref":null,"source":"pad"}','bfb903bcaa89b916e0d1a231ed7a07f8a7a7f5fe00617aa1368a988d9d7d047e');
INSERT INTO "log" VALUES(49,'2026-07-02T01:31:30.000Z','RatingExplained','{"rating":1,"reasons":"wait"}','a1f1aab79c382e6ee224b9f4bba26c5abde238752ada36eaa6bd064a2edf5021');
INSERT INTO "log" VALUES(50,'2026-07-02T01:31:30.000Z','RatingFormsPrinted','{"batch":1,"forms":2}','5d9a44dadbccf30a9299a56987ef0ff7888606b5e280b1ea7c52a9239a9e2e34');
INSERT INTO "log" VALUES(51,'2026-07-02T01:31:30.000Z','RatingGiven','{"answer":"satisfied","counter":null,"dossier":null,"leg":null,"level":"satisfied","rated_at":"2026-07-02T01:31:30.000Z","rating":2,"reasons":null,"ref":"4d99d938f54ec9c813a10e28f39c0b64c480c3f4f5acd7c4fb08d589e1244f80","source":"paper"}','713b5ef95d860dcd006093a09bde97caff054aa6635b3392498a0c17ad407afb');
INSERT INTO "log" VALUES(52,'2026-07-02T01:31:30.000Z','AlertRaised','{"alert":1,"counter":1,"what":"help"}','add376759fce54290d134f82af47cb5bf8f4907038fbd41ae9c60dd1e423a2ad');
INSERT INTO "log" VALUES(53,'2026-07-02T01:31:30.000Z','AlertEnded','{"alert":1,"officer":1}','8db3a6e241cbd8e7b688d8ff14907b8757870a1073a7e77d2eeda0aab47064ec');
INSERT INTO "log" VALUES(54,'2026-07-02T01:31:30.000Z','AlertRaised','{"alert":2,"counter":2,"what":"alarm"}','0084e590dd7b383d3feb7c80e72b80c05af019aa46dcac7be792d92efabad35f');
INSERT INTO "log" VALUES(55,'2026-07-02T01:31:30.000Z','AgencyAdded','{"agency":1,"digest":"5c835ef77fc719932303ea06821a95d19d5023c762e0d1aed8d38099d790df78"}','c6340fae3007240d305c1e47b8f51e00918666a4d658e8980f26a6a0a30861b4');
INSERT INTO "log" VALUES(56,'2026-07-02T01:31:30.000Z','UnitAdded','{"digest":"bcd53840b35eac61586a783805f1533e0023e4babdaafa5193c8692f1b0783f1","unit":1}','c37f404ca968c4abd7036fd9962ad26c370bf44324e2c0e1471339a2fa4a59af');
INSERT INTO "log" VALUES(57,'2026-07-02T01:31:30.000Z','DossierAdded','{"counter":null,"digest":"9fad30dfe5a50e490379a60ceed81120a099fef33a4574a7251859b00499c9d4","dossier":1,"leg":null,"officer":null,"state":5,"via":"import"}','007e662f69a0971cbe95cbe2ab5e76fbe2fc3af31e0784ed5f38876bd7219747');
INSERT INTO "log" VALUES(58,'2026-07-02T01:31:30.000Z','DossierChanged','{"change":"pin-given","counter":1,"digest":"6f3692e31713297e6d0ea7261eb52ac2f8bf7d1180bbb5d9ab2c938143fd72b7","dossier":1,"officer":null,"reason":null,"state":5}','95568ad9c9691b02b45a7978de8ad74771d8e68f941152f77fd89d9d7a09c7ac');
INSERT INTO "log" VALUES(59,'2026-07-02T01:31:30.000Z','ReceiptQueued','{"copy":0,"counter":1,"dossier":1,"job":1,"officer":null}','42b5fa7e47ec82bf4491c64806471a5dfdfc4a934343edfb662b132625d9e051');
INSERT INTO "log" VALUES(60,'2026-07-02T01:31:30.000Z','ReceiptQueued','{"copy":1,"counter":1,"dossier":1,"job":2,"officer":null}','951662e849c196dfe2fb4af103563f86cf4a1ea963057f41abab922b362a1283');
INSERT INTO "log" VALUES(61,'2026-07-02T01:31:30.000Z','ReceiptEnded','{"dossier":1,"job":1,"outcome":"failed"}','54299d8591b9deb948623c294fa902e25ee4e519dfcdefe50225b51b5bdfda80');
INSERT INTO "log" VALUES(62,'2026-07-02T01:31:30.000Z','SeatTaken','{"counter":2,"holder":"browser","officer":1}','06ba1b45f9d21478c3227f7e50f6313f5e2c8b5a1ec05bea470559257c49999b');
INSERT INTO "log" VALUES(63,'2026-07-02T01:31:30.000Z','SeatLeft','{"counter":2}','bb7c2c26abd19c1badae3f7553a2bad8da5d06232168e057e3c58b0c08284a7c');
INSERT INTO "log" VALUES(64,'2026-07-02T01:31:30.000Z','SeatTaken','{"counter":3,"holder":"browser","officer":1}','15289cd4bc3ada465023ea1c3daa084ff3d681593c35e8f0ccb24361e1f67074');
INSERT INTO "log" VALUES(65,'2026-07-02T01:31:30.000Z','OfficerChanged','{"digest":"0190ccfcdfefc7552c4b02be30b7e3213c345c16baccdea6f612cb8005ba352d","officer":1,"what":"pin"}','8cd7d10966317183396c02c0fdf9b4cc7b0c0bb7f30258a5fec5328d07b1201e');
INSERT INTO "log" VALUES(66,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"B","leg":2,"number":"B001","reason":"day-ended","ticket":2,"via":"office"}','5f5bf931aea4a5681fcfd851f323c475dce569888ac5ae8d66a13a0f1380e215');
INSERT INTO "log" VALUES(67,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":4,"number":"C001","reason":"day-ended","ticket":4,"via":"office"}','263e992ebbbcaea4d1aabfa1c1715c093839dd87544ab41c8ecc8e7e9e5e6244');
INSERT INTO "log" VALUES(68,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"B","leg":10,"number":"C002","reason":"day-ended","ticket":5,"via":"office"}','279eb2d68d47b6e303b0cfd3e1712c60981e713daad2e48eb49cd42b7fd4a656');
INSERT INTO "log" VALUES(69,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":6,"number":"C003","reason":"day-ended","ticket":6,"via":"office"}','450ff0b025810cd77af62e5ec39815d1f81f959e9fdb827a2b373d20801c92d1');
INSERT INTO "log" VALUES(70,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"C","leg":8,"number":"C005","reason":"day-ended","ticket":8,"via":"office"}','c130dfa08bcd6580f45c8349683a21bdb3ed10a92b9b9f1cdffc1d13fdf86f3c');
INSERT INTO "log" VALUES(71,'2026-07-03T01:31:30.000Z','TicketLeft','{"area":"A","leg":11,"number":"A041","reason":"day-ended","ticket":9,"via":"office"}','c857bf442294b4bcccd019aa3a362a511293f9fe26837750b2a65bbedcbf4ef7');
INSERT INTO "log" VALUES(72,'2026-07-03T01:31:30.000Z','DaySealed','{"day":"2026-07-02","done":4,"dossiers":1,"head":"c857bf442294b4bcccd019aa3a362a511293f9fe26837750b2a65bbedcbf4ef7","left":6,"tickets":9}','e1473d058025691a5fdb4b06938df829f5cf804edad7df9d18ab464087e18a3b');
INSERT INTO "log" VALUES(73,'2026-07-03T01:31:30.000Z','DayOpened','{"day":"2026-07-03"}','41dcf9328f058c6ada4bea01b2f9b6bab10fe4572a36bc9b1bb5b314b94148ab');
INSERT INTO "log" VALUES(74,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-03","high_s":null,"job":10,"lang":null,"leg":12,"low_s":null,"needs":null,"number":"A001","priority":"elderly","ticket":10,"token_digest":"6b7fad0c8e7e2b4cb58b9fa6b305da47b080afa19ee325d33ae9fa0d3ca83a98","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','4b2d5ef97e9f25cbc4d1364428416550cbf6759c43d3b588890b9a858a36a242');
INSERT INTO "log" VALUES(75,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":1,"area":"B","day":"2026-07-03","high_s":null,"job":11,"lang":null,"leg":13,"low_s":null,"needs":null,"number":"B001","priority":"elderly","ticket":11,"token_digest":"b996c80acd6c37b77010baec4f299c457bbe12be17798c726ef7cf645301311f","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','4870e374ed4e87594d94d1d1141e853c93c629ecbbcf01d972cfc45ef456a741');
INSERT INTO "log" VALUES(76,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":2,"area":"A","day":"2026-07-03","high_s":null,"job":12,"lang":null,"leg":14,"low_s":null,"needs":null,"number":"A002","priority":"elderly","ticket":12,"token_digest":"05b50f1a6b1e22c006341fe2719f04b0bcf3d3491307c5d8d9df96340837307b","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','3a4b236beab10fba0e9c886c94edf5a3617c5dc55b5012c459eb9aa3609534d9');
INSERT INTO "log" VALUES(77,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-03","high_s":null,"job":13,"lang":null,"leg":15,"low_s":null,"needs":null,"number":"C001","priority":"elderly","ticket":13,"token_digest":"48026a6fbc14c55a4c0ad9f3867e03424433e7b5dd4b264f5f843aebcf214359","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','e478fb495d89c9c16e1cffb8737a34b47b32e3ea5ff343b2ede4b8caae7149fb');
INSERT INTO "log" VALUES(78,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":4,"area":"C","day":"2026-07-03","high_s":null,"job":14,"lang":null,"leg":16,"low_s":null,"needs":null,"number":"C002","priority":"elderly","ticket":14,"token_digest":"f6d7ad93a8f8936f6f47c65c9ca865886276649a6c99476d40e36c3bf5ba30e7","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','342dab4880e76ced466fda6bd1610ad37ea7671c85554aac3ea2dc700b157b7d');
INSERT INTO "log" VALUES(79,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":5,"area":"C","day":"2026-07-03","high_s":null,"job":15,"lang":null,"leg":17,"low_s":null,"needs":null,"number":"C003","priority":"elderly","ticket":15,"token_digest":"e2d7e50c0c811515c2f66dd7e62e734c3b4a65ba7bb3ad9b4c2a33aa62fd086b","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','4a6dc24142c6507d539575b050f34a1398199e7e7164017bbc153449c7ef518a');
INSERT INTO "log" VALUES(80,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":6,"area":"C","day":"2026-07-03","high_s":null,"job":16,"lang":null,"leg":18,"low_s":null,"needs":null,"number":"C004","priority":"elderly","ticket":16,"token_digest":"9447ba1427ee55e9fb089b64cc93efee74beaabbb5693f55b897fc3ec0f0d66e","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','a19d627c2b19f06220adceceb8bb4091a9d61836ede3e902fc7f4a298e6f2d91');
INSERT INTO "log" VALUES(81,'2026-07-03T01:31:30.000Z','TicketIssued','{"ahead":7,"area":"C","day":"2026-07-03","high_s":null,"job":17,"lang":null,"leg":19,"low_s":null,"needs":null,"number":"C005","priority":"elderly","ticket":17,"token_digest":"8d2bbfc85b1cc91622b9d09789fd1a4e8b7b3942b23abf054fea6e65dbf576da","turn_at":"2026-07-03T00:31:30.000Z","unsure":false,"via":"kiosk"}','b3c954ef88a0ad84ad7591d089decbc9fe4865c7fab2830a1e888aa32caf5a48');
INSERT INTO "log" VALUES(82,'2026-07-03T01:31:30.000Z','TicketLate','{"area":"C","leg":19,"number":"C005","ticket":17,"turn_at":"2026-07-03T01:41:30.000Z","via":"phone"}','cf7f38d5fa5ba2159f47d9c178099a50b56731d6168879796a283bfed9620ef6');
INSERT INTO "log" VALUES(83,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":2,"number":"B001","outcome":"expired","ticket":2}','04423dc46d581c4abff4f0e4ae93b0dc417db69b1e9e5d31215193d3b5e395ed');
INSERT INTO "log" VALUES(84,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":3,"number":"A002","outcome":"expired","ticket":3}','c8c263fd9661579d96c220a27f4f18661308fedb7e0269f3dc78e2a864c7ff47');
INSERT INTO "log" VALUES(85,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":4,"number":"C001","outcome":"expired","ticket":4}','60738d543ee0fa6ae6e4047ba61de0184a8c31e4126b16a619fcd944f7582060');
INSERT INTO "log" VALUES(86,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":5,"number":"C002","outcome":"expired","ticket":5}','18d42246c69502654443e4088106ebb7b33dabc3edf2e78257aaaecef6dd5a2c');
INSERT INTO "log" VALUES(87,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":6,"number":"C003","outcome":"expired","ticket":6}','32698b7c6b8b01c666f981ad0de742db2e33f1e8fdf7c6e1038e0dfc1d10d9f5');
INSERT INTO "log" VALUES(88,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":7,"number":"C004","outcome":"expired","ticket":7}','7ee2684b60c134a5cc38d319074de1de03351902ef7a0cbb071a55b59a0c5341');
INSERT INTO "log" VALUES(89,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":8,"number":"C005","outcome":"expired","ticket":8}','51ac5525869836151b7e105b5adf8f2a52428f2ccfee12bbf823ae8d94189126');
INSERT INTO "log" VALUES(90,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":9,"number":"A041","outcome":"expired","ticket":9}','9452c9f5d932b45864a61a5a2018eaedba22f79edd45fd7595236a379196294c');
INSERT INTO "log" VALUES(91,'2026-07-03T01:31:30.000Z','SlipEnded','{"job":10,"number":"A001","outcome":"printed","ticket":10}','896ecbfb1c7f50fbf7296d0b72ed867d7da972eda29cba7d350e386f1b6dd6b3');
INSERT INTO "log" VALUES(92,'2026-07-03T01:31:30.000Z','TicketCalled','{"announced":{"1":14},"area":"A","counter":1,"leg":12,"number":"A001","officer":null,"reason":null,"ticket":10}','830cdfae4655fa1cf5b633720e9c02059b052ba488dd2c9d3300123a4298f3fe');
INSERT INTO "log" VALUES(93,'2026-07-03T01:31:30.000Z','ServiceFinished','{"area":"A","counter":1,"leg":12,"number":"A001","officer":null,"ticket":10}','aa569d48aa8399272f499fab0cdae9fd969da6d3094f6375e795b809ded9ecc1');
INSERT INTO "log" VALUES(94,'2026-07-03T01:31:30.000Z','MessageShown','{"announced":{"1":15},"message":2,"officer":null,"sort":"free","zones":"1"}','b2fe83afaff5191635b58624a7661386c45bca59994a5b7111d0f233348775dc');
INSERT INTO "log" VALUES(95,'2026-07-03T01:31:30.000Z','MessageRepeated','{"announced":{"1":16},"message":2,"officer":null}','53fc1dc1bdc0b6ac26c76640222f5b76f52139a96a28a8197a12c11eb7a78a89');
INSERT INTO "log" VALUES(96,'2026-07-03T01:31:30.000Z','MessageEnded','{"message":2,"officer":null}','c0161d42bf4f60abf92cc89ba61669d0ebdbc560c4d0de81b8ba77d6d4024eb8');
INSERT INTO "log" VALUES(97,'2026-07-03T01:31:30.000Z','TicketCalled','{"announced":{"1":17},"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"reason":null,"ticket":11}','e439317a96094e09fccfe602fefa1957ba693936366f4fa89b145ac03dd96731');
INSERT INTO "log" VALUES(98,'2026-07-03T01:31:30.000Z','TicketRecalled','{"announced":{"1":18},"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"ticket":11}','1d9d2a47eacf2849e75c87d777564f4999a3130aeeb343b6b93fc9888ef8a340');
INSERT INTO "log" VALUES(99,'2026-07-03T01:33:00.000Z','TicketAbsent','{"area":"B","counter":1,"leg":13,"number":"B001","officer":null,"ticket":11}','92905f6453fa817c2f021b0462917fe7d299502f957b84fb99dea124ff0920ee');
INSERT INTO "log" VALUES(100,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":19},"area":"A","counter":1,"leg":14,"number":"A002","officer":null,"reason":null,"ticket":12}','a7c869e445804faa9d214d9a7bb7c612f6ffe1bf2a8373cbff3b0da1c9f82b6a');
INSERT INTO "log" VALUES(101,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":19},"area":"A","counter":1,"leg":14,"number":"A002","ticket":12}','5e432d865919151c745f444ccca245a304920666c472512573ac42cc58821b9b');
INSERT INTO "log" VALUES(102,'2026-07-03T01:33:00.000Z','TicketTransferred','{"area":"A","counter":1,"leg":14,"next_leg":20,"number":"A002","officer":null,"place":"first","reason":"urgent","ticket":12,"to_area":"B","to_counter":null,"turn_at":"2026-07-03T00:31:29.999Z"}','ba6e31f75a852243ab0ccfcb2404a5b16e2f371c392ab82d1d37a625e42bf799');
INSERT INTO "log" VALUES(103,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":20},"area":"B","counter":1,"leg":20,"number":"A002","officer":null,"reason":null,"ticket":12}','6f4af7ba2962f52eac51edbedb94ebc57938c71459feb707d0096285e9798372');
INSERT INTO "log" VALUES(104,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"B","counter":1,"leg":20,"number":"A002","officer":null,"ticket":12}','787f7ab535a421acbfbe83a72257b9f3ce767b2c89035c593e5b348ca7a5d23e');
INSERT INTO "log" VALUES(105,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":21},"area":"C","counter":1,"leg":15,"number":"C001","officer":null,"reason":null,"ticket":13}','760a7917de3dedbc36c7e3450017faedd1ff67e0f7cecc7128405f120cfcd1c4');
INSERT INTO "log" VALUES(106,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":21},"area":"C","counter":1,"leg":15,"number":"C001","ticket":13}','838408f414ec42bb547340391058e11ab4523ccbdd7d325cedef74db38a272fd');
INSERT INTO "log" VALUES(107,'2026-07-03T01:33:00.000Z','TicketParked','{"area":"C","counter":1,"leg":15,"number":"C001","officer":null,"reason":"papers","remind_at":"2026-07-03T02:03:00.000Z","ticket":13}','ab171b700cf03c91a556fb2268d9673fbd23d9f34f61edbae013b8ec16846fdd');
INSERT INTO "log" VALUES(108,'2026-07-03T01:33:00.000Z','NumbersSkipped','{"area":"A","day":"2026-07-03","first":3,"last":40,"reason":"outage"}','c7fdc98d64432a0d5732a8ec6e7fa51d8e1a04c2bc1f2c2d62d8b9e2cd58b643');
INSERT INTO "log" VALUES(109,'2026-07-03T01:33:00.000Z','PriorityChanged','{"area":"C","leg":17,"number":"C003","officer":null,"priority":"disabled","reason":"proof-shown","ticket":15,"turn_at":"2026-07-03T00:31:30.000Z"}','c23033a63ef6fbca09f5e45ff1c41bb5917a1436ac1b96e42d2cda070a0d1937');
INSERT INTO "log" VALUES(110,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":22},"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"reason":null,"ticket":14}','d12a7e748e6c2de4e5c498d5c4393eafe600a18134b0ea864f39c4298a6fd3c0');
INSERT INTO "log" VALUES(111,'2026-07-03T01:33:00.000Z','StepUndone','{"area":"C","counter":3,"leg":16,"legs":[16],"number":"C002","officer":null,"ticket":14}','9683f7ba34acf6fda2f51349f4422e2dfa2afdae9a3386847a14ed653c736081');
INSERT INTO "log" VALUES(112,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":22},"area":"C","counter":3,"leg":16,"number":"C002","ticket":14}','f073e1aa153ead15cfed2255c8e5e3aba2a18f07581731cec7b2abcc20a50f87');
INSERT INTO "log" VALUES(113,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":23},"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"reason":null,"ticket":14}','d58c8a1498cde011e53543d2f3ae853b72694014e8bca0c8a70e9c52b2f703b8');
INSERT INTO "log" VALUES(114,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"C","counter":3,"leg":16,"number":"C002","officer":null,"ticket":14}','899f0979151276d293888e0673d67acd84c36d651e0fbaa8f0c12fa4a301140e');
INSERT INTO "log" VALUES(115,'2026-07-03T01:33:00.000Z','ServiceContinued','{"area":"B","counter":3,"former":16,"leg":21,"number":"C002","officer":null,"serving":true,"ticket":14,"turn_at":"2026-07-03T00:31:30.000Z"}','43ec19b4c7656aef2bb940412548bf4627269d89e710fc3f6af2c438be725b41');
INSERT INTO "log" VALUES(116,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":24},"area":"C","counter":2,"leg":17,"number":"C003","officer":null,"reason":null,"ticket":15}','88b12c31641af159655beb64593397c626fd16ded50eb35291126568a6901f3c');
INSERT INTO "log" VALUES(117,'2026-07-03T01:33:00.000Z','CallWithdrawn','{"announced":{"1":24},"area":"C","counter":2,"leg":17,"number":"C003","ticket":15}','b853f2c5bdd3c452d8f415f845ee3f3fdf4206ce72dbdb8e887a593992a523f7');
INSERT INTO "log" VALUES(118,'2026-07-03T01:33:00.000Z','TicketPutBack','{"area":"C","counter":2,"leg":17,"number":"C003","officer":null,"ticket":15}','678cac729e75364da16cbecaacd8852899495a72c6c1efe13730a7032c43513c');
INSERT INTO "log" VALUES(119,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":25},"area":"C","counter":1,"leg":17,"number":"C003","officer":null,"reason":null,"ticket":15}','51306ea0e5900ed5a0692065b4a817b15ebe0fd5e1bca921aaf02f2950308613');
INSERT INTO "log" VALUES(120,'2026-07-03T01:33:00.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-03","high_s":60,"job":18,"lang":null,"leg":22,"low_s":0,"needs":null,"number":"A041","priority":null,"ticket":18,"token_digest":"5b731c751c5ac7d8eac75348c75068b18bc76c353d93c1b4706bd2cb9c195239","turn_at":"2026-07-03T01:33:00.000Z","unsure":false,"via":"kiosk"}','a8b1e618cc1e7ccff44536b75ca0388cbb85c42585f0ce465331d8478d15edb9');
INSERT INTO "log" VALUES(121,'2026-07-03T01:33:00.000Z','TicketCalled','{"announced":{"1":26},"area":"C","counter":5,"leg":18,"number":"C004","officer":null,"reason":null,"ticket":16}','326928c31c0228a7a0f3f56cf923da5fff9978a2e7db956e302d4761378449ec');
INSERT INTO "log" VALUES(122,'2026-07-03T01:33:00.000Z','ServiceFinished','{"area":"C","counter":5,"leg":18,"number":"C004","officer":null,"ticket":16}','8d8381c8f7d00944dc0ce015fb2463606b021f1496d8e829a6bbefdfe5a28430');
INSERT INTO "log" VALUES(123,'2026-07-03T01:33:00.000Z','RatingOffered','{"leg":18,"via":"pad"}','21a190f96466bcc417273735868af6555402c29be0902115a6869264b8ea906d');
INSERT INTO "log" VALUES(124,'2026-07-03T01:33:00.000Z','RatingGiven','{"answer":"not_satisfied","counter":5,"dossier":null,"leg":18,"level":"not_satisfied","rated_at":"2026-07-03T01:33:00.000Z","rating":3,"reasons":null,"ref":null,"source":"pad"}','df4d8e49f27df6271abccf8748fb0c2b93217a4828447a8b316f3a0ce74d4aaa');
INSERT INTO "log" VALUES(125,'2026-07-03T01:33:00.000Z','RatingExplained','{"rating":3,"reasons":"wait"}','97752065bf5a068a7f2be3744a0ea9559f96073918d5cda99824eb770dfd32d4');
INSERT INTO "log" VALUES(126,'2026-07-03T01:33:00.000Z','RatingFormsPrinted','{"batch":2,"forms":2}','e7e9b8e9f95d2d9fc9289f3e6ce152293e3ee2d9062f8ad7e2d1fcf10f149859');
INSERT INTO "log" VALUES(127,'2026-07-03T01:33:00.000Z','RatingGiven','{"answer":"satisfied","counter":null,"dossier":null,"leg":null,"level":"satisfied","rated_at":"2026-07-03T01:33:00.000Z","rating":4,"reasons":null,"ref":"5728ccea97d28afc5f8afea88a2ee5cc8861fa395e1bd0d5fb4e868a3cc1e319","source":"paper"}','0c29e107878d24a9bfe12338f3df66c0485f781f680ba23b6f97d83d6f21db20');
INSERT INTO "log" VALUES(128,'2026-07-03T01:33:00.000Z','AlertRaised','{"alert":3,"counter":1,"what":"help"}','b03027380a38eda28585cadfae443d4e48a479d0a31c8cff7863c1eb03402101');
INSERT INTO "log" VALUES(129,'2026-07-03T01:33:00.000Z','AlertEnded','{"alert":3,"officer":1}','b7e0b8c3d98fbb5b596e28c5c9673280c30361d19a39ae1d2588c966a8b328ea');
INSERT INTO "log" VALUES(130,'2026-07-03T01:33:00.000Z','AgencyAdded','{"agency":2,"digest":"3e505fe8239d274b40e734d8afa97d794144d2dbba858a0bddcca9494bfd8c91"}','c546886b83dc477bcaf673754042f96cd846ab4c884b8b99ceca8628788df87f');
INSERT INTO "log" VALUES(131,'2026-07-03T01:33:00.000Z','UnitAdded','{"digest":"49a8fcaa08b0aed4c007a883318dbddabdd016950402b32503c49db7b31daa5e","unit":2}','564cf62e604303c7a0dbd74d74914f293b0e76357778d181f25711387fbfd33c');
INSERT INTO "log" VALUES(132,'2026-07-03T01:33:00.000Z','DossierAdded','{"counter":null,"digest":"0060a13641e55d88be6f6bba8cdfd2b653a2fc1b697f92d7a8c9dc27297d664b","dossier":2,"leg":null,"officer":null,"state":5,"via":"import"}','f59421037f9984a6731c228aafe25b13134401e289e0611ad5c9ba860dfbd4a5');
INSERT INTO "log" VALUES(133,'2026-07-03T01:33:00.000Z','DossierChanged','{"change":"pin-given","counter":1,"digest":"749a6385b71ec34fe25464f253e685116f42ba1781cd750adec5205bbb8d4f8c","dossier":2,"officer":null,"reason":null,"state":5}','e895e27edd826551c4b1cfda2d1baa19c7ac00c92f6de72d53db788cd0742fdd');
INSERT INTO "log" VALUES(134,'2026-07-03T01:33:00.000Z','ReceiptQueued','{"copy":0,"counter":1,"dossier":2,"job":3,"officer":null}','ff47c29a93b3ee580928a843b4a25959753f336e3698dc56cc5cb7b7338e6490');
INSERT INTO "log" VALUES(135,'2026-07-03T01:33:00.000Z','ReceiptQueued','{"copy":1,"counter":1,"dossier":2,"job":4,"officer":null}','7e53fe15ffbb1bbef794fbc14635bb90c9c2e4e006d0fe2b82bad077fdd105e0');
INSERT INTO "log" VALUES(136,'2026-07-03T01:33:00.000Z','ReceiptEnded','{"dossier":1,"job":2,"outcome":"expired"}','9659db9353b7ffd302ddc6964360a3821b1a7a1c2c0f623dcd9141c84b9bd845');
INSERT INTO "log" VALUES(137,'2026-07-03T01:33:00.000Z','ReceiptEnded','{"dossier":2,"job":3,"outcome":"failed"}','cded21043cf7ab85156bb1376198ab927a0e253a6f44fa13b93ba24011e0d634');
INSERT INTO "log" VALUES(138,'2026-07-03T01:35:00.000Z','TicketIssued','{"ahead":0,"area":"B","day":"2026-07-03","high_s":60,"job":19,"lang":null,"leg":23,"low_s":0,"needs":"wheelchair,interpreter","number":"B002","priority":"pregnant","ticket":19,"token_digest":"a31128918dc2529491234dbb0094d426d9a4cb71caf6a5ea52fb72835623762e","turn_at":"2026-07-03T00:35:00.000Z","unsure":false,"via":"kiosk"}','cc0acfa26082c107de90a5e778d1896a6583628576f388af0083e9f496756dfa');
INSERT INTO "log" VALUES(139,'2026-07-03T01:35:00.000Z','TicketCalled','{"announced":{"1":27},"area":"B","counter":4,"leg":23,"number":"B002","officer":null,"reason":null,"ticket":19}','3c86329776018966f5a72058b53040d7294d6f63f3985642a0eaf9ced3ecbc6f');
INSERT INTO "log" VALUES(140,'2026-07-03T01:35:00.000Z','ServiceFinished','{"area":"B","counter":4,"leg":23,"number":"B002","officer":null,"ticket":19}','307d5f23f8eb903431f4fc689a30b073d31a23c4b8b6258378d57f3e130d152c');
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
INSERT INTO "officers" VALUES(1,'an','An','$argon2id$v=19$m=8,t=1,p=1$eQ2js1GCEbrYIsR9hVVnyQ$CWG/zjiMXGEwIfKdIPVMngFjaBWRCfLP9P3UcLzTAVg',1,'manager','$argon2id$v=19$m=8,t=1,p=1$8e/ZdhzdgUQJyRYDeQfdgA$1AwEOIsaRhiLNU3/X2mnrez/NkhXmFrZ9SPNHNwcsCE');
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
INSERT INTO "tickets" VALUES(1,'2026-07-02','A',1,'uJX8x6A2AZtHgH71_x_IlA','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(2,'2026-07-02','B',1,'9klNsoEkNJ4wdx5eZ_ez6w','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(3,'2026-07-02','A',2,'TVA1s6QjbOjBJxmzYno_xg','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(4,'2026-07-02','C',1,'N6QvDdIKKw-zEBkOrLJpXQ','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(5,'2026-07-02','C',2,'7Co-ZMRM1gewBdUO5ARgyA','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(6,'2026-07-02','C',3,'5HtCXRV4ZSjHXd-b3JIejA','disabled',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(7,'2026-07-02','C',4,'zS_000u1XPdhfXQR4fTkRg','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(8,'2026-07-02','C',5,'obHLzQVScNLHJJo5m5LW5Q','elderly',0,'2026-07-02T01:30:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(9,'2026-07-02','A',41,'vsC5RYgzgyywRsobc327sw',NULL,0,'2026-07-02T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(10,'2026-07-03','A',1,'U-Jv2q-WyWs-Nro50R9tAA','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(11,'2026-07-03','B',1,'-kI-7TesN6lsi9G89u0SpQ','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(12,'2026-07-03','A',2,'-TNNvvDTV9RbGy4v59wCqw','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(13,'2026-07-03','C',1,'mAFKgeswb2s8KUMZyMfA-A','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(14,'2026-07-03','C',2,'imMwbXiTzyu7cNUAlcMo7g','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(15,'2026-07-03','C',3,'7cnLAmJUm4J3Be5zKQXWqg','disabled',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(16,'2026-07-03','C',4,'eig3Egpw0H8q6iXMp2YKQg','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(17,'2026-07-03','C',5,'fnRDMNtcUAdsrcIwl_J2NA','elderly',0,'2026-07-03T01:31:30.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(18,'2026-07-03','A',41,'H-JidfZSuAilZSuQQAL6eA',NULL,0,'2026-07-03T01:33:00.000Z',NULL,NULL,NULL);
INSERT INTO "tickets" VALUES(19,'2026-07-03','B',2,'70gzokwIDUnyMi_VVmd7gw','pregnant',0,'2026-07-03T01:35:00.000Z',NULL,NULL,'wheelchair,interpreter');
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
CREATE INDEX dossiers_received ON dossiers (received_at);
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
