package io.trainyard.script.interpreter;

/**
 * What {@code super()} gives: an object seen as one of the classes behind another.
 *
 * @param behind the class whose bases are asked
 * @param self the object, or the class in a class method
 */
record SuperValue(TypeValue behind, Object self) {
  @Override
  public String toString() {
    return Texts.plain(this);
  }
}
