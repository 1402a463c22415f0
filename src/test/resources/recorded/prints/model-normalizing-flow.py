import torch
import torch.nn as nn
import torch.distributions as D
from torch.distributions import MultivariateNormal, Normal, Uniform, TransformedDistribution
import numpy as np
import itertools
class MLP(nn.Module):
    def __init__(self, nin, nout, nh):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(nin, nh), nn.LeakyReLU(0.2), nn.Linear(nh, nh), nn.LeakyReLU(0.2), nn.Linear(nh, nout))
    def forward(self, x):
        return self.net(x)
class AffineHalfFlow(nn.Module):
    def __init__(self, dim, parity, net_class=MLP, nh=8, scale=True, shift=True):
        super().__init__()
        self.dim = dim
        self.parity = parity
        self.s_cond = lambda x: x.new_zeros(x.size(0), self.dim // 2)
        self.t_cond = lambda x: x.new_zeros(x.size(0), self.dim // 2)
        if scale:
            self.s_cond = net_class(self.dim // 2, self.dim // 2, nh)
        if shift:
            self.t_cond = net_class(self.dim // 2, self.dim // 2, nh)
    def forward(self, x):
        x0, x1 = x[:,::2], x[:,1::2]
        if self.parity:
            x0, x1 = x1, x0
        s = self.s_cond(x0)
        t = self.t_cond(x0)
        z0 = x0
        z1 = torch.exp(s) * x1 + t
        if self.parity:
            z0, z1 = z1, z0
        z = torch.cat([z0, z1], dim=1)
        log_det = torch.sum(s, dim=1)
        return z, log_det
    def backward(self, z):
        z0, z1 = z[:,::2], z[:,1::2]
        if self.parity:
            z0, z1 = z1, z0
        s = self.s_cond(z0)
        t = self.t_cond(z0)
        x0 = z0
        x1 = (z1 - t) * torch.exp(-s)
        if self.parity:
            x0, x1 = x1, x0
        x = torch.cat([x0, x1], dim=1)
        log_det = torch.sum(-s, dim=1)
        return x, log_det
class NormalizingFlow(nn.Module):
    def __init__(self, flows):
        super().__init__()
        self.flows = nn.ModuleList(flows)
    def forward(self, x):
        m, _ = x.shape
        log_det = torch.zeros(m)
        zs = [x]
        for flow in self.flows:
            x, ld = flow.forward(x)
            log_det += ld
            zs.append(x)
        return zs, log_det
    def backward(self, z):
        m, _ = z.shape
        log_det = torch.zeros(m)
        xs = [z]
        for flow in self.flows[::-1]:
            z, ld = flow.backward(z)
            log_det += ld
            xs.append(z)
        return xs, log_det
class NormalizingFlowModel(nn.Module):
    def __init__(self, prior, flows):
        super().__init__()
        self.prior = prior
        self.flow = NormalizingFlow(flows)
    def forward(self, x):
        zs, log_det = self.flow.forward(x)
        prior_logprob = self.prior.log_prob(zs[-1]).view(x.size(0), -1).sum(1)
        return zs, prior_logprob, log_det
    def sample(self, num_samples):
        z = self.prior.sample((num_samples,))
        xs, _ = self.flow.backward(z)
        return xs
torch.manual_seed(0); np.random.seed(0)
prior = MultivariateNormal(torch.zeros(2), torch.eye(2))
model = NormalizingFlowModel(prior, [AffineHalfFlow(dim=2, parity=i%2) for i in range(3)])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-5)
print("number of params: ", sum(p.numel() for p in model.parameters()))
x = torch.from_numpy(np.random.randn(32, 2).astype(np.float32)) * 0.5 + 1
for k in range(3):
    zs, prior_logprob, log_det = model(x)
    logprob = prior_logprob + log_det
    loss = -torch.sum(logprob)
    model.zero_grad()
    loss.backward()
    optimizer.step()
    print(k, loss.item())
xs = model.sample(4)
print(xs[-1].shape, len(xs))
n = Normal(torch.tensor([0.0]), torch.tensor([1.0]))
print(n.log_prob(torch.tensor([0.5])), n.entropy(), D.kl_divergence(n, Normal(1., 2.)), n.rsample((2,)).shape)
print(D.Categorical(logits=torch.tensor([0.1, 0.2, 0.7])).sample((3,)), D.Bernoulli(0.3).log_prob(torch.tensor(1.)))
