package org.yizhan.ingest.poll;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.yizhan.ingest.poll.PoliteOrigin.Seen;

/** Judges the whole log of an origin by the rules P1 to P9; each breach is a sentence. */
final class Manners {

    private final List<String> breaches = new ArrayList<>();

    private Manners() {}

    static List<String> breaches(List<Seen> log) {
        var manners = new Manners();
        var byUrl = new HashMap<String, List<Seen>>();
        var byHost = new HashMap<String, List<Seen>>();
        log.forEach(seen -> {
            byUrl.computeIfAbsent(seen.request().url(), url -> new ArrayList<>())
                    .add(seen);
            byHost.computeIfAbsent(seen.host(), host -> new ArrayList<>()).add(seen);
        });
        byUrl.values().forEach(manners::conditional);
        byUrl.values().forEach(manners::unhurried);
        byHost.values().forEach(manners::paced);
        byHost.values().forEach(manners::sparing);
        byHost.values().forEach(manners::allowed);
        return manners.breaches;
    }

    private void breach(String rule, Seen seen, String how) {
        breaches.add("%s %s %s: %s".formatted(rule, seen.at(), seen.request().url(), how));
    }

    /** P1 and P2: after the first 200 every request carries the validators of the last one, byte for byte. */
    private void conditional(List<Seen> requests) {
        Optional<Seen> last = Optional.empty();
        Instant bare = Instant.MIN;
        for (Seen seen : requests) {
            if (last.isPresent() && !seen.request().url().endsWith("/robots.txt")) {
                Map<String, String> headers = last.get().end().headers();
                Optional<String> etag = Optional.ofNullable(headers.get("etag"));
                Optional<String> modified = Optional.ofNullable(headers.get("last-modified"));
                boolean without = etag.isEmpty() && modified.isEmpty();
                boolean unconditional = seen.request().etag().isEmpty()
                        && seen.request().lastModified().isEmpty();
                if (!without && unconditional) {
                    breach("P1", seen, "unconditional though validators are known");
                }
                if (without && unconditional && bare.plus(Duration.ofDays(7)).isAfter(seen.at())) {
                    breach("P1", seen, "unconditional again within seven days");
                }
                if (!seen.request().etag().equals(etag)) {
                    breach("P2", seen, "sent " + seen.request().etag() + " for " + etag);
                }
                if (!without && !seen.request().lastModified().equals(modified)) {
                    breach("P2", seen, "sent " + seen.request().lastModified() + " for " + modified);
                }
            }
            if (seen.request().etag().isEmpty() && seen.request().lastModified().isEmpty()) {
                bare = seen.at();
            }
            if (seen.end().status() == 200 && !seen.end().body().isBlank()) {
                last = Optional.of(seen);
            }
        }
    }

    /** P3 and P4 for one address: five minutes, max-age, Expires, ttl, skipHours, Retry-After. */
    private void unhurried(List<Seen> requests) {
        Duration ttl = Duration.ZERO;
        Set<Integer> hours = Set.of();
        Set<DayOfWeek> days = Set.of();
        for (int n = 1; n < requests.size(); n++) {
            Seen before = requests.get(n - 1);
            Seen seen = requests.get(n);
            Duration gap = Duration.between(before.at(), seen.at());
            String body = before.served().body();
            if (before.served().status() == 200) {
                ttl = Duration.ofMinutes(number(body, "#ttl="));
                hours = body.contains("#skip=") ? Set.of(0, 1, 2, 3, 4, 5) : Set.of();
                days = body.contains("#days=") ? Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY) : Set.of();
            }
            boolean answered =
                    before.served().status() == 200 || before.served().status() == 304;
            var rules = new HashMap<String, Duration>();
            rules.put("P3 five minutes", Duration.ofMinutes(5));
            rules.put("P3 ttl", answered ? ttl : Duration.ZERO);
            rules.put(
                    "P3 lifetime",
                    HttpTime.lifetime(before.served().headers(), before.at()).orElse(Duration.ZERO));
            rules.put(
                    "P4 retry-after",
                    HttpTime.retryAfter(before.served().headers(), before.at()).orElse(Duration.ZERO));
            rules.forEach((rule, least) -> {
                if (gap.compareTo(least) < 0) {
                    breach(rule, seen, "after " + gap);
                }
            });
            if (hours.contains(seen.at().atOffset(ZoneOffset.UTC).getHour())
                    || days.contains(seen.at().atOffset(ZoneOffset.UTC).getDayOfWeek())) {
                breach("P3 skip", seen, "in an hour or day to skip");
            }
        }
    }

    private static long number(String body, String name) {
        int at = body.indexOf(name);
        return at < 0
                ? 0
                : Long.parseLong(
                        body.substring(at + name.length()).lines().findFirst().orElse("0"));
    }

    /** P3 for one host: five seconds between starts, two at once. */
    private void paced(List<Seen> requests) {
        var running = new PriorityQueue<Instant>();
        for (int n = 0; n < requests.size(); n++) {
            Seen seen = requests.get(n);
            if (n > 0 && Duration.between(requests.get(n - 1).at(), seen.at()).toMillis() < 5_000) {
                breach("P3 host", seen, "less than five seconds after the last start");
            }
            running.removeIf(end -> !end.isAfter(seen.at()));
            running.add(seen.at().plus(seen.served().took()));
            if (running.size() > 2) {
                breach("P3 host", seen, running.size() + " at once");
            }
        }
    }

    /** P4 for one host: what asks one of its addresses to wait slows the others. */
    private void sparing(List<Seen> requests) {
        Instant until = Instant.MIN;
        for (Seen seen : requests) {
            if (seen.at().isBefore(until)) {
                breach("P4 host", seen, "before " + until);
            }
            int status = seen.served().status();
            if (status == 429 || status == 503) {
                Duration pause =
                        HttpTime.retryAfter(seen.served().headers(), seen.at()).orElse(Duration.ZERO);
                until = seen.at().plus(pause);
            }
        }
    }

    /** P5: after 410 nothing. P9: what robots.txt forbids is never asked, and robots.txt once a day. */
    private void allowed(List<Seen> requests) {
        var gone = new HashMap<String, Seen>();
        Optional<Seen> robots = Optional.empty();
        for (Seen seen : requests) {
            String url = seen.request().url();
            if (gone.containsKey(url)) {
                breach("P5", seen, "asked after 410");
            }
            if (seen.served().status() == 410) {
                gone.put(url, seen);
            }
            if (url.endsWith("/robots.txt")) {
                if (robots.isPresent()
                        && robots.get().served().status() == 200
                        && Duration.between(robots.get().at(), seen.at()).compareTo(Duration.ofHours(24)) < 0) {
                    breach("P9", seen, "robots.txt asked within a day");
                }
                robots = Optional.of(seen);
            } else if (url.contains("/forbidden/")) {
                breach("P9", seen, "forbidden by robots.txt");
            }
        }
    }
}
