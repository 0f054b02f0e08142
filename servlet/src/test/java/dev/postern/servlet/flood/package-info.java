/** Many requests against little memory. */
@org.jspecify.annotations.NullMarked
package dev.postern.servlet.flood;
