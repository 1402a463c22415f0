/**
 * PyTorch text: the part of Python in which modules, losses and gradients are written, read and
 * carried out here, never run as Python.
 */
@NullMarked
package io.trainyard.script;

import org.jspecify.annotations.NullMarked;
