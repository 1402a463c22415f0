import torch, math
from torch import nn, optim
from torch.optim.lr_scheduler import *
torch.manual_seed(0)
m = nn.Linear(2, 1)
for O, kw in [(optim.SGD, dict(lr=0.1)), (optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=1e-3)), (optim.Adam, {}), (optim.AdamW, dict(lr=1e-3)), (optim.RMSprop, dict(lr=0.01, alpha=0.9)), (optim.Adagrad, dict(lr=0.1)), (optim.Adadelta, {}), (optim.Adamax, {}), (optim.NAdam, {}), (optim.RAdam, {}), (optim.Rprop, {}), (optim.ASGD, {})]:
    opt = O(m.parameters(), **kw)
    for _ in range(2):
        opt.zero_grad(); m(torch.ones(3, 2)).pow(2).mean().backward(); opt.step()
    print(O.__name__, m.weight.data)
opt = optim.SGD([{'params': m.weight}, {'params': [m.bias], 'lr': 1e-3}], lr=0.1, momentum=0.9)
print(opt)
for S, kw in [(StepLR, dict(step_size=2, gamma=0.5)), (MultiStepLR, dict(milestones=[1, 3])), (ExponentialLR, dict(gamma=0.9)), (CosineAnnealingLR, dict(T_max=4)), (LambdaLR, dict(lr_lambda=lambda e: 1 / (e + 1))), (CosineAnnealingWarmRestarts, dict(T_0=2)), (LinearLR, {}), (PolynomialLR, dict(total_iters=4)), (CyclicLR, dict(base_lr=0.01, max_lr=0.1, step_size_up=2)), (OneCycleLR, dict(max_lr=0.1, total_steps=8))]:
    o = optim.SGD(m.parameters(), lr=0.1, momentum=0.9)
    s = S(o, **kw)
    lrs = []
    for _ in range(4):
        o.step(); s.step(); lrs.append(round(o.param_groups[0]['lr'], 5))
    print(S.__name__, lrs, s.get_last_lr() == [o.param_groups[0]['lr']])
o = optim.SGD(m.parameters(), lr=0.1)
s = SequentialLR(o, [ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.9)], milestones=[2])
print([round(o.param_groups[0]['lr'], 5) or s.step() for _ in range(1)], s.last_epoch)
for g in o.param_groups: g['lr'] = 0.01
print(o.param_groups[0].keys(), o.state_dict()['param_groups'][0]['lr'])
class Warmup(torch.optim.lr_scheduler._LRScheduler):
    def __init__(self, optimizer, warm, last_epoch=-1):
        self.warm = warm
        super().__init__(optimizer, last_epoch)
    def get_lr(self):
        return [b * min(1, (self.last_epoch + 1) / self.warm) for b in self.base_lrs]
w = Warmup(o, 4); print([w.step() or round(w.get_last_lr()[0], 4) for _ in range(4)])
def adjust_learning_rate(optimizer, epoch, lr0=0.1):
    lr = lr0 * (0.1 ** (epoch // 30))
    for param_group in optimizer.param_groups:
        param_group['lr'] = lr
adjust_learning_rate(o, 31); print(o.param_groups[0]['lr'])
lb = optim.LBFGS(m.parameters(), max_iter=4)
def closure():
    lb.zero_grad(); l = (m(torch.ones(1, 2)) - 3).pow(2).sum(); l.backward(); return l
print(lb.step(closure), closure().item() < 1e-3)
scaler = torch.cuda.amp.GradScaler(enabled=False)
with torch.autocast('cpu', enabled=False):
    l = m(torch.ones(1, 2)).sum()
scaler.scale(l).backward(); scaler.step(o); scaler.update()
print(torch.nn.utils.clip_grad_norm_(m.parameters(), 0.5))
