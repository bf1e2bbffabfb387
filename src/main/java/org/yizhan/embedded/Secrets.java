package org.yizhan.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The operator's password, the first push key and the signing key in force: as configured, otherwise made up at the first start and kept
 * in {@code secrets.properties} of the data folder, readable by its owner only.
 *
 * @param opsPassword the operator's password; one that is made up has 144 random bits
 * @param apiKey a push key; one that is made up is {@code yzk_} and 256 random bits
 * @param signingKey what push keys' signing secrets are derived from; one that is made up has 256 random bits
 * @param opsPasswordIsNew whether the password was made up just now, so that it has to be shown this once
 * @param apiKeyIsNew whether the key was made up just now, so that it has to be shown this once
 */
public record Secrets(
        String opsPassword, String apiKey, String signingKey, boolean opsPasswordIsNew, boolean apiKeyIsNew) {

    private static final String FILE = "secrets.properties";
    private static final String OPS_PASSWORD = "yizhan.ops.password";
    private static final String API_KEY = "yizhan.api.key";
    private static final String SIGNING_KEY = "yizhan.signing.key";
    private static final int PASSWORD_BYTES = 18;
    private static final int KEY_BYTES = 32;

    /**
     * Takes the configured secrets, or those that are kept in this folder, and makes up those that are missing.
     *
     * @param opsPassword as configured, empty for none
     * @param apiKey as configured, empty for none
     * @param signingKey as configured, empty for none
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public static Secrets of(
            DataFolder folder, String opsPassword, String apiKey, String signingKey, SecureRandom random) {
        Path file = folder.path().resolve(FILE);
        try {
            Properties kept = read(file);
            boolean newPassword = isMissing(opsPassword, kept, OPS_PASSWORD);
            boolean newKey = isMissing(apiKey, kept, API_KEY);
            if (newPassword) {
                kept.setProperty(OPS_PASSWORD, random(random, PASSWORD_BYTES));
            }
            if (newKey) {
                kept.setProperty(API_KEY, "yzk_" + random(random, KEY_BYTES));
            }
            boolean newSigningKey = isMissing(signingKey, kept, SIGNING_KEY);
            if (newSigningKey) {
                kept.setProperty(SIGNING_KEY, random(random, KEY_BYTES));
            }
            if (newPassword || newKey || newSigningKey) {
                write(file, text(kept));
            }
            return new Secrets(
                    opsPassword.isBlank() ? kept.getProperty(OPS_PASSWORD) : opsPassword,
                    apiKey.isBlank() ? kept.getProperty(API_KEY) : apiKey,
                    signingKey.isBlank() ? kept.getProperty(SIGNING_KEY) : signingKey,
                    newPassword,
                    newKey);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep secrets in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether this setting, where it isn't configured, is a secret that was made up. */
    public boolean isGenerated(String key) {
        return key.equals(OPS_PASSWORD) || key.equals(API_KEY) || key.equals(SIGNING_KEY);
    }

    private static boolean isMissing(String configured, Properties kept, String key) {
        return configured.isBlank() && kept.getProperty(key, "").isBlank();
    }

    private static String text(Properties kept) {
        return kept.stringPropertyNames().stream()
                .sorted(Comparator.reverseOrder())
                .map(key -> key + "=" + kept.getProperty(key) + "\n")
                .collect(Collectors.joining());
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
        return "Secrets[opsPasswordIsNew=%s, apiKeyIsNew=%s]".formatted(opsPasswordIsNew, apiKeyIsNew);
    }
}
