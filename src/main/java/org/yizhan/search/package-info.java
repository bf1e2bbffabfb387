/** Finds stories by their words: reads what is asked for, and keeps the index that answers. A library room: stages may import it. */
@NullMarked
package org.yizhan.search;

import org.jspecify.annotations.NullMarked;
