/// What stands in place of personal data, alike in every service that conceals it.
@NullMarked
package dev.hayase.pipeline.personal;

import org.jspecify.annotations.NullMarked;
