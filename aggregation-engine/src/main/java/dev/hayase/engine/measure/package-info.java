/// What is computed of the rows of one group, and stays right when rows are taken back.
@NullMarked
package dev.hayase.engine.measure;

import org.jspecify.annotations.NullMarked;
