package dev.hayase.loader.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicPatternTest {
  @Test
  void everyTableOfASourceIsTakenAndNoDeadLetters() {
    // When
    Pattern pattern = TopicPattern.of(List.of("school", "a.b"), List.of(), false);

    // Then
    assertThat(
            taken(
                pattern,
                "school.public.answers",
                "school.public.answers.dlt",
                "school.public",
                "schools.public.answers",
                "a.b.public.x_2e_y",
                "a+b.public.x"))
        .containsExactly("school.public.answers", "a.b.public.x_2e_y");
  }

  @Test
  void namesAreTakenAsTheyStandAndNoOthers() {
    // Given
    List<String> names =
        Stream.concat(
                IntStream.range(0, 1_000).mapToObj(n -> "events.of" + n),
                Stream.of("a", "a.b", "a.bc", "a-b", "\\Ea|b", "zz"))
            .toList();

    // When
    Pattern pattern = TopicPattern.of(List.of("school"), names, false);

    // Then
    assertThat(names).allMatch(name -> pattern.matcher(name).matches());
    assertThat(
            taken(
                pattern,
                "",
                "a.",
                "a.bd",
                "a.b.dlt",
                "aXb",
                "z",
                "zzz",
                "events.of",
                "events.of1000",
                "events.of01",
                "events.of7.dlt",
                "school.public.answers"))
        .containsExactly("school.public.answers");
  }

  @Test
  void allStreamsAreTakenAndNoneOfTheirQuarantinesOrDeadLetters() {
    // When
    Pattern pattern = TopicPattern.of(List.of("school"), List.of("logs.clicks", "other"), true);

    // Then
    assertThat(
            taken(
                pattern,
                "logs.clicks",
                "logs.anything_2",
                "logs.clicks.quarantine",
                "logs.clicks.dlt",
                "logs.",
                "logsXclicks"))
        .containsExactly("logs.clicks", "logs.anything_2");
  }

  @Test
  void aPipelineWithoutTablesTakesNothing() {
    // When
    Pattern pattern = TopicPattern.of(List.of(), List.of(), false);

    // Then
    assertThat(taken(pattern, "a", "school.public.answers")).isEmpty();
  }

  private static List<String> taken(Pattern pattern, String... topics) {
    return Stream.of(topics).filter(topic -> pattern.matcher(topic).matches()).toList();
  }
}
