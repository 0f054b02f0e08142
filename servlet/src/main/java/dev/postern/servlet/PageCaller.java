package dev.postern.servlet;

/**
 * The page that asks.
 *
 * @param key the site that it speaks for
 * @param hostname where it is
 */
record PageCaller(SiteKey key, String hostname) {}
