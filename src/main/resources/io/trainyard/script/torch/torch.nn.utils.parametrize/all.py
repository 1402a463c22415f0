# torch.nn.utils.parametrize: a parameter that is computed from others.
from contextlib import contextmanager


class ParametrizationList(nn.ModuleList):

    def __init__(self, modules, original):
        super().__init__(modules)
        start = original.detach()
        for made in reversed(list(modules)):
            if hasattr(made, "right_inverse"):
                start = made.right_inverse(start)
        if torch.is_tensor(start):
            self.original = nn.Parameter(start.detach()) if isinstance(original, nn.Parameter) else start.detach()
            self._several = 0
        else:
            for at, part in enumerate(start):
                setattr(self, f"original{at}", nn.Parameter(part.detach()))
            self._several = len(start)

    def forward(self):
        parts = [getattr(self, f"original{at}") for at in range(self._several)] if self._several else [self.original]
        value = parts
        for at, made in enumerate(self._modules.values()):
            value = made(*value) if at == 0 else made(value)
        return value


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    if is_parametrized(module, tensor_name):
        known = module.parametrizations[tensor_name]
        known.append(parametrization)
        setattr(module, tensor_name, known())
        return module
    original = getattr(module, tensor_name)
    if not is_parametrized(module):
        module.parametrizations = nn.ModuleDict()
    parts = ParametrizationList([parametrization], original)
    delattr(module, tensor_name)
    module.parametrizations[tensor_name] = parts

    def renewed(module, inputs=None):
        setattr(module, tensor_name, module.parametrizations[tensor_name]())

    renewed(module)
    _keep(module, tensor_name, renewed)
    return module


def is_parametrized(module, tensor_name=None):
    if "parametrizations" not in module._modules:
        return False
    return tensor_name is None or tensor_name in module.parametrizations


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    parts = module.parametrizations[tensor_name]
    value = parts().detach() if leave_parametrized else parts.original.detach()
    _let_go(module, tensor_name)
    delattr(module, tensor_name)
    del module.parametrizations[tensor_name]
    if len(module.parametrizations) == 0:
        delattr(module, "parametrizations")
    module.register_parameter(tensor_name, nn.Parameter(value))
    return module


@contextmanager
def cached():
    yield


def _keep(module, name, renewed):
    setattr(module, "_renewing_" + name, module.register_forward_pre_hook(renewed))


def _let_go(module, name):
    getattr(module, "_renewing_" + name).remove()
    delattr(module, "_renewing_" + name)
