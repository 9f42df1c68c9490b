/// The sample learning platform: learners, courses, enrolments, payments and answers, with every
/// PostgreSQL type that matters, and the life they lead. Deterministic for a seed. Start with
/// [dev.hayase.local.school.School].
@NullMarked
package dev.hayase.local.school;

import org.jspecify.annotations.NullMarked;
