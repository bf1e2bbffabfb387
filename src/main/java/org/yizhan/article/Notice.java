package org.yizhan.article;

import java.util.Optional;

/**
 * What an article says about another of its source: that it is taken back (撤稿) or corrected (更正).
 *
 * @param title of the article it is about, as printed
 * @param url its address, where one is printed
 */
public record Notice(Kind kind, Optional<String> title, Optional<String> url) {

    /** What is announced. */
    public enum Kind {
        WITHDRAWAL,
        CORRECTION
    }
}
