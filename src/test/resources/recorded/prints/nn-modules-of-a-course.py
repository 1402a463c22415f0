import torch, copy
from torch import nn
import torch.nn.functional as F
class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            self._modules[str(idx)] = module
    def forward(self, X):
        for block in self._modules.values():
            X = block(X)
        return X
class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.rand_weight = torch.rand((20, 20), requires_grad=False)
        self.linear = nn.Linear(20, 20)
    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, self.rand_weight) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X /= 2
        return X.sum()
torch.manual_seed(0)
net = MySequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 10))
X = torch.rand(2, 20)
print(net(X).shape, FixedHiddenMLP()(X))
shared = nn.Linear(8, 8)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), shared, nn.ReLU(), shared, nn.ReLU(), nn.Linear(8, 1))
net(torch.rand(2, 4))
print(net[2].weight.data[0] == net[4].weight.data[0])
print(*[(name, param.shape) for name, param in net.named_parameters()])
print(net.state_dict()['2.bias'].data, net[0].weight.grad == None)
class CenteredLayer(nn.Module):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
    def forward(self, X):
        return X - X.mean()
print(CenteredLayer()(torch.FloatTensor([1, 2, 3, 4, 5])))
def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())
def block2():
    net = nn.Sequential()
    for i in range(2):
        net.add_module(f'block {i}', block1())
    return net
rgnet = nn.Sequential(block2(), nn.Linear(4, 1)); print(rgnet); print(rgnet[0][1][0].bias.data.shape)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.ModuleList([nn.Linear(4, 4) for i in range(3)])
        self.head = nn.ModuleDict({'a': nn.Linear(4, 2), 'b': nn.Identity()})
        self.params = nn.ParameterList([nn.Parameter(torch.ones(1) * i) for i in range(2)])
        self.register_buffer('mean', torch.zeros(4))
        self.alpha = nn.Parameter(torch.tensor(0.5))
    def forward(self, x, which='a'):
        for i, l in enumerate(self.features):
            x = torch.tanh(l(x)) + self.params[i % 2]
        with torch.no_grad():
            self.mean.mul_(0.9).add_(x.mean(0), alpha=0.1)
        return self.head[which](x) * self.alpha
n = Net(); print(n); print(n(torch.ones(2, 4)).shape, [k for k, _ in n.named_buffers()], len(list(n.modules())), n.mean.abs().sum() > 0)
n2 = copy.deepcopy(n); n2.alpha.data.fill_(2.); print(n.alpha.item(), n2.alpha.item())
print(n.load_state_dict(n2.state_dict()), n.alpha.item())
for name, child in n.named_children(): print(name, type(child).__name__)
for p in n.features.parameters(): p.requires_grad = False
print(sum(p.requires_grad for p in n.parameters()), n.training, n.eval().training)
feats = {}
def hook(name):
    def f(m, i, o): feats[name] = o.detach()
    return f
hd = n.features[0].register_forward_hook(hook('f0')); n(torch.ones(1, 4)); print(feats['f0'].shape); hd.remove()
try:
    n.load_state_dict({'alpha': torch.tensor(1.)})
except RuntimeError as e:
    print(str(e)[:70])
print(n.load_state_dict({'alpha': torch.tensor(1.)}, strict=False).missing_keys[:2])
print(nn.Conv2d(3, 6, 5), nn.LSTM(3, 4, 2, bidirectional=True), nn.BatchNorm2d(4), nn.MaxPool2d(2, 2), nn.Dropout(0.25), nn.Embedding(10, 3, padding_idx=0), nn.LeakyReLU(0.1), nn.Softmax(dim=1), nn.LayerNorm([4]), nn.GELU(), nn.ConvTranspose2d(4, 2, 2, stride=2), nn.Upsample(scale_factor=2, mode='nearest'), nn.MultiheadAttention(4, 2), sep='\n')
print(nn.Dropout(0), nn.AdaptiveAvgPool2d(1), nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(1), nn.PReLU(), nn.GroupNorm(2, 4), nn.Hardtanh(-2, 2), nn.ELU(1), nn.Threshold(0, 1), nn.Bilinear(2, 3, 4), nn.PixelShuffle(2), nn.ZeroPad2d(1), nn.CosineSimilarity(), nn.CrossEntropyLoss(), nn.TripletMarginLoss(1), sep='\n')
