package org.yizhan.ingest.poll;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.SetClock;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;

/**
 * Many hosts in one, without sockets and with a clock that is set: each address has a behaviour, and every request is
 * written down with what was answered.
 */
final class PoliteOrigin implements Fetcher {

    /**
     * A request as the host saw it.
     *
     * @param served its own answer
     * @param end the answer at the end of its redirects
     */
    record Seen(Instant at, Fetch request, String host, Served served, Served end) {}

    /**
     * What a behaviour answers.
     *
     * @param status 0: no answer; 200 with a body; 304 is made of it where the request's validators fit
     * @param to where it redirects to
     */
    record Served(int status, Fault fault, Map<String, String> headers, String body, String to, Duration took) {

        static Served page(String body) {
            return new Served(200, Fault.PROTOCOL, Map.of(), body, "", Duration.ofMillis(200));
        }

        static Served status(int status, Fault fault) {
            return new Served(status, fault, Map.of(), "", "", Duration.ofMillis(200));
        }

        static Served none(Fault fault) {
            return status(0, fault);
        }

        static Served redirect(int status, String to) {
            return new Served(status, Fault.REDIRECT, Map.of(), "", to, Duration.ofMillis(200));
        }

        Served with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Served(status, fault, more, body, to, took);
        }

        Served taking(Duration time) {
            return new Served(status, fault, headers, body, to, time);
        }
    }

    /** What one address does. */
    @FunctionalInterface
    interface Behaviour {
        Served answer(Fetch request, Instant now, int count);
    }

    private final SetClock clock;
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Seen> log = new ArrayList<>();

    PoliteOrigin(SetClock clock) {
        this.clock = clock;
    }

    void serve(String url, Behaviour behaviour) {
        behaviours.put(url, behaviour);
    }

    List<Seen> log() {
        return log;
    }

    /** Nobody heard the answers to these requests of the log: who asked was cut off. */
    void unheard(int from, int to) {
        log.subList(from, to).replaceAll(seen -> {
            Served none = Served.none(Fault.TIMEOUT).taking(seen.served().took());
            return new Seen(seen.at(), seen.request(), seen.host(), none, none);
        });
    }

    private Served serve(Fetch wanted) {
        Behaviour behaviour =
                behaviours.getOrDefault(wanted.url(), (request, now, count) -> Served.status(404, Fault.HTTP_404));
        int count = counts.merge(wanted.url(), 1, Integer::sum);
        Served served = behaviour.answer(wanted, clock.instant(), count);
        return isFresh(wanted, served) ? new Served(304, served.fault, served.headers, "", "", served.took) : served;
    }

    private static boolean isFresh(Fetch wanted, Served served) {
        String etag = served.headers.get("etag");
        String modified = served.headers.get("last-modified");
        if (served.status != 200) {
            return false;
        }
        return wanted.etag().isPresent()
                ? wanted.etag().get().equals(etag)
                : wanted.lastModified().isPresent()
                        && wanted.lastModified().get().equals(modified);
    }

    @Override
    public Fetched fetch(Fetch wanted) {
        boolean permanent = true;
        String url = wanted.url();
        Duration took = Duration.ZERO;
        Optional<Served> first = Optional.empty();
        for (int hop = 0; hop < 6; hop++) {
            var request = new Fetch(url, wanted.etag(), wanted.lastModified(), wanted.accept(), wanted.form());
            Served served = serve(request);
            took = took.plus(served.took);
            first = first.or(() -> Optional.of(served));
            if (served.to.isEmpty()) {
                log.add(new Seen(clock.instant(), wanted, Hosts.of(wanted.url()), first.orElse(served), served));
                return fetched(url, permanent && hop > 0 ? Optional.of(url) : Optional.empty(), served, took);
            }
            permanent &= served.status == 301 || served.status == 308;
            url = served.to;
        }
        Served lost = Served.status(302, Fault.REDIRECT);
        log.add(new Seen(clock.instant(), wanted, Hosts.of(wanted.url()), lost, lost));
        return new Fetched.Failed(Fault.REDIRECT, 302, "more than five redirects", Map.of(), took);
    }

    private static Fetched fetched(String url, Optional<String> movedTo, Served served, Duration took) {
        byte[] body = served.body.getBytes(StandardCharsets.UTF_8);
        return switch (served.status) {
            case 200 -> new Fetched.Document(url, movedTo, served.headers, body, body.length, took);
            case 304 -> new Fetched.NotModified(movedTo, served.headers, took);
            default -> new Fetched.Failed(served.fault, served.status, "so it is", served.headers, took);
        };
    }
}
