package org.yizhan.ops;

import java.util.List;

/**
 * What this instance runs with: its settings, with what they are and whence, and the facts around it.
 *
 * @param values by key
 */
public record Configuration(List<Value> values, List<Fact> facts) {

    public Configuration {
        values = List.copyOf(values);
        facts = List.copyOf(facts);
    }

    /**
     * One setting.
     *
     * @param variable of the environment that sets it
     * @param value as it may be shown: a secret is a mask, whatever it is
     * @param origin {@code environment}, {@code file}, {@code property}, {@code default}, or {@code generated} for a secret that was made
     *     up at the first start
     */
    public record Value(String key, String variable, String value, String origin, boolean isSecret) {}

    /**
     * One thing that is so.
     *
     * @param group {@code program}, {@code machine}, {@code data} or {@code library}
     */
    public record Fact(String group, String name, String value) {}
}
