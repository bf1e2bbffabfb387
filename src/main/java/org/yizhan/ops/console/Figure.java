package org.yizhan.ops.console;

/**
 * A number that matters at first sight.
 *
 * @param value with its unit
 * @param manner {@code good}, {@code warn} or {@code bad}, or empty where the number is neither
 * @param list where what it counts is listed
 */
public record Figure(String name, String value, String manner, String list) {}
