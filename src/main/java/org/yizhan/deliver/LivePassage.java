package org.yizhan.deliver;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Events on their way to readers, as the server-sent events of WHATWG HTML §9.2 are written. An event's id says up to
 * which change everything has been told: all but the last bear the number from before, so that whoever is cut off between
 * them is told all of them again.
 */
final class LivePassage {

    private record Event(String name, String data) {}

    private final long before;
    private final long after;
    private final List<Event> events = new ArrayList<>();

    /**
     * @param before up to where the readers had been told
     * @param after up to where they have when this is over
     */
    LivePassage(long before, long after) {
        this.before = before;
        this.after = after;
    }

    LivePassage with(String name, String data) {
        events.add(new Event(name, data));
        return this;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** How many events of this name there are. */
    int count(String name) {
        return (int) events.stream().filter(event -> event.name().equals(name)).count();
    }

    Buffer written() {
        var text = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            long id = i == events.size() - 1 ? after : before;
            text.append("id: ").append(id).append("\nevent: ").append(event.name());
            text.append("\ndata: ").append(event.data()).append("\n\n");
        }
        return Buffer.buffer(text.toString());
    }

    /**
     * Keeps the connection. A block without data is no event, and its id counts all the same (§9.2.6): whoever comes again
     * goes on from here.
     */
    static Buffer heartbeat(long seq) {
        return Buffer.buffer(":\nid: " + seq + "\n\n");
    }
}
