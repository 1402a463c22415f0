# torch.linalg, from Gauss, Householder and Jacobi: the matrices of texts are small.


class LinAlgError(RuntimeError):
    pass


def _square(A, name):
    if A.dim() < 2:
        raise RuntimeError(f"linalg.{name}: The input tensor A must have at least 2 dimensions.")
    if A.shape[-1] != A.shape[-2]:
        raise RuntimeError(f"linalg.{name}: A must be batches of square matrices, but they are {A.shape[-2]} by {A.shape[-1]} matrices")


def _batched(function, A, *others):
    """Goes through a batch of matrices; function gets two-dimensional ones."""
    if A.dim() == 2:
        return function(A, *others)
    lead = A.shape[:-2]
    flat = [x.reshape((-1,) + tuple(x.shape[-2:])) for x in (A,) + others]
    found = [function(*parts) for parts in zip(*[x.unbind(0) for x in flat])]
    if isinstance(found[0], tuple):
        return tuple(torch.stack(parts).reshape(tuple(lead) + tuple(parts[0].shape)) for parts in zip(*found))
    return torch.stack(found).reshape(tuple(lead) + tuple(found[0].shape))


def _eliminated(rows, others):
    """Rows that are brought to the unit matrix, and what becomes of others; plain lists, in doubles."""
    n = len(rows)
    sign, diagonal = 1.0, []
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if rows[best][k] == 0:
            return None, 0.0, diagonal + [0.0]
        if best != k:
            rows[k], rows[best] = rows[best], rows[k]
            others[k], others[best] = others[best], others[k]
            sign = -sign
        pivot = rows[k][k]
        diagonal.append(pivot)
        for i in range(k + 1, n):
            factor = rows[i][k] / pivot
            if factor:
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k])]
                others[i] = [x - factor * y for x, y in zip(others[i], others[k])]
    for k in range(n - 1, -1, -1):
        pivot = rows[k][k]
        others[k] = [x / pivot for x in others[k]]
        for i in range(k):
            factor = rows[i][k]
            if factor:
                others[i] = [x - factor * y for x, y in zip(others[i], others[k])]
    return others, sign, diagonal


class _Inverse(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A):
        n = A.shape[-1]
        rows = A.detach().tolist()
        unit = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
        found, sign, diagonal = _eliminated(rows, unit)
        if found is None:
            raise LinAlgError(f"linalg.inv: The diagonal element {len(diagonal)} is zero, the inversion could not be completed because the input matrix is singular.")
        result = torch.tensor(found, dtype=A.dtype).reshape(A.shape)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, gradient):
        inverse, = ctx.saved_tensors
        return -(inverse.mT @ gradient @ inverse.mT)


def inv(A):
    _square(A, "inv")
    return _batched(_Inverse.apply, A)


def inv_ex(A, *, check_errors=False):
    return inv(A), torch.tensor(0)


def _solve(A, B):
    found, sign, diagonal = _eliminated(A.detach().tolist(), B.detach().tolist())
    if found is None:
        raise LinAlgError(f"torch.linalg.solve: The solver failed because the input matrix is singular.")
    return torch.tensor(found, dtype=A.dtype).reshape(B.shape)


class _Solution(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A, B):
        result = _solve(A, B)
        ctx.save_for_backward(A, result)
        return result

    @staticmethod
    def backward(ctx, gradient):
        A, X = ctx.saved_tensors
        of_B = _Solution.apply(A.mT, gradient)
        return -(of_B @ X.mT), of_B


def solve(A, B, *, left=True):
    _square(A, "solve")
    is_vector = B.dim() == 1 or (B.dim() == A.dim() - 1 and B.shape == A.shape[:-1])
    if is_vector:
        B = B.unsqueeze(-1)
    if not left:
        A, B = A.mT, B.mT
    if A.shape[-1] != B.shape[-2]:
        raise RuntimeError(f"linalg.solve: Incompatible shapes of A and B for the equation AX = B ({A.shape[-2]}x{A.shape[-1]} and {B.shape[-2]}x{B.shape[-1]})")
    lead = torch.broadcast_shapes(A.shape[:-2], B.shape[:-2])
    A = A.expand(tuple(lead) + tuple(A.shape[-2:]))
    B = B.expand(tuple(lead) + tuple(B.shape[-2:]))
    found = _batched(_Solution.apply, A, B)
    if not left:
        found = found.mT
    return found.squeeze(-1) if is_vector else found


