@NullMarked
package dev.hayase.cli.demo;

import org.jspecify.annotations.NullMarked;
