/** The first stage: accepts what sources send and puts it down exactly as it came. */
@NullMarked
package org.yizhan.ingest;

import org.jspecify.annotations.NullMarked;
