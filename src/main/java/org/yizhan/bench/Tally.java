package org.yizhan.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Goes through all pairs of an article and a subscriber who is to be told of it. For use by one thread. */
final class Tally {
    private final List<Inbox> inboxes;
    private final int first;
    private final DoubleStream.Builder accepted = DoubleStream.builder();
    private final DoubleStream.Builder visible = DoubleStream.builder();
    private final DoubleStream.Builder searches = DoubleStream.builder();
    private int articles;
    private long pairs;
    private long missing;

    /** @param first number of the article that inboxes count as 0 */
    private Tally(List<Inbox> inboxes, int first) {
        this.inboxes = inboxes.stream().filter(Inbox::answers).toList();
        this.first = first;
    }

    /**
     * The pairs, and times in milliseconds.
     *
     * @param articles of the accepted ones, how many can be read
     * @param pairs all of them
     * @param missing those without a delivery
     */
    record Figures(
            int articles, long pairs, long missing, Percentiles accepted, Percentiles visible, Percentiles searches) {
        /** Whether there is still something to wait for. */
        boolean isOpen(int expected) {
            return missing > 0 || articles < expected;
        }
    }

    /**
     * @param shown what is to be read, other articles than the accepted ones too
     * @param accepted when the measured articles were accepted, by number
     */
    static Figures of(
            Newsroom newsroom, List<Inbox> inboxes, int first, List<Visible.Shown> shown, Map<Integer, Long> accepted) {
        var tally = new Tally(inboxes, first);
        shown.forEach(one -> newsroom.index(one.line().externalId())
                .ifPresent(number -> tally.add(one, number, accepted.getOrDefault(number, 0L))));
        return new Figures(
                tally.articles,
                tally.pairs,
                tally.missing,
                spread(tally.accepted),
                spread(tally.visible),
                spread(tally.searches));
    }

    private void add(Visible.Shown shown, int number, long acceptedAt) {
        if (acceptedAt == 0) {
            return;
        }
        articles++;
        for (var inbox : inboxes) {
            if (inbox.feed().holds().test(shown.line())) {
                pairs++;
                add(inbox, inbox.told(number - first), acceptedAt, shown.nanos());
            }
        }
    }

    private void add(Inbox inbox, long toldAt, long acceptedAt, long visibleAt) {
        if (toldAt == 0) {
            missing++;
        } else if (inbox.feed().isSearch()) {
            searches.add((toldAt - acceptedAt) / 1e6);
        } else {
            accepted.add((toldAt - acceptedAt) / 1e6);
            visible.add(Math.max(0, toldAt - visibleAt) / 1e6);
        }
    }

    private static Percentiles spread(DoubleStream.Builder sample) {
        return Percentiles.of(sample.build().toArray());
    }
}
