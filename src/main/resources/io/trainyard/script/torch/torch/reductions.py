# Functions that take many elements together.


def nansum(input, dim=None, keepdim=False, *, dtype=None):
    clean = torch.where(torch.isnan(input), torch.zeros_like(input), input)
    if dtype is not None:
        clean = clean.to(dtype)
    return clean.sum() if dim is None else clean.sum(dim, keepdim=keepdim)


def nanmean(input, dim=None, keepdim=False, *, dtype=None):
    known = (~torch.isnan(input)).to(input.dtype)
    if dim is None:
        return nansum(input, dtype=dtype) / known.sum()
    return nansum(input, dim, keepdim, dtype=dtype) / known.sum(dim, keepdim=keepdim)


def nanmedian(input, dim=None, keepdim=False):
    if dim is not None:
        filled = torch.where(torch.isnan(input), torch.full_like(input, torch.inf), input)
        values, places = filled.sort(dim)
        known = (~torch.isnan(input)).sum(dim, keepdim=True)
        middle = ((known - 1) // 2).clamp(min=0)
        found, place = values.gather(dim, middle), places.gather(dim, middle)
        if not keepdim:
            found, place = found.squeeze(dim), place.squeeze(dim)
        return _named("nanmedian", ("values", "indices"), (found, place))
    known = input[~torch.isnan(input)]
    return known.median() if known.numel() else torch.tensor(torch.nan)


def aminmax(input, *, dim=None, keepdim=False):
    if dim is None:
        values = (input.min(), input.max())
    else:
        values = (input.amin(dim, keepdim), input.amax(dim, keepdim))
    return _named("aminmax", ("min", "max"), values)


def _running(input, dim, better):
    best = []
    places = []
    for at, row in enumerate(input.unbind(dim)):
        place = torch.full(row.shape, at, dtype=torch.int64)
        if best:
            takes = better(row, best[-1]) | torch.isnan(row)
            takes = takes & ~torch.isnan(best[-1])
            place = torch.where(takes, place, places[-1])
            row = torch.where(takes, row, best[-1])
        best.append(row)
        places.append(place)
    return torch.stack(best, dim), torch.stack(places, dim)


def cummax(input, dim):
    return _named("cummax", ("values", "indices"), _running(input, dim, lambda a, b: a >= b))


def cummin(input, dim):
    return _named("cummin", ("values", "indices"), _running(input, dim, lambda a, b: a <= b))


def logcumsumexp(input, dim):
    rows = []
    for row in input.unbind(dim):
        rows.append(torch.logaddexp(rows[-1], row) if rows else row)
    return torch.stack(rows, dim)


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    return _quantile(input, q, dim, keepdim, interpolation, False)


def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    return _quantile(input, q, dim, keepdim, interpolation, True)


def _quantile(input, q, dim, keepdim, interpolation, skips):
    single = not torch.is_tensor(q) or q.dim() == 0
    wanted = torch.as_tensor(q, dtype=input.dtype).reshape(-1)
    if bool(((wanted < 0) | (wanted > 1)).any()):
        raise RuntimeError("quantile() q values must be in the range [0, 1]")
    whole = dim is None
    rows = input.reshape(-1) if whole else input.movedim(dim, -1)
    ordered = rows.sort(-1).values
    gaps = torch.isnan(rows)
    if skips:
        last = (~gaps).sum(-1, keepdim=True).to(input.dtype) - 1
    else:
        last = torch.full(rows.shape[:-1] + (1,), rows.shape[-1] - 1.0)
    results = []
    for part in wanted:
        place = (part * last).clamp(min=0)
        below, above = place.floor().long(), place.ceil().long()
        low, high = ordered.gather(-1, below), ordered.gather(-1, above)
        share = place - below
        if interpolation == "linear":
            found = low + (high - low) * share
        elif interpolation == "lower":
            found = low
        elif interpolation == "higher":
            found = high
        elif interpolation == "midpoint":
            found = (low + high) / 2
        elif interpolation == "nearest":
            found = ordered.gather(-1, place.round().long())
        else:
            raise RuntimeError("quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got " + str(interpolation))
        unknown = (last < 0) if skips else gaps.any(-1, keepdim=True)
        found = torch.where(unknown, torch.full_like(found, torch.nan), found)
        if whole:
            found = found.reshape([1] * input.dim()) if keepdim else found.reshape(())
        elif keepdim:
            found = found.movedim(-1, dim)
        else:
            found = found.squeeze(-1)
        results.append(found)
    return results[0] if single else torch.stack(results)


def mode(input, dim=-1, keepdim=False):
    rows = input.movedim(dim, -1)
    flat = rows.reshape(-1, rows.shape[-1])
    values, places = [], []
    for row in flat.tolist():
        counts = {}
        for x in row:
            counts[x] = counts.get(x, 0) + 1
        most = max(counts.values())
        best = min(x for x in counts if counts[x] == most)
        values.append(best)
        places.append(max(i for i, x in enumerate(row) if x == best))
    where = torch.tensor(places, dtype=torch.int64).reshape(rows.shape[:-1])
    found = rows.gather(-1, where.unsqueeze(-1)).squeeze(-1)
    if keepdim:
        found, where = found.unsqueeze(dim), where.unsqueeze(dim)
    return _named("mode", ("values", "indices"), (found, where))


def msort(input):
    return input.sort(0).values


def trapezoid(y, x=None, *, dx=1, dim=-1):
    rows = y.movedim(dim, -1)
    between = (rows[..., 1:] + rows[..., :-1]) / 2
    if x is None:
        return (between * dx).sum(-1)
    steps = x.diff() if x.dim() == 1 else x.movedim(dim, -1).diff(dim=-1)
    return (between * steps).sum(-1)


trapz = trapezoid


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    rows = y.movedim(dim, -1)
    between = (rows[..., 1:] + rows[..., :-1]) / 2
    steps = dx if x is None else (x.diff() if x.dim() == 1 else x.movedim(dim, -1).diff(dim=-1))
    return (between * steps).cumsum(-1).movedim(-1, dim)


def cov(input, *, correction=1, fweights=None, aweights=None):
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    if fweights is None and aweights is None:
        centred = rows - rows.mean(1, keepdim=True)
        result = centred @ centred.t() / (rows.shape[1] - correction)
    else:
        weights = torch.ones(rows.shape[1])
        if fweights is not None:
            weights = weights * fweights
        if aweights is not None:
            weights = weights * aweights
        total = weights.sum()
        centred = rows - (rows * weights).sum(1, keepdim=True) / total
        if aweights is None:
            freedom = total - correction
        else:
            freedom = total - correction * (weights * aweights).sum() / total
        result = (centred * weights) @ centred.t() / freedom
    return result.reshape(()) if input.dim() < 2 else result


def corrcoef(input):
    if input.dim() < 2:
        return torch.tensor(1.0)
    together = cov(input)
    spread = torch.sqrt(together.diagonal())
    return (together / spread.unsqueeze(1) / spread.unsqueeze(0)).clamp(-1, 1)


def histc(input, bins=100, min=0, max=0):
    low, high = float(min), float(max)
    if low == 0 and high == 0:
        low, high = float(input.min()), float(input.max())
    if low == high:
        low, high = low - 1, high + 1
    inside = input[(input >= low) & (input <= high)].detach()
    places = ((inside - low) / (high - low) * bins).long().clamp(max=bins - 1)
    return bincount(places, minlength=bins).to(input.dtype)


def histogram(input, bins, *, range=None, weight=None, density=False):
    values = input.detach().reshape(-1)
    if torch.is_tensor(bins):
        edges = bins
    else:
        low, high = range if range is not None else (float(values.min()), float(values.max()))
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = torch.linspace(low, high, bins + 1)
    inside = (values >= edges[0]) & (values <= edges[-1])
    places = (searchsorted(edges, values[inside], right=True) - 1).clamp(max=len(edges) - 2)
    shares = None if weight is None else weight.reshape(-1)[inside]
    counts = bincount(places, shares, minlength=len(edges) - 1).to(input.dtype)
    if density:
        counts = counts / (counts.sum() * edges.diff())
    return _named("histogram", ("hist", "bin_edges"), (counts, edges))


def bincount(input, weights=None, minlength=0):
    if input.dim() != 1 or input.is_floating_point():
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if input.numel() and int(input.min()) < 0:
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    size = max(int(input.max()) + 1 if input.numel() else 0, minlength)
    if weights is None:
        return torch.zeros(size, dtype=torch.int64).scatter_add(0, input, torch.ones_like(input))
    return torch.zeros(size).scatter_add(0, input, weights.to(torch.float32))


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        rows = [tuple(row.reshape(-1).tolist()) for row in input.unbind(dim)]
    else:
        rows = input.reshape(-1).tolist()
    known = {}
    for row in rows:
        known[row] = known.get(row, 0) + 1
    ordered = [row for row in known]
    ordered.sort()
    places = {row: at for at, row in enumerate(ordered)}
    if dim is None:
        values = torch.tensor(ordered, dtype=input.dtype)
        inverse = torch.tensor([places[row] for row in rows], dtype=torch.int64).reshape(input.shape)
    else:
        first = [rows.index(row) for row in ordered]
        values = input.index_select(dim, torch.tensor(first, dtype=torch.int64))
        inverse = torch.tensor([places[row] for row in rows], dtype=torch.int64)
    counts = torch.tensor([known[row] for row in ordered], dtype=torch.int64)
    return _answer(values, inverse, counts, return_inverse, return_counts)


def _answer(values, inverse, counts, return_inverse, return_counts):
    if return_inverse and return_counts:
        return values, inverse, counts
    if return_inverse:
        return values, inverse
    return (values, counts) if return_counts else values


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    rows = input.reshape(-1).tolist() if dim is None else [tuple(row.reshape(-1).tolist()) for row in input.unbind(dim)]
    first, inverse, counts = [], [], []
    for at, row in enumerate(rows):
        if not first or row != rows[first[-1]]:
            first.append(at)
            counts.append(0)
        counts[-1] += 1
        inverse.append(len(first) - 1)
    chosen = torch.tensor(first, dtype=torch.int64)
    values = input.reshape(-1)[chosen] if dim is None else input.index_select(dim, chosen)
    places = torch.tensor(inverse, dtype=torch.int64)
    if dim is None:
        places = places.reshape(input.shape)
    return _answer(values, places, torch.tensor(counts, dtype=torch.int64), return_inverse, return_counts)


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None):
    if side is not None:
        right = side == "right"
    single = not torch.is_tensor(input)
    values = torch.as_tensor(input, dtype=sorted_sequence.dtype) if single else input
    if sorter is not None:
        sorted_sequence = sorted_sequence.gather(-1, sorter)
    if sorted_sequence.dim() == 1:
        row = sorted_sequence
    else:
        row = sorted_sequence.unsqueeze(-2)
    below = row <= values.unsqueeze(-1) if right else row < values.unsqueeze(-1)
    return below.sum(-1)


