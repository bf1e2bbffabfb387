/** The operators' pages: each a screen over what {@code ops} knows and does. */
@NullMarked
package org.yizhan.ops.console;

import org.jspecify.annotations.NullMarked;
