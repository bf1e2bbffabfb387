package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Received;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.poll.Poll.News;

/**
 * Makes of a page that is looked at again what has become of its article: nothing, a new revision, or that it is gone. A
 * visit that fails otherwise is repeated soon, and left out where that does not help. Stateless.
 */
final class VisitAnswers {

    private final PageAnswers pages;
    private final Schedule schedule;

    VisitAnswers(PageAnswers pages, Schedule schedule) {
        this.pages = pages;
        this.schedule = schedule;
    }

    /** Whether the page is to be asked for now: a channel that went on after a pause has all its errands due. */
    static boolean isWanted(Claim claim, Instant now) {
        return Revisit.isWanted(claim.channel())
                && !now.isBefore(Revisit.of(claim).at());
    }

    /** It waits for its time, or is over where the channel no longer wants it. */
    static Poll putOff(Claim claim, Instant now) {
        Timing timing = Revisit.isWanted(claim.channel())
                ? Timing.at(Revisit.of(claim).at(), Why.LEARNED)
                : Timing.never(Why.LEARNED);
        return new Poll(claim, List.of(), News.of(timing));
    }

    Poll of(Claim claim, Fetched answer, Instant now) {
        Revisit visit = Revisit.of(claim);
        return switch (answer) {
            case Fetched.Document document -> document(claim, visit, document, now);
            case Fetched.NotModified same ->
                over(claim, visit.present().next(visit.copy(), lifetime(same.headers(), now), now));
            case Fetched.Failed failure -> failed(claim, visit, failure, now);
        };
    }

    private Poll document(Claim claim, Revisit visit, Fetched.Document document, Instant now) {
        Optional<String> gone =
                GonePage.word(document, visit.foundAt(), claim.hints().getOrDefault(Received.Hint.TITLE, ""));
        if (gone.isPresent()) {
            return lost(claim, visit, gone.get(), now);
        }
        // observed: a site that moves leads to its new addresses -> what stands elsewhere is not this article
        if (!document.url().equals(visit.foundAt())) {
            return over(claim, visit.next(visit.copy(), Duration.ZERO, now));
        }
        Copy copy = copy(document, now);
        Optional<Revisit> next = visit.present().next(copy, lifetime(document.headers(), now), now);
        return copy.hash().equals(visit.copy().hash()) ? over(claim, next) : pages.changed(claim, document, next, now);
    }

    static Copy copy(Fetched.Document document, Instant now) {
        return Copy.of(document.headers(), HexFormat.of().formatHex(SeenItems.sha256(document.body()), 0, 16), now);
    }

    /** How long a page wants to be left alone. */
    static Duration lifetime(Map<String, String> headers, Instant now) {
        return Wishes.atMost(HttpTime.lifetime(headers, now).orElse(Duration.ZERO));
    }

    private Poll failed(Claim claim, Revisit visit, Fetched.Failed failure, Instant now) {
        String reason = "HTTP " + failure.status();
        return switch (failure.fault()) {
            case HTTP_410 -> gone(claim, reason, now);
            case HTTP_404 -> lost(claim, visit, reason, now);
            case HTTP_5XX, HTTP_429, DNS, CONNECT, TLS, TIMEOUT, PROTOCOL -> repeat(claim, visit, failure, now);
            case HTTP_403, HTTP_4XX, REDIRECT, TOO_LARGE, FORBIDDEN_ADDRESS ->
                over(claim, visit.next(visit.copy(), Duration.ZERO, now));
        };
    }

    /** It is not believed at once: servers have bad days. */
    private static Poll lost(Claim claim, Revisit visit, String reason, Instant now) {
        return visit.missing() ? gone(claim, reason, now) : over(claim, Optional.of(visit.lost(now)));
    }

    private static Poll gone(Claim claim, String reason, Instant now) {
        var withdrawal = TakenBack.withdrawal(claim.channel().source(), claim.url(), reason, now);
        return over(claim, Optional.empty()).also(List.of(withdrawal), List.of());
    }

    private Poll repeat(Claim claim, Revisit visit, Fetched.Failed failure, Instant now) {
        Poll.Rest rest = Schedule.hostRest(failure, now);
        Instant soon = schedule.page(visit.attempts(), failure, now).next().orElse(now.plus(Schedule.FLOOR));
        Poll poll = over(claim, visit.repeated(soon, now).or(() -> visit.next(visit.copy(), rest.length(), now)));
        return new Poll(claim, List.of(), poll.news().resting(rest));
    }

    private static Poll over(Claim claim, Optional<Revisit> next) {
        return new Poll(claim, List.of(), News.of(Timing.never(Why.LEARNED)))
                .then(next.map(visit -> visit.errand(claim.url(), claim.hints())));
    }
}
