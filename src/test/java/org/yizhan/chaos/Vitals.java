package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a program holds at a moment, by its own metrics and by Linux, and how long articles took in the time before.
 *
 * @param second since the first look
 * @param heap megabytes of living objects
 * @param resident megabytes of memory, of the program without its database
 * @param threads those of Java and those of the virtual machine
 * @param descriptors open files and sockets
 * @param delays from the answer to the pusher until a subscriber was told
 */
record Vitals(long second, long heap, long resident, long threads, long descriptors, Delays delays) {

    static Vitals of(Program program, long second, Delays delays) throws IOException, InterruptedException {
        long heap = program.heap();
        Path process = Path.of("/proc", Long.toString(program.pid()));
        List<String> status = Files.readAllLines(process.resolve("status"));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Vitals(
                    second, heap, field(status, "VmRSS:") / 1024, field(status, "Threads:"), open.count(), delays);
        }
    }

    private static long field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** How much a figure grows in an hour, by the straight line with the least squares. */
    static double anHour(List<Vitals> looks, ToLongFunction<Vitals> figure) {
        double second = looks.stream().mapToLong(Vitals::second).average().orElseThrow();
        double mean = looks.stream().mapToLong(figure).average().orElseThrow();
        double above = looks.stream()
                .mapToDouble(look -> (look.second - second) * (figure.applyAsLong(look) - mean))
                .sum();
        double below = looks.stream()
                .mapToDouble(look -> (look.second - second) * (look.second - second))
                .sum();
        return 3_600 * above / below;
    }

    static long median(List<Vitals> looks, ToLongFunction<Vitals> figure) {
        return looks.stream()
                .mapToLong(figure)
                .sorted()
                .skip(looks.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
