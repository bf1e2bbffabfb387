package org.yizhan.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Unpacks sitemaps that are served as {@code .xml.gz}: the body itself is packed, whatever the transfer was. Stateless. */
final class SitemapPackedLinks {

    /** Bytes, unpacked. */
    static final int MOST = 15_000_000;

    /** How many bytes one packed byte may become. */
    static final int MOST_RATIO = 200;

    static final String LIMITS = "the packed sitemap is broken, larger than " + MOST + " bytes or packed tighter than "
            + MOST_RATIO + ":1; it was not read";

    private SitemapPackedLinks() {}

    /** The body, unpacked where it begins as gzip does (RFC 1952 §2.3.1); empty where that breaks off or meets a limit. */
    static Optional<byte[]> unpack(byte[] body) {
        if (body.length < 2 || body[0] != (byte) 0x1F || body[1] != (byte) 0x8B) {
            return Optional.of(body);
        }
        long most = Math.min(MOST, (long) body.length * MOST_RATIO);
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = unpacked.readNBytes((int) most);
            return unpacked.read() < 0 ? Optional.of(bytes) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
