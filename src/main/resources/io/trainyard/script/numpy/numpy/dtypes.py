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
float16 = dtype("float16", "f", torch.float16)
int64 = dtype("int64", "i", torch.int64)
int32 = dtype("int32", "i", torch.int32)
int16 = dtype("int16", "i", torch.int16)
int8 = dtype("int8", "i", torch.int8)
uint8 = dtype("uint8", "u", torch.uint8)
bool_ = dtype("bool", "b", torch.bool)
double = float_ = float64
single = float32
half = float16
ubyte, byte, short, intc = uint8, int8, int16, int32
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
             "float32": float32, "single": float32, "f4": float32, "<f4": float32, "f": float32, "int64": int64, "float16": float16,
             "f2": float16, "int32": int32, "i4": int32, "int16": int16, "i2": int16, "int8": int8, "i1": int8,
             "uint8": uint8, "u1": uint8,
             "int": int64, "i8": int64, "<i8": int64, "l": int64, "bool": bool_, "?": bool_}
    if isinstance(given, str) and given in names:
        return names[given]
    raise TypeError(f"arrays of {given} are not there; they hold floats, signed whole numbers, uint8 or bool")


_OF_HELD = {torch.float64: float64, torch.float32: float32, torch.float16: float16, torch.int64: int64,
            torch.int32: int32, torch.int16: int16, torch.int8: int8, torch.uint8: uint8, torch.bool: bool_}
