"""Trains one workload of Compare.java with PyTorch and prints samples per second.

Usage: python3 pytorch.py WORKLOAD CSV EPOCHS BATCH THREADS

Also prints how many cores that kept busy, PyTorch's version and the vectors that it uses.

The table is in memory, a batch is picked by row numbers, the optimizer is the fused one and losses
are only read at the end of an epoch: each is faster than the more usual way.
"""

import sys
import time

import torch
from torch import nn


def net(workload):
    match workload:
        case "tiny":
            return nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 3))
        case "small":
            return nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
        case "table":
            return nn.Sequential(
                nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)
            )
        case "image":
            return nn.Sequential(
                nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10)
            )
        case "wide":
            return nn.Sequential(
                nn.Linear(1024, 2048), nn.ReLU(), nn.Linear(2048, 2048), nn.ReLU(), nn.Linear(2048, 10)
            )
        case "conv" | "conv28":
            size = 8 if workload == "conv" else 28
            return nn.Sequential(
                nn.Unflatten(1, (1, size, size)),
                nn.Conv2d(1, 16, 3, padding=1),
                nn.ReLU(),
                nn.MaxPool2d(2),
                nn.Conv2d(16, 32, 3, padding=1),
                nn.ReLU(),
                nn.MaxPool2d(2),
                nn.Flatten(),
                nn.Linear(32 * (size // 4) ** 2, 10),
            )
        case "embedding":
            from embedding import Embedded

            return Embedded()


def train(workload, path, epochs, batch):
    values = torch.tensor(
        [[float(cell) for cell in line.split(",")] for line in open(path).readlines()[1:]]
    )
    x, y = values[:, :-1].contiguous(), values[:, -1].contiguous()
    model = net(workload)
    if workload == "tiny":
        criterion, y = nn.MSELoss(), nn.functional.one_hot(y.long(), 3).float()
    elif workload in ("table", "embedding"):
        criterion, y = nn.MSELoss(), y.unsqueeze(1)
    else:
        criterion, y = nn.CrossEntropyLoss(), y.long()
    if workload in ("tiny", "wide"):
        optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, fused=True)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)

    def epoch():
        order = torch.randperm(len(x))
        total = torch.zeros(())
        for rows in order.split(batch):
            loss = criterion(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(rows)
        return total.item() / len(x)

    epoch()
    began, busy = time.perf_counter(), time.process_time()
    for _ in range(epochs):
        epoch()
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    return len(x) * epochs / seconds, busy / seconds


if __name__ == "__main__":
    workload, path, epochs, batch, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(0)
    samples, cores = train(workload, path, int(epochs), int(batch))
    print(samples, cores, torch.__version__, torch.backends.cpu.get_cpu_capability())
