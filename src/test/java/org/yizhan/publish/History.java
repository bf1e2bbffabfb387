package org.yizhan.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.yizhan.article.Message;

/**
 * An invented history of articles, revisions, new tags, withdrawals and mergers, as one queue a Kafka key: what has the
 * same key keeps its order, all else may come in any.
 */
final class History {

    private static final int ARTICLES = 60;
    private static final String[] SOURCES = {"cac", "mca", "nmg", "fujian", "ganzhou"};
    private static final String[] TAGS = {
        "region/620702", "region/620000", "region/350200", "topic/elderly", "topic/charity", "organization/mca"
    };

    private final Random random;
    private final Map<UUID, List<Message>> queues = new LinkedHashMap<>();
    private final List<Draft> founders = new ArrayList<>();
    private final List<UUID> articles = new ArrayList<>();
    private int clock = 10;

    History(long seed) {
        random = new Random(seed);
        for (int number = 0; number < ARTICLES; number++) {
            live(draft(number));
        }
        for (int younger = 1; younger < founders.size(); younger++) {
            if (random.nextInt(3) == 0) {
                UUID from = founders.get(younger).id();
                UUID into = founders.get(random.nextInt(younger)).id();
                List<Message> queue = queues.get(from);
                queue.add(random.nextInt(queue.size() + 1), Draft.merger(from, into));
            }
        }
    }

    private Draft draft(int number) {
        var draft = Draft.of(SOURCES[random.nextInt(SOURCES.length)], "" + number)
                .published(random.nextInt(40))
                .about(tags());
        if (founders.isEmpty() || random.nextInt(5) < 2) {
            founders.add(draft);
            return draft;
        }
        return draft.repostOf(founders.get(random.nextInt(founders.size())));
    }

    private String[] tags() {
        return random.ints(random.nextInt(3), 0, TAGS.length)
                .distinct()
                .mapToObj(i -> TAGS[i])
                .toArray(String[]::new);
    }

    private void live(Draft draft) {
        articles.add(draft.id());
        List<Message> queue = new ArrayList<>();
        Draft now = draft.received(clock++);
        if (random.nextInt(8) == 0) {
            queue.add(now.withdrawn(clock + random.nextInt(3) - 2, "早退"));
        }
        queue.add(now.tagged());
        for (int turn = random.nextInt(4); turn > 0; turn--) {
            now = now.received(clock++);
            switch (random.nextInt(4)) {
                case 0 -> queue.add(now.withdrawn(clock++, "错 " + clock));
                case 1 -> queue.add((now = now.titled("改 " + clock)).tagged());
                case 2 -> queue.add((now = now.about(tags())).tagged());
                default -> queue.add(now.tagged());
            }
        }
        queues.put(draft.id(), queue);
    }

    List<UUID> articles() {
        return articles;
    }

    List<UUID> stories() {
        return founders.stream().map(Draft::id).toList();
    }

    /** All messages in one order that keeps each key's own. */
    List<Message> inSomeOrder(Random order) {
        List<Deque<Message>> open = new ArrayList<>();
        queues.values().forEach(queue -> open.add(new ArrayDeque<>(queue)));
        List<Message> all = new ArrayList<>();
        while (!open.isEmpty()) {
            int next = order.nextInt(open.size());
            all.add(open.get(next).remove());
            if (open.get(next).isEmpty()) {
                open.remove(next);
            }
        }
        return all;
    }

    /** The same in batches, every now and then from an earlier place on again, as after a lost partition. */
    List<List<Message>> inBatches(Random order) {
        List<Message> all = inSomeOrder(order);
        List<List<Message>> batches = new ArrayList<>();
        int at = 0;
        while (at < all.size()) {
            int end = Math.min(all.size(), at + 1 + order.nextInt(30));
            batches.add(all.subList(at, end));
            at = order.nextInt(5) == 0 ? order.nextInt(end) : end;
        }
        return batches;
    }
}
