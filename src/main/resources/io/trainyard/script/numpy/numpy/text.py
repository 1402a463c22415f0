# numpy: how arrays are printed.

_options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False, "nanstr": "nan", "infstr": "inf", "formatter": None}


def set_printoptions(**options):
    for name, value in options.items():
        if value is not None or name == "formatter":
            _options[name] = value


def get_printoptions():
    return dict(_options)


class _Printoptions:

    def __init__(self, options):
        self._options = options

    def __enter__(self):
        self._before = dict(_options)
        set_printoptions(**self._options)
        return _options

    def __exit__(self, *error):
        _options.update(self._before)


def printoptions(**options):
    return _Printoptions(options)


def _shortest(x, is_single):
    """The shortest digits of a number and its power of ten."""
    word = _single(_abs(x)).lower() if is_single else repr(_abs(x))
    digits, _, power = word.partition("e")
    before, _, behind = digits.partition(".")
    power = int(power) if power else 0
    all_digits = (before + behind).lstrip("0")
    power += len(before) - (len(before + behind) - len(all_digits)) if before.strip("0") == "" else len(before)
    all_digits = all_digits.rstrip("0")
    return (all_digits or "0"), (power if all_digits else 1)


def _rounded(digits, count):
    """So many of the digits, and whether a place was gained; ties go to the even one."""
    if len(digits) <= count:
        return digits, 0
    if count < 0:
        return "0", 0
    kept, rest = digits[:count], digits[count:]
    up = rest[0] > "5" or (rest[0] == "5" and (len(rest) > 1 or (kept and int(kept[-1]) % 2 == 1)))
    if not up:
        return kept or "0", 0
    if not kept:
        return "1", 1
    raised = str(int(kept) + 1)
    if len(raised) > len(kept.lstrip("0") or "0") and kept.strip("9") == "":
        return raised, 1
    return raised.rjust(len(kept), "0"), 0


def _positional(x, precision, is_single):
    digits, point = _shortest(x, is_single)
    digits, gained = _rounded(digits, point + precision)
    if gained and point + precision <= 0:
        digits = digits.rjust(1, "0")
        point = 1 - precision
    else:
        point += gained
    if digits.strip("0") == "":
        before, behind = "0", ""
    elif point <= 0:
        before, behind = "0", "0" * -point + digits
    else:
        before, behind = digits[:point].ljust(point, "0"), digits[point:]
    behind = behind.rstrip("0")
    sign = "-" if x < 0 or (x == 0 and 1 / x < 0 if x else str(x)[0] == "-") else ""
    return sign + before + "." + behind


def _scientific(x, precision, is_single):
    digits, point = _shortest(x, is_single)
    digits, gained = _rounded(digits, precision + 1)
    point += gained
    power = 0 if x == 0 else point - 1
    sign = "-" if x < 0 or (x == 0 and str(x)[0] == "-") else ""
    return sign + digits[0] + "." + digits[1:].rstrip("0"), power


class _Floats:

    def __init__(self, values, is_single):
        self._single = is_single
        finite = [x for x in values if not math.isinf(x) and not math.isnan(x)]
        sizes = [_abs(x) for x in finite if x != 0]
        self._scientific = bool(sizes) and (_max(sizes) >= 1e8 or (not _options["suppress"] and (_min(sizes) < 0.0001 or _max(sizes) / _min(sizes) > 1000.0)))
        self._precision = _options["precision"]
        self._left = self._right = 0
        if self._scientific:
            parts = [_scientific(x, self._precision, is_single) for x in finite]
            self._left = _max(len(s.split(".")[0]) for s, _ in parts)
            self._precision = _max(len(s.split(".")[1]) for s, _ in parts)
            self._power = _max(_max(2, len(str(_abs(p)))) for _, p in parts)
            self._right = self._power + 2 + self._precision
        elif finite:
            parts = [_positional(x, self._precision, is_single).split(".") for x in finite]
            self._left = _max(len(before) for before, _ in parts)
            self._right = _max(len(behind) for _, behind in parts)
        if len(finite) != len(values):
            longest = _max(4 if x == -inf else 3 for x in values if math.isinf(x) or math.isnan(x))
            self._left = _max(self._left, longest - self._right - 1)

    def __call__(self, x):
        if math.isinf(x) or math.isnan(x):
            word = "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"
            return word.rjust(self._left + self._right + 1)
        if self._scientific:
            digits, power = _scientific(x, self._precision, self._single)
            before, behind = digits.split(".")
            word = before + "." + behind.ljust(self._precision, "0")
            return word.rjust(self._left + 1 + self._precision) + "e" + ("-" if power < 0 else "+") + str(_abs(power)).rjust(self._power, "0")
        before, behind = _positional(x, self._precision, self._single).split(".")
        return before.rjust(self._left) + "." + behind.ljust(self._right)


