package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.Column;
import dev.hayase.event.wire.Headers;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A MariaDB's changes in their topics: snapshot, log, restart.
class MariaDbTest {
  private final Shop shop = Lab.mariadbShop();

  @AfterEach
  void end() {
    shop.close();
  }

  @Test
  void aTableIsReadThenFollowedAndGoesOnAfterARestart() {
    // Given
    shop.sql(
        "CREATE TABLE goods (id int PRIMARY KEY, name varchar(20) CHARACTER SET latin1)",
        "INSERT INTO goods VALUES (1, 'Käse'), (2, 'Brot')");
    SourceCapture capture = shop.streaming();

    // When
    shop.sql(
        "INSERT INTO goods VALUES (3, 'Öl €')",
        "UPDATE goods SET name = 'Milch' WHERE id = 1",
        "DELETE FROM goods WHERE id = 2");
    shop.awaitRecords("goods", 7);
    School.stop(capture);
    shop.sql("UPDATE goods SET id = 9 WHERE id = 3", "TRUNCATE goods");
    shop.streaming();
    shop.awaitRecords("goods", 10);

    // Then
    assertThat(shop.records("goods"))
        .extracting(Received::change)
        .containsExactly(
            "snapshot-start",
            "r null {\"id\":1,\"name\":\"Käse\"}",
            "r null {\"id\":2,\"name\":\"Brot\"}",
            "snapshot-end",
            "c null {\"id\":3,\"name\":\"Öl €\"}",
            "u {\"id\":1,\"name\":\"Käse\"} {\"id\":1,\"name\":\"Milch\"}",
            "d {\"id\":2,\"name\":\"Brot\"} null",
            "d {\"id\":3,\"name\":\"Öl €\"} null",
            "c null {\"id\":9,\"name\":\"Öl €\"}",
            "truncate");
    assertThat(shop.records("goods"))
        .extracting(r -> r.sequence().ordinal())
        .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
  }

  @Test
  void everyTypeArrivesWholeAndAlikeFromTheSnapshotAndFromTheLog() {
    // Given
    shop.sql(
        """
        CREATE TABLE extremes (id int PRIMARY KEY, ti tinyint, tu tinyint unsigned, su smallint unsigned,
          mu mediumint unsigned, iu int unsigned, bi bigint, bu bigint unsigned, z int(8) zerofill,
          d decimal(12,2), dl decimal(65,30), f float, db double, y year, da date, t time(6), t0 time,
          dt datetime(3), dt0 datetime, ts timestamp(6) NULL, ts0 timestamp NULL, b1 bit(1), b12 bit(12), e enum('a','o k','ü'),
          s set('x','y','z'), c char(5), v varchar(20) CHARACTER SET utf8mb4, l varchar(20) CHARACTER SET latin1,
          u16 varchar(10) CHARACTER SET utf16, tx mediumtext, bin binary(4), vb varbinary(8), bl blob, g geometry,
          j json, gen int AS (id * 2) VIRTUAL, st int AS (id * 3) STORED)\
        """,
        "SET SESSION sql_mode = ''",
        """
        INSERT INTO extremes (id,ti,tu,su,mu,iu,bi,bu,z,d,dl,f,db,y,da,t,t0,dt,dt0,ts,ts0,b1,b12,e,s,c,v,l,u16,tx,bin,vb,bl,g,j)
        VALUES
        (1,-128,255,65535,16777215,4294967295,-9223372036854775808,18446744073709551615,42,-9999999999.99,
          0.000000000000000000000000000001,3.4028235e38,1.7976931348623157e308,2155,'9999-12-31','838:59:59.999999','-838:59:59',
          '9999-12-31 23:59:59.999','1000-01-01 00:00:00','2038-01-19 03:14:07.999999','1970-01-01 00:00:01',b'1',b'101010101010',
          'ü','x,z','ab ','流れ 🎓','Käse €','流🎓','t',x'01020000',x'00ff00','',ST_GeomFromText('POINT(1 2)'),'{"a": 1, "b": [1, 2]}'),
        (2,127,0,0,0,0,9223372036854775807,0,0,0,-1.5,1.17549e-38,0.1,1901,'0000-00-00','-00:00:00.100000','00:00:00',
          '0000-00-00 00:00:00','2024-02-30 10:00:00','0000-00-00 00:00:00','0000-00-00',b'0',b'0','nothing','','','','','','',
          '','',x'00',NULL,'null'),
        (3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-0.1,-1e-300,0,'2024-01-00','00:00:00.000001','-12:00:01',
          '2024-01-31 00:00:00.5',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL)\
        """);
    shop.streaming();

    // When
    shop.sql(
        "SET SESSION sql_mode = ''",
        "SET SESSION time_zone = '+09:00'",
        "CREATE TEMPORARY TABLE kept AS SELECT * FROM extremes",
        "DELETE FROM extremes",
        """
        INSERT INTO extremes (id,ti,tu,su,mu,iu,bi,bu,z,d,dl,f,db,y,da,t,t0,dt,dt0,ts,ts0,b1,b12,e,s,c,v,l,u16,tx,bin,vb,bl,g,j)
        SELECT id,ti,tu,su,mu,iu,bi,bu,z,d,dl,f,db,y,da,t,t0,dt,dt0,ts,ts0,b1,b12,e,s,c,v,l,u16,tx,bin,vb,bl,g,j FROM kept ORDER BY id\
        """);
    shop.awaitRecords("extremes", 11);

    // Then
    assertThat(rows("c")).isEqualTo(rows("r"));
    assertThat(rows("r").getFirst())
        .contains(
            "\"bu\":\"18446744073709551615\"",
            "\"iu\":4294967295",
            "\"t\":\"838:59:59.999999\"",
            "\"ts\":\"2038-01-19T03:14:07.999999Z\"",
            "\"dl\":\"0.000000000000000000000000000001\"",
            "\"f\":3.4028235E38",
            "\"v\":\"流れ 🎓\"",
            "\"e\":\"ü\"",
            "\"s\":\"x,z\"",
            "\"bin\":\"AQIAAA==\"",
            "\"gen\":2,\"st\":3");
    assertThat(rows("r").get(1))
        .contains(
            "\"da\":\"0000-00-00\"",
            "\"dt\":\"0000-00-00T00:00:00.000\"",
            "\"ts\":\"0000-00-00T00:00:00.000000Z\"",
            "\"t\":\"-00:00:00.100000\"");
  }

