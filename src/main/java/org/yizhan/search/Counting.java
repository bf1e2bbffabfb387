package org.yizhan.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.FixedBitSet;

/**
 * Counts the stories that answer and where these are filed. All that answer are counted; of more than {@value #MOST} every
 * so-manieth one is looked at, and the numbers are multiplied and rounded to two digits: in a sample of that size one
 * feed in a hundred is known to 5 %.
 */
final class Counting extends SimpleCollector {

    static final int MOST = 50_000;

    /** For the one thread that a search has. */
    static final CollectorManager<Counting, Counting> MANAGER = new CollectorManager<>() {
        @Override
        public Counting newCollector() {
            return new Counting();
        }

        @Override
        public Counting reduce(Collection<Counting> collectors) {
            return collectors.iterator().next();
        }
    };

    /** The answers in one segment. */
    private record Part(LeafReader reader, FixedBitSet answers) {}

    private final List<Part> parts = new ArrayList<>();
    private FixedBitSet current = new FixedBitSet(0);
    private long stories;

    @Override
    protected void doSetNextReader(LeafReaderContext context) {
        current = new FixedBitSet(context.reader().maxDoc());
        parts.add(new Part(context.reader(), current));
    }

    @Override
    public void collect(int doc) {
        current.set(doc);
        stories++;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    Tally tally(boolean complete, boolean ended) throws IOException {
        int step = (int) ((stories + MOST - 1) / MOST);
        Map<String, Long> feeds = new HashMap<>();
        int skip = 0;
        for (Part part : parts) {
            skip = count(part, skip, step, feeds);
        }
        if (step > 1) {
            feeds.replaceAll((feed, many) -> rounded(many * step));
        }
        Tally.Precision sampled = step > 1 ? Tally.Precision.ABOUT : Tally.Precision.EXACT;
        return new Tally(stories, feeds, ended ? Tally.Precision.AT_LEAST : sampled, complete);
    }

    /** Looks at every {@code step}-th answer after the first {@code skip}; returns how many of the next segment's to skip. */
    private static int count(Part part, int skip, int step, Map<String, Long> feeds) throws IOException {
        SortedSetDocValues filed = DocValues.getSortedSet(part.reader(), StoryFields.FEED);
        int[] counts = new int[(int) filed.getValueCount()];
        int ahead = skip;
        int length = part.answers().length();
        for (int doc = first(part.answers(), 0, length);
                doc != DocIdSetIterator.NO_MORE_DOCS;
                doc = first(part.answers(), doc + 1, length)) {
            if (ahead > 0) {
                ahead--;
            } else {
                ahead = step - 1;
                count(filed, doc, counts);
            }
        }
        for (int ord = 0; ord < counts.length; ord++) {
            if (counts[ord] > 0) {
                feeds.merge(filed.lookupOrd(ord).utf8ToString(), (long) counts[ord], Long::sum);
            }
        }
        return ahead;
    }

    private static int first(FixedBitSet answers, int from, int length) {
        return from < length ? answers.nextSetBit(from) : DocIdSetIterator.NO_MORE_DOCS;
    }

    private static void count(SortedSetDocValues filed, int doc, int[] counts) throws IOException {
        if (filed.advanceExact(doc)) {
            for (int i = filed.docValueCount(); i > 0; i--) {
                counts[(int) filed.nextOrd()]++;
            }
        }
    }

    /** To two digits. */
    static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return (number + unit / 2) / unit * unit;
    }
}
