package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralCodeTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void theCode_isComplete_andNoByteTakesMoreBitsThanThereIsRoomFor() {
        int[] lengths = LiteralCode.LENGTHS
                .chars()
                .map(digit -> Character.digit(digit, 16))
                .toArray();
        assertEquals(257, lengths.length);
        assertTrue(Arrays.stream(lengths).allMatch(length -> length >= 1 && length <= LiteralCode.LONGEST));
        assertEquals(
                1.0,
                Arrays.stream(lengths)
                        .mapToDouble(length -> Math.pow(2, -length))
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1000, 100_000})
    void whatIsPacked_isFoundByAnotherReader_andHasRoom(int count) throws Exception {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        byte[] packed = new byte[3 + LiteralCode.most(bytes)];

        int end = LiteralCode.pack(bytes, packed, 3);

        Inflater inflater = new Inflater(true);
        inflater.setInput(packed, 3, end - 3);
        byte[] read = new byte[count];
        int length = 0;
        while (length < count) {
            length += inflater.inflate(read, length, count - length);
        }
        assertEquals(0, inflater.inflate(new byte[1]));
        assertTrue(inflater.finished());
        assertEquals(0, inflater.getRemaining());
        inflater.end();
        assertArrayEquals(bytes, read);
    }

    @Test
    void drawings_takeHardlyMoreRoom_thanWithACodeForEach() {
        long fixed = 0;
        long own = 0;
        for (Difficulty difficulty : Difficulty.values()) {
            for (int i = 0; i < 100; i++) {
                byte[] rows = DrawnImage.of(Transcription.onLight().compose(difficulty, Locale.ENGLISH, random))
                        .rows();
                fixed += LiteralCode.pack(rows, new byte[LiteralCode.most(rows)], 0);
                own += packedWithACodeOfItsOwn(rows);
            }
        }
        System.out.println("Bytes of a drawing, packed: " + fixed / 300 + ", with a code of its own " + own / 300);
        assertTrue(fixed < 1.1 * own, fixed + " and " + own);
    }

    private static int packedWithACodeOfItsOwn(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        deflater.setInput(rows);
        deflater.finish();
        byte[] packed = new byte[2 * rows.length + 1000];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        return length;
    }
}
