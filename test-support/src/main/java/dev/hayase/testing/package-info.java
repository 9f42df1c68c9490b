/// What the tests of several modules share: [HouseRules], the form of the code that the compiler
/// does not check.
@NullMarked
package dev.hayase.testing;

import org.jspecify.annotations.NullMarked;
