# torch.nn.utils, as far as it is written in the language itself.


def _gradients(parameters):
    if torch.is_tensor(parameters):
        parameters = [parameters]
    return [p.grad for p in parameters if p.grad is not None]


def get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    tensors = [tensors] if torch.is_tensor(tensors) else list(tensors)
    if not tensors:
        return torch.tensor(0.0)
    total = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(x.detach(), norm_type) for x in tensors]), norm_type)
    if error_if_nonfinite and not bool(torch.isfinite(total)):
        raise RuntimeError(f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`")
    return total


def clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
    share = (max_norm / (total_norm + 1e-6)).clamp(max=1.0)
    for gradient in _gradients(parameters):
        gradient.mul_(share)


def weight_norm(module, name="weight", dim=0):
    weight = getattr(module, name)
    size = _norm_except(weight, dim)
    delattr(module, name)
    module.register_parameter(name + "_g", nn.Parameter(size.detach()))
    module.register_parameter(name + "_v", nn.Parameter(weight.detach()))

    def renewed(module, inputs=None):
        g, v = getattr(module, name + "_g"), getattr(module, name + "_v")
        setattr(module, name, v * (g / _norm_except(v, dim)))

    renewed(module)
    _keep(module, name, renewed)
    return module


def _norm_except(weight, dim):
    if dim is None:
        return torch.linalg.vector_norm(weight)
    others = [at for at in range(weight.dim()) if at != dim % weight.dim()]
    return torch.linalg.vector_norm(weight, dim=others, keepdim=True) if others else weight.abs()


def remove_weight_norm(module, name="weight"):
    g, v = getattr(module, name + "_g"), getattr(module, name + "_v")
    others = [at for at in range(v.dim()) if g.shape[at] == 1 and v.shape[at] != 1]
    weight = v * (g / (torch.linalg.vector_norm(v, dim=others, keepdim=True) if others else v.abs()))
    _let_go(module, name)
    delattr(module, name)
    delattr(module, name + "_g")
    delattr(module, name + "_v")
    module.register_parameter(name, nn.Parameter(weight.detach()))
    return module


class _Spectral:

    def __init__(self, weight, dim, n_power_iterations, eps):
        matrix = self.matrix(weight, dim)
        self.dim, self.n_power_iterations, self.eps = dim, n_power_iterations, eps
        self.u = F.normalize(torch.randn(matrix.shape[0]), dim=0, eps=eps)
        self.v = F.normalize(torch.randn(matrix.shape[1]), dim=0, eps=eps)

    def matrix(self, weight, dim):
        return weight.transpose(0, dim).reshape(weight.shape[dim], -1) if dim else weight.reshape(weight.shape[0], -1)

    def turn(self, weight, times):
        with torch.no_grad():
            matrix = self.matrix(weight.detach(), self.dim)
            for _ in range(times):
                self.v = F.normalize(matrix.t() @ self.u, dim=0, eps=self.eps)
                self.u = F.normalize(matrix @ self.v, dim=0, eps=self.eps)

    def of(self, weight):
        return weight / torch.dot(self.u, self.matrix(weight, self.dim) @ self.v)


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    weight = getattr(module, name)
    if dim is None:
        dim = 1 if isinstance(module, (nn.ConvTranspose1d, nn.ConvTranspose2d)) else 0
    state = _Spectral(weight, dim, n_power_iterations, eps)
    delattr(module, name)
    module.register_parameter(name + "_orig", nn.Parameter(weight.detach()))
    module.register_buffer(name + "_u", state.u)

    def renewed(module, inputs=None):
        own = getattr(module, name + "_orig")
        if module.training and inputs is not None:
            state.turn(own, n_power_iterations)
        setattr(module, name, state.of(own))

    renewed(module)
    _keep(module, name, renewed)
    return module


def skip_init(module_cls, *args, **kwargs):
    return module_cls(*args, **kwargs)


def fuse_conv_bn_eval(conv, bn):
    import copy
    fused = copy.deepcopy(conv)
    scale = bn.weight * torch.rsqrt(bn.running_var + bn.eps)
    bias = torch.zeros_like(bn.running_mean) if conv.bias is None else conv.bias
    fused.weight = nn.Parameter((conv.weight * scale.reshape(-1, 1, 1, 1)).detach())
    fused.bias = nn.Parameter(((bias - bn.running_mean) * scale + bn.bias).detach())
    return fused


def _keep(module, name, renewed):
    setattr(module, "_renewing_" + name, module.register_forward_pre_hook(renewed))


def _let_go(module, name):
    getattr(module, "_renewing_" + name).remove()
    delattr(module, "_renewing_" + name)
