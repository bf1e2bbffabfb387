package org.yizhan.web;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.http.Times;
import org.yizhan.publish.Tombstone;

/** What readers are told of a story that a feed holds no longer. Stateless. */
final class GoneWords {

    private static final int LONGEST_REASON = 150;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu年M月d日HH:mm", Locale.ROOT);

    private GoneWords() {}

    /**
     * What became of it and why, for readers to whom the tombstone's own time and words are not enough; empty of what was
     * erased.
     *
     * @param page where it can be read, for those who have no link
     */
    static String sentence(Tombstone tombstone, Optional<String> page) {
        String begin = "这篇报道已于" + DAY_AND_TIME.format(Times.inChina(tombstone.at()));
        return switch (tombstone.fate()) {
            case WITHDRAWN -> begin + "撤下。" + because("原因：", tombstone);
            case MERGED ->
                begin + "并入另一篇，" + page.map(address -> "见 " + address).orElse("点开即可读到。");
            case LEFT ->
                begin + "移出这里，它本身没有撤下，"
                        + page.map(address -> "见 " + address + " 。").orElse("点开仍可读到。") + because("移出的原因：", tombstone);
            case ERASED -> "";
        };
    }

    /** What a tombstone of Atom or JSON adds to its id and time: why it was withdrawn, or where it went. */
    static String comment(Tombstone tombstone, Links links) {
        return switch (tombstone.fate()) {
            case WITHDRAWN -> reason(tombstone);
            case MERGED ->
                sentence(
                        tombstone,
                        Optional.of(links.absolute(Links.story(tombstone.into().orElse(tombstone.storyId())))));
            case LEFT -> sentence(tombstone, Optional.of(links.absolute(Links.story(tombstone.storyId()))));
            case ERASED -> "";
        };
    }

    private static String because(String words, Tombstone tombstone) {
        String reason = reason(tombstone);
        return reason.isBlank() ? "" : words + reason;
    }

    /** As far as a feed has room for it; empty where nobody says. */
    private static String reason(Tombstone tombstone) {
        String reason = Characters.valid(tombstone.reason()).strip();
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON)) + "…";
    }
}
