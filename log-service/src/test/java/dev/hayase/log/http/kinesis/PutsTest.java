package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.event.Receipt;
import dev.hayase.log.http.kinesis.KinesisRequest.Put;
import java.util.List;
import org.junit.jupiter.api.Test;

class PutsTest {
  private static final Puts PUTS =
      new Puts(
          "clicks",
          List.of(
              put("ann", "{\"n\":1}"),
              new Put(new Packing().add("bob", "{\"n\":2}").add("cid", "{\"n\":3}").packed(), "x"),
              put("dan", "{\"n\":4}\n{\"n\":5}\n"),
              put("eve", ""),
              put("fay", "Error: none\n  at home\n")));

  private static Put put(String key, String data) {
    return new Put(data.getBytes(UTF_8), key);
  }

  @Test
  void aRecordBringsAnEventOrWhatIsPackedInItOrItsLines() {
    assertThat(PUTS.events())
        .extracting(PutsTest::text)
        .containsExactly(
            "ann {\"n\":1}",
            "bob {\"n\":2}",
            "cid {\"n\":3}",
            "dan {\"n\":4}",
            "dan {\"n\":5}",
            "eve ",
            "fay Error: none\n  at home");
  }

  private static String text(Offered event) {
    return event.key().orElseThrow() + " " + new String(event.document().bytes(), UTF_8);
  }

  @Test
  void aRecordIsAsGoodAsTheWorstOfItsEvents() {
    // When
    List<PutResult> results =
        PUTS.results(
            List.of(
                new Receipt.Stored("a", 2, 41),
                new Receipt.Stored("b", 0, 7),
                new Receipt.Retry("away"),
                new Receipt.Kept("d", Code.SCHEMA, "odd"),
                new Receipt.Stored("e", 1, 100),
                new Receipt.Refused("large"),
                new Receipt.Stored("g", -1, -1)));

    // Then
    assertThat(results)
        .containsExactly(
            new PutResult.Taken("shardId-000000000002", "10000000000000000041"),
            new PutResult.Again("away"),
            new PutResult.Taken("shardId-000000000001", "10000000000000000100"),
            new PutResult.Refused("large"),
            PutResult.ELSEWHERE);
    assertThat(new String(Encoding.JSON.write(Answers.put(results)), UTF_8))
        .startsWith("{\"FailedRecordCount\":2,\"EncryptionType\":\"NONE\",\"Records\":[{\"Seq")
        .contains(
            "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"away\"}",
            "{\"ErrorCode\":\"InvalidArgumentException\",\"ErrorMessage\":\"large\"}");
  }

  @Test
  void laterSequenceNumbersAreGreaterAsTextsToo() {
    assertThat(sequence(9)).isLessThan(sequence(10));
    assertThat(sequence(10)).isLessThan(sequence(Long.MAX_VALUE));
    assertThat(sequence(0)).isGreaterThan(PutResult.ELSEWHERE.sequence());
  }

  private static String sequence(long offset) {
    return PutResult.of(List.of(new Receipt.Stored("a", 0, offset)))
            instanceof PutResult.Taken taken
        ? taken.sequence()
        : "";
  }
}
