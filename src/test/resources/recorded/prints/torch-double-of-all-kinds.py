import torch, math
x = torch.tensor([0.1, 1/3, 2.5], dtype=torch.float64, requires_grad=True)
print(x, x.dtype)
y = (x * 0.1 + 1/3) / 3 - x ** 2
print(y)
z = y.exp().sin().sum() + torch.log(x).mean() + x.tanh().prod() + torch.sigmoid(x).max()
z.backward()
print(z.item(), x.grad)
a = torch.rand(3, 3, dtype=torch.float64)
torch.manual_seed(0)
print(torch.rand(3, dtype=torch.float64), torch.randn(3, dtype=torch.double), torch.randn(17, dtype=torch.float64)[:3])
a = torch.arange(9, dtype=torch.float64).view(3, 3) / 7
b = a.t() @ a + torch.eye(3, dtype=torch.float64)
print(b, b.sum(0), b.mean(1, keepdim=True), b.cumsum(0), b.sort(descending=True)[0])
print(b.float().dtype, b.long(), (b > 1).sum(), torch.cat([b, b])[1:3, ::2], b[[0, 2]], b[b > 2])
print(torch.ones(2) + torch.ones(2, dtype=torch.float64), torch.ones(2) * torch.tensor(0.1, dtype=torch.float64), torch.tensor([1, 2]) * torch.tensor(0.5, dtype=torch.double))
c = torch.zeros(4, dtype=torch.float64); c[1] = 0.1; c += 1/3; print(c, c.tolist(), c.type(), torch.DoubleTensor([0.1]).item())
w = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
l = torch.nn.functional.log_softmax(w, 1); l[0, 1].backward(); print(w.grad.sum().item() < 1e-15, l.exp().sum(1))
print(torch.linspace(0, 1, 5, dtype=torch.float64), torch.full((2,), 0.1, dtype=torch.float64), torch.finfo(torch.float64).eps, torch.erf(x).detach(), torch.where(x > 0.2, x, 0.0).detach(), x.clamp(0.2, 1.1).detach(), x.double() is x)
lin = torch.nn.Linear(3, 2).double()
print(lin.weight.dtype, lin(torch.ones(1, 3, dtype=torch.float64)).dtype, x.std(), x.norm(), torch.lerp(x, x + 1, 0.3).detach())
from torch.autograd import gradcheck
print(gradcheck(lambda t: (t ** 3).sum(), (torch.tensor([0.3, 2.0], dtype=torch.double, requires_grad=True),)))
