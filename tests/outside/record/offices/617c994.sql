BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'office','m0001_tickets_and_log','2026-11-28 04:32:01.702320+00:00');
CREATE TABLE announcements (
    zone TEXT NOT NULL, no INTEGER NOT NULL, leg INTEGER NOT NULL REFERENCES legs, number TEXT NOT NULL,
    counter INTEGER NOT NULL, kind TEXT NOT NULL, priority INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;
INSERT INTO "announcements" VALUES('1',1,1,'A001',1,'call',1,'2026-07-02T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',2,2,'A002',1,'call',1,'2026-07-02T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',3,2,'A002',1,'recall',1,'2026-07-02T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',4,3,'C001',1,'call',1,'2026-07-02T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',5,5,'A001',1,'call',1,'2026-07-03T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',6,6,'A002',1,'call',1,'2026-07-03T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',7,6,'A002',1,'recall',1,'2026-07-03T01:30:00.000Z');
INSERT INTO "announcements" VALUES('1',8,7,'C001',1,'call',1,'2026-07-03T01:30:00.000Z');
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
) STRICT;
INSERT INTO "areas" VALUES('A',0,'Hộ tịch, tư pháp, công chứng','Civil status, justice, notary',NULL);
INSERT INTO "areas" VALUES('B',1,'Đất đai, nông nghiệp, môi trường','Land, agriculture, environment',NULL);
INSERT INTO "areas" VALUES('C',2,'Xây dựng, giao thông','Construction, transport',NULL);
INSERT INTO "areas" VALUES('E',3,'Doanh nghiệp, tài chính, thuế','Business, finance, tax',NULL);
INSERT INTO "areas" VALUES('G',4,'Lao động, bảo hiểm, dân tộc','Labour, insurance, ethnic affairs',NULL);
INSERT INTO "areas" VALUES('H',5,'Y tế, giáo dục, văn hóa','Health, education, culture',NULL);
INSERT INTO "areas" VALUES('K',6,'Công thương, khoa học, điện lực','Industry, science, electricity',NULL);
INSERT INTO "areas" VALUES('M',7,'Công an, ngoại vụ, việc chung','Police, foreign affairs, general',NULL);
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
CREATE TABLE counters (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO "counters" VALUES(1);
INSERT INTO "counters" VALUES(2);
INSERT INTO "counters" VALUES(3);
INSERT INTO "counters" VALUES(4);
INSERT INTO "counters" VALUES(5);
INSERT INTO "counters" VALUES(6);
INSERT INTO "counters" VALUES(7);
INSERT INTO "counters" VALUES(8);
CREATE TABLE desks (counter INTEGER PRIMARY KEY, version INTEGER NOT NULL, stepped_at TEXT NOT NULL) STRICT;
INSERT INTO "desks" VALUES(1,12,'2026-07-03T01:30:00.000Z');
CREATE TABLE devices (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO "devices" VALUES(1,'kiosk','6cd4cbd22fef10bd0e7e3c747da675b66449c64d4b87a191b9f123e346ebdc95',1);
CREATE TABLE issue_keys (key TEXT PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, at TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE legs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, area TEXT NOT NULL, number TEXT NOT NULL,
    state TEXT NOT NULL, turn_at TEXT NOT NULL, waiting_since TEXT NOT NULL, priority TEXT, unsure INTEGER NOT NULL,
    counter INTEGER, called_at TEXT, started_at TEXT, ended_at TEXT,
    recalls INTEGER NOT NULL, returns INTEGER NOT NULL, reason TEXT
) STRICT;
INSERT INTO "legs" VALUES(1,1,'A','A001','done','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z',0,0,NULL);
INSERT INTO "legs" VALUES(2,2,'A','A002','left','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:30:00.000Z',NULL,'2026-07-03T01:30:00.000Z',1,0,'day-ended');
INSERT INTO "legs" VALUES(3,3,'C','C001','left','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,1,'2026-07-02T01:30:00.000Z',NULL,'2026-07-03T01:30:00.000Z',0,0,'day-ended');
INSERT INTO "legs" VALUES(4,4,'C','C002','left','2026-07-02T00:30:00.000Z','2026-07-02T01:30:00.000Z','elderly',0,NULL,NULL,NULL,'2026-07-03T01:30:00.000Z',0,0,'day-ended');
INSERT INTO "legs" VALUES(5,5,'A','A001','done','2026-07-03T00:30:00.000Z','2026-07-03T01:30:00.000Z','elderly',0,1,'2026-07-03T01:30:00.000Z','2026-07-03T01:30:00.000Z','2026-07-03T01:30:00.000Z',0,0,NULL);
INSERT INTO "legs" VALUES(6,6,'A','A002','absent','2026-07-03T00:30:00.000Z','2026-07-03T01:30:00.000Z','elderly',0,1,'2026-07-03T01:30:00.000Z',NULL,NULL,1,0,NULL);
INSERT INTO "legs" VALUES(7,7,'C','C001','called','2026-07-03T00:30:00.000Z','2026-07-03T01:30:00.000Z','elderly',0,1,'2026-07-03T01:30:00.000Z',NULL,NULL,0,0,NULL);
INSERT INTO "legs" VALUES(8,8,'C','C002','waiting','2026-07-03T00:30:00.000Z','2026-07-03T01:30:00.000Z','elderly',0,NULL,NULL,NULL,NULL,0,0,NULL);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO "log" VALUES(1,'2026-07-02T01:30:00.000Z','OfficeConfigured','{"digest":"f6a8e417ea6454c929d6734b1c9fac98214edbd5959794656b4ef8b7eb35644a"}','29137060099794a37df75d92919d166684ac8a0aeb2e0183c6edad9fe74e6df5');
INSERT INTO "log" VALUES(2,'2026-07-02T01:30:00.000Z','DayOpened','{"day":"2026-07-02"}','b46149787375a3f9c4b2985e7f2e5c4b0aed61ddd5f5f29a0caf568236a2efad');
INSERT INTO "log" VALUES(3,'2026-07-02T01:30:00.000Z','OfficerAdded','{"digest":"48dbcca9f475510ae58f088d96e40b3c9908a08e5fcc4fb2398b86da4eb08e20","officer":1}','5d4a48e6374775d505437f34a0427d346d6e2f7192929d2cadc1b002f18581c0');
INSERT INTO "log" VALUES(4,'2026-07-02T01:30:00.000Z','DeviceAdded','{"device":1,"digest":"1cecd14f34f43727a5fe91c6078f20c05e6695ee3cf88d2caa7b0636c4f1c99a","role":"kiosk"}','55486fb705c6a6464be27e88250be1ef178ba5a5aec9205bf7f368860a5bac39');
INSERT INTO "log" VALUES(5,'2026-07-02T01:30:00.000Z','ProceduresImported','{"changed":0,"digest":"3e1aea6dbebd470306a9def96833ff4be3eb238c21c7e03d9fa9e2006ed290ad","new":1,"refused":0}','a2a74d44bcb41801180ec679c4cad92647209f3b49032476c285cfc265e3f460');
INSERT INTO "log" VALUES(6,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-02","high_s":null,"job":1,"leg":1,"low_s":null,"number":"A001","priority":"elderly","ticket":1,"token_digest":"771c8175eb33afbda970f49a00e37d72fbb7b12c0bb3060a509930895e80e8fe","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','9a7ea2ad1e8c012e4aedb8dc68d7a9428e7bdf340decb662a7f50a2b721f3b8f');
INSERT INTO "log" VALUES(7,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-02","high_s":null,"job":2,"leg":2,"low_s":null,"number":"A002","priority":"elderly","ticket":2,"token_digest":"ae6a61ace190b008427c55d665b8a21331a460d61f67270738673a4934af4a4d","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','6208e7b93b0f39c952420af75798079051f8d64c632961edcf204ec2a98f8ba8');
INSERT INTO "log" VALUES(8,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":2,"area":"C","day":"2026-07-02","high_s":null,"job":3,"leg":3,"low_s":null,"number":"C001","priority":"elderly","ticket":3,"token_digest":"bfebdf7f1c83b32834bb454d569a56912e45c871b3d7d59de841e9f992c8e03c","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','ab62e8150c3dd8184d288c4873fbea65161e7977655c078f1aa92e003d9725f2');
INSERT INTO "log" VALUES(9,'2026-07-02T01:30:00.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-02","high_s":null,"job":4,"leg":4,"low_s":null,"number":"C002","priority":"elderly","ticket":4,"token_digest":"96293f01061336449e4d98fc23bd469d7d6ad8ebc2f9c1d578942596e87b262a","turn_at":"2026-07-02T00:30:00.000Z","unsure":false,"via":"kiosk"}','4e570e73f9df479b6e2d232d53edfcf6e62be050998807fa5c57e23e7c26aab4');
INSERT INTO "log" VALUES(10,'2026-07-02T01:30:00.000Z','SlipEnded','{"job":1,"number":"A001","outcome":"printed","ticket":1}','2c05d96d19a01aabd87b27dc39896dc91cdb1ba1324e074dd7e464be9121e3ed');
INSERT INTO "log" VALUES(11,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":1},"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"ticket":1}','58e9a13b40ff55eb8f2136404697fd5c3bec0b17dbad2c1fcec94cbeed3ac5df');
INSERT INTO "log" VALUES(12,'2026-07-02T01:30:00.000Z','ServiceFinished','{"area":"A","counter":1,"leg":1,"number":"A001","officer":null,"ticket":1}','cafbe11ae30070a1e70f7b9b867b6bb165de39b5b59feace4376e119b59777dd');
INSERT INTO "log" VALUES(13,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":2},"area":"A","counter":1,"leg":2,"number":"A002","officer":null,"ticket":2}','16d0dab6701261fc585071e0aeff9d83b804f9e5aeb456b72a8c82757f56c5f5');
INSERT INTO "log" VALUES(14,'2026-07-02T01:30:00.000Z','TicketRecalled','{"announced":{"1":3},"area":"A","counter":1,"leg":2,"number":"A002","officer":null,"ticket":2}','7cf240b7921069091629fed71f861d39bba9b3bfeac366e270522ef51a2410b8');
INSERT INTO "log" VALUES(15,'2026-07-02T01:30:00.000Z','TicketAbsent','{"area":"A","counter":1,"leg":2,"number":"A002","officer":null,"ticket":2}','98beea27a82304f6f3809c818e312f0dd485383d268dc5b579e91afb71b4d31c');
INSERT INTO "log" VALUES(16,'2026-07-02T01:30:00.000Z','TicketCalled','{"announced":{"1":4},"area":"C","counter":1,"leg":3,"number":"C001","officer":null,"ticket":3}','803aae2acb662f6b96825af410a40b96999f46e724185c5373895cc9700b027c');
INSERT INTO "log" VALUES(17,'2026-07-03T01:30:00.000Z','TicketLeft','{"area":"A","leg":2,"number":"A002","reason":"day-ended","ticket":2}','2f25c4fdad75ffb77f78540343f06feec2c2936fde7fc17d881dd18d97aecb50');
INSERT INTO "log" VALUES(18,'2026-07-03T01:30:00.000Z','TicketLeft','{"area":"C","leg":3,"number":"C001","reason":"day-ended","ticket":3}','403b15af852526eb2b0663c1833c4dbacb177e539d67d38b71935340922ec47f');
INSERT INTO "log" VALUES(19,'2026-07-03T01:30:00.000Z','TicketLeft','{"area":"C","leg":4,"number":"C002","reason":"day-ended","ticket":4}','5bf31f5a8d1e6f84c57055d285fef8e3baf3c5777859c16d8f89a7c5bf134a7e');
INSERT INTO "log" VALUES(20,'2026-07-03T01:30:00.000Z','DaySealed','{"day":"2026-07-02","done":1,"head":"5bf31f5a8d1e6f84c57055d285fef8e3baf3c5777859c16d8f89a7c5bf134a7e","left":3,"tickets":4}','3bdb61914c78d9da2951ee9d45b628af1dcb95ba3e8250ef9351617df41126f2');
INSERT INTO "log" VALUES(21,'2026-07-03T01:30:00.000Z','DayOpened','{"day":"2026-07-03"}','74c2dc4227168396797b2ca42172f62b7e239b55bdb46a3627bbb9d002207921');
INSERT INTO "log" VALUES(22,'2026-07-03T01:30:00.000Z','TicketIssued','{"ahead":0,"area":"A","day":"2026-07-03","high_s":null,"job":5,"leg":5,"low_s":null,"number":"A001","priority":"elderly","ticket":5,"token_digest":"54561f7c498c1c9d3ce9de9ada04911a86127dcf2b27654dd93e2c14042ea5ae","turn_at":"2026-07-03T00:30:00.000Z","unsure":false,"via":"kiosk"}','446e865c64e3a8008a63fc0c51a2c9f6453a6bd4531c49b1394628e1e39e6d05');
INSERT INTO "log" VALUES(23,'2026-07-03T01:30:00.000Z','TicketIssued','{"ahead":1,"area":"A","day":"2026-07-03","high_s":null,"job":6,"leg":6,"low_s":null,"number":"A002","priority":"elderly","ticket":6,"token_digest":"0b3fff95b6edbe79b5565fdf48823528bc8ef298bcd7a01a8e5a144e7eed6773","turn_at":"2026-07-03T00:30:00.000Z","unsure":false,"via":"kiosk"}','0d5586d750624d616c77a913d04e863197fc9037b5fe992c16cd21c8153d49b6');
INSERT INTO "log" VALUES(24,'2026-07-03T01:30:00.000Z','TicketIssued','{"ahead":2,"area":"C","day":"2026-07-03","high_s":null,"job":7,"leg":7,"low_s":null,"number":"C001","priority":"elderly","ticket":7,"token_digest":"f0d77ae77c2c33372ef4b252e99128712ebd99b51be2e2e935bedf4152d1bce2","turn_at":"2026-07-03T00:30:00.000Z","unsure":false,"via":"kiosk"}','a9ed094342efd76c0ce0bd3c167519ac5ce5659fcdc6940047ff5bc123a5f251');
INSERT INTO "log" VALUES(25,'2026-07-03T01:30:00.000Z','TicketIssued','{"ahead":3,"area":"C","day":"2026-07-03","high_s":null,"job":8,"leg":8,"low_s":null,"number":"C002","priority":"elderly","ticket":8,"token_digest":"117f8c877221155a15f7eac2912abc309219c4ecae44113aef68b25e74db5249","turn_at":"2026-07-03T00:30:00.000Z","unsure":false,"via":"kiosk"}','25085d9a91d9f4dd5d9ec7aea52c6d21a54624122999de82b1b384568dca723e');
INSERT INTO "log" VALUES(26,'2026-07-03T01:30:00.000Z','SlipEnded','{"job":2,"number":"A002","outcome":"expired","ticket":2}','f77445eaa92ff138abfc53e3a123c2d611dcbc7bb77a44a5e7022334b1704eaa');
INSERT INTO "log" VALUES(27,'2026-07-03T01:30:00.000Z','SlipEnded','{"job":3,"number":"C001","outcome":"expired","ticket":3}','302ae0d387e7969013e402158983394d1e6d602b02154fc57d5e2fb4f2b7e913');
INSERT INTO "log" VALUES(28,'2026-07-03T01:30:00.000Z','SlipEnded','{"job":4,"number":"C002","outcome":"expired","ticket":4}','f9aaabcaedeba440fd1f3e2b4ff6d4c3028a50f4a6075246d61409159d541da4');
INSERT INTO "log" VALUES(29,'2026-07-03T01:30:00.000Z','SlipEnded','{"job":5,"number":"A001","outcome":"printed","ticket":5}','57e688f9a610e56c32fee86ab5e6112cf16592130102609ef00831604261c339');
INSERT INTO "log" VALUES(30,'2026-07-03T01:30:00.000Z','TicketCalled','{"announced":{"1":5},"area":"A","counter":1,"leg":5,"number":"A001","officer":null,"ticket":5}','a6a85d9d9df973e81439c70d2b16c8454106ef2798559a767eae9e62d6ccd4ff');
INSERT INTO "log" VALUES(31,'2026-07-03T01:30:00.000Z','ServiceFinished','{"area":"A","counter":1,"leg":5,"number":"A001","officer":null,"ticket":5}','9b9cb768e6eab9c54e8a2e8fddbb56e70b429becdc1c011deab50a5c74d14242');
INSERT INTO "log" VALUES(32,'2026-07-03T01:30:00.000Z','TicketCalled','{"announced":{"1":6},"area":"A","counter":1,"leg":6,"number":"A002","officer":null,"ticket":6}','583938171dd006d369c16493e08d5b5f28b64b98776a2ea4b614e57ad5c148af');
INSERT INTO "log" VALUES(33,'2026-07-03T01:30:00.000Z','TicketRecalled','{"announced":{"1":7},"area":"A","counter":1,"leg":6,"number":"A002","officer":null,"ticket":6}','ff047e32882240eb01501eda7a556c7fb631efd05d3f97bfe8e6050edf3c6fe9');
INSERT INTO "log" VALUES(34,'2026-07-03T01:30:00.000Z','TicketAbsent','{"area":"A","counter":1,"leg":6,"number":"A002","officer":null,"ticket":6}','31aeb462a1fd59dd31409becbade8622e60ebf6ea7c1ff43b30bc2d918b6c900');
INSERT INTO "log" VALUES(35,'2026-07-03T01:30:00.000Z','TicketCalled','{"announced":{"1":8},"area":"C","counter":1,"leg":7,"number":"C001","officer":null,"ticket":7}','65f1e9f27e3cd7b5cfc8f7e659c320aeed852d295aa35285b7c5b3192423b6d7');
CREATE TABLE numbering (day TEXT NOT NULL, area TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (day, area))
STRICT, WITHOUT ROWID;
INSERT INTO "numbering" VALUES('2026-07-02','A',2);
INSERT INTO "numbering" VALUES('2026-07-02','C',2);
INSERT INTO "numbering" VALUES('2026-07-03','A',2);
INSERT INTO "numbering" VALUES('2026-07-03','C',2);
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
) STRICT;
INSERT INTO "officers" VALUES(1,'an','An','$argon2id$v=19$m=65536,t=3,p=4$d0isN01QJpyTczPbmCPU5w$WEp2kLJqwy7D49M9jAIN3po170KkjkqUJV1Aj/7Gyik',1);
CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, copy INTEGER NOT NULL, state TEXT NOT NULL,
    ahead INTEGER NOT NULL, low_s INTEGER, high_s INTEGER, created_at TEXT NOT NULL, ended_at TEXT
) STRICT;
INSERT INTO "print_jobs" VALUES(1,1,0,'printed',0,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-02T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(2,2,0,'expired',1,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(3,3,0,'expired',2,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(4,4,0,'expired',3,NULL,NULL,'2026-07-02T01:30:00.000Z','2026-07-03T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(5,5,0,'printed',0,NULL,NULL,'2026-07-03T01:30:00.000Z','2026-07-03T01:30:00.000Z');
INSERT INTO "print_jobs" VALUES(6,6,0,'queued',1,NULL,NULL,'2026-07-03T01:30:00.000Z',NULL);
INSERT INTO "print_jobs" VALUES(7,7,0,'queued',2,NULL,NULL,'2026-07-03T01:30:00.000Z',NULL);
INSERT INTO "print_jobs" VALUES(8,8,0,'queued',3,NULL,NULL,'2026-07-03T01:30:00.000Z',NULL);
CREATE TABLE printer_states (name TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE printers (name TEXT PRIMARY KEY, target TEXT NOT NULL, width_mm INTEGER NOT NULL) STRICT;
INSERT INTO "printers" VALUES('slips','tcp://127.0.0.1:9100',80);
CREATE TABLE priority_classes (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
    head_start_s INTEGER NOT NULL CHECK (head_start_s >= 0)
) STRICT;
INSERT INTO "priority_classes" VALUES('elderly',0,'Người từ 60 tuổi trở lên','Aged 60 or over',3600);
INSERT INTO "priority_classes" VALUES('disabled',1,'Người khuyết tật nặng, đặc biệt nặng','Severe disability',3600);
INSERT INTO "priority_classes" VALUES('pregnant',2,'Phụ nữ mang thai','Pregnant',3600);
INSERT INTO "priority_classes" VALUES('infant',3,'Người đi cùng con dưới 36 tháng tuổi','With a child under 3',3600);
INSERT INTO "priority_classes" VALUES('merit',4,'Người có công với cách mạng','Person of merit (war service)',3600);
CREATE TABLE procedures (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, ministry TEXT NOT NULL, field TEXT NOT NULL, level TEXT NOT NULL,
    kind TEXT NOT NULL, decision TEXT NOT NULL, audience TEXT NOT NULL, agency TEXT NOT NULL, channels TEXT NOT NULL,
    duration REAL, unit TEXT NOT NULL, free INTEGER NOT NULL, fee TEXT NOT NULL, results TEXT NOT NULL
) STRICT;
INSERT INTO "procedures" VALUES('1.000001','Khai sinh','Bộ Tư pháp','Hộ tịch','','','','','','',3.0,'day',1,'','');
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, area TEXT NOT NULL, serial INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE, priority TEXT, unsure INTEGER NOT NULL, issued_at TEXT NOT NULL,
    carried_from INTEGER UNIQUE REFERENCES tickets,
    UNIQUE (day, area, serial)
) STRICT;
INSERT INTO "tickets" VALUES(1,'2026-07-02','A',1,'uMzrioZuCj0ImBIHcHHk9g','elderly',0,'2026-07-02T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(2,'2026-07-02','A',2,'jirkZ862SVYsoZD69m4HYQ','elderly',0,'2026-07-02T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(3,'2026-07-02','C',1,'xequZYnyPnKFzMBotzGXRg','elderly',0,'2026-07-02T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(4,'2026-07-02','C',2,'j-gJmBb4-YT2WfjlAQ9cQA','elderly',0,'2026-07-02T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(5,'2026-07-03','A',1,'ofYwq1TA6aZ3ryNyXSw4HA','elderly',0,'2026-07-03T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(6,'2026-07-03','A',2,'YcRqbTzQwr3BeHMTd0q3BA','elderly',0,'2026-07-03T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(7,'2026-07-03','C',1,'WgTptOm74M_R5Z_B7RXEbw','elderly',0,'2026-07-03T01:30:00.000Z',NULL);
INSERT INTO "tickets" VALUES(8,'2026-07-03','C',2,'gAV92ZY4HZZK6HwyYSH4kg','elderly',0,'2026-07-03T01:30:00.000Z',NULL);
CREATE TABLE zones (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL
) STRICT;
INSERT INTO "zones" VALUES('1',0,'Khu vực chờ 1','Waiting area 1');
INSERT INTO "zones" VALUES('2',1,'Khu vực chờ 2','Waiting area 2');
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('log',35);
COMMIT;
