package dev.postern.account;

import dev.postern.Site;
import dev.postern.limit.Limit;
import dev.postern.limit.Rate;
import java.util.Set;

/**
 * A key in force that a request has brought, as nodes keep it for a few seconds.
 *
 * @param id the key's id
 * @param accountId the account whose key it is
 * @param publishableKey the key beside it that may stand in pages
 * @param site the site that it stands for
 * @param scopes what it opens
 * @param rate how many requests a node answers
 * @param requests what counts those of this node: by the secret key, or by the publishable one, whichever was brought
 */
public record KeyInUse(
        long id, long accountId, String publishableKey, Site site, Set<Scope> scopes, Rate rate, Limit requests) {}
