package org.yizhan.ops.console;

import org.yizhan.ops.LetterFilter;

/** What the states of dead letters are called, and how they look. */
public final class LetterWords {

    private LetterWords() {}

    public static String state(Screen screen, LetterFilter.State state) {
        return switch (state) {
            case CURRENT -> screen.say("现有的", "current");
            case ALL -> screen.say("全部，连同后来又失败的", "all, with those that failed again since");
            case WAITING -> screen.say("未重放", "waiting");
            case ORDERED -> screen.say("已下令", "ordered");
            case REPLAYED -> screen.say("重放过", "replayed");
            case FAILED_AGAIN -> screen.say("又失败了", "failed again");
        };
    }

    public static String manner(LetterFilter.State state) {
        return switch (state) {
            case CURRENT, ALL, REPLAYED -> "calm";
            case WAITING -> "warn";
            case ORDERED -> "held";
            case FAILED_AGAIN -> "bad";
        };
    }
}
