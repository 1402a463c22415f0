# Functions of torch.nn.functional that are written in the language itself.

def _reduced(loss, reduction, size_average=None, reduce=None):
    if size_average is not None or reduce is not None:
        reduction = "none" if reduce is False else "sum" if size_average is False else "mean"
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError(f"{reduction} is not a valid value for reduction")


def cosine_embedding_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction="mean"):
    products = (input1 * input2).sum(-1)
    sizes = torch.sqrt(((input1 * input1).sum(-1) + 1e-12) * ((input2 * input2).sum(-1) + 1e-12))
    cosine = products / sizes
    loss = torch.where(target == 1, 1 - cosine, torch.where(target == -1, (cosine - margin).clamp(min=0), torch.zeros_like(cosine)))
    return _reduced(loss, reduction, size_average, reduce)


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    return _reduced((-target * (input1 - input2) + margin).clamp(min=0), reduction, size_average, reduce)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"):
    near = F.pairwise_distance(anchor, positive, p, eps)
    far = F.pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, F.pairwise_distance(positive, negative, p, eps))
    return _reduced((margin + near - far).clamp(min=0), reduction, size_average, reduce)


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"):
    distance = F.pairwise_distance if distance_function is None else distance_function
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    return _reduced((margin + near - far).clamp(min=0), reduction)


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    if not torch.is_tensor(var):
        var = torch.full_like(input, float(var))
    if var.shape != input.shape and var.dim() == input.dim() - 1:
        var = var.unsqueeze(-1)
    if bool((var.detach() < 0).any()):
        raise ValueError("var has negative entry/entries")
    with torch.no_grad():
        raised = var.detach().clamp(min=eps) - var.detach()
    var = var + raised
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return _reduced(loss, reduction)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    single = log_probs.dim() == 2
    if single:
        log_probs = log_probs.unsqueeze(1)
        targets = targets.unsqueeze(0) if targets.dim() == 1 else targets
    times = _lengths(input_lengths)
    counts = _lengths(target_lengths)
    losses = []
    start = 0
    for at in range(log_probs.shape[1]):
        time, count = times[at], counts[at]
        if targets.dim() == 1:
            row = targets[start:start + count].tolist()
            start += count
        else:
            row = targets[at, :count].tolist()
        losses.append(_ctc(log_probs[:time, at], row, blank))
    loss = torch.stack(losses)
    if zero_infinity:
        loss = torch.where(torch.isinf(loss), torch.zeros_like(loss), loss)
    if reduction == "mean":
        return (loss / torch.tensor(counts, dtype=loss.dtype).clamp(min=1)).mean()
    if reduction == "sum":
        return loss.sum()
    return loss[0] if single else loss


def _lengths(lengths):
    if torch.is_tensor(lengths):
        lengths = lengths.reshape(-1).tolist()
    return [lengths] if isinstance(lengths, int) else list(lengths)


