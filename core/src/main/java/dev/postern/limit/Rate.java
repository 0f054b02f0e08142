package dev.postern.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may be done: in a burst up to {@code times}, and on average {@code times} in each {@code per}.
 *
 * @param times 1 to 1,000,000
 * @param per 1 second to 1 day
 */
public record Rate(int times, Duration per) {
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})/(\\d{0,5})([smh])");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Rate {
        boolean sensible = times >= 1
                && times <= 1_000_000
                && per.compareTo(Duration.ofSeconds(1)) >= 0
                && per.compareTo(LONGEST) <= 0;
        if (!sensible) {
            throw new IllegalArgumentException(
                    "a rate is " + times + " in " + per + " but must be 1 to 1000000 times in 1 second to 1 day");
        }
    }

    /**
     * Reads {@code 60/m} (60 in a minute), {@code 10/30s} or {@code 1000/h}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Rate parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a rate must look like 60/m, 10/30s or 1000/h");
        }
        int units = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
        return new Rate(
                Integer.parseInt(matcher.group(1)), unit(matcher.group(3)).multipliedBy(units));
    }

    /** Whether it allows no larger burst than that rate, and no more on average. */
    public boolean isWithin(Rate most) {
        return times <= most.times && times * (double) most.per.toMillis() <= most.times * (double) per.toMillis();
    }

    /** As {@link #parse} reads it; in nanoseconds what is no whole number of seconds. */
    @Override
    public String toString() {
        long seconds = per.toSeconds();
        if (!per.equals(Duration.ofSeconds(seconds))) {
            return times + "/" + per.toNanos() + "ns";
        }
        if (seconds % 3600 == 0) {
            return times + "/" + units(seconds / 3600) + "h";
        }
        return seconds % 60 == 0 ? times + "/" + units(seconds / 60) + "m" : times + "/" + units(seconds) + "s";
    }

    private static String units(long count) {
        return count == 1 ? "" : String.valueOf(count);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }
}
