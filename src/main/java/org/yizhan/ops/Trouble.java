package org.yizhan.ops;

/**
 * One thing that is wrong now.
 *
 * @param subject the dependency or stage it is about
 * @param chinese one sentence
 * @param english the same sentence
 */
public record Trouble(String subject, String chinese, String english) {}
