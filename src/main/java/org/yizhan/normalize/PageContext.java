package org.yizhan.normalize;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yizhan.normalize.PageParts.Kind;
import org.yizhan.normalize.PageParts.Part;

/** What the rest of a page says about one of its lines. Used by one thread. */
final class PageContext {

    /** How far around a line its words are looked for. */
    static final int NEAR = 400;

    /** How many parts away at most. */
    private static final int FAR = 40;

    private final List<Part> parts;
    private final Set<Integer> pairs = new HashSet<>();

    PageContext(List<Part> parts) {
        this.parts = parts;
    }

    Kind kind(int at) {
        return at < parts.size() ? parts.get(at).kind() : Kind.END;
    }

    /**
     * Whether the end of {@code line} and the start of {@code next} make a word: of letters, or of Chinese characters
     * that stand side by side elsewhere on the page.
     */
    boolean isSeam(String line, String next) {
        if (next.isEmpty() || line.indexOf(' ') > 0) {
            return false;
        }
        char left = line.charAt(line.length() - 1);
        char right = next.charAt(0);
        return PageBlocks.isLatin(left) && PageBlocks.isLatin(right)
                || Texts.isHan(left) && Texts.isHan(right) && pairs().contains(pair(left, right));
    }

    private Set<Integer> pairs() {
        if (pairs.isEmpty()) {
            for (Part part : parts) {
                String text = part.text();
                for (int i = 0; i + 1 < text.length(); i++) {
                    pairs.add(pair(text.charAt(i), text.charAt(i + 1)));
                }
            }
        }
        return pairs;
    }

    private static int pair(char left, char right) {
        return left << 16 | right;
    }

    /** The running text behind part {@code at}, up to the next end note or page mark. */
    String after(int at) {
        var text = new StringBuilder();
        int to = Math.min(parts.size(), at + 1 + FAR);
        for (int i = at + 1; i < to && text.length() < NEAR && !isEnd(kind(i)); i++) {
            if (kind(i) == Kind.BODY || kind(i) == Kind.LOOSE) {
                String body = parts.get(i).text();
                text.append(body, 0, Math.min(NEAR, body.length()));
            }
        }
        return text.toString();
    }

    private static boolean isEnd(Kind kind) {
        return kind == Kind.NOTE || kind == Kind.ON || kind == Kind.FROM;
    }

    /** How many different pairs of Chinese characters of {@code line} occur in {@code text}. */
    static int shared(String line, String text) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i + 2 <= line.length(); i++) {
            String pair = line.substring(i, i + 2);
            if (Texts.isHan(pair.charAt(0)) && Texts.isHan(pair.charAt(1)) && text.contains(pair)) {
                found.add(pair);
            }
        }
        return found.size();
    }
}
