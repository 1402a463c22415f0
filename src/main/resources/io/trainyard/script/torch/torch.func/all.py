# torch.func: functions of functions.


def _of(args, argnums):
    return [args[n] for n in ((argnums,) if isinstance(argnums, int) else argnums)]


def grad_and_value(func, argnums=0, has_aux=False):
    def found(*args, **kwargs):
        numbers = (argnums,) if isinstance(argnums, int) else tuple(argnums)
        args = [_learned(x) if at in [n % len(args) for n in numbers] else x for at, x in enumerate(args)]
        with torch.enable_grad():
            value = func(*args, **kwargs)
        aux = None
        if has_aux:
            value, aux = value
        leaves = []
        for n in numbers:
            _leaves(args[n], leaves)
        slopes = list(torch.autograd.grad(value, leaves, create_graph=True, allow_unused=True))
        slopes = [torch.zeros_like(x) if g is None else g for g, x in zip(slopes, leaves)]
        parts = tuple(_filled(args[n], slopes) for n in numbers)
        result = parts[0] if isinstance(argnums, int) else parts
        return (result, (value, aux)) if has_aux else (result, value)
    return found


def grad(func, argnums=0, has_aux=False):
    both = grad_and_value(func, argnums, has_aux)

    def found(*args, **kwargs):
        slope, value = both(*args, **kwargs)
        slope = _mapped(lambda x: x if x.requires_grad and _depends(args) else x.detach(), slope)
        return (slope, value[1]) if has_aux else slope
    return found


def _depends(args):
    leaves = []
    for x in args:
        _leaves(x, leaves)
    return any(x.requires_grad for x in leaves)


def _learned(value):
    return _mapped(lambda x: x.detach().requires_grad_() if not x.requires_grad else x * 1, value)


def _mapped(function, value):
    if torch.is_tensor(value):
        return function(value)
    if isinstance(value, dict):
        return {key: _mapped(function, x) for key, x in value.items()}
    if isinstance(value, (list, tuple)):
        made = [_mapped(function, x) for x in value]
        return made if isinstance(value, list) else tuple(made)
    return value


def _leaves(value, into):
    _mapped(lambda x: into.append(x) or x, value)


def _filled(value, slopes):
    return _mapped(lambda x: slopes.pop(0), value)


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    def mapped(*args, **kwargs):
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        size = None
        for x, dim in zip(args, dims):
            if dim is not None:
                size = _size(x, dim)
        if size is None:
            raise ValueError("vmap: at least one of in_dims has to say where the batch is")
        results = []
        for at in range(size):
            results.append(func(*[x if dim is None else _row(x, dim, at) for x, dim in zip(args, dims)], **kwargs))
        return _joined(results, out_dims)
    return mapped


def _size(value, dim):
    if torch.is_tensor(value):
        return value.shape[dim]
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    return _size(parts[0], dim[0] if isinstance(dim, (tuple, list)) else dim)


def _row(value, dim, at):
    if isinstance(dim, (tuple, list)):
        return tuple(x if d is None else _row(x, d, at) for x, d in zip(value, dim))
    return _mapped(lambda x: x.select(dim, at), value)


def _joined(results, out_dims):
    first = results[0]
    if torch.is_tensor(first):
        return torch.stack(results, out_dims)
    if isinstance(first, dict):
        return {key: _joined([x[key] for x in results], out_dims) for key in first}
    dims = out_dims if isinstance(out_dims, (tuple, list)) else (out_dims,) * len(first)
    return tuple(_joined([x[n] for x in results], dims[n]) for n in range(len(first)))


def jacrev(func, argnums=0, *, has_aux=False):
    def found(*args):
        args = list(args)
        numbers = (argnums,) if isinstance(argnums, int) else argnums
        outside = _depends(args)
        for n in numbers:
            args[n] = _learned(args[n])
        with torch.enable_grad():
            value = func(*args)
        aux = None
        if has_aux:
            value, aux = value
        parts = tuple(_jacobian(value, args[n], True) for n in numbers)
        if not outside:
            parts = _mapped(lambda x: x.detach(), parts)
        result = parts[0] if isinstance(argnums, int) else parts
        return (result, aux) if has_aux else result
    return found


def _jacobian(value, input, create_graph):
    rows = []
    for x in value.reshape(-1):
        slope = torch.autograd.grad(x, input, retain_graph=True, create_graph=create_graph, allow_unused=True)[0] if x.requires_grad else None
        rows.append(torch.zeros_like(input) if slope is None else slope)
    return torch.stack(rows).reshape(tuple(value.shape) + tuple(input.shape))


jacfwd = jacrev


def hessian(func, argnums=0):
    def found(*args):
        def slope(*inner):
            leaf = inner[argnums]
            with torch.enable_grad():
                value = func(*inner)
            return torch.autograd.grad(value, leaf, create_graph=True)[0]
        return jacrev(slope, argnums)(*args)
    return found


def vjp(func, *primals, has_aux=False):
    primals = [_learned(x) for x in primals]
    with torch.enable_grad():
        value = func(*primals)
    aux = None
    if has_aux:
        value, aux = value

    def back(cotangent=None):
        seed = torch.ones_like(value) if cotangent is None else cotangent
        return tuple(torch.autograd.grad(value, primals, seed, retain_graph=True, allow_unused=True))
    return (value.detach(), back, aux) if has_aux else (value.detach(), back)


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    primals = [_learned(x) for x in primals]
    with torch.enable_grad():
        value = func(*primals)
        dummy = torch.zeros_like(value).requires_grad_()
        slopes = torch.autograd.grad(value, primals, dummy, create_graph=True, allow_unused=True)
    total = torch.zeros_like(value)
    for slope, tangent in zip(slopes, tangents):
        if slope is not None and slope.requires_grad:
            total = total + torch.autograd.grad(slope, dummy, tangent, retain_graph=True)[0]
    return value.detach(), total.detach()


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    given = parameter_and_buffer_dicts
    if isinstance(given, (list, tuple)):
        merged = {}
        for part in given:
            merged.update(part)
        given = merged
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    kept = []
    try:
        for name, value in given.items():
            owner = module
            path = name.split(".")
            for part in path[:-1]:
                owner = getattr(owner, part)
            kept.append((owner, path[-1], getattr(owner, path[-1])))
            _put(owner, path[-1], value)
        return module(*args, **(kwargs or {}))
    finally:
        for owner, name, value in kept:
            _put(owner, name, value)


def _put(owner, name, value):
    if name in owner._parameters:
        delattr(owner, name)
    elif not torch.is_tensor(getattr(owner, name, None)):
        setattr(owner, name, value)
        return
    if isinstance(value, nn.Parameter):
        owner.register_parameter(name, value)
    else:
        setattr(owner, name, value)


def stack_module_state(models):
    params, buffers = {}, {}
    for name in dict(models[0].named_parameters()):
        params[name] = torch.stack([dict(m.named_parameters())[name].detach() for m in models]).requires_grad_()
    for name in dict(models[0].named_buffers()):
        buffers[name] = torch.stack([dict(m.named_buffers())[name] for m in models])
    return params, buffers


def functionalize(func, *, remove="mutations"):
    return func
