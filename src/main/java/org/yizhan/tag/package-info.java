/** The fourth stage: says what an article is about, from dictionaries. */
@NullMarked
package org.yizhan.tag;

import org.jspecify.annotations.NullMarked;
