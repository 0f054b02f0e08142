package dev.postern.bench;

import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.image.Transcription;
import dev.postern.seal.Drbg;
import dev.postern.testing.PeerCaptcha;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One drawn captcha: a random text, and its image as a PNG. */
@State(Scope.Thread)
public class ImageBenchmark {
    private final Transcription family = Transcription.onLight();
    private final Drbg random = new Drbg();

    /** Six characters; the PNG stands in a {@code data:} URI, which the others leave to the application. */
    @Benchmark
    public Puzzle postern() {
        return family.compose(Difficulty.MEDIUM, Locale.ENGLISH, random);
    }

    /** Of NanoCaptcha. */
    @Benchmark
    public byte[] nanoCaptcha() {
        return PeerCaptcha.nanoCaptcha().png();
    }

    /** Of NanoCaptcha, the characters alone. */
    @Benchmark
    public byte[] nanoCaptchaPlain() {
        return PeerCaptcha.plainNanoCaptcha().png();
    }

    /** Of Kaptcha. */
    @Benchmark
    public byte[] kaptcha() {
        return PeerCaptcha.kaptcha().png();
    }

    /** Of EasyCaptcha. */
    @Benchmark
    public byte[] easyCaptcha() {
        return PeerCaptcha.easyCaptcha().png();
    }
}
