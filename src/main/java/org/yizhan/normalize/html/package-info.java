/** Finds the article in a web page. */
@NullMarked
package org.yizhan.normalize.html;

import org.jspecify.annotations.NullMarked;
