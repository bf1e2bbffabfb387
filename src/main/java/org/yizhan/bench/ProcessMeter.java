package org.yizhan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts CPU time and memory of a process, its descendants, and a PostgreSQL whose {@code postmaster.pid} lies in the data
 * folder (its server detaches itself from whoever starts it). Reads {@code /proc} (proc(5)), so on other systems than
 * Linux, or where nothing is known to measure, every figure is 0. For use by one thread.
 */
final class ProcessMeter {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux of our time
    private static final int KILOBYTE = 1_024;

    private final Optional<ProcessHandle> process;
    private final Optional<Path> dataFolder;
    private long peakBytes;

    ProcessMeter(Optional<ProcessHandle> process, Optional<Path> dataFolder) {
        this.process = process;
        this.dataFolder = dataFolder;
    }

    /** Seconds of CPU time used so far, user and system, reaped children included. */
    double cpuSeconds() {
        double ticks = 0;
        for (long pid : pids()) {
            ticks += ticks(pid);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Looks at the memory of all processes now: the sum of their proportional set sizes, shared pages counted once. */
    void sampleMemory() {
        Memory now = memory();
        peakBytes = Math.max(peakBytes, now.program() + now.servers());
    }

    /**
     * Memory at one moment, in bytes of proportional set size; 0 where unknown.
     *
     * @param program the process itself
     * @param servers its descendants and its PostgreSQL, shared buffers included
     */
    record Memory(long program, long servers) {}

    /** The memory of the processes now. */
    Memory memory() {
        long program = process.map(handle -> setSize(handle.pid())).orElse(0L);
        long all = pids().stream().mapToLong(ProcessMeter::setSize).sum();
        return new Memory(program, Math.max(0, all - program));
    }

    private static long setSize(long pid) {
        return field(proc(pid, "smaps_rollup"), "Pss:") * KILOBYTE;
    }

    /** The greatest sum that {@link #sampleMemory} has seen, in bytes. */
    long peakBytes() {
        return peakBytes;
    }

    /** The greatest resident set the process itself ever had, in bytes. */
    long processPeakBytes() {
        return process.map(handle -> field(proc(handle.pid(), "status"), "VmHWM:") * KILOBYTE)
                .orElse(0L);
    }

    private Set<Long> pids() {
        var pids = new HashSet<Long>();
        process.ifPresent(handle -> addTree(handle, pids));
        dataFolder.ifPresent(folder -> postmasters(folder).forEach(handle -> addTree(handle, pids)));
        return pids;
    }

    private static void addTree(ProcessHandle handle, Set<Long> pids) {
        pids.add(handle.pid());
        handle.descendants().forEach(child -> pids.add(child.pid()));
    }

    private static Set<ProcessHandle> postmasters(Path folder) {
        try (Stream<Path> files = Files.find(folder, 3, (path, is) -> path.endsWith("postmaster.pid"))) {
            return files.flatMap(file -> text(file).lines().limit(1))
                    .filter(pid -> pid.matches("\\d{1,10}"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .collect(Collectors.toSet());
        } catch (IOException | java.io.UncheckedIOException gone) {
            return Set.of();
        }
    }

    private static double ticks(long pid) {
        var stat = proc(pid, "stat");
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return 0;
        }
        var fields = stat.substring(name + 2).split(" ");
        double sum = 0;
        for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime: fields 14 to 17
            sum += Double.parseDouble(fields[field]);
        }
        return sum;
    }

    private static long field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String proc(long pid, String file) {
        return text(Path.of("/proc", Long.toString(pid), file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