def _formatter(tensor, values):
    own = _options["formatter"]
    if own is not None:
        for name in (("float", "float_kind", "all") if tensor.is_floating_point() else ("int", "int_kind", "all")):
            if name in own:
                return own[name]
    if tensor.dtype == torch.bool:
        return lambda x: " True" if x else "False"
    if not tensor.is_floating_point():
        width = _max(len(str(_max(values))), len(str(_min(values))))
        return lambda x: str(x).rjust(width)
    return _Floats(values, tensor.dtype == torch.float32)


def _shown(tensor, edge):
    """The part of an array that is printed, as plain numbers in lists."""
    for dim in range(tensor.dim()):
        if tensor.shape[dim] > 2 * edge:
            tensor = torch.cat([tensor.narrow(dim, 0, edge), tensor.narrow(dim, tensor.shape[dim] - edge, edge)], dim)
    return tensor


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", suffix="", *, formatter=None, threshold=None, edgeitems=None):
    given = {}
    for name, value in (("precision", precision), ("suppress", suppress_small), ("formatter", formatter), ("threshold", threshold), ("edgeitems", edgeitems), ("linewidth", max_line_width)):
        if value is not None:
            given[name] = value
    with printoptions(**given):
        return _array2string(_whole(a), separator, prefix, suffix)


def _array2string(tensor, separator, prefix, suffix):
    if tensor.numel() == 0:
        return "[]"
    cuts = tensor.numel() > _options["threshold"]
    edge = _options["edgeitems"]
    shown = _shown(tensor, edge) if cuts else tensor
    values = shown.reshape(-1).tolist()
    write = _formatter(tensor, values)
    if tensor.dim() == 0:
        return write(values[0]).strip()
    words = [write(x) for x in values]
    indent = " " + " " * len(prefix)
    return _lines(words, list(tensor.shape), list(shown.shape), 0, 0, indent, _options["linewidth"] - len(suffix), separator, edge)[0]


def _lines(words, sizes, shown, dim, at, indent, width, separator, edge):
    cut = sizes[dim] > shown[dim]
    text, line = "", indent
    if dim == len(sizes) - 1:
        room = width - _max(len(separator.rstrip()), 1)
        for i in range(shown[dim]):
            if cut and i == edge:
                text, line = _extended(text, line, "...", room, indent)
                line += separator
            last = i == shown[dim] - 1
            text, line = _extended(text, line, words[at], width - 0 if last else room, indent)
            at += 1
            if not last:
                line += separator
        text += line
    else:
        between = separator.rstrip() + "\n" * (len(sizes) - dim - 1)
        for i in range(shown[dim]):
            if cut and i == edge:
                text += indent + "..." + between
            inner, at = _lines(words, sizes, shown, dim + 1, at, indent + " ", width - 1, separator, edge)
            text += indent + inner
            if i < shown[dim] - 1:
                text += between
    return "[" + text[len(indent):] + "]", at


def _extended(text, line, word, width, indent):
    if len(line) + len(word) > width and len(line) > len(indent):
        text += line.rstrip() + "\n"
        line = indent
    return text, line + word


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    return array2string(a, max_line_width, precision, suppress_small)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    tensor = _whole(arr)
    if tensor.numel() == 0 and tensor.dim() == 1:
        text = "array([]"
    elif tensor.numel() == 0:
        text = f"array([], shape={tuple(tensor.shape)}"
    else:
        text = "array(" + array2string(arr, max_line_width, precision, suppress_small, ", ", "array(", ")")
    kind = _OF_HELD[tensor.dtype]
    if kind.name in ("int64", "bool") and tensor.numel() or kind.name == "float64":
        return text + ")"
    word = f"dtype={kind.name}"
    last = len(text) - text.rfind("\n") - 1
    return text + (",\n" + " " * 6 if last + len(word) + 2 > _options["linewidth"] else ", ") + word + ")"


def format_float_positional(x, precision=None, unique=True, trim="k", **options):
    text = _positional(float(x), 20 if precision is None else precision, False)
    return text.rstrip(".") if trim == "-" else text
