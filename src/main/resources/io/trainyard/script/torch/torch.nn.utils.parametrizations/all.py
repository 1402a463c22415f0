# torch.nn.utils.parametrizations: weights of a given kind.
from torch.nn.utils.parametrize import register_parametrization
from torch.nn.utils import _norm_except, _Spectral


class _WeightNorm(nn.Module):

    def __init__(self, dim=0):
        super().__init__()
        self.dim = dim

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / _norm_except(weight_v, self.dim))

    def right_inverse(self, weight):
        return _norm_except(weight, self.dim), weight


def weight_norm(module, name="weight", dim=0):
    return register_parametrization(module, name, _WeightNorm(dim), unsafe=True)


class _SpectralNorm(nn.Module):

    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        self._state = _Spectral(weight.detach(), dim, n_power_iterations, eps)
        self._state.turn(weight, 15)
        self.register_buffer("_u", self._state.u)
        self.register_buffer("_v", self._state.v)

    def forward(self, weight):
        if self.training:
            self._state.turn(weight, self._state.n_power_iterations)
        return self._state.of(weight)

    def right_inverse(self, value):
        return value


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    if dim is None:
        dim = 1 if isinstance(module, (nn.ConvTranspose1d, nn.ConvTranspose2d)) else 0
    return register_parametrization(module, name, _SpectralNorm(getattr(module, name), n_power_iterations, dim, eps))


class _Orthogonal(nn.Module):

    def forward(self, X):
        tall = X if X.shape[-2] >= X.shape[-1] else X.mT
        n, k = tall.shape[-2], tall.shape[-1]
        skew = torch.cat([tall.tril(-1), torch.zeros(n, n - k)], 1) if n > k else tall.tril(-1)
        Q = torch.linalg.matrix_exp(skew - skew.mT)[:, :k]
        Q = self.base @ Q if self.base is not None else Q
        return Q if X.shape[-2] >= X.shape[-1] else Q.mT

    def __init__(self, weight):
        super().__init__()
        tall = weight.detach() if weight.shape[-2] >= weight.shape[-1] else weight.detach().mT
        Q, R = torch.linalg.qr(tall, mode="complete")
        signs = R.diagonal().sign()
        self.register_buffer("base", torch.cat([Q[:, :signs.shape[0]] * signs, Q[:, signs.shape[0]:]], 1))

    def right_inverse(self, Q):
        return torch.zeros_like(Q)


def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
    return register_parametrization(module, name, _Orthogonal(getattr(module, name)), unsafe=True)
