/** Says what is wrong with JSON. A library room: stages may import it. */
@NullMarked
package org.yizhan.json;

import org.jspecify.annotations.NullMarked;
