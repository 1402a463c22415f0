# numpy: functions of each element, and of shapes.


def _of_floats(function, plain):
    def applied(x, out=None, where=True, dtype=None):
        if isinstance(x, (bool, int, float)):
            return plain(float(x)) if plain is not None else function(torch.tensor(float(x), dtype=torch.float64)).item()
        return _into(out, _given(function(_floats(x))))
    return applied


def _guarded(function, at_zero):
    """Of plain numbers, where Python refuses and numpy gives inf or nan."""
    def applied(x):
        try:
            return function(x)
        except ValueError:
            return at_zero if x == 0 else nan
        except OverflowError:
            return inf
    return applied


exp = _of_floats(torch.exp, _guarded(math.exp, 1.0))
exp2 = _of_floats(torch.exp2, None)
expm1 = _of_floats(torch.expm1, _guarded(math.expm1, 0.0))
log = _of_floats(torch.log, _guarded(math.log, -inf))
log2 = _of_floats(torch.log2, _guarded(math.log2, -inf))
log10 = _of_floats(torch.log10, _guarded(math.log10, -inf))
log1p = _of_floats(torch.log1p, _guarded(math.log1p, 0.0))
sqrt = _of_floats(torch.sqrt, _guarded(math.sqrt, 0.0))
cbrt = _of_floats(lambda x: x.sign() * x.abs() ** (1 / 3), None)
sin = _of_floats(torch.sin, math.sin)
cos = _of_floats(torch.cos, math.cos)
tan = _of_floats(torch.tan, math.tan)
arcsin = asin = _of_floats(torch.asin, None)
arccos = acos = _of_floats(torch.acos, None)
arctan = atan = _of_floats(torch.atan, math.atan)
sinh = _of_floats(torch.sinh, None)
cosh = _of_floats(torch.cosh, None)
tanh = _of_floats(torch.tanh, math.tanh)
arcsinh = asinh = _of_floats(torch.asinh, None)
arccosh = acosh = _of_floats(torch.acosh, None)
arctanh = atanh = _of_floats(torch.atanh, None)
floor = _of_floats(torch.floor, lambda x: float(math.floor(x)))
ceil = _of_floats(torch.ceil, lambda x: float(math.ceil(x)))
trunc = fix = _of_floats(torch.trunc, lambda x: float(math.trunc(x)))
rint = _of_floats(torch.round, None)
deg2rad = radians = _of_floats(torch.deg2rad, math.radians)
rad2deg = degrees = _of_floats(torch.rad2deg, math.degrees)
sinc = _of_floats(torch.sinc, None)


def _each(function):
    def applied(x, out=None):
        return _into(out, _given(function(_whole(x))))
    return applied


abs = absolute = fabs = _each(lambda x: x.abs())
negative = _each(lambda x: -x)
positive = _each(lambda x: x.clone())
sign = _each(lambda x: x.sign())
square = _each(lambda x: x * x)
reciprocal = _each(lambda x: 1 / _floats(ndarray(x)))
isnan = _each(torch.isnan)
isinf = _each(torch.isinf)
isfinite = _each(torch.isfinite)
logical_not = _each(torch.logical_not)
invert = bitwise_not = _each(lambda x: ~x)
signbit = _each(torch.signbit)


def _of_two(function):
    return lambda x1, x2, out=None, dtype=None: _into(out, _binary(function, x1, x2))


def _sides(function):
    def applied(a, b):
        a = a if torch.is_tensor(a) else torch.tensor(a, dtype=b.dtype if not isinstance(a, float) or b.is_floating_point() else torch.float64)
        b = b if torch.is_tensor(b) else torch.tensor(b, dtype=a.dtype if not isinstance(b, float) or a.is_floating_point() else torch.float64)
        return function(a, b)
    return applied


