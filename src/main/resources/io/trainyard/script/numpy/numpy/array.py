# numpy: arrays, whose numbers a tensor holds; a tensor of torch shares them.
import torch
from numpy import _single

# What numpy has under the same names.
_any, _all, _max, _min, _sum, _abs, _round = any, all, max, min, sum, abs, round

newaxis = None
pi, e, inf, nan = math.pi, math.e, math.inf, math.nan
euler_gamma = 0.5772156649015329
NaN = NAN = nan
Inf = Infinity = inf
__version__ = "2.3.0"


def _tensor(value):
    """The tensor of an array, or of what can become one; plain numbers stay as they are."""
    if isinstance(value, ndarray):
        return value._t
    if torch.is_tensor(value):
        return value.detach()
    if isinstance(value, (bool, int, float)):
        return value
    return array(value)._t


def _whole(value):
    """A tensor, also of a plain number."""
    made = _tensor(value)
    return made if torch.is_tensor(made) else array(made)._t


def _is_float(value):
    return value.is_floating_point() if torch.is_tensor(value) else isinstance(value, float)


def _is_bool(value):
    return value.dtype == torch.bool if torch.is_tensor(value) else isinstance(value, bool)


def _pair(a, b):
    """Two sides as numpy computes with them: whole numbers beside floats are float64."""
    if torch.is_tensor(a) and torch.is_tensor(b):
        if _is_float(a) and b.dtype == torch.int64 or _is_float(b) and a.dtype == torch.int64:
            return a.double(), b.double()
        if a.dtype != b.dtype:
            most = torch.promote_types(a.dtype, b.dtype)
            return a.to(most), b.to(most)
        return a, b
    tensor, plain = (a, b) if torch.is_tensor(a) else (b, a)
    if isinstance(plain, float) and not _is_float(tensor):
        tensor = tensor.double()
    elif isinstance(plain, int) and not isinstance(plain, bool) and tensor.dtype == torch.bool:
        tensor = tensor.long()
    return (tensor, plain) if torch.is_tensor(a) else (plain, tensor)


def _floats(value):
    """Whole numbers and bools as float64."""
    value = _whole(value)
    return value if value.is_floating_point() else value.double()


def _given(tensor):
    """What numpy gives: an array, or a plain number where no dimension is left."""
    if tensor.dim() or tensor.dtype == torch.float32:
        return ndarray(tensor)
    return tensor.item()


def _into(out, made):
    """What is made, or the array that it was to be put into."""
    if out is None:
        return made
    out[...] = made
    return out


def _fits(a, b):
    try:
        return torch.broadcast_shapes(a.shape, b.shape)
    except RuntimeError:
        raise ValueError(f"operands could not be broadcast together with shapes {_sizes(a.shape)} {_sizes(b.shape)} ")


def _sizes(shape):
    sizes = ",".join(str(n) for n in shape)
    return f"({sizes},)" if len(shape) == 1 else f"({sizes})"


def _binary(function, a, b):
    a, b = _tensor(a), _tensor(b)
    if not torch.is_tensor(a) and not torch.is_tensor(b):
        a = array(a)._t
    a, b = _pair(a, b)
    if torch.is_tensor(a) and torch.is_tensor(b):
        _fits(a, b)
    return _given(function(a, b))


def _divided(a, b):
    if torch.is_tensor(a) and not torch.is_tensor(b):
        a, b = _floats(a), float(b)
    elif torch.is_tensor(b) and not torch.is_tensor(a):
        a, b = float(a), _floats(b)
        return torch.full_like(b, a) / b
    else:
        a, b = _floats(a), _floats(b)
    return a / b


def _power(a, b):
    if torch.is_tensor(a) and torch.is_tensor(b) or not torch.is_tensor(a):
        return torch.pow(a, b)
    if not _is_float(a) and not isinstance(b, float) and b < 0:
        raise ValueError("Integers to negative integer powers are not allowed.")
    return a ** b


