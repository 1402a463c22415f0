# numpy: methods of arrays.


def _astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
    return ndarray(self._t.to(_dtype(dtype).held).clone())


def _reshape(self, *shape, order="C"):
    return reshape(self, shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape)


def _transpose(self, *axes):
    if not axes or axes[0] is None:
        return self.T
    return transpose(self, axes[0] if isinstance(axes[0], (tuple, list)) else axes)


def _fill(self, value):
    self._t.fill_(value)


def _item(self, *args):
    return self[args[0] if len(args) == 1 else args] if args else self._single()


def _sort(self, axis=-1, kind=None):
    self._t.copy_(self._t.sort(axis).values)


def _resize(self, *shape):
    self._t = self._t.reshape(shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape)


def _tobytes(self, *args):
    raise NotImplementedError("bytes of arrays are not there")


def _searchsorted(self, v, side="left", sorter=None):
    return searchsorted(self, v, side)


_METHODS = {"astype": _astype, "reshape": _reshape, "transpose": _transpose, "fill": _fill, "item": _item, "sort": _sort,
            "resize": _resize, "tobytes": _tobytes, "searchsorted": _searchsorted, "copy": copy,
            "flatten": lambda self, order="C": ndarray(self._t.reshape(-1).clone()), "tolist": lambda self: self._t.tolist(),
            "view": lambda self, *args: ndarray(self._t.view(self._t.shape)), "ravel": ravel, "squeeze": squeeze, "swapaxes": swapaxes,
            "sum": sum, "prod": prod, "mean": mean, "std": std, "var": var, "max": max, "min": min, "argmax": argmax,
            "argmin": argmin, "all": all, "any": any, "cumsum": cumsum, "cumprod": cumprod, "clip": clip, "round": round,
            "dot": dot, "argsort": argsort, "nonzero": nonzero, "repeat": repeat, "take": take, "trace": trace,
            "diagonal": diagonal, "ptp": ptp, "conj": lambda self: self, "put": put, "compress": lambda self, condition, axis=0: compress(condition, self, axis)}
