/** How often the challenges of each API key were issued, verified and redeemed, and how well: counted, kept and summed up. */
@NullMarked
package dev.postern.analytics;

import org.jspecify.annotations.NullMarked;
