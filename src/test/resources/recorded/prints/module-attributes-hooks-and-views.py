import torch, torch.nn as nn
import torch.nn.functional as F
import copy
torch.manual_seed(0)
class LM(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(5, 3)
        self.rnn = nn.LSTM(3, 3, batch_first=True)
        self.out = nn.Linear(3, 5, bias=False)
        self.out.weight = self.emb.weight
    def forward(self, x):
        h, _ = self.rnn(self.emb(x))
        return self.out(h)
m = LM()
print(m.out.weight is m.emb.weight, len(list(m.parameters())), sum(p.numel() for p in m.parameters()))
y = m(torch.tensor([[1, 2], [3, 4]]))
print(y.sum())
y.sum().backward()
print(m.emb.weight.grad)
c = copy.deepcopy(m)
print(c.out.weight is c.emb.weight)
bn = nn.BatchNorm1d(3)
bn.momentum = 0.5
bn.eps = 1e-3
print(bn)
x = torch.arange(6.).reshape(2, 3)
print(bn(x), bn.running_mean)
print(list(bn.state_dict().keys()))
d = nn.Dropout(0.5)
d.p = 0.0
print(d(torch.ones(3)))
lin = nn.Linear(2, 2)
lin.tag = 'first'
lin.bias = None
print(lin.tag, lin, lin(torch.ones(2)).shape)
feats = {}
def hook(name):
    def f(mod, inp, out):
        feats[name] = out.detach()
    return f
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
hs = [net[i].register_forward_hook(hook(str(i))) for i in range(3)]
net(torch.ones(1, 2))
print({k: tuple(v.shape) for k, v in feats.items()})
for h in hs: h.remove()
feats.clear(); net(torch.ones(1, 2)); print(feats)
def pre(mod, inp): return (inp[0] * 2,)
h = net.register_forward_pre_hook(pre)
print(net(torch.zeros(1, 2)).shape)
conv = nn.Conv2d(1, 1, 3)
conv.padding = (1, 1)
print(conv, conv(torch.zeros(1, 1, 4, 4)).shape)
def bw(mod, gi, go): print(type(mod).__name__, [None if g is None else tuple(g.shape) for g in gi], [tuple(g.shape) for g in go])
net[2].register_full_backward_hook(bw)
net(torch.ones(4, 2)).sum().backward()
d = {'a': 1}
ks = d.keys(); d['b'] = 2
print(ks, list(d.items()), d.keys() & {'a'}, 'b' in d.keys(), len(d.values()), d.values(), d.items())
