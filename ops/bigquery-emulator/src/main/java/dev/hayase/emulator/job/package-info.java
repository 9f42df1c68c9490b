/// Query, load and copy jobs: what they are asked, how they run beside each other, what became of
/// them. Start with [Jobs][dev.hayase.emulator.job.Jobs] and [Work][dev.hayase.emulator.job.Work].
@NullMarked
package dev.hayase.emulator.job;

import org.jspecify.annotations.NullMarked;
