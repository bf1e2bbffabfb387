package org.yizhan.chaos;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** How long articles took from the answer to their pusher until a subscriber was told, in milliseconds, ascending. */
record Delays(List<Long> millis) {

    /** Of those that were answered between two moments and told by now. */
    static Delays between(Ledger ledger, Inbox.Box box, long from, long until) {
        Map<UUID, Inbox.Told> told = box.told();
        return new Delays(ledger.promises().entrySet().stream()
                .filter(promise ->
                        promise.getValue().at() >= from && promise.getValue().at() < until)
                .filter(promise -> told.containsKey(promise.getKey()))
                .map(promise ->
                        told.get(promise.getKey()).first() - promise.getValue().at())
                .map(nanos -> Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)))
                .sorted()
                .toList());
    }

    /** @param share 0.99 for the delay that 99 of 100 do not exceed */
    long percentile(double share) {
        return millis.get(Math.max(0, (int) Math.ceil(share * millis.size()) - 1));
    }

    @Override
    public String toString() {
        return "p50=%d,p99=%d,max=%d,of=%d"
                .formatted(percentile(0.5), percentile(0.99), millis.getLast(), millis.size());
    }
}
