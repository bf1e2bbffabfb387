package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Received;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.ChannelDocuments;
import org.yizhan.ingest.poll.Poll.News;

/** Makes articles' pages into what is to be sent on, or tries them again. Stateless. */
final class PageAnswers {

    /** How often a page is tried: over some four days. */
    private static final int ATTEMPTS = 8;

    /** How often a page that is not found is tried: some lists name a page before it is there. */
    private static final int ATTEMPTS_MISSING = 4;

    private final Schedule schedule;

    PageAnswers(Schedule schedule) {
        this.schedule = schedule;
    }

    Poll of(Claim claim, Fetched answer, Instant now) {
        return switch (answer) {
            case Fetched.Document document -> document(claim, document, now);
            case Fetched.NotModified odd ->
                failed(
                        claim,
                        new Fetched.Failed(
                                Fault.PROTOCOL, 304, "304, though nothing was asked for", Map.of(), odd.took()),
                        now);
            case Fetched.Failed failure -> failed(claim, failure, now);
        };
    }

    /** A page that was looked at again and is another one now; {@code next} is its next visit. */
    Poll changed(Claim claim, Fetched.Document document, Optional<Revisit> next, Instant now) {
        var hints = new HashMap<>(claim.hints());
        hints.keySet().removeIf(Revisit::isItsOwn);
        hints.putAll(next.map(Revisit::hints).orElse(Revisit.LAST));
        return document(claim.telling(hints), document, now);
    }

    private static Poll document(Claim claim, Fetched.Document document, Instant now) {
        if (document.body().length > Harvest.LARGEST_BODY) {
            return givenUp(claim, "%d bytes are too large".formatted(document.body().length));
        }
        if (!isText(document.contentType())) {
            return givenUp(claim, "it is " + document.contentType() + ", no web page");
        }
        ArticlePages before = begun(claim, document, now);
        if (before.isTooLargeWith(document)) {
            return whole(claim, before.missing("the article is larger than a record may be"), now);
        }
        ArticlePages pages = before.with(document);
        Optional<String> next = pages.next(document);
        if (next.isPresent()) {
            var more = new Errand(Claim.Task.PAGE, next.get(), pages.hints());
            return new Poll(claim, List.of(), News.of(Timing.never(Why.LEARNED)).naming(List.of(), List.of(more)));
        }
        return whole(claim, pages, now);
    }

    private static Poll whole(Claim claim, ArticlePages pages, Instant now) {
        Received article =
                new ChannelDocuments(claim.channel(), now).page(pages.address(), pages.first(), pages.ofRecord());
        return new Poll(claim, List.of(article), News.of(Timing.never(Why.LEARNED)))
                .then(Revisit.of(pages.listed()).map(visit -> visit.errand(pages.address(), pages.listed())));
    }

    /** With its first visit to come, where this is the first time that it is fetched. */
    private static ArticlePages begun(Claim claim, Fetched.Document document, Instant now) {
        ArticlePages pages = ArticlePages.of(claim);
        if (pages.isBegun() || Revisit.isKnown(pages.listed()) || !Revisit.isWanted(claim.channel())) {
            return pages;
        }
        Duration lifetime = VisitAnswers.lifetime(document.headers(), now);
        return pages.telling(Revisit.begin(document.url(), VisitAnswers.copy(document, now), lifetime, now)
                .hints());
    }

    private static boolean isText(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.isBlank() || type.contains("html") || type.contains("xml") || type.startsWith("text/");
    }

    private Poll failed(Claim claim, Fetched.Failed failure, Instant now) {
        int most = failure.fault() == Fault.HTTP_404 ? ATTEMPTS_MISSING : ATTEMPTS;
        if (failure.fault() == Fault.HTTP_410 || claim.attempts() >= most) {
            String why = failure.fault().word() + ": " + failure.detail();
            ArticlePages pages = ArticlePages.of(claim);
            return pages.isBegun() ? whole(claim, pages.missing(why), now) : givenUp(claim, failure, why, now);
        }
        News news = News.of(schedule.page(claim.attempts(), failure, now));
        return new Poll(claim, List.of(), news.resting(Schedule.hostRest(failure, now)));
    }

    /** A list may name a page again that was taken once and is gone. */
    private static Poll givenUp(Claim claim, Fetched.Failed failure, String why, Instant now) {
        Poll poll = givenUp(claim, why);
        return failure.fault() == Fault.HTTP_410
                ? poll.also(
                        List.of(TakenBack.withdrawal(claim.channel().source(), claim.url(), "HTTP 410", now)),
                        List.of())
                : poll;
    }

    /** It stays in the table, for the operator to see. */
    static Poll givenUp(Claim claim, String why) {
        return new Poll(claim, List.of(), News.of(Timing.never(Why.GONE)).givenUp(why));
    }
}
