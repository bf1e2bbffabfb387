/** The whole database in one file, and back: whatever server it lies on. */
@NullMarked
package org.yizhan.ops.backup;

import org.jspecify.annotations.NullMarked;
