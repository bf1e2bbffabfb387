package org.yizhan.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What one subscriber has got: when it was first told of each article. Filled by one thread, read by any. */
final class Inbox {
    private static final String ALGORITHM = "HmacSHA256";

    private final FollowedFeed feed;
    private final String secret;
    private final boolean answers;
    private final AtomicLongArray told;
    private final Set<Document> documents = new HashSet<>();

    /** A document by length and checksum. */
    private record Document(int length, long sum) {}

    /**
     * @param answers whether it answers deliveries
     * @param articles how many there will be
     */
    Inbox(FollowedFeed feed, String secret, boolean answers, int articles) {
        this.feed = feed;
        this.secret = secret;
        this.answers = answers;
        this.told = new AtomicLongArray(articles);
    }

    FollowedFeed feed() {
        return feed;
    }

    String secret() {
        return secret;
    }

    boolean answers() {
        return answers;
    }

    /** Takes a document that tells of these articles; whether it is new. */
    boolean take(Marks.Found found, long nanos) {
        for (int article : found.articles()) {
            if (article < told.length()) {
                told.compareAndSet(article, 0, nanos);
            }
        }
        return documents.add(new Document(found.length(), found.sum()));
    }

    /** When it was first told of an article ({@link System#nanoTime}); 0 where it wasn't. */
    long told(int article) {
        return told.get(article);
    }

    /** Whether a signature is the one for these bytes. */
    boolean isSigned(byte[] body, String signature) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String right = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(
                    right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
