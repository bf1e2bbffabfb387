package org.yizhan.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads feeds that don't change as fast as one load thread can: {@code 304} on {@code /feeds/all.atom} with its ETag, and
 * whole bodies, uncompressed, of the feed whose length is nearest to 60 KB.
 */
final class ReadPhase {
    private static final long BODY = 60_000;
    private static final String ALL = "/feeds/all.atom";

    private final HttpClient client;
    private final Target target;
    private final BenchOptions options;

    ReadPhase(HttpClient client, Target target, BenchOptions options) {
        this.client = client;
        this.target = target;
        this.options = options;
    }

    Reads run() throws IOException, InterruptedException {
        var load = new HttpLoad(target.base(), options.readConnections());
        var time = Duration.ofSeconds(options.readSeconds());
        var etag = get(ALL).headers().firstValue("ETag").orElseThrow(() -> new BenchFailed(ALL + " has no ETag"));
        var conditional = Map.of("If-None-Match", etag);
        load.run(ALL, conditional, 304, warmUp(time));
        var notModified = load.run(ALL, conditional, 304, time);
        var feed = feedOfBodyLength();
        load.run(feed, Map.of(), 200, warmUp(time));
        return new Reads(notModified, load.run(feed, Map.of(), 200, time));
    }

    private static Duration warmUp(Duration time) {
        return time.dividedBy(4);
    }

    private String feedOfBodyLength() throws IOException, InterruptedException {
        var best = ALL;
        long distance = Long.MAX_VALUE;
        var feeds = Stream.of("/feeds/all", LatencyPhase.feed(), "/feeds/source/bench-00")
                .flatMap(feed -> Stream.of(feed + ".atom", feed + ".rss", feed + ".json"));
        for (var feed : List.copyOf(feeds.toList())) {
            var response = get(feed);
            long off = Math.abs(response.body().length - BODY);
            if (response.statusCode() == 200 && off < distance) {
                best = feed;
                distance = off;
            }
        }
        return best;
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(target.at(path)).build(), BodyHandlers.ofByteArray());
    }
}
