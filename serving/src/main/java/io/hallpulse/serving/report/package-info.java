@NullMarked
package io.hallpulse.serving.report;

import org.jspecify.annotations.NullMarked;
