# Distributions that stand for discrete ones where gradients are needed.


class RelaxedBernoulli(_Binary):

    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        self.temperature = torch.as_tensor(temperature)
        super().__init__(probs, logits, validate_args)

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        probs, u = clamp_probs(self.probs.expand(shape)), clamp_probs(torch.rand(shape))
        return torch.sigmoid((u.log() - (-u).log1p() + probs.log() - (-probs).log1p()) / self.temperature)

    def log_prob(self, value):
        x = value.log() - (-value).log1p()
        diff = self.logits - x * self.temperature
        inner = self.temperature.log() + diff - 2 * diff.exp().log1p()
        return inner + F.softplus(-x) + F.softplus(x)


class RelaxedOneHotCategorical(Distribution):

    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        self.temperature = torch.as_tensor(temperature)
        self._categorical = Categorical(probs, logits)
        given = probs if logits is None else logits
        super().__init__(tuple(given.shape)[:-1], tuple(given.shape)[-1:], validate_args)

    @property
    def probs(self):
        return self._categorical.probs

    @property
    def logits(self):
        return self._categorical.logits

    def rsample(self, sample_shape=torch.Size()):
        u = clamp_probs(torch.rand(self._extended_shape(sample_shape)))
        scores = (self.logits - (-u.log()).log()) / self.temperature
        return (scores - scores.logsumexp(dim=-1, keepdim=True)).exp()
