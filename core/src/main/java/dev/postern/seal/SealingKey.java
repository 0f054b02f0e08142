package dev.postern.seal;

import dev.postern.seal.Sealer.Context;
import dev.postern.seal.Sealer.Opened;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * One secret, as the two keys made of it. One HMAC-SHA-256 over the context yields the header's mask and the tag; another, under
 * its own key, over the context, the header and the answer yields the seal. Each text is preceded by its length and each
 * message by a label, so that no two of them read alike.
 */
final class SealingKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final Pool<Macs> macs;

    SealingKey(byte[] secret) {
        byte[] tagKey = derive(secret, "postern 1 tag");
        byte[] sealKey = derive(secret, "postern 1 seal");
        macs = new Pool<>(() -> new Macs(mac(tagKey), mac(sealKey)));
    }

    SealedToken seal(Context context, Header header, String answer) {
        return macs.with(lent -> {
            lent.begin(context);
            int maskAndTag = lent.maskAndTag();
            int masked = header.toBits() ^ mask(maskAndTag);
            int seal = lent.seal(header.toBits(), answer);
            return new SealedToken(context.millis(), context.serial(), masked, tag(maskAndTag), seal);
        });
    }

    Optional<Opened> open(SealedToken token, Context context, String answer) {
        return macs.with(lent -> {
            lent.begin(context);
            int maskAndTag = lent.maskAndTag();
            if (tag(maskAndTag) != token.tag()) { // comparing two ints takes the same time whatever they are
                return Optional.empty();
            }
            int header = token.maskedHeader() ^ mask(maskAndTag);
            boolean right = lent.seal(header, answer) == token.seal();
            return Optional.of(new Opened(context.millis(), token.round(), Header.ofBits(header), right));
        });
    }

    private static int mask(int maskAndTag) {
        return maskAndTag >>> 20;
    }

    private static int tag(int maskAndTag) {
        return maskAndTag & 0xFFFF;
    }

    private static byte[] derive(byte[] secret, String label) {
        return mac(secret).doFinal(label.getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** For one thread at a time. The context is written once and read by both codes. */
    private static final class Macs {
        private static final byte TAG = 't';
        private static final byte SEAL = 's';

        private final Mac tagMac;
        private final Mac sealMac;
        private final ByteBuffer message = ByteBuffer.allocate(1024);
        private final ByteBuffer code = ByteBuffer.allocate(32);

        Macs(Mac tagMac, Mac sealMac) {
            this.tagMac = tagMac;
            this.sealMac = sealMac;
        }

        void begin(Context context) {
            message.clear().put(TAG).putLong(context.millis()).putInt(context.serial());
            put(context.site());
            put(context.action());
        }

        int maskAndTag() {
            return code(tagMac);
        }

        int seal(int header, String answer) {
            message.put(0, SEAL).putShort((short) header);
            put(answer);
            return code(sealMac) >>> 8;
        }

        private void put(String text) {
            int start = message.position();
            message.putShort((short) 0);
            if (!putAscii(text)) {
                message.position(start + Short.BYTES).put(text.getBytes(StandardCharsets.UTF_8));
            }
            message.putShort(start, (short) (message.position() - start - Short.BYTES));
        }

        private boolean putAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= 128) {
                    return false;
                }
                message.put((byte) c);
            }
            return true;
        }

        private int code(Mac mac) {
            try {
                mac.update(message.array(), 0, message.position());
                mac.doFinal(code.array(), 0);
                return code.getInt(0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("a code has 32 bytes", e);
            }
        }
    }
}
