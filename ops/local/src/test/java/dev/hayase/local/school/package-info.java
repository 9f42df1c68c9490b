@NullMarked
package dev.hayase.local.school;

import org.jspecify.annotations.NullMarked;
