# numpy: what elements of arrays are.


class dtype:
    """What the elements of an array are; called, it makes one."""

    def __init__(self, name, kind=None, held=None):
        known = name if kind is not None else _dtype(name)
        self.name = name if kind is not None else known.name
        self.kind = kind or known.kind
        self.held = held or known.held

    def __call__(self, value=0):
        if isinstance(value, (ndarray, list, tuple)) or torch.is_tensor(value):
            return array(value, dtype=self)
        return array(value, dtype=self).item()

    def __eq__(self, other):
        try:
            return self.name == _dtype(other).name
        except TypeError:
            return False

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.name)

    @property
    def type(self):
        return self

    @property
    def itemsize(self):
        return torch.zeros(1, dtype=self.held).itemsize

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"


float64 = dtype("float64", "f", torch.float64)
float32 = dtype("float32", "f", torch.float32)
int64 = dtype("int64", "i", torch.int64)
bool_ = dtype("bool", "b", torch.bool)
double = float_ = float64
single = float32
long = int_ = intp = int64
floating, integer, number = "floating", "integer", "number"


def _dtype(given):
    if given is None or given is float:
        return float64
    if isinstance(given, dtype):
        return given
    if given is int:
        return int64
    if given is bool:
        return bool_
    if isinstance(given, torch.dtype):
        given = str(given)[6:]
    names = {"float64": float64, "double": float64, "float": float64, "f8": float64, "<f8": float64, "d": float64,
             "float32": float32, "single": float32, "f4": float32, "<f4": float32, "f": float32, "int64": int64,
             "int": int64, "i8": int64, "<i8": int64, "l": int64, "bool": bool_, "?": bool_}
    if isinstance(given, str) and given in names:
        return names[given]
    raise TypeError(f"arrays of {given} are not there; they hold float64, float32, int64 or bool")


_OF_HELD = {torch.float64: float64, torch.float32: float32, torch.int64: int64, torch.bool: bool_}
