import torch
from torch import nn


class Embedded(nn.Module):
    """Five columns of whole numbers below 50, a vector for each, beside twenty plain numbers."""

    def __init__(self):
        super().__init__()
        self.e0 = nn.Embedding(50, 8)
        self.e1 = nn.Embedding(50, 8)
        self.e2 = nn.Embedding(50, 8)
        self.e3 = nn.Embedding(50, 8)
        self.e4 = nn.Embedding(50, 8)
        self.hidden = nn.Linear(60, 64)
        self.out = nn.Linear(64, 1)

    def forward(self, x):
        words = x[:, :5].long()
        parts = [
            self.e0(words[:, 0]),
            self.e1(words[:, 1]),
            self.e2(words[:, 2]),
            self.e3(words[:, 3]),
            self.e4(words[:, 4]),
            x[:, 5:],
        ]
        return self.out(torch.relu(self.hidden(torch.cat(parts, dim=1))))
