# numpy.random: RandomState, whose numbers for a seed are numpy's.
import numpy as np
from numpy.random import _Bits


def _count(size):
    if size is None:
        return 1
    count = 1
    for n in (size,) if isinstance(size, int) else size:
        count *= int(n)
    return count


def _shaped(values, size):
    if size is None:
        return values[0].item()
    return np.ndarray(values.reshape((size,) if isinstance(size, int) else tuple(int(n) for n in size)))


def _sized(size, *parameters):
    """The size of what is drawn where parameters are arrays."""
    if size is not None:
        return size
    shapes = [p.shape for p in (np._tensor(p) for p in parameters) if torch.is_tensor(p)]
    return tuple(torch.broadcast_shapes(*shapes)) if shapes else None


class RandomState:

    def __init__(self, seed=None):
        self._bits = _Bits(seed)

    def seed(self, seed=None):
        self._bits = _Bits(seed)

    def get_state(self, legacy=True):
        return ("MT19937", self._bits.copy())

    def set_state(self, state):
        self._bits = state[1].copy()

    def random_sample(self, size=None):
        return _shaped(self._bits.uniform(_count(size)), size)

    def random(self, size=None):
        return self.random_sample(size)

    def ranf(self, size=None):
        return self.random_sample(size)

    def rand(self, *size):
        return self.random_sample(size or None)

    def randn(self, *size):
        return self.standard_normal(size or None)

    def standard_normal(self, size=None):
        return _shaped(self._bits.normal(_count(size)), size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        size = _sized(size, loc, scale)
        return loc + scale * self.standard_normal(size)

    def uniform(self, low=0.0, high=1.0, size=None):
        size = _sized(size, low, high)
        return low + (high - low) * self.random_sample(size)

    def exponential(self, scale=1.0, size=None):
        return scale * self.standard_exponential(_sized(size, scale))

    def standard_exponential(self, size=None):
        return _shaped(-torch.log1p(-self._bits.uniform(_count(size))), size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return np.exp(self.normal(mean, sigma, size))

    def laplace(self, loc=0.0, scale=1.0, size=None):
        u = self._bits.uniform(_count(size))
        drawn = torch.where(u >= 0.5, -torch.log(2.0 - u - u), torch.log(u + u))
        return loc + scale * _shaped(drawn, size)

    def logistic(self, loc=0.0, scale=1.0, size=None):
        u = self._bits.uniform(_count(size))
        return loc + scale * _shaped(torch.log(u / (1.0 - u)), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        u = self._bits.uniform(_count(size))
        return loc - scale * _shaped(torch.log(-torch.log(1.0 - u)), size)

    def randint(self, low, high=None, size=None, dtype=int):
        if high is None:
            low, high = 0, low
        if high <= low:
            raise ValueError("low >= high" if low else "high <= 0")
        bits = 8 * np._dtype(dtype).itemsize
        drawn = self._bits.below(int(high) - int(low), _count(size), bits) + int(low)
        made = _shaped(drawn, size)
        return made if size is None or np._dtype(dtype) == np.int64 else made.astype(dtype)

    def random_integers(self, low, high=None, size=None):
        return self.randint(1 if high is None else low, (low if high is None else high) + 1, size)

    def permutation(self, x):
        if isinstance(x, int):
            return np.ndarray(self._bits.order(x))
        rows = np._whole(x)
        return np.ndarray(rows[self._bits.order(rows.shape[0])])

    def shuffle(self, x):
        order = self._bits.order(len(x))
        if isinstance(x, np.ndarray):
            x[...] = np.ndarray(x._t[order])
        else:
            x[:] = [x[i] for i in order.tolist()]

    def choice(self, a, size=None, replace=True, p=None):
        items = None if isinstance(a, int) else a if isinstance(a, (list, tuple)) and any(isinstance(x, str) for x in a) else np.asarray(a)
        count = a if items is None else len(items)
        if count <= 0:
            raise ValueError("a must be greater than 0 unless no samples are taken")
        wanted = _count(size)
        shares = None if p is None else np._floats(p).double()
        if shares is not None:
            if shares.shape[0] != count:
                raise ValueError("'a' and 'p' must have same size")
            # As exact as the sum of such numbers can be.
            if abs(float(shares.sum()) - 1) > (3.5e-4 if isinstance(p, np.ndarray) and p.dtype == np.float32 else 1.5e-8):
                raise ValueError("probabilities do not sum to 1")
        if replace and shares is None:
            places = self._bits.below(count, wanted)
        elif replace:
            sums = shares.cumsum(0)
            places = torch.searchsorted(sums / sums[-1].item(), self._bits.uniform(wanted), right=True)
        elif wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        elif shares is None:
            places = self._bits.order(count)[:wanted]
        else:
            places = self._apart(shares, wanted)
        if items is None:
            return _shaped(places, size)
        if size is None:
            return items[int(places[0])]
        if isinstance(items, np.ndarray):
            rest = tuple(items.shape[1:])
            return np.ndarray(items._t[places].reshape(((size,) if isinstance(size, int) else tuple(size)) + rest))
        return [items[i] for i in places.tolist()]

    def _apart(self, shares, wanted):
        found, shares = [], shares.clone()
        if int((shares > 0).sum()) < wanted:
            raise ValueError("Fewer non-zero entries in p than size")
        while len(found) < wanted:
            drawn = self._bits.uniform(wanted - len(found))
            if found:
                shares[torch.tensor(found)] = 0
            sums = shares.cumsum(0)
            for place in torch.searchsorted(sums / sums[-1].item(), drawn, right=True).tolist():
                if place not in found:
                    found.append(place)
        return torch.tensor(found)

    def binomial(self, n, p, size=None):
        size = _sized(size, n, p)
        return _shaped(torch.tensor([self._binomial(n, p) for _ in range(_count(size))]), size)

    def _binomial(self, n, p):
        """By inversion, which numpy takes where about 30 are expected at most."""
        if p > 0.5:
            return n - self._binomial(n, 1.0 - p)
        if n * p > 30:
            raise NotImplementedError("numpy.random.binomial is not there for n * p above 30; numpy.random.rand(n) < p is")
        q = 1.0 - p
        first = math.exp(n * math.log(q))
        most = min(n, n * p + 10.0 * math.sqrt(n * p * q + 1))
        found, share, u = 0, first, self._bits.uniform(1).item()
        while u > share:
            found += 1
            if found > most:
                found, share, u = 0, first, self._bits.uniform(1).item()
            else:
                u -= share
                share = ((n - found + 1) * p * share) / (found * q)
        return found

    def poisson(self, lam=1.0, size=None):
        rates = np._tensor(lam)
        if torch.is_tensor(rates):
            size = _sized(size, lam)
            rates = rates.expand(size).reshape(-1).tolist()
        else:
            rates = [rates] * _count(size)
        return _shaped(torch.tensor([self._poisson(rate) for rate in rates]), size)

    def _poisson(self, rate):
        if rate == 0:
            return 0
        if rate < 10:
            least, found, product = math.exp(-rate), 0, self._bits.uniform(1).item()
            while product > least:
                found += 1
                product *= self._bits.uniform(1).item()
            return found
        b = 0.931 + 2.53 * math.sqrt(rate)
        a = -0.059 + 0.02483 * b
        turned = 1.1239 + 1.1328 / (b - 3.4)
        while True:
            u, v = (self._bits.uniform(1).item() for _ in range(2))
            u -= 0.5
            side = 0.5 - abs(u)
            found = math.floor((2 * a / side + b) * u + rate + 0.43)
            if side >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
                return found
            if found < 0 or (side < 0.013 and v > side):
                continue
            if math.log(v) + math.log(turned) - math.log(a / (side * side) + b) <= -rate + found * math.log(rate) - math.lgamma(found + 1):
                return found

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        mean, cov = np._floats(mean), np._floats(cov)
        n = mean.shape[0]
        count = _count(size)
        drawn = self._bits.normal(count * n).reshape(count, n)
        U, S, Vh = torch.linalg.svd(cov)
        made = mean + (drawn * S.sqrt()) @ Vh
        return np.ndarray(made[0] if size is None else made.reshape(((size,) if isinstance(size, int) else tuple(size)) + (n,)))

    def beta(self, *args, **kwargs):
        raise NotImplementedError("numpy.random.beta is not there; torch.distributions.Beta is")

    def gamma(self, *args, **kwargs):
        raise NotImplementedError("numpy.random.gamma is not there; torch.distributions.Gamma is")


_state = RandomState()


def default_rng(seed=None):
    raise NotImplementedError("numpy.random.default_rng is not there; numpy.random.RandomState(seed) and numpy.random.seed(seed) are")


def seed(seed=None):
    _state.seed(seed)


def get_state(legacy=True):
    return _state.get_state()


def set_state(state):
    _state.set_state(state)


def rand(*size):
    return _state.rand(*size)


def randn(*size):
    return _state.randn(*size)


random = random_sample = ranf = sample = lambda size=None: _state.random_sample(size)
standard_normal = lambda size=None: _state.standard_normal(size)
normal = lambda loc=0.0, scale=1.0, size=None: _state.normal(loc, scale, size)
uniform = lambda low=0.0, high=1.0, size=None: _state.uniform(low, high, size)
exponential = lambda scale=1.0, size=None: _state.exponential(scale, size)
lognormal = lambda mean=0.0, sigma=1.0, size=None: _state.lognormal(mean, sigma, size)
laplace = lambda loc=0.0, scale=1.0, size=None: _state.laplace(loc, scale, size)
logistic = lambda loc=0.0, scale=1.0, size=None: _state.logistic(loc, scale, size)
gumbel = lambda loc=0.0, scale=1.0, size=None: _state.gumbel(loc, scale, size)
randint = lambda low, high=None, size=None, dtype=int: _state.randint(low, high, size, dtype)
permutation = lambda x: _state.permutation(x)
shuffle = lambda x: _state.shuffle(x)
choice = lambda a, size=None, replace=True, p=None: _state.choice(a, size, replace, p)
binomial = lambda n, p, size=None: _state.binomial(n, p, size)
multivariate_normal = lambda mean, cov, size=None: _state.multivariate_normal(mean, cov, size)
beta, gamma = _state.beta, _state.gamma
poisson = lambda lam=1.0, size=None: _state.poisson(lam, size)