def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
    part = A.triu() if upper else A.tril()
    if unitriangular:
        unit = torch.eye(A.shape[-1], dtype=A.dtype)
        part = part * (1 - unit) + unit
    return solve(part, B, left=left)


class _Determinant(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A):
        n = A.shape[-1]
        found, sign, diagonal = _eliminated(A.detach().tolist(), [[] for _ in range(n)])
        result = sign
        for x in diagonal:
            result = result * x
        result = torch.tensor(float(result), dtype=A.dtype)
        ctx.save_for_backward(A, result)
        return result

    @staticmethod
    def backward(ctx, gradient):
        A, result = ctx.saved_tensors
        if float(result) != 0:
            return gradient * result * inv(A).mT
        U, S, Vh = svd(A)
        minors = torch.stack([torch.cat([S[:i], S[i + 1:]]).prod() for i in range(S.shape[0])])
        return gradient * det(U) * det(Vh) * ((U * minors) @ Vh)


def det(A):
    _square(A, "det")
    return _batched(_Determinant.apply, A)


class _LogDeterminant(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A):
        found, sign, diagonal = _eliminated(A.detach().tolist(), [[] for _ in range(A.shape[-1])])
        ctx.save_for_backward(A)
        size = 0.0
        for x in diagonal:
            size += math.log(abs(x)) if x else -math.inf
            sign = sign if x > 0 else -sign if x < 0 else 0.0
        return torch.tensor([sign, size], dtype=A.dtype)

    @staticmethod
    def backward(ctx, gradient):
        A, = ctx.saved_tensors
        return gradient[1] * inv(A).mT


def slogdet(A):
    _square(A, "slogdet")
    both = _batched(lambda x: _LogDeterminant.apply(x), A)
    return _named("slogdet", ("sign", "logabsdet"), (both[..., 0].detach(), both[..., 1]))


def pinv(A, *, atol=None, rtol=None, hermitian=False, rcond=None):
    U, S, Vh = svd(A, full_matrices=False)
    rtol = rcond if rtol is None else rtol
    if rtol is None:
        rtol = max(A.shape[-2:]) * torch.finfo(A.dtype).eps if atol is None else 0.0
    least = torch.maximum(S.amax(-1, keepdim=True) * rtol, torch.tensor(float(atol or 0.0)))
    inverse = torch.where(S > least, 1 / torch.where(S > least, S, torch.ones_like(S)), torch.zeros_like(S))
    return (Vh.mT * inverse.unsqueeze(-2)) @ U.mT


def matrix_rank(A, *, atol=None, rtol=None, hermitian=False, tol=None):
    S = svdvals(A)
    if tol is not None:
        return (S > tol).sum(-1)
    if rtol is None:
        rtol = max(A.shape[-2:]) * torch.finfo(A.dtype).eps if atol is None else 0.0
    return (S > torch.maximum(S.amax(-1, keepdim=True) * rtol, torch.tensor(float(atol or 0.0)))).sum(-1)


def lstsq(A, B, rcond=None, *, driver=None):
    is_vector = B.dim() == 1
    right = B.unsqueeze(-1) if is_vector else B
    solution = pinv(A) @ right
    rest = torch.empty(0)
    if A.shape[-2] > A.shape[-1] and int(matrix_rank(A.detach()).min()) == A.shape[-1]:
        rest = ((A @ solution - right) ** 2).sum(-2)
    if is_vector:
        solution = solution.squeeze(-1)
    return _named("linalg_lstsq", ("solution", "residuals", "rank", "singular_values"), (solution, rest, matrix_rank(A.detach()), torch.empty(0)))


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None):
    a, b = dim
    if ord == "fro":
        return torch.linalg.vector_norm(A, 2, dim=[a, b], keepdim=keepdim)
    if ord in (1, -1, math.inf, -math.inf):
        over, then = (a, b) if abs(ord) == 1 else (b, a)
        sums = A.abs().sum(over, keepdim=True)
        found = sums.amax(then, keepdim=True) if ord > 0 else sums.amin(then, keepdim=True)
    else:
        S = svdvals(A.movedim((a, b), (-2, -1)))
        found = S.sum(-1) if ord == "nuc" else S.amax(-1) if ord == 2 else S.amin(-1)
        return found.unsqueeze(-1).unsqueeze(-1) if keepdim else found
    return found if keepdim else found.squeeze(max(a % A.dim(), b % A.dim())).squeeze(min(a % A.dim(), b % A.dim()))


