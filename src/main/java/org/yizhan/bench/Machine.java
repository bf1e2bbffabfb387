package org.yizhan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine the figures were taken on.
 *
 * @param cores how many the JVM may use
 * @param memory bytes; 0 where unknown
 * @param cpu the model's name; empty where unknown
 */
record Machine(int cores, long memory, String cpu, String os, String jdk) {
    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                number(value("/proc/meminfo", "MemTotal", ":")) * 1_024,
                value("/proc/cpuinfo", "model name", ":"),
                value("/etc/os-release", "PRETTY_NAME", "=").replace("\"", "") + ", " + System.getProperty("os.name")
                        + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
    }

    private static long number(String text) {
        var digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String value(String file, String name, String separator) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException absent) {
            return "";
        }
    }
}
