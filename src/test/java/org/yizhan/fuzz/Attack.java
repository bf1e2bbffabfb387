package org.yizhan.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer calls. It is given the words of the targets; of several the first byte of an input tells which is meant, so
 * that one short run can try all.
 */
public final class Attack {

    private static List<Target> targets = List.of(Target.values());

    private Attack() {}

    /** Tries what is kept first, without a limit of time: loading and instrumenting classes is none of an input's fault. */
    public static void fuzzerInitialize(String[] words) {
        targets = Arrays.stream(Target.values())
                .filter(target -> List.of(words).contains(target.word()))
                .toList();
        for (Target target : targets) {
            target.corpus().values().forEach(target::attack);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (targets.size() == 1) {
            targets.getFirst().attack(input);
        } else if (input.length > 0) {
            targets.get((input[0] & 0xFF) % targets.size()).attack(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
