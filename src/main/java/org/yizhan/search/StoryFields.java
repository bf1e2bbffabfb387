package org.yizhan.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** A story as Lucene keeps it. Nothing is stored but ids and times: texts are shown from where the stories are kept. */
final class StoryFields {

    static final String ID = "id";
    static final String MEMBER = "member";
    static final String FEED = "feed";
    static final String WORDS = "words";
    static final String TITLE = "title";
    static final String PUBLISHED = "published";
    private static final String HIGH = "high";
    private static final String LOW = "low";

    /** Newest first, then by id as PostgreSQL orders it; the index is kept in this order, so that the first are found soon. */
    static final Sort NEWEST = new Sort(
            new SortField(PUBLISHED, SortField.Type.LONG, true),
            new SortField(HIGH, SortField.Type.LONG),
            new SortField(LOW, SortField.Type.LONG));

    static final Sort RELEVANCE = new Sort(
            SortField.FIELD_SCORE,
            new SortField(PUBLISHED, SortField.Type.LONG, true),
            new SortField(HIGH, SortField.Type.LONG),
            new SortField(LOW, SortField.Type.LONG));

    private StoryFields() {}

    static Document of(StoryDocument story) {
        var document = new Document();
        document.add(new StringField(ID, bytes(story.id()), Field.Store.NO));
        story.members().forEach(member -> document.add(new StringField(MEMBER, bytes(member), Field.Store.NO)));
        story.feeds().forEach(feed -> document.add(new KeywordField(FEED, feed, Field.Store.NO)));
        document.add(new TextField(TITLE, new Terms(story.title())));
        document.add(new TextField(WORDS, new Terms(words(story))));
        long published = micros(story.publishedAt());
        document.add(new LongPoint(PUBLISHED, published));
        document.add(new NumericDocValuesField(PUBLISHED, published));
        document.add(new NumericDocValuesField(HIGH, signed(story.id().getMostSignificantBits())));
        document.add(new NumericDocValuesField(LOW, signed(story.id().getLeastSignificantBits())));
        return document;
    }

    /** All that is looked for in it. */
    static String words(StoryDocument story) {
        List<String> parts = new ArrayList<>(List.of(story.title(), story.text()));
        parts.addAll(story.names());
        return String.join("\n", parts);
    }

    static BytesRef bytes(UUID id) {
        return new BytesRef(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Signed in the order of the unsigned ones, and back. */
    private static long signed(long bits) {
        return bits ^ Long.MIN_VALUE;
    }

    /** Adds the ids of these documents. */
    static void ids(LeafReader reader, DocIdSetIterator documents, Set<UUID> to) throws IOException {
        var high = reader.getNumericDocValues(HIGH);
        var low = reader.getNumericDocValues(LOW);
        for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
            if (high.advanceExact(doc) && low.advanceExact(doc)) {
                to.add(new UUID(signed(high.longValue()), signed(low.longValue())));
            }
        }
    }

    static Wanted.Hit hit(FieldDoc found) {
        int last = found.fields.length - 1;
        return new Wanted.Hit(
                new UUID(signed((long) found.fields[last - 1]), signed((long) found.fields[last])),
                Instant.EPOCH.plus((long) found.fields[last - 2], ChronoUnit.MICROS),
                last == 3 ? (float) found.fields[0] : 0);
    }

    /** Where {@code hit} stands in the order. */
    static FieldDoc place(Wanted.Hit hit, Wanted.Order order) {
        Object published = micros(hit.publishedAt());
        Object high = signed(hit.story().getMostSignificantBits());
        Object low = signed(hit.story().getLeastSignificantBits());
        return order == Wanted.Order.NEWEST
                ? new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {published, high, low})
                : new FieldDoc(Integer.MAX_VALUE, hit.rank(), new Object[] {hit.rank(), published, high, low});
    }
}
