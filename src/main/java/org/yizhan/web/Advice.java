package org.yizhan.web;

import org.yizhan.http.Language;

/**
 * What is wrong with a request and what would mend it.
 *
 * @param told the same for programs, which go by the names of parameters
 */
record Advice(String chinese, String english, String told) {

    /** In English for people as for programs. */
    Advice(String chinese, String english) {
        this(chinese, english, english);
    }

    String in(Language language) {
        return language.say(chinese, english);
    }
}
