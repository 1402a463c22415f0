package io.trainyard.script.interpreter;

import io.trainyard.script.syntax.Bindings;
import io.trainyard.script.syntax.Expression;
import io.trainyard.script.syntax.Expression.Argument;
import io.trainyard.script.syntax.Expression.Collection;
import io.trainyard.script.syntax.Expression.Part;
import io.trainyard.script.syntax.Parameters;
import io.trainyard.script.value.Call;
import io.trainyard.script.value.DictValue;
import io.trainyard.script.value.ErrorKind;
import io.trainyard.script.value.Identity;
import io.trainyard.script.value.IteratorValue;
import io.trainyard.script.value.ListValue;
import io.trainyard.script.value.None;
import io.trainyard.script.value.Position;
import io.trainyard.script.value.Session;
import io.trainyard.script.value.SetValue;
import io.trainyard.script.value.SliceValue;
import io.trainyard.script.value.SuperValue;
import io.trainyard.script.value.TupleValue;
import io.trainyard.script.value.TypeValue;
import io.trainyard.signature.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the values of expressions. */
final class Evaluation {

  /** So deep may expressions stand in each other, counted through all calls under way. */
  private static final int DEEPEST = 1500;

  private final Session session;
  private final Assignments assignments;
  private final Comprehensions comprehensions;
  private int depth;

  Evaluation(Session session) {
    this.session = session;
    this.assignments = new Assignments(this, session);
    this.comprehensions = new Comprehensions(this, session);
  }

  Object value(Expression expression, Scope scope) {
    if (depth >= DEEPEST) {
      throw ErrorKind.LIMIT_ERROR.at(
          expression.position(), "this expression is nested too deeply to be carried out");
    }
    depth++;
    int mark = session.held();
    try {
      Object value = found(expression, scope);
      session.letGo(mark);
      if (mayKeep(value)) {
        session.hold(value);
      }
      return value;
    } finally {
      depth--;
    }
  }

  /** Whether a value could keep a tensor alive. */
  private static boolean mayKeep(Object value) {
    return !(value instanceof Number
        || value instanceof String
        || value instanceof Boolean
        || value == None.NONE);
  }

