# Weights of losses are tensors of any shape that fits, also ones that are computed.
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(2, 3, 3, 3, requires_grad=True)
t = (torch.rand(2, 3, 3, 3) > 0.5).float()
by_channel = torch.tensor([1., 2., 3.]).view(3, 1, 1)
print(nn.BCEWithLogitsLoss(pos_weight=by_channel)(x, t))
print(F.binary_cross_entropy_with_logits(x, t, pos_weight=by_channel))
print(F.binary_cross_entropy_with_logits(x, t, weight=t * 2 + 1, reduction="none").sum())
print(nn.BCELoss(weight=t + 1)(x.sigmoid(), t))
loss = nn.BCEWithLogitsLoss(weight=t + 1, pos_weight=torch.tensor([2.]), reduction="sum")
print(loss(x, t), loss.pos_weight, loss.weight.shape)
focal = F.binary_cross_entropy(x.sigmoid(), t, weight=(x.sigmoid() - t).detach().abs() ** 2)
focal.backward()
print(focal, x.grad.abs().sum())
logits = x[:, :, 0, 0]
classes = torch.tensor([0, 2])
counts = torch.bincount(torch.tensor([0, 1, 1, 2, 2, 2]), minlength=3).float()
weight = counts.sum() / counts
print(nn.CrossEntropyLoss(weight=weight)(logits, classes), nn.CrossEntropyLoss(weight).weight)
print(F.cross_entropy(logits, classes, weight=weight, label_smoothing=0.1))
print(F.nll_loss(logits.log_softmax(1), classes, weight))
print(nn.NLLLoss(torch.tensor([1., 0., 2.]), reduction="none")(logits.log_softmax(1), classes))
print(F.multi_margin_loss(logits, classes, weight=weight))
print(F.multilabel_soft_margin_loss(logits, F.one_hot(classes, 3).float(), weight=weight))
try:
    F.cross_entropy(logits, classes, weight=torch.ones(2))
except RuntimeError as e:
    print(str(e).split("\n")[0])
print(torch.ones(2, 0).softmax(1), torch.ones(0, 3).log_softmax(0).shape)
