import torch
import torch.nn as nn
from collections import Counter, OrderedDict, defaultdict
import re
corpus = ["the cat sat on the mat", "the dog ate my homework", "a cat and a dog"]
tokens = [s.lower().split() for s in corpus]
counter = Counter(w for s in tokens for w in s)
vocab = {w: i + 2 for i, (w, c) in enumerate(sorted(counter.items(), key=lambda t: (-t[1], t[0])))}
vocab['<pad>'], vocab['<unk>'] = 0, 1
print(len(vocab), counter.most_common(3), list(vocab.items())[:4])
def encode(s, n=6):
    ids = [vocab.get(w, vocab['<unk>']) for w in re.findall(r"[a-z]+", s.lower())][:n]
    return ids + [0] * (n - len(ids))
print(encode("The cat, and a BIRD!"), re.sub(r'\s+', ' ', ' a  b '), re.split(r'[,;]', 'a,b;c'), bool(re.match(r'^\d+$', '123')))
X = torch.tensor([encode(s) for s in corpus])
y = torch.tensor([1., 0., 1.])
class TextCNN(nn.Module):
    def __init__(self, v, d=5, k=(2, 3), n=4):
        super().__init__()
        self.emb = nn.Embedding(v, d, padding_idx=0)
        self.convs = nn.ModuleList([nn.Conv1d(d, n, kk) for kk in k])
        self.fc = nn.Linear(n * len(k), 1)
    def forward(self, x):
        e = self.emb(x).permute(0, 2, 1)
        c = [torch.relu(conv(e)).max(dim=2)[0] for conv in self.convs]
        return self.fc(torch.cat(c, 1)).squeeze(1)
class BiLSTM(nn.Module):
    def __init__(self, v, d=5, h=4):
        super().__init__()
        self.emb = nn.Embedding(v, d)
        self.lstm = nn.LSTM(d, h, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * h, 1)
    def forward(self, x):
        lens = (x != 0).sum(1)
        p = nn.utils.rnn.pack_padded_sequence(self.emb(x), lens.cpu(), batch_first=True, enforce_sorted=False)
        _, (h, c) = self.lstm(p)
        return self.fc(torch.cat([h[-2], h[-1]], dim=-1)).squeeze(-1)
torch.manual_seed(0)
for M in (TextCNN, BiLSTM):
    m = M(len(vocab)); opt = torch.optim.Adam(m.parameters(), 0.05)
    for _ in range(3):
        loss = nn.BCEWithLogitsLoss()(m(X), y); opt.zero_grad(); loss.backward(); opt.step()
    print(M.__name__, loss.item(), (torch.sigmoid(m(X)) > 0.5).int().tolist())
class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len=10):
        super().__init__()
        import math
        pe = torch.zeros(max_len, d_model)
        position = torch.arange(0, max_len, dtype=torch.float).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2).float() * (-math.log(10000.0) / d_model))
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        self.register_buffer('pe', pe.unsqueeze(0))
    def forward(self, x):
        return x + self.pe[:, :x.size(1)]
print(PositionalEncoding(4)(torch.zeros(1, 3, 4)))
d = defaultdict(list)
for w in counter: d[len(w)].append(w)
print(dict(d)[3], sorted(d), nn.utils.rnn.pad_sequence([torch.tensor([1, 2]), torch.tensor([3])], batch_first=True))
