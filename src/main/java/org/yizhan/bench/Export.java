package org.yizhan.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the export: every article that has come through, by ascending change number. It remembers how far it has read, so
 * that a full window is read once only. For use by one thread.
 */
final class Export {
    private static final ObjectReader READER = new ObjectMapper().readerFor(Line.class);

    private final HttpClient client;
    private final Target target;
    private long known;

    Export(HttpClient client, Target target) {
        this.client = client;
        this.target = target;
    }

    /** The part of an export line that the figures need. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(long seq, String articleId, String source, String externalId, String storyId, List<Label> tags) {}

    /** A tag. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Label(String scheme, String id) {
        /** Whether an article with this tag belongs into a feed; a region's holds those of the regions in it. */
        boolean isIn(String feedScheme, String feedId) {
            return scheme.equals(feedScheme)
                    && (scheme.equals("region") ? id.startsWith(within(feedId)) : id.equals(feedId));
        }

        /** What the codes of a region and of those in it begin with (GB/T 2260). */
        private static String within(String region) {
            int end = region.endsWith("0000") ? 2 : region.endsWith("00") ? 4 : region.length();
            return region.substring(0, Math.min(end, region.length()));
        }
    }

    /** Hands over every line after change number {@code since}; returns the last number read, or {@code since}. */
    long read(long since, Consumer<Line> each) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(target.at("/api/v1/export/articles.ndjson?since=" + since))
                .timeout(Duration.ofMinutes(10))
                .build();
        var response = client.send(request, BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                throw new BenchFailed("export answered " + response.statusCode());
            }
            long last = since;
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                Line line = READER.readValue(text);
                last = Math.max(last, line.seq());
                each.accept(line);
            }
            known = Math.max(known, last);
            return last;
        }
    }

    /** The last change number there is. */
    long last() throws IOException, InterruptedException {
        return read(known, line -> {});
    }
}
