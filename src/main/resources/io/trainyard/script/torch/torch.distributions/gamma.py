# Gamma distributions and those that are made of them.


class _StandardGamma(torch.autograd.Function):
    """Marsaglia and Tsang's draws, with the derivative of the draw by its concentration."""

    @staticmethod
    def forward(ctx, concentration):
        values = [_gamma(a) for a in concentration.reshape(-1).tolist()]
        drawn = torch.tensor(values, dtype=concentration.dtype).reshape(concentration.shape)
        ctx.save_for_backward(concentration, drawn)
        return drawn

    @staticmethod
    def backward(ctx, gradient):
        concentration, drawn = ctx.saved_tensors
        pairs = zip(concentration.reshape(-1).tolist(), drawn.reshape(-1).tolist())
        slopes = [_gamma_slope(a, x) for a, x in pairs]
        return gradient * torch.tensor(slopes, dtype=drawn.dtype).reshape(drawn.shape)


def _gamma(a):
    boost = 1.0
    if a < 1:
        boost = (1 - torch.rand(1).item()) ** (1 / a)
        a += 1
    d = a - 1 / 3
    c = 1 / math.sqrt(9 * d)
    while True:
        x = torch.randn(1).item()
        y = 1 + c * x
        if y <= 0:
            continue
        v = y ** 3
        u = 1 - torch.rand(1).item()
        if u < 1 - 0.0331 * x ** 4 or math.log(u) < 0.5 * x * x + d * (1 - v + math.log(v)):
            return boost * d * v


def _gamma_slope(a, x):
    """- (d cdf / d a) / pdf, by the difference of the series of the incomplete gamma function."""
    def lower(k):
        term = 1 / k
        total, n = term, 1
        while term > total * 1e-14 and n < 5000:
            term *= x / (k + n)
            total += term
            n += 1
        return math.exp(-x + k * math.log(x) - math.lgamma(k)) * total
    if x <= 0:
        return 0.0
    step = 1e-4 * max(a, 0.1)
    density = math.exp((a - 1) * math.log(x) - x - math.lgamma(a))
    return -(lower(a + step) - lower(a - step)) / (2 * step) / density if density else 0.0


class Gamma(ExponentialFamily):

    has_rsample = True
    support = constraints.nonnegative
    arg_constraints = {"concentration": constraints.positive, "rate": constraints.positive}

    def __init__(self, concentration, rate, validate_args=None):
        self.concentration, self.rate = _tensors(concentration, rate)
        super().__init__(self.concentration.shape, validate_args=validate_args)

    @property
    def mean(self):
        return self.concentration / self.rate

    @property
    def mode(self):
        return ((self.concentration - 1) / self.rate).clamp(min=0)

    @property
    def variance(self):
        return self.concentration / self.rate.pow(2)

    def rsample(self, sample_shape=torch.Size()):
        return _StandardGamma.apply(self.concentration.expand(self._extended_shape(sample_shape))) / self.rate

    def log_prob(self, value):
        value = torch.as_tensor(value)
        self._validate_sample(value)
        return (torch.xlogy(self.concentration, self.rate) + torch.xlogy(self.concentration - 1, value)
                - self.rate * value - torch.lgamma(self.concentration))

    def entropy(self):
        return (self.concentration - torch.log(self.rate) + torch.lgamma(self.concentration)
                + (1.0 - self.concentration) * torch.digamma(self.concentration))


class Chi2(Gamma):

    arg_constraints = {"df": constraints.positive}

    def __init__(self, df, validate_args=None):
        self.df, = _tensors(df)
        super().__init__(0.5 * self.df, torch.full_like(self.df, 0.5), validate_args)


class Beta(ExponentialFamily):

    has_rsample = True
    support = constraints.unit_interval
    arg_constraints = {"concentration1": constraints.positive, "concentration0": constraints.positive}

    def __init__(self, concentration1, concentration0, validate_args=None):
        self.concentration1, self.concentration0 = _tensors(concentration1, concentration0)
        super().__init__(self.concentration1.shape, validate_args=validate_args)

    @property
    def mean(self):
        return self.concentration1 / (self.concentration1 + self.concentration0)

    @property
    def variance(self):
        total = self.concentration1 + self.concentration0
        return self.concentration1 * self.concentration0 / (total.pow(2) * (total + 1))

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        one = _StandardGamma.apply(self.concentration1.expand(shape))
        return one / (one + _StandardGamma.apply(self.concentration0.expand(shape)))

    def log_prob(self, value):
        self._validate_sample(value)
        a, b = self.concentration1, self.concentration0
        return (torch.xlogy(a - 1, value) + torch.xlogy(b - 1, 1 - value)
                + torch.lgamma(a + b) - torch.lgamma(a) - torch.lgamma(b))

    def entropy(self):
        a, b = self.concentration1, self.concentration0
        whole = torch.lgamma(a) + torch.lgamma(b) - torch.lgamma(a + b)
        return whole - (a - 1) * torch.digamma(a) - (b - 1) * torch.digamma(b) + (a + b - 2) * torch.digamma(a + b)


