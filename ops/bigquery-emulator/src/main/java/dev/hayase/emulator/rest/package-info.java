/// The edge to REST v2: one class per collection of resources. Start with
/// [Routes][dev.hayase.emulator.rest.Routes].
@NullMarked
package dev.hayase.emulator.rest;

import org.jspecify.annotations.NullMarked;
