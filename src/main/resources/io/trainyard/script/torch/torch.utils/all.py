# torch.utils has only parts.
