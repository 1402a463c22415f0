# torch.optim.swa_utils: averages of weights.
import copy


def get_ema_multi_avg_fn(decay=0.999):
    return lambda averaged, current, count: decay * averaged + (1 - decay) * current


get_ema_avg_fn = get_ema_multi_avg_fn


class AveragedModel(nn.Module):

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        self.module = copy.deepcopy(model)
        self.register_buffer("n_averaged", torch.tensor(0))
        self._average = avg_fn or multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        count = int(self.n_averaged)
        with torch.no_grad():
            pairs = list(zip(self.module.parameters(), model.parameters()))
            for own, given in pairs:
                if count == 0:
                    own.copy_(given)
                elif self._average is not None:
                    own.copy_(self._average(own, given, count))
                else:
                    own.add_((given - own) / (count + 1))
            for own, given in zip(self.module.buffers(), model.buffers()):
                own.copy_(given)
            self.n_averaged.add_(1)


def update_bn(loader, model, device=None):
    model.train()
    for batch in loader:
        model(batch[0] if isinstance(batch, (list, tuple)) else batch)


class SWALR:

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
        self.optimizer, self.swa_lr, self.anneal_epochs = optimizer, swa_lr, anneal_epochs
        self.anneal_strategy, self.last_epoch = anneal_strategy, last_epoch + 1
        self.base_lrs = [group["lr"] for group in optimizer.param_groups]

    def get_last_lr(self):
        return [group["lr"] for group in self.optimizer.param_groups]

    def step(self, epoch=None):
        self.last_epoch += 1
        share = min(1.0, self.last_epoch / max(1, self.anneal_epochs))
        if self.anneal_strategy == "cos":
            share = (1 - math.cos(math.pi * share)) / 2
        for group, start in zip(self.optimizer.param_groups, self.base_lrs):
            group["lr"] = self.swa_lr * share + start * (1 - share)
