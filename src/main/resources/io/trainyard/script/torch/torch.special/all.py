# torch.special: other names, and a few functions of its own.
from torch import digamma, polygamma, lgamma as gammaln, i0, sinc, erfinv, xlogy

psi = digamma


def multigammaln(input, p):
    return torch.mvlgamma(input, p)


def ndtr(input):
    return 0.5 * torch.erfc(-input / math.sqrt(2))


def ndtri(input):
    return math.sqrt(2) * torch.erfinv(2 * input - 1)


def log_ndtr(input):
    return torch.log(ndtr(input))


def xlog1py(input, other):
    return torch.where(input == 0, torch.zeros_like(input), input * torch.log1p(other))


def entr(input):
    safe = torch.where(input > 0, input, torch.ones_like(input))
    found = torch.where(input > 0, -safe * torch.log(safe), torch.zeros_like(input))
    return torch.where(input < 0, torch.full_like(found, -torch.inf), found)


def i1(input):
    return torch._bessel(input, 1)


def i0e(input):
    return i0(input) * torch.exp(-input.abs())


def i1e(input):
    return i1(input) * torch.exp(-input.abs())


def erfcx(input):
    return torch.exp(input * input) * torch.erfc(input)
