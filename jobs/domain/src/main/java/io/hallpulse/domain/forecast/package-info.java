/** How long somebody will still wait: forecasts that learn from a hall's own calls. */
@NullMarked
package io.hallpulse.domain.forecast;

import org.jspecify.annotations.NullMarked;
