# statistics: of plain numbers.


class StatisticsError(ValueError):
    pass


def _listed(data, name):
    data = list(data)
    if not data:
        raise StatisticsError(name + " requires at least one data point")
    return data


def mean(data):
    data = _listed(data, "mean")
    total = sum(data)
    whole = all(isinstance(x, int) for x in data)
    return total // len(data) if whole and total % len(data) == 0 else math.fsum(data) / len(data)


def fmean(data, weights=None):
    data = _listed(data, "fmean")
    if weights is None:
        return math.fsum(data) / len(data)
    weights = list(weights)
    return math.fsum(x * w for x, w in zip(data, weights)) / math.fsum(weights)


def median(data):
    data = sorted(_listed(data, "median"))
    n = len(data)
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(_listed(data, "median"))
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(_listed(data, "median"))
    return data[len(data) // 2]


def mode(data):
    counts = {}
    for x in _listed(data, "mode"):
        counts[x] = counts.get(x, 0) + 1
    return max(counts, key=lambda x: counts[x])


def _squares(data):
    middle = math.fsum(data) / len(data)
    return math.fsum((x - middle) ** 2 for x in data)


def pvariance(data, mu=None):
    data = _listed(data, "pvariance")
    return _squares(data) / len(data)


def variance(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    found = _squares(data) / (len(data) - 1)
    return int(found) if all(isinstance(x, int) for x in data) and found == int(found) else found


def stdev(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    return math.sqrt(_squares(data) / (len(data) - 1))


def pstdev(data, mu=None):
    return math.sqrt(pvariance(data))


def harmonic_mean(data):
    data = _listed(data, "harmonic_mean")
    return len(data) / math.fsum(1 / x for x in data)


def geometric_mean(data):
    data = _listed(data, "geometric_mean")
    return math.exp(math.fsum(math.log(x) for x in data) / len(data))
