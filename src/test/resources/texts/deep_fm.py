import torch
import torch.nn as nn


class FactorizationMachine(nn.Module):
    def __init__(self, n, k):
        super().__init__()
        self.V = nn.Parameter(torch.randn(n, k) * 0.1, requires_grad=True)
        self.lin = nn.Linear(n, 1)

    def forward(self, x):
        out_1 = torch.matmul(x, self.V).pow(2).sum(1, keepdim=True)
        out_2 = torch.matmul(x.pow(2), self.V.pow(2)).sum(1, keepdim=True)
        out_inter = 0.5 * (out_1 - out_2)
        out_lin = self.lin(x)
        return out_inter + out_lin


class CrossNet(nn.Module):
    def __init__(self, in_features, layer_num=2):
        super().__init__()
        self.layer_num = layer_num
        self.kernels = nn.ParameterList(
            [nn.Parameter(nn.init.xavier_normal_(torch.empty(in_features, 1)))
             for _ in range(self.layer_num)])
        self.bias = nn.ParameterList(
            [nn.Parameter(nn.init.zeros_(torch.empty(in_features, 1)))
             for _ in range(self.layer_num)])

    def forward(self, inputs):
        x_0 = inputs.unsqueeze(2)
        x_l = x_0
        for i in range(self.layer_num):
            xl_w = torch.tensordot(x_l, self.kernels[i], dims=([1], [0]))
            dot_ = torch.matmul(x_0, xl_w)
            x_l = dot_ + self.bias[i] + x_l
        return torch.squeeze(x_l, dim=2)


class Net(nn.Module):
    def __init__(self, n=6):
        super().__init__()
        self.fm = FactorizationMachine(n, 3)
        self.cross = CrossNet(n)
        self.out = nn.Linear(n, 1)

    def forward(self, x):
        return self.fm(x) + self.out(self.cross(x))
