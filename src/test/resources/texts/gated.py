import torch
import torch.nn as nn
import torch.nn.functional as F


class GatedLinearUnit(nn.Module):
    def __init__(self, input_size, hidden_size=None, dropout=None):
        super().__init__()
        if dropout is not None:
            self.dropout = nn.Dropout(dropout)
        else:
            self.dropout = dropout
        self.hidden_size = hidden_size or input_size
        self.fc = nn.Linear(input_size, self.hidden_size * 2)

    def forward(self, x):
        if self.dropout is not None:
            x = self.dropout(x)
        x = self.fc(x)
        return F.glu(x, dim=-1)


class GatedResidualNetwork(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, output_size: int, residual: bool = False):
        super().__init__()
        self.input_size, self.hidden_size, self.output_size = input_size, hidden_size, output_size
        self.residual = residual
        if self.input_size != self.output_size and not self.residual:
            residual_size = self.input_size
        else:
            residual_size = self.output_size
        if self.output_size != residual_size:
            self.skip = nn.Linear(residual_size, self.output_size)
        self.fc1 = nn.Linear(self.input_size, self.hidden_size)
        self.elu = nn.ELU()
        self.fc2 = nn.Linear(self.hidden_size, self.hidden_size)
        self.gate = GatedLinearUnit(self.hidden_size, self.output_size)
        self.norm = nn.LayerNorm(self.output_size)
        self.init_weights()

    def init_weights(self):
        for name, p in self.named_parameters():
            if "bias" in name:
                torch.nn.init.zeros_(p)
            elif "fc1" in name or "fc2" in name:
                torch.nn.init.kaiming_normal_(p, a=0, mode="fan_in", nonlinearity="leaky_relu")
            elif "gate" in name:
                torch.nn.init.xavier_uniform_(p)

    def forward(self, x, residual=None):
        if residual is None:
            residual = x
        if hasattr(self, "skip"):
            residual = self.skip(residual)
        x = self.elu(self.fc1(x))
        x = self.fc2(x)
        return self.norm(self.gate(x) + residual)


class Highway(nn.Module):
    def __init__(self, size, num_layers, f=torch.relu):
        super(Highway, self).__init__()
        self.num_layers = num_layers
        self.nonlinear = nn.ModuleList([nn.Linear(size, size) for _ in range(num_layers)])
        self.linear = nn.ModuleList([nn.Linear(size, size) for _ in range(num_layers)])
        self.gate = nn.ModuleList([nn.Linear(size, size) for _ in range(num_layers)])
        self.f = f

    def forward(self, x):
        for layer in range(self.num_layers):
            gate = torch.sigmoid(self.gate[layer](x))
            nonlinear = self.f(self.nonlinear[layer](x))
            linear = self.linear[layer](x)
            x = gate * nonlinear + (1 - gate) * linear
        return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.grn = GatedResidualNetwork(6, 8, 5)
        self.highway = Highway(5, 2)
        self.out = nn.Linear(5, 1)

    def forward(self, x):
        return self.out(self.highway(self.grn(x)))
