# json: texts of plain values, and back.


class JSONDecodeError(ValueError):
    pass


def dumps(obj, *, skipkeys=False, ensure_ascii=True, indent=None, separators=None, sort_keys=False, default=None):
    between, colon = separators if separators is not None else (", " if indent is None else ",", ": ")
    step = " " * indent if isinstance(indent, int) else indent
    return _written(obj, step, "", between, colon, sort_keys, default, ensure_ascii)


def _written(obj, step, before, between, colon, sort_keys, default, ascii_only):
    if obj is None:
        return "null"
    if obj is True:
        return "true"
    if obj is False:
        return "false"
    if isinstance(obj, str):
        return _quoted(obj, ascii_only)
    if isinstance(obj, int):
        return str(obj)
    if isinstance(obj, float):
        return "NaN" if obj != obj else "Infinity" if obj == math.inf else "-Infinity" if obj == -math.inf else repr(obj)
    if isinstance(obj, dict):
        keys = sorted(obj) if sort_keys else list(obj)
        parts = []
        for key in keys:
            name = key if isinstance(key, str) else _written(key, None, "", between, colon, False, default, ascii_only)
            parts.append(_quoted(name, ascii_only) + colon + _written(obj[key], step, before + (step or ""), between, colon, sort_keys, default, ascii_only))
        return _joined("{", parts, "}", step, before, between)
    if isinstance(obj, (list, tuple)):
        parts = [_written(x, step, before + (step or ""), between, colon, sort_keys, default, ascii_only) for x in obj]
        return _joined("[", parts, "]", step, before, between)
    if default is not None:
        return _written(default(obj), step, before, between, colon, sort_keys, default, ascii_only)
    raise TypeError(f"Object of type {type(obj).__name__} is not JSON serializable")


def _joined(opened, parts, closed, step, before, between):
    if not parts or step is None:
        return opened + between.join(parts) + closed
    inner = "\n" + before + step
    return opened + inner + (between.rstrip() + inner).join(parts) + "\n" + before + closed


_ESCAPES = {"\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _quoted(text, ascii_only):
    parts = []
    for c in text:
        if c in _ESCAPES:
            parts.append(_ESCAPES[c])
        elif ord(c) < 32 or (ascii_only and ord(c) > 126):
            parts.append("\\u" + format(ord(c), "04x"))
        else:
            parts.append(c)
    return "\"" + "".join(parts) + "\""


def loads(s, **options):
    value, at = _value(s, _blank(s, 0))
    at = _blank(s, at)
    if at != len(s):
        raise JSONDecodeError(f"Extra data: line 1 column {at + 1} (char {at})")
    return value


def _blank(s, at):
    while at < len(s) and s[at] in " \t\r\n":
        at += 1
    return at


def _value(s, at):
    if at >= len(s):
        raise JSONDecodeError(f"Expecting value: line 1 column {at + 1} (char {at})")
    c = s[at]
    if c == "{":
        return _object(s, at + 1)
    if c == "[":
        return _array(s, at + 1)
    if c == "\"":
        return _string(s, at + 1)
    for word, value in (("true", True), ("false", False), ("null", None), ("NaN", math.nan), ("Infinity", math.inf), ("-Infinity", -math.inf)):
        if s.startswith(word, at):
            return value, at + len(word)
    end = at
    while end < len(s) and s[end] in "+-0123456789.eE":
        end += 1
    number = s[at:end]
    if not number:
        raise JSONDecodeError(f"Expecting value: line 1 column {at + 1} (char {at})")
    return (float(number) if any(x in number for x in ".eE") else int(number)), end


def _object(s, at):
    found = {}
    at = _blank(s, at)
    if s[at:at + 1] == "}":
        return found, at + 1
    while True:
        if s[at:at + 1] != "\"":
            raise JSONDecodeError(f"Expecting property name enclosed in double quotes: line 1 column {at + 1} (char {at})")
        key, at = _string(s, at + 1)
        at = _blank(s, at)
        if s[at:at + 1] != ":":
            raise JSONDecodeError(f"Expecting ':' delimiter: line 1 column {at + 1} (char {at})")
        found[key], at = _value(s, _blank(s, at + 1))
        at = _blank(s, at)
        if s[at:at + 1] == "}":
            return found, at + 1
        if s[at:at + 1] != ",":
            raise JSONDecodeError(f"Expecting ',' delimiter: line 1 column {at + 1} (char {at})")
        at = _blank(s, at + 1)


def _array(s, at):
    found = []
    at = _blank(s, at)
    if s[at:at + 1] == "]":
        return found, at + 1
    while True:
        item, at = _value(s, _blank(s, at))
        found.append(item)
        at = _blank(s, at)
        if s[at:at + 1] == "]":
            return found, at + 1
        if s[at:at + 1] != ",":
            raise JSONDecodeError(f"Expecting ',' delimiter: line 1 column {at + 1} (char {at})")
        at += 1


_MEANINGS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _string(s, at):
    parts = []
    while at < len(s):
        c = s[at]
        if c == "\"":
            return "".join(parts), at + 1
        if c == "\\":
            c = s[at + 1]
            if c == "u":
                parts.append(chr(int(s[at + 2:at + 6], 16)))
                at += 6
            else:
                parts.append(_MEANINGS.get(c, c))
                at += 2
        else:
            parts.append(c)
            at += 1
    raise JSONDecodeError("Unterminated string")


def dump(obj, fp, **options):
    raise NotImplementedError("json.dump: a text cannot write files; json.dumps gives the text")


def load(fp, **options):
    raise NotImplementedError("json.load: a text cannot read files; json.loads takes a text")
