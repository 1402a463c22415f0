# torch.nn.init: further ways, and the names without an underscore of older texts.


def dirac_(tensor, groups=1):
    size = min(tensor.shape[0] // groups, tensor.shape[1])
    middle = [n // 2 for n in tensor.shape[2:]]
    with torch.no_grad():
        tensor.zero_()
        for group in range(groups):
            for at in range(size):
                tensor[tuple([group * (tensor.shape[0] // groups) + at, at] + middle)] = 1
    return tensor


def sparse_(tensor, sparsity, std=0.01, generator=None):
    rows, columns = tensor.shape
    count = math.ceil(sparsity * rows)
    with torch.no_grad():
        tensor.normal_(0, std, generator=generator)
        for column in range(columns):
            tensor[torch.randperm(rows)[:count], column] = 0
    return tensor


def uniform(tensor, a=0.0, b=1.0):
    return nn.init.uniform_(tensor, a, b)


def normal(tensor, mean=0.0, std=1.0):
    return nn.init.normal_(tensor, mean, std)


def constant(tensor, val):
    return nn.init.constant_(tensor, val)


def eye(tensor):
    return nn.init.eye_(tensor)


def dirac(tensor, groups=1):
    return dirac_(tensor, groups)


def xavier_uniform(tensor, gain=1.0):
    return nn.init.xavier_uniform_(tensor, gain)


def xavier_normal(tensor, gain=1.0):
    return nn.init.xavier_normal_(tensor, gain)


def kaiming_uniform(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    return nn.init.kaiming_uniform_(tensor, a, mode, nonlinearity)


def kaiming_normal(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    return nn.init.kaiming_normal_(tensor, a, mode, nonlinearity)


def orthogonal(tensor, gain=1):
    return nn.init.orthogonal_(tensor, gain)


def sparse(tensor, sparsity, std=0.01):
    return sparse_(tensor, sparsity, std)


def _calculate_fan_in_and_fan_out(tensor):
    if tensor.dim() < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    field = 1
    for size in tensor.shape[2:]:
        field *= size
    return tensor.shape[1] * field, tensor.shape[0] * field


def _calculate_correct_fan(tensor, mode):
    fan_in, fan_out = _calculate_fan_in_and_fan_out(tensor)
    return fan_in if mode.lower() == "fan_in" else fan_out
