package org.yizhan.web;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.Change;
import org.yizhan.publish.Entry;
import org.yizhan.publish.StoryHistory;

/**
 * What became of a story, as its page shows it.
 *
 * @param notes what stands ahead of its text
 * @param changes newest first, at most so many as fit
 * @param left how many changes more there are
 * @param uncorrected the members whose text is older than a correction
 */
public record StoryPast(List<StoryNotes.Note> notes, List<Happened> changes, int left, Set<UUID> uncorrected) {

    private static final int MOST_CHANGES = 30;

    public StoryPast {
        notes = List.copyOf(notes);
        changes = List.copyOf(changes);
        uncorrected = Set.copyOf(uncorrected);
    }

    /** One change, with the name of its source. */
    public record Happened(Change change, String source) {

        /** The page of its source. */
        public String sourceLink() {
            return Links.source(change.source());
        }

        /** Whether another title stands there since. */
        public boolean isRetitled() {
            return !change.titleBefore().equals(change.titleAfter());
        }

        /** What happened, in words. */
        public String word(Frame frame) {
            return switch (change.kind()) {
                case UPDATE -> frame.say("第 " + change.revision() + " 版", "revision " + change.revision());
                case CORRECTION -> frame.say("更正", "correction");
                case WITHDRAWAL -> frame.say("撤稿", "withdrawal");
            };
        }
    }

    /** With at most {@code most} changes. */
    static StoryPast of(Entry entry, StoryHistory history, int most, Sources sources) {
        List<Happened> shown = history.changes().stream()
                .limit(Math.min(most, MOST_CHANGES))
                .map(change -> new Happened(
                        change, sources.find(change.source()).map(Source::name).orElse(change.source())))
                .toList();
        return new StoryPast(
                StoryNotes.of(entry), shown, history.changes().size() - shown.size(), history.uncorrected());
    }
}
