# Settings and facts about types, and what means nothing on one processor.


class _Facts:

    def __init__(self, kind, dtype, **facts):
        self._kind = kind
        self.dtype = dtype
        for name, value in facts.items():
            setattr(self, name, value)


class finfo(_Facts):

    def __init__(self, type=None):
        dtype = torch.float32 if type is None else type
        known = {"torch.float32": (32, 1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38),
                 "torch.float64": (64, 2.220446049250313e-16, 1.7976931348623157e+308, 2.2250738585072014e-308),
                 "torch.float16": (16, 0.0009765625, 65504.0, 6.103515625e-05),
                 "torch.bfloat16": (16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38)}
        if str(dtype) not in known:
            raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
        bits, eps, most, tiny = known[str(dtype)]
        super().__init__("finfo", str(dtype)[6:], bits=bits, eps=eps, max=most, min=-most, tiny=tiny, smallest_normal=tiny, resolution=10.0 ** -int(-math.log10(eps)))

    def __repr__(self):
        return f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"


class iinfo(_Facts):

    def __init__(self, type):
        known = {"torch.int64": 64, "torch.int32": 32, "torch.int16": 16, "torch.int8": 8, "torch.uint8": 8}
        if str(type) not in known:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        bits = known[str(type)]
        most = 255 if str(type) == "torch.uint8" else 9223372036854775807 if bits == 64 else 2 ** (bits - 1) - 1
        least = 0 if str(type) == "torch.uint8" else -most - 1
        super().__init__("iinfo", str(type)[6:], bits=bits, max=most, min=least)

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def get_default_device():
    return torch.device("cpu")


def get_num_threads():
    return 1


def get_num_interop_threads():
    return 1


def set_num_interop_threads(num):
    pass


def set_flush_denormal(mode):
    return False


def set_float32_matmul_precision(precision):
    pass


def get_float32_matmul_precision():
    return "highest"


def are_deterministic_algorithms_enabled():
    return True


def set_deterministic_debug_mode(mode):
    pass


def is_inference_mode_enabled():
    return not torch.is_grad_enabled()


def set_warn_always(b):
    pass


def set_default_dtype(d):
    if d not in (torch.float32, torch.float):
        raise NotImplementedError("set_default_dtype: numbers are float32 here; say dtype= where a tensor is made")


def set_default_tensor_type(t):
    if str(t) not in ("torch.FloatTensor", "<class 'torch.FloatTensor'>"):
        raise NotImplementedError("set_default_tensor_type: numbers are float32 here; say dtype= where a tensor is made")


def compile(model=None, **options):
    """Everything is compiled as it is used."""
    if model is None:
        return lambda given: given
    return model


strided = "torch.strided"
contiguous_format = "torch.contiguous_format"
preserve_format = "torch.preserve_format"
channels_last = "torch.channels_last"
sparse_coo = "torch.sparse_coo"


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    return torch.func.vmap(func, in_dims, out_dims)


def sparse_coo_tensor(indices, values=None, size=None, *, dtype=None, device=None, requires_grad=False, is_coalesced=None):
    return torch.sparse._coo(indices, values, size, dtype, requires_grad)


def spmm(input, mat2):
    return torch.sparse.mm(input, mat2)


def save(obj, f, pickle_module=None, pickle_protocol=2):
    raise NotImplementedError("torch.save: a text cannot write files; the job keeps the model, GET /v1/jobs/{id}/model gives it")


def load(f, map_location=None, pickle_module=None, *, weights_only=True):
    raise NotImplementedError("torch.load: a text cannot read files; a trained network is used through the job that made it")


def from_numpy(ndarray):
    import numpy
    if not isinstance(ndarray, numpy.ndarray):
        raise TypeError("expected np.ndarray (got " + type(ndarray).__name__ + ")")
    return ndarray._t
