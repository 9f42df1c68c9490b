/// The demo: a platform on this machine, a sample database, a live workload, a screen, and at the
/// end the proof. The sentence is [dev.hayase.cli.demo.Demo].
@NullMarked
package dev.hayase.cli.demo;

import org.jspecify.annotations.NullMarked;
