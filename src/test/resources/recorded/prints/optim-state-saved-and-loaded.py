# What an optimizer remembers is saved, copied, looked at, changed and loaded.
import copy
import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(0)
net = nn.Linear(2, 1)
x = torch.randn(5, 2)


def train(o, n, s=None):
    for i in range(n):
        o.zero_grad()
        net(x).pow(2).mean().backward()
        o.step()
        if s is not None:
            s.step()


o = optim.Adam(net.parameters(), lr=0.1)
s = optim.lr_scheduler.StepLR(o, 2)
train(o, 3, s)
saved = copy.deepcopy({"net": net.state_dict(), "optimizer": o.state_dict(), "scheduler": s.state_dict()})
train(o, 3, s)
print(net.weight)
net.load_state_dict(saved["net"])
o.load_state_dict(saved["optimizer"])
s.load_state_dict(saved["scheduler"])
train(o, 3, s)
print(net.weight)
print(o.state_dict())
for p, known in o.state.items():
    print(p.shape, known["step"], known["exp_avg"])
for known in o.state.values():
    for name, value in known.items():
        if isinstance(value, torch.Tensor):
            known[name] = value.to("cpu").clone()
o.state[net.weight]["exp_avg"].zero_()
train(o, 1)
print(net.weight)

for make in [lambda p: optim.Adam(p, amsgrad=True), lambda p: optim.AdamW(p), lambda p: optim.NAdam(p),
             lambda p: optim.RAdam(p), lambda p: optim.ASGD(p, lr=0.1), lambda p: optim.Rprop(p),
             lambda p: optim.RMSprop(p, momentum=0.9, centered=True), lambda p: optim.Adadelta(p),
             lambda p: optim.Adagrad(p), lambda p: optim.Adamax(p),
             lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.5), lambda p: optim.SGD(p, lr=0.1)]:
    with torch.no_grad():
        net.weight.fill_(0.3)
        net.bias.fill_(0.2)
    o = make(net.parameters())
    train(o, 3)
    saved = copy.deepcopy(o.state_dict())
    weights = copy.deepcopy(net.state_dict())
    train(o, 2)
    print(type(o).__name__, net.weight.detach())
    net.load_state_dict(weights)
    o = make(net.parameters())
    o.load_state_dict(saved)
    train(o, 2)
    print(net.weight.detach(), sorted(o.state[net.bias].keys()))

two = optim.SGD([{"params": [net.weight]}, {"params": [net.bias], "lr": 1.0}], lr=0.1, momentum=0.9)
net(x).sum().backward()
two.step()
print(two.state_dict()["param_groups"])
print(two.state[net.bias]["momentum_buffer"])
try:
    o.load_state_dict(two.state_dict())
except ValueError as e:
    print(e)
try:
    two.add_param_group({"params": [net.bias]})
except ValueError as e:
    print(e)
two.state.clear()
two.step()
print(two.state[net.bias])
print(two.defaults["lr"], len(two.param_groups))
