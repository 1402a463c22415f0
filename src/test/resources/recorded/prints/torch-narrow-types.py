import torch
names = ['bool', 'uint8', 'int8', 'int16', 'int32', 'int64', 'float16', 'bfloat16', 'float32', 'float64']
for a in names:
    row = []
    for b in names:
        x = torch.ones(2, dtype=getattr(torch, a)); y = torch.ones(2, dtype=getattr(torch, b))
        row.append(str((x + y).dtype)[6:] if a != 'bool' or b != 'bool' else 'bool')
    print(a, row)
for n in names[1:]:
    d = getattr(torch, n)
    x = torch.tensor([1, 2, 100], dtype=d)
    print(n, x, x + 1, x * 2, x.sum(), x.sum().dtype, x.cumsum(0), x.max(), x.float().mean(), x.element_size(), x / 2)
    print(x > 1, x.argmax(), x[1:], x.view(3, 1).shape, torch.cat([x, x]).dtype, x.prod(), x.tolist(), x[0].item(), (x == 2).sum(), x.clone(), -x if n != 'uint8' else 0)
x = torch.tensor([250, 5], dtype=torch.uint8)
print(x + 10, x - 10, x * 3, x // 2, x % 3, x + 1.5, x / 2, x ** 2, ~x, x & 3, x << 1, 300 - x.int())
i8 = torch.tensor([127, -128], dtype=torch.int8); print(i8 + 1, -i8, i8.abs(), i8 * 2)
i32 = torch.tensor([2147483647], dtype=torch.int32); print(i32 + 1, i32.long() + 1, i32 * 2)
print(torch.tensor([3.7, -3.7, 300.]).byte() if False else torch.tensor([3.7, 200.2]).to(torch.uint8), torch.tensor([3.9, -3.9]).int(), torch.tensor([True, False]).byte())
h = torch.tensor([0.1, 1000.1, 70000.]).half(); print(h, h.float(), h * 2, h.exp(), h.sum(), h / 3)
b = torch.tensor([0.1, 1000.1, 3.14159]).bfloat16(); print(b, b.float(), b + 1, b @ b)
print(torch.zeros(2, 2, dtype=torch.int32).sum(), torch.arange(5, dtype=torch.int32), torch.full((2,), 7, dtype=torch.uint8), torch.randint(0, 2, (3,), dtype=torch.uint8).dtype, torch.eye(2, dtype=torch.int32), torch.ones(2, dtype=torch.half))
print(torch.tensor([1, 2], dtype=torch.int32) @ torch.tensor([3, 4], dtype=torch.int32), torch.where(torch.tensor([True, False]), torch.tensor(1, dtype=torch.int32), torch.tensor(2, dtype=torch.int32)))
idx = torch.tensor([0, 2], dtype=torch.int32); t = torch.arange(4.); print(t[idx], t[idx.long()], torch.index_select(t, 0, idx))
print(torch.nn.functional.one_hot(torch.tensor([0, 1]), 2).int(), torch.tensor(5, dtype=torch.int16).item(), int(torch.tensor(7, dtype=torch.uint8)), torch.tensor([1], dtype=torch.int8).type())
print(torch.iinfo(torch.int32).max, torch.iinfo(torch.uint8).max, torch.iinfo(torch.int8).min, torch.finfo(torch.float16).max, torch.finfo(torch.bfloat16).eps, torch.finfo(torch.float16).tiny)
a = torch.ones(3, dtype=torch.int32); a += 2; a[0] = 9; a.mul_(2); print(a, a.dtype)
lin = torch.nn.Linear(2, 2).half(); print(lin.weight.dtype, lin(torch.ones(1, 2).half()).dtype)
p = torch.ones(2, dtype=torch.float16, requires_grad=True); (p * 3).sum().backward(); print(p.grad)
m = torch.ones(2, 2) > 0; print((m.int() + m.byte()).dtype, m.sum(dtype=torch.int32), torch.tensor([1, 2]).to(torch.int8).float())
print(torch.equal(torch.tensor([1], dtype=torch.int32), torch.tensor([1], dtype=torch.int32)), torch.tensor([3, 1, 2], dtype=torch.int16).sort()[0], torch.unique(torch.tensor([3, 3, 1], dtype=torch.int32)), torch.clamp(torch.tensor([1, 5], dtype=torch.int32), 2, 4), torch.stack([a, a]).dtype)