  private Object found(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant constant -> constant.value();
      case Expression.Name name -> name(name, scope);
      case Expression.Formatted formatted ->
          formatted(formatted.parts(), scope, formatted.position());
      case Expression.Attribute(Position place, Expression object, String name)
          when name.equals("__name__")
              && object instanceof Expression.Attribute inner
              && inner.name().equals("__class__") ->
          Types.name(value(inner.object(), scope), session); // the name, never the class
      case Expression.Attribute attribute ->
          Attributes.get(
              value(attribute.object(), scope), attribute.name(), attribute.position(), session);
      case Expression.Subscript subscript ->
          Subscripts.get(
              value(subscript.object(), scope),
              value(subscript.index(), scope),
              subscript.position(),
              session);
      case Expression.Slice slice ->
          new SliceValue(
              bound(slice.start(), scope), bound(slice.stop(), scope), bound(slice.step(), scope));
      case Expression.Invocation invocation -> invocation(invocation, scope);
      case Expression.Unary unary -> unary(unary, scope);
      case Expression.Binary binary ->
          Arithmetic.binary(
              binary.operator(),
              value(binary.left(), scope),
              value(binary.right(), scope),
              binary.position(),
              session);
      case Expression.Logical logical -> logical(logical, scope);
      case Expression.Comparison comparison -> comparison(comparison, scope);
      case Expression.Conditional conditional ->
          value(
              truth(conditional.test(), scope) ? conditional.then() : conditional.otherwise(),
              scope);
      case Expression.Lambda lambda -> lambda(lambda, scope);
      case Expression.Assigned assigned -> {
        Object value = value(assigned.value(), scope);
        scope.putOutside(assigned.target().id(), value);
        yield value;
      }
      case Expression.Yield unknown ->
          throw ErrorKind.SYNTAX_ERROR.at(
              unknown.position(), "'yield' stands outside of a function");
      case Expression.Display display ->
          collected(display.collection(), items(display.items(), scope), display.position());
      case Expression.DictDisplay display -> dict(display, scope);
      case Expression.Comprehension comprehension ->
          comprehensions.comprehension(comprehension, scope);
      case Expression.DictComprehension comprehension ->
          comprehensions.comprehension(comprehension, scope);
      case Expression.Starred starred ->
          throw ErrorKind.SYNTAX_ERROR.at(
              starred.position(), "a starred expression can stand only within a list or a call");
    };
  }

  boolean truth(Expression expression, Scope scope) {
    return Comparisons.truth(value(expression, scope), expression.position(), session);
  }

  private Object bound(@Nullable Expression expression, Scope scope) {
    return expression == null ? None.NONE : value(expression, scope);
  }

  private Object name(Expression.Name name, Scope scope) {
    Object value = scope.get(name.id());
    if (value == null && scope.isOwn(name.id())) {
      throw ErrorKind.NAME_ERROR.at(
          name.position(),
          "cannot access local variable '"
              + name.id()
              + "' where it is not associated with a value");
    }
    if (value == null) {
      throw ErrorKind.NAME_ERROR.at(
          name.position(),
          "the name '"
              + name.id()
              + "' is not defined"
              + Suggestion.nearest(name.id(), scope.known())
                  .map(known -> "; did you mean '" + known + "'?")
                  .orElse(""));
    }
    if (value instanceof Namespaces.Absent absent) {
      throw ErrorKind.IMPORT_ERROR.at(name.position(), absent.sentence());
    }
    return value;
  }

  private String formatted(List<Part> parts, Scope scope, Position position) {
    var text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.text());
      Expression expression = part.value();
      if (expression != null) {
        Object value = value(expression, scope);
        Object shown =
            part.conversion() == 'r'
                ? Texts.repr(value, position, session)
                : part.conversion() == 's' ? Texts.str(value, position, session) : value;
        text.append(
            Formats.format(shown, formatted(part.spec(), scope, position), position, session));
      }
      session.claimItems(text.length(), position);
    }
    return text.toString();
  }

  private Object unary(Expression.Unary unary, Scope scope) {
    return unary.operator().equals("not")
        ? (Object) !truth(unary.operand(), scope)
        : Arithmetic.unary(
            unary.operator(), value(unary.operand(), scope), unary.position(), session);
  }

  private Object logical(Expression.Logical logical, Scope scope) {
    Object value = None.NONE;
    for (Expression operand : logical.operands()) {
      value = value(operand, scope);
      boolean last = Identity.same(operand, logical.operands().getLast());
      if (!last && Comparisons.truth(value, operand.position(), session) != logical.and()) {
        return value;
      }
    }
    return value;
  }

  private Object comparison(Expression.Comparison comparison, Scope scope) {
    Object left = value(comparison.first(), scope);
    Object result = true;
    for (int i = 0; i < comparison.others().size(); i++) {
      Object right = value(comparison.others().get(i), scope);
      result =
          Comparisons.compare(
              comparison.operators().get(i), left, right, comparison.position(), session);
      boolean last = i == comparison.others().size() - 1;
      if (!last && !Comparisons.truth(result, comparison.position(), session)) {
        return result;
      }
      left = right;
    }
    return result;
  }

  private Object lambda(Expression.Lambda lambda, Scope scope) {
    return new FunctionValue(
        lambda.position(),
        scope.type(),
        "<lambda>",
        lambda.parameters(),
        defaults(lambda.parameters(), scope),
        scope.closure(),
        Bindings.of(lambda.parameters()),
        None.NONE,
        (names, ignored) -> value(lambda.body(), names));
  }

  Map<String, Object> defaults(Parameters parameters, Scope scope) {
    Map<String, Object> defaults = new HashMap<>();
    for (Parameters.Parameter parameter : parameters.list()) {
      Expression standard = parameter.standard();
      if (standard != null) {
        defaults.put(parameter.name(), value(standard, scope));
      }
    }
    return defaults;
  }

  private Object invocation(Expression.Invocation invocation, Scope scope) {
    Object function = value(invocation.function(), scope);
    List<Object> positional = new ArrayList<>();
    Map<String, Object> keywords = new LinkedHashMap<>();
    for (Argument argument : invocation.arguments()) {
      Object value = value(argument.value(), scope);
      String name = argument.name();
      if (name != null) {
        addKeyword(keywords, name, value, invocation.position());
      } else if (argument.stars() == 1) {
        positional.addAll(Iteration.list(value, invocation.position(), session));
      } else if (argument.stars() == 2) {
        spread(value, keywords, invocation.position());
      } else {
        positional.add(value);
      }
    }
    var call = new Call(invocation.position(), positional, keywords, session);
    if (Identity.same(function, Builtins.SUPER)) {
      return superValue(call, scope);
    }
    return Invocations.call(function, call);
  }

  private static void addKeyword(
      Map<String, Object> keywords, String name, Object value, Position position) {
    if (keywords.put(name, value) != null) {
      throw ErrorKind.TYPE_ERROR.at(position, "got multiple values for argument '" + name + "'");
    }
  }

  private void spread(Object value, Map<String, Object> keywords, Position position) {
    if (!(value instanceof DictValue dict)) {
      throw ErrorKind.TYPE_ERROR.at(
          position, "argument after ** must be a dict, got " + Types.described(value, session));
    }
    session.passes(dict.size(), position);
    for (Object key : dict.keys()) {
      if (!(key instanceof String name)) {
        throw ErrorKind.TYPE_ERROR.at(
            position, "keywords must be strings, got " + Types.described(key, session));
      }
      addKeyword(keywords, name, Objects.requireNonNull(dict.get(key)), position);
    }
  }

  private static Object superValue(Call call, Scope scope) {
    if (call.positional().size() == 2 && call.positional().getFirst() instanceof TypeValue type) {
      return new SuperValue(type, call.positional().get(1));
    }
    FunctionValue function = scope.function();
    TypeValue owner = function == null ? null : function.owner();
    Object self = scope.self();
    if (owner == null || self == null) {
      throw call.error(ErrorKind.RUNTIME_ERROR, "super() stands outside of a method");
    }
    return new SuperValue(owner, self);
  }

  private List<Object> items(List<Expression> expressions, Scope scope) {
    List<Object> items = new ArrayList<>();
    for (Expression expression : expressions) {
      if (expression instanceof Expression.Starred(Position position, Expression starred)) {
        items.addAll(Iteration.list(value(starred, scope), position, session));
      } else {
        items.add(value(expression, scope));
      }
    }
    return items;
  }

  Object collected(Collection collection, List<Object> items, Position position) {
    session.claimItems(items.size(), position);
    return switch (collection) {
      case LIST -> new ListValue(items);
      case TUPLE -> new TupleValue(items);
      case GENERATOR -> IteratorValue.of(items);
      case SET -> {
        items.forEach(item -> Keys.checked(item, position, session));
        yield new SetValue(items);
      }
    };
  }

  private Object dict(Expression.DictDisplay display, Scope scope) {
    var dict = new DictValue();
    for (Expression.Entry entry : display.entries()) {
      Expression key = entry.key();
      Object value = value(entry.value(), scope);
      if (key != null) {
        dict.put(Keys.checked(value(key, scope), key.position(), session), value);
      } else if (value instanceof DictValue other) {
        session.claimItems((long) dict.size() + other.size(), display.position());
        dict.putAll(other);
      } else {
        throw ErrorKind.TYPE_ERROR.at(
            entry.value().position(),
            "expects a dict after **, got " + Types.described(value, session));
      }
    }
    return dict;
  }

  void assign(Expression target, Object value, Scope scope) {
    assignments.assign(target, value, scope);
  }
}
