# Methods of strings that are written in the language itself.


def partition(self, sep):
    if not sep:
        raise ValueError("empty separator")
    at = self.find(sep)
    return (self, "", "") if at < 0 else (self[:at], sep, self[at + len(sep):])


def rpartition(self, sep):
    if not sep:
        raise ValueError("empty separator")
    at = rfind(self, sep)
    return ("", "", self) if at < 0 else (self[:at], sep, self[at + len(sep):])


def rfind(self, sub, start=0, end=None):
    end = len(self) if end is None else end
    for at in range(end - len(sub), start - 1, -1):
        if self[at:at + len(sub)] == sub:
            return at
    return -1


def index(self, sub, start=0, end=None):
    at = self.find(sub, start, end)
    if at < 0:
        raise ValueError("substring not found")
    return at


def rindex(self, sub):
    at = rfind(self, sub)
    if at < 0:
        raise ValueError("substring not found")
    return at


def rsplit(self, sep=None, maxsplit=-1):
    if maxsplit < 0:
        return self.split(sep)
    parts = self.split(sep)
    if len(parts) <= maxsplit + 1:
        return parts
    kept = parts[len(parts) - maxsplit:] if maxsplit else []
    rest = self
    for part in reversed(kept):
        at = rfind(rest, part)
        rest = rest[:at].rstrip() if sep is None else rest[:at - len(sep)]
    return [rest] + kept


def splitlines(self, keepends=False):
    if not self:
        return []
    lines = self.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
        return [line + "\n" for line in lines] if keepends else lines
    return [line + "\n" for line in lines[:-1]] + lines[-1:] if keepends else lines


def swapcase(self):
    return "".join(c.lower() if c.isupper() else c.upper() for c in self)


def casefold(self):
    return self.lower()


def isspace(self):
    return len(self) > 0 and self.strip() == ""


def isalnum(self):
    return len(self) > 0 and all(c.isalpha() or c.isdigit() for c in self)


def isnumeric(self):
    return self.isdigit()


def isdecimal(self):
    return self.isdigit()


def isidentifier(self):
    return len(self) > 0 and not self[0].isdigit() and all(c == "_" or c.isalpha() or c.isdigit() for c in self)


def isascii(self):
    return all(ord(c) < 128 for c in self)


def istitle(self):
    return self != "" and self == self.title()


def removeprefix(self, prefix):
    return self[len(prefix):] if self.startswith(prefix) else self


def removesuffix(self, suffix):
    return self[:-len(suffix)] if suffix and self.endswith(suffix) else self


def expandtabs(self, tabsize=8):
    text = ""
    for c in self:
        text += " " * (tabsize - len(text) % tabsize) if c == "\t" else c
    return text


def format_map(self, mapping):
    return self.format(**mapping)


def translate(self, table):
    made = []
    for c in self:
        new = table.get(ord(c), c)
        if new is not None:
            made.append(chr(new) if isinstance(new, int) else new)
    return "".join(made)


def encode(self, encoding="utf-8", errors="strict"):
    raise NotImplementedError("bytes are not there")
