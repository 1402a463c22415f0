# pprint: plain values on lines of their own where one line is too short.


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True):
    whole = repr(_sorted(object) if sort_dicts else object)
    if len(whole) <= width:
        return whole
    if isinstance(object, dict):
        keys = sorted(object) if sort_dicts else list(object)
        parts = [repr(key) + ": " + pformat(object[key], indent, width - indent - len(repr(key)) - 2).replace("\n", "\n" + " " * (len(repr(key)) + 2)) for key in keys]
        return "{" + (",\n" + " " * indent).join(parts) + "}"
    if isinstance(object, (list, tuple)):
        parts = [pformat(x, indent, width - indent) for x in object]
        opened, closed = ("[", "]") if isinstance(object, list) else ("(", ")")
        return opened + (",\n" + " " * indent).join(parts) + closed
    return whole


def _sorted(value):
    return {key: value[key] for key in sorted(value)} if isinstance(value, dict) else value


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True):
    print(pformat(object, indent, width, depth, compact=compact, sort_dicts=sort_dicts))


pp = pprint
