import torch
import torch.nn as nn
import torch.nn.functional as F


class ELBO(nn.Module):
    def __init__(self, latent=2, beta=1.0):
        super().__init__()
        self.latent = latent
        self.beta = beta

    def forward(self, output, x):
        features = x.shape[1]
        recon_x, mu, logvar = torch.split(output, [features, self.latent, self.latent], dim=1)
        BCE = F.binary_cross_entropy(recon_x, x.view(-1, features), reduction='sum')
        KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return (BCE + self.beta * KLD) / x.size(0)
