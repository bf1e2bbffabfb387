package org.yizhan.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store of stories in memory whose changes have numbers; each story has the one article of its id. */
final class Shelf implements Changes {

    static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");

    private record Change(long seq, UUID article, UUID story, boolean erased) {}

    private final Map<UUID, StoryDocument> standing = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    String name = "shelf";
    private long seq;

    static UUID id(int number) {
        return new UUID(0xF000_0000_0000_0000L * (number % 2), number);
    }

    static StoryDocument story(int number, String title, String text, String... feeds) {
        return new StoryDocument(
                id(number), List.of(id(number)), title, text, List.of(), List.of(feeds), MORNING.plusSeconds(number));
    }

    Shelf put(StoryDocument... stories) {
        for (StoryDocument story : stories) {
            standing.put(story.id(), story);
            story.members().forEach(member -> changes.add(new Change(++seq, member, story.id(), false)));
        }
        return this;
    }

    List<StoryDocument> all() {
        return List.copyOf(standing.values());
    }

    void withdraw(int number) {
        standing.remove(id(number));
        changes.add(new Change(++seq, id(number), id(number), false));
    }

    void erase(int number) {
        standing.remove(id(number));
        changes.add(new Change(++seq, id(number), id(number), true));
    }

    /** The article goes to another story; nothing else of its former one changes its number. */
    void move(UUID article, StoryDocument from, StoryDocument into) {
        standing.remove(from.id());
        if (!from.members().isEmpty()) {
            standing.put(from.id(), from);
        }
        standing.put(into.id(), into);
        changes.add(new Change(++seq, article, into.id(), false));
    }

    /** As after a restore from an old copy: empty, and its numbers are given anew. */
    void goBack() {
        standing.clear();
        changes.clear();
        seq = 0;
    }

    @Override
    public String store() {
        return name;
    }

    @Override
    public Changed after(long since, int most) {
        List<Change> found = changes.stream()
                .filter(change -> change.seq() > since)
                .limit(most)
                .toList();
        return new Changed(
                found.size() == most ? found.getLast().seq() : seq,
                seq,
                found.stream().map(Change::article).toList(),
                found.stream().map(Change::story).toList(),
                found.stream().anyMatch(Change::erased));
    }

    @Override
    public List<StoryDocument> stories(Collection<UUID> ids) {
        return standing.values().stream()
                .filter(story -> ids.contains(story.id()))
                .toList();
    }
}
