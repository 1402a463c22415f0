# torch.autograd.functional: whole matrices of derivatives.
from torch.func import _jacobian


def _leaves(inputs):
    single = torch.is_tensor(inputs)
    given = (inputs,) if single else tuple(inputs)
    return single, [x.detach().requires_grad_() if not x.requires_grad else x * 1 for x in given]


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    single, leaves = _leaves(inputs)
    with torch.enable_grad():
        value = func(*leaves)
    outputs = (value,) if torch.is_tensor(value) else tuple(value)
    rows = []
    for output in outputs:
        row = tuple(_jacobian(output, leaf, create_graph) for leaf in leaves)
        row = row if create_graph else tuple(x.detach() for x in row)
        rows.append(row[0] if single else row)
    return rows[0] if torch.is_tensor(value) else tuple(rows)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    single, leaves = _leaves(inputs)
    with torch.enable_grad():
        value = func(*leaves)
        if value.numel() != 1:
            raise RuntimeError("The function given to hessian should return a single element")
        slopes = torch.autograd.grad(value, leaves, create_graph=True, allow_unused=True)
    rows = []
    for slope, own in zip(slopes, leaves):
        slope = torch.zeros_like(own) if slope is None else slope
        row = tuple(_jacobian(slope, leaf, create_graph) for leaf in leaves)
        rows.append(row if create_graph else tuple(x.detach() for x in row))
    return rows[0][0] if single else tuple(rows)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    single, leaves = _leaves(inputs)
    with torch.enable_grad():
        value = func(*leaves)
    slopes = torch.autograd.grad(value, leaves, v, create_graph=create_graph, allow_unused=True)
    slopes = tuple(torch.zeros_like(x) if g is None else g for g, x in zip(slopes, leaves))
    return value.detach(), slopes[0] if single else slopes


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    single, leaves = _leaves(inputs)
    tangents = (v,) if torch.is_tensor(v) else tuple([torch.ones_like(x) for x in leaves] if v is None else v)
    return torch.func.jvp(func, tuple(x.detach() for x in leaves), tangents)


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    return hvp(func, inputs, v, create_graph)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    single, leaves = _leaves(inputs)
    vectors = (v,) if torch.is_tensor(v) else tuple(v)
    with torch.enable_grad():
        value = func(*leaves)
        slopes = torch.autograd.grad(value, leaves, create_graph=True)
        product = sum((slope * vector).sum() for slope, vector in zip(slopes, vectors))
    second = torch.autograd.grad(product, leaves, create_graph=create_graph, allow_unused=True)
    second = tuple(torch.zeros_like(x) if g is None else g for g, x in zip(second, leaves))
    return value.detach(), second[0] if single else second
