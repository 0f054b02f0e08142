package dev.postern.analytics;

import java.io.ByteArrayOutputStream;

/**
 * Histograms of solve times in the manner of DDSketch (Masson, Rim, Lee: DDSketch, VLDB 2019): bucket i holds the times in (γ^(i−1), γ^i] ms with
 * γ = (1 + α) / (1 − α), and its estimate 2γ^i / (γ + 1) differs from each of them by α = 2 % at most. From 1 ms to 1 h; what is less or
 * more counts as that. Histograms are merged by adding up the counts.
 *
 * <p>Encoded, a histogram is nothing if it is empty; else a byte for the format, and two varints for each bucket that is not empty: how far it is
 * from the one before, and its count. That makes {@value #MOST_BYTES} bytes at most.
 */
final class SolveTimes {
    static final double RELATIVE_ERROR = 0.02;
    static final long LONGEST_MILLIS = 3_600_000;
    static final int MOST_BYTES = 4096;

    private static final double GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
    private static final double LOG_GAMMA = Math.log(GAMMA);

    /** How many buckets there are. */
    static final int BUCKETS = (int) Math.ceil(Math.log((double) LONGEST_MILLIS) / LOG_GAMMA) + 1;

    private static final byte FORMAT = 1;
    private static final int PAYLOAD_BITS = 7;
    private static final int MORE = 0x80;

    /** Which takes 8 bytes. A gap takes one byte, or two where it leaves out more than a hundred buckets. */
    private static final long MOST_COUNTED = (1L << 56) - 1;

    private SolveTimes() {}

    static int bucket(long millis) {
        if (millis <= 1) {
            return 0;
        }
        return (int) Math.ceil(Math.log((double) Math.min(millis, LONGEST_MILLIS)) / LOG_GAMMA);
    }

    /** The time in milliseconds that so much of what was counted took at most; counts that are not all zero. */
    static long quantile(long[] counts, double share) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        int bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
            bucket++;
        }
        return Math.max(1, Math.round(2 * Math.pow(GAMMA, bucket) / (GAMMA + 1)));
    }

    static byte[] encode(long[] counts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last = -1;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                if (last < 0) {
                    bytes.write(FORMAT);
                }
                write(i - last, bytes);
                write(Math.min(counts[i], MOST_COUNTED), bytes);
                last = i;
            }
        }
        return bytes.toByteArray();
    }

    private static void write(long value, ByteArrayOutputStream to) {
        long rest = value;
        while (rest >= MORE) {
            to.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        to.write((int) rest);
    }

    /**
     * Adds an encoded histogram to counts.
     *
     * @throws IllegalStateException if it is none; then some of it may have been added
     */
    static void add(byte[] encoded, long[] to) {
        if (encoded.length == 0) {
            return;
        }
        if (encoded.length == 1 || encoded.length > MOST_BYTES || encoded[0] != FORMAT) {
            throw damaged();
        }
        int at = 1;
        int bucket = -1;
        while (at < encoded.length) {
            // Most gaps and counts take one byte.
            long gap = encoded[at++];
            if (gap < 0) {
                gap = varint(encoded, at - 1);
                at += length(gap) - 1;
            }
            if (gap < 1 || gap >= BUCKETS - bucket || at >= encoded.length) {
                throw damaged();
            }
            bucket += (int) gap;
            long count = encoded[at++];
            if (count < 0) {
                count = varint(encoded, at - 1);
                at += length(count) - 1;
            }
            if (count < 1) {
                throw damaged();
            }
            to[bucket] += count;
        }
    }

    private static long varint(byte[] encoded, int start) {
        long value = 0;
        for (int i = 0; i < 8 && start + i < encoded.length; i++) {
            long next = encoded[start + i];
            value |= (next & (MORE - 1)) << (PAYLOAD_BITS * i);
            if (next >= 0) {
                if (length(value) != i + 1) {
                    throw damaged();
                }
                return value;
            }
        }
        throw damaged();
    }

    /** How many bytes a positive value takes. */
    private static int length(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
        return Math.max(1, (bits + PAYLOAD_BITS - 1) / PAYLOAD_BITS);
    }

    private static IllegalStateException damaged() {
        return new IllegalStateException("these bytes are no histogram of solve times");
    }
}
