package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.fetch.Fetched;

class ChannelDocumentsTest {

    private static final ChannelDocuments DOCUMENTS = new ChannelDocuments(
            new Channel("mca-feed", Channel.Kind.POLL_FEED, "mca", Map.of()), Instant.parse("2026-11-26T02:00:00Z"));

    private static Fetched.Document feed(int bytes) {
        return new Fetched.Document(
                "https://mca.example/feed.xml", Optional.empty(), Map.of(), new byte[bytes], bytes, Duration.ZERO);
    }

    @Test
    void namesAllEntriesAtOnceWhereTheyFit() {
        assertThat(ChannelDocuments.shares(feed(200_000), List.of("a", "b"))).containsExactly(List.of("a", "b"));
        assertThat(ChannelDocuments.shares(feed(200_000), List.of())).isEmpty();
    }

    @Test
    void sharesLongNamesOutSoThatEachRecordHoldsItsShare() {
        Fetched.Document largest = feed(11_000_000);
        List<String> keys = IntStream.range(0, 5_000)
                .mapToObj(number -> number + "\"民\\".repeat(330))
                .toList();

        List<List<String>> shares = ChannelDocuments.shares(largest, keys);

        assertThat(shares.stream().flatMap(List::stream)).containsExactlyElementsOf(keys);
        assertThat(shares).hasSizeBetween(2, 10).allSatisfy(share -> {
            Received received = DOCUMENTS.feed(largest, share);
            String names = received.hint(Received.Hint.ENTRIES).orElseThrow();
            assertThat(Escaped.written(received.body()) + Escaped.written(names))
                    .isLessThan(Escaped.LARGEST);
        });
    }
}
