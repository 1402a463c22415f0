# numpy: making arrays.


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0):
    wanted = None if dtype is None else _dtype(dtype)
    if isinstance(object, ndarray):
        made = object._t.clone()
    elif torch.is_tensor(object):
        if object.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        made = object.clone()
    else:
        made = _collected(object, wanted)
    if wanted is not None and made.dtype != wanted.held:
        made = made.to(wanted.held)
    while made.dim() < ndmin:
        made = made.unsqueeze(0)
    return ndarray(made)


def _collected(object, wanted):
    if isinstance(object, (range, set)) or hasattr(object, "__next__"):
        object = list(object)
    if isinstance(object, str) or object is None or isinstance(object, dict):
        raise TypeError(f"arrays of {type(object).__name__} are not there; they hold float64, float32, int64 or bool")
    if isinstance(object, (list, tuple)):
        parts = [x for x in object]
        if parts and _any(isinstance(x, ndarray) or torch.is_tensor(x) for x in parts):
            rows = [_whole(x).detach() for x in parts]
            most = rows[0].dtype
            for row in rows:
                if row.shape != rows[0].shape:
                    raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (" + str(len(rows)) + ",) + inhomogeneous part.")
                most = torch.promote_types(most, row.dtype)
            return torch.stack([row.to(most) for row in rows])
        if parts and _any(isinstance(x, (list, tuple)) and _holds_arrays(x) for x in parts):
            return torch.stack([_collected(x, wanted) for x in parts])
        if not parts:
            return torch.zeros(0, dtype=torch.float64)
    try:
        if wanted is not None and wanted.kind == "f" or _has_float(object):
            return torch.tensor(object, dtype=torch.float64)
        made = torch.tensor(object)
        return made.double() if made.is_floating_point() else made
    except ValueError:
        raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 dimensions. The detected shape was (" + str(len(object)) + ",) + inhomogeneous part.")


def _holds_arrays(items):
    return _any(isinstance(x, ndarray) or torch.is_tensor(x) or (isinstance(x, (list, tuple)) and _holds_arrays(x)) for x in items)


def _has_float(object):
    if isinstance(object, (list, tuple)):
        return _any(_has_float(x) for x in object)
    return isinstance(object, float)


def asarray(a, dtype=None, order=None):
    if isinstance(a, ndarray) and (dtype is None or a.dtype == dtype):
        return a
    if torch.is_tensor(a) and dtype is None and not a.requires_grad:
        return ndarray(a)
    return array(a, dtype)


asanyarray = ascontiguousarray = asarray


def _made(shape):
    return (shape,) if isinstance(shape, int) else tuple(int(n) for n in shape)


def zeros(shape, dtype=float, order="C"):
    return ndarray(torch.zeros(_made(shape), dtype=_dtype(dtype).held))


def ones(shape, dtype=float, order="C"):
    return ndarray(torch.ones(_made(shape), dtype=_dtype(dtype).held))


empty = zeros


def full(shape, fill_value, dtype=None, order="C"):
    value = _tensor(fill_value)
    kind = _dtype(dtype) if dtype is not None else array(value).dtype
    return ndarray(torch.zeros(_made(shape), dtype=kind.held) + (value.to(kind.held) if torch.is_tensor(value) else torch.tensor(value, dtype=kind.held)))


def _like(a, dtype, shape):
    a = _whole(a)
    return (a.shape if shape is None else shape), (a.dtype if dtype is None else _dtype(dtype).held)


def zeros_like(a, dtype=None, order="K", subok=True, shape=None):
    sizes, held = _like(a, dtype, shape)
    return ndarray(torch.zeros(_made(sizes), dtype=held))


def ones_like(a, dtype=None, order="K", subok=True, shape=None):
    sizes, held = _like(a, dtype, shape)
    return ndarray(torch.ones(_made(sizes), dtype=held))


empty_like = zeros_like


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None):
    sizes, held = _like(a, dtype, shape)
    return ndarray(torch.full(_made(sizes), fill_value, dtype=torch.float64).to(held))


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    kind = _dtype(dtype) if dtype is not None else (float64 if _any(isinstance(x, float) for x in (start, stop, step)) else int64)
    if kind.kind == "f":
        count = _max(0, math.ceil((stop - start) / step))
        return ndarray((torch.arange(count, dtype=torch.float64) * step + start).to(kind.held))
    if (stop - start) * step <= 0:
        return ndarray(torch.zeros(0, dtype=kind.held))
    return ndarray(torch.arange(start, stop, step).to(kind.held))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    gaps = num - 1 if endpoint else num
    step = (stop - start) / gaps if gaps > 0 else nan
    made = torch.arange(num, dtype=torch.float64) * (step if gaps > 0 else 0.0) + start
    if endpoint and num > 1:
        made[-1] = stop
    made = ndarray(made if dtype is None else made.to(_dtype(dtype).held))
    return (made, step) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
    return power(base, linspace(start, stop, num, endpoint))


def geomspace(start, stop, num=50, endpoint=True):
    return exp(linspace(math.log(start), math.log(stop), num, endpoint))


def eye(N, M=None, k=0, dtype=float):
    columns = N if M is None else M
    rows = torch.arange(N).unsqueeze(1)
    return ndarray((torch.arange(columns) - rows == k).to(_dtype(dtype).held))


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def diag(v, k=0):
    return ndarray(torch.diag(_whole(v), k))


diagflat = diag


def tri(N, M=None, k=0, dtype=float):
    return ndarray(torch.ones(N, M or N).tril(k).to(_dtype(dtype).held))


def meshgrid(*xi, indexing="xy", sparse=False, copy=True):
    return tuple(ndarray(x) for x in torch.meshgrid(*[_whole(x) for x in xi], indexing=indexing))


def fromiter(iter, dtype, count=-1):
    return array(list(iter), dtype)


def fromfunction(function, shape, dtype=float):
    grids = torch.meshgrid(*[torch.arange(n) for n in shape], indexing="ij")
    return function(*[ndarray(x.to(_dtype(dtype).held)) for x in grids])


def indices(dimensions, dtype=int):
    return ndarray(torch.stack(list(torch.meshgrid(*[torch.arange(n) for n in dimensions], indexing="ij"))))


def copy(a):
    return ndarray(_whole(a).clone())


def vander(x, N=None, increasing=False):
    return ndarray(torch.vander(_whole(x), N, increasing))


class _Grid:

    def __init__(self, opens):
        self._opens = opens

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        rows = [arange(k.start or 0, k.stop, k.step or 1) for k in keys]
        if len(rows) == 1:
            return rows[0]
        grids = [ndarray(x) for x in torch.meshgrid(*[row._t for row in rows], indexing="ij")]
        return stack(grids) if not self._opens else grids


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Rows:

    def __init__(self, columns):
        self._columns = columns

    def __getitem__(self, key):
        parts = [x for x in (key if isinstance(key, tuple) else (key,))]
        return column_stack(parts) if self._columns else concatenate([atleast_1d(x) for x in parts])


c_ = _Rows(True)
r_ = _Rows(False)


def save(*args, **kwargs):
    raise NotImplementedError("numpy.save: a text cannot write files")


def load(*args, **kwargs):
    raise NotImplementedError("numpy.load: a text cannot read files; the data set of the job holds the data")


savez = savetxt = save
loadtxt = genfromtxt = fromfile = load
