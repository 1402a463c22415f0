# torch.sparse: what is given by its places is held as a whole here; the numbers are the same.


def _coo(indices, values, size, dtype, requires_grad):
    places = torch.as_tensor(indices, dtype=torch.int64)
    if values is None:
        size, places, values = indices, torch.zeros(len(tuple(indices)), 0, dtype=torch.int64), torch.zeros(0)
    values = torch.as_tensor(values) if dtype is None else torch.as_tensor(values, dtype=dtype)
    if size is None:
        size = [int(row.max()) + 1 for row in places]
    size = list(size)
    rest = size[places.shape[0]:]
    flat = torch.zeros(places.shape[1], dtype=torch.int64)
    count = 1
    for row, length in zip(places, size):
        if row.numel() and (int(row.max()) >= length or int(row.min()) < 0):
            raise RuntimeError(f"size is inconsistent with indices: for dim {0}, size is {length} but found index {int(row.max())}")
        flat = flat * length + row
        count *= length
    whole = torch.zeros([count] + rest, dtype=values.dtype)
    made = torch.index_add(whole, 0, flat, values).reshape(size)
    return made.detach().requires_grad_() if requires_grad else made


def mm(mat1, mat2, reduce="sum"):
    return mat1 @ mat2


def addmm(mat, mat1, mat2, *, beta=1.0, alpha=1.0):
    return beta * mat + alpha * (mat1 @ mat2)


def sum(input, dim=None, dtype=None):
    return input.sum() if dim is None else input.sum(dim)


def softmax(input, dim, *, dtype=None):
    kept = input != 0
    return torch.where(kept, torch.where(kept, input, torch.full_like(input, -torch.inf)).softmax(dim), torch.zeros_like(input))


def FloatTensor(indices, values, size=None):
    return _coo(indices, values, size, None, False)


LongTensor = FloatTensor
