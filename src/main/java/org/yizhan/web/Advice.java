package org.yizhan.web;

import org.yizhan.http.Language;

/**
 * What is wrong with a request and what would mend it.
 *
 * @param english in sentences
 * @param told the same for programs, which go by the names of parameters
 */
record Advice(String chinese, String english, String told) {

    /** In English for people as for programs, but as a sentence. */
    Advice(String chinese, String told) {
        this(chinese, Character.toUpperCase(told.charAt(0)) + told.substring(1).replace("`", "") + ".", told);
    }

    String in(Language language) {
        return language.say(chinese, english);
    }
}
