/** What a query screen tells every visitor. */
@NullMarked
package io.hallpulse.serving.guide;

import org.jspecify.annotations.NullMarked;
