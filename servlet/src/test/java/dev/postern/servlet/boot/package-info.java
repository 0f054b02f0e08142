/**
 * Tests of the packaged jars in real Spring Boot applications, built by Maven for each version and run in processes of their own: as an executable jar,
 * and as a war on Tomcat.
 */
@NullMarked
package dev.postern.servlet.boot;

import org.jspecify.annotations.NullMarked;
