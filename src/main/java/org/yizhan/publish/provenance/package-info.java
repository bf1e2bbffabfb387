/** 转载链: who took a story from whom, what they changed, and whether they kept the rules of reposting. Pure functions. */
@NullMarked
package org.yizhan.publish.provenance;

import org.jspecify.annotations.NullMarked;
