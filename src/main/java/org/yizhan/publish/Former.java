package org.yizhan.publish;

import java.time.Instant;
import java.util.List;

/**
 * What an article said before its present revision.
 *
 * @param revision from 1 on
 * @param text plain paragraphs, one a line
 * @param at receipt of this revision
 */
public record Former(int revision, String title, String text, Instant at) {

    /** Its text, paragraph by paragraph; empty where it is not kept. */
    public List<String> paragraphs() {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
