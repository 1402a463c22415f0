import torch
import torch.nn as nn


class GRUCell(nn.Module):
    """A gated recurrent unit written by hand."""

    def __init__(self, input_size, hidden_size, bias=True):
        super().__init__()
        self.hidden_size = hidden_size
        self.x2h = nn.Linear(input_size, 3 * hidden_size, bias=bias)
        self.h2h = nn.Linear(hidden_size, 3 * hidden_size, bias=bias)
        self.reset_parameters()

    def reset_parameters(self):
        std = 1.0 / self.hidden_size ** 0.5
        for w in self.parameters():
            w.data.uniform_(-std, std)

    def forward(self, x, hidden):
        i_r, i_i, i_n = self.x2h(x).chunk(3, 1)
        h_r, h_i, h_n = self.h2h(hidden).chunk(3, 1)
        resetgate = torch.sigmoid(i_r + h_r)
        inputgate = torch.sigmoid(i_i + h_i)
        newgate = torch.tanh(i_n + (resetgate * h_n))
        return newgate + inputgate * (hidden - newgate)


class Net(nn.Module):
    """A row is a short series."""

    def __init__(self, hidden=5):
        super().__init__()
        self.cell = GRUCell(1, hidden)
        self.fc = nn.Linear(hidden, 1)

    def forward(self, x):
        h = torch.zeros(x.size(0), self.cell.hidden_size, device=x.device)
        for t in range(x.size(1)):
            h = self.cell(x[:, t:t + 1], h)
        return self.fc(h)
