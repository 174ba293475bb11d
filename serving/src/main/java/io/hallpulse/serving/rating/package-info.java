/** Ratings from visitors' phones, and how bad ones are put right. */
@NullMarked
package io.hallpulse.serving.rating;

import org.jspecify.annotations.NullMarked;
