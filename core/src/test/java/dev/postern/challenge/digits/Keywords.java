package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that give away measures, picks, joints and conditions, as somebody wrote them down who had read the stock pack in English: regular expressions, for texts without spaces and capitals. Of several that fit one place the first
 * in the list counts.
 */
final class Keywords {
    private static final String NUMBER = "(1|2|3|4|5|6|7|8|9|one|two|three|four|five|six|seven|eight|nine)";
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private static final Map<Pattern, Measure> MEASURES = new LinkedHashMap<>();
    private static final Map<Pattern, Pick> PICKS = new LinkedHashMap<>();
    private static final Map<Pattern, Joint> JOINTS = new LinkedHashMap<>();
    private static final Map<Pattern, Condition> CONDITIONS = new LinkedHashMap<>();

    static {
        measure(Measure.SUM_OF_SQUARES, "of the squares of|been (squared|multiplied by itself)");
        measure(Measure.DOUBLED_SUM, "(twice|double) the (sum|total)");
        measure(Measure.SPREAD, "difference between the|(gap|distance) between|amount by which");
        measure(Measure.COUNT, "how many (?!marbles)|count of|quantity of");
        measure(Measure.NUMBER_REVERSED, "reverse order|right to left|from the last to the first");
        measure(Measure.NUMBER_ASCENDING, "rising order|smallest number that|from the smallest to the largest");
        measure(Measure.NUMBER_DESCENDING, "falling order|largest number that|from the largest to the smallest");
        measure(Measure.NUMBER, "order in which they stand|left to right|order of the text");
        measure(
                Measure.PRODUCT,
                "product of (?!two numbers)(?!.* and .*wanted)|multiplying ((?!multiplying).)*? with one another|product that you get");
        measure(
                Measure.SUM,
                "(sum|total) of (?!the squares)(?!two numbers)(?!((?!(sum|total) of).)*been (squared|multiplied by itself))|result of adding|sum that you get");
        measure(
                Measure.LARGEST,
                "(largest|greatest|highest|biggest) (one among|of)(?!((?! of ).)*exceeds the smallest)|maximum of");
        measure(Measure.SMALLEST, "(smallest|least|lowest) (one among|of)(?! them)|minimum of");
        pick(Pick.EXCLUDING_LARGEST, "(but|except|other than|not) the (largest|greatest|highest)");
        pick(Pick.EXCLUDING_SMALLEST, "(but|except|other than|not) the (smallest|lowest)");
        pick(Pick.EXCLUDING_FIRST, "(but|except|other than) the first|not come first");
        pick(Pick.EXCLUDING_LAST, "(but|except|other than) the last|not come last");
        pick(
                Pick.EXCLUDING_VALUE,
                "all digits (?:but|except) " + NUMBER + "|digits other than " + NUMBER + "|digits that are not "
                        + NUMBER);
        pick(Pick.BEFORE_LARGEST, "(before|left of) the (largest|highest) digit");
        pick(Pick.AFTER_LARGEST, "(after|right of) the (largest|highest) digit");
        pick(Pick.BEFORE_SMALLEST, "(before|left of) the (smallest|lowest) digit");
        pick(Pick.AFTER_SMALLEST, "(after|right of) the (smallest|lowest) digit");
        pick(Pick.ODD_PLACES, "from the first on|first digit and every second|the 1st, the 3rd");
        pick(Pick.EVEN_PLACES, "from the second on|second digit and every second|the 2nd, the 4th");
        pick(Pick.FIRST_AND_LAST, "first and the last digit|at the ends of|outermost");
        pick(Pick.TWO_LARGEST, "two (largest|greatest|highest) digits|the second largest");
        pick(Pick.TWO_SMALLEST, "two (smallest|lowest) digits|the second smallest");
        pick(
                Pick.LARGEST_AND_SMALLEST,
                "(largest and the smallest|smallest and the largest) digit of the text|farthest apart");
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
                "last " + NUMBER + " digits|" + NUMBER + " digits (?:at the (?:end(?!s)|right end)|that come last)");
        pick(Pick.ODD, "odd (?!one)(?<!not odd)|not even|not divisible by two|leave a");
        pick(Pick.EVEN, "(?<!s)even (?!one)(?<!not even)|(?<!not )divisible by two|not odd|two divides");
        pick(
                Pick.ALL,
                "all (of )?the digits|all digits(?! but| except)|the (whole|entire) text|digits in all|(many|count of|quantity of) digits");
        joint(
                Joint.TIMES,
                "not the sum but the product|multiply(?!ing)|begin (by|with) multiplying|times |multiplied by (?!itself)|product of two|marbles|its area|its product with|seats of a hall");
        joint(
                Joint.MINUS,
                "subtract|take .* away|by how much|minus|reduce|decrease|smaller by|taken away|to reach|shr[au]nk|shrink|but the difference| off[.,;]?$");
        joint(Joint.PLUS, "");
        condition(Condition.MORE_ODD_THAN_EVEN, "more odd digits|outnumber|most of the digits are odd");
        condition(Condition.COUNT_ABOVE_VALUE, "more than " + NUMBER + " digits");
        condition(
                Condition.CONTAINS_VALUE,
                NUMBER + " is (?:one of|among)|the digit " + NUMBER + " (?:occurs|appears|is found)");
        condition(
                Condition.FIRST_ABOVE_VALUE,
                "first digit is (?:larger|greater|higher) than " + NUMBER + "|first digit exceeds " + NUMBER);
        condition(
                Condition.SECOND_ABOVE_FIRST,
                "second digit is (larger|greater|higher)|first digit is (smaller|less|lower) than the second");
        condition(
                Condition.FIRST_ABOVE_LAST,
                "first digit is (larger|greater|higher) than the last|last digit is (smaller|less|lower)");
        condition(
                Condition.LARGEST_BEFORE_SMALLEST,
                "(comes|stands) before the smallest|(comes|stands) after the largest|from left to right, the largest");
        condition(Condition.FIRST_IS_EVEN, "first digit is (even|not odd|divisible)|begin with an even");
        condition(Condition.LAST_IS_ODD, "last digit is (odd|not even|not divisible)|end with an odd");
        condition(Condition.SUM_IS_EVEN, "sum of all digits is|all digits together");
        condition(Condition.RESULT_IS_EVEN, "result so far is|so far is an even");
    }

    private Keywords() {}

    private static void measure(Measure measure, String words) {
        MEASURES.put(withoutSpaces(words), measure);
    }

    private static void pick(Pick pick, String words) {
        PICKS.put(withoutSpaces(words), pick);
    }

    private static void joint(Joint joint, String words) {
        JOINTS.put(withoutSpaces(words), joint);
    }

    private static void condition(Condition condition, String words) {
        CONDITIONS.put(withoutSpaces(words), condition);
    }

    static Pattern withoutSpaces(String words) {
        return Pattern.compile(words.replace(" ", ""));
    }

    /** The terms that a text names, in its order. */
    static List<Term> terms(String text) {
        List<Hit<Measure>> measures = hits(MEASURES, text);
        List<Hit<Pick>> picks = hits(PICKS, text);
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < Math.min(measures.size(), picks.size()); i++) {
            terms.add(new Term(
                    measures.get(i).what(),
                    new Picked(picks.get(i).what(), picks.get(i).value())));
        }
        return terms;
    }

    static Optional<Question> question(String text) {
        List<Term> terms = terms(text);
        return terms.size() < 2 ? Optional.empty() : Optional.of(new Question(joint(text), terms.get(0), terms.get(1)));
    }

    static Optional<Step> step(String text) {
        return terms(text).stream().findFirst().map(term -> new Step(joint(text), term));
    }

    static Optional<Check> check(String text) {
        return hits(CONDITIONS, text).stream().findFirst().map(hit -> new Check(hit.what(), hit.value()));
    }

    /** The joint whose words are found first in the list, if not in the text. */
    private static Joint joint(String text) {
        return JOINTS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).find())
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** In the order of the text; of those that overlap the first in the list. */
    private static <T> List<Hit<T>> hits(Map<Pattern, T> patterns, String text) {
        List<Hit<T>> hits = new ArrayList<>();
        patterns.forEach((pattern, what) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                Hit<T> hit = new Hit<>(what, matcher.start(), matcher.end(), value(matcher));
                if (hits.stream().noneMatch(hit::overlaps)) {
                    hits.add(hit);
                }
            }
        });
        hits.sort(Comparator.comparingInt(Hit::start));
        return hits;
    }

    /** The first number that a group has found, or 0. */
    static int value(Matcher matcher) {
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
