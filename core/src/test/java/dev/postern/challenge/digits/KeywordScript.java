package dev.postern.challenge.digits;

import dev.postern.Difficulty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script written by hand with the stock pack in English at hand: the list of instructions at easy, {@link Keywords} at medium, and at hard the forms of its sentences, too. It undoes obfuscation first. */
final class KeywordScript implements Attacker {
    private static final Map<Pattern, DigitsOperation> EASY = new LinkedHashMap<>();
    private static final Pattern ASIDE = Keywords.withoutSpaces(
            "(somebody else|another visitor) was asked|pay no attention|"
                    + "do not be misled|nobody wants to know|be tempted to|is beside the point|is of no interest|whoever was here");
    private static final String CONDITION = "(?<condition>.*?)";
    private static final String THEN = "(?<then>.*?)";
    private static final String OTHERWISE = "(?<otherwise>.*)";
    private static final List<Pattern> BRANCHES = List.of(
            Keywords.withoutSpaces(
                    "^if it is not true that " + CONDITION + ", (?<otherwise>.*?); but if it is true, (?<then>.*)"),
            Keywords.withoutSpaces("^where it is (wrong|false) to say that " + CONDITION
                    + ", (?<otherwise>.*?); where it is right, (?<then>.*)"),
            Keywords.withoutSpaces("^if " + CONDITION + ", " + THEN + "; otherwise, " + OTHERWISE),
            Keywords.withoutSpaces(
                    "^if " + CONDITION + ", " + THEN + "(, but if not|; if not|, or else), " + OTHERWISE),
            Keywords.withoutSpaces(
                    "^(check|find out) whether " + CONDITION + ": if so, " + THEN + "; if not, " + OTHERWISE),
            Keywords.withoutSpaces("^there are two ways to go on. the one: " + THEN
                    + ". the other: (?<otherwise>.*?). go the one way if (?<condition>.*), and the other"));

    static {
        easy("except the largest", DigitsOperation.SUM_EXCLUDING_LARGEST);
        easy("except the smallest", DigitsOperation.SUM_EXCLUDING_SMALLEST);
        easy("except the first", DigitsOperation.SUM_EXCLUDING_FIRST);
        easy("except the last", DigitsOperation.SUM_EXCLUDING_LAST);
        easy("except the (\\d)", DigitsOperation.SUM_EXCLUDING_VALUE);
        easy("even", DigitsOperation.SUM_EVEN);
        easy("odd", DigitsOperation.SUM_ODD);
        easy("greater than (\\d)", DigitsOperation.SUM_GREATER_THAN_VALUE);
        easy("less than (\\d)", DigitsOperation.SUM_LESS_THAN_VALUE);
        easy("sum the first", DigitsOperation.SUM_FIRST_AND_LAST);
        easy("sum the two largest", DigitsOperation.SUM_TWO_LARGEST);
        easy("sum the two smallest", DigitsOperation.SUM_TWO_SMALLEST);
        easy("square", DigitsOperation.SUM_OF_SQUARES);
        easy("double", DigitsOperation.DOUBLED_SUM);
        easy("multiply the first", DigitsOperation.PRODUCT_FIRST_AND_LAST);
        easy("multiply the largest", DigitsOperation.PRODUCT_LARGEST_AND_SMALLEST);
        easy("multiply the two", DigitsOperation.PRODUCT_TWO_LARGEST);
        easy("subtract the smallest digit from", DigitsOperation.DIFFERENCE_LARGEST_AND_SMALLEST);
        easy("first two", DigitsOperation.NUMBER_FIRST_TWO);
        easy("last two", DigitsOperation.NUMBER_LAST_TWO);
        easy("reverse", DigitsOperation.NUMBER_REVERSED);
        easy("from smallest to", DigitsOperation.NUMBER_ASCENDING);
        easy("from largest to", DigitsOperation.NUMBER_DESCENDING);
        easy("sum all digits", DigitsOperation.SUM_ALL);
    }

    private final Difficulty difficulty;

    KeywordScript(Difficulty difficulty) {
        this.difficulty = difficulty;
    }

    private static void easy(String words, DigitsOperation operation) {
        EASY.put(Keywords.withoutSpaces(words), operation);
    }

    @Override
    public String name() {
        return "keywords and regular expressions, by hand for the stock phrases";
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public long answer(int[] digits, String instruction) {
        String text = Grams.plain(instruction);
        List<Worded> meaning = new ArrayList<>();
        switch (difficulty) {
            case EASY -> ask(text).ifPresent(meaning::add);
            case MEDIUM -> Keywords.question(text).ifPresent(meaning::add);
            case HARD -> addSentences(text, meaning);
        }
        return Slots.answer(meaning, digits);
    }

    private static Optional<Ask> ask(String text) {
        for (Map.Entry<Pattern, DigitsOperation> entry : EASY.entrySet()) {
            Matcher matcher = entry.getKey().matcher(text);
            if (matcher.find()) {
                return Optional.of(new Ask(entry.getValue(), Keywords.value(matcher)));
            }
        }
        return Optional.empty();
    }

    private static void addSentences(String text, List<Worded> meaning) {
        for (String sentence : sentences(text)) {
            if (!ASIDE.matcher(sentence).find()) {
                Optional<? extends Worded> read = meaning.isEmpty()
                        ? Keywords.question(sentence)
                        : branch(sentence).or(() -> Keywords.step(sentence));
                read.ifPresent(meaning::add);
            }
        }
    }

    /** What stands between full stops; the two ways with what follows on them. */
    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String piece : Arrays.asList(text.split("(?<=[.?])", -1))) {
            boolean goesOn =
                    piece.startsWith("theone:") || piece.startsWith("theother:") || piece.startsWith("gotheoneway");
            sentences.add(goesOn && !sentences.isEmpty() ? sentences.remove(sentences.size() - 1) + piece : piece);
        }
        return sentences;
    }

    private static Optional<Worded> branch(String sentence) {
        for (Pattern pattern : BRANCHES) {
            Matcher matcher = pattern.matcher(sentence);
            if (matcher.find()) {
                Optional<Check> condition = Keywords.check(sentence);
                Optional<Step> then = Keywords.step(matcher.group("then"));
                Optional<Step> otherwise = Keywords.step(matcher.group("otherwise"));
                if (condition.isPresent() && then.isPresent() && otherwise.isPresent()) {
                    return Optional.of(new Branch(condition.get(), then.get(), otherwise.get()));
                }
            }
        }
        return Optional.empty();
    }
}
