# re: patterns in texts. Where they are found is looked up by _spans; the rest is written here.
from re import _spans, _groups

I = IGNORECASE = 2
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64
A = ASCII = 256


class Match:

    def __init__(self, pattern, string, spans):
        self.re = pattern
        self.string = string
        self._spans = spans
        self.pos = 0
        self.endpos = len(string)

    def _place(self, group):
        place = self.re.groupindex.get(group) if isinstance(group, str) else group
        if place is None or not 0 <= place < len(self._spans):
            raise IndexError("no such group")
        return place

    def span(self, group=0):
        return self._spans[self._place(group)]

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    def __getitem__(self, group):
        start, end = self.span(group)
        return None if start < 0 else self.string[start:end]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple(self[g] for g in groups)
        return self[groups[0] if groups else 0]

    def groups(self, default=None):
        found = [self[i] for i in range(1, len(self._spans))]
        return tuple(default if x is None else x for x in found)

    def groupdict(self, default=None):
        found = {name: self[place] for name, place in self.re.groupindex.items()}
        return {name: default if x is None else x for name, x in found.items()}

    @property
    def lastindex(self):
        places = [i for i in range(1, len(self._spans)) if self._spans[i][0] >= 0]
        return places[-1] if places else None

    def expand(self, template):
        return _expanded(template, self)

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"


def _expanded(template, match):
    if "\\" not in template:
        return template
    parts = []
    i = 0
    while i < len(template):
        c = template[i]
        if c != "\\" or i + 1 == len(template):
            parts.append(c)
            i += 1
            continue
        c = template[i + 1]
        if c == "g":
            end = template.index(">", i)
            name = template[i + 3:end]
            parts.append(match[int(name) if name.isdigit() else name] or "")
            i = end + 1
        elif c.isdigit():
            end = i + 3 if template[i + 2:i + 3].isdigit() else i + 2
            parts.append(match[int(template[i + 1:end])] or "")
            i = end
        else:
            parts.append({"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}.get(c, "\\" + c))
            i += 2
    return "".join(parts)


class Pattern:

    def __init__(self, pattern, flags=0):
        self.pattern = pattern
        self.flags = flags | U
        self.groups, self.groupindex = _groups(pattern, flags)

    def _found(self, string, pos, way, most=0):
        return [Match(self, string, spans) for spans in _spans(self.pattern, self.flags, string, pos, way, most)]

    def _first(self, string, pos, way):
        found = self._found(string, pos, way, 1)
        return found[0] if found else None

    def match(self, string, pos=0):
        return self._first(string, pos, "match")

    def fullmatch(self, string, pos=0):
        return self._first(string, pos, "fullmatch")

    def search(self, string, pos=0):
        return self._first(string, pos, "search")

    def finditer(self, string, pos=0):
        return iter(self._found(string, pos, "search"))

    def findall(self, string, pos=0):
        found = self._found(string, pos, "search")
        if self.groups == 0:
            return [m.group() for m in found]
        if self.groups == 1:
            return [m[1] or "" for m in found]
        return [m.groups("") for m in found]

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        for m in self._found(string, 0, "search", maxsplit):
            parts.append(string[at:m.start()])
            parts.extend(m.groups())
            at = m.end()
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        parts = []
        at = 0
        found = self._found(string, 0, "search", count)
        for m in found:
            parts.append(string[at:m.start()])
            parts.append(_expanded(repl, m) if isinstance(repl, str) else repl(m))
            at = m.end()
        parts.append(string[at:])
        return "".join(parts), len(found)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __repr__(self):
        named = [("IGNORECASE", I), ("MULTILINE", M), ("DOTALL", S), ("VERBOSE", X), ("ASCII", A)]
        flags = "|".join("re." + name for name, flag in named if self.flags & flag)
        return f"re.compile({self.pattern!r}{', ' + flags if flags else ''})"


def compile(pattern, flags=0):
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def escape(pattern):
    return "".join("\\" + c if c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" else c for c in pattern)


def purge():
    pass
