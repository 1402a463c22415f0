# numpy: products of arrays, and curves.


def _products(function, a, b):
    a, b = _pair(_whole(a), _whole(b))
    if a.dtype == torch.bool:
        a, b = a.long(), b.long()
    return _given(function(a, b))


def matmul(x1, x2, out=None):
    a, b = _whole(x1), _whole(x2)
    if a.dim() == 0 or b.dim() == 0:
        raise ValueError("matmul: Input operand does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    if a.shape[-1] != b.shape[-2 if b.dim() > 1 else 0]:
        raise ValueError(f"matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {b.shape[-2 if b.dim() > 1 else 0]} is different from {a.shape[-1]})")
    return _into(out, _products(lambda p, q: p @ q, ndarray(a), ndarray(b)))


def dot(a, b, out=None):
    x, y = _whole(a), _whole(b)
    if x.dim() == 0 or y.dim() == 0:
        return _into(out, multiply(a, b))
    if x.shape[-1] != y.shape[-2 if y.dim() > 1 else 0]:
        raise ValueError(f"shapes {_sizes(x.shape)} and {_sizes(y.shape)} not aligned: {x.shape[-1]} (dim {x.dim() - 1}) != {y.shape[-2 if y.dim() > 1 else 0]} (dim {y.dim() - 2 if y.dim() > 1 else 0})")
    if x.dim() > 1 and y.dim() > 2:
        return _into(out, tensordot(a, b, ([-1], [-2])))
    return _into(out, _products(lambda p, q: p @ q, ndarray(x), ndarray(y)))


def vdot(a, b):
    return dot(ravel(a), ravel(b))


def inner(a, b):
    return _products(torch.inner, a, b) if _whole(a).dim() and _whole(b).dim() else multiply(a, b)


def outer(a, b, out=None):
    return _into(out, _products(torch.outer, ravel(a), ravel(b)))


def tensordot(a, b, axes=2):
    dims = axes if isinstance(axes, int) else [[x] if isinstance(x, int) else list(x) for x in axes]
    return _products(lambda p, q: torch.tensordot(p, q, dims), a, b)


def einsum(subscripts, *operands, **options):
    return _given(torch.einsum(subscripts, *_together(operands)))


def kron(a, b):
    return _products(torch.kron, a, b)


def cross(a, b, axis=-1):
    return _products(lambda p, q: torch.linalg.cross(p, q, dim=axis), a, b)


def trace(a, offset=0):
    return sum(diagonal(a, offset))


def convolve(a, v, mode="full"):
    x, y = _floats(a), _floats(v)
    if x.shape[0] < y.shape[0]:
        x, y = y, x
    n, m = x.shape[0], y.shape[0]
    whole = torch.zeros(n + m - 1, dtype=x.dtype)
    for k in range(m):
        whole[k:k + n] += x * y[k]
    if not _is_float(_whole(a)) and not _is_float(_whole(v)):
        whole = whole.long()
    if mode == "full":
        return ndarray(whole)
    return ndarray(whole[m - 1:n] if mode == "valid" else whole[(m - 1) // 2:(m - 1) // 2 + n])


def correlate(a, v, mode="valid"):
    return convolve(a, flip(v), mode)


def gradient(f, *varargs, axis=None):
    tensor = _floats(f)
    step = varargs[0] if varargs else 1.0
    dims = list(range(tensor.dim())) if axis is None else [axis]
    found = []
    for dim in dims:
        n = tensor.shape[dim]
        rows = tensor.movedim(dim, 0)
        if isinstance(step, (int, float)):
            inner = (rows[2:] - rows[:-2]) / (2 * step)
            made = torch.cat([((rows[1] - rows[0]) / step).unsqueeze(0), inner, ((rows[n - 1] - rows[n - 2]) / step).unsqueeze(0)])
        else:
            h = _floats(step).diff()
            a, b = h[:-1], h[1:]
            inner = -b / (a * (a + b)) * rows[:-2] + (b - a) / (a * b) * rows[1:-1] + a / (b * (a + b)) * rows[2:]
            made = torch.cat([((rows[1] - rows[0]) / h[0]).unsqueeze(0), inner, ((rows[n - 1] - rows[n - 2]) / h[-1]).unsqueeze(0)])
        found.append(ndarray(made.movedim(0, dim)))
    return found[0] if len(found) == 1 else found


def trapezoid(y, x=None, dx=1.0, axis=-1):
    return _given(torch.trapezoid(_floats(y), None if x is None else _floats(x), dim=axis) if x is not None else torch.trapezoid(_floats(y), dx=dx, dim=axis))


trapz = trapezoid


def interp(x, xp, fp, left=None, right=None):
    values, places, heights = _floats(x), _floats(xp), _floats(fp)
    at = torch.searchsorted(places, values, right=True).clamp(1, places.shape[0] - 1)
    x0, x1, y0, y1 = places[at - 1], places[at], heights[at - 1], heights[at]
    made = y0 + (values - x0) * ((y1 - y0) / (x1 - x0))
    made = torch.where(values < places[0], torch.full_like(made, heights[0].item() if left is None else left), made)
    return _given(torch.where(values > places[-1], torch.full_like(made, heights[-1].item() if right is None else right), made))


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    rows = torch.vander(_floats(x), deg + 1)
    scale = (rows * rows).sum(0).sqrt()
    return ndarray(torch.linalg.lstsq(rows / scale, _floats(y)).solution / scale)


def polyval(p, x):
    value = zeros_like(asarray(x, float)) if not isinstance(x, (int, float)) else 0.0
    for coefficient in _whole(p).tolist():
        value = value * x + coefficient
    return value


def poly1d(c_or_r):
    return lambda x: polyval(c_or_r, x)
