package org.yizhan.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Letter;
import org.yizhan.fetch.Sent;

/**
 * Delivers documents to one subscriber, one after the other (W3C WebSub §7): 2xx is delivered, 410 ends the subscription,
 * everything else fails, a redirect too. Who has taken some of them is sent the others next time, whyever that was not
 * done now. Subscribers who failed last are called over connections of their own, so that they take nothing from the
 * others. Safe for concurrent use; blocks.
 */
final class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int GONE = 410;
    private static final int LONGEST_ERROR = 200;

    private final HttpSender trusted;
    private final HttpSender doubtful;
    private final RetrySchedule schedule;
    private final Duration patience;

    /** @param patience no further document is begun after so long */
    Postman(HttpSender trusted, HttpSender doubtful, RetrySchedule schedule, Duration patience) {
        this.trusted = trusted;
        this.doubtful = doubtful;
        this.schedule = schedule;
        this.patience = patience;
    }

    Outcome deliver(Due due, Topics.News.Documents documents) {
        long begun = System.nanoTime();
        List<Topics.News.Document> taken = new ArrayList<>();
        for (Topics.News.Document document : documents.documents()) {
            if (!taken.isEmpty() && System.nanoTime() - begun > patience.toNanos()) {
                said(due, "a slow subscriber is sent the rest next time", "");
                return soFar(due, taken, Duration.ZERO);
            }
            Optional<Outcome> end = end(due, post(due, documents, document.body()));
            if (end.isPresent()) {
                return end.get() instanceof Outcome.Failed failed && !taken.isEmpty()
                        ? soFar(due, taken, failed.pause())
                        : end.get();
            }
            taken.add(document);
        }
        return new Outcome.Delivered(due, documents.state(), taken.size(), documents.more(), Duration.ZERO);
    }

    private static Outcome soFar(Due due, List<Topics.News.Document> taken, Duration pause) {
        return new Outcome.Delivered(due, taken.getLast().known(), taken.size(), true, pause);
    }

    /** What ends the delivery before all documents are there; empty where this one is. */
    private Optional<Outcome> end(Due due, Sent sent) {
        return switch (sent) {
            case Sent.Failed failed -> Optional.of(failed(due, failed.fault().word() + ": " + failed.detail(), ""));
            case Sent.Answered answered -> end(due, answered);
        };
    }

    private Optional<Outcome> end(Due due, Sent.Answered answered) {
        if (answered.isSuccess()) {
            return Optional.empty();
        }
        if (answered.status() == GONE) {
            said(due, "a subscriber has gone", "http-410");
            return Optional.of(new Outcome.Ended(due));
        }
        return Optional.of(
                failed(due, "HTTP " + answered.status(), answered.headers().getOrDefault("retry-after", "")));
    }

    private Sent post(Due due, Topics.News.Documents documents, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", documents.contentType());
        headers.put("Link", documents.link());
        due.secret().ifPresent(secret -> headers.put("X-Hub-Signature", Signature.of(body, secret)));
        HttpSender sender = due.attempt() == 0 ? trusted : doubtful;
        return sender.send(new Letter(due.callback(), headers, Optional.of(body)), 0);
    }

    private Outcome failed(Due due, String error, String retryAfter) {
        String shown = error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
        said(due, "a delivery failed and is tried again", shown);
        return new Outcome.Failed(due, shown.replace('\0', '\uFFFD'), schedule.after(due.attempt() + 1, retryAfter));
    }

    private static void said(Due due, String what, String error) {
        LOG.atInfo()
                .addKeyValue("stage", "deliver")
                .addKeyValue("topic", due.topic().path())
                .addKeyValue("host", due.host())
                .addKeyValue("attempt", due.attempt() + 1)
                .addKeyValue("error", error)
                .log(what);
    }
}
