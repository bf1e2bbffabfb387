package org.yizhan.publish;

import java.time.Instant;

/**
 * What an article said before its present revision.
 *
 * @param revision from 1 on
 * @param text plain paragraphs, one a line
 * @param at receipt of this revision
 */
record Former(int revision, String title, String text, Instant at) {}
