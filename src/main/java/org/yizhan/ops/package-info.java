/** The operator's edge: health, metrics, dead letters, keys, sources. */
@NullMarked
package org.yizhan.ops;

import org.jspecify.annotations.NullMarked;
