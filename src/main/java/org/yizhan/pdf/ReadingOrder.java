package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.yizhan.pdf.TypeBlock.Kind;

/**
 * Puts the blocks of a sheet into stories by cutting it along its white gutters, again and again (XY-cut; Nagy and Seth,
 * 1984): first along a rule that crosses the region, then between columns, then between what stands under each other.
 * Boxes are regions of their own. A column that begins without a headline goes on with the story beside its first line.
 * Stateless.
 */
final class ReadingOrder {

    private static final double GAP = 2;
    private static final double ACROSS = 0.9;
    private static final double EDGE = 4;

    private ReadingOrder() {}

    /** The stories among {@code blocks}, captions with the nearest. */
    static List<Story> of(List<TypeBlock> blocks, List<Box> boxes, List<Box> rules) {
        var rest = new ArrayList<>(blocks);
        var boxed = new ArrayList<Story>();
        for (Box box : boxes) {
            List<TypeBlock> within =
                    rest.stream().filter(block -> box.holds(block.box())).toList();
            if (!within.isEmpty() && within.size() < rest.size()) {
                rest.removeAll(within);
                boxed.addAll(order(within, rules));
            }
        }
        List<Story> stories = order(rest, rules);
        boxed.forEach(story -> {
            if (story.hasHead() || stories.isEmpty()) {
                stories.add(story);
            } else {
                nearest(stories, story.texts().getFirst().box()).append(story);
            }
        });
        return stories;
    }

    private static List<Story> order(List<TypeBlock> blocks, List<Box> rules) {
        List<TypeBlock> captions =
                blocks.stream().filter(block -> block.kind() == Kind.SMALL).toList();
        List<TypeBlock> flow = blocks.stream()
                .filter(block -> block.kind() != Kind.SMALL)
                .sorted(Comparator.comparingDouble(
                                (TypeBlock block) -> block.box().top())
                        .thenComparingDouble(block -> block.box().left()))
                .toList();
        List<Story> stories = flow.isEmpty() ? new ArrayList<>() : cut(flow, rules);
        for (TypeBlock caption : captions) {
            if (stories.isEmpty()) {
                stories.add(Story.of(caption));
            } else {
                List<Story> above = stories.stream()
                        .filter(story -> story.isAbove(caption.box()))
                        .toList();
                nearest(above.isEmpty() ? stories : above, caption.box()).caption(caption);
            }
        }
        return stories;
    }

    private static Story nearest(List<Story> stories, Box box) {
        return stories.stream()
                .min(Comparator.comparingDouble(story -> story.distance(box)))
                .orElseThrow();
    }

    private static List<Story> cut(List<TypeBlock> blocks, List<Box> rules) {
        if (blocks.size() == 1) {
            return new ArrayList<>(List.of(Story.of(blocks.getFirst())));
        }
        List<List<TypeBlock>> ruled = ruled(blocks, rules);
        if (ruled.size() > 1) {
            return under(ruled, rules);
        }
        List<List<TypeBlock>> articles = headed(
                split(blocks, block -> block.box().top(), block -> block.box().bottom()));
        if (articles.size() > 1) {
            return under(articles, rules);
        }
        List<List<TypeBlock>> columns =
                split(blocks, block -> block.box().left(), block -> block.box().right());
        if (columns.size() > 1) {
            return beside(columns, rules);
        }
        List<List<TypeBlock>> bands =
                split(blocks, block -> block.box().top(), block -> block.box().bottom());
        return under(bands.size() > 1 ? bands : blocks.stream().map(List::of).toList(), rules);
    }

    /** Bands joined again but where one begins with a headline at its left, under what is not itself a headline. */
    private static List<List<TypeBlock>> headed(List<List<TypeBlock>> bands) {
        var joined = new ArrayList<List<TypeBlock>>();
        for (List<TypeBlock> band : bands) {
            boolean begins = joined.isEmpty()
                    || (first(band).kind() == Kind.HEAD
                            && joined.getLast().stream().anyMatch(block -> block.kind() != Kind.HEAD));
            if (begins) {
                joined.add(new ArrayList<>());
            }
            joined.getLast().addAll(band);
        }
        return joined;
    }

