import torch
import torch.nn as nn


class Expert(nn.Module):
    def __init__(self, d_in, d_hidden, d_out):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d_in, d_hidden), nn.ReLU(), nn.Linear(d_hidden, d_out))

    def forward(self, x):
        return self.net(x)


class Net(nn.Module):
    """A mixture whose gate keeps the best k experts of each row."""

    def __init__(self, d_in=6, d_out=3, num_experts=4, k=2):
        super().__init__()
        self.k = k
        self.num_experts = num_experts
        self.experts = nn.ModuleList([Expert(d_in, 8, d_out) for _ in range(num_experts)])
        self.w_gate = nn.Parameter(torch.randn(d_in, num_experts) * 0.5, requires_grad=True)

    def gates(self, x):
        logits = x @ self.w_gate
        top_logits, top_indices = logits.topk(self.k, dim=1)
        top_gates = torch.softmax(top_logits, dim=1)
        zeros = torch.zeros_like(logits, requires_grad=False)
        return zeros.scatter(1, top_indices, top_gates)

    def forward(self, x):
        gates = self.gates(x)
        outputs = torch.stack([expert(x) for expert in self.experts], dim=1)
        return torch.einsum("be,beo->bo", gates, outputs)
