# torch.distributions: what all distributions have, and how they are combined.


def _tensors(*values):
    made = [x if torch.is_tensor(x) else torch.tensor(float(x)) for x in values]
    return torch.broadcast_tensors(*made)


def _sum_last(value, count):
    for _ in range(count):
        value = value.sum(-1)
    return value


class _Constraint:

    def __init__(self, name, test):
        self.name, self.test = name, test

    def check(self, value):
        return self.test(value)

    def __repr__(self):
        return self.name


class _Constraints:

    real = _Constraint("Real()", lambda x: x == x)
    positive = _Constraint("GreaterThan(lower_bound=0.0)", lambda x: x > 0)
    nonnegative = _Constraint("GreaterThanEq(lower_bound=0.0)", lambda x: x >= 0)
    unit_interval = _Constraint("Interval(lower_bound=0.0, upper_bound=1.0)", lambda x: (x >= 0) & (x <= 1))
    boolean = _Constraint("Boolean()", lambda x: (x == 0) | (x == 1))
    nonnegative_integer = _Constraint("IntegerGreaterThan(lower_bound=0)", lambda x: (x >= 0) & (x == x.floor()))
    positive_integer = _Constraint("IntegerGreaterThan(lower_bound=1)", lambda x: (x >= 1) & (x == x.floor()))
    simplex = _Constraint("Simplex()", lambda x: (x >= 0).all(-1) & ((x.sum(-1) - 1).abs() < 1e-6))
    real_vector = _Constraint("IndependentConstraint(Real(), 1)", lambda x: (x == x).all(-1))

    @staticmethod
    def interval(low, high):
        return _Constraint(f"Interval(lower_bound={low}, upper_bound={high})", lambda x: (x >= low) & (x <= high))

    @staticmethod
    def greater_than(low):
        return _Constraint(f"GreaterThan(lower_bound={low})", lambda x: x > low)


constraints = _Constraints()


class Distribution:

    has_rsample = False
    has_enumerate_support = False
    _validate_args = True
    arg_constraints = {}
    support = None

    @staticmethod
    def set_default_validate_args(value):
        Distribution._validate_args = value

    def __init__(self, batch_shape=torch.Size([]), event_shape=torch.Size([]), validate_args=None):
        self._batch_shape, self._event_shape = torch.Size(batch_shape), torch.Size(event_shape)
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            for name, constraint in self.arg_constraints.items():
                if name not in self.__dict__:
                    continue
                value = getattr(self, name)
                if not bool(constraint.check(value.detach()).all()):
                    raise ValueError(f"Expected parameter {name} (Tensor of shape {tuple(value.shape)}) of distribution {self!r} to satisfy the constraint {constraint!r}, but found invalid values:\n{value}")

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    @property
    def stddev(self):
        return self.variance.sqrt()

    def expand(self, batch_shape, _instance=None):
        raise NotImplementedError("expand")

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def sample_n(self, n):
        return self.sample((n,))

    def rsample(self, sample_shape=torch.Size()):
        raise NotImplementedError("rsample")

    def log_prob(self, value):
        raise NotImplementedError("log_prob")

    def cdf(self, value):
        raise NotImplementedError("cdf")

    def icdf(self, value):
        raise NotImplementedError("icdf")

    def entropy(self):
        raise NotImplementedError("entropy")

    def perplexity(self):
        return torch.exp(self.entropy())

    def _extended_shape(self, sample_shape=torch.Size()):
        return torch.Size(tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape))

    def _validate_sample(self, value):
        if not self._validate_args:
            return
        if not torch.is_tensor(value):
            raise ValueError("The value argument to log_prob must be a Tensor")
        if self.support is not None and not bool(self.support.check(value.detach()).all()):
            raise ValueError(f"Expected value argument (Tensor of shape {tuple(value.shape)}) to be within the support ({self.support!r}) of the distribution {self!r}, but found invalid values:\n{value}")

    def __repr__(self):
        shown = []
        for name in self.arg_constraints:
            if name in self.__dict__:
                value = getattr(self, name)
                shown.append(f"{name}: {value.item() if value.numel() == 1 else value.size()}")
        return type(self).__name__ + "(" + ", ".join(shown) + ")"


class ExponentialFamily(Distribution):
    pass


