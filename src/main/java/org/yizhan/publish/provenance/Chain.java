package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;

/**
 * Who took a story from whom.
 *
 * <p>A member took it from the member at the address that it prints as the original's; else from the member of the source
 * that it names, of several the last before it; else from the outlet it credits, though we have not seen that; else from
 * the member that deduplication found it to repeat; else from the origin. What would close a circle is passed over, and
 * the origin took it from no member.
 *
 * @param steps one a member, in the order given
 */
public record Chain(List<Step> steps) {

    public Chain {
        steps = List.copyOf(steps);
    }

    /** The chain of these members, oldest first, of which the origin's is one. */
    public static Chain of(List<Member> members, Origin origin) {
        var makers = new Makers(members, origin);
        return new Chain(members.stream().map(makers::step).toList());
    }

    /** The members by what leads to them, and what is known of the chain so far. */
    private static final class Makers {
        private final Origin origin;
        private final Map<UUID, Member> byId = new HashMap<>();
        private final Map<String, Member> byAddress = new HashMap<>();
        private final Map<String, List<Member>> bySource = new HashMap<>();
        private final Map<UUID, Member> from = new HashMap<>();

        Makers(List<Member> members, Origin origin) {
            this.origin = origin;
            for (Member member : members) {
                byId.put(member.id(), member);
                address(member.url()).ifPresent(address -> byAddress.putIfAbsent(address, member));
                bySource.computeIfAbsent(member.source(), source -> new ArrayList<>(1))
                        .add(member);
            }
        }

        /** An address without what two forms of the same differ in. */
        private static Optional<String> address(String url) {
            return WebAddress.of(url)
                    .map(address -> address.toString()
                            .replaceFirst("^https?://(?:www\\.)?", "")
                            .replaceFirst("/$", ""));
        }

        Step step(Member member) {
            if (member.id().equals(origin.member().id())) {
                return new Step(member, Optional.empty(), origin.unseen(), member);
            }
            Optional<Member> named = first(Stream.concat(linked(member), named(member)), member);
            Optional<Outlet> unseen = named.isPresent() ? Optional.empty() : unseen(member);
            if (unseen.isPresent()) {
                return new Step(member, Optional.empty(), unseen, origin.member());
            }
            Member maker = named.or(() -> first(member.matched().map(byId::get).stream(), member))
                    .orElse(origin.member());
            from.put(member.id(), maker);
            return new Step(member, Optional.of(maker), Optional.empty(), maker);
        }

        /** The outlet it credits, where no member is of it, not even one that was withdrawn. */
        private Optional<Outlet> unseen(Member taker) {
            return Outlet.credited(taker.attribution(), taker.source(), origin.sources())
                    .filter(outlet ->
                            outlet.sourceId().filter(bySource::containsKey).isEmpty());
        }

        private Optional<Member> first(Stream<Member> makers, Member taker) {
            return makers.filter(maker -> !isFrom(maker, taker)).findFirst();
        }

        /** Whether {@code member} is {@code other} or has it from there. */
        private boolean isFrom(Member member, Member other) {
            Member at = member;
            while (at != null) {
                if (at.id().equals(other.id())) {
                    return true;
                }
                at = from.get(at.id());
            }
            return false;
        }

        private Stream<Member> linked(Member taker) {
            return taker.attribution().originalUrl().flatMap(Makers::address).map(byAddress::get).stream();
        }

        /** The members of the source that is named: the last before the taker, those further back, then those after it. */
        private Stream<Member> named(Member taker) {
            List<Member> ofSource = Outlet.named(taker.attribution(), taker.source(), origin.sources())
                    .flatMap(Outlet::sourceId)
                    .map(bySource::get)
                    .orElse(List.of());
            int after = 0;
            while (after < ofSource.size() && !ofSource.get(after).publishedAt().isAfter(taker.publishedAt())) {
                after++;
            }
            return Stream.concat(
                    ofSource.subList(0, after).reversed().stream(), ofSource.subList(after, ofSource.size()).stream());
        }
    }
}
