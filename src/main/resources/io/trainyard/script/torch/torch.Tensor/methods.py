# Methods and properties of tensors that are written in the language itself.
from torch import (acosh, addbmm, addmv, addr, aminmax, arccosh, arcsinh, arctan2, arctanh, argwhere, as_strided,
                   asinh, atanh, bincount, cholesky, cholesky_inverse, cholesky_solve, conj, copysign, corrcoef,
                   cov, cross, cummax, cummin, det, diagflat, diagonal_scatter, digamma, dsplit, float_power, frexp,
                   gcd, ger, histc, histogram, i0, index_add, index_copy, index_fill, index_put, inverse,
                   is_complex, is_conj, is_nonzero, is_same_size, is_signed, isneginf, isposinf,
                   isreal, kron, lcm, ldexp, lgamma, logaddexp2, logcumsumexp, logdet, masked_scatter, matrix_exp,
                   matrix_power, mode, msort, multinomial, mvlgamma, nanmean, nanmedian, nanquantile, nansum,
                   pinverse, polygamma, qr, quantile, renorm, resolve_conj, rot90, scatter_reduce, select_scatter,
                   sgn, signbit, sinc, slice_scatter, slogdet, split_with_sizes, svd, triangular_solve, unique,
                   unique_consecutive, unsafe_chunk, unsafe_split, vdot)

from torch import (acos, asin, atan, atan2, absolute, clip, cosh, cumprod, cumsum, deg2rad, erfc, erfinv, exp2, fix,
                   floor_divide, frac, heaviside, hypot, logical_and, logical_or, logical_xor, logit, nan_to_num,
                   rad2deg, sinh, tan, true_divide, xlogy, arccos, arcsin, arctan, addmm, baddbmm, bitwise_and,
                   bitwise_not, bitwise_or, bitwise_xor, bitwise_left_shift, bitwise_right_shift, eq, ge, gt, le, lt,
                   ne, greater, greater_equal, less, less_equal, not_equal, fmod, float_power, gcd, lcm)


def _changing(function):
    def changed(input, *args, **kwargs):
        return input.copy_(function(input, *args, **kwargs))
    return changed


acos_ = arccos_ = _changing(acos)
asin_ = arcsin_ = _changing(asin)
atan_ = arctan_ = _changing(atan)
atan2_ = arctan2_ = _changing(atan2)
acosh_ = arccosh_ = _changing(acosh)
asinh_ = arcsinh_ = _changing(asinh)
atanh_ = arctanh_ = _changing(atanh)
absolute_ = _changing(absolute)
cosh_ = _changing(cosh)
sinh_ = _changing(sinh)
tan_ = _changing(tan)
cumprod_ = _changing(cumprod)
cumsum_ = _changing(cumsum)
deg2rad_ = _changing(deg2rad)
rad2deg_ = _changing(rad2deg)
digamma_ = _changing(digamma)
lgamma_ = _changing(lgamma)
polygamma_ = _changing(lambda input, n: polygamma(n, input))
erfc_ = _changing(erfc)
erfinv_ = _changing(erfinv)
exp2_ = _changing(exp2)
fix_ = _changing(fix)
floor_divide_ = _changing(floor_divide)
float_power_ = _changing(float_power)
frac_ = _changing(frac)
heaviside_ = _changing(heaviside)
hypot_ = _changing(hypot)
logit_ = _changing(logit)
sinc_ = _changing(sinc)
sgn_ = _changing(sgn)
true_divide_ = _changing(true_divide)
xlogy_ = _changing(xlogy)
copysign_ = _changing(copysign)
addmm_ = _changing(addmm)
addmv_ = _changing(addmv)
addr_ = _changing(addr)
addbmm_ = _changing(addbmm)
baddbmm_ = _changing(baddbmm)
gcd_ = _changing(gcd)
lcm_ = _changing(lcm)
ldexp_ = _changing(ldexp)
renorm_ = _changing(renorm)
index_add_ = _changing(index_add)
index_copy_ = _changing(index_copy)
scatter_reduce_ = _changing(scatter_reduce)
masked_scatter_ = _changing(masked_scatter)
bitwise_and_ = _changing(bitwise_and)
bitwise_or_ = _changing(bitwise_or)
bitwise_xor_ = _changing(bitwise_xor)
bitwise_not_ = _changing(bitwise_not)
bitwise_left_shift_ = _changing(bitwise_left_shift)
bitwise_right_shift_ = _changing(bitwise_right_shift)
logical_and_ = _changing(logical_and)
logical_or_ = _changing(logical_or)
logical_xor_ = _changing(logical_xor)
eq_ = _changing(eq)
ne_ = not_equal_ = _changing(ne)
ge_ = greater_equal_ = _changing(ge)
gt_ = greater_ = _changing(gt)
index_fill_ = _changing(index_fill)
le_ = less_equal_ = _changing(le)
lt_ = less_ = _changing(lt)




def conj_physical(input):
    return input


def index_put_(input, indices, values, accumulate=False):
    where = tuple(indices)
    if not accumulate:
        input[where] = values
        return input
    where = torch.broadcast_tensors(*where)
    place = where[0]
    for index, size in zip(where[1:], input.shape[1:]):
        place = place * size + index
    values = torch.as_tensor(values, dtype=input.dtype)
    rest = input.shape[len(where):]
    flat = input.reshape((-1,) + tuple(rest))
    values = values.expand(tuple(place.shape) + tuple(rest)).reshape((-1,) + tuple(rest))
    return input.copy_(torch.index_add(flat, 0, place.reshape(-1), values).reshape(input.shape))


