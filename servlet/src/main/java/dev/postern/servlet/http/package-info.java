/** What all endpoints speak: JSON in and out, problem details, resources and their methods. */
@NullMarked
package dev.postern.servlet.http;

import org.jspecify.annotations.NullMarked;