  private List<String> rows(String op) {
    return shop.records("extremes").stream()
        .filter(r -> !r.isControl() && r.value().get("op").asString().equals(op))
        .map(r -> r.value().get("after").toString())
        .toList();
  }

  @Test
  void theServersTimeIsAnnouncedAlsoWhenNothingHappens() {
    // Given
    shop.sql("CREATE TABLE quiet (id int PRIMARY KEY)", "INSERT INTO quiet VALUES (1)");
    Instant begin = Instant.now();

    // When
    shop.streaming();

    // Then
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(
            () -> shop.watermarks().stream().filter(w -> w.through().isAfter(begin)).count() >= 3);
  }

  @Test
  void anAddedRenamedAndDroppedColumnIsKnownBeforeItsFirstRow() {
    // Given
    shop.sql("CREATE TABLE wares (id int PRIMARY KEY, a int)", "INSERT INTO wares VALUES (1, 1)");
    SourceCapture capture = shop.streaming();

    // When
    shop.sql(
        "ALTER TABLE wares ADD COLUMN b bigint unsigned",
        "INSERT INTO wares VALUES (2, 2, 3)",
        "ALTER TABLE wares RENAME COLUMN a TO c");
    shop.awaitRecords("wares", 4);
    School.stop(capture);
    shop.sql(
        "INSERT INTO wares VALUES (3, 4, 5)",
        "ALTER TABLE wares DROP COLUMN b",
        "INSERT INTO wares VALUES (4, 5)");
    shop.streaming();
    List<Received> records = shop.awaitRecords("wares", 6);

    // Then
    assertThat(records.subList(3, 6))
        .extracting(r -> r.value().get("after").toString())
        .containsExactly(
            "{\"id\":2,\"a\":2,\"b\":\"3\"}",
            "{\"id\":3,\"c\":4,\"b\":\"5\"}",
            "{\"id\":4,\"c\":5}");
    assertThat(shop.schema(records.get(4).header(Headers.SCHEMA)).columns())
        .extracting(Column::name)
        .containsExactly("id", "c", "b");
  }
}
