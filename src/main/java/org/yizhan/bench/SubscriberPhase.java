package org.yizhan.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Subscribes callbacks of its own at the hub, over the public interface, pushes single articles at a steady rate, and
 * measures when each subscriber is told of each. Which feeds an article belongs into is read from the export. All articles
 * are originals of this moment. The program has to allow callbacks on 127.0.0.1.
 */
final class SubscriberPhase {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    /** Articles that make sources and tags known before anybody subscribes. */
    private static final int KNOWN = 200;

    private static final int WARM_UP_SECONDS = 10;
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Going through all pairs takes time from those who deliver. */
    private static final Duration COUNTING = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Target target;
    private final Audience audience;
    private final Duration patience;
    private final Newsroom newsroom;
    private final Pusher pusher;
    private final Clock clock;

    SubscriberPhase(
            HttpClient client, Target target, BenchOptions options, Newsroom newsroom, Pusher pusher, Clock clock) {
        this.client = client;
        this.target = target;
        this.audience = options.audience();
        this.patience = options.patience();
        this.newsroom = newsroom;
        this.pusher = pusher;
        this.clock = clock;
    }

    /** @param from number of an article; it and those after it were not pushed yet */
    Told run(int from) throws IOException, InterruptedException {
        int[] numbers = newsroom.originals(from, KNOWN + warmUp() + measured()).toArray();
        var export = new Export(client, target);
        long before = export.last();
        pusher.push(
                Batch.of(newsroom.originals(from, KNOWN).mapToObj(this::fresh).toList()));
        var mix = new FeedMix(known(export, before), audience.taste());
        var inboxes = inboxes(mix, numbers[numbers.length - 1] - numbers[KNOWN] + 1);
        try (var callbacks = new Callbacks(inboxes, new Marks(newsroom, numbers[KNOWN]))) {
            subscribe(inboxes, callbacks);
            return measure(numbers, inboxes, callbacks, export);
        }
    }

    private int warmUp() {
        return Math.min(WARM_UP_SECONDS, audience.seconds()) * audience.rate();
    }

    private int measured() {
        return audience.seconds() * audience.rate();
    }

    private SyntheticArticle fresh(int index) {
        return newsroom.article(index).fresh(clock.instant().atZone(BEIJING).toOffsetDateTime());
    }

    private List<Export.Line> known(Export export, long before) throws IOException, InterruptedException {
        var lines = new ArrayList<Export.Line>();
        long seq = before;
        long deadline = System.nanoTime() + patience.toNanos();
        while (lines.size() < KNOWN && System.nanoTime() < deadline) {
            seq = export.read(seq, lines::add);
            Thread.sleep(LOOK);
        }
        if (lines.isEmpty()) {
            throw new BenchFailed("no article became visible before anybody could subscribe");
        }
        return lines;
    }

    /** Those who hang are spread over all feeds. */
    private List<Inbox> inboxes(FeedMix mix, int articles) {
        var inboxes = new ArrayList<Inbox>();
        int all = audience.subscribers();
        for (int number = 0; number < all; number++) {
            boolean hangs = (long) number * audience.hanging() / all < (number + 1L) * audience.hanging() / all;
            inboxes.add(new Inbox(mix.feed(number), newsroom.run() + "-secret-" + number, !hangs, articles));
        }
        return inboxes;
    }

    private void subscribe(List<Inbox> inboxes, Callbacks callbacks) throws IOException, InterruptedException {
        for (int number = 0; number < inboxes.size(); number++) {
            subscribe(inboxes.get(number), callbacks.url(number));
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (callbacks.confirmed() < inboxes.size()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailed("only " + callbacks.confirmed() + " of " + inboxes.size()
                        + " subscriptions were verified within " + patience.toSeconds() + " s");
            }
            Thread.sleep(LOOK);
        }
    }

    private void subscribe(Inbox inbox, String callback) throws IOException, InterruptedException {
        String form = "hub.mode=subscribe&hub.topic="
                + encoded(target.at(inbox.feed().path()).toString()) + "&hub.callback=" + encoded(callback)
                + "&hub.secret=" + encoded(inbox.secret());
        var request = HttpRequest.newBuilder(target.at("/websub"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofMinutes(1))
                .POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new BenchFailed("the hub answered " + answer.statusCode() + ": "
                    + answer.body().strip()
                    + " (callbacks on 127.0.0.1 need yizhan.websub.allow=127.0.0.1:* and topics yizhan.base.url)");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Told measure(int[] numbers, List<Inbox> inboxes, Callbacks callbacks, Export export)
            throws IOException, InterruptedException {
        var visible = new Visible(export, export.last());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watching = threads.submit(visible);
            try {
                int start = KNOWN + warmUp();
                var steady = new SteadyPush(pusher, this::fresh, audience.rate());
                steady.run(Arrays.copyOfRange(numbers, KNOWN, start));
                var load = new Load(new ProcessMeter(target.process(), target.dataFolder()), callbacks);
                var accepted = steady.run(Arrays.copyOfRange(numbers, start, numbers.length));
                load.end();
                Supplier<Tally.Figures> tally =
                        () -> Tally.of(newsroom, inboxes, numbers[KNOWN], visible.shown(), accepted.nanos());
                return told(accepted, inboxes, callbacks, load, awaitStragglers(tally, callbacks));
            } finally {
                visible.stop();
                LatencyPhase.get(watching);
            }
        }
    }

    /** Until nothing is missing, or nothing has come for long. */
    private Tally.Figures awaitStragglers(Supplier<Tally.Figures> tally, Callbacks callbacks)
            throws InterruptedException {
        long last = callbacks.count().deliveries();
        long lastNew = System.nanoTime();
        Tally.Figures figures = tally.get();
        while (figures.isOpen(measured()) && System.nanoTime() - lastNew < patience.toNanos()) {
            Thread.sleep(COUNTING);
            long now = callbacks.count().deliveries();
            lastNew = now > last ? System.nanoTime() : lastNew;
            last = now;
            figures = tally.get();
        }
        return figures;
    }

    private Told told(
            SteadyPush.Accepted accepted, List<Inbox> inboxes, Callbacks callbacks, Load load, Tally.Figures figures) {
        Callbacks.Count count = callbacks.count();
        return new Told(
                measured(),
                accepted.perSecond(),
                (int) inboxes.stream()
                        .map(inbox -> inbox.feed().path())
                        .distinct()
                        .count(),
                figures.pairs(),
                figures.missing(),
                measured() - figures.articles(),
                count.twice(),
                count.unsigned(),
                load.deliveries() / load.seconds(),
                load.bytes() / 1e6 / load.seconds(),
                1e6 * load.cpuSeconds() / Math.max(1, load.deliveries()),
                load.cpuSeconds() / load.seconds(),
                figures.accepted(),
                figures.visible(),
                figures.searches());
    }
}
