package dev.postern.servlet;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of the configuration, and where it stands.
 *
 * @param source for the person who has to mend it: a file, the system properties, …
 */
record Setting(String source, String key, String value) {
    static final String NOT_SHOWN = "(not shown)";
    /** What stands before the host in an address, and for passwords behind it. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?<=//)[^/@]*(?=@)|(?<=password=|pwd=|secret=|token=)[^&;\\s]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h)");

    /**
     * The value as something else.
     *
     * @throws ConfigurationException if the parser refuses it, with the parser's word on what would be right
     */
    <T> T as(Function<String, T> parser) {
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException e) {
            // What a parser says of a value that is not to be shown may show it.
            throw isShown() ? wrong(String.valueOf(e.getMessage()), e) : wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Each of the values between commas as something else. */
    <T> List<T> asListOf(Function<String, T> parser) {
        return as(list -> Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(parser)
                .toList());
    }

    int asInt() {
        return asNumber(Integer::valueOf);
    }

    long asLong() {
        return asNumber(Long::valueOf);
    }

    boolean asBoolean() {
        return as(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        });
    }

    /** The bytes of a secret. */
    byte[] asSecret() {
        return as(Setting::secret);
    }

    /** The bytes of each of the secrets between commas. */
    List<byte[]> asSecrets() {
        return asListOf(Setting::secret);
    }

    private static byte[] secret(String encoded) {
        try {
            return encoded.matches("[0-9A-Fa-f]+")
                    ? HexFormat.of().parseHex(encoded)
                    : Base64.getDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "it must be 32 random bytes or more in Base64 or hexadecimal, as openssl rand -base64 32 makes them",
                    e);
        }
    }

    private <N> N asNumber(Function<String, N> parser) {
        return as(text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("it must be a whole number", e);
            }
        });
    }

    double asDouble() {
        return as(text -> {
            if (!text.matches("\\d{1,3}(\\.\\d+)?")) {
                throw new IllegalArgumentException("it must be a number such as 30 or 62.5");
            }
            return Double.valueOf(text);
        });
    }

    Duration asDuration() {
        return as(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("it must be a duration such as 320s, 5m or 1h");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
        });
    }

    static <E extends Enum<E>> E oneOf(Class<E> values, String text) {
        return Arrays.stream(values.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it must be one of "
                        + Arrays.toString(values.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }

    ConfigurationException wrong(String whatWouldBeRight) {
        return wrong(whatWouldBeRight, null);
    }

    private ConfigurationException wrong(String whatWouldBeRight, @Nullable Throwable cause) {
        String shown = isShown() ? value : NOT_SHOWN;
        return new ConfigurationException(
                "Postern: " + source + ": " + key + " = " + shown + ": " + whatWouldBeRight, cause);
    }

    /** What may be told of the value: nothing of a secret, of an address neither user nor password, and all of it on one line. */
    private String shown() {
        if (key.equals(StoreSettings.STORE)) {
            return StoreSettings.withoutCredentials(value);
        }
        return isShown() ? CREDENTIALS.matcher(value).replaceAll(NOT_SHOWN).replaceAll("\\p{Cntrl}", " ") : NOT_SHOWN;
    }

    /** For the log. */
    @Override
    public String toString() {
        return key + " = " + shown() + " (" + source + ")";
    }

    /** What stands under a key that there is not may be a secret whose key is misspelt. */
    private boolean isShown() {
        return SettingKeys.isKnown(key) && !SettingKeys.isSecret(key);
    }
}
