import torch
from torch import nn
print(nn.ParameterDict({'a': nn.Parameter(torch.ones(2,3)), 'b': nn.Parameter(torch.ones(()))}))
print(nn.Sequential(nn.ParameterList([nn.Parameter(torch.ones(2,3)), nn.Parameter(torch.ones(()))]), nn.Linear(2, 3)))
print(nn.Sequential(nn.ParameterList([])))
x = torch.zeros(3, 2); x.index_fill_(0, torch.tensor([0, 2]), -1); print(x, x.index_fill(1, torch.tensor([1]), 5.))
