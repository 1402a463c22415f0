import torch
import torch.nn as nn


class WideAndDeep(nn.Module):
    """Two columns are categories, the others numbers."""

    def __init__(self, cardinalities=[4, 3], embed_dim=3, n_num=4, hidden=[8, 6], dropout=0.0):
        super(WideAndDeep, self).__init__()
        self.n_cat = len(cardinalities)
        self.embeds = nn.ModuleDict({f"cat_{i}": nn.Embedding(c, embed_dim)
                                     for i, c in enumerate(cardinalities)})
        self.wide = nn.ModuleList(nn.Embedding(c, 1) for c in cardinalities)
        self.wide_num = nn.Linear(n_num, 1)
        sizes = [self.n_cat * embed_dim + n_num, *hidden]
        self.deep = nn.Sequential()
        for i in range(len(sizes) - 1):
            self.deep.add_module("linear_%d" % i, nn.Linear(sizes[i], sizes[i + 1]))
            self.deep.add_module("relu_{}".format(i), nn.ReLU())
            if dropout > 0:
                self.deep.add_module("dropout_{}".format(i), nn.Dropout(p=dropout))
        self.out = nn.Linear(sizes[-1], 1)

    def forward(self, x):
        cat, num = x[:, :self.n_cat].long(), x[:, self.n_cat:]
        wide = self.wide_num(num)
        for i, e in enumerate(self.wide):
            wide = wide + e(cat[:, i])
        embedded = [self.embeds[f"cat_{i}"](cat[:, i]) for i in range(self.n_cat)]
        deep = torch.cat(embedded + [num], dim=-1)
        return wide + self.out(self.deep(deep))
