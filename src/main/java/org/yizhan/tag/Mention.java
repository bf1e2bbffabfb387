package org.yizhan.tag;

import java.util.ArrayList;
import java.util.List;

/** A place name standing somewhere in the text, and what has been found out about it; confined to one reading. */
final class Mention {

    final int begin;
    final int end;
    final String word;
    final PlaceName name;

    /** The divisions it stands for; empty while, or because, that isn't known. */
    List<Region> regions = List.of();

    /** Whether it only leads up to the next one: 甘肃省 in 甘肃省张掖市. */
    boolean leadsOn;

    /** Whether it says where something took place or who someone is, rather than what the article is about. */
    boolean weak;

    Mention(Hit hit, PlaceName name) {
        this.begin = hit.begin();
        this.end = hit.end();
        this.word = hit.entry().word();
        this.name = name;
    }

    boolean isResolved() {
        return !regions.isEmpty();
    }

    boolean isSingle() {
        return regions.size() == 1;
    }

    void resolve(Region region) {
        regions = List.of(region);
    }

    /** The candidates that lie in the division. */
    List<Region> candidatesWithin(Region region) {
        List<Region> within = new ArrayList<>(2);
        for (Region candidate : name.regions()) {
            if (candidate.isWithin(region)) {
                within.add(candidate);
            }
        }
        return within;
    }
}
