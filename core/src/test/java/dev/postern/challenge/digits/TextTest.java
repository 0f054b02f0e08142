package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final String[] PIECES = {
        "", "a", "ÿ", "Ł", "你好", "the sum of ", "a".repeat(31), "b".repeat(32), "ß".repeat(33), "\uD83D\uDE00"
    };

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void whatIsAppended_andSet_isThere_asInAStringBuilder() {
        for (int i = 0; i < 100_000; i++) {
            Text text = new Text(random.nextInt(80));
            StringBuilder expected = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                String piece = PIECES[random.nextInt(PIECES.length)];
                text.append(Text.of(piece));
                expected.append(piece);
                if (!expected.isEmpty()) {
                    int at = random.nextInt(expected.length());
                    char c = "aÿŁ".charAt(random.nextInt(3));
                    text.setCharAt(at, c);
                    expected.setCharAt(at, c);
                    assertEquals(c, text.charAt(at));
                }
            }
            assertEquals(expected.toString(), text.toString());
            assertEquals(expected.length(), text.length());
            assertEquals(expected.isEmpty(), text.isEmpty());
        }
    }

    @Test
    void aTextThatWasAppendedTo_canBeAppended() {
        Text text = new Text(0).append(Text.of("Œuvre")).append(Text.of(" and more"));
        assertEquals(
                "So: Œuvre and more",
                new Text(2).append(Text.of("So: ")).append(text).toString());
    }

    @Test
    void ofFourCharacters_thoseLettersFromAToZ_changeTheirCase_whoseBitsAreSet() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            int set = random.nextInt(16);
            String plain = "" + c + 'x' + c + 'Y';
            Text text = new Text(10);
            text.copyAhead(Text.of(plain), 0);
            text.changeCaseAhead(set);
            text.advance(4);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                expected.append(((set >> i) & 1) == 0 ? plain.charAt(i) : otherCase(plain.charAt(i)));
            }
            assertEquals(expected.toString(), text.toString());
        }
    }

    private static char otherCase(char c) {
        if (c >= 'a' && c <= 'z') {
            return Character.toUpperCase(c);
        }
        return c >= 'A' && c <= 'Z' ? Character.toLowerCase(c) : c;
    }
}
