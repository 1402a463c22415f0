import math
import torch
import torch.nn as nn
from torch.nn import Linear, BatchNorm1d


def initialize_glu(module, input_dim, output_dim):
    gain_value = math.sqrt((input_dim + output_dim) / math.sqrt(input_dim))
    torch.nn.init.xavier_normal_(module.weight, gain=gain_value)


class GBN(torch.nn.Module):
    """Ghost batch normalization"""

    def __init__(self, input_dim, virtual_batch_size=5, momentum=0.02):
        super(GBN, self).__init__()
        self.virtual_batch_size = virtual_batch_size
        self.bn = BatchNorm1d(input_dim, momentum=momentum)

    def forward(self, x):
        chunks = x.chunk(int(math.ceil(x.shape[0] / self.virtual_batch_size)), 0)
        res = [self.bn(x_) for x_ in chunks]
        return torch.cat(res, dim=0)


class GLU_Layer(torch.nn.Module):
    def __init__(self, input_dim, output_dim, fc=None):
        super(GLU_Layer, self).__init__()
        self.output_dim = output_dim
        if fc:
            self.fc = fc
        else:
            self.fc = Linear(input_dim, 2 * output_dim, bias=False)
        initialize_glu(self.fc, input_dim, 2 * output_dim)
        self.bn = GBN(2 * output_dim)

    def forward(self, x):
        x = self.fc(x)
        x = self.bn(x)
        out = torch.mul(x[:, : self.output_dim], torch.sigmoid(x[:, self.output_dim :]))
        return out


class GLU_Block(torch.nn.Module):
    def __init__(self, input_dim, output_dim, n_glu=2, first=False, shared_layers=None):
        super(GLU_Block, self).__init__()
        self.first = first
        self.shared_layers = shared_layers
        self.n_glu = n_glu
        self.glu_layers = torch.nn.ModuleList()
        fc = shared_layers[0] if shared_layers else None
        self.glu_layers.append(GLU_Layer(input_dim, output_dim, fc=fc))
        for glu_id in range(1, self.n_glu):
            fc = shared_layers[glu_id] if shared_layers else None
            self.glu_layers.append(GLU_Layer(output_dim, output_dim, fc=fc))

    def forward(self, x):
        scale = torch.sqrt(torch.tensor([0.5], device=x.device))
        if self.first:  # the first layer of the block has no scale multiplication
            x = self.glu_layers[0](x)
            layers_left = range(1, self.n_glu)
        else:
            layers_left = range(self.n_glu)
        for glu_id in layers_left:
            x = torch.add(x, self.glu_layers[glu_id](x))
            x = x * scale
        return x


class Net(nn.Module):
    def __init__(self, input_dim=6, n_d=4, output_dim=1):
        super().__init__()
        shared = torch.nn.ModuleList([Linear(input_dim, 2 * n_d, bias=False),
                                      Linear(n_d, 2 * n_d, bias=False)])
        self.initial_bn = BatchNorm1d(input_dim, momentum=0.01)
        self.shared = GLU_Block(input_dim, n_d, first=True, shared_layers=shared)
        self.specific = GLU_Block(n_d, n_d)
        self.final_mapping = Linear(n_d, output_dim, bias=False)

    def forward(self, x):
        x = self.initial_bn(x)
        return self.final_mapping(self.specific(self.shared(x)))
