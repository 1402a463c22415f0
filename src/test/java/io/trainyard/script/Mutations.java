package io.trainyard.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes texts that are nearly right of texts that are right; the same seed makes the same text. */
final class Mutations {

  private static final Pattern TOKENS =
      Pattern.compile("\\w+|\\s+|[-+*/%@=<>!&|^~]+|.", Pattern.DOTALL);

  private static final List<String> INTERESTING =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "10**9",
          "10**10**10",
          "9223372036854775807",
          "-9223372036854775808",
          "1e308",
          "1e-320",
          "float('nan')",
          "float('inf')",
          "0.0",
          "-0.0",
          "0x_f",
          "1j",
          "1_000",
          "None",
          "True",
          "False",
          "''",
          "'a' * 10**9",
          "[0] * 10**9",
          "[]",
          "()",
          "{}",
          "set()",
          "torch.randn(10**5, 10**5)",
          "torch.randn(0, 3)",
          "torch.ones(())",
          "torch.tensor([])",
          "torch.zeros(2, 3)",
          "x",
          "self",
          "super()",
          "lambda x: x",
          "lambda: f()",
          "*x",
          "**x",
          "...",
          ":",
          "::",
          "[::-1]",
          "[None]",
          "[..., 0]",
          "[x > 0]",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "((((",
          "]]]]",
          "\"",
          "'",
          "\"\"\"",
          "f'{",
          "f'{x!r:>{9}}'",
          "'{:.999f}'.format(x)",
          "'%s' % x",
          "\\",
          "\\\n",
          "\n",
          "\n\n    ",
          "\t",
          " ",
          "        ",
          ";",
          ",",
          "=",
          "==",
          ":=",
          "->",
          "@",
          "@property",
          "if",
          "else",
          "elif",
          "for i in range(10**9):",
          "while 1:",
          "try:",
          "def f():",
          "class A(A):",
          "class A(nn.Module):",
          "return",
          "yield",
          "await",
          "async",
          "global x",
          "import os",
          "from torch import *",
          "from . import x",
          "del x",
          "assert",
          "raise",
          "with torch.no_grad():",
          "lambda",
          "in",
          "not",
          "is",
          "and",
          "or",
          "__class__",
          "__subclasses__",
          "__globals__",
          "__dict__",
          "eval",
          "exec",
          "open",
          "é",
          "\u0000",
          "\u2028",
          "\uD83D",
          "\uFEFF",
          "#",
          "x.backward()",
          "x.grad",
          "x.T",
          "x.item()",
          "x.view(-1)",
          "x.reshape(0)",
          "x.expand(10**6, -1)",
          "x.repeat(10**6, 10**6)",
          "torch.cat",
          "torch.einsum('ij,jk', x, x)",
          "F.one_hot",
          "F.pad(x, (10**9, 1))",
          "torch.arange(10**12)",
          "torch.linspace(0, 1, 10**9)",
          "nn.Linear(10**6, 10**6)",
          "nn.Embedding(10**9, 9)",
          "nn.Sequential",
          "self.self = self",
          "list(range(10**9))",
          "sum(range(10**9))",
          "str(10**18) * 99",
          "sorted(x)",
          "zip(*x)",
          "x += x",
          "x = [x, x]");

  private final Random random;
  private final List<String> texts;

  Mutations(List<String> texts, long seed) {
    this.texts = texts;
    this.random = new Random(seed);
  }

  /** One of the texts, changed. */
  String next() {
    return of(pick(texts));
  }

  /** That text, changed. */
  String of(String original) {
    String text = original;
    // Of wild changes hardly a text is left that can be carried out.
    boolean gently = random.nextInt(3) > 0;
    int changes = 1 + (int) Math.min(12, -Math.log(1 - random.nextDouble()) * 1.5);
    for (int i = 0; i < changes && text.length() < 60_000; i++) {
      text = gently ? replaced(text) : changed(text);
    }
    return text;
  }

  /** Another name, number or line, where one was. */
  private String replaced(String text) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> number(text);
      case 2 -> name(text);
      case 3, 4 -> oneName(text);
      default -> line(text);
    };
  }

  private String changed(String text) {
    return switch (random.nextInt(9)) {
      case 0 -> character(text);
      case 1, 2 -> token(text);
      case 3 -> lines(text);
      case 4 -> spliced(text);
      case 5 -> nested(text);
      case 6 -> number(text);
      case 7 -> name(text);
      default -> inserted(text, pick(INTERESTING));
    };
  }

  private String oneName(String text) {
    List<String> tokens = tokens(text);
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).matches("[A-Za-z_]\\w*")) {
        names.add(i);
      }
    }
    if (names.isEmpty()) {
      return text;
    }
    boolean toValue = random.nextInt(4) == 0;
    tokens.set(pick(names), toValue ? pick(INTERESTING) : tokens.get(pick(names)));
    return String.join("", tokens);
  }

  private String line(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    if (random.nextBoolean()) {
      lines.remove(at);
    } else if (indent(lines.get(at)) == indent(lines.get(other))) {
      lines.set(at, lines.get(other));
    }
    return String.join("\n", lines);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private String character(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
      case 2 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
      default -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(at);
    };
  }

  private String token(String text) {
    List<String> tokens = tokens(text);
    if (tokens.isEmpty()) {
      return pick(INTERESTING);
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(4)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
      default -> tokens.set(at, pick(INTERESTING));
    }
    return String.join("", tokens);
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size()), line);
      case 2 -> lines.set(at, "    " + line);
      case 3 -> lines.set(at, line.stripLeading());
      case 4 -> lines.set(at, line.repeat(2 + random.nextInt(200)));
      default -> java.util.Collections.swap(lines, at, random.nextInt(lines.size()));
    }
    return String.join("\n", lines);
  }

  private String spliced(String text) {
    String other = pick(texts);
    int from = other.isEmpty() ? 0 : random.nextInt(other.length());
    int to = Math.min(other.length(), from + random.nextInt(200));
    return inserted(text, other.substring(from, to));
  }

  private String nested(String text) {
    int times = 1 << random.nextInt(12);
    String open =
        pick(
            List.of(
                "(",
                "[",
                "{",
                "{1: ",
                "f(",
                "x[",
                "lambda: ",
                "-",
                "not ",
                "f'{",
                "1 + (",
                "x if x else ",
                "[i for i in ",
                "if 1:",
                "2 ** ",
                "x.y",
                "x()",
                "\\\n",
                "x = ",
                "print(",
                "[*",
                "*",
                "x[:",
                "lambda x=",
                "a, (",
                "@",
                "f\"{x:{"));
    String close = pick(List.of(")", "]", "}", "}'", "", " for i in x]", ", 1)"));
    return inserted(text, open.repeat(times) + "x" + close.repeat(times));
  }

  private String number(String text) {
    List<String> tokens = tokens(text);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (Character.isDigit(tokens.get(i).charAt(0))) {
        numbers.add(i);
      }
    }
    if (numbers.isEmpty()) {
      return text;
    }
    String other =
        switch (random.nextInt(5)) {
          case 0 -> Long.toString(random.nextLong());
          case 1 -> Integer.toString(random.nextInt(20) - 5);
          case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
          case 3 -> "9".repeat(1 + random.nextInt(400));
          default -> pick(INTERESTING);
        };
    tokens.set(pick(numbers), other);
    return String.join("", tokens);
  }

  private String name(String text) {
    List<String> names = tokens(text).stream().filter(t -> t.matches("[A-Za-z_]\\w*")).toList();
    return names.isEmpty()
        ? text
        : text.replaceAll("\\b" + Pattern.quote(pick(names)) + "\\b", pick(names));
  }

  private String inserted(String text, String part) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + part + text.substring(at);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    var matcher = TOKENS.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
