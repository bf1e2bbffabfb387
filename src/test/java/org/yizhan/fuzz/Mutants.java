package org.yizhan.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs that are others a little changed: the same ones every time for one seed, so that a build fails for what changed in it. */
final class Mutants {

    private static final int MOST_CHANGES = 4;

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    Mutants(long seed, List<byte[]> corpus) {
        this.random = new SplittableRandom(seed);
        this.corpus = List.copyOf(corpus);
    }

    byte[] next(byte[] input) {
        byte[] changed = input;
        for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
            changed = changed(changed);
        }
        return changed;
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int until = from + random.nextInt(Math.min(32, input.length - from) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> joined(input, from, new byte[0], until);
            case 1 -> joined(input, until, part(input), until);
            case 2 -> joined(input, from, part(corpus.get(random.nextInt(corpus.size()))), until);
            case 3 -> joined(input, from, Arrays.copyOfRange(input, from, until), from);
            default -> flipped(input);
        };
    }

    /** What stands before {@code from}, something else, and what stands from {@code until} on. */
    private static byte[] joined(byte[] input, int from, byte[] between, int until) {
        var out = new ByteArrayOutputStream(input.length + between.length);
        out.write(input, 0, from);
        out.writeBytes(between);
        out.write(input, until, input.length - until);
        return out.toByteArray();
    }

    private byte[] part(byte[] input) {
        int from = random.nextInt(input.length + 1);
        return Arrays.copyOfRange(input, from, from + random.nextInt(Math.min(32, input.length - from) + 1));
    }

    private byte[] flipped(byte[] input) {
        byte[] flipped = input.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }
}
