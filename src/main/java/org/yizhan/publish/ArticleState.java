package org.yizhan.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Envelope;
import org.yizhan.article.Notice;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.publish.provenance.Member;

/**
 * What is known of one article, and how each arrival changes it. Immutable.
 *
 * <p>Content and tags go by receipt: an arrival received earlier than the newest one taken over changes neither. The
 * verdict goes by its number, whatever it came with and whenever: one that is not greater changes nothing. A withdrawal
 * holds until content comes that was received later <em>and</em> is new.
 *
 * @param seq of the stored row; 0 where there is none
 * @param story its story today; the verdict of a row stored before verdicts were numbered may name another
 * @param said what notices say of it, and what is said of its story
 * @param fresh content that has yet to be stored
 */
record ArticleState(
        UUID id,
        String source,
        long seq,
        UUID story,
        int revision,
        Times times,
        Optional<Retraction> retraction,
        boolean overruled,
        Said said,
        String title,
        Head head,
        Optional<Fresh> fresh) {

    /** So far may the clock of another instance be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** The rule of a verdict that its story's origin overrules. */
    private static final String BY_ORIGIN = "origin";

    private static final String NOT_COMPARED = "the story was first published elsewhere; the two were not compared";

    /**
     * New content on its way to the store.
     *
     * @param former what came before it in the same batch and will not be stored itself
     */
    record Fresh(String text, Body body, List<Former> former) {}

    /** An article seen for the first time, after what was heard of it before. */
    static ArticleState first(Tagged tagged, Envelope envelope, Early early) {
        Article article = tagged.article();
        var state = new ArticleState(
                article.key(),
                Documents.storable(article.source()),
                0,
                tagged.verdict().storyId(),
                1,
                Times.first(article),
                early.retraction(),
                false,
                Said.NOTHING,
                Documents.storable(article.title()),
                Head.of(tagged),
                Optional.of(fresh(article, envelope, List.of())));
        return early.verdict().map(state::hear).orElse(state);
    }

    private static Fresh fresh(Article article, Envelope envelope, List<Former> former) {
        return new Fresh(Documents.text(article), Body.of(article, envelope), former);
    }

    /** After this arrival; the same object where it changes nothing. */
    ArticleState hear(Tagged tagged, Envelope envelope) {
        return takeOver(tagged, envelope).hear(tagged.verdict());
    }

    /**
     * The same for an arrival that was received at {@code arrival}: a receipt that lies in the future was stamped by a clock that
     * has been put back since → it counts as just before the arrival, or corrections and withdrawals would count as older than
     * what they are about for as long as that clock was ahead.
     */
    ArticleState before(Instant arrival, Instant now) {
        Instant limit = now.plus(AHEAD);
        if (!times.received().isAfter(limit)
                && retraction.filter(heard -> heard.at().isAfter(limit)).isEmpty()) {
            return this;
        }
        Instant just = Moment.stored(arrival).minus(1, ChronoUnit.MICROS);
        return new ArticleState(
                id,
                source,
                seq,
                story,
                revision,
                times.notAfter(just),
                retraction.map(heard -> heard.notAfter(just)),
                overruled,
                said,
                title,
                head,
                fresh);
    }

    private ArticleState takeOver(Tagged tagged, Envelope envelope) {
        Instant received = Moment.stored(tagged.article().receivedAt());
        if (received.isBefore(times.received())) {
            return this;
        }
        if (!head.contentHash().equals(tagged.article().contentHash())) {
            return revised(tagged, envelope, received);
        }
        return head.tags().equals(tagged.tags()) ? this : tagged(tagged.tags(), received);
    }

    private ArticleState revised(Tagged tagged, Envelope envelope, Instant received) {
        Head content = Head.of(tagged).judged(head.verdict());
        return new ArticleState(
                id,
                source,
                seq,
                story,
                revision + 1,
                times.revised(received),
                retraction,
                overruled,
                said,
                Documents.storable(tagged.article().title()),
                saysWhen(tagged.article()) ? content : content.published(times.published()),
                Optional.of(fresh(tagged.article(), envelope, former())));
    }

    /** Whether a revision names a time of publication; where it does not, its receipt stands for it. */
    private static boolean saysWhen(Article article) {
        return !article.publishedAt().equals(article.receivedAt());
    }

    /** Whether it is this one but for its tags. */
    boolean isRetagged(ArticleState before) {
        return !isNew() && untagged().equals(before.untagged());
    }

    private ArticleState untagged() {
        return tagged(List.of(), Instant.EPOCH);
    }

    private ArticleState tagged(List<Tag> tags, Instant received) {
        return new ArticleState(
                id,
                source,
                seq,
                story,
                revision,
                times.tagged(received),
                retraction,
                overruled,
                said,
                title,
                head.tagged(tags),
                fresh);
    }

    /** After this decision, which moves it to the story it names; the same object where a newer one is known. */
    ArticleState hear(Verdict decision) {
        return decision.decided() <= head.verdict().decided()
                ? this
                : new ArticleState(
                        id,
                        source,
                        seq,
                        decision.storyId(),
                        revision,
                        times,
                        retraction,
                        overruled,
                        said,
                        title,
                        head.judged(decision),
                        fresh);
    }

    /** After its source took it back; the same object where newer content stands or it was taken back before. */
    ArticleState hear(Retraction heard) {
        if (itsOwn().isPresent() || heard.at().isBefore(times.content())) {
            return this;
        }
        return new ArticleState(
                id, source, seq, story, revision, times, Optional.of(heard), overruled, said, title, head, fresh);
    }

    ArticleState overruled(boolean now) {
        return now == overruled
                ? this
                : new ArticleState(id, source, seq, story, revision, times, retraction, now, said, title, head, fresh);
    }

    /** With other words of others about it; the same object where they are the same. */
    ArticleState told(Said now) {
        return now.equals(said)
                ? this
                : new ArticleState(
                        id, source, seq, story, revision, times, retraction, overruled, now, title, head, fresh);
    }

    boolean isWithdrawn() {
        return (retraction.isPresent() || !said.announced().isEmpty())
                && takenBack().isPresent();
    }

    /** That it is taken back today, by a withdrawal of its own or by a notice. */
    Optional<Retraction> takenBack() {
        return itsOwn().or(this::byNotice);
    }

    private Optional<Retraction> itsOwn() {
        return retraction.filter(heard -> !heard.at().isBefore(times.content()));
    }

    /** A notice may come before what it is about; then it counts from when that came. */
    private Optional<Retraction> byNotice() {
        return said.announced().stream()
                .filter(Announced::isWithdrawal)
                .map(notice -> new Retraction(
                        notice.at().isBefore(times.first()) ? times.first() : notice.at(), notice.reason()))
                .filter(heard -> !heard.at().isBefore(times.content()))
                .findFirst();
    }

    /** What it says of another article of its source, as long as it stands itself. */
    Optional<Notice> notice() {
        return isWithdrawn() ? Optional.empty() : head.notice();
    }

    /** What came before the next content and is not stored: the content on its way. */
    private List<Former> former() {
        return fresh.stream()
                .flatMap(passing -> Stream.concat(
                        passing.former().stream(),
                        Stream.of(new Former(revision, title, passing.text(), times.content()))))
                .toList();
    }

    /** Whether it has content that takes the place of other content. */
    boolean isRevised() {
        return fresh.filter(content -> !isNew() || !content.former().isEmpty()).isPresent();
    }

    /** How it stands to its story today. */
    Relation relation() {
        if (overruled) {
            return saysOriginal() ? Relation.REPOST : Relation.ORIGINAL;
        }
        return head.verdict().relation();
    }

    /** The verdict, with the relation it has today. */
    Verdict verdict() {
        Verdict said = head.verdict();
        if (!overruled) {
            return said;
        }
        return new Verdict(
                said.storyId(),
                relation(),
                Optional.empty(),
                similarity(),
                saysOriginal() ? 0 : said.containment(),
                saysOriginal() ? BY_ORIGIN : said.rule(),
                saysOriginal() ? told(said.reasons()) : said.reasons(),
                said.decided());
    }

    private static List<String> told(List<String> reasons) {
        return Stream.concat(reasons.stream(), Stream.of(NOT_COMPARED)).toList();
    }

    /** How like it is to what it repeats; 0 where it was compared with nothing, as one taken for the original was not. */
    double similarity() {
        return overruled && saysOriginal() ? 0 : head.verdict().similarity();
    }

    /**
     * The member it was found to repeat; nothing for an origin.
     *
     * @param origin where the story was first published, withdrawn or not
     */
    Optional<UUID> matched(UUID origin) {
        if (overruled) {
            return saysOriginal() ? Optional.of(origin) : Optional.empty();
        }
        return head.verdict().matched();
    }

    /** The other source that it says it is from; a source that names itself names none. */
    Optional<String> namesOther() {
        return head.attribution().sourceId().filter(named -> !named.equals(source));
    }

    /** Whether it says itself that it was published elsewhere before (转自, 来源：another). */
    boolean callsItselfCopy() {
        return head.attribution().kind() == AttributionKind.REPOST
                || namesOther().isPresent();
    }

    /**
     * As its provenance sees it.
     *
     * @param former what it was before
     */
    Member member(List<Former> former) {
        return new Member(
                id,
                source,
                title,
                head.url(),
                times.published(),
                head.attribution(),
                head.verdict().matched(),
                isWithdrawn(),
                former.stream().map(Former::title).toList(),
                saysContinuation());
    }

    /** Whether deduplication took it for a further part of another member. */
    boolean saysContinuation() {
        return head.verdict().relation() == Relation.CONTINUATION;
    }

    /** Whether it holds a part of the piece only, as far as deduplication knows. */
    boolean saysExcerpt() {
        return head.verdict().relation() == Relation.EXCERPT;
    }

    boolean isNew() {
        return seq == 0;
    }

    /** Whether deduplication took it for the first of its story. */
    boolean saysOriginal() {
        return head.verdict().relation() == Relation.ORIGINAL;
    }
}
