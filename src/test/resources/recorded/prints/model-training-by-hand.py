import time, copy, os, sys, json, logging
from pathlib import Path
from functools import partial
from contextlib import nullcontext
import torch
from torch import nn
from torch.utils.data import Dataset, DataLoader, random_split
from torch.optim.lr_scheduler import StepLR, CosineAnnealingLR, ReduceLROnPlateau, LambdaLR
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
class AverageMeter(object):
    """Computes and stores the average and current value"""
    def __init__(self, name, fmt=':f'):
        self.name = name
        self.fmt = fmt
        self.reset()
    def reset(self):
        self.val = 0
        self.avg = 0
        self.sum = 0
        self.count = 0
    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count
    def __str__(self):
        fmtstr = '{name} {val' + self.fmt + '} ({avg' + self.fmt + '})'
        return fmtstr.format(**self.__dict__)
def accuracy(output, target, topk=(1,)):
    with torch.no_grad():
        maxk = max(topk)
        batch_size = target.size(0)
        _, pred = output.topk(maxk, 1, True, True)
        pred = pred.t()
        correct = pred.eq(target.view(1, -1).expand_as(pred))
        res = []
        for k in topk:
            correct_k = correct[:k].reshape(-1).float().sum(0, keepdim=True)
            res.append(correct_k.mul_(100.0 / batch_size))
        return res
class EarlyStopping:
    def __init__(self, patience=2, verbose=False, delta=0):
        self.patience, self.verbose, self.counter, self.best_score, self.early_stop = patience, verbose, 0, None, False
        self.val_loss_min = float('inf')
        self.delta = delta
    def __call__(self, val_loss, model):
        score = -val_loss
        if self.best_score is None:
            self.best_score = score
            self.best = copy.deepcopy(model.state_dict())
        elif score < self.best_score + self.delta:
            self.counter += 1
            print(f'EarlyStopping counter: {self.counter} out of {self.patience}')
            if self.counter >= self.patience:
                self.early_stop = True
        else:
            self.best_score = score
            self.best = copy.deepcopy(model.state_dict())
            self.counter = 0
class MyDataset(Dataset):
    def __init__(self, n, transform=None):
        g = torch.Generator().manual_seed(0)
        self.x = torch.randn(n, 4, generator=g)
        self.y = (self.x.sum(1) > 0).long()
        self.transform = transform
    def __len__(self):
        return len(self.x)
    def __getitem__(self, idx):
        x = self.x[idx]
        if self.transform:
            x = self.transform(x)
        return x, self.y[idx]
class EMA:
    def __init__(self, model, decay):
        self.decay = decay
        self.shadow = {k: v.clone().detach() for k, v in model.named_parameters() if v.requires_grad}
    def update(self, model):
        for name, param in model.named_parameters():
            if param.requires_grad:
                assert name in self.shadow
                self.shadow[name] = (1.0 - self.decay) * param.data + self.decay * self.shadow[name]
def mixup_data(x, y, alpha=1.0):
    lam = 0.3
    index = torch.randperm(x.size()[0])
    return lam * x + (1 - lam) * x[index, :], y, y[index], lam
torch.manual_seed(7)
ds = MyDataset(40, transform=lambda t: t * 2)
train, val = random_split(ds, [30, 10], generator=torch.Generator().manual_seed(1))
tl = DataLoader(train, batch_size=8, shuffle=True, drop_last=False, num_workers=0, pin_memory=False)
vl = DataLoader(val, batch_size=10)
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(inplace=True), nn.Dropout(p=0.1), nn.Linear(8, 2))
crit = nn.CrossEntropyLoss(label_smoothing=0.1)
opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=1e-4)
sched = LambdaLR(opt, lr_lambda=lambda e: 0.95 ** e)
plateau = ReduceLROnPlateau(opt, 'min', factor=0.5, patience=0)
ema = EMA(model, 0.9); es = EarlyStopping()
best = 0.0
for epoch in range(4):
    losses = AverageMeter('Loss', ':.4e'); top1 = AverageMeter('Acc@1', ':6.2f')
    model.train()
    for i, (xb, yb) in enumerate(tl):
        xm, ya, yb2, lam = mixup_data(xb, yb)
        with nullcontext():
            out = model(xm)
            loss = lam * crit(out, ya) + (1 - lam) * crit(out, yb2)
        losses.update(loss.item(), xb.size(0))
        acc1, acc2 = accuracy(out, yb, topk=(1, 2))
        top1.update(acc1[0].item(), xb.size(0))
        opt.zero_grad()
        loss.backward()
        opt.step()
        ema.update(model)
    sched.step()
    model.eval()
    correct = total = 0
    vloss = 0.
    with torch.inference_mode():
        for xb, yb in vl:
            out = model(xb)
            vloss += crit(out, yb).item() * xb.size(0)
            _, predicted = torch.max(out.data, 1)
            total += yb.size(0)
            correct += (predicted == yb).sum().item()
    plateau.step(vloss / total)
    es(vloss / total, model)
    print(losses, top1, 'lr=%.5f' % opt.param_groups[0]['lr'], f'val {100 * correct / total:.1f}%')
    if es.early_stop:
        print("Early stopping"); break
print({k: tuple(v.shape) for k, v in es.best.items()})
print(json.dumps({'best': round(best, 3), 'epochs': [1, 2]}, indent=2))
print(sum(p.numel() for p in model.parameters()), str(Path('a') / 'b.pt'))
