import torch
x = torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True).float()
for i in range(2):
    (x * x).sum().backward()
w = torch.tensor([1., 2.], requires_grad=True)
y = w + 1
z = y.view(2, 1).sum()
z.backward(); 
try:
    z.backward(); print(w.grad)
except RuntimeError as e: print('E', str(e)[:40])
y = w * 2
y.sum().backward()
try:
    y.sum().backward(); print(w.grad)
except RuntimeError as e: print('E', str(e)[:40])
y = w.exp()
y.sum().backward()
try:
    y.sum().backward(); print(w.grad)
except RuntimeError as e: print('E', str(e)[:40])
y = torch.cat([w, w]); y.sum().backward(); y.sum().backward(); print(w.grad)
y = -w; (y*y).sum().backward(); y.sum().backward(); print(w.grad)
y = w / 2; y.sum().backward()
try:
    y.sum().backward(); print('div', w.grad)
except RuntimeError as e: print('E', str(e)[:40])
y = w[0]; y.backward(); y.backward(); print(w.grad)
y = w.sigmoid(); y.sum().backward()
try:
    y.sum().backward(); print('sig', w.grad)
except RuntimeError as e: print('E', str(e)[:40])
m = torch.nn.Linear(2, 2)
y = m(torch.ones(1, 2)); y.sum().backward()
try:
    y.sum().backward(); print('lin')
except RuntimeError as e: print('E', str(e)[:40])
y = w.clamp(min=0); y.sum().backward()
try:
    y.sum().backward(); print('clamp')
except RuntimeError as e: print('E', str(e)[:40])
y = w.reshape(1, 2).t().squeeze().unsqueeze(0).expand(3, 2).permute(1, 0).contiguous(); y.sum().backward(); y.sum().backward(); print(w.grad)
y = w ** 2; y.sum().backward()
try:
    y.sum().backward(); print('pow')
except RuntimeError as e: print('E', str(e)[:40])
y = w - 3; y = 5 - y; y = y.clone(); y.sum().backward(); y.sum().backward(); print(w.grad)
y = torch.stack([w, w * 3]).sum(0); y.sum().backward(); 
try:
    y.sum().backward(); print(w.grad)
except RuntimeError as e: print('E', str(e)[:40])
