package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.http.Times;
import org.yizhan.publish.Entry;
import org.yizhan.search.Marker;

/**
 * One story as lists show it.
 *
 * @param link to the story's page
 * @param snippet where it answers a search; empty where none was asked for
 * @param copies how many others carry it
 */
public record ListedStory(
        String link,
        String title,
        String summary,
        Optional<Snippet> snippet,
        Instant publishedAt,
        String source,
        String sourceLink,
        long copies,
        List<TagLink> tags) {

    private static final int MOST_TAGS = 8;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TITLE = 120;

    public ListedStory {
        tags = List.copyOf(tags);
    }

    /** A tag and the list of what bears it; {@code evidence} are the words that gave it, empty where they aren't known. */
    public record TagLink(String label, String link, String evidence) {}

    /** The stories of one day. */
    public record Day(Instant first, List<ListedStory> stories) {
        public Day {
            stories = List.copyOf(stories);
        }
    }

    static ListedStory of(Entry entry, Frame frame, Optional<Marker> marker) {
        return new ListedStory(
                Links.story(entry.storyId()),
                frame.brief(entry.title(), LONGEST_TITLE),
                entry.summary(),
                marker.map(words -> Snippet.of(words, entry)),
                entry.publishedAt(),
                frame.brief(AtomWriter.sourceName(entry.origin()), LONGEST_NAME),
                Links.source(entry.origin().source()),
                entry.copies().stream().filter(copy -> !copy.withdrawn()).count(),
                tags(entry, MOST_TAGS));
    }

    static List<TagLink> tags(Entry entry, int most) {
        return entry.tags().stream()
                .limit(most)
                .map(tag -> new TagLink(tag.label(), Links.subject(Links.feed(tag)), tag.evidence()))
                .toList();
    }

    /** The entries by day of China's calendar, in the order given. */
    static List<Day> days(List<Entry> entries, Frame frame) {
        return days(entries, frame, Optional.empty());
    }

    /** The same, with where each answers the search that {@code marker} is of. */
    static List<Day> days(List<Entry> entries, Frame frame, Optional<Marker> marker) {
        var days = new ArrayList<Day>();
        var ofOneDay = new ArrayList<ListedStory>();
        for (Entry entry : entries) {
            if (!ofOneDay.isEmpty() && !sameDay(ofOneDay.getFirst().publishedAt(), entry.publishedAt())) {
                days.add(new Day(ofOneDay.getFirst().publishedAt(), ofOneDay));
                ofOneDay.clear();
            }
            ofOneDay.add(of(entry, frame, marker));
        }
        if (!ofOneDay.isEmpty()) {
            days.add(new Day(ofOneDay.getFirst().publishedAt(), ofOneDay));
        }
        return days;
    }

    private static boolean sameDay(Instant one, Instant other) {
        return Times.inChina(one).toLocalDate().equals(Times.inChina(other).toLocalDate());
    }
}
