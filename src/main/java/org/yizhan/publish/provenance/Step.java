package org.yizhan.publish.provenance;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of a piece from hand to hand.
 *
 * @param member who took it
 * @param from the member it was taken from
 * @param unseen the outlet it was taken from, where that is no member
 * @param against the member whose title and text it is compared with: {@code from}, else the origin
 */
public record Step(Member member, Optional<Member> from, Optional<Outlet> unseen, Member against) {

    /** How much later it was published; negative where the times say that the taker was first. */
    public Optional<Duration> lag() {
        return from.map(before -> Duration.between(before.publishedAt(), member.publishedAt()));
    }

    /** What became of the title. */
    public TitleChange titleChange() {
        return isFurtherPart() ? TitleChange.NONE : against.titleIn(member);
    }

    /** Whether it is the next part of a piece that runs over several pages: nothing was repeated, nothing is compared. */
    public boolean isFurtherPart() {
        return member.continuation();
    }
}
