package org.yizhan.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.yizhan.article.PublicationTime;

/**
 * When a page was published: by its labels, its site's selector, its printed line, its address and its list, in this
 * order.
 */
final class Times {

    /** A label so much later than what is printed is the time the page was made. */
    private static final Duration REMADE = Duration.ofHours(24);

    private record Said(String text, Instant at) {}

    private final WebPage page;
    private final Document document;
    private final HeadLabels labels;
    private final InfoLines info;
    private final List<String> warnings;

    Times(WebPage page, Document document, HeadLabels labels, InfoLines info, List<String> warnings) {
        this.page = page;
        this.document = document;
        this.labels = labels;
        this.info = info;
        this.warnings = warnings;
    }

    /** The time; where there is none, a warning says why. */
    Optional<Instant> best() {
        Optional<Instant> best = believed();
        if (best.isEmpty()) {
            Optional<String> refused = Stream.of(
                            labels.times(), info.time().stream().toList(), List.of(page.published()))
                    .flatMap(List::stream)
                    .filter(text -> !text.isBlank())
                    .map(text -> PrintedDate.refusal(text, page.receivedAt()))
                    .flatMap(Optional::stream)
                    .findFirst();
            warnings.add(refused.map(why -> "the publication time was refused: " + why)
                            .orElse("no publication time was found")
                    + "; the time of receipt stands instead: name it by page-time");
        }
        return best;
    }

    private Optional<Instant> believed() {
        Optional<Said> label =
                first(labels.times()).or(() -> WeChatPage.time(document).flatMap(this::said));
        Optional<Said> printed = page.selectors()
                .text(document, "time", warnings)
                .flatMap(this::said)
                .or(() -> info.time().flatMap(this::said));
        Optional<Instant> address = PrintedDate.ofAddress(page.url(), page.receivedAt());
        Optional<Instant> listed = said(page.published()).map(Said::at);
        return label.flatMap(said -> believed(said, printed))
                .or(() -> printed.map(Said::at))
                .map(at -> finer(at, listed))
                .or(() -> address.map(at -> finer(at, listed)))
                .or(() -> listed);
    }

    /** PubDate that is the page-generation time has been seen → the printed time, if that is a day or more earlier. */
    private Optional<Instant> believed(Said label, Optional<Said> printed) {
        if (printed.isEmpty()) {
            return Optional.of(label.at());
        }
        Instant shown = printed.get().at();
        if (shown.isBefore(label.at().minus(REMADE)) && !sameDay(shown, label.at())) {
            warnings.add("the page's label says " + label.text() + ", later than the printed "
                    + printed.get().text() + ", which was believed");
            return Optional.of(shown);
        }
        return Optional.of(sameDay(shown, label.at()) && !PrintedDate.hasClock(label.text()) ? shown : label.at());
    }

    /** Of a day without a time, the list's time on that day. */
    private static Instant finer(Instant at, Optional<Instant> listed) {
        boolean midnight = at.atZone(PublicationTime.ZONE).toLocalTime().toSecondOfDay() == 0;
        return midnight ? listed.filter(time -> sameDay(time, at)).orElse(at) : at;
    }

    private static boolean sameDay(Instant one, Instant other) {
        return one.atZone(PublicationTime.ZONE)
                .toLocalDate()
                .equals(other.atZone(PublicationTime.ZONE).toLocalDate());
    }

    private Optional<Said> first(List<String> texts) {
        var said = new ArrayList<Said>();
        texts.forEach(text -> said(text).ifPresent(said::add));
        return said.stream().findFirst();
    }

    private Optional<Said> said(String text) {
        return text.isBlank()
                ? Optional.empty()
                : PrintedDate.in(text, page.receivedAt()).map(at -> new Said(text, at));
    }
}
