package dev.hayase.local.school;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.SampleDatabase;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The sample learning platform.
public final class School implements SampleDatabase {
  /// The table of which every change is kept in BigQuery.
  public static final List<String> HISTORY_TABLES = List.of("answers");

  private static final int COURSES = 40;
  private static final int QUESTIONS = 50;

  private final long learners;
  private final long enrolments;
  private final long payments;
  private final long memberships;
  private final long answers;
  private final SchoolRows rows;
  private final SchoolLife life;

  /// A school with about `rows` rows in total; the same for the same seed and opening.
  ///
  /// @param opened when its life begins: some memberships end within minutes of it
  public School(long rows, long seed, Instant opened) {
    SplittableRandom random = new SplittableRandom(seed);
    this.learners = Math.max(10, rows / 10);
    this.enrolments = Math.min(learners * COURSES, rows * 3 / 10);
    this.payments = rows * 15 / 100;
    this.memberships = rows * 15 / 100;
    this.answers = Math.max(0, rows - learners - COURSES - enrolments - payments - memberships);
    this.rows = new SchoolRows(random, opened);
    this.life = new SchoolLife(this.rows, random, learners);
  }

  /// The aggregations of the school, and of the streams that its browsers send to, in YAML.
  public static String aggregations() {
    try (InputStream yaml = School.class.getResourceAsStream("aggregations.yaml")) {
      return new String(Objects.requireNonNull(yaml).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "school";
  }

  @Override
  public List<String> preamble() {
    return SchoolTables.TYPES;
  }

  @Override
  public List<TableShape> tables() {
    return SchoolTables.ALL;
  }

  @Override
  public List<String> epilogue() {
    return SchoolTables.SETTINGS;
  }

  @Override
  public Stream<Row> firstRows(TableShape table) {
    Stream<Row> first =
        switch (table.name()) {
          case "learners" -> numbers(learners).mapToObj(n -> rows.learner(n + 1));
          case "courses" -> numbers(COURSES).mapToObj(rows::course);
          case "enrolments" -> numbers(enrolments).mapToObj(this::enrolment);
          case "payments" -> numbers(payments).mapToObj(n -> rows.payment(n % learners + 1));
          case "membership_payments" ->
              numbers(memberships).mapToObj(n -> rows.membershipPayment(n % learners + 1));
          case "answers" -> numbers(answers).mapToObj(this::answer);
          default -> throw new IllegalArgumentException("no table " + table.name());
        };
    return first.peek(row -> life.born(table, table.keyOf(row)));
  }

  @Override
  public Iterator<Transaction> transactions() {
    return life;
  }

  /// The code of a course, the first of which has the number 0.
  public static String courseCode(long number) {
    return SchoolRows.courseCode(number);
  }

  /// Each learner is in the first course, then each in the second, and so on.
  private Row enrolment(long n) {
    return rows.enrolment(n % learners + 1, SchoolRows.courseCode(n / learners));
  }

  /// Likewise question by question, so that no two have one key.
  private Row answer(long n) {
    long round = n / learners;
    return rows.answer(
        n % learners + 1,
        SchoolRows.courseCode(round / QUESTIONS % COURSES),
        round % QUESTIONS + 1,
        (int) (round / QUESTIONS / COURSES) + 1);
  }

  private static LongStream numbers(long count) {
    return LongStream.range(0, count);
  }
}
