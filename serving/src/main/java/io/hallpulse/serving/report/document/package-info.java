@NullMarked
package io.hallpulse.serving.report.document;

import org.jspecify.annotations.NullMarked;
