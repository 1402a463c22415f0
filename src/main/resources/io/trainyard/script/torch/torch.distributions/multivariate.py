# Distributions of vectors.


class MultivariateNormal(Distribution):

    has_rsample = True
    support = constraints.real_vector
    arg_constraints = {"loc": constraints.real_vector}

    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        if (covariance_matrix is not None) + (scale_tril is not None) + (precision_matrix is not None) != 1:
            raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
        if scale_tril is None:
            if covariance_matrix is None:
                covariance_matrix = torch.linalg.inv(precision_matrix)
            scale_tril = torch.linalg.cholesky(covariance_matrix)
        self.covariance_matrix = scale_tril @ scale_tril.mT if covariance_matrix is None else covariance_matrix
        shape = torch.broadcast_shapes(scale_tril.shape[:-1], loc.shape)
        self.loc = loc.expand(shape)
        self.scale_tril = scale_tril
        super().__init__(shape[:-1], shape[-1:], validate_args)

    @property
    def precision_matrix(self):
        return torch.cholesky_inverse(self.scale_tril)

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @property
    def variance(self):
        return self.scale_tril.pow(2).sum(-1).expand(self.loc.shape)

    def rsample(self, sample_shape=torch.Size()):
        eps = torch.empty(self._extended_shape(sample_shape)).normal_()
        return self.loc + (self.scale_tril @ eps.unsqueeze(-1)).squeeze(-1)

    def log_prob(self, value):
        gap = value - self.loc
        turned = torch.linalg.solve_triangular(self.scale_tril.expand(tuple(gap.shape) + (gap.shape[-1],)), gap.unsqueeze(-1), upper=False)
        distance = turned.squeeze(-1).pow(2).sum(-1)
        half = self.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)
        return -0.5 * (gap.shape[-1] * math.log(2 * math.pi) + distance) - half

    def entropy(self):
        half = self.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)
        found = 0.5 * self.loc.shape[-1] * (1.0 + math.log(2 * math.pi)) + half
        return found.expand(self.batch_shape)

    def __repr__(self):
        return f"MultivariateNormal(loc: {self.loc.size()}, covariance_matrix: {self.covariance_matrix.size()})"


@register_kl(MultivariateNormal, MultivariateNormal)
def _kl_multivariate(p, q):
    half = (q.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1) - p.scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1))
    turned = torch.linalg.solve_triangular(q.scale_tril, p.scale_tril, upper=False).pow(2).sum((-2, -1))
    gap = torch.linalg.solve_triangular(q.scale_tril, (q.loc - p.loc).unsqueeze(-1), upper=False).pow(2).sum((-2, -1))
    return half + 0.5 * (turned + gap - p.loc.shape[-1])
