package dev.postern.servlet;

/**
 * The page that asks.
 *
 * @param key the site that it speaks for
 * @param hostname where it is
 * @param isBusy whether the site's visitors have used up half of what its key allows all of them: work gets dearer before anyone is refused for that
 */
record PageCaller(SiteKey key, String hostname, boolean isBusy) {}
