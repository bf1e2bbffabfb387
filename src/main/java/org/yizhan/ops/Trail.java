package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Hop;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;

/**
 * The way of one article through the program, as far as it is kept.
 *
 * @param article as its newest revision says it
 * @param storyId the story that it is in today
 * @param withdrawn since when its source has taken it back, where it has
 * @param seq its change sequence number
 * @param traceId of the arrival that brought the newest revision
 * @param steps that arrival's way
 * @param compared the articles that it was held against, the most alike first
 * @param revisions what it said, the newest first
 * @param happenings what happened to the members of its story, the newest first
 * @param feeds the standing feeds that its story is in now, such as {@code region/110000}
 * @param told the subscribers to these, those who were told least first
 */
public record Trail(
        Article article,
        UUID storyId,
        boolean withdrawn,
        String withdrawalReason,
        long seq,
        int revision,
        Verdict verdict,
        List<Tag> tags,
        String traceId,
        List<Step> steps,
        List<Compared> compared,
        List<Revision> revisions,
        List<Happening> happenings,
        List<String> feeds,
        List<Told> told) {

    /**
     * @param topic that the stage wrote to; empty where it writes to none
     * @param place of its record there; empty where no stage has read that, or did before places were kept
     */
    public record Step(String stage, Instant at, String topic, Optional<Hop.Place> place) {}

    /** An article that it was held against. */
    public record Compared(
            UUID articleId,
            String source,
            String title,
            boolean same,
            double similarity,
            double containment,
            String rule,
            String reason) {}

    /**
     * What it said once.
     *
     * @param number from 1 on
     * @param kept whether its text is still kept
     * @param changes against the revision before, piece by piece; empty for the first, or where it can't be told
     */
    public record Revision(int number, Instant at, String title, boolean kept, List<Changed> changes) {
        public Revision {
            changes = List.copyOf(changes);
        }
    }

    /** A piece of a text that became another; either may be empty. */
    public record Changed(String before, String after) {}

    /** Something that happened to a member of its story. */
    public record Happening(
            String kind,
            UUID articleId,
            String source,
            Instant at,
            String titleBefore,
            String titleAfter,
            String note) {}

    /**
     * How far a subscriber was told of a topic.
     *
     * @param seq everything up to this change sequence number was delivered
     * @param failures in a row
     */
    public record Told(
            long subscription, String topic, String host, long seq, Optional<Instant> lastDeliveryAt, int failures) {}

    public Trail {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
        compared = List.copyOf(compared);
        revisions = List.copyOf(revisions);
        happenings = List.copyOf(happenings);
        feeds = List.copyOf(feeds);
        told = List.copyOf(told);
    }

    /** Whether this subscriber was told of its newest change. */
    public boolean isTold(Told subscriber) {
        return subscriber.seq() >= seq;
    }
}