def bucketize(input, boundaries, *, out_int32=False, right=False):
    return searchsorted(boundaries, input, right=right)


def isin(elements, test_elements, *, assume_unique=False, invert=False):
    elements = torch.as_tensor(elements)
    tested = torch.as_tensor(test_elements).reshape(-1)
    found = (elements.unsqueeze(-1) == tested).any(-1)
    return ~found if invert else found


def multinomial(input, num_samples, replacement=False, *, generator=None):
    return _multinomial(input, num_samples, replacement, generator)


def _multinomial(input, num_samples, replacement, generator):
    if input.dim() not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.shape[-1]:
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    weights = input.detach()
    if bool((weights < 0).any()) or not bool(torch.isfinite(weights).all()):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if bool((weights.sum(-1) <= 0).any()):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    if not replacement or num_samples == 1:
        races = weights / torch.empty_like(weights).exponential_(generator=generator)
        if num_samples == 1:
            return races.argmax(-1, keepdim=True)
        return races.topk(num_samples, -1).indices
    rows = weights.reshape(-1, weights.shape[-1])
    chosen = []
    for row in rows.unbind(0):
        sums = row.cumsum(0)
        sums = sums / sums[-1].clone()
        draws = torch.rand(num_samples, generator=generator, dtype=torch.float64)
        chosen.append(searchsorted(sums, draws.float()).clamp(max=row.shape[0] - 1))
    return torch.stack(chosen).reshape(weights.shape[:-1] + (num_samples,))
