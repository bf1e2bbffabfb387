/** The fifth stage: the only writer of what readers see, and the queries they see it by. */
@NullMarked
package org.yizhan.publish;

import org.jspecify.annotations.NullMarked;
