package io.trainyard.measure;

/** What is predicted. */
public sealed interface Task {

  /** What it is, in words that follow "the target is". */
  String described();

  /**
   * One of some classes.
   *
   * @param count how many
   * @param probabilities whether the scores of a row are the probabilities of its classes
   */
  record OfClasses(int count, boolean probabilities) implements Task {
    @Override
    public String described() {
      return "classes";
    }
  }

  /** So many columns of numbers. */
  record OfNumbers(int columns) implements Task {
    @Override
    public String described() {
      return "numbers";
    }
  }

  /** An array of numbers of classes for each row, of which nothing is measured. */
  record OfArrays() implements Task {
    @Override
    public String described() {
      return "arrays of class numbers";
    }
  }
}
