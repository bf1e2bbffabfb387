/** Reads lists of articles: web pages, JSON and sitemaps. A library room: stages may import it. */
@NullMarked
package org.yizhan.list;

import org.jspecify.annotations.NullMarked;
