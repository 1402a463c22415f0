# numpy: functions that take many elements together, products, orders and sets.
from math import isnan as _is_nan


def _over(tensor, axis, keepdims, whole, along):
    if axis is None:
        made = whole(tensor)
        return made.reshape((1,) * tensor.dim()) if keepdims else made
    return along(tensor, _axes(axis), keepdims)


def _counted(tensor):
    return tensor.long() if tensor.dtype == torch.bool else tensor


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=None):
    tensor = _counted(_whole(a))
    if where is not None:
        tensor = tensor * _whole(where)
    if dtype is not None:
        tensor = tensor.to(_dtype(dtype).held)
    made = _over(tensor, axis, keepdims, lambda t: t.sum(), lambda t, d, k: t.sum(d, keepdim=k))
    return _into(out, _given(made + initial if initial else made))


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1):
    return _into(out, _given(_over(_counted(_whole(a)), axis, keepdims, lambda t: t.prod(), lambda t, d, k: t.prod(d, keepdim=k)) * initial))


def mean(a, axis=None, dtype=None, out=None, keepdims=False):
    tensor = _floats(a) if dtype is None else _whole(a).to(_dtype(dtype).held)
    return _into(out, _given(_over(tensor, axis, keepdims, lambda t: t.mean(), lambda t, d, k: t.mean(d, keepdim=k))))


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    if weights is None:
        return mean(a, axis, keepdims=keepdims)
    values, shares = _floats(a), _floats(weights)
    if shares.dim() != values.dim() and axis is not None:
        shape = [1] * values.dim()
        shape[axis] = -1
        shares = shares.reshape(shape)
    shares = shares.expand(values.shape)
    made = sum(ndarray(values * shares), axis, keepdims=keepdims) / sum(ndarray(shares), axis, keepdims=keepdims)
    return (made, sum(ndarray(shares), axis)) if returned else made


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return _into(out, _given(_over(_floats(a), axis, keepdims, lambda t: t.var(correction=ddof), lambda t, d, k: t.var(d, correction=ddof, keepdim=k))))


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return _into(out, _given(_over(_floats(a), axis, keepdims, lambda t: t.std(correction=ddof), lambda t, d, k: t.std(d, correction=ddof, keepdim=k))))


def _extreme(name, a, axis, keepdims):
    tensor = _whole(a)
    if tensor.numel() == 0:
        raise ValueError(f"zero-size array to reduction operation {'maximum' if name == 'amax' else 'minimum'} which has no identity")
    if tensor.dtype == torch.bool:
        return _extreme(name, tensor.long(), axis, keepdims).astype(bool) if axis is not None else bool(_extreme(name, tensor.long(), axis, keepdims))
    dims = list(range(tensor.dim())) if axis is None else _axes(axis)
    return _given(getattr(tensor, name)(dims, keepdims) if tensor.dim() else tensor)


def max(a, axis=None, out=None, keepdims=False, initial=None):
    made = _extreme("amax", a, axis, keepdims)
    return _into(out, made if initial is None else maximum(made, initial))


def min(a, axis=None, out=None, keepdims=False, initial=None):
    made = _extreme("amin", a, axis, keepdims)
    return _into(out, made if initial is None else minimum(made, initial))


amax, amin = max, min


def ptp(a, axis=None, keepdims=False):
    return max(a, axis, keepdims=keepdims) - min(a, axis, keepdims=keepdims)


def argmax(a, axis=None, out=None, keepdims=False):
    tensor = _whole(a)
    tensor = tensor.long() if tensor.dtype == torch.bool else tensor
    return _into(out, _given(tensor.reshape(-1).argmax() if axis is None else tensor.argmax(axis, keepdim=keepdims)))


def argmin(a, axis=None, out=None, keepdims=False):
    tensor = _whole(a)
    tensor = tensor.long() if tensor.dtype == torch.bool else tensor
    return _into(out, _given(tensor.reshape(-1).argmin() if axis is None else tensor.argmin(axis, keepdim=keepdims)))


def all(a, axis=None, out=None, keepdims=False):
    tensor = _whole(a) != 0
    return _into(out, bool(tensor.all()) if axis is None else ndarray(tensor.all(axis, keepdim=keepdims)))


def any(a, axis=None, out=None, keepdims=False):
    tensor = _whole(a) != 0
    return _into(out, bool(tensor.any()) if axis is None else ndarray(tensor.any(axis, keepdim=keepdims)))


def count_nonzero(a, axis=None, keepdims=False):
    return sum(ndarray(_whole(a) != 0), axis, keepdims=keepdims)


def _without_gaps(function, value):
    def applied(a, axis=None, keepdims=False, **options):
        tensor = _floats(a)
        return function(ndarray(torch.where(torch.isnan(tensor), torch.full_like(tensor, value), tensor)), axis, keepdims=keepdims, **options)
    return applied


nansum = _without_gaps(sum, 0.0)
nanprod = _without_gaps(prod, 1.0)
nanmax = _without_gaps(max, -inf)
nanmin = _without_gaps(min, inf)


def nanmean(a, axis=None, keepdims=False):
    return nansum(a, axis, keepdims) / sum(ndarray(~torch.isnan(_floats(a))), axis, keepdims=keepdims)


