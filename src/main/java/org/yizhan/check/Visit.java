package org.yizhan.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.Robots;

/** The requests of one dry run over all its channels: each is made once, with a pause between two. Not for sharing. */
final class Visit {

    private final Fetcher fetcher;
    private final SourceCheck.Pause pause;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    Visit(Fetcher fetcher, SourceCheck.Pause pause) {
        this.fetcher = fetcher;
        this.pause = pause;
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