class ndarray:

    def __init__(self, tensor):
        self._t = tensor

    # What it is

    @property
    def shape(self):
        return tuple(self._t.shape)

    @shape.setter
    def shape(self, value):
        self._t = self._t.reshape(value)

    @property
    def ndim(self):
        return self._t.dim()

    @property
    def size(self):
        return self._t.numel()

    @property
    def dtype(self):
        return _OF_HELD[self._t.dtype]

    @property
    def itemsize(self):
        return self._t.itemsize

    @property
    def nbytes(self):
        return self._t.numel() * self._t.itemsize

    @property
    def T(self):
        return ndarray(self._t.permute(list(range(self._t.dim()))[::-1]))

    @property
    def flat(self):
        return iter(self.ravel())

    @property
    def real(self):
        return self

    def __len__(self):
        if self._t.dim() == 0:
            raise TypeError("len() of unsized object")
        return self._t.shape[0]

    def __iter__(self):
        if self._t.dim() == 0:
            raise TypeError("iteration over a 0-d array")
        for row in self._t.unbind(0):
            yield _given(row)

    def __repr__(self):
        if self._t.dim() == 0:
            return f"np.{self.dtype}({array_str(self)})"
        return array_repr(self)

    def __round__(self, digits=0):
        return round(self, digits)

    def __hash__(self):
        return hash(self._single())

    def __str__(self):
        return array_str(self)

    def __bool__(self):
        if self._t.numel() != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return bool(self._t)

    def __float__(self):
        return float(self._single())

    def __int__(self):
        return int(self._single())

    def __index__(self):
        return int(self._single())

    def _single(self):
        if self._t.numel() != 1:
            raise TypeError("only length-1 arrays can be converted to Python scalars")
        return self._t.item()

    def __contains__(self, item):
        return bool((self._t == _tensor(item)).any())

    def __getitem__(self, key):
        return _given(_chosen(self._t, key))

    def __setitem__(self, key, value):
        value = _tensor(value)
        if torch.is_tensor(value):
            value = value.to(self._t.dtype)
        key = _key(self._t, key)
        if _any(isinstance(k, slice) and k.step is not None and k.step < 0 for k in (key if isinstance(key, tuple) else (key,))):
            key = _places(self._t, key)
        self._t[key] = value

    # Operators

    def __add__(self, other):
        return _binary(lambda a, b: a + b, self, other)

    def __radd__(self, other):
        return _binary(lambda a, b: a + b, other, self)

    def __sub__(self, other):
        return _binary(lambda a, b: a - b, self, other)

    def __rsub__(self, other):
        return _binary(lambda a, b: a - b, other, self)

    def __mul__(self, other):
        return _binary(lambda a, b: a * b, self, other)

    def __rmul__(self, other):
        return _binary(lambda a, b: a * b, other, self)

    def __truediv__(self, other):
        return _binary(_divided, self, other)

    def __rtruediv__(self, other):
        return _binary(_divided, other, self)

    def __floordiv__(self, other):
        return _binary(lambda a, b: a // b, self, other)

    def __rfloordiv__(self, other):
        return _binary(lambda a, b: torch.full_like(b, a) // b, other, self)

    def __mod__(self, other):
        return _binary(lambda a, b: a % b, self, other)

    def __rmod__(self, other):
        return _binary(lambda a, b: torch.full_like(b, a) % b, other, self)

    def __pow__(self, other):
        return _binary(_power, self, other)

    def __rpow__(self, other):
        return _binary(_power, other, self)

    def __matmul__(self, other):
        return matmul(self, other)

    def __rmatmul__(self, other):
        return matmul(other, self)

    def __neg__(self):
        return ndarray(-self._t)

    def __pos__(self):
        return ndarray(self._t.clone())

    def __abs__(self):
        return ndarray(self._t.abs())

    def __invert__(self):
        return ndarray(~self._t)

    def __and__(self, other):
        return _binary(lambda a, b: a & b, self, other)

    def __rand__(self, other):
        return _binary(lambda a, b: a & b, self, other)

    def __or__(self, other):
        return _binary(lambda a, b: a | b, self, other)

    def __ror__(self, other):
        return _binary(lambda a, b: a | b, self, other)

    def __xor__(self, other):
        return _binary(lambda a, b: a ^ b, self, other)

    def __eq__(self, other):
        return False if other is None or isinstance(other, str) else _binary(lambda a, b: a == b, self, other)

    def __ne__(self, other):
        return True if other is None or isinstance(other, str) else _binary(lambda a, b: a != b, self, other)

    def __lt__(self, other):
        return _binary(lambda a, b: a < b, self, other)

    def __le__(self, other):
        return _binary(lambda a, b: a <= b, self, other)

    def __gt__(self, other):
        return _binary(lambda a, b: a > b, self, other)

    def __ge__(self, other):
        return _binary(lambda a, b: a >= b, self, other)

    def _changed(self, result, word):
        made = _whole(result)
        if made.is_floating_point() and not self._t.is_floating_point():
            raise TypeError(f"Cannot cast ufunc '{word}' output from dtype('{_OF_HELD[made.dtype]}') to dtype('{self.dtype}') with casting rule 'same_kind'")
        self._t.copy_(made)
        return self

    def __iadd__(self, other):
        return self._changed(self + other, "add")

    def __isub__(self, other):
        return self._changed(self - other, "subtract")

    def __imul__(self, other):
        return self._changed(self * other, "multiply")

    def __itruediv__(self, other):
        return self._changed(self / other, "divide")

    def __ifloordiv__(self, other):
        return self._changed(self // other, "floor_divide")

    def __imod__(self, other):
        return self._changed(self % other, "remainder")

    def __ipow__(self, other):
        return self._changed(self ** other, "power")

    def __iand__(self, other):
        return self._changed(self & other, "bitwise_and")

    def __ior__(self, other):
        return self._changed(self | other, "bitwise_or")

    def __getattr__(self, name):
        if name in _METHODS:
            method = _METHODS[name]
            return lambda *args, **kwargs: method(self, *args, **kwargs)
        raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")
