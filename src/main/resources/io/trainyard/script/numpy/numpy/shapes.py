# numpy: how arrays lie, are put together and taken apart.


def _axes(axis):
    return None if axis is None else tuple(axis) if isinstance(axis, (tuple, list)) else axis


def reshape(a, shape=None, order="C", *, newshape=None, copy=None):
    tensor = _whole(a)
    shape = newshape if shape is None else shape
    sizes = (shape,) if isinstance(shape, int) else tuple(int(n) for n in shape)
    try:
        return ndarray(tensor.reshape(sizes))
    except RuntimeError:
        raise ValueError(f"cannot reshape array of size {tensor.numel()} into shape {_sizes(sizes)}")


def ravel(a, order="C"):
    return ndarray(_whole(a).reshape(-1))


def transpose(a, axes=None):
    tensor = _whole(a)
    return ndarray(tensor.permute(list(range(tensor.dim()))[::-1] if axes is None else list(axes)))


permute_dims = transpose


def swapaxes(a, axis1, axis2):
    return ndarray(_whole(a).transpose(axis1, axis2))


def moveaxis(a, source, destination):
    return ndarray(_whole(a).movedim(source, destination))


def expand_dims(a, axis):
    tensor = _whole(a)
    for at in sorted(axis) if isinstance(axis, (tuple, list)) else [axis]:
        tensor = tensor.unsqueeze(at)
    return ndarray(tensor)


def squeeze(a, axis=None):
    tensor = _whole(a)
    return ndarray(tensor.squeeze() if axis is None else tensor.squeeze(axis))


def broadcast_to(array, shape):
    return ndarray(_whole(array).expand(_made(shape)))


def broadcast_arrays(*args):
    return [ndarray(x) for x in torch.broadcast_tensors(*[_whole(x) for x in args])]


def _together(parts):
    tensors = [_whole(x) for x in parts]
    most = tensors[0].dtype
    for x in tensors:
        if x.is_floating_point() and most == torch.int64 or x.dtype == torch.int64 and most == torch.float32:
            most = torch.float64
        most = torch.promote_types(most, x.dtype)
    return [x.to(most) for x in tensors]


def concatenate(arrays, axis=0, out=None, dtype=None):
    tensors = _together(arrays)
    if axis is None:
        return _into(out, ndarray(torch.cat([x.reshape(-1) for x in tensors])))
    if _any(x.dim() == 0 for x in tensors):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    try:
        return _into(out, ndarray(torch.cat(tensors, axis)))
    except RuntimeError:
        raise ValueError("all the input array dimensions except for the concatenation axis must match exactly, but the shapes are " + " and ".join(str(tuple(x.shape)) for x in tensors))


concat = concatenate


def stack(arrays, axis=0, out=None):
    tensors = _together(arrays)
    if _any(x.shape != tensors[0].shape for x in tensors):
        raise ValueError("all input arrays must have the same shape")
    return _into(out, ndarray(torch.stack(tensors, axis)))


def vstack(tup):
    return concatenate([atleast_2d(x) for x in tup], 0)


row_stack = vstack


def hstack(tup):
    parts = [atleast_1d(x) for x in tup]
    return concatenate(parts, 0 if parts[0].ndim == 1 else 1)


def column_stack(tup):
    return concatenate([x.reshape(-1, 1) if x.ndim < 2 else x for x in [atleast_1d(x) for x in tup]], 1)


def dstack(tup):
    return ndarray(torch.dstack(_together(tup)))


def atleast_1d(*arys):
    made = [ndarray(_whole(x).reshape(1)) if _whole(x).dim() == 0 else ndarray(_whole(x)) for x in arys]
    return made[0] if len(made) == 1 else made


def atleast_2d(*arys):
    made = [ndarray(torch.atleast_2d(_whole(x))) for x in arys]
    return made[0] if len(made) == 1 else made


def split(ary, indices_or_sections, axis=0):
    tensor = _whole(ary)
    if isinstance(indices_or_sections, int) and tensor.shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    where = indices_or_sections if isinstance(indices_or_sections, int) else [int(x) for x in indices_or_sections]
    return [ndarray(x) for x in torch.tensor_split(_whole(ary), where, dim=axis)]


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if _whole(ary).dim() == 1 else 1)


def tile(A, reps):
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    return ndarray(torch.tile(_whole(A), reps))


def repeat(a, repeats, axis=None):
    tensor = _whole(a)
    times = repeats if isinstance(repeats, int) else _whole(repeats)
    return ndarray(torch.repeat_interleave(tensor.reshape(-1) if axis is None else tensor, times, dim=0 if axis is None else axis))


