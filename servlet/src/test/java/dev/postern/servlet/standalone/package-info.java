/**
 * Tests of the packaged standalone jar: a web application that was built without Postern gets the jar into {@code WEB-INF/lib}, on a container
 * in a process of its own that knows no class of Postern's otherwise.
 */
@NullMarked
package dev.postern.servlet.standalone;

import org.jspecify.annotations.NullMarked;
