package dev.postern.testing;

import com.google.code.kaptcha.impl.DefaultKaptcha;
import com.google.code.kaptcha.util.Config;
import com.wf.captcha.SpecCaptcha;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import javax.imageio.ImageIO;
import net.logicsquad.nanocaptcha.content.LatinContentProducer;
import net.logicsquad.nanocaptcha.image.ImageCaptcha;
import net.logicsquad.nanocaptcha.image.backgrounds.GradiatedBackgroundProducer;
import net.logicsquad.nanocaptcha.image.noise.CurvedLineNoiseProducer;
import net.logicsquad.nanocaptcha.image.renderer.DefaultWordRenderer;

/** Captchas of other Java libraries: five characters in an image 200 pixels wide, with the library's own defaults. */
public final class PeerCaptcha {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 60;
    private static final DefaultKaptcha KAPTCHA = new DefaultKaptcha();

    static {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // what NanoCaptcha logs nobody listens to
        ImageIO.setUseCache(false); // no file for each image: all are faster for it
        KAPTCHA.setConfig(new Config(new Properties()));
    }

    private PeerCaptcha() {}

    /** As the example in its guide: coloured characters, a background that changes from dark to light, and a curve. */
    public static Captcha nanoCaptcha() {
        ImageCaptcha captcha = new ImageCaptcha.Builder(WIDTH, HEIGHT)
                .addContent(
                        new LatinContentProducer(),
                        new DefaultWordRenderer.Builder()
                                .randomColor(Color.BLACK, Color.BLUE, Color.CYAN, Color.RED)
                                .build())
                .addBackground(new GradiatedBackgroundProducer())
                .addNoise(new CurvedLineNoiseProducer())
                .build();
        return new Captcha(captcha.getContent(), png(captcha.getImage()));
    }

    /** What NanoCaptcha draws when it is told nothing: the characters alone, in black, 50 pixels high. */
    public static Captcha plainNanoCaptcha() {
        ImageCaptcha captcha = ImageCaptcha.create();
        return new Captcha(captcha.getContent(), png(captcha.getImage()));
    }

    /** 50 pixels high, as it has them. */
    public static Captcha kaptcha() {
        String text = KAPTCHA.createText();
        return new Captcha(text, png(KAPTCHA.createImage(text)));
    }

    /** With the first of its ten typefaces, which it loads for each image. */
    public static Captcha easyCaptcha() {
        SpecCaptcha captcha = new SpecCaptcha(WIDTH, HEIGHT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!captcha.out(bytes)) {
            throw new IllegalStateException("no image");
        }
        return new Captcha(captcha.text(), bytes.toByteArray());
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
