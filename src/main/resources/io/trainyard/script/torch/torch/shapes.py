# Functions about how elements lie, and that pick or put some of them.


def argwhere(input):
    return torch.nonzero(input)


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    made = torch.as_tensor(obj, dtype=dtype)
    return made.detach().clone().requires_grad_() if requires_grad else made


def scalar_tensor(value, *, dtype=None):
    return torch.tensor(float(value) if dtype is None else value, dtype=dtype)


def atleast_3d(*tensors):
    if len(tensors) == 1 and not torch.is_tensor(tensors[0]):
        tensors = tuple(tensors[0])
    made = []
    for x in tensors:
        if x.dim() == 0:
            x = x.reshape(1, 1, 1)
        elif x.dim() == 1:
            x = x.unsqueeze(0).unsqueeze(-1)
        elif x.dim() == 2:
            x = x.unsqueeze(-1)
        made.append(x)
    return made[0] if len(made) == 1 else tuple(made)


def block_diag(*tensors):
    blocks = [torch.atleast_2d(torch.as_tensor(x)) for x in tensors]
    width = sum(x.shape[1] for x in blocks)
    rows, before = [], 0
    for x in blocks:
        left = torch.zeros(x.shape[0], before, dtype=x.dtype)
        right = torch.zeros(x.shape[0], width - before - x.shape[1], dtype=x.dtype)
        rows.append(torch.cat([left, x, right], 1))
        before += x.shape[1]
    return torch.cat(rows, 0)


def broadcast_shapes(*shapes):
    shapes = [(x,) if isinstance(x, int) else tuple(x) for x in shapes]
    size = max(len(x) for x in shapes)
    result = [1] * size
    for shape in shapes:
        for at in range(-len(shape), 0):
            if shape[at] != 1:
                if result[at] not in (1, shape[at]):
                    raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
                result[at] = shape[at]
    return torch.Size(result)


def cartesian_prod(*tensors):
    if len(tensors) == 1:
        return tensors[0]
    grids = torch.meshgrid(*tensors, indexing="ij")
    return torch.stack([grid.reshape(-1) for grid in grids], 1)


def combinations(input, r=2, with_replacement=False):
    import itertools
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    places = [list(chosen) for chosen in choose(range(input.shape[0]), r)]
    if not places:
        return input.new_empty(0, r) if r else input.new_empty(0)
    return input[torch.tensor(places, dtype=torch.int64)]


def column_stack(tensors):
    return torch.cat([x.reshape(-1, 1) if x.dim() < 2 else x for x in tensors], 1)


def dstack(tensors):
    return torch.cat([atleast_3d(x) for x in tensors], 2)


def row_stack(tensors):
    return torch.vstack(tensors)


def dsplit(input, indices_or_sections):
    return torch.tensor_split(input, indices_or_sections, dim=2)


def diagflat(input, offset=0):
    return torch.diag(input.reshape(-1), offset)


def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    result = input.clone()
    result.diagonal(offset, dim1, dim2).copy_(src)
    return result


def select_scatter(input, src, dim, index):
    result = input.clone()
    result.select(dim, index).copy_(src)
    return result


def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    where = [slice(None)] * (dim % input.dim()) + [slice(start, end, step)]
    result = input.clone()
    result[tuple(where)] = src
    return result


def index_add(input, dim, index, source, *, alpha=1):
    where = _along(index, dim, source)
    return input.scatter_add(dim, where, source if alpha == 1 else alpha * source)


def index_copy(input, dim, index, source):
    return input.scatter(dim, _along(index, dim, source), source)


def index_fill(input, dim, index, value):
    shape = list(input.shape)
    shape[dim] = index.shape[0]
    filling = torch.full(shape, float(value) if not torch.is_tensor(value) else value.item(), dtype=input.dtype)
    return input.scatter(dim, _along(index, dim, filling), filling)


def _along(index, dim, source):
    shape = [1] * source.dim()
    shape[dim] = -1
    return index.reshape(shape).expand(source.shape)


def index_put(input, indices, values, accumulate=False):
    result = input.clone()
    return result.index_put_(indices, values, accumulate)


