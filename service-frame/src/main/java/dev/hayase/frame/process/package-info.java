/// The process that a service is: how it starts ([ServiceStart]), what it says when it cannot
/// ([WrongPipelineReport]), whether it is ready ([Reachability]), and when it ends with another one
/// ([ParentWatch]).
@NullMarked
package dev.hayase.frame.process;

import org.jspecify.annotations.NullMarked;
