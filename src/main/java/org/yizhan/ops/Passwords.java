package org.yizhan.ops;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How passwords are kept: PBKDF2 with HMAC-SHA-256 and {@value #ROUNDS} rounds (OWASP Password Storage Cheat Sheet), salted
 * with 128 random bits. Safe for concurrent use.
 */
public final class Passwords {

    /** The fewest characters of a password. */
    public static final int SHORTEST = 12;

    /** The most. */
    public static final int LONGEST = 200;

    private static final int ROUNDS = 600_000;
    private static final int BITS = 256;

    private final SecureRandom random;
    private final Kept nobodys;

    public Passwords(SecureRandom random) {
        this.random = random;
        this.nobodys = new Kept(salt(), new byte[BITS / 8], ROUNDS);
    }

    /**
     * A password as it is kept.
     *
     * @param rounds with which {@code hash} was made
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(byte[] salt, byte[] hash, int rounds) {
        @Override
        public String toString() {
            return "Kept[rounds=%d]".formatted(rounds);
        }
    }

    /** One that nobody guesses: 144 random bits. */
    public String make() {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether it is long enough to be somebody's and can be typed again. */
    public static boolean isFit(String password, String name) {
        int length = password.codePointCount(0, password.length());
        return length >= SHORTEST
                && password.length() <= LONGEST
                && password.chars().noneMatch(Character::isISOControl)
                && password.chars().distinct().count() > 3
                && !password.equalsIgnoreCase(name);
    }

    Kept keep(String password) {
        byte[] salt = salt();
        return new Kept(salt, hash(password, salt, ROUNDS), ROUNDS);
    }

    static boolean isRight(String password, Kept kept) {
        return MessageDigest.isEqual(hash(password, kept.salt(), kept.rounds()), kept.hash());
    }

    /** Takes as long as looking at a password does, so that nobody learns by the clock which names there are. */
    void waste(String password) {
        var unused = isRight(password, nobodys);
    }

    private byte[] salt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return salt;
    }

    private static byte[] hash(String password, byte[] salt, int rounds) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