def fill_diagonal_(input, fill_value, wrap=False):
    size = min(input.shape)
    places = torch.arange(size)
    input[tuple([places] * input.dim())] = fill_value
    return input


def put_(input, index, source, accumulate=False):
    flat = input.reshape(-1)
    if accumulate:
        changed = flat.scatter_add(0, index.reshape(-1), source.reshape(-1))
    else:
        changed = flat.scatter(0, index.reshape(-1), source.reshape(-1))
    return input.copy_(changed.reshape(input.shape))


def put(input, index, source, accumulate=False):
    return input.clone().put_(index, source, accumulate)


def apply_(input, callable):
    values = [callable(x) for x in input.detach().reshape(-1).tolist()]
    return input.copy_(torch.tensor(values, dtype=input.dtype).reshape(input.shape))


def map_(input, tensor, callable):
    a, b = input.detach().reshape(-1).tolist(), tensor.expand(input.shape).reshape(-1).tolist()
    return input.copy_(torch.tensor([callable(x, y) for x, y in zip(a, b)], dtype=input.dtype).reshape(input.shape))


def cauchy_(input, median=0, sigma=1, *, generator=None):
    draws = torch.rand(input.shape, generator=generator)
    return input.copy_(median + sigma * torch.tan(math.pi * (draws - 0.5)))


def log_normal_(input, mean=1, std=2, *, generator=None):
    return input.normal_(mean, std, generator=generator).exp_()


def geometric_(input, p, *, generator=None):
    draws = torch.rand(input.shape, generator=generator)
    return input.copy_(torch.ceil(torch.log1p(-draws) / math.log1p(-p)).clamp(min=1))


def sum_to_size(input, *size):
    size = tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size
    while input.dim() > len(size):
        input = input.sum(0)
    for dim, wanted in enumerate(size):
        if wanted == 1 and input.shape[dim] != 1:
            input = input.sum(dim, keepdim=True)
    return input


def unfold(input, dimension, size, step):
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    count = (input.shape[dimension] - size) // step + 1
    if count < 1:
        raise RuntimeError(f"maximum size for tensor at dimension {dimension} is {input.shape[dimension]} but size is {size}")
    dim = dimension % input.dim()
    places = torch.arange(count).unsqueeze(1) * step + torch.arange(size)
    parts = input.index_select(dim, places.reshape(-1))
    parts = parts.unflatten(dim, (count, size))
    return parts.movedim(dim + 1, -1)


def new_empty(input, *size, dtype=None, device=None, requires_grad=False):
    return torch.empty(*size, dtype=dtype or input.dtype, requires_grad=requires_grad)


def stride(input, dim=None):
    steps, step = [], 1
    for size in reversed(list(input.shape)):
        steps.append(step)
        step = step * max(size, 1)
    steps.reverse()
    return tuple(steps) if dim is None else steps[dim]


def storage_offset(input):
    return 0


def data_ptr(input):
    return id(input)


def pin_memory(input, device=None):
    return input


def share_memory_(input):
    return input


def is_shared(input):
    return False


def is_pinned(input):
    return False


def is_set_to(input, tensor):
    return input is tensor


def resize_as_(input, other):
    return input.reshape(other.shape)


def coalesce(input):
    return input


def is_coalesced(input):
    return True


def to_dense(input):
    return input


def to_sparse(input):
    return input


def indices(input):
    return torch.nonzero(input).t()


def values(input):
    return input[input != 0]


def half(input):
    return input.to(torch.float16)


def bfloat16(input):
    return input.to(torch.bfloat16)


def cdouble(input):
    raise NotImplementedError("numbers with an imaginary part are not there; keep the two parts in two tensors")


cfloat = cdouble


def register_post_accumulate_grad_hook(input, hook):
    return input.register_hook(lambda gradient: hook(input))


def log_softmax(input, dim=None, dtype=None):
    return torch.log_softmax(input, dim)


def pdist(input, p=2):
    return torch.pdist(input, p)


def istft(input, *args, **kwargs):
    raise NotImplementedError("istft is not there")


def reinforce(input, reward):
    raise NotImplementedError("reinforce was removed from PyTorch; use torch.distributions and log_prob")


@property
def H(input):
    return input.mT


@property
def mH(input):
    return input.mT


@property
def real(input):
    return input


@property
def imag(input):
    raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")


@property
def nbytes(input):
    return input.numel() * input.itemsize


@property
def layout(input):
    return torch.strided


@property
def is_sparse(input):
    return False


@property
def is_quantized(input):
    return False


@property
def is_mkldnn(input):
    return False


@property
def is_meta(input):
    return False


@property
def is_mps(input):
    return False


@property
def is_xpu(input):
    return False


@property
def is_cpu(input):
    return True


@property
def is_nested(input):
    return False


@property
def retains_grad(input):
    return False


@property
def output_nr(input):
    return 0


@property
def names(input):
    return (None,) * input.dim()


def numpy(input, *, force=False):
    import numpy
    if input.requires_grad and not force:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    return numpy.ndarray(input.detach())
