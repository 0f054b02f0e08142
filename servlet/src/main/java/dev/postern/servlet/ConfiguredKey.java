package dev.postern.servlet;

import dev.postern.Site;
import dev.postern.account.KeyHash;
import dev.postern.limit.Rate;
import java.util.Optional;

/**
 * A secret key that stands in the configuration.
 *
 * @param rate how often it may be used; any number of times if empty
 */
record ConfiguredKey(KeyHash hash, Site site, Optional<Rate> rate) {}
