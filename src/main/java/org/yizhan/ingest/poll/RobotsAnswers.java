package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.poll.Poll.Entry;
import org.yizhan.ingest.poll.Poll.HostRules;
import org.yizhan.ingest.poll.Poll.News;
import org.yizhan.ingest.poll.Poll.Rest;

/** Keeps to what hosts say in {@code robots.txt} about lists and pages; feeds and sitemaps are made for machines. Stateless. */
final class RobotsAnswers {

    /** RFC 9309 §2.4: not longer than 24 hours. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final Duration UNREACHABLE = Duration.ofHours(1);

    private final Schedule schedule;

    RobotsAnswers(Schedule schedule) {
        this.schedule = schedule;
    }

    static boolean concern(Claim claim) {
        return claim.task() != Claim.Task.POLL
                || claim.channel().kind() == Channel.Kind.POLL_LIST
                || claim.channel().kind() == Channel.Kind.POLL_JSON;
    }

    /**
     * What {@code robots.txt} was found to be. RFC 9309 §2.3.1: a 4xx lets everything be fetched, a 5xx nothing, for an
     * hour. Empty: the host can't be reached, which is what the errand itself would have met.
     */
    static Optional<HostRules> rules(Fetched answer, Instant now) {
        return switch (answer) {
            case Fetched.Document document -> Optional.of(new HostRules(Robots.read(document.body()), now.plus(KEPT)));
            case Fetched.NotModified odd -> Optional.of(new HostRules(Robots.OPEN, now.plus(KEPT)));
            case Fetched.Failed failed -> rules(failed.status(), now);
        };
    }

    private static Optional<HostRules> rules(int status, Instant now) {
        if (status == 0) {
            return Optional.empty();
        }
        boolean shut = status == 429 || status >= 500;
        return Optional.of(new HostRules(shut ? Robots.SHUT : Robots.OPEN, now.plus(shut ? UNREACHABLE : KEPT)));
    }

    /** The errand is done again, at once where the rules let it. */
    Poll learnt(Claim claim, HostRules rules, Fetched answer, Instant now) {
        Timing timing = rules.robots().allow(claim.url())
                ? Timing.at(now, Why.NEW)
                : Timing.at(rules.until().isBefore(now.plus(KEPT)) ? rules.until() : now, Why.ROBOTS);
        News news = News.of(timing).with(rules);
        Rest rest = answer instanceof Fetched.Failed failed ? Schedule.hostRest(failed, now) : Rest.NONE;
        return new Poll(claim, List.of(), news.resting(rest));
    }

    /** The rules keep us out: a channel asks them again every day, a page is given up. */
    Poll keptOut(Claim claim, Instant now) {
        String detail = "robots.txt of " + claim.host() + " keeps us out of " + Hosts.path(claim.url());
        return switch (claim.task()) {
            case PAGE -> PageAnswers.givenUp(claim, detail);
            case MORE, AGAIN -> new Poll(claim, List.of(), News.of(Timing.never(Why.ROBOTS)));
            case POLL -> {
                var entry = new Entry(now, Complaint.ROBOTS.word(), 0, Duration.ZERO, 0, 0, 0, 0, detail);
                Standing standing = claim.standing();
                News news = News.of(schedule.kept(now))
                        .with(standing.with(standing.health().failed(now, Complaint.ROBOTS.word())));
                yield new Poll(claim, List.of(), news.with(entry));
            }
        };
    }
}
