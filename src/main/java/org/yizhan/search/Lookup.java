package org.yizhan.search;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/** One question put to one state of the index. */
final class Lookup {

    /** A search that takes longer gives what it has found. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A count that takes longer says how many there are at least. */
    private static final Duration COUNTING = Duration.ofMillis(300);

    /** By how much more a word counts in the title. */
    private static final float TITLE = 2;

    private final IndexSearcher searcher;

    Lookup(IndexReader reader) {
        this.searcher = new IndexSearcher(reader);
    }

    /** How many answer, wherever its page begins, and where those are filed. */
    Tally tally(Wanted wanted, boolean complete) throws IOException {
        searcher.setTimeout(new QueryTimeoutImpl(COUNTING.toMillis()));
        Counting counting = searcher.search(query(wanted.whole()), Counting.MANAGER);
        return counting.tally(complete, searcher.timedOut());
    }

    Wanted.Found find(Wanted wanted, long seq, boolean complete) throws IOException {
        searcher.setTimeout(new QueryTimeoutImpl(PATIENCE.toMillis()));
        boolean newest = wanted.order() == Wanted.Order.NEWEST;
        Sort sort = newest ? StoryFields.NEWEST : StoryFields.RELEVANCE;
        FieldDoc behind = wanted.behind()
                .map(hit -> StoryFields.place(hit, wanted.order()))
                .orElse(null);
        TopFieldDocs found = searcher.search(
                query(wanted), new TopFieldCollectorManager(sort, wanted.limit(), behind, wanted.limit()));
        List<Wanted.Hit> hits = Arrays.stream(found.scoreDocs)
                .map(FieldDoc.class::cast)
                .map(StoryFields::hit)
                .toList();
        return new Wanted.Found(seq, complete && !searcher.timedOut(), hits);
    }

    private static Query query(Wanted wanted) {
        var query = new BooleanQuery.Builder();
        Query words = new Asking(StoryFields.WORDS).of(wanted.question());
        if (wanted.order() == Wanted.Order.RELEVANCE) {
            query.add(words, Occur.MUST);
            wanted.question()
                    .wanted()
                    .forEach(word ->
                            query.add(new BoostQuery(new Asking(StoryFields.TITLE).of(word), TITLE), Occur.SHOULD));
        } else {
            query.add(words, Occur.FILTER);
        }
        wanted.feeds().forEach(feed -> query.add(new TermQuery(new Term(StoryFields.FEED, feed)), Occur.FILTER));
        if (wanted.from().isPresent() || latest(wanted) < Long.MAX_VALUE) {
            long earliest = wanted.from().map(StoryFields::micros).orElse(Long.MIN_VALUE);
            query.add(LongPoint.newRangeQuery(StoryFields.PUBLISHED, earliest, latest(wanted)), Occur.FILTER);
        }
        return query.build();
    }

    private static long latest(Wanted wanted) {
        long until = wanted.until().map(StoryFields::micros).orElse(Long.MIN_VALUE);
        long latest = wanted.until().isPresent() ? until - 1 : Long.MAX_VALUE;
        return wanted.order() == Wanted.Order.NEWEST
                ? Math.min(
                        latest,
                        wanted.behind()
                                .map(Wanted.Hit::publishedAt)
                                .map(StoryFields::micros)
                                .orElse(latest))
                : latest;
    }
}