def cond(A, p=None):
    if p is None or p == 2 or p == -2:
        S = svdvals(A)
        return S[..., 0] / S[..., -1] if p != -2 else S[..., -1] / S[..., 0]
    return matrix_norm(A, p) * matrix_norm(inv(A), p)


def matrix_power(A, n):
    _square(A, "matrix_power")
    if n < 0:
        return matrix_power(inv(A), -n)
    result = None
    while n:
        if n % 2:
            result = A if result is None else result @ A
        A = A @ A if n > 1 else A
        n //= 2
    return torch.eye(A.shape[-1], dtype=A.dtype).expand(A.shape) if result is None else result


def matrix_exp(A):
    size = float(A.detach().abs().sum(-1).max())
    halvings = max(0, int(math.ceil(math.log2(size))) + 3) if size > 0 else 0
    part = A / 2 ** halvings
    term = torch.eye(A.shape[-1], dtype=A.dtype).expand(A.shape)
    result = term
    for k in range(1, 14):
        term = term @ part / k
        result = result + term
    for _ in range(halvings):
        result = result @ result
    return result


def multi_dot(tensors, *, out=None):
    tensors = list(tensors)
    result = tensors[0]
    for x in tensors[1:]:
        result = result @ x
    return result


def cross(input, other, *, dim=-1):
    if input.shape[dim] != 3 or other.shape[dim] != 3:
        raise RuntimeError(f"linalg.cross: inputs dimension {dim} must have length 3. Got {input.shape[dim]} and {other.shape[dim]}")
    a, b = input.unbind(dim), other.unbind(dim)
    return torch.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dim)


def lu_factor(A, *, pivot=True):
    raise NotImplementedError("linalg.lu_factor is not there; torch.linalg.solve and torch.linalg.inv solve")


def lu(A, *, pivot=True):
    n, m = A.shape
    rows = A.detach().tolist()
    order = list(range(n))
    L = [[0.0] * min(n, m) for _ in range(n)]
    for k in range(min(n, m)):
        best = max(range(k, n), key=lambda i: abs(rows[i][k])) if pivot else k
        rows[k], rows[best] = rows[best], rows[k]
        L[k], L[best] = L[best], L[k]
        order[k], order[best] = order[best], order[k]
        L[k][k] = 1.0
        for i in range(k + 1, n):
            factor = rows[i][k] / rows[k][k] if rows[k][k] else 0.0
            L[i][k] = factor
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k])]
    P = torch.zeros(n, n, dtype=A.dtype)
    for at, row in enumerate(order):
        P[row, at] = 1.0
    return _named("linalg_lu", ("P", "L", "U"), (P, torch.tensor(L, dtype=A.dtype), torch.tensor(rows, dtype=A.dtype)[:min(n, m)].triu()))


def vander(x, *, N=None):
    return torch.vander(x, N, increasing=True)


def tensorinv(A, ind=2):
    shape = A.shape
    size = 1
    for n in shape[ind:]:
        size *= n
    return inv(A.reshape(-1, size)).reshape(tuple(shape[ind:]) + tuple(shape[:ind]))


def tensorsolve(A, B, dims=None):
    size = B.numel()
    return solve(A.reshape(size, size), B.reshape(-1)).reshape(A.shape[B.dim():])


def _named(name, fields, values):
    from collections import namedtuple
    return namedtuple("torch.return_types." + name, fields)(*values)
