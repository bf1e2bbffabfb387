/** The third stage: decides which story an article belongs to, and writes down why. */
@NullMarked
package org.yizhan.deduplicate;

import org.jspecify.annotations.NullMarked;
