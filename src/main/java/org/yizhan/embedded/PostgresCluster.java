package org.yizhan.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;

/**
 * The database files: one PostgreSQL cluster with a database {@code yizhan}, owned by a user {@code yizhan} who is no
 * superuser.
 *
 * <p>UTF-8 with the built-in locale {@code C.UTF-8}: text compares by code point, as fast as bytes, upper and lower
 * case follow Unicode, and no update of libc or ICU can reorder an index. A query that wants Chinese order says
 * {@code COLLATE "zh-x-icu"}.
 *
 * <p>The password is random, in {@code yizhan.password} beside the files; the superuser {@code postgres} has the same.
 */
final class PostgresCluster {
    static final String NAME = "yizhan";
    private static final String PASSWORD_FILE = "yizhan.password";
    private static final int PASSWORD_BYTES = 24;
    private static final String ONLY_LOOPBACK_WITH_PASSWORD = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Path folder;
    private final String password;

    private PostgresCluster(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** The cluster in this folder, made if it is missing; no server runs on it meanwhile. */
    static PostgresCluster in(Path folder, PostgresPrograms programs, SecureRandom random)
            throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve("PG_VERSION"))) {
            create(folder, programs, random);
        }
        Path passwordFile = folder.resolve(PASSWORD_FILE);
        if (!Files.exists(passwordFile)) {
            setPassword(folder, programs, random);
        }
        writeSettings(folder);
        return new PostgresCluster(folder, Files.readString(passwordFile).strip());
    }

    /** Makes it beside its place and moves it there when it is complete, so that a kill leaves no half of one. */
    private static void create(Path folder, PostgresPrograms programs, SecureRandom random)
            throws IOException, InterruptedException {
        Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
        FileTree.delete(partial);
        programs.run(
                "initdb",
                List.of(
                        "--pgdata=" + partial,
                        "--username=postgres",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--auth-host=scram-sha-256",
                        "--auth-local=reject",
                        "--no-instructions",
                        "--sync-method=syncfs"),
                "");
        writeSettings(partial);
        inSingleUserMode(partial, programs, """
                CREATE ROLE yizhan LOGIN;
                CREATE DATABASE yizhan OWNER yizhan;
                GRANT pg_monitor, pg_checkpoint TO yizhan;
                """);
        setPassword(partial, programs, random);
        Files.move(partial, folder);
    }

    private static void setPassword(Path folder, PostgresPrograms programs, SecureRandom random)
            throws IOException, InterruptedException {
        String password = Secrets.random(random, PASSWORD_BYTES);
        inSingleUserMode(folder, programs, """
                ALTER ROLE postgres PASSWORD '%1$s';
                ALTER ROLE yizhan PASSWORD '%1$s';
                """.formatted(password));
        Secrets.write(folder.resolve(PASSWORD_FILE), password + "\n");
    }

    /** Each line is a statement of its own (PostgreSQL documentation, <i>postgres</i>, "Single-User Mode"). */
    private static void inSingleUserMode(Path folder, PostgresPrograms programs, String statements)
            throws IOException, InterruptedException {
        String output = programs.run(
                "postgres",
                List.of("--single", "-D", folder.toString(), "-c", "exit_on_error=on", "postgres"),
                statements);
        if (output.contains("ERROR:")) {
            throw new IOException("cannot set up PostgreSQL: " + output.strip());
        }
    }

    private static void writeSettings(Path folder) throws IOException {
        try (InputStream settings = PostgresCluster.class.getResourceAsStream("/embedded/postgresql.conf")) {
            if (settings == null) {
                throw new FileNotFoundException("/embedded/postgresql.conf is not on the class path");
            }
            Files.copy(settings, folder.resolve("postgresql.conf"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(folder.resolve("pg_hba.conf"), ONLY_LOOPBACK_WITH_PASSWORD);
    }

    Path folder() {
        return folder;
    }

    String password() {
        return password;
    }
}