def _ctc(log_probs, target, blank):
    labels = [blank]
    for x in target:
        labels += [x, blank]
    size = len(labels)
    chosen = log_probs[:, torch.tensor(labels, dtype=torch.int64)]
    never = -1e30
    skips = torch.tensor([0.0 if s >= 2 and labels[s] != blank and labels[s] != labels[s - 2] else never for s in range(size)])
    first = torch.tensor([0.0 if s < 2 else never for s in range(size)])
    alpha = chosen[0] + first
    gap = torch.full((1,), never)
    for t in range(1, chosen.shape[0]):
        one = torch.cat([gap, alpha])[:size]
        two = torch.cat([gap, gap, alpha])[:size] + skips
        alpha = chosen[t] + torch.logsumexp(torch.stack([alpha, one, two]), 0)
    last = alpha[-2:] if size > 1 else alpha[-1:]
    loss = -torch.logsumexp(last, 0)
    return torch.where(loss > 1e20, torch.full_like(loss, torch.inf), loss)


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                  sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError("if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>")
        size = input.shape[1]
        starts = [row * size for row in range(input.shape[0] + 1)]
        flat = input.reshape(-1)
        weights = None if per_sample_weights is None else per_sample_weights.reshape(-1)
    else:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        flat, weights = input, per_sample_weights
        starts = offsets.tolist()
        if not include_last_offset:
            starts = starts + [flat.shape[0]]
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(f"embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='{mode}'). Please open a feature request on GitHub.")
    vectors = F.embedding(flat, weight)
    bags = []
    for begin, end in zip(starts[:-1], starts[1:]):
        part = vectors[begin:end]
        if padding_idx is not None:
            kept = torch.nonzero(flat[begin:end] != padding_idx).reshape(-1)
            part = part[kept]
        if weights is not None:
            own = weights[begin:end]
            part = part * (own if padding_idx is None else own[kept]).unsqueeze(1)
        if part.shape[0] == 0:
            bags.append(torch.zeros(weight.shape[1]))
        elif mode == "sum":
            bags.append(part.sum(0))
        elif mode == "mean":
            bags.append(part.mean(0))
        elif mode == "max":
            bags.append(part.max(0).values)
        else:
            raise ValueError("mode has to be one of sum, mean or max")
    return torch._graph(torch.stack(bags), "EmbeddingBagBackward0")


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    best = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter_(dim, best, 1.0) - soft.detach() + soft


def pdist(input, p=2):
    rows = torch.triu_indices(input.shape[0], input.shape[0], 1)
    return torch.linalg.vector_norm(input[rows[0]] - input[rows[1]], p, dim=-1)


def _pair(value):
    return (value, value) if isinstance(value, int) else tuple(value)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    (kh, kw), (dh, dw), (ph, pw), (sh, sw) = _pair(kernel_size), _pair(dilation), _pair(padding), _pair(stride)
    single = input.dim() == 3
    x = input.unsqueeze(0) if single else input
    x = F.pad(x, (pw, pw, ph, ph))
    n, c, h, w = x.shape
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    if oh < 1 or ow < 1:
        raise RuntimeError(f"Given input with spatial size ({h}, {w}), kernel_size=({kh}, {kw}), the shape of the array of sliding blocks is calculated as ({oh}, {ow}), but its components must be at least one.")
    parts = []
    for i in range(kh):
        for j in range(kw):
            parts.append(x[:, :, i * dh:i * dh + sh * (oh - 1) + 1:sh, j * dw:j * dw + sw * (ow - 1) + 1:sw])
    found = torch.stack(parts, 2).reshape(n, c * kh * kw, oh * ow)
    return found[0] if single else found


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    (kh, kw), (dh, dw), (ph, pw), (sh, sw) = _pair(kernel_size), _pair(dilation), _pair(padding), _pair(stride)
    height, width = _pair(output_size)
    single = input.dim() == 2
    x = input.unsqueeze(0) if single else input
    h, w = height + 2 * ph, width + 2 * pw
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    if x.shape[1] % (kh * kw) or x.shape[2] != oh * ow:
        raise RuntimeError(f"Given output_size=({height}, {width}), kernel_size=({kh}, {kw}), dilation=({dh}, {dw}), padding=({ph}, {pw}), stride=({sh}, {sw}), expected size of input's dimension 2 to match the calculated number of sliding blocks {oh} * {ow} = {oh * ow}, but got input.size(2)={x.shape[2]}.")
    channels = x.shape[1] // (kh * kw)
    i = torch.arange(kh).reshape(-1, 1, 1, 1) * dh + torch.arange(oh).reshape(1, 1, -1, 1) * sh
    j = torch.arange(kw).reshape(1, -1, 1, 1) * dw + torch.arange(ow).reshape(1, 1, 1, -1) * sw
    places = (i * w + j).reshape(-1)
    values = x.reshape(x.shape[0], channels, -1)
    total = torch.zeros(x.shape[0], channels, h * w)
    total = total.scatter_add(2, places.expand(values.shape), values).reshape(-1, channels, h, w)
    found = total[:, :, ph:ph + height, pw:pw + width]
    return found[0] if single else found


