# math: what goes beyond the functions of a processor.
from math import (ceil, copysign, cos, e, exp, floor, gcd, inf, isinf, isnan, log, log2, nan, pi, sin, sqrt, trunc)


def factorial(n):
    if isinstance(n, float) and n != floor(n):
        raise TypeError("'float' object cannot be interpreted as an integer")
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for k in range(2, int(n) + 1):
        result = result * k if k <= 20 else float(result) * k
    return result


def comb(n, k):
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result


def perm(n, k=None):
    result = 1
    for i in range(n if k is None else k):
        result *= n - i
    return result


def isqrt(n):
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    root = int(sqrt(n))
    while root * root > n:
        root -= 1
    while (root + 1) * (root + 1) <= n:
        root += 1
    return root


def lcm(*numbers):
    result = 1
    for n in numbers:
        if n == 0:
            return 0
        result = abs(result * n) // gcd(result, n)
    return result


def fsum(seq):
    parts = []
    for x in seq:
        at = 0
        for y in parts:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                parts[at] = low
                at += 1
            x = high
        parts[at:] = [x]
    return sum(parts, 0.0)


def dist(p, q):
    return sqrt(sum((a - b) ** 2 for a, b in zip(p, q)))


def cbrt(x):
    return copysign(abs(x) ** (1 / 3), x)


def modf(x):
    whole = float(trunc(x))
    return x - whole, whole


def ldexp(x, i):
    return x * 2.0 ** i


def frexp(x):
    if x == 0 or isinf(x) or isnan(x):
        return x, 0
    power = floor(log2(abs(x))) + 1
    part = x / 2.0 ** power
    return (part / 2, power + 1) if abs(part) >= 1 else (part, power)


def remainder(x, y):
    return x - y * round(x / y)


def sumprod(p, q):
    return sum(a * b for a, b in zip(p, q))


def asinh(x):
    return copysign(log(abs(x) + sqrt(x * x + 1)), x)


def acosh(x):
    return log(x + sqrt(x * x - 1))


def atanh(x):
    return 0.5 * log((1 + x) / (1 - x))


_LANCZOS = (0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
            -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7)


def lgamma(x):
    if isnan(x):
        return x
    if isinf(x) or (x <= 0 and x == floor(x)):
        return inf
    if x < 0.5:
        return log(abs(pi / sin(pi * x))) - lgamma(1 - x)
    if x == 1 or x == 2:
        return 0.0
    if x > 15:
        square = x * x
        return (x - 0.5) * log(x) - x + 0.5 * log(2 * pi) + (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / x
    x -= 1
    total = _LANCZOS[0]
    for i in range(1, 9):
        total += _LANCZOS[i] / (x + i)
    t = x + 7.5
    return 0.5 * log(2 * pi) + (x + 0.5) * log(t) - t + log(total)


def gamma(x):
    if x == floor(x):
        if x <= 0:
            raise ValueError("math domain error")
        if x <= 21:
            return float(factorial(int(x) - 1))
    if x < 0.5:
        return pi / (sin(pi * x) * gamma(1 - x))
    return exp(lgamma(x))


def erf(x):
    if isnan(x):
        return x
    if abs(x) > 6:
        return copysign(1.0, x)
    if abs(x) < 2.5:
        term, total, n = x, x, 0
        while abs(term) > 1e-17 * abs(total) and n < 200:
            n += 1
            term *= -x * x / n
            total += term / (2 * n + 1)
        return 2 / sqrt(pi) * total
    return copysign(1 - erfc(abs(x)), x)


def erfc(x):
    if x < 2.5:
        return 1 - erf(x)
    if x > 27:
        return 0.0
    part = 0.0
    for k in range(60, 0, -1):
        part = k / 2 / (x + part)
    return exp(-x * x) / sqrt(pi) / (x + part)