def flip(m, axis=None):
    tensor = _whole(m)
    dims = list(range(tensor.dim())) if axis is None else [axis] if isinstance(axis, int) else list(axis)
    return ndarray(tensor.flip(dims))


def flipud(m):
    return flip(m, 0)


def fliplr(m):
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    return ndarray(torch.rot90(_whole(m), k, list(axes)))


def roll(a, shift, axis=None):
    return ndarray(torch.roll(_whole(a), shift, axis))


def pad(array, pad_width, mode="constant", constant_values=0, **options):
    tensor = _whole(array)
    widths = pad_width
    if isinstance(widths, int):
        widths = [(widths, widths)] * tensor.dim()
    elif isinstance(widths[0], int):
        widths = [(widths[0], widths[-1])] * tensor.dim()
    for dim, (before, behind) in enumerate(widths):
        tensor = _padded(tensor, dim, before, behind, mode, constant_values)
    return ndarray(tensor)


def _padded(tensor, dim, before, behind, mode, value):
    size = tensor.shape[dim]
    if mode == "constant":
        shape = list(tensor.shape)
        shape[dim] = before
        first = torch.full(shape, value, dtype=torch.float64).to(tensor.dtype)
        shape[dim] = behind
        last = torch.full(shape, value, dtype=torch.float64).to(tensor.dtype)
        return torch.cat([first, tensor, last], dim)
    places = torch.arange(-before, size + behind)
    if mode == "edge":
        places = places.clamp(0, size - 1)
    elif mode == "wrap":
        places = places % size
    elif mode == "reflect":
        places = (size - 1) - ((places % (2 * size - 2)) - (size - 1)).abs() if size > 1 else places * 0
    elif mode == "symmetric":
        places = places % (2 * size)
        places = torch.where(places >= size, 2 * size - 1 - places, places)
    else:
        raise NotImplementedError(f"numpy.pad: the mode '{mode}' is not there")
    return tensor.index_select(dim, places)


def append(arr, values, axis=None):
    if axis is None:
        return concatenate([ravel(arr), ravel(values)])
    return concatenate([arr, values], axis)


def insert(arr, obj, values, axis=None):
    tensor = _whole(arr)
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    at = obj if obj >= 0 else obj + tensor.shape[axis]
    value = _whole(values).to(tensor.dtype)
    shape = list(tensor.shape)
    shape[axis] = value.numel() if tensor.dim() == 1 else 1
    part = value.reshape(-1) if tensor.dim() == 1 else value.expand([n for d, n in enumerate(tensor.shape) if d != axis]).unsqueeze(axis)
    return ndarray(torch.cat([tensor.narrow(axis, 0, at), part, tensor.narrow(axis, at, tensor.shape[axis] - at)], axis))


def delete(arr, obj, axis=None):
    tensor = _whole(arr)
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    gone = [obj] if isinstance(obj, int) else _whole(array(list(range(*obj.indices(tensor.shape[axis]))) if isinstance(obj, slice) else obj)).tolist()
    gone = [n % tensor.shape[axis] for n in gone]
    kept = [n for n in range(tensor.shape[axis]) if n not in gone]
    return ndarray(tensor.index_select(axis, torch.tensor(kept, dtype=torch.int64)))


def take(a, indices, axis=None, mode="raise"):
    tensor, places = _whole(a), _whole(indices)
    if axis is None:
        return _given(tensor.reshape(-1)[places])
    return _given(tensor[(slice(None),) * (axis % tensor.dim()) + (places,)])


def take_along_axis(arr, indices, axis):
    return ndarray(torch.take_along_dim(_whole(arr), _whole(indices), axis))


def put(a, ind, v):
    flat = a._t.reshape(-1)
    flat[_whole(ind)] = _whole(v).to(flat.dtype)


def compress(condition, a, axis=0):
    return ndarray(_whole(a).index_select(axis, torch.nonzero(_whole(condition)).reshape(-1)))


def fill_diagonal(a, val):
    a._t.fill_diagonal_(val)


def triu(m, k=0):
    return ndarray(_whole(m).triu(k))


def tril(m, k=0):
    return ndarray(_whole(m).tril(k))


def triu_indices(n, k=0, m=None):
    rows = torch.triu_indices(n, m or n, k)
    return ndarray(rows[0]), ndarray(rows[1])


def tril_indices(n, k=0, m=None):
    rows = torch.tril_indices(n, m or n, k)
    return ndarray(rows[0]), ndarray(rows[1])


def diagonal(a, offset=0, axis1=0, axis2=1):
    return ndarray(_whole(a).diagonal(offset, axis1, axis2))
