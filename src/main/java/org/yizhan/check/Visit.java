package org.yizhan.check;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.HostRests;
import org.yizhan.ingest.poll.Robots;

/**
 * The requests of one dry run over all its channels: each is made once, with a pause between two. A host that answers that
 * it is asked too often, or is busy, rests from then on. Not for sharing.
 */
final class Visit {

    private final Fetcher fetcher;
    private final SourceCheck.Pause pause;
    private final Rests rests;
    private final Clock clock;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final Map<String, HostRest> said = new HashMap<>();
    private final Map<String, HostRest> kept = new LinkedHashMap<>();

    /** @param rests of before this visit */
    Visit(Fetcher fetcher, SourceCheck.Pause pause, Rests rests, Clock clock) {
        this.fetcher = fetcher;
        this.pause = pause;
        this.rests = rests;
        this.clock = clock;
    }

    /** Why {@code url} is not to be asked for {@code channel}; to be asked itself before anything is. */
    Optional<HostRest> rest(String url, String channel) {
        Optional<HostRest> rest =
                Optional.ofNullable(said.get(HostRests.host(url))).or(() -> rests.of(url, channel));
        rest.ifPresent(one -> kept.put(one.host(), one));
        return rest;
    }

    /** The hosts that something was not asked of. */
    List<HostRest> rests() {
        return List.copyOf(kept.values());
    }

    /** What kept us from asking. */
    static String told(HostRest rest) {
        Instant until = rest.until().truncatedTo(ChronoUnit.SECONDS);
        return rest.channel().isEmpty()
                ? "the host %s rests until %s, since it answered %d just now; it was asked no more"
                        .formatted(rest.host(), until, rest.status())
                : "the host %s rests until %s, since it answered %d when %s was polled; it was not asked"
                        .formatted(rest.host(), until, rest.status(), rest.channel());
    }

    /** What comes of {@code request}, or came of it before. */
    Asked ask(Fetch request) throws InterruptedException {
        String key = request.url() + " " + request.form().orElse("");
        Asked before = asked.get(key);
        if (before != null) {
            return before;
        }
        if (!asked.isEmpty()) {
            pause.take();
        }
        var answer = new Asked(request, fetcher.fetch(request));
        asked.put(key, answer);
        HostRests.said(request.url(), "", answer.answer(), clock.instant())
                .ifPresent(rest -> said.put(rest.host(), rest));
        return answer;
    }

    /** Whether the host's {@code robots.txt} keeps us out of {@code url}. */
    boolean isKeptOut(String url) throws InterruptedException {
        return !Robots.of(ask(Fetch.of(Robots.address(url))).answer()).allow(url);
    }

    /** Every request that somebody answered, in order. */
    List<Asked> all() {
        return asked.values().stream()
                .filter(one -> !KeptDocument.isMissing(one.answer()))
                .toList();
    }
}
