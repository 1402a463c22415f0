/** The modules of Python's library that texts import, a file each. */
@NullMarked
package io.trainyard.script.python;

import org.jspecify.annotations.NullMarked;
