/** Carries out what the tree of a text says: statements, expressions, classes and modules. */
@NullMarked
package io.trainyard.script.interpreter;

import org.jspecify.annotations.NullMarked;
