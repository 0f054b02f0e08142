package dev.postern.account;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import dev.postern.database.PlainText;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address of an account.
 *
 * @param value as it was given
 * @param key as addresses are compared: in lower case. In theory the part before the {@code @} may differ in case alone from that of another person; in
 *     practice it is the same person, who types it differently today.
 */
public record EmailAddress(String value, String key) {
    private static final int LONGEST = 254; // RFC 3696, erratum 1690
    private static final EmailValidator VALIDATOR = JMail.strictValidator()
            .requireTopLevelDomain()
            .disallowIpDomain()
            .disallowQuotedIdentifiers()
            .disallowExplicitSourceRouting()
            .disallowObsoleteWhitespace()
            .withRule(email -> email.comments().isEmpty() && !email.hasIdentifier() && !email.containsWhitespace());

    /** The address in this text, if it is one that mail could be sent to over the internet (RFC 5321, without its quoted and routed forms). */
    public static Optional<EmailAddress> parse(String text) {
        String value = text.strip();
        // Quoted forms alone have quotes; JMail takes some of them, and throws at others.
        if (value.length() > LONGEST || value.indexOf('"') >= 0 || !PlainText.is(value)) {
            return Optional.empty();
        }
        String key = value.toLowerCase(Locale.ROOT);
        boolean keyIsLonger = key.length() > LONGEST; // of a capital I with a dot, two characters are made
        return !keyIsLonger && VALIDATOR.isValid(value) ? Optional.of(new EmailAddress(value, key)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
