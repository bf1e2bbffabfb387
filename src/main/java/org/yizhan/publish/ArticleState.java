package org.yizhan.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Envelope;
import org.yizhan.article.Notice;
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
                Optional.of(Fresh.of(article, envelope, List.of())));
        return early.verdict().map(state::hear).orElse(state);
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
        Optional<Retraction> before = retraction.map(heard -> heard.notAfter(just));
        return with(story, times.notAfter(just), before, overruled, said, head);
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
                Optional.of(Fresh.of(tagged.article(), envelope, former())));
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
        return with(story, times.tagged(received), retraction, overruled, said, head.tagged(tags));
    }

    /** After this decision, which moves it to the story it names; the same object where a newer one is known. */
    ArticleState hear(Verdict decision) {
        return decision.decided() <= head.verdict().decided()
                ? this
                : with(decision.storyId(), times, retraction, overruled, said, head.judged(decision));
    }

    /** After its source took it back; the same object where newer content stands or it was taken back before. */
    ArticleState hear(Retraction heard) {
        return itsOwn().isPresent() || !isOfToday(heard)
                ? this
                : with(story, times, Optional.of(heard), overruled, said, head);
    }

    ArticleState overruled(boolean now) {
        return now == overruled ? this : with(story, times, retraction, now, said, head);
    }

    /** With other words of others about it; the same object where they are the same. */
    ArticleState told(Said now) {
        return now.equals(said) ? this : with(story, times, retraction, overruled, now, head);
    }

    /** The same content under the same number, with this known of it. */
    private ArticleState with(
            UUID ofStory, Times when, Optional<Retraction> takenBack, boolean isOverruled, Said told, Head shown) {
        return new ArticleState(
                id, source, seq, ofStory, revision, when, takenBack, isOverruled, told, title, shown, fresh);
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
        return retraction.filter(this::isOfToday);
    }

    private Optional<Retraction> byNotice() {
        return said.retractions(times.first()).filter(this::isOfToday).findFirst();
    }

    /** Whether no newer content has come since. */
    private boolean isOfToday(Retraction heard) {
        return !heard.at().isBefore(times.content());
    }

    /** What it says of another article of its source, as long as it stands itself. */
    Optional<Notice> notice() {
        return isWithdrawn() ? Optional.empty() : head.notice();
    }

    /** What came before the next content and is not stored: the content on its way. */
    private List<Former> former() {
        return fresh.map(passing -> passing.formerWith(new Former(revision, title, passing.text(), times.content())))
                .orElse(List.of());
    }

    /** Whether it has content that takes the place of other content. */
    boolean isRevised() {
        return fresh.filter(content -> !isNew() || content.isRevision()).isPresent();
    }

    /** How it stands to its story today. */
    Standing standing() {
        return new Standing(head.verdict(), overruled);
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
                standing().saysContinuation());
    }

    boolean isNew() {
        return seq == 0;
    }
}
