package io.trainyard.script.python;

import io.trainyard.script.interpreter.Arguments;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code re} is made of: where a pattern is found in a text. Each look at a character counts
 * as work of the text, so that a pattern which tries without end is stopped.
 */
final class ReModule {
  private static final int LOOKS_OF_A_STEP = 64;

  private ReModule() {}

  static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    Library.function(
        members, "_spans", ReModule::spans, "pattern", "flags", "text", "start", "way", "most");
    Library.function(members, "_groups", ReModule::groups, "pattern", "flags");
    return members;
  }

  /** The groups of a pattern: how many, and the places of those with names. */
  private static Object groups(Arguments a) {
    PythonPattern pattern = compiled(a);
    DictValue names = new DictValue();
    pattern.names().forEach((name, place) -> names.put(name, (long) place));
    return TupleValue.of((long) pattern.java().matcher("").groupCount(), names);
  }

  /**
   * The beginning and the end of each group of each match, -1 for those that are not part of it.
   */
  private static Object spans(Arguments a) {
    Call call = a.call();
    String text = a.text("text");
    int start = (int) Math.clamp(a.integer("start"), 0, text.length());
    long most = a.integer("most");
    Matcher matcher = compiled(a).java().matcher(new Counted(text, call)).useAnchoringBounds(false);
    List<Object> found = new ArrayList<>();
    try {
      matcher.region(start, text.length());
      boolean more =
          switch (a.text("way")) {
            case "match" -> matcher.lookingAt();
            case "fullmatch" -> matcher.matches();
            default -> matcher.find();
          };
      while (more) {
        call.session().step(call.position());
        found.add(spans(matcher));
        more = found.size() != most && a.text("way").equals("search") && matcher.find();
      }
    } catch (StackOverflowError e) {
      throw call.error(
          ErrorKind.LIMIT_ERROR, "the pattern goes too deep for a text of this length");
    }
    return new ListValue(found);
  }

  private static Object spans(Matcher matcher) {
    List<Object> spans = new ArrayList<>();
    for (int group = 0; group <= matcher.groupCount(); group++) {
      spans.add(TupleValue.of((long) matcher.start(group), (long) matcher.end(group)));
    }
    return new TupleValue(spans);
  }

  private static PythonPattern compiled(Arguments a) {
    Call call = a.call();
    String pattern = a.text("pattern");
    call.session().steps(pattern.length(), call.position());
    try {
      return PythonPattern.of(pattern, (int) a.integer("flags"));
    } catch (PatternSyntaxException e) {
      throw call.error(
          ErrorKind.VALUE_ERROR,
          "the pattern is wrong: " + e.getDescription() + " at position " + e.getIndex());
    } catch (StackOverflowError e) {
      throw call.error(ErrorKind.LIMIT_ERROR, "the pattern goes too deep");
    }
  }

  /** A text that counts how often somebody looks at it. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final Call call;
    private int looks;

    Counted(String text, Call call) {
      this.text = text;
      this.call = call;
    }

    @Override
    public char charAt(int index) {
      if (++looks % LOOKS_OF_A_STEP == 0) {
        call.session().step(call.position());
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
