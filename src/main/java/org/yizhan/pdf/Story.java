package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yizhan.pdf.TypeBlock.Kind;

/** What one headline stands over: its blocks in reading order. Grows while a sheet is read; used by one thread. */
final class Story {

    private final List<TypeBlock> heads = new ArrayList<>();
    private final List<TypeBlock> texts = new ArrayList<>();
    private final List<TypeBlock> captions = new ArrayList<>();

    static Story of(TypeBlock block) {
        var story = new Story();
        (block.kind() == Kind.HEAD ? story.heads : story.texts).add(block);
        return story;
    }

    boolean hasHead() {
        return !heads.isEmpty();
    }

    boolean hasText() {
        return !texts.isEmpty();
    }

    void append(Story more) {
        heads.addAll(more.heads);
        texts.addAll(more.texts);
        captions.addAll(more.captions);
    }

    void caption(TypeBlock block) {
        captions.add(block);
    }

    List<TypeBlock> heads() {
        return heads;
    }

    List<TypeBlock> texts() {
        return texts;
    }

    List<TypeBlock> captions() {
        return captions;
    }

    /** Whether its text stands beside the height {@code y}. */
    boolean isBeside(double y) {
        return texts.stream()
                .anyMatch(block -> block.box().top() - 20 <= y && block.box().bottom() >= y);
    }

    /** Whether one of its blocks stands above {@code box}. */
    boolean isAbove(Box box) {
        return Stream.concat(heads.stream(), texts.stream())
                .anyMatch(block -> block.box().top() < box.top() && block.box().overlap(box) > 0);
    }

    /** How far {@code box} is from the nearest of its blocks. */
    double distance(Box box) {
        double nearest = Double.MAX_VALUE;
        for (TypeBlock block : texts) {
            nearest = Math.min(nearest, block.box().distance(box));
        }
        for (TypeBlock block : heads) {
            nearest = Math.min(nearest, block.box().distance(box));
        }
        return nearest;
    }
}
