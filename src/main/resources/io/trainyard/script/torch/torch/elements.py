# Functions of each element.


def conj(input):
    return input


def real(input):
    return input


def resolve_conj(input):
    return input


def acosh(input):
    return torch.log(input + torch.sqrt(input * input - 1))


def asinh(input):
    size = input.abs()
    return input.sign() * torch.log1p(size + size * size / (1 + torch.sqrt(size * size + 1))) + 0 * input


def atanh(input):
    return 0.5 * (torch.log1p(input) - torch.log1p(-input))


arccosh = acosh
arcsinh = asinh
arctanh = atanh


def arctan2(input, other):
    return torch.atan2(input, other)


def addmv(input, mat, vec, *, beta=1, alpha=1):
    return beta * input + alpha * torch.mv(mat, vec)


def addr(input, vec1, vec2, *, beta=1, alpha=1):
    return beta * input + alpha * torch.outer(vec1, vec2)


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    return beta * input + alpha * torch.bmm(batch1, batch2).sum(0)


def rsub(input, other, *, alpha=1):
    return other - alpha * input


def copysign(input, other):
    if not torch.is_tensor(other):
        other = torch.tensor(float(other))
    negative = (other < 0) | ((other == 0) & (1 / other < 0))
    return torch.where(negative, -input.abs(), input.abs())


def signbit(input):
    if not input.is_floating_point():
        return input < 0
    return (input < 0) | ((input == 0) & (1 / input < 0))


def sgn(input):
    return torch.sign(input)


def isneginf(input):
    return input == -torch.inf


def isposinf(input):
    return input == torch.inf


def isreal(input):
    return torch.ones_like(input, dtype=torch.bool)


def is_complex(input):
    return False


def is_conj(input):
    return False


def is_nonzero(input):
    if input.numel() != 1:
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
    return bool(input)


def is_signed(input):
    return input.dtype != torch.bool


def float_power(input, exponent):
    return torch.pow(torch.as_tensor(input).double(), exponent)


def ldexp(input, other):
    return input * 2.0 ** other


def frexp(input):
    size = input.abs()
    power = torch.where(size == 0, torch.zeros_like(size), torch.floor(torch.log2(size)) + 1)
    part = input / 2.0 ** power
    power = torch.where(part.abs() >= 1, power + 1, power)
    return _named("frexp", ("mantissa", "exponent"), (input / 2.0 ** power, power.to(torch.int32)))


def logaddexp2(input, other):
    return torch.logaddexp(input * math.log(2), other * math.log(2)) / math.log(2)


def sinc(input):
    turned = input * math.pi
    safe = torch.where(input == 0, torch.ones_like(turned), turned)
    return torch.where(input == 0, torch.ones_like(turned), torch.sin(safe) / safe)


def gcd(input, other):
    a, b = torch.broadcast_tensors(input.abs(), torch.as_tensor(other).abs())
    while bool((b != 0).any()):
        rest = torch.where(b == 0, b, a % torch.where(b == 0, torch.ones_like(b), b))
        a, b = torch.where(b == 0, a, b), rest
    return a


def lcm(input, other):
    common = gcd(input, other)
    return (input * other).abs() // torch.where(common == 0, torch.ones_like(common), common)


_LANCZOS = (76.18009172947146, -86.50532032941677, 24.01409824083091,
            -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5)


class _LogGamma(torch.autograd.Function):

    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return _each(math.lgamma, input)

    @staticmethod
    def backward(ctx, gradient):
        input, = ctx.saved_tensors
        return gradient * digamma(input)


class _Digamma(torch.autograd.Function):

    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return _each(lambda x: _polygamma(0, x), input)

    @staticmethod
    def backward(ctx, gradient):
        input, = ctx.saved_tensors
        return gradient * polygamma(1, input)


class _Polygamma(torch.autograd.Function):

    @staticmethod
    def forward(ctx, n, input):
        ctx.save_for_backward(input)
        ctx.n = n
        return _each(lambda x: _polygamma(n, x), input)

    @staticmethod
    def backward(ctx, gradient):
        input, = ctx.saved_tensors
        return None, gradient * polygamma(ctx.n + 1, input)


def _each(function, input):
    values = [function(x) for x in input.detach().reshape(-1).tolist()]
    return torch.tensor(values, dtype=input.dtype if input.is_floating_point() else torch.float32).reshape(input.shape)


_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)


def _polygamma(n, x):
    if math.isnan(x):
        return math.nan
    if x <= 0 and x == math.floor(x):
        return math.nan if n == 0 else math.inf
    if x < 0:
        if n == 0:
            return _polygamma(0, 1 - x) - math.pi / math.tan(math.pi * x)
        if n == 1:
            return -_polygamma(1, 1 - x) + (math.pi / math.sin(math.pi * x)) ** 2
        return math.nan
    sign = -1.0 if n % 2 == 0 else 1.0
    factorial = math.factorial(n)
    total = 0.0
    while x < 10:
        total += sign * factorial / x ** (n + 1)
        x += 1
    if n == 0:
        total += math.log(x) - 0.5 / x
        power = x * x
        for k, number in enumerate(_BERNOULLI):
            total -= number / (2 * (k + 1) * power)
            power *= x * x
        return total
    total += sign * (math.factorial(n - 1) / x ** n + factorial / (2 * x ** (n + 1)))
    for k, number in enumerate(_BERNOULLI):
        order = 2 * (k + 1)
        total += sign * number * math.factorial(order + n - 1) / (math.factorial(order) * x ** (order + n))
    return total


def lgamma(input):
    return _LogGamma.apply(input)


def digamma(input):
    return _Digamma.apply(input)


def polygamma(n, input):
    return digamma(input) if n == 0 else _Polygamma.apply(n, input)


def mvlgamma(input, p):
    total = p * (p - 1) / 4 * math.log(math.pi)
    for j in range(p):
        total = total + lgamma(input - j / 2)
    return total


def i0(input):
    return _bessel(input, 0)


def _bessel(input, order):
    size = (input / 2) ** 2
    term = torch.ones_like(input) if order == 0 else input / 2
    total = term
    for k in range(1, 60):
        term = term * size / (k * (k + order))
        total = total + term
    return total


def nextafter(input, other):
    raise NotImplementedError("nextafter is not there; numbers next to each other are told apart by torch.finfo(x.dtype).eps")


def _named(name, fields, values):
    from collections import namedtuple
    return namedtuple("torch.return_types." + name, fields)(*values)
