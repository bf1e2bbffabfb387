package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Envelope;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;

/**
 * What is known of one article, and how each arrival changes it. Immutable.
 *
 * <p>An arrival received earlier than the newest one taken over changes nothing. The same content changes nothing but
 * the verdict. A withdrawal holds until content comes that was received later <em>and</em> is new.
 *
 * @param seq of the stored row; 0 where there is none
 * @param story its story today, never an alias once aliases are resolved
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
        String title,
        Head head,
        Optional<Fresh> fresh) {

    /** New content on its way to the store. */
    record Fresh(String text, Body body) {}

    /** An article seen for the first time; {@code retraction} is what was heard of it before. */
    static ArticleState first(Tagged tagged, Envelope envelope, Optional<Retraction> retraction) {
        Article article = tagged.article();
        return new ArticleState(
                article.key(),
                Documents.storable(article.source()),
                0,
                tagged.verdict().storyId(),
                1,
                Times.first(article),
                retraction,
                false,
                Documents.storable(article.title()),
                Head.of(tagged),
                Optional.of(fresh(article, envelope)));
    }

    private static Fresh fresh(Article article, Envelope envelope) {
        return new Fresh(Documents.text(article), Body.of(article, envelope));
    }

    /** After this arrival; the same object where it changes nothing. */
    ArticleState hear(Tagged tagged, Envelope envelope) {
        Instant received = Moment.stored(tagged.article().receivedAt());
        if (received.isBefore(times.received())) {
            return this;
        }
        if (!head.contentHash().equals(tagged.article().contentHash())) {
            return revised(tagged, envelope, received);
        }
        return head.judgesAs(tagged) ? this : judged(tagged, received);
    }

    private ArticleState revised(Tagged tagged, Envelope envelope, Instant received) {
        return new ArticleState(
                id,
                source,
                seq,
                tagged.verdict().storyId(),
                revision + 1,
                times.revised(received),
                retraction,
                overruled,
                Documents.storable(tagged.article().title()),
                saysWhen(tagged.article()) ? Head.of(tagged) : Head.of(tagged).published(times.published()),
                Optional.of(fresh(tagged.article(), envelope)));
    }

    /** Whether a revision names a time of publication; where it does not, its receipt stands for it. */
    private static boolean saysWhen(Article article) {
        return !article.publishedAt().equals(article.receivedAt());
    }

    private ArticleState judged(Tagged tagged, Instant received) {
        return new ArticleState(
                id,
                source,
                seq,
                tagged.verdict().storyId(),
                revision,
                times.judged(received),
                retraction,
                overruled,
                title,
                head.judged(tagged),
                fresh);
    }

    /** After its source took it back; the same object where newer content stands or it was taken back before. */
    ArticleState hear(Retraction heard) {
        if (isWithdrawn() || heard.at().isBefore(times.content())) {
            return this;
        }
        return new ArticleState(
                id, source, seq, story, revision, times, Optional.of(heard), overruled, title, head, fresh);
    }

    ArticleState in(UUID otherStory) {
        return otherStory.equals(story)
                ? this
                : new ArticleState(
                        id, source, seq, otherStory, revision, times, retraction, overruled, title, head, fresh);
    }

    ArticleState overruled(boolean now) {
        return now == overruled
                ? this
                : new ArticleState(id, source, seq, story, revision, times, retraction, now, title, head, fresh);
    }

    boolean isWithdrawn() {
        return retraction.filter(said -> !said.at().isBefore(times.content())).isPresent();
    }

    /** How it stands to its story today. */
    Relation relation() {
        if (overruled) {
            return saysOriginal() ? Relation.REPOST : Relation.ORIGINAL;
        }
        return head.verdict().relation();
    }

    /** The member it was found to repeat; nothing for an origin. */
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

    boolean isNew() {
        return seq == 0;
    }

    /** Whether deduplication took it for the first of its story. */
    boolean saysOriginal() {
        return head.verdict().relation() == Relation.ORIGINAL;
    }
}
