import numpy as np, torch
print(np.array([1., 2.]).mean().item(), np.finfo(np.float32).eps.item() < 1e-6, (3.0).is_integer(), (2.5).is_integer(), (10).bit_length(), np.array([1, 2]).sum().item())
print({1, 2}.isdisjoint({3}), {1, 2}.isdisjoint([2]), (5).real, np.array([3]).max().shape)
np.random.seed(0)
p = torch.tensor([0.2, 0.3, 0.5]).softmax(0).numpy()
print(np.random.choice(3, p=p), np.random.choice(np.arange(3), p=p / p.sum()))
print('banana'.find('a', 2), 'banana'.find('n', -3), 'banana'.find('b', 1), 'banana'.index('n', 3), 'aaa'.replace('a', 'b', 2), 'aaa'.replace('a', 'b', -1), 'abc'.find('c', 0, 2))
