import torch.nn as nn


class MLP(nn.Module):
    def __init__(self, in_features=6, out_features=1, hidden=8):
        super().__init__()
        self.hidden = nn.Linear(in_features, hidden)
        self.relu = nn.ReLU()
        self.out = nn.Linear(hidden, out_features)

    def forward(self, x):
        return self.out(self.relu(self.hidden(x)))