def scatter_reduce(input, dim, index, src, reduce, *, include_self=True):
    src = src[tuple(slice(0, size) for size in index.shape)]
    if reduce == "sum":
        start = input if include_self else _without(input, dim, index, 0.0)
        return start.scatter_add(dim, index, src)
    if reduce == "mean":
        start = input if include_self else _without(input, dim, index, 0.0)
        ones = torch.ones_like(input) if include_self else _without(torch.ones_like(input), dim, index, 0.0)
        counts = ones.scatter_add(dim, index, torch.ones_like(src))
        total = start.scatter_add(dim, index, src)
        return total / counts if input.is_floating_point() else total // counts
    if reduce in ("amax", "amin"):
        return torch._graph(_ScatterExtreme.apply(input, dim, index, src, reduce, include_self), "ScatterReduceBackward0")
    if reduce != "prod":
        raise RuntimeError("reduce argument must be either sum, prod, mean, amax or amin, got " + str(reduce) + ".")
    result = input if include_self else _without(input, dim, index, 1.0)
    return _scattered(result, dim, index, src, 1.0, torch.mul)


def _scattered(result, dim, index, src, empty, take):
    for at in range(index.shape[dim]):
        where = tuple([slice(None)] * (dim % result.dim()) + [slice(at, at + 1)])
        value = torch.full_like(result, empty).scatter(dim, index[where], src[where])
        result = take(result, value)
    return result


class _ScatterExtreme(torch.autograd.Function):
    """The largest or smallest of what goes to a place; the gradient is shared by all that are it."""

    @staticmethod
    def forward(ctx, input, dim, index, src, reduce, include_self):
        empty = -torch.inf if reduce == "amax" else torch.inf
        start = input if include_self else _without(input, dim, index, empty)
        take = torch.maximum if reduce == "amax" else torch.minimum
        result = _scattered(start.detach(), dim, index, src.detach(), empty, take)
        ctx.dim, ctx.include_self = dim, include_self
        ctx.save_for_backward(input, index, src, result)
        return result

    @staticmethod
    def backward(ctx, gradient):
        input, index, src, result = ctx.saved_tensors
        own = (input == result).to(gradient.dtype)
        theirs = (src == result.gather(ctx.dim, index)).to(gradient.dtype)
        share = gradient / own.scatter_add(ctx.dim, index, theirs).clamp(min=1)
        of_input = share * own
        if not ctx.include_self:
            of_input = of_input.scatter(ctx.dim, index, torch.zeros_like(src))
        return of_input, None, None, share.gather(ctx.dim, index) * theirs, None, None


def _without(input, dim, index, value):
    return input.scatter(dim, index, torch.full(index.shape, value, dtype=input.dtype))


def masked_scatter(input, mask, source):
    mask = mask.expand(input.shape)
    count = int(mask.sum())
    places = (mask.reshape(-1).long().cumsum(0) - 1).clamp(min=0)
    values = source.reshape(-1)[:count]
    if count == 0:
        return input.clone()
    return torch.where(mask, values[places].reshape(input.shape), input)


def rot90(input, k=1, dims=(0, 1)):
    a, b = dims
    k = k % 4
    if k == 0:
        return input.clone()
    if k == 2:
        return input.flip(a, b)
    return input.flip(b).transpose(a, b) if k == 1 else input.transpose(a, b).flip(b)


def tril_indices(row, col, offset=0, *, dtype=None, device=None):
    return torch.nonzero(torch.ones(row, col).tril(offset)).t().contiguous()


def triu_indices(row, col, offset=0, *, dtype=None, device=None):
    return torch.nonzero(torch.ones(row, col).triu(offset)).t().contiguous()


def unravel_index(indices, shape):
    parts = []
    for size in reversed(list(shape)):
        parts.append(indices % size)
        indices = indices // size
    return tuple(reversed(parts))


def vander(x, N=None, increasing=False):
    size = x.shape[0] if N is None else N
    powers = [x ** k for k in range(size)]
    return torch.stack(powers if increasing else powers[::-1], 1)


def split_with_sizes(input, split_sizes, dim=0):
    return torch.split(input, split_sizes, dim)


unsafe_split = torch.split
unsafe_chunk = torch.chunk


def is_same_size(input, other):
    return input.shape == other.shape


def empty_strided(size, stride, *, dtype=None, requires_grad=False):
    return torch.empty(size, dtype=dtype, requires_grad=requires_grad)


def as_strided(input, size, stride, storage_offset=0):
    places = torch.full((1,), storage_offset or 0, dtype=torch.int64)
    for length, step in zip(size, stride):
        places = (places.unsqueeze(-1) + torch.arange(length) * step)
    return input.reshape(-1)[places.reshape(tuple(size))]


def promote_types(type1, type2):
    return (torch.zeros(1, dtype=type1) + torch.zeros(1, dtype=type2)).dtype


def result_type(tensor1, tensor2):
    return (tensor1 + tensor2).dtype


def can_cast(from_, to):
    order = [torch.bool, torch.int64, torch.float32]
    return from_ == to or (from_ in order and to in order and order.index(from_) <= order.index(to))


def is_storage(obj):
    return False
