import torch
torch.manual_seed(1)
a = torch.empty((), dtype=torch.int64).random_()
print(a.item(), torch.rand(1))
print(torch.empty(2, dtype=torch.int64).random_(10), torch.rand(1))
print(torch.empty(2).random_(), torch.rand(1))
print(torch.empty(3, dtype=torch.int64).random_(2, 1 << 40), torch.rand(1))
