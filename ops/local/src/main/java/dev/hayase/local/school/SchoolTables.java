package dev.hayase.local.school;

import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.TableShape.ColumnShape;
import java.util.List;

/// The tables of the learning platform.
final class SchoolTables {
  static final TableShape LEARNERS =
      new TableShape(
          "learners",
          List.of(
              required("id", "bigint"),
              required("public_id", "uuid"),
              required("name", "text"),
              optional("email", "varchar(200)"),
              optional("born", "date"),
              required("active", "boolean"),
              optional("country", "char(2)"),
              required("balance", "numeric(12,2)"),
              optional("profile", "jsonb"),
              optional("avatar", "bytea"),
              optional("tags", "text[]"),
              optional("biography", "text"),
              required("joined_at", "timestamptz")),
          List.of("id"));

  static final TableShape COURSES =
      new TableShape(
          "courses",
          List.of(
              required("code", "text"),
              required("title", "text"),
              optional("level", "smallint"),
              optional("places", "integer"),
              optional("weight", "real"),
              optional("rating", "double precision"),
              optional("price", "numeric(38,9)"),
              optional("topics", "text[]"),
              optional("lecture_ids", "bigint[]"),
              optional("starts_on", "date"),
              optional("daily_at", "time"),
              optional("announced_at", "timestamp"),
              optional("syllabus", "json")),
          List.of("code"));

  static final TableShape ENROLMENTS =
      new TableShape(
          "enrolments",
          List.of(
              required("learner_id", "bigint"),
              required("course_code", "text"),
              required("state", "enrolment_state"),
              optional("progress", "double precision"),
              optional("grade", "numeric(5,2)"),
              required("enrolled_at", "timestamptz"),
              optional("finished_at", "timestamp")),
          List.of("learner_id", "course_code"));

  static final TableShape PAYMENTS =
      new TableShape(
          "payments",
          List.of(
              required("id", "uuid"),
              required("learner_id", "bigint"),
              required("amount", "numeric(38,9)"),
              required("currency", "char(3)"),
              required("state", "payment_state"),
              optional("fees", "numeric(10,4)[]"),
              optional("receipt", "bytea"),
              optional("note", "text"),
              optional("paid_at", "timestamptz")),
          List.of("id"));

  static final TableShape MEMBERSHIP_PAYMENTS =
      new TableShape(
          "membership_payments",
          List.of(
              required("id", "uuid"),
              required("learner_id", "bigint"),
              required("plan", "text"),
              required("amount", "numeric(12,2)"),
              required("state", "payment_state"),
              required("paid_at", "timestamptz"),
              optional("valid_until", "timestamptz")),
          List.of("id"));

  static final TableShape ANSWERS =
      new TableShape(
          "answers",
          List.of(
              required("learner_id", "bigint"),
              required("course_code", "text"),
              required("question", "integer"),
              required("attempt", "smallint"),
              optional("answer", "text"),
              optional("correct", "boolean"),
              optional("score", "numeric"),
              optional("took", "interval"),
              optional("client", "jsonb"),
              required("answered_at", "timestamptz")),
          List.of("learner_id", "course_code", "question", "attempt"));

  static final List<TableShape> ALL =
      List.of(LEARNERS, COURSES, ENROLMENTS, PAYMENTS, MEMBERSHIP_PAYMENTS, ANSWERS);

  static final List<String> TYPES =
      List.of(
          "CREATE TYPE enrolment_state AS ENUM ('enrolled', 'active', 'finished', 'withdrawn')",
          "CREATE TYPE payment_state AS ENUM ('pending', 'paid', 'refunded', '失敗')");

  static final List<String> SETTINGS =
      List.of(
          // Out of line and not compressed, so that an update that leaves it alone does not log it.
          "ALTER TABLE learners ALTER COLUMN biography SET STORAGE EXTERNAL",
          // A table whose every change is kept needs whole rows in the log.
          "ALTER TABLE answers REPLICA IDENTITY FULL");

  private SchoolTables() {}

  private static ColumnShape required(String name, String type) {
    return new ColumnShape(name, type, false);
  }

  private static ColumnShape optional(String name, String type) {
    return new ColumnShape(name, type, true);
  }
}
