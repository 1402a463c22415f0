import torch, torch.nn as nn
torch.manual_seed(0)
class B(nn.Module):
    def __init__(self, i, p, s=1):
        super().__init__()
        self.conv1 = nn.Conv2d(i, p, 3, s, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(p)
        self.conv2 = nn.Conv2d(p, p, 3, 1, 1, bias=False)
        self.short = nn.Sequential()
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, kernel_size=3, stride=1, padding=1, bias=False)
        self.layer1 = nn.Sequential(B(8, 8), B(8, 16, 2))
        self.linear = nn.Linear(16, 10)
        for n, p in self.named_parameters(): print(n, p.sum())
        self.apply(self.w)
    def w(self, m):
        print(m.__class__.__name__)
        if isinstance(m, nn.Linear) or isinstance(m, nn.Conv2d):
            nn.init.kaiming_normal_(m.weight)
n = N()
for k, p in n.named_parameters(): print(k, p.sum())
