# torch.nn.utils.prune: weights that are taken away, kept as a mask.


def _count(amount, size):
    if isinstance(amount, float):
        if not 0.0 <= amount <= 1.0:
            raise ValueError(f"amount={amount} should either be an integer or a float in [0, 1]")
        return round(amount * size)
    if amount > size:
        raise ValueError(f"amount={amount} should be smaller than the number of parameters to prune={size}")
    return amount


class BasePruningMethod:

    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        raise NotImplementedError("compute_mask")

    @classmethod
    def apply(cls, module, name, *args, importance_scores=None, **kwargs):
        return _applied(cls(*args, **kwargs), module, name, importance_scores)


def _applied(method, module, name, scores=None):
    if name + "_orig" in module._parameters:
        original, mask = getattr(module, name + "_orig"), getattr(module, name + "_mask")
    else:
        original = getattr(module, name)
        mask = torch.ones_like(original)
        delattr(module, name)
        module.register_parameter(name + "_orig", original)
        module.register_buffer(name + "_mask", mask)

        def renewed(module, inputs=None):
            setattr(module, name, getattr(module, name + "_mask") * getattr(module, name + "_orig"))

        _keep(module, name, renewed)
    seen = original.detach() if scores is None else scores.detach()
    new = method.compute_mask(seen, mask.detach())
    setattr(module, name + "_mask", new)
    setattr(module, name, new * original)
    return method


class Identity(BasePruningMethod):

    def compute_mask(self, t, default_mask):
        return default_mask


class RandomUnstructured(BasePruningMethod):

    def __init__(self, amount):
        self.amount = amount

    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        places = torch.nonzero(mask.reshape(-1)).reshape(-1)
        count = _count(self.amount, places.shape[0])
        if count:
            chosen = torch.topk(torch.rand_like(places.float()), k=count).indices
            mask.view(-1)[places[chosen]] = 0
        return mask


class L1Unstructured(BasePruningMethod):

    def __init__(self, amount):
        self.amount = amount

    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        places = torch.nonzero(mask.reshape(-1)).reshape(-1)
        count = _count(self.amount, places.shape[0])
        if count:
            sizes = t.reshape(-1)[places].abs()
            chosen = torch.topk(sizes, k=count, largest=False).indices
            mask.view(-1)[places[chosen]] = 0
        return mask


class CustomFromMask(BasePruningMethod):

    def __init__(self, mask):
        self.mask = mask

    def compute_mask(self, t, default_mask):
        return default_mask * self.mask.to(default_mask.dtype)


class LnStructured(BasePruningMethod):

    PRUNING_TYPE = "structured"

    def __init__(self, amount, n, dim=-1):
        self.amount, self.n, self.dim = amount, n, dim

    def compute_mask(self, t, default_mask):
        others = [at for at in range(t.dim()) if at != self.dim % t.dim()]
        sizes = self.sizes(t * default_mask, others)
        kept = (default_mask.sum(others) > 0)
        count = _count(self.amount, int(kept.sum()))
        if not count:
            return default_mask
        sizes = torch.where(kept, sizes, torch.full_like(sizes, torch.inf))
        chosen = torch.topk(sizes, k=count, largest=False).indices
        shape = [1] * t.dim()
        shape[self.dim] = -1
        rows = torch.ones(t.shape[self.dim])
        rows[chosen] = 0
        return default_mask * rows.reshape(shape)

    def sizes(self, t, others):
        return torch.linalg.vector_norm(t, self.n, dim=others)


class RandomStructured(LnStructured):

    def __init__(self, amount, dim=-1):
        self.amount, self.dim = amount, dim

    def sizes(self, t, others):
        return torch.rand(t.shape[self.dim])


def identity(module, name):
    Identity.apply(module, name)
    return module


def random_unstructured(module, name, amount):
    RandomUnstructured.apply(module, name, amount)
    return module


def l1_unstructured(module, name, amount, importance_scores=None):
    L1Unstructured.apply(module, name, amount, importance_scores=importance_scores)
    return module


def random_structured(module, name, amount, dim):
    RandomStructured.apply(module, name, amount, dim)
    return module


def ln_structured(module, name, amount, n, dim, importance_scores=None):
    LnStructured.apply(module, name, amount, n, dim, importance_scores=importance_scores)
    return module


def custom_from_mask(module, name, mask):
    CustomFromMask.apply(module, name, mask)
    return module


def global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs):
    parameters = list(parameters)
    values = [getattr(m, n + "_orig") if n + "_orig" in m._parameters else getattr(m, n) for m, n in parameters]
    masks = [getattr(m, n + "_mask") if n + "_mask" in m._buffers else torch.ones_like(v) for (m, n), v in zip(parameters, values)]
    whole = torch.cat([v.detach().reshape(-1) for v in values])
    mask = pruning_method(**kwargs).compute_mask(whole, torch.cat([m.reshape(-1) for m in masks]))
    start = 0
    for (module, name), value in zip(parameters, values):
        part = mask[start:start + value.numel()].reshape(value.shape)
        start += value.numel()
        custom_from_mask(module, name, part)


def is_pruned(module):
    return any(name.endswith("_mask") for part in module.modules() for name in part._buffers)


def remove(module, name):
    if name + "_orig" not in module._parameters:
        raise ValueError(f"Parameter '{name}' of module {module} has to be pruned before pruning can be removed")
    original, mask = getattr(module, name + "_orig"), getattr(module, name + "_mask")
    _let_go(module, name)
    with torch.no_grad():
        original.copy_(original * mask)
    delattr(module, name)
    delattr(module, name + "_orig")
    delattr(module, name + "_mask")
    module.register_parameter(name, original)
    return module


def _keep(module, name, renewed):
    setattr(module, "_renewing_" + name, module.register_forward_pre_hook(renewed))


def _let_go(module, name):
    getattr(module, "_renewing_" + name).remove()
    delattr(module, "_renewing_" + name)
