import torch
import torch.nn as nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, features=8, latent=2, rows=10):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(features, 6)
        self.fc21 = nn.Linear(6, latent)
        self.fc22 = nn.Linear(6, latent)
        self.fc3 = nn.Linear(latent, 6)
        self.fc4 = nn.Linear(6, features)
        # the draw is fixed, so that a run can be repeated
        self.register_buffer("eps", torch.randn(rows, latent))

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + self.eps[:mu.size(0)] * std

    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = self.reparameterize(mu, logvar)
        return torch.cat((self.decode(z), mu, logvar), dim=1)