class Independent(Distribution):

    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        shape = tuple(base_distribution.batch_shape)
        cut = len(shape) - reinterpreted_batch_ndims
        if cut < 0:
            raise ValueError(f"Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual {reinterpreted_batch_ndims} vs {len(shape)}")
        self.base_dist, self.reinterpreted_batch_ndims = base_distribution, reinterpreted_batch_ndims
        self.has_rsample = base_distribution.has_rsample
        super().__init__(shape[:cut], shape[cut:] + tuple(base_distribution.event_shape), validate_args)

    @property
    def mean(self):
        return self.base_dist.mean

    @property
    def variance(self):
        return self.base_dist.variance

    @property
    def mode(self):
        return self.base_dist.mode

    def sample(self, sample_shape=torch.Size()):
        return self.base_dist.sample(sample_shape)

    def rsample(self, sample_shape=torch.Size()):
        return self.base_dist.rsample(sample_shape)

    def log_prob(self, value):
        return _sum_last(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

    def entropy(self):
        return _sum_last(self.base_dist.entropy(), self.reinterpreted_batch_ndims)

    def __repr__(self):
        return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"


class MixtureSameFamily(Distribution):

    def __init__(self, mixture_distribution, component_distribution, validate_args=None):
        self.mixture_distribution, self.component_distribution = mixture_distribution, component_distribution
        super().__init__(tuple(component_distribution.batch_shape)[:-1], component_distribution.event_shape, validate_args)

    @property
    def mean(self):
        probs = self._over_events(self.mixture_distribution.probs)
        return (probs * self.component_distribution.mean).sum(-1 - len(self.event_shape))

    @property
    def variance(self):
        dim = -1 - len(self.event_shape)
        probs = self._over_events(self.mixture_distribution.probs)
        within = (probs * self.component_distribution.variance).sum(dim)
        return within + (probs * (self.component_distribution.mean - self.mean.unsqueeze(dim)) ** 2).sum(dim)

    def _over_events(self, x):
        for _ in range(len(self.event_shape)):
            x = x.unsqueeze(-1)
        return x

    def log_prob(self, value):
        value = value.unsqueeze(-1 - len(self.event_shape))
        each = self.component_distribution.log_prob(value)
        return torch.logsumexp(each + torch.log_softmax(self.mixture_distribution.logits, -1), -1)

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            dim = len(tuple(sample_shape)) + len(self.batch_shape)
            chosen = self.mixture_distribution.sample(sample_shape)
            each = self.component_distribution.sample(sample_shape)
            place = self._over_events(chosen.unsqueeze(-1))
            shape = list(each.shape)
            shape[dim] = 1
            return each.gather(dim, place.expand(shape)).squeeze(dim)


class Transform:

    def __call__(self, x):
        return self._call(x)

    @property
    def inv(self):
        return _Inverse(self)


class _Inverse(Transform):

    def __init__(self, transform):
        self.transform = transform

    def _call(self, y):
        return self.transform._inverse(y)

    def _inverse(self, x):
        return self.transform(x)

    def log_abs_det_jacobian(self, y, x):
        return -self.transform.log_abs_det_jacobian(x, y)


class AffineTransform(Transform):

    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        self.loc, self.scale = loc, scale

    def _call(self, x):
        return self.loc + self.scale * x

    def _inverse(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        return torch.as_tensor(self.scale).abs().log().expand(x.shape)


class ExpTransform(Transform):

    def _call(self, x):
        return x.exp()

    def _inverse(self, y):
        return y.log()

    def log_abs_det_jacobian(self, x, y):
        return x


class SigmoidTransform(Transform):

    def _call(self, x):
        return torch.sigmoid(x)

    def _inverse(self, y):
        return y.log() - (-y).log1p()

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class TanhTransform(Transform):

    def __init__(self, cache_size=0):
        pass

    def _call(self, x):
        return x.tanh()

    def _inverse(self, y):
        return torch.atanh(y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class ComposeTransform(Transform):

    def __init__(self, parts, cache_size=0):
        self.parts = list(parts)

    def _call(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def _inverse(self, y):
        for part in reversed(self.parts):
            y = part._inverse(y)
        return y

    def log_abs_det_jacobian(self, x, y):
        total = 0
        for part in self.parts:
            after = part(x)
            total = total + part.log_abs_det_jacobian(x, after)
            x = after
        return total


class _Transforms:
    pass


transforms = _Transforms()
for _transform in (Transform, AffineTransform, ExpTransform, SigmoidTransform, TanhTransform, ComposeTransform):
    setattr(transforms, _transform.__name__, _transform)


class TransformedDistribution(Distribution):

    def __init__(self, base_distribution, transforms, validate_args=None):
        self.base_dist = base_distribution
        self.transforms = transforms if isinstance(transforms, list) else [transforms]
        self.has_rsample = base_distribution.has_rsample
        super().__init__(base_distribution.batch_shape, base_distribution.event_shape, validate_args)

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            x = self.base_dist.sample(sample_shape)
            for transform in self.transforms:
                x = transform(x)
            return x

    def rsample(self, sample_shape=torch.Size()):
        x = self.base_dist.rsample(sample_shape)
        for transform in self.transforms:
            x = transform(x)
        return x

    def log_prob(self, value):
        total = 0.0
        for transform in reversed(self.transforms):
            before = transform._inverse(value)
            total = total - _sum_last(transform.log_abs_det_jacobian(before, value), len(self.event_shape))
            value = before
        return total + self.base_dist.log_prob(value)

    def cdf(self, value):
        for transform in reversed(self.transforms):
            value = transform._inverse(value)
        return self.base_dist.cdf(value)


_DIVERGENCES = []


def register_kl(type_p, type_q):
    def kept(function):
        _DIVERGENCES.insert(0, (type_p, type_q, function))
        return function
    return kept


def kl_divergence(p, q):
    for type_p, type_q, function in _DIVERGENCES:
        if isinstance(p, type_p) and isinstance(q, type_q):
            return function(p, q)
    raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")


@register_kl(Independent, Independent)
def _kl_independent(p, q):
    if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
        raise NotImplementedError("kl_divergence of Independent distributions with different numbers of dimensions")
    return _sum_last(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)