    /** The uppermost block of the left edge. */
    private static TypeBlock first(List<TypeBlock> band) {
        double left =
                band.stream().mapToDouble(block -> block.box().left()).min().orElseThrow();
        return band.stream()
                .filter(block -> block.box().left() - left
                        <= EDGE * block.lines().getFirst().size())
                .min(Comparator.comparingDouble(block -> block.box().top()))
                .orElseThrow();
    }

    /** Cut at the first rule that crosses the whole region between two of its blocks. */
    private static List<List<TypeBlock>> ruled(List<TypeBlock> blocks, List<Box> rules) {
        Box all = blocks.stream().map(TypeBlock::box).reduce(Box::with).orElseThrow();
        for (Box rule : rules) {
            double y = (rule.top() + rule.bottom()) / 2;
            boolean crosses = rule.width() >= ACROSS * all.width()
                    && rule.overlap(all) >= ACROSS
                    && blocks.stream()
                            .noneMatch(block ->
                                    block.box().top() + GAP < y && block.box().bottom() - GAP > y);
            List<TypeBlock> above = blocks.stream()
                    .filter(block -> block.box().bottom() - GAP <= y)
                    .toList();
            if (crosses && !above.isEmpty() && above.size() < blocks.size()) {
                return List.of(
                        above,
                        blocks.stream().filter(block -> !above.contains(block)).toList());
            }
        }
        return List.of(blocks);
    }

    private static List<List<TypeBlock>> split(
            List<TypeBlock> blocks, ToDoubleFunction<TypeBlock> from, ToDoubleFunction<TypeBlock> to) {
        var groups = new ArrayList<List<TypeBlock>>();
        double end = Double.NEGATIVE_INFINITY;
        for (TypeBlock block :
                blocks.stream().sorted(Comparator.comparingDouble(from)).toList()) {
            if (groups.isEmpty() || from.applyAsDouble(block) > end + (groups.isEmpty() ? 0 : -GAP)) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(block);
            end = Math.max(end, to.applyAsDouble(block));
        }
        return groups;
    }

    private static List<Story> under(List<List<TypeBlock>> bands, List<Box> rules) {
        var stories = new ArrayList<Story>();
        for (List<TypeBlock> band : bands) {
            List<Story> more = band.size() == 1 ? List.of(Story.of(band.getFirst())) : cut(band, rules);
            Story first = more.getFirst();
            boolean goesOn = !stories.isEmpty()
                    && (!first.hasHead() || !stories.getLast().hasText());
            if (goesOn) {
                stories.getLast().append(first);
            }
            stories.addAll(goesOn ? more.subList(1, more.size()) : more);
        }
        return stories;
    }

    private static List<Story> beside(List<List<TypeBlock>> columns, List<Box> rules) {
        var stories = new ArrayList<Story>();
        List<Story> left = List.of();
        for (List<TypeBlock> column : columns) {
            List<Story> more = cut(column, rules);
            Story first = more.getFirst();
            if (!first.hasHead() && !left.isEmpty()) {
                var known = new LinkedHashSet<Story>();
                for (TypeBlock block : first.texts()) {
                    Story before = beside(left, block.box().top());
                    before.append(Story.of(block));
                    known.add(before);
                }
                known.addAll(more.subList(1, more.size()));
                stories.addAll(more.subList(1, more.size()));
                left = List.copyOf(known);
            } else {
                stories.addAll(more);
                left = more;
            }
        }
        return stories;
    }

    private static Story beside(List<Story> left, double y) {
        return left.stream().filter(story -> story.isBeside(y)).findFirst().orElse(left.getLast());
    }
}
