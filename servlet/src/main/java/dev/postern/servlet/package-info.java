/** The filter that guards forms, the endpoints that clients call, and the initializer that mounts both. */
@NullMarked
package dev.postern.servlet;

import org.jspecify.annotations.NullMarked;