add = _of_two(lambda a, b: a + b)
subtract = _of_two(lambda a, b: a - b)
multiply = _of_two(lambda a, b: a * b)
divide = true_divide = _of_two(_divided)
floor_divide = _of_two(_sides(lambda a, b: a // b))
mod = remainder = _of_two(_sides(lambda a, b: a % b))
fmod = _of_two(_sides(torch.fmod))
power = _of_two(_power)
float_power = _of_two(_sides(lambda a, b: a.double() ** b.double()))
maximum = fmax = _of_two(_sides(torch.maximum))
minimum = fmin = _of_two(_sides(torch.minimum))
hypot = _of_two(_sides(torch.hypot))
arctan2 = atan2 = _of_two(_sides(lambda a, b: torch.atan2(_floats(a), _floats(b))))
copysign = _of_two(_sides(torch.copysign))
logaddexp = _of_two(_sides(torch.logaddexp))
heaviside = _of_two(_sides(torch.heaviside))
equal = _of_two(lambda a, b: a == b)
not_equal = _of_two(lambda a, b: a != b)
less = _of_two(lambda a, b: a < b)
less_equal = _of_two(lambda a, b: a <= b)
greater = _of_two(lambda a, b: a > b)
greater_equal = _of_two(lambda a, b: a >= b)
logical_and = _of_two(_sides(torch.logical_and))
logical_or = _of_two(_sides(torch.logical_or))
logical_xor = _of_two(_sides(torch.logical_xor))
bitwise_and = _of_two(lambda a, b: a & b)
bitwise_or = _of_two(lambda a, b: a | b)
bitwise_xor = _of_two(lambda a, b: a ^ b)
left_shift = _of_two(lambda a, b: a << b)
right_shift = _of_two(lambda a, b: a >> b)
gcd = _of_two(_sides(torch.gcd))
lcm = _of_two(_sides(torch.lcm))


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    low = a_min if min is None else min
    high = a_max if max is None else max
    made = a if isinstance(a, ndarray) else array(a)
    if low is not None:
        made = maximum(made, low)
    if high is not None:
        made = minimum(made, high)
    return _into(out, made)


def round(a, decimals=0, out=None):
    if isinstance(a, (int, float)):
        return _into(out, _round(a, decimals) if decimals else float(_round(a)))
    tensor = _whole(a)
    if not tensor.is_floating_point():
        return _into(out, ndarray(tensor.clone()))
    size = 10.0 ** decimals
    return _into(out, _given(torch.round(tensor * size) / size))


around = round_ = round


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    return _given(torch.nan_to_num(_whole(x), nan, posinf, neginf))


def isclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    a, b = torch.broadcast_tensors(_floats(a).double(), _floats(b).double())
    close = ((a - b).abs() <= atol + rtol * b.abs()) | (a == b)
    return _given(close | (torch.isnan(a) & torch.isnan(b)) if equal_nan else close)


def allclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    return bool(_whole(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1, a2, equal_nan=False):
    a, b = _whole(a1), _whole(a2)
    return a.shape == b.shape and bool((a == b).all())


def where(condition, x=None, y=None):
    test = _whole(condition)
    test = test if test.dtype == torch.bool else test != 0
    if x is None:
        return nonzero(ndarray(test))
    a, b = _pair(_whole(x), _whole(y))
    return _given(torch.where(test, a, b))


def select(condlist, choicelist, default=0):
    made = array(default)
    for test, choice in zip(condlist[::-1], choicelist[::-1]):
        made = where(test, choice, made)
    return made


def piecewise(x, condlist, funclist):
    made = zeros_like(x)
    for test, function in zip(condlist, funclist):
        made[test] = function(x[test]) if callable(function) else function
    return made


def vectorize(pyfunc, otypes=None, **options):
    def applied(*args):
        tensors = torch.broadcast_tensors(*[_whole(x) for x in args])
        rows = zip(*[x.reshape(-1).tolist() for x in tensors])
        return _given(array([pyfunc(*row) for row in rows], None if otypes is None else otypes[0])._t.reshape(tensors[0].shape))
    return applied


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    rows = _whole(arr).movedim(axis, -1)
    lead = rows.shape[:-1]
    made = [func1d(ndarray(row), *args, **kwargs) for row in rows.reshape(-1, rows.shape[-1]).unbind(0)]
    whole = array(made)._t
    whole = whole.reshape(tuple(lead) + tuple(whole.shape[1:]))
    return ndarray(whole if whole.dim() == len(lead) else whole.movedim(-1, axis))


def shape(a):
    return tuple(_whole(a).shape)


def ndim(a):
    return _whole(a).dim()


def size(a, axis=None):
    return _whole(a).numel() if axis is None else _whole(a).shape[axis]


def isscalar(element):
    return isinstance(element, (bool, int, float, str))


def iscomplexobj(x):
    return False


def issubdtype(arg1, arg2):
    kind = _dtype(arg1).kind
    return {"floating": kind == "f", "integer": kind == "i", "number": kind in "fi"}[arg2] if isinstance(arg2, str) and arg2 in ("floating", "integer", "number") else _dtype(arg1) == _dtype(arg2)


def result_type(*given):
    made = zeros(1, given[0] if not isinstance(given[0], ndarray) else given[0].dtype)
    for one in given[1:]:
        made = made + zeros(1, one if not isinstance(one, ndarray) else one.dtype)
    return made.dtype


def finfo(dtype):
    return torch.finfo(_dtype(dtype).held)


def iinfo(dtype):
    return torch.iinfo(_dtype(dtype).held)


class errstate:

    def __init__(self, **options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return function


def seterr(**options):
    return {}


def unravel_index(indices, shape):
    made = torch.unravel_index(_whole(indices), shape)
    return tuple(_given(x) for x in made)


def ravel_multi_index(multi_index, dims):
    place = 0
    for index, size in zip(multi_index, dims):
        place = place * size + index
    return place


def ndindex(*shape):
    import itertools
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    return itertools.product(*[range(n) for n in shape])


def ndenumerate(arr):
    tensor = _whole(arr)
    for place in ndindex(tuple(tensor.shape)):
        yield place, tensor[place].item()
