@NullMarked
package io.hallpulse.serving.page;

import org.jspecify.annotations.NullMarked;
