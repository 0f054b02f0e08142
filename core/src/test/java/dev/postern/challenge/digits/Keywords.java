package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for words that give away measures, picks and joints, as somebody wrote them down who had read the stock pack. Which number comes first it need not know: of a difference the answer is
 * never negative.
 */
final class Keywords implements Attacker {
    private static final String NUMBER = "(1|2|3|4|5|6|7|8|9|one|two|three|four|five|six|seven|eight|nine)";
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final Map<Measure, Pattern> MEASURES = new LinkedHashMap<>();
    private static final Map<Pick, Pattern> PICKS = new LinkedHashMap<>();

    static {
        measure(Measure.SUM_OF_SQUARES, "of the squares of|been (squared|multiplied by itself)");
        measure(Measure.SPREAD, "difference between the|(gap|distance) between|amount by which");
        measure(Measure.COUNT, "how many (?!marbles)|count of|quantity of");
        measure(Measure.NUMBER_REVERSED, "reverse order|right to left|from the last to the first");
        measure(Measure.NUMBER_ASCENDING, "rising order|smallest number that|from the smallest to the largest");
        measure(Measure.NUMBER_DESCENDING, "falling order|largest number that|from the largest to the smallest");
        measure(Measure.NUMBER, "order in which they stand|left to right|order of the text");
        measure(
                Measure.PRODUCT,
                "product of (?!two numbers)(?!.* and .*wanted)|multiplying .*? with one another|product that you get");
        measure(Measure.SUM, "(sum|total) of (?!the squares)(?!two numbers)|result of adding|sum that you get");
        measure(Measure.LARGEST, "(largest|greatest|highest|biggest) (one among|of)|maximum of");
        measure(Measure.SMALLEST, "(smallest|least|lowest) (one among|of)|minimum of");
        pick(Pick.EXCLUDING_LARGEST, "(but|except|other than|not) the (largest|greatest|highest)");
        pick(Pick.EXCLUDING_SMALLEST, "(but|except|other than|not) the (smallest|lowest)");
        pick(Pick.EXCLUDING_FIRST, "(but|except|other than) the first|not come first");
        pick(Pick.EXCLUDING_LAST, "(but|except|other than) the last|not come last");
        pick(Pick.BEFORE_LARGEST, "(before|left of) the (largest|highest) digit");
        pick(Pick.AFTER_LARGEST, "(after|right of) the (largest|highest) digit");
        pick(Pick.BEFORE_SMALLEST, "(before|left of) the (smallest|lowest) digit");
        pick(Pick.AFTER_SMALLEST, "(after|right of) the (smallest|lowest) digit");
        pick(Pick.ODD_PLACES, "from the first on|first digit and every second|the 1st, the 3rd");
        pick(Pick.EVEN_PLACES, "from the second on|second digit and every second|the 2nd, the 4th");
        pick(
                Pick.GREATER_THAN_VALUE,
                "(?:greater|larger|higher) than " + NUMBER + "|above " + NUMBER + "|exceed " + NUMBER + "|neither "
                        + NUMBER + " nor less");
        pick(
                Pick.LESS_THAN_VALUE,
                "(?:smaller|less|lower) than " + NUMBER + "|below " + NUMBER + "|neither " + NUMBER + " nor more");
        pick(
                Pick.FIRST_VALUE,
                "first " + NUMBER + " digits|" + NUMBER
                        + " digits (?:at the (?:beginning|start|left end)|that come first)");
        pick(
                Pick.LAST_VALUE,
                "last " + NUMBER + " digits|" + NUMBER + " digits (?:at the (?:end|right end)|that come last)");
        pick(Pick.ODD, "\\bodd|not even|not divisible|leave a");
        pick(Pick.EVEN, "\\beven\\b(?<!not even)|(?<!not )divisible by two|not odd|two divides");
        pick(
                Pick.ALL,
                "all (of )?the digits|all digits(?! but| except)|the (whole|entire) text|digits in all|many digits there");
    }

    private static void measure(Measure measure, String words) {
        MEASURES.put(measure, Pattern.compile(words));
    }

    private static void pick(Pick pick, String words) {
        PICKS.put(pick, Pattern.compile(words));
    }

    @Override
    public String name() {
        return "keywords, written by hand for the stock pack";
    }

    @Override
    public long answer(int[] digits, String instruction) {
        String text = instruction.toLowerCase(java.util.Locale.ROOT);
        List<Hit<Measure>> measures = hits(MEASURES, text);
        List<Hit<Pick>> picks = hits(PICKS, text);
        if (measures.size() < 2 || picks.size() < 2) {
            return 0;
        }
        long one = term(measures.get(0), picks.get(0)).of(digits);
        long other = term(measures.get(1), picks.get(1)).of(digits);
        return joint(text).of(Math.max(one, other), Math.min(one, other));
    }

    private static Term term(Hit<Measure> measure, Hit<Pick> pick) {
        return new Term(measure.what(), new Picked(pick.what(), pick.value()));
    }

    private static Joint joint(String text) {
        if (text.matches(
                ".*(not the sum but the product|multiply (?!.*add).*|\\btimes\\b|multiplied by (?!itself)|product of two|marbles|its area).*")) {
            return Joint.TIMES;
        }
        return text.matches(
                        ".*(subtract|take .* away|by how much|minus|reduce|smaller by|taken away|to reach|shrank|but the difference).*")
                ? Joint.MINUS
                : Joint.PLUS;
    }

    /** In the order of the text; of those that overlap the first in the list. */
    private static <T> List<Hit<T>> hits(Map<T, Pattern> patterns, String text) {
        List<Hit<T>> hits = new ArrayList<>();
        patterns.forEach((what, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                Hit<T> hit = new Hit<>(what, matcher.start(), matcher.end(), value(matcher));
                if (hits.stream().noneMatch(hit::overlaps)) {
                    hits.add(hit);
                }
            }
        });
        hits.sort(java.util.Comparator.comparingInt(Hit::start));
        return hits;
    }

    private static int value(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group);
            if (found != null && found.matches(NUMBER)) {
                return found.length() == 1 ? Integer.parseInt(found) : NUMBERS.indexOf(found) + 1;
            }
        }
        return 0;
    }

    private record Hit<T>(T what, int start, int end, int value) {
        boolean overlaps(Hit<?> other) {
            return start < other.end && other.start < end;
        }
    }
}
