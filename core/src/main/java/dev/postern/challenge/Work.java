package dev.postern.challenge;

import dev.postern.Difficulty;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The {@code work} family: proof of work, which a client's machine does by itself (wire contract, section 6; the prompt is a {@link WorkPrompt}).
 *
 * <p>The server picks the counter, each equally likely, so a challenge has exactly one answer, and its verification costs no hash. A client tries half
 * of the counters on average and never more than all of them.
 *
 * <p>It is a price on volume, not a test of humanity: a native program tries counters some ten times as fast as a phone's browser. Core's README has what each
 * difficulty costs both.
 */
public final class Work implements ChallengeFamily {
    /** The name in the wire contract. */
    public static final String NAME = "work";

    private static final Work INSTANCE = new Work();
    private static final List<String> OPERATIONS = List.of("SHA_256");
    private static final HexFormat HEX = HexFormat.of();
    private static final int SALT_BYTES = 32;

    private Work() {}

    /** The one instance. */
    public static Work family() {
        return INSTANCE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int code() {
        return 1;
    }

    @Override
    public List<String> operations() {
        return OPERATIONS;
    }

    /** Always: there is nothing to read. */
    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return true;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        int max = counters(difficulty);
        int counter = random.nextInt(max);
        byte[] message = new byte[SALT_BYTES + Integer.BYTES];
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        ByteBuffer.wrap(message).put(salt).putInt(counter);
        WorkPrompt prompt = new WorkPrompt(HEX.formatHex(salt), HEX.formatHex(sha256(message)), max);
        return new Puzzle(prompt, Integer.toString(counter), 0);
    }

    /** How many counters there are to try. */
    private static int counters(Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> 600_000;
            case MEDIUM -> 2_000_000;
            case HARD -> 6_000_000;
        };
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
