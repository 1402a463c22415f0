/** What the values of the language are, how they are called, and what a text may use up. */
@NullMarked
package io.trainyard.script.value;

import org.jspecify.annotations.NullMarked;