def nanvar(a, axis=None, ddof=0, keepdims=False):
    gaps = ndarray(torch.isnan(_floats(a)))
    apart = asarray(a) - nanmean(a, axis, True)
    return nansum(apart * apart, axis, keepdims) / (sum(~gaps, axis, keepdims=keepdims) - ddof)


def nanstd(a, axis=None, ddof=0, keepdims=False):
    return sqrt(nanvar(a, axis, ddof, keepdims))


def median(a, axis=None, out=None, keepdims=False):
    return _into(out, quantile(a, 0.5, axis, keepdims=keepdims))


def percentile(a, q, axis=None, out=None, method="linear", keepdims=False):
    return _into(out, quantile(a, asarray(q) / 100 if not isinstance(q, (int, float)) else q / 100, axis, method=method, keepdims=keepdims))


def quantile(a, q, axis=None, out=None, method="linear", keepdims=False):
    shares = q if isinstance(q, float) else float(q) if isinstance(q, int) else _floats(q)
    return _into(out, _given(torch.quantile(_floats(a), shares, axis, keepdims, interpolation=method)))


def cumsum(a, axis=None, dtype=None, out=None):
    tensor = _counted(_whole(a))
    return _into(out, ndarray(tensor.reshape(-1).cumsum(0) if axis is None else tensor.cumsum(axis)))


def cumprod(a, axis=None, dtype=None, out=None):
    tensor = _counted(_whole(a))
    return _into(out, ndarray(tensor.reshape(-1).cumprod(0) if axis is None else tensor.cumprod(axis)))


def diff(a, n=1, axis=-1):
    tensor = _whole(a)
    for _ in range(n):
        tensor = tensor.diff(dim=axis)
    return ndarray(tensor)


def ediff1d(ary):
    return diff(ravel(ary))


def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    tensor = torch.atleast_2d(_floats(m))
    tensor = tensor if rowvar or tensor.shape[0] == 1 else tensor.t()
    if y is not None:
        tensor = torch.cat([tensor, torch.atleast_2d(_floats(y))])
    return _given(torch.cov(tensor, correction=(0 if bias else 1) if ddof is None else ddof).squeeze())


def corrcoef(x, y=None, rowvar=True):
    together = _whole(cov(x, y, rowvar))
    if together.dim() == 0:
        return 1.0
    spread = together.diagonal().sqrt()
    return ndarray(together / spread.unsqueeze(1) / spread.unsqueeze(0))


def sort(a, axis=-1, kind=None, order=None):
    tensor = _whole(a)
    return ndarray(tensor.reshape(-1).sort().values if axis is None else tensor.sort(axis).values)


def argsort(a, axis=-1, kind=None, order=None):
    tensor = _whole(a)
    return ndarray(tensor.reshape(-1).argsort() if axis is None else tensor.argsort(axis))


def partition(a, kth, axis=-1):
    return sort(a, axis)


def argpartition(a, kth, axis=-1):
    return argsort(a, axis)


def lexsort(keys, axis=-1):
    rows = [_whole(key).tolist() for key in keys][::-1]
    return array(sorted(range(len(rows[0])), key=lambda i: tuple(row[i] for row in rows)))


def nonzero(a):
    return tuple(ndarray(x) for x in torch.nonzero(_whole(a), as_tuple=True))


def flatnonzero(a):
    return nonzero(ravel(a))[0]


def argwhere(a):
    return ndarray(torch.nonzero(_whole(a)))


def searchsorted(a, v, side="left", sorter=None):
    row, values = _pair(_whole(a), _whole(v))
    return _given(torch.searchsorted(row, values, side=side))


def digitize(x, bins, right=False):
    return searchsorted(bins, x, "left" if right else "right")


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    tensor = _whole(ar)
    values, inverse, counts = torch.unique(tensor, return_inverse=True, return_counts=True, dim=axis)
    found = [ndarray(values)]
    if return_index:
        flat = inverse.reshape(-1).tolist()
        found.append(array([flat.index(n) for n in range(counts.shape[0])]))
    if return_inverse:
        found.append(ndarray(inverse))
    if return_counts:
        found.append(ndarray(counts))
    return found[0] if len(found) == 1 else tuple(found)


def isin(element, test_elements, invert=False):
    return _given(torch.isin(_whole(element), _whole(test_elements), invert=invert))


in1d = isin


def union1d(ar1, ar2):
    return unique(concatenate([ravel(ar1), ravel(ar2)]))


def intersect1d(ar1, ar2):
    found = unique(ar1)
    return found[isin(found, ar2)]


def setdiff1d(ar1, ar2):
    found = unique(ar1)
    return found[~isin(found, ar2)]


def bincount(x, weights=None, minlength=0):
    tensor = _whole(x).long()
    if weights is None:
        return ndarray(torch.bincount(tensor, minlength=minlength))
    shares = _floats(weights)
    size = tensor.max().item() + 1 if tensor.numel() else 0
    return ndarray(torch.zeros(size if size > minlength else minlength, dtype=torch.float64).scatter_add(0, tensor, shares))


def histogram(a, bins=10, range=None, density=None, weights=None):
    found = torch.histogram(_floats(a), bins if isinstance(bins, int) else _floats(bins), range=range, weight=None if weights is None else _floats(weights), density=bool(density))
    counts = found[0] if density or weights is not None else found[0].long()
    return ndarray(counts), ndarray(found[1].double())