def affine_grid(theta, size, align_corners=None):
    n, h, w = size[0], size[2], size[3]
    xs, ys = _spaced(w, align_corners), _spaced(h, align_corners)
    grid = torch.stack([xs.expand(h, w), ys.unsqueeze(1).expand(h, w), torch.ones(h, w)], -1).reshape(1, h * w, 3)
    return (grid @ theta.mT).reshape(n, h, w, 2)


def _spaced(size, align_corners):
    if size == 1:
        return torch.zeros(1)
    spaced = torch.linspace(-1, 1, size)
    return spaced if align_corners else spaced * (size - 1) / size


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    n, c, h, w = input.shape
    x, y = _places(grid[..., 0], w, align_corners), _places(grid[..., 1], h, align_corners)
    if padding_mode == "border":
        x, y = x.clamp(0, w - 1), y.clamp(0, h - 1)
    elif padding_mode == "reflection":
        x, y = _reflected(x, w, align_corners), _reflected(y, h, align_corners)
    if mode == "nearest":
        return _pixels(input, torch.round(x), torch.round(y))
    if mode != "bilinear":
        raise NotImplementedError("grid_sample: mode has to be 'bilinear' or 'nearest'")
    left, top = x.detach().floor(), y.detach().floor()
    right, below = x - left, y - top
    result = 0
    for dx, dy, share in ((0, 0, (1 - right) * (1 - below)), (1, 0, right * (1 - below)), (0, 1, (1 - right) * below), (1, 1, right * below)):
        result = result + _pixels(input, left + dx, top + dy) * share.unsqueeze(1)
    return result


def _places(at, size, align_corners):
    return (at + 1) / 2 * (size - 1) if align_corners else ((at + 1) * size - 1) / 2


def _reflected(at, size, align_corners):
    low, span = (0.0, size - 1.0) if align_corners else (-0.5, float(size))
    if span == 0:
        return torch.zeros_like(at)
    at = (at - low).abs()
    turns = torch.floor(at.detach() / span)
    rest = at - turns * span
    return torch.where(turns % 2 == 0, rest + low, span - rest + low).clamp(0, size - 1)


