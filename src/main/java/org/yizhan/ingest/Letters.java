package org.yizhan.ingest;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;

/**
 * Takes letters (RFC 5322) out of a channel's mailbox. A letter is taken where its {@code From} is one of those the channel
 * names, for anybody can write to a mailbox; its {@code Message-ID}, or the hash of a very long one, is the article's id. Safe for concurrent use.
 */
public final class Letters {

    private static final int LARGEST = 10_000_000;
    private static final int LONGEST_ID = 1_000;

    private final Clock clock;

    public Letters(Clock clock) {
        this.clock = clock;
    }

    /** A letter as its mailbox has it. */
    public interface Delivery {
        /** Writes the whole letter, headers first. */
        void writeTo(OutputStream out) throws IOException, MessagingException;
    }

    /** As much as a letter may have, and not a byte more of one that is larger, whatever its mailbox says of its size. */
    private static final class Bounded extends ByteArrayOutputStream {

        /** What is larger. */
        private static final class Outgrown extends RuntimeException {}

        @Override
        public void write(int one) {
            grow(1);
            super.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            grow(length);
            super.write(bytes, from, length);
        }

        private void grow(int more) {
            if (more > LARGEST - size()) {
                throw new Outgrown();
            }
        }
    }

    /**
     * Takes one letter.
     *
     * @throws Refused where it is none, too large, or of a sender the channel does not name
     * @throws IOException where the mailbox does not give it
     * @throws MessagingException the same
     */
    public Received take(Channel channel, Delivery letter) throws Refused, IOException, MessagingException {
        var bounded = new Bounded();
        try {
            letter.writeTo(bounded);
        } catch (Bounded.Outgrown e) {
            throw new Refused(413, "the letter is larger than 10 MB");
        }
        return take(channel, bounded.toByteArray());
    }

    private Received take(Channel channel, byte[] bytes) throws Refused {
        InternetHeaders headers = headers(bytes);
        String sender = sender(headers);
        if (senders(channel).noneMatch(allowed -> isOf(allowed, sender))) {
            throw new Refused(
                    403, "the letter is from '" + sender + "', whom the channel's parameter from does not name");
        }
        String id = Identity.nfc(id(headers, bytes));
        return new ChannelDocuments(channel, clock.instant()).letter(id, bytes);
    }

    private static InternetHeaders headers(byte[] bytes) throws Refused {
        try {
            return new InternetHeaders(new ByteArrayInputStream(bytes), true);
        } catch (MessagingException e) {
            throw new Refused(422, "the letter's headers can't be read: " + e.getMessage());
        }
    }

    private static String sender(InternetHeaders headers) throws Refused {
        try {
            InternetAddress[] from = InternetAddress.parseHeader(
                    Optional.ofNullable(headers.getHeader("From", ",")).orElse(""), false);
            return from.length == 0 ? "" : from[0].getAddress().toLowerCase(Locale.ROOT);
        } catch (AddressException e) {
            throw new Refused(422, "the letter's From can't be read: " + e.getMessage());
        }
    }

    private static Stream<String> senders(Channel channel) {
        return Arrays.stream(channel.parameter("from").orElse("").split(",", -1))
                .map(sender -> sender.strip().toLowerCase(Locale.ROOT))
                .filter(sender -> !sender.isEmpty());
    }

    private static boolean isOf(String allowed, String sender) {
        return allowed.startsWith("@") ? sender.endsWith(allowed) : sender.equals(allowed);
    }

    private static String id(InternetHeaders headers, byte[] bytes) {
        return Optional.ofNullable(headers.getHeader("Message-ID", null))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> id.length() > LONGEST_ID ? "sha256:" + Identity.fingerprint(id) : id)
                .orElseGet(() -> "sha256:" + sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
