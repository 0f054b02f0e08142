/** Spent challenges and passes in a Redis or Valkey that nodes share. */
@NullMarked
package dev.postern.token.redis;

import org.jspecify.annotations.NullMarked;
