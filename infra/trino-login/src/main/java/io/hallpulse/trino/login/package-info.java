@NullMarked
package io.hallpulse.trino.login;

import org.jspecify.annotations.NullMarked;
