package org.yizhan.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's {@code initdb}, {@code postgres} and {@code pg_ctl} for this machine, unpacked from the class path.
 *
 * <p>They lie below the data folder and not below the temporary folder, so that two programs, a cleaned {@code /tmp} or
 * one without the right to execute do no harm. The folder's name is the bundle's checksum and size: another version of the bundle
 * gets a folder of its own, and a folder under that name is complete.
 */
final class PostgresPrograms {
    private static final Pattern NEEDED =
            Pattern.compile("bin/.*|lib/.*\\.so(\\.[0-9.]+)?|share/(?!.*/locale/|doc/|man/).*");
    private static final long MAX_SECONDS = 60;

    private final Path folder;
    private final List<String> prefix;

    private PostgresPrograms(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** Unpacks the bundle below this folder unless it is there. */
    static PostgresPrograms unpackedBelow(Path parent) throws IOException {
        byte[] bundle = bundle();
        Path folder = parent.resolve(name(bundle));
        if (!Files.isDirectory(folder)) {
            Path partial = parent.resolve(folder.getFileName() + ".partial");
            FileTree.delete(partial);
            unpack(bundle, Files.createDirectories(partial));
            Files.move(partial, folder);
        }
        return new PostgresPrograms(folder, prefix());
    }

    private static byte[] bundle() throws IOException {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        InputStream found = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, architecture.equals("amd64") ? "x86_64" : architecture);
        if (found == null) {
            throw new IOException("no PostgreSQL for %s on %s is bundled: set YIZHAN_DATABASE_URL to a server's"
                    .formatted(system, architecture));
        }
        try (found) {
            return found.readAllBytes();
        }
    }

    private static String name(byte[] bundle) {
        CRC32 sum = new CRC32();
        sum.update(bundle);
        return "%08x-%d".formatted(sum.getValue(), bundle.length);
    }

    private static void unpack(byte[] bundle, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(bundle)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                String name = folder.relativize(target).toString().replace(File.separatorChar, '/');
                if (!target.startsWith(folder)
                        || entry.isDirectory()
                        || !NEEDED.matcher(name).matches()) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if (name.startsWith("bin/")) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                    }
                }
            }
        }
    }

    /**
     * What goes before a program's name: a session of its own, so that Ctrl-C at the terminal reaches us and not the
     * server, and for root, whom PostgreSQL refuses to serve, a user namespace in which we are nobody.
     */
    private static List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        findOnPath("setsid").ifPresent(prefix::add);
        if ("root".equals(System.getProperty("user.name"))) {
            findOnPath("unshare").ifPresent(unshare -> prefix.addAll(List.of(unshare, "--user")));
        }
        return List.copyOf(prefix);
    }

    private static Optional<String> findOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** A command that is ready to start, without the settings that PostgreSQL would take from our environment. */
    ProcessBuilder command(String program, List<String> arguments) {
        List<String> words = new ArrayList<>(prefix);
        words.add(folder.resolve("bin").resolve(program).toString());
        words.addAll(arguments);
        ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        command.environment().put("LC_ALL", "C");
        return command;
    }

    /** Runs a command to its end and answers what it printed; one that fails or takes a minute is an error. */
    String run(String program, List<String> arguments, String input) throws IOException, InterruptedException {
        Process process = command(program, arguments).start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end within " + MAX_SECONDS + " s: " + output.strip());
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " failed: " + output.strip());
        }
        return output;
    }
}
