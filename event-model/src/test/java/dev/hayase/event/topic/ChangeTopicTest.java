package dev.hayase.event.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTopicTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          public, learners,       school.public.learners
          public, Order Items,    school.public.Order-20Items
          public, a.b,            school.public.a-2Eb
          public, a-b,            school.public.a-2Db
          public, 'say "hi"',     school.public.say-20-22hi-22
          App,    学習者,         school.App.-E5-AD-A6-E7-BF-92-E8-80-85
          """)
  void anyNameHasOneTopicAndReadsBack(String schema, String table, String name) {
    assertThat(new ChangeTopic("school", schema, table).name()).isEqualTo(name);
    assertThat(ChangeTopic.parse(name)).contains(new ChangeTopic("school", schema, table));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hayase.schemas",
        "hayase.public.learners",
        "school.learners",
        "school.public.learners.dlt",
        "school.public.a-2",
        "school.public.a-zz",
        "school.public.-41",
        "school.public.",
        "School.public.learners"
      })
  void otherTopicsAreNoTables(String name) {
    assertThat(ChangeTopic.parse(name)).isEmpty();
  }

  @Test
  void aNameThatKafkaCannotTakeIsRefusedWithItsLength() {
    assertThatThrownBy(() -> new ChangeTopic("school", "public", "学".repeat(63)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "of 585 characters, Kafka allows 249: rename the table or leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hayase", "logs", "agg", "", "School", "1st", "a-b", "a.b"})
  void aSourceNameThatCouldBeNoSegmentIsRefused(String source) {
    assertThatThrownBy(() -> new ChangeTopic(source, "public", "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got '" + source + "'");
  }

  @Test
  void deadLettersOfATableAreNoTable() {
    assertThat(Topics.isDeadLetters(Topics.deadLetters("school.public.learners"))).isTrue();
    assertThat(Topics.isDeadLetters("school.public.dlt")).isFalse();
    assertThat(Topics.isDeadLetters("school.public.learners")).isFalse();
  }
}
