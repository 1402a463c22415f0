import torch
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(1)
ds = TensorDataset(torch.arange(6.))
for s in (False, True):
    for (b,) in DataLoader(ds, batch_size=2, shuffle=s):
        print(b, torch.rand(1))
print(torch.rand(2))
g = torch.Generator().manual_seed(3)
dl = DataLoader(ds, batch_size=4, shuffle=True, generator=g)
print(next(iter(dl)), torch.rand(1))
it = iter(dl)
print(torch.rand(1)); print(next(it)); print(torch.rand(1))
print(torch.empty((), dtype=torch.int64).random_().item())
