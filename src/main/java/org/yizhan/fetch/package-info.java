/** The only way out: fetches what others serve, within limits and never from inside. A library room: stages may import it. */
@NullMarked
package org.yizhan.fetch;

import org.jspecify.annotations.NullMarked;
