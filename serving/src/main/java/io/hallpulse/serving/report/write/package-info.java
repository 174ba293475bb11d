@NullMarked
package io.hallpulse.serving.report.write;

import org.jspecify.annotations.NullMarked;
