/** How records travel between the stages: the envelope on the wire, the batch, the retry, the dead letter. */
@NullMarked
package org.yizhan.relay;

import org.jspecify.annotations.NullMarked;
