package org.yizhan.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Message;

/**
 * An invented history of articles, revisions, new tags, withdrawals, moves and erasures. What an article's source says of
 * it keeps its order, as one Kafka key does; moves and erasures may come at any time before, between and after.
 */
final class History {

    private static final int ARTICLES = 60;
    private static final String[] SOURCES = {"cac", "mca", "nmg", "fujian", "ganzhou"};
    private static final String[] TAGS = {
        "region/620702", "region/620000", "region/350200", "topic/elderly", "topic/charity", "organization/mca"
    };

    private final Random random;
    private final List<List<Message>> queues = new ArrayList<>();
    private final List<Draft> founders = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<UUID> erased = new HashSet<>();
    private final Set<Long> numbers = new HashSet<>();
    private int clock = 10;

    History(long seed) {
        random = new Random(seed);
        for (int number = 0; number < ARTICLES; number++) {
            live(draft(number));
        }
        for (Draft draft : drafts) {
            for (int moves = random.nextInt(3); moves > 0; moves--) {
                Draft there = founders.get(random.nextInt(founders.size()));
                queues.add(List.of(elsewhere(draft, there).moved(number())));
            }
            if (random.nextInt(12) == 0) {
                erased.add(draft.id());
                queues.add(List.of(draft.erased()));
            }
        }
    }

    /** No two decisions have one number, and they come in no order. */
    private long number() {
        long number = random.nextLong(1, 1_000_000);
        return numbers.add(number) ? number : number();
    }

    private static Draft elsewhere(Draft draft, Draft there) {
        return draft.id().equals(there.id()) ? draft.inStory(there.id()) : draft.repostOf(there);
    }

    private Draft draft(int number) {
        var draft = Draft.of(SOURCES[random.nextInt(SOURCES.length)], "" + number)
                .published(random.nextInt(40))
                .about(tags())
                .decided(number());
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
        drafts.add(draft);
        List<Message> queue = new ArrayList<>();
        Draft now = draft.received(clock++);
        if (random.nextInt(8) == 0) {
            queue.add(now.withdrawn(clock + random.nextInt(3) - 2, "早退"));
        }
        queue.add(now.tagged());
        for (int turn = random.nextInt(4); turn > 0; turn--) {
            now = now.received(clock++);
            switch (random.nextInt(5)) {
                case 0 -> queue.add(now.withdrawn(clock++, "错 " + clock));
                case 1 -> queue.add((now = now.titled("改 " + clock)).tagged());
                case 2 -> queue.add((now = now.about(tags())).tagged());
                case 3 -> queue.add((now = elsewhere(now, founders.getFirst()).decided(number())).tagged());
                default -> queue.add(now.tagged());
            }
        }
        queues.add(queue);
    }

    /** Those that are not erased. */
    List<UUID> articles() {
        return drafts.stream().map(Draft::id).filter(id -> !erased.contains(id)).toList();
    }

    Set<UUID> erased() {
        return erased;
    }

    /** Every id that may be a story's. */
    List<UUID> stories() {
        return drafts.stream().map(Draft::id).toList();
    }

    /** All messages in one order that keeps each queue's own. */
    List<Message> inSomeOrder(Random order) {
        List<Deque<Message>> open = new ArrayList<>();
        queues.forEach(queue -> open.add(new ArrayDeque<>(queue)));
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
