/// Tests of the whole capture against a real broker and a real PostgreSQL. [Lab] has both, once for
/// all tests; each test has a database and a source of its own.
@NullMarked
package dev.hayase.cdc;

import org.jspecify.annotations.NullMarked;
