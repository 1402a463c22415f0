# torch.autograd: gradients held against finite differences.


class GradcheckError(RuntimeError):
    pass


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, **options):
    inputs = (inputs,) if torch.is_tensor(inputs) else tuple(inputs)
    learned = [x for x in inputs if torch.is_tensor(x) and x.requires_grad]
    if not learned:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.")
    outputs = func(*inputs)
    outputs = (outputs,) if torch.is_tensor(outputs) else tuple(outputs)
    for number, output in enumerate(outputs):
        if not output.requires_grad:
            continue
        for place, x in enumerate(learned):
            exact = torch.func._jacobian(output, x, False).reshape(output.numel(), x.numel())
            near = torch.zeros(output.numel(), x.numel(), dtype=x.dtype)
            flat = x.data.view(-1)
            for at in range(x.numel()):
                kept = flat[at].item()
                values = []
                for step in (eps, -eps):
                    flat[at] = kept + step
                    with torch.no_grad():
                        moved = func(*inputs)
                    values.append((moved if torch.is_tensor(moved) else moved[number]).reshape(-1).clone())
                flat[at] = kept
                near[:, at] = (values[0] - values[1]) / (2 * eps)
            if not torch.allclose(exact, near, rtol, atol):
                if not raise_exception:
                    return False
                raise GradcheckError(f"Jacobian mismatch for output {number} with respect to input {place},\nnumerical:{near.t()}\nanalytical:{exact.t()}\n")
    return True


def gradgradcheck(func, inputs, grad_outputs=None, **options):
    inputs = (inputs,) if torch.is_tensor(inputs) else tuple(inputs)
    learned = [x for x in inputs if torch.is_tensor(x) and x.requires_grad]

    def slopes(*given):
        output = func(*given)
        return torch.autograd.grad(output.sum(), [x for x in given if torch.is_tensor(x) and x.requires_grad], create_graph=True)
    return gradcheck(slopes, inputs)


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, inputs=None):
    tensors = [tensors] if torch.is_tensor(tensors) else list(tensors)
    seeds = [None] * len(tensors) if grad_tensors is None else [grad_tensors] if torch.is_tensor(grad_tensors) else list(grad_tensors)
    for at, (tensor, seed) in enumerate(zip(tensors, seeds)):
        keeps = retain_graph if at == len(tensors) - 1 else True
        tensor.backward(seed, retain_graph=keeps, create_graph=create_graph)
