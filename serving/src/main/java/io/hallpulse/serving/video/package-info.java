/** Live video of counters: for who may, with a link that soon ends, each look written down. */
@NullMarked
package io.hallpulse.serving.video;

import org.jspecify.annotations.NullMarked;
