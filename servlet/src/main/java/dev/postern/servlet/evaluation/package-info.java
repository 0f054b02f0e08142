/** Measures how well a reader answers: challenges in files, and answers graded. */
@NullMarked
package dev.postern.servlet.evaluation;

import org.jspecify.annotations.NullMarked;
