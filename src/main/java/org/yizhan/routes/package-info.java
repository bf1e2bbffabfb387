/** The route files: found, read, checked, loaded into Camel, and watched. */
@NullMarked
package org.yizhan.routes;

import org.jspecify.annotations.NullMarked;
