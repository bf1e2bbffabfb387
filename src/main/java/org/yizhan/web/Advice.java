package org.yizhan.web;

import org.yizhan.http.Language;

/** What is wrong with a request and what would mend it, for readers of either language; programs are told it in English. */
record Advice(String chinese, String english) {

    String in(Language language) {
        return language.say(chinese, english);
    }
}
