package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The engine's tables, as version 5.3 writes them. */
class WordsTest {
    @Test
    void words_standInTheirLines_andTheLongestCountsMost() {
        Words words = Words.of("""
                level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
                1	1	0	0	0	0	0	0	200	60	-1\t
                4	1	1	1	1	0	23	18	133	31	-1\t
                5	1	1	1	1	1	23	18	133	31	90.5	Kayak42
                5	1	1	1	1	2	160	18	30	31	80	"a"
                4	1	1	1	2	0	23	48	133	31	-1\t
                5	1	1	1	2	1	23	48	133	31	0.000000	b
                """);
        assertEquals("Kayak42 \"a\"\nb", words.text());
        assertEquals((7 * 90.5 + 3 * 80) / 11, words.confidence(), 1e-9);
    }

    @Test
    void blankWords_andWhatIsNoTable_areNothing() {
        assertEquals(new Words("", 0), Words.of("5\t1\t1\t1\t1\t1\t0\t0\t200\t60\t95.000000\t \n"));
        assertEquals(new Words("", 0), Words.of(""));
        assertEquals(new Words("", 0), Words.of("Kayak42\n"));
    }
}
