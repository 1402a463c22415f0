import torch
import torch.nn as nn
import torch.nn.functional as F


def swish(x, beta=1.0):
    return x * torch.sigmoid(beta * x)


def mish(x):
    return x * (torch.tanh(F.softplus(x)))


class Swish(nn.Module):
    def __init__(self, beta=1.0, trainable=True):
        super().__init__()
        if trainable:
            self.beta = nn.Parameter(torch.tensor(float(beta)))
        else:
            self.register_buffer("beta", torch.tensor(beta))

    def forward(self, x):
        return swish(x, self.beta)


class MyReLU(nn.Module):
    def forward(self, x):
        return torch.clamp(x, min=0)


class Maxout(nn.Module):
    def __init__(self, d_in, d_out, pool_size=2):
        super().__init__()
        self.d_in, self.d_out, self.pool_size = d_in, d_out, pool_size
        self.lin = nn.Linear(d_in, d_out * pool_size)

    def forward(self, inputs):
        shape = list(inputs.size())
        shape[-1] = self.d_out
        shape.append(self.pool_size)
        max_dim = len(shape) - 1
        out = self.lin(inputs)
        m, i = out.view(*shape).max(max_dim)
        return m


ACTIVATIONS = {
    "swish": Swish,
    "mish": lambda: mish,
    "relu": MyReLU,
}


class Net(nn.Module):
    def __init__(self, names=("swish", "mish", "relu"), width=6):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(width, width) for _ in names)
        self.activations = [ACTIVATIONS[name]() for name in names]
        self.swish = self.activations[0]
        self.maxout = Maxout(width, 4)
        self.head = nn.Linear(4, 1)

    def forward(self, x):
        for layer, activation in zip(self.layers, self.activations):
            x = activation(layer(x))
        return self.head(self.maxout(x))
