/// Holds docker-compose.yml and the Dockerfile against what they start, without a Docker engine.
@NullMarked
package dev.hayase.local.compose;

import org.jspecify.annotations.NullMarked;
