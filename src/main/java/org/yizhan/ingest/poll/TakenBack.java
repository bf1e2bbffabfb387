package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yizhan.article.Identity;
import org.yizhan.article.WebAddress;
import org.yizhan.article.Withdrawal;
import org.yizhan.feed.Deletion;

/**
 * What a feed tells to have taken back. A channel remembers what it was told as it remembers items, so that each is told
 * on once; at its first poll none is, for nothing of it was ever taken.
 */
record TakenBack(Harvest harvest, List<Deletion> deletions) {

    private static final String KEY = "deleted ";

    /** To be remembered. */
    List<Item> items() {
        return deletions.stream().map(TakenBack::item).toList();
    }

    private static Item item(Deletion deletion) {
        String when = deletion.when().map(Instant::toString).orElse("");
        return new Item(KEY + deletion.ref(), when, "", deletion.when(), Map.of());
    }

    /** Of those not told before. */
    List<Withdrawal> withdrawals(SeenItems seen, Instant now) {
        if (harvest.first()) {
            return List.of();
        }
        SeenItems.Sorted sorted = seen.sort(items());
        Set<String> news = sorted.fresh().stream().map(Item::key).collect(Collectors.toSet());
        sorted.changed().forEach(item -> news.add(item.key()));
        return deletions.stream()
                .filter(deletion -> news.remove(KEY + deletion.ref()))
                .flatMap(deletion -> withdrawal(deletion, now).stream())
                .toList();
    }

    private Optional<Withdrawal> withdrawal(Deletion deletion, Instant now) {
        return externalId(deletion)
                .map(id -> withdrawal(
                        harvest.channel().source(),
                        id,
                        deletion.comment().isEmpty() ? "deleted from its feed" : deletion.comment(),
                        now));
    }

    /** The article's id: where pages are fetched, its page's address, else the entry's key. */
    private Optional<String> externalId(Deletion deletion) {
        if (!harvest.follows()) {
            return Optional.of(Identity.nfc(deletion.ref()));
        }
        return Optional.of(deletion.link().isEmpty() ? deletion.ref() : deletion.link())
                .filter(WebAddress::isWeb);
    }

    static Withdrawal withdrawal(String source, String externalId, String reason, Instant now) {
        return new Withdrawal(Identity.article(source, externalId), source, externalId, reason, now);
    }
}
