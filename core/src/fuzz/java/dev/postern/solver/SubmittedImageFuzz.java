package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/** Any bytes are an image within the bounds, which reads as the same again, or none; no exception tells which. */
class SubmittedImageFuzz {
    private static final int PNG_SIGNATURE = 8;
    private static final int AROUND_A_CHUNK = 12; // length, type and checksum

    @FuzzTest
    void of(byte[] bytes) {
        check(bytes);
        check(withChecksums(bytes.clone()));
    }

    private static void check(byte[] bytes) {
        Optional<SubmittedImage> image = SubmittedImage.of(bytes);
        if (image.isEmpty()) {
            return;
        }
        SubmittedImage first = image.get();
        assertTrue(bytes.length <= SubmittedImage.MAX_BYTES);
        assertTrue((long) first.width() * first.height() <= SubmittedImage.MAX_PIXELS);
        SubmittedImage again = SubmittedImage.of(first.bytes()).orElseThrow();
        assertTrue(first.format() == again.format() && first.width() == again.width());
        assertTrue(first.height() == again.height());
    }

    /** As a PNG whose checksums are right, which chance makes of none. */
    private static byte[] withChecksums(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int start = PNG_SIGNATURE;
        while (start + AROUND_A_CHUNK <= png.length) {
            long end = start + AROUND_A_CHUNK + Integer.toUnsignedLong(buffer.getInt(start));
            if (end > png.length) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, start + 4, (int) end - start - 8);
            buffer.putInt((int) end - 4, (int) crc.getValue());
            start = (int) end;
        }
        return png;
    }
}
