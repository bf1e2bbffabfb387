/** Finds the article in a web page. A library room: stages may import it. */
@NullMarked
package org.yizhan.html;

import org.jspecify.annotations.NullMarked;
