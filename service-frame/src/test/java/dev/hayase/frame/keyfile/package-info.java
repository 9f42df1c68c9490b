/// What the file of API keys says, and when it is read again.
@NullMarked
package dev.hayase.frame.keyfile;

import org.jspecify.annotations.NullMarked;
