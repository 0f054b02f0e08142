package dev.postern.account;

import dev.postern.Site;
import dev.postern.challenge.digits.Digits;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key as its owner sees it. The key itself is not in it: nobody has it but whoever was shown it when it was made.
 *
 * @param id positive and below 2^53; never given again
 * @param accountId whose it is
 * @param prefix what the key starts with, as {@code aic_sk_}
 * @param lastFour its last four characters
 * @param publishableKey the key beside it that may stand in pages: it names the site, and opens nothing
 * @param settings what the owner has decided
 * @param createdAt when it was made
 * @param lastUsedAt when it was used last, up to a minute late
 */
public record ApiKey(
        long id,
        long accountId,
        String prefix,
        String lastFour,
        String publishableKey,
        ApiKeySettings settings,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {
    /** Whether a site of this id may be a key's, so that no other site must have it. */
    public static boolean isSiteOfKey(String siteId) {
        return siteId.startsWith(ApiKeySettings.SITE_PREFIX);
    }

    /** The site that the key stands for, if these digits are what it asks. */
    public Site site(Digits digits) {
        return settings.site(id, digits);
    }
}
