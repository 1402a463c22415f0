# numpy: subscripts of arrays.


def _key(tensor, key):
    """A subscript as tensors take it."""
    if isinstance(key, tuple):
        return tuple(_key(tensor, k) for k in key)
    if isinstance(key, ndarray):
        return key._t
    if isinstance(key, list):
        made = array(key)._t
        return made.long() if made.numel() == 0 else made
    if isinstance(key, float):
        raise IndexError("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices")
    return key


def _chosen(tensor, key):
    key = _key(tensor, key)
    keys = key if isinstance(key, tuple) else (key,)
    if _any(isinstance(k, slice) and k.step is not None and k.step < 0 for k in keys):
        return _turned(tensor, keys)
    try:
        return tensor[key]
    except IndexError as error:
        at = [k for k in keys if isinstance(k, int) and not isinstance(k, bool)]
        if len(keys) == 1 and at:
            raise IndexError(f"index {at[0]} is out of bounds for axis 0 with size {tensor.shape[0] if tensor.dim() else 0}")
        raise error


def _turned(tensor, keys):
    """Subscripts of which some go backwards."""
    dim, plain = 0, []
    missing = tensor.dim() - _sum(1 for k in keys if k is not None and k is not Ellipsis)
    for k in keys:
        if k is Ellipsis:
            plain += [slice(None)] * missing
            dim += missing
        elif isinstance(k, slice) and k.step is not None and k.step < 0:
            places = list(range(*k.indices(tensor.shape[dim])))
            tensor = tensor.index_select(dim, torch.tensor(places, dtype=torch.int64))
            plain.append(slice(None))
            dim += 1
        else:
            plain.append(k)
            dim += 0 if k is None else 1
    return tensor[tuple(plain)]


def _places(tensor, key):
    """The places of elements that a subscript with backward steps chooses, as subscripts."""
    numbers = torch.arange(tensor.numel()).reshape(tensor.shape)
    chosen = _turned(numbers, key if isinstance(key, tuple) else (key,))
    return torch.unravel_index(chosen, tensor.shape)
