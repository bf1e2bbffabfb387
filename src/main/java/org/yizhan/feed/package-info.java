/** Reads syndication documents: RSS, Atom and JSON Feed, well made or not. A library room: stages may import it. */
@NullMarked
package org.yizhan.feed;

import org.jspecify.annotations.NullMarked;
