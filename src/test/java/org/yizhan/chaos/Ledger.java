package org.yizhan.chaos;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the program has promised, and what it said while it did not. Safe for concurrent use. */
final class Ledger {

    private final Map<UUID, Promise> promised = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    /** Where requests failed that no answer came to. */
    static final int NO_ANSWER = 0;

    /**
     * An article for which we were answered 202, or whose fetch was recorded.
     *
     * @param dispatch its newest revision of which that is true
     * @param at when of the first, by {@link System#nanoTime}
     */
    record Promise(Dispatches.Dispatch dispatch, long at) {}

    void promised(Dispatches.Dispatch dispatch) {
        var promise = new Promise(dispatch, System.nanoTime());
        promised.merge(
                dispatch.articleId(),
                promise,
                (one, other) -> other.dispatch().revision() > one.dispatch().revision()
                        ? new Promise(other.dispatch(), one.at())
                        : one);
    }

    void addAll(Ledger other) {
        promised.putAll(other.promised);
    }

    void answered(int status) {
        answers.computeIfAbsent(status, unseen -> new LongAdder()).increment();
    }

    /** How many requests were answered so, {@link #NO_ANSWER} for not at all. */
    long answers(int status) {
        return answers.getOrDefault(status, new LongAdder()).sum();
    }

    Set<Integer> statuses() {
        return Set.copyOf(answers.keySet());
    }

    Map<UUID, Promise> promises() {
        return Map.copyOf(promised);
    }

    int size() {
        return promised.size();
    }

    /** Of the drills, such as {@code r1}, whose articles were promised. */
    Set<String> rows() {
        return promised.values().stream()
                .map(promise -> promise.dispatch().id().replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
    }

    /** The articles of which these lack one or the newest revision. */
    Set<UUID> missing(Map<UUID, Integer> published) {
        var missing = new HashSet<UUID>();
        promised.forEach((id, promise) -> {
            if (published.getOrDefault(id, 0) < promise.dispatch().revision()) {
                missing.add(id);
            }
        });
        return missing;
    }
}
