package dev.hayase.local.school;

import static dev.hayase.local.school.SchoolTables.ANSWERS;
import static dev.hayase.local.school.SchoolTables.COURSES;
import static dev.hayase.local.school.SchoolTables.ENROLMENTS;
import static dev.hayase.local.school.SchoolTables.LEARNERS;
import static dev.hayase.local.school.SchoolTables.MEMBERSHIP_PAYMENTS;
import static dev.hayase.local.school.SchoolTables.PAYMENTS;

import dev.hayase.local.sample.Change;
import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What happens at the school, without end: answers come in, payments change, learners move, rows
/// get new keys or go, several things happen at once, and some are taken back.
final class SchoolLife implements Iterator<Transaction> {
  private final SchoolRows rows;
  private final RandomGenerator random;
  private final Map<String, LiveKeys> keys = new HashMap<>();

  /// Numbers never used before, for keys that cannot be taken.
  private long fresh;

  SchoolLife(SchoolRows rows, RandomGenerator random, long learners) {
    this.rows = rows;
    this.random = random;
    this.fresh = learners + 1_000_000;
    SchoolTables.ALL.forEach(table -> keys.put(table.name(), new LiveKeys(random)));
  }

  /// Takes note of a row that exists.
  void born(TableShape table, List<String> key) {
    live(table).add(key);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Transaction next() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      return Transaction.committed(insert());
    } else if (dice < 70) {
      return Transaction.committed(List.of(update()));
    } else if (dice < 75) {
      return Transaction.committed(List.of(updateOfWideText()));
    } else if (dice < 82) {
      return Transaction.committed(List.of(newKey()));
    } else if (dice < 89) {
      return Transaction.committed(List.of(delete()));
    } else if (dice < 96) {
      return Transaction.committed(severalAtOnce());
    } else {
      return new Transaction(takenBack(), Transaction.Ending.ROLLBACK);
    }
  }

  private List<Change> insert() {
    List<Change> changes = new ArrayList<>();
    switch (random.nextInt(7)) {
      case 0 -> {
        long learner = fresh++;
        changes.add(insert(LEARNERS, rows.learner(learner)));
        changes.add(insert(ENROLMENTS, rows.enrolment(learner, anyCourse())));
      }
      case 1 -> changes.add(insert(PAYMENTS, rows.payment(anyLearner())));
      case 2 -> changes.add(insert(MEMBERSHIP_PAYMENTS, rows.membershipPayment(anyLearner())));
      default -> {
        long learner = anyLearner();
        String course = anyCourse();
        for (int i = random.nextInt(3); i >= 0; i--) {
          changes.add(insert(ANSWERS, rows.answer(learner, course, freshQuestion(), 1)));
        }
      }
    }
    return changes;
  }

  private Change insert(TableShape table, Row row) {
    born(table, table.keyOf(row));
    return new Change.Insert(table, row);
  }

  /// Leaves learners' biographies alone: PostgreSQL then does not log the wide ones.
  private Change update() {
    Words words = rows.words();
    return switch (random.nextInt(6)) {
      case 0 -> update(LEARNERS, "balance", words.decimal(-9_999_999, 9_999_999, 2));
      case 1 -> update(ENROLMENTS, "progress", words.fraction());
      case 2 -> update(PAYMENTS, "state", words.oneOf("pending", "paid", "refunded", "失敗"));
      case 3 -> update(ANSWERS, "score", words.sometimes(0.8, () -> words.decimal(0, 9, 3)));
      case 4 -> update(MEMBERSHIP_PAYMENTS, "state", words.oneOf("paid", "paid", "refunded"));
      default -> update(COURSES, "rating", words.sometimes(0.9, words::fraction));
    };
  }

  private Change updateOfWideText() {
    return update(LEARNERS, "biography", rows.biography());
  }

  private Change newKey() {
    return switch (random.nextInt(3)) {
      case 0 -> newKey(LEARNERS, "id", Long.toString(fresh++));
      case 1 -> newKey(ENROLMENTS, "learner_id", Long.toString(fresh++));
      default -> newKey(ANSWERS, "question", Long.toString(freshQuestion()));
    };
  }

  private Change newKey(TableShape table, String column, String value) {
    if (live(table).isEmpty()) {
      return insert(table, rowOf(table));
    }
    List<String> old = live(table).take();
    List<String> moved = new ArrayList<>(old);
    moved.set(table.key().indexOf(column), value);
    born(table, moved);
    return new Change.Update(table, old, values(column, value));
  }

  private Change delete() {
    List<TableShape> tables =
        List.of(ANSWERS, ANSWERS, PAYMENTS, MEMBERSHIP_PAYMENTS, ENROLMENTS, LEARNERS);
    TableShape table = tables.get(random.nextInt(tables.size()));
    return live(table).isEmpty()
        ? insert(table, rowOf(table))
        : new Change.Delete(table, live(table).take());
  }

  /// Among them a row that is born, changed and gone within the transaction.
  private List<Change> severalAtOnce() {
    List<Change> changes = new ArrayList<>();
    for (int i = random.nextInt(4, 12); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> changes.addAll(insert());
        case 1 -> changes.add(newKey());
        case 2 -> changes.add(delete());
        default -> changes.add(update());
      }
    }
    Row shortLived = rows.payment(anyLearner());
    List<String> key = PAYMENTS.keyOf(shortLived);
    changes.add(new Change.Insert(PAYMENTS, shortLived));
    changes.add(new Change.Update(PAYMENTS, key, values("note", "gone in a moment")));
    changes.add(new Change.Delete(PAYMENTS, key));
    return changes;
  }

  /// Nothing of it is remembered.
  private List<Change> takenBack() {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Insert(LEARNERS, rows.learner(fresh++)));
    for (TableShape table : List.of(ANSWERS, PAYMENTS)) {
      if (!live(table).isEmpty()) {
        changes.add(new Change.Delete(table, live(table).any()));
      }
    }
    return changes;
  }

  private Change update(TableShape table, String column, @Nullable String value) {
    return live(table).isEmpty()
        ? insert(table, rowOf(table))
        : new Change.Update(table, live(table).any(), values(column, value));
  }

  private Row rowOf(TableShape table) {
    return switch (table.name()) {
      case "learners" -> rows.learner(fresh++);
      case "courses" -> rows.course(fresh++);
      case "enrolments" -> rows.enrolment(fresh++, anyCourse());
      case "payments" -> rows.payment(anyLearner());
      case "membership_payments" -> rows.membershipPayment(anyLearner());
      default -> rows.answer(anyLearner(), anyCourse(), freshQuestion(), 1);
    };
  }

  private long anyLearner() {
    LiveKeys learners = live(LEARNERS);
    return learners.isEmpty() ? 1 : Long.parseLong(learners.any().getFirst());
  }

  private String anyCourse() {
    LiveKeys courses = live(COURSES);
    return courses.isEmpty() ? SchoolRows.courseCode(0) : courses.any().getFirst();
  }

  /// The first questions are those of the first rows.
  private long freshQuestion() {
    return fresh++;
  }

  private LiveKeys live(TableShape table) {
    LiveKeys live = keys.get(table.name());
    if (live == null) {
      throw new IllegalArgumentException("no table " + table.name());
    }
    return live;
  }

  private static SequencedMap<String, @Nullable String> values(
      String column, @Nullable String value) {
    SequencedMap<String, @Nullable String> values = new LinkedHashMap<>();
    values.put(column, value);
    return values;
  }
}
