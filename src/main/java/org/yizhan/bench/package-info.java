/** The benchmark: measures a running program over HTTP as its users meet it, and knows nothing of its inside. */
@NullMarked
package org.yizhan.bench;

import org.jspecify.annotations.NullMarked;
