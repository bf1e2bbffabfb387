package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which articles of a cluster carry one piece: a pure function of the articles, of the pairs found alike and of what
 * operators said, the same whatever order all of these came in.
 *
 * <p>What an operator said counts first, the later word before the earlier. Then copies are joined, the most similar
 * first. Then each set of copies joins the one whole that it is a part of: the one that contains most of it, of several
 * the shortest, of these the earliest. A part never joins two wholes, so that an excerpt found in two stories is no
 * bridge between them. Last, each second part of a newspaper piece joins the first part that fits best.
 */
final class Grouping {

    private static final Comparator<Pair> MOST_ALIKE = Comparator.comparingDouble(Pair::similarity)
            .thenComparingDouble(Pair::containment)
            .reversed();

    private final Map<Long, Node> nodes = new LinkedHashMap<>();
    private final Collection<Pair> pairs;
    private final Map<Long, Group> groups = new HashMap<>();

    private Grouping(Collection<Node> articles, Collection<Pair> pairs) {
        articles.forEach(node -> nodes.put(node.no(), node));
        articles.forEach(node -> groups.put(node.no(), new Group(node.no())));
        this.pairs = pairs.stream()
                .filter(pair -> nodes.containsKey(pair.one()) && nodes.containsKey(pair.other()))
                .sorted(MOST_ALIKE.thenComparing(this::names))
                .toList();
    }

    /** Articles joined so far. */
    private static final class Group {
        private final List<Long> members = new ArrayList<>();
        private final Map<UUID, Integer> sides = new HashMap<>();

        Group(long no) {
            members.add(no);
        }

        boolean contradicts(Group other) {
            return sides.entrySet().stream()
                    .anyMatch(
                            said -> !said.getValue().equals(other.sides.getOrDefault(said.getKey(), said.getValue())));
        }
    }

    /** The story of each article, named by the number of its oldest member. */
    static Map<Long, Long> stories(Collection<Node> nodes, Collection<Pair> pairs, Collection<Side> said) {
        var grouping = new Grouping(nodes, pairs);
        grouping.obey(said);
        grouping.joinCopies();
        grouping.joinParts();
        grouping.joinContinuations();
        return grouping.named();
    }

    /** Pairs in an order that does not depend on when their articles came. */
    private String names(Pair pair) {
        String one = node(pair.one()).articleId().toString();
        String other = node(pair.other()).articleId().toString();
        return one.compareTo(other) < 0 ? one + other : other + one;
    }

    private Node node(long no) {
        return requireNonNull(nodes.get(no));
    }

    private Group group(long no) {
        return requireNonNull(groups.get(no));
    }

    /** Joins two groups, unless an operator said they are apart. */
    private boolean join(long one, long other) {
        Group into = group(one);
        Group from = group(other);
        if (into == from) {
            return true;
        }
        if (into.contradicts(from) || from.contradicts(into)) {
            return false;
        }
        if (into.members.size() < from.members.size()) {
            return join(other, one);
        }
        into.members.addAll(from.members);
        into.sides.putAll(from.sides);
        from.members.forEach(member -> groups.put(member, into));
        return true;
    }

    private void obey(Collection<Side> said) {
        var inOrder = said.stream()
                .filter(side -> nodes.containsKey(side.no()))
                .sorted(Comparator.comparing(Side::mended)
                        .reversed()
                        .thenComparing(Side::mending)
                        .thenComparing(side -> node(side.no()).articleId()))
                .toList();
        Map<String, Long> firsts = new HashMap<>();
        for (Side side : inOrder) {
            Group group = group(side.no());
            if (group.sides.getOrDefault(side.mending(), side.side()) == side.side()) {
                group.sides.put(side.mending(), side.side());
                join(firsts.computeIfAbsent(side.mending() + " " + side.side(), key -> side.no()), side.no());
            }
        }
    }

    private void joinCopies() {
        for (Pair pair : pairs) {
            if (pair.kind() == Kind.COPY) {
                join(pair.one(), pair.other());
            }
        }
    }

    private void joinParts() {
        Map<Group, List<Pair>> wholes = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (pair.isPart()) {
                wholes.computeIfAbsent(group(pair.part()), group -> new ArrayList<>())
                        .add(pair);
            }
        }
        // who joins whom is settled before anybody does, so that the order in which they do so says nothing
        wholes.values().forEach(choices -> choices.sort(bestWhole()));
        Map<Group, Optional<Pair>> chosen = new LinkedHashMap<>();
        wholes.forEach((part, choices) -> chosen.put(
                part,
                choices.stream()
                        .filter(pair -> group(pair.than(pair.part())) != part)
                        .filter(pair -> !part.contradicts(group(pair.than(pair.part()))))
                        .findFirst()));
        chosen.values().stream()
                .flatMap(Optional::stream)
                .sorted(MOST_ALIKE.thenComparing(this::names))
                .forEach(pair -> join(pair.one(), pair.other()));
    }

    private Comparator<Pair> bestWhole() {
        return Comparator.comparingDouble(Pair::containment)
                .thenComparingDouble(Pair::similarity)
                .reversed()
                .thenComparing(pair -> node(pair.than(pair.part())).publishedAt())
                .thenComparing(this::names);
    }

    /** A part has one neighbour on each side of its seam. */
    private void joinContinuations() {
        Map<Long, Long> joined = new HashMap<>();
        for (Pair pair : pairs) {
            if (pair.isSeam()
                    && !joined.containsKey(pair.one())
                    && !joined.containsKey(pair.other())
                    && join(pair.one(), pair.other())) {
                joined.put(pair.one(), pair.other());
                joined.put(pair.other(), pair.one());
            }
        }
    }

    private Map<Long, Long> named() {
        Map<Long, Long> stories = new HashMap<>();
        for (long no : nodes.keySet()) {
            stories.put(no, group(no).members.stream().min(Long::compare).orElse(no));
        }
        return stories;
    }
}
