# Optimizers derived from PyTorch's, wrapped around them, and hooks of their steps.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim import SGD, AdamW, Optimizer


class Clamped(AdamW):
    def __init__(self, params, lr=0.1, most=3):
        super().__init__(params, lr=lr)
        self.most = most

    @torch.no_grad()
    def step(self, closure=None):
        loss = super().step(closure)
        for group in self.param_groups:
            for p in group["params"]:
                p.clamp_(-self.most, self.most)
        return loss


class Sharpness(Optimizer):
    def __init__(self, params, base, rho=0.05, **kwargs):
        super(Sharpness, self).__init__(params, dict(rho=rho, **kwargs))
        self.base = base(self.param_groups, **kwargs)
        self.param_groups = self.base.param_groups
        self.defaults.update(self.base.defaults)

    @torch.no_grad()
    def up(self):
        norm = torch.norm(torch.stack([p.grad.norm(p=2) for g in self.param_groups for p in g["params"]]), p=2)
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p]["before"] = p.data.clone()
                p.add_(p.grad * (group["rho"] / (norm + 1e-12)))
        self.zero_grad()

    @torch.no_grad()
    def down(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.data = self.state[p]["before"]
        self.base.step()
        self.zero_grad()


class Slow:
    def __init__(self, fast, k=2, alpha=0.5):
        self.fast = fast
        self.k = k
        self.alpha = alpha
        self.count = 0
        self.kept = [[p.clone().detach() for p in g["params"]] for g in fast.param_groups]

    def step(self):
        self.fast.step()
        self.count += 1
        if self.count % self.k == 0:
            for group, kept in zip(self.fast.param_groups, self.kept):
                for p, q in zip(group["params"], kept):
                    q.data.add_(p.data - q.data, alpha=self.alpha)
                    p.data.copy_(q.data)


torch.manual_seed(0)
net = nn.Linear(2, 1)
x = torch.randn(5, 2)
c = Clamped(net.parameters(), most=0.1)
net(x).pow(2).mean().backward()
c.step()
print(net.weight, c.most, isinstance(c, AdamW), isinstance(c, Optimizer), issubclass(SGD, Optimizer))
print(c)

s = Sharpness(net.parameters(), SGD, lr=0.1, momentum=0.9)
s.zero_grad()
for i in range(3):
    net(x).pow(2).mean().backward()
    s.up()
    net(x).pow(2).mean().backward()
    s.down()
print(net.weight, len(s.state), s.defaults["rho"])

f = Slow(SGD(net.parameters(), lr=0.1))
for i in range(4):
    f.fast.zero_grad()
    F.mse_loss(net(x), torch.ones(5, 1)).backward()
    f.step()
print(net.weight)


def before(optimizer, args, kwargs):
    print("before", type(optimizer).__name__, len(args))


def after(optimizer, args, kwargs):
    print("after", net.bias.item() < 1)


o = SGD(net.parameters(), lr=0.1)
hooks = [o.register_step_pre_hook(before), o.register_step_post_hook(after)]
o.step()
for hook in hooks:
    hook.remove()
o.step()
