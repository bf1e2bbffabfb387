/** The second stage: turns what came into articles, clean and with their attribution. */
@NullMarked
package org.yizhan.normalize;

import org.jspecify.annotations.NullMarked;
