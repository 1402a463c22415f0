package io.trainyard.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trainyard.signature.Fault;
import io.trainyard.signature.Faults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 422: a body that can be read but cannot work, with one entry for every fault found. */
public class InvalidRequest extends Refusal {
  private final transient List<Flaw> flaws;

  public InvalidRequest(Faults faults) {
    this(faults.list().stream().map(InvalidRequest::flaw).toList());
  }

  /** Refuses for these flaws, of which there is at least one. */
  public InvalidRequest(List<Flaw> flaws) {
    super(ProblemType.INVALID_REQUEST, summary(flaws), Map.of("errors", flaws));
    this.flaws = flaws;
  }

  /** Refuses for one fault of the body at this JSON pointer. */
  public static InvalidRequest at(String pointer, String code, String detail) {
    return new InvalidRequest(List.of(Flaw.at(pointer, code, detail)));
  }

  /** Refuses for a query parameter. */
  public static InvalidRequest parameter(String name, String code, String detail) {
    return new InvalidRequest(List.of(new Flaw(null, name, null, null, detail, code)));
  }

  /** Refuses a number given as query parameter that is not within these bounds, both included. */
  public static void checkRange(String parameter, long value, long min, long max) {
    if (value < min || value > max) {
      String expected =
          max == Long.MAX_VALUE || max == Integer.MAX_VALUE
              ? "at least " + min
              : "from " + min + " to " + max;
      throw parameter(
          parameter,
          "out_of_range",
          "Query parameter '%s' must be %s; got %d.".formatted(parameter, expected, value));
    }
  }

  /** Throws when there is a fault. */
  public static void throwIfAny(Faults faults) {
    if (!faults.isEmpty()) {
      throw new InvalidRequest(faults);
    }
  }

  /** Everything that is wrong. */
  public List<Flaw> flaws() {
    return flaws;
  }

  /** The codes of all faults, one each. */
  List<String> codes() {
    return flaws.stream().map(Flaw::code).toList();
  }

  private static Flaw flaw(Fault fault) {
    return Flaw.at(fault.pointer(), fault.code(), fault.detail());
  }

  private static String summary(List<Flaw> flaws) {
    Flaw first = flaws.getFirst();
    String place =
        first.pointer() == null || first.pointer().isEmpty() ? "" : first.pointer() + ": ";
    return flaws.size() == 1
        ? place + first.detail()
        : "%d faults, each in 'errors'. The first: %s%s"
            .formatted(flaws.size(), place, first.detail());
  }

  /**
   * One thing that is wrong, at its place: a pointer into a JSON body, a query parameter, or a line
   * and column of a file.
   *
   * @param line line of the file, 1-based
   * @param column name of the file's column, if the fault is in one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Flaw(
      @Nullable String pointer,
      @Nullable String parameter,
      @Nullable Long line,
      @Nullable String column,
      String detail,
      String code) {

    /** A flaw at a place of a JSON body. */
    public static Flaw at(String pointer, String code, String detail) {
      return new Flaw(pointer, null, null, null, detail, code);
    }

    /** A flaw at a line of a file. */
    public static Flaw atLine(long line, @Nullable String column, String code, String detail) {
      return new Flaw(null, null, line, column, detail, code);
    }
  }
}
