/** Polling: which source is due, what it holds that is new, and how it fares. */
@NullMarked
package org.yizhan.ingest.poll;

import org.jspecify.annotations.NullMarked;
