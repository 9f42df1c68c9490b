/// A class of a user's, with its test.
@NullMarked
package dev.hayase.engine.example;

import org.jspecify.annotations.NullMarked;
