import torch
from torch import nn


class AutoEncoder(nn.Module):
    def __init__(self, sizes=(8, 6, 2)):
        super().__init__()
        pairs = list(zip(sizes[:-1], sizes[1:]))
        encoder = []
        for i, (a, b) in enumerate(pairs):
            encoder += [nn.Linear(a, b)]
            if i < len(pairs) - 1:
                encoder += [nn.Tanh()]
        decoder = []
        for a, b in reversed(pairs):
            decoder.extend([nn.Linear(b, a), nn.Tanh()])
        self.encoder = nn.Sequential(*encoder)
        self.decoder = nn.Sequential(*decoder[:-1])

    def forward(self, x):
        code = self.encoder(x)
        return self.decoder(code)