class Dirichlet(ExponentialFamily):

    has_rsample = True
    support = constraints.simplex
    arg_constraints = {"concentration": constraints.positive}

    def __init__(self, concentration, validate_args=None):
        if concentration.dim() < 1:
            raise ValueError("`concentration` parameter must be at least one-dimensional.")
        self.concentration = concentration
        super().__init__(tuple(concentration.shape)[:-1], tuple(concentration.shape)[-1:], validate_args)

    @property
    def mean(self):
        return self.concentration / self.concentration.sum(-1, True)

    @property
    def variance(self):
        total = self.concentration.sum(-1, True)
        return self.concentration * (total - self.concentration) / (total.pow(2) * (total + 1))

    def rsample(self, sample_shape=()):
        drawn = _StandardGamma.apply(self.concentration.expand(self._extended_shape(sample_shape)))
        return drawn / drawn.sum(-1, True)

    def log_prob(self, value):
        self._validate_sample(value)
        return (torch.xlogy(self.concentration - 1.0, value).sum(-1)
                + torch.lgamma(self.concentration.sum(-1)) - torch.lgamma(self.concentration).sum(-1))

    def entropy(self):
        k, a = self.concentration.size(-1), self.concentration.sum(-1)
        return (torch.lgamma(self.concentration).sum(-1) - torch.lgamma(a) - (k - a) * torch.digamma(a)
                - ((self.concentration - 1.0) * torch.digamma(self.concentration)).sum(-1))


class StudentT(Distribution):

    has_rsample = True
    support = constraints.real
    arg_constraints = {"df": constraints.positive, "loc": constraints.real, "scale": constraints.positive}

    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        self.df, self.loc, self.scale = _tensors(df, loc, scale)
        super().__init__(self.df.shape, validate_args=validate_args)

    @property
    def mean(self):
        return torch.where(self.df <= 1, torch.full_like(self.loc, torch.nan), self.loc)

    @property
    def variance(self):
        found = self.scale.pow(2) * self.df / (self.df - 2)
        found = torch.where(self.df > 2, found, torch.full_like(found, torch.inf))
        return torch.where(self.df > 1, found, torch.full_like(found, torch.nan))

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        x = torch.empty(shape).normal_()
        z = Chi2(self.df).rsample(sample_shape)
        return self.loc + self.scale * x * torch.rsqrt(z / self.df)

    def log_prob(self, value):
        y = (value - self.loc) / self.scale
        whole = (self.scale.log() + 0.5 * self.df.log() + 0.5 * math.log(math.pi)
                 + torch.lgamma(0.5 * self.df) - torch.lgamma(0.5 * (self.df + 1.0)))
        return -0.5 * (self.df + 1.0) * torch.log1p(y ** 2.0 / self.df) - whole


@register_kl(Gamma, Gamma)
def _kl_gamma(p, q):
    return (q.concentration * (p.rate / q.rate).log() + torch.lgamma(q.concentration) - torch.lgamma(p.concentration)
            + (p.concentration - q.concentration) * torch.digamma(p.concentration)
            + (q.rate - p.rate) * (p.concentration / p.rate))


@register_kl(Beta, Beta)
def _kl_beta(p, q):
    a, b = p.concentration1, p.concentration0
    total, other = a + b, q.concentration1 + q.concentration0
    first = torch.lgamma(q.concentration1) + torch.lgamma(q.concentration0) + torch.lgamma(total)
    second = torch.lgamma(a) + torch.lgamma(b) + torch.lgamma(other)
    return (first - second + (a - q.concentration1) * torch.digamma(a) + (b - q.concentration0) * torch.digamma(b)
            + (other - total) * torch.digamma(total))


@register_kl(Dirichlet, Dirichlet)
def _kl_dirichlet(p, q):
    total = p.concentration.sum(-1)
    parts = (torch.lgamma(q.concentration) - torch.lgamma(p.concentration)).sum(-1)
    inner = (p.concentration - q.concentration) * (torch.digamma(p.concentration) - torch.digamma(total).unsqueeze(-1))
    return torch.lgamma(total) - torch.lgamma(q.concentration.sum(-1)) + parts + inner.sum(-1)
