package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.digits.Digits;
import dev.postern.seal.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassContentTest {
    private static final StubFamily FAMILY = StubFamily.FAMILY.asking(0, 64);
    private static final Site SITE = Gate.site("shop").families(FAMILY).build();
    private static final UUID TOKEN = UUID.fromString("3b9f2a10-7c41-4e0e-9d6a-0123456789ab");
    private static final PassContent CONTENT = new PassContent(
            1_776_079_724_267L,
            1_776_079_419_033L,
            5_234,
            877,
            Audience.AGENT,
            new Header(FAMILY.code(), 63, Difficulty.HARD),
            "signup",
            "shop.example",
            2,
            0x0123456789abcdefL);

    @Test
    void content_comesBackAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(1);
        List<Audience> audiences = List.of(Audience.values());
        List<Difficulty> difficulties = List.of(Difficulty.values());
        for (int i = 0; i < 10_000; i++) {
            PassContent written = new PassContent(
                    random.nextLong(1L << 48),
                    random.nextLong(1L << 48),
                    random.nextLong(86_400_000),
                    random.nextInt(1_001),
                    audiences.get(random.nextInt(audiences.size())),
                    new Header(
                            random.nextInt(16),
                            random.nextInt(64),
                            difficulties.get(random.nextInt(difficulties.size()))),
                    random.nextBoolean() ? Action.NONE : "sign/up-" + i,
                    random.nextBoolean() ? "" : "höst.example",
                    random.nextInt(4),
                    random.nextLong());
            assertEquals(written, PassContent.decode(written.encode()));
        }
    }

    /** Nodes of different releases may share a store. */
    @Test
    void bytes_areTheSameInEveryRelease() {
        String bytes =
                "020000019d8699deeb0000019d869536990000000000001472036d0108fe020123456789abcdef00067369676e757073686f702e6578616d706c65";
        assertEquals(bytes, HexFormat.of().formatHex(CONTENT.encode()));
        assertEquals(CONTENT, PassContent.decode(HexFormat.of().parseHex(bytes)));
    }

    @ParameterizedTest
    @CsvSource({"HUMAN, EASY, 0", "AGENT, MEDIUM, 1", "ANY, HARD, 2"})
    void audienceAndDifficulty_haveTheirNumbersInStores_forEver(Audience audience, Difficulty difficulty, int number) {
        byte[] bytes = new PassContent(0, 0, 0, 0, audience, new Header(0, 0, difficulty), "", "", 0, 0).encode();
        assertEquals(number, bytes[27]);
        assertEquals(number, bytes[29]);
    }

    @ParameterizedTest
    @ValueSource(bytes = {Byte.MIN_VALUE, -1, 0, 1, 3, Byte.MAX_VALUE})
    void contentOfAnotherFormat_isRefused_namingTheFormats(byte format) {
        byte[] bytes = CONTENT.encode();
        bytes[0] = format;
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> PassContent.decode(bytes));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("format " + format + " ") && message.contains("reads 2"), message);
    }

    @Test
    void hashOfAClient_dependsOnThePassToo_andIsNever0() {
        long hash = PassContent.hash(TOKEN, "192.0.2.1");
        assertEquals(hash, PassContent.hash(TOKEN, "192.0.2.1"));
        assertNotEquals(hash, PassContent.hash(TOKEN, "192.0.2.2"));
        assertNotEquals(hash, PassContent.hash(new UUID(1, 2), "192.0.2.1"));
        assertNotEquals(0, hash);
    }

    // what it stands for

    @Test
    void verification_tellsAllOfIt_andTheSite() {
        Verification verification = CONTENT.verification(SITE, TOKEN).orElseThrow();
        assertEquals("shop", verification.site());
        assertEquals("signup", verification.action());
        assertEquals(Optional.of("shop.example"), verification.hostname());
        assertEquals(Audience.AGENT, verification.audience());
        assertEquals("stub", verification.family());
        assertEquals("OPERATION_63", verification.operation());
        assertEquals(Difficulty.HARD, verification.difficulty());
        assertEquals(87.7, verification.score());
        assertEquals(Instant.ofEpochMilli(1_776_079_419_033L), verification.issuedAt());
        assertEquals(Duration.ofMillis(5_234), verification.solveTime());
    }

    @Test
    void eachScoreInTenths_comesBackAsItWas() {
        for (int tenths = 0; tenths <= 1_000; tenths++) {
            PassContent content = new PassContent(0, 0, 0, tenths, Audience.ANY, CONTENT.header(), "", "", 0, 0);
            double score = content.verification(SITE, TOKEN).orElseThrow().score();
            assertEquals(tenths / 10.0, score);
        }
    }

    @Test
    void noHostname_isNone() {
        PassContent content = new PassContent(0, 0, 0, 0, Audience.ANY, CONTENT.header(), Action.NONE, "", 0, 0);
        Verification verification = content.verification(SITE, TOKEN).orElseThrow();
        assertEquals(Optional.empty(), verification.hostname());
        assertEquals(Action.NONE, verification.action());
    }

    @Test
    void withdrawnFamily_verifiesNothing() {
        Site digits = Site.builder("shop").families(Digits.family()).build();
        Site both = Gate.site("shop").families(Digits.family(), FAMILY).build();
        assertTrue(CONTENT.verification(digits, TOKEN).isEmpty());
        assertTrue(CONTENT.verification(both, TOKEN).isPresent());
    }

    @Test
    void withdrawnOperation_verifiesNothing() {
        Site fewer = Gate.site("shop").families(FAMILY.asking(0, 63)).build();
        assertTrue(CONTENT.verification(fewer, TOKEN).isEmpty());
    }

    @Test
    void familyIsFoundByItsCode_whateverItsNameAndPlaceAreNow() {
        StubFamily renamed = new StubFamily("renamed", FAMILY.code(), "1", 0, 64);
        Site site = Gate.site("shop").families(Digits.family(), renamed).build();
        assertEquals("renamed", CONTENT.verification(site, TOKEN).orElseThrow().family());
    }

    /** What a site asks of later challenges is no matter of those that were answered. */
    @Test
    void otherDifficultiesAudienceOrScore_leaveWhatWasVerifiedAsItWas() {
        Site changed = Gate.site("shop")
                .families(FAMILY)
                .difficulties(Difficulty.EASY)
                .audience(Audience.HUMAN)
                .minimumScore(100)
                .build();
        Verification verification = CONTENT.verification(changed, TOKEN).orElseThrow();
        assertEquals(Difficulty.HARD, verification.difficulty());
        assertEquals(Audience.AGENT, verification.audience());
        assertEquals(87.7, verification.score());
    }
}
