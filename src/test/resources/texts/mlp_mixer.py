import torch
from torch import nn
from functools import partial


class PreNormResidual(nn.Module):
    def __init__(self, dim, fn):
        super().__init__()
        self.fn = fn
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        return self.fn(self.norm(x)) + x


def FeedForward(dim, expansion_factor=4, dropout=0., dense=nn.Linear):
    inner_dim = int(dim * expansion_factor)
    return nn.Sequential(
        dense(dim, inner_dim),
        nn.GELU(),
        nn.Dropout(dropout),
        dense(inner_dim, dim),
        nn.Dropout(dropout)
    )


class Patches(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        b, c, h, w = x.shape
        p = self.p
        x = x.reshape(b, c, h // p, p, w // p, p)
        return x.permute(0, 2, 4, 3, 5, 1).reshape(b, (h // p) * (w // p), p * p * c)


class Mean(nn.Module):
    def forward(self, x):
        return x.mean(1)


def MLPMixer(*, image_size=8, channels=1, patch_size=4, dim=6, depth=2, num_classes=3,
             expansion_factor=2, expansion_factor_token=0.5):
    assert image_size % patch_size == 0, f"image {image_size} must be divisible by {patch_size}"
    num_patches = (image_size // patch_size) ** 2
    chan_first, chan_last = partial(nn.Conv1d, kernel_size=1), nn.Linear
    return nn.Sequential(
        Patches(patch_size),
        nn.Linear((patch_size ** 2) * channels, dim),
        *[nn.Sequential(
            PreNormResidual(dim, FeedForward(num_patches, expansion_factor, 0., chan_first)),
            PreNormResidual(dim, FeedForward(dim, expansion_factor_token, 0., chan_last))
        ) for _ in range(depth)],
        nn.LayerNorm(dim),
        Mean(),
        nn.Linear(dim, num_classes)
    )


class Net(nn.Module):
    def __init__(self, **options):
        super().__init__()
        self.mixer = MLPMixer(**options)

    def forward(self, x):
        return self.mixer(x)
