/** The operator's edge: health, metrics, dead letters, keys. */
@NullMarked
package org.yizhan.ops;

import org.jspecify.annotations.NullMarked;
