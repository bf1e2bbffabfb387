package org.yizhan.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The documents under {@code feed/}, named after what is wrong with them. */
final class Fixture {

    static final String URL = "https://www.example.gov.cn/rss/feed.xml";

    private Fixture() {}

    static byte[] bytes(String name) {
        try (InputStream stream = Objects.requireNonNull(Fixture.class.getResourceAsStream("/feed/" + name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FeedDocument read(String name) {
        return FeedReader.read(bytes(name), "", URL);
    }

    static FeedDocument parse(String text) {
        return FeedReader.read(text.getBytes(StandardCharsets.UTF_8), "", URL);
    }
}
