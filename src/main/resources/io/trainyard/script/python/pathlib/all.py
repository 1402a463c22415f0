# pathlib: paths are put together and taken apart; there are no files behind them.


def _parts(path):
    text = str(path)
    return (["/"] if text.startswith("/") else []) + [part for part in text.split("/") if part not in ("", ".")]


class PurePosixPath:

    def __init__(self, *args):
        parts = []
        for arg in args:
            more = _parts(arg)
            parts = more if more and more[0] == "/" else parts + more
        self.parts = tuple(parts)

    def __str__(self):
        if not self.parts:
            return "."
        if self.parts[0] == "/":
            return "/" + "/".join(self.parts[1:])
        return "/".join(self.parts)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __truediv__(self, other):
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def __eq__(self, other):
        return isinstance(other, PurePosixPath) and self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __hash__(self):
        return hash(self.parts)

    def joinpath(self, *others):
        return type(self)(self, *others)

    @property
    def name(self):
        return "" if not self.parts or self.parts == ("/",) else self.parts[-1]

    @property
    def suffix(self):
        dot = self.name.rfind(".")
        return self.name[dot:] if 0 < dot < len(self.name) - 1 else ""

    @property
    def stem(self):
        return self.name[:len(self.name) - len(self.suffix)] if self.suffix else self.name

    @property
    def parent(self):
        return type(self)(*(self.parts[:1] if self.parts == ("/",) else self.parts[:-1]))

    def is_absolute(self):
        return bool(self.parts) and self.parts[0] == "/"

    def with_name(self, name):
        return self.parent / name

    def with_suffix(self, suffix):
        return self.parent / (self.stem + suffix)

    def exists(self):
        return False

    def is_file(self):
        return False

    def is_dir(self):
        return False

    def _refused(self):
        raise OSError(f"there is no file {str(self)!r}: a text reaches none")

    def open(self, *args, **kwargs):
        self._refused()

    def mkdir(self, *args, **kwargs):
        self._refused()

    def unlink(self, *args, **kwargs):
        self._refused()

    def read_text(self, *args, **kwargs):
        self._refused()

    def write_text(self, *args, **kwargs):
        self._refused()

    def iterdir(self):
        self._refused()

    def glob(self, pattern):
        self._refused()


class PosixPath(PurePosixPath):
    pass


PurePath = PurePosixPath
Path = PosixPath