def _pixels(input, x, y):
    n, c, h, w = input.shape
    inside = ((x >= 0) & (x <= w - 1) & (y >= 0) & (y <= h - 1)).to(input.dtype)
    places = (y.detach().clamp(0, h - 1) * w + x.detach().clamp(0, w - 1)).long().reshape(n, 1, -1)
    found = input.reshape(n, c, h * w).gather(2, places.expand(n, c, places.shape[2]))
    return found.reshape((n, c) + tuple(x.shape[1:])) * inside.unsqueeze(1)


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    return F.interpolate(input, size=size, scale_factor=scale_factor, mode=mode, align_corners=align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    return F.interpolate(input, size=size, scale_factor=scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    return F.interpolate(input, size=size, scale_factor=scale_factor, mode="bilinear", align_corners=True)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    if not training or p == 0:
        return input
    low = -1.7580993408473766
    kept = torch.bernoulli(torch.full(tuple(input.shape[:2]) + (1,) * (input.dim() - 2), 1 - p))
    a = ((1 - p) * (1 + p * low * low)) ** -0.5
    return a * (input * kept + low * (1 - kept)) - a * low * p


def dropout3d(input, p=0.5, training=True, inplace=False):
    if not training or p == 0:
        return input
    kept = torch.bernoulli(torch.full(tuple(input.shape[:2]) + (1,) * (input.dim() - 2), 1 - p))
    return input * kept / (1 - p)


def _windows3d(input, kernel_size, stride, padding, value):
    kernel = (kernel_size,) * 3 if isinstance(kernel_size, int) else tuple(kernel_size)
    step = kernel if stride is None else (stride,) * 3 if isinstance(stride, int) else tuple(stride)
    pad = (padding,) * 3 if isinstance(padding, int) else tuple(padding)
    x = input
    for dim, amount in zip((-3, -2, -1), pad):
        if amount:
            shape = list(x.shape)
            shape[dim] = amount
            edge = torch.full(shape, value, dtype=x.dtype)
            x = torch.cat([edge, x, edge], dim)
    for dim, size, by in zip((-3, -2, -1), kernel, step):
        x = x.unfold(input.dim() + dim, size, by)
    return x, kernel


def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    x, kernel = _windows3d(input, kernel_size, stride, padding, -torch.inf)
    return x.amax((-3, -2, -1))


def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
    x, kernel = _windows3d(input, kernel_size, stride, padding, 0.0)
    total = x.sum((-3, -2, -1))
    return total / (divisor_override or kernel[0] * kernel[1] * kernel[2])


def adaptive_avg_pool3d(input, output_size):
    return _adaptive3d(input, output_size, lambda part, dim: part.mean(dim, keepdim=True))


def adaptive_max_pool3d(input, output_size, return_indices=False):
    return _adaptive3d(input, output_size, lambda part, dim: part.amax(dim, keepdim=True))


def _adaptive3d(input, output_size, take):
    sizes = (output_size,) * 3 if isinstance(output_size, int) else tuple(output_size)
    x = input
    for dim, wanted in zip((-3, -2, -1), sizes):
        size = x.shape[dim]
        wanted = size if wanted is None else wanted
        parts = []
        for at in range(wanted):
            begin, end = at * size // wanted, -((-(at + 1) * size) // wanted)
            parts.append(take(x.narrow(dim, begin, end - begin), dim))
        x = torch.cat(parts, dim)
    return x


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    three = lambda v: (v,) * 3 if isinstance(v, int) else tuple(v)
    single = input.dim() == 4
    x = input.unsqueeze(0) if single else input
    step, spread = three(stride), three(dilation)
    if padding == "valid":
        pad = (0, 0, 0)
    elif padding == "same":
        pad = tuple(d * (k - 1) // 2 for d, k in zip(spread, weight.shape[2:]))
    else:
        pad = three(padding)
    if pad[0]:
        edge = torch.zeros(tuple(x.shape[:2]) + (pad[0],) + tuple(x.shape[3:]), dtype=x.dtype)
        x = torch.cat([edge, x, edge], 2)
    depth = (x.shape[2] - spread[0] * (weight.shape[2] - 1) - 1) // step[0] + 1
    total = None
    for k in range(weight.shape[2]):
        slices = x[:, :, k * spread[0]:k * spread[0] + step[0] * (depth - 1) + 1:step[0]]
        flat = slices.transpose(1, 2).reshape((-1,) + (x.shape[1],) + tuple(x.shape[3:]))
        part = F.conv2d(flat, weight[:, :, k], None, step[1:], pad[1:], spread[1:], groups)
        total = part if total is None else total + part
    out = total.reshape((x.shape[0], depth) + tuple(total.shape[1:])).transpose(1, 2)
    if bias is not None:
        out = out + bias.reshape(1, -1, 1, 1, 1)
    return out[0] if single else out


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    kernel, step, pad = _pair(kernel_size), _pair(kernel_size if stride is None else stride), _pair(padding)
    if output_size is None:
        output_size = [(size - 1) * s - 2 * p + k for size, s, p, k in zip(input.shape[-2:], step, pad, kernel)]
    h, w = list(output_size)[-2:]
    lead = tuple(input.shape[:-2])
    flat = torch.zeros(lead + (h * w,), dtype=input.dtype)
    return flat.scatter(-1, indices.reshape(lead + (-1,)), input.reshape(lead + (-1,))).reshape(lead + (h, w))


def fractional_max_pool2d(*args, **kwargs):
    raise NotImplementedError("fractional_max_pool2d is not there; adaptive_max_pool2d pools to a given size")


def multi_head_attention_forward(*args, **kwargs):
    raise NotImplementedError("multi_head_attention_forward is not there; nn.MultiheadAttention calls it for you")
