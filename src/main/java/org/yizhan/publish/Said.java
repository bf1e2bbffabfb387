package org.yizhan.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was said of an article after it was published. Immutable.
 *
 * @param announced by notices, of itself
 * @param notices of its story, the same for all members
 */
record Said(List<Announced> announced, List<StoryNotice> notices) {

    /** The newest count: every member of a story carries what is said of it. */
    private static final int MOST = 20;

    static final Said NOTHING = new Said(List.of(), List.of());

    Said {
        announced = List.copyOf(announced);
        notices = List.copyOf(notices);
    }

    /** Without what the notice {@code by} said. */
    Said without(UUID by) {
        return new Said(announced.stream().filter(one -> !one.by().equals(by)).toList(), notices);
    }

    /** With what a notice says now in the place of what it said before. */
    Said with(Announced said) {
        var all = new ArrayList<>(without(said.by()).announced());
        all.add(said);
        all.sort(Announced.IN_ORDER);
        return new Said(all.subList(Math.max(0, all.size() - MOST), all.size()), notices);
    }

    /** The notices that take it back; one may come before what it is about, then it counts from when that came, at {@code first}. */
    Stream<Retraction> retractions(Instant first) {
        return announced.stream()
                .filter(Announced::isWithdrawal)
                .map(notice -> new Retraction(notice.at().isBefore(first) ? first : notice.at(), notice.reason()));
    }

    /** Whether these are what is said of its story. */
    boolean isTelling(List<StoryNotice> ofStory) {
        return ofStory.equals(notices);
    }

    Said telling(List<StoryNotice> ofStory) {
        return isTelling(ofStory) ? this : new Said(announced, ofStory);
    }

    boolean isNothing() {
        return announced.isEmpty() && notices.isEmpty();
    }
}
