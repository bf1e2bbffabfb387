package org.yizhan.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The secrets that a first start makes up, kept in {@code secrets.properties} of the data folder, readable by its owner
 * only.
 *
 * @param opsPassword the operator's password, 144 random bits
 * @param apiKey a push key, {@code yzk_} and 256 random bits
 * @param generated whether one of them was made up just now, so that it has to be shown this once
 */
public record Secrets(String opsPassword, String apiKey, boolean generated) {
    private static final String FILE = "secrets.properties";
    private static final String OPS_PASSWORD = "yizhan.ops.password";
    private static final String API_KEY = "yizhan.api.key";
    private static final int PASSWORD_BYTES = 18;
    private static final int KEY_BYTES = 32;

    /**
     * Reads the secrets of this folder and makes up those that are missing.
     *
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public static Secrets in(DataFolder folder, SecureRandom random) {
        Path file = folder.path().resolve(FILE);
        try {
            Properties kept = read(file);
            String opsPassword = kept.getProperty(OPS_PASSWORD, "");
            String apiKey = kept.getProperty(API_KEY, "");
            if (!opsPassword.isBlank() && !apiKey.isBlank()) {
                return new Secrets(opsPassword, apiKey, false);
            }
            Secrets made = new Secrets(
                    opsPassword.isBlank() ? random(random, PASSWORD_BYTES) : opsPassword,
                    apiKey.isBlank() ? "yzk_" + random(random, KEY_BYTES) : apiKey,
                    true);
            write(file, "%s=%s%n%s=%s%n".formatted(OPS_PASSWORD, made.opsPassword(), API_KEY, made.apiKey()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep secrets in " + file + ": " + e.getMessage(), e);
        }
    }

    /** So many random bytes in base64url without padding. */
    static String random(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /** Writes a file that only its owner can read; it is there as a whole or not at all. */
    static void write(Path file, String text) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, DataFolder.forOwnerOnly(partial, "rw-------"));
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Properties read(Path file) throws IOException {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
        return kept;
    }

    /** Names no secret, so that none gets into a log. */
    @Override
    public String toString() {
        return "Secrets[generated=" + generated + "]";
    }
}
