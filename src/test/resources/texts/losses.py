import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    def __init__(self, alpha=None, gamma=2.0, reduction="mean"):
        super(FocalLoss, self).__init__()
        self.gamma = gamma
        self.reduction = reduction
        if alpha is not None:
            self.register_buffer("alpha", torch.tensor(alpha))
        else:
            self.alpha = None

    def forward(self, inputs, targets):
        log_pt = F.log_softmax(inputs, dim=-1)
        log_pt = log_pt.gather(1, targets.view(-1, 1)).view(-1)
        pt = log_pt.exp()
        if self.alpha is not None:
            log_pt = log_pt * self.alpha.gather(0, targets.view(-1))
        loss = -1 * (1 - pt) ** self.gamma * log_pt
        if self.reduction == "mean":
            return loss.mean()
        elif self.reduction == "sum":
            return loss.sum()
        return loss


class DiceBCELoss(nn.Module):
    def __init__(self, weight=None, size_average=True):
        super(DiceBCELoss, self).__init__()

    def forward(self, inputs, targets, smooth=1):
        # comment out if your model contains a sigmoid or equivalent activation layer
        inputs = torch.sigmoid(inputs)
        # flatten label and prediction tensors
        inputs = inputs.view(-1)
        targets = targets.view(-1)
        intersection = (inputs * targets).sum()
        dice_loss = 1 - (2. * intersection + smooth) / (inputs.sum() + targets.sum() + smooth)
        BCE = F.binary_cross_entropy(inputs, targets, reduction='mean')
        return BCE + dice_loss


class TverskyLoss(nn.Module):
    def __init__(self, alpha=0.3, beta=0.7, gamma=4 / 3):
        super().__init__()
        self.alpha, self.beta, self.gamma = alpha, beta, gamma

    def forward(self, logits, y):
        p = logits.sigmoid().flatten(1)
        y = y.flatten(1)
        TP = (p * y).sum(dim=1)
        FP = ((1 - y) * p).sum(dim=1)
        FN = (y * (1 - p)).sum(dim=1)
        tversky = (TP + 1) / (TP + self.alpha * FP + self.beta * FN + 1)
        return ((1 - tversky) ** self.gamma).mean()


class ContrastiveLoss(nn.Module):
    """Pairs of rows: the first half with the second half."""

    def __init__(self, margin=1.0):
        super(ContrastiveLoss, self).__init__()
        self.margin = margin
        self.eps = 1e-9

    def forward(self, output, target):
        output1, output2 = output.chunk(2, dim=0)
        a, b = target.chunk(2, dim=0)
        same = (a == b).float()
        distances = (output2 - output1).pow(2).sum(1)  # squared distances
        losses = 0.5 * (same * distances +
                        (1 + -1 * same) * F.relu(self.margin - (distances + self.eps).sqrt()).pow(2))
        return losses.mean()


class SupConLoss(nn.Module):
    """Cosine similarities of all rows; those of one class shall be near."""

    def __init__(self, temperature=0.5):
        super().__init__()
        self.temperature = temperature

    def forward(self, features, labels):
        n = features.shape[0]
        z = F.normalize(features, p=2, dim=1)
        sim = torch.matmul(z, z.T) / self.temperature
        self_mask = torch.eye(n, dtype=torch.bool, device=features.device)
        labels = labels.contiguous().view(-1, 1)
        mask = torch.eq(labels, labels.T).float().masked_fill(self_mask, 0)
        logits_max, _ = torch.max(sim, dim=1, keepdim=True)
        logits = sim - logits_max.detach()
        exp_logits = torch.exp(logits) * (~self_mask)
        log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))
        count = mask.sum(1)
        mean_log_prob_pos = (mask * log_prob).sum(1) / torch.where(count > 0, count, torch.ones_like(count))
        return -mean_log_prob_pos.mean()


class CosineLoss(nn.Module):
    def forward(self, input, target):
        return (1 - F.cosine_similarity(input, target, dim=-1)).mean()


class QuantileLoss(nn.Module):
    def __init__(self, quantiles=[0.1, 0.5, 0.9]):
        super().__init__()
        self.quantiles = quantiles

    def forward(self, preds, target):
        assert not target.requires_grad
        assert preds.size(0) == target.size(0)
        losses = []
        for i, q in enumerate(self.quantiles):
            errors = target[:, 0] - preds[:, i]
            losses.append(torch.max((q - 1) * errors, q * errors).unsqueeze(1))
        loss = torch.mean(torch.sum(torch.cat(losses, dim=1), dim=1))
        return loss


class LabelSmoothingLoss(nn.Module):
    def __init__(self, classes=3, smoothing=0.1, dim=-1):
        super(LabelSmoothingLoss, self).__init__()
        self.confidence = 1.0 - smoothing
        self.smoothing = smoothing
        self.cls = classes
        self.dim = dim

    def forward(self, pred, target):
        pred = pred.log_softmax(dim=self.dim)
        with torch.no_grad():
            true_dist = torch.zeros_like(pred)
            true_dist.fill_(self.smoothing / (self.cls - 1))
            true_dist.scatter_(1, target.data.unsqueeze(1), self.confidence)
        return torch.mean(torch.sum(-true_dist * pred, dim=self.dim))


class HuberLoss(nn.Module):
    def __init__(self, delta=0.5):
        super().__init__()
        self.delta = delta

    def forward(self, y_pred, y_true):
        err = y_true - y_pred
        is_small = err.abs() <= self.delta
        small = 0.5 * err ** 2
        large = self.delta * (err.abs() - 0.5 * self.delta)
        return torch.where(is_small, small, large).mean()


class RMSLELoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.mse = nn.MSELoss()

    def forward(self, pred, actual):
        pred = F.softplus(pred)
        return torch.sqrt(self.mse(torch.log(pred + 1), torch.log(actual.abs() + 1)))


class LogCoshLoss(nn.Module):
    def forward(self, y_t, y_prime_t):
        x = y_prime_t - y_t
        return torch.mean(x + F.softplus(-2.0 * x) - math.log(2.0))


class GaussianNLL(nn.Module):
    def forward(self, output, target):
        mean, log_var = output[:, 0], output[:, 1]
        y = target.squeeze(-1)
        return torch.mean(0.5 * (math.log(2 * math.pi) + log_var + (y - mean) ** 2 / log_var.exp()))


class CenterLoss(nn.Module):
    """Cross-entropy and the distance to learned centers."""

    def __init__(self, num_classes=3, lambda_c=0.1):
        super().__init__()
        self.num_classes = num_classes
        self.lambda_c = lambda_c
        self.register_buffer("centers", torch.eye(num_classes))

    def forward(self, x, labels):
        batch_size = x.size(0)
        distmat = torch.cdist(x, self.centers).pow(2)
        classes = torch.arange(self.num_classes).long()
        labels_ = labels.unsqueeze(1).expand(batch_size, self.num_classes)
        mask = labels_.eq(classes.expand(batch_size, self.num_classes))
        dist = distmat * mask.float()
        center = dist.clamp(min=1e-12, max=1e+12).sum() / batch_size
        return F.cross_entropy(x, labels) + self.lambda_c * center
