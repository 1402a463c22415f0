# Matrices taken apart.


def _cholesky(A):
    rows = A.tolist()
    n = len(rows)
    L = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            left = rows[i][j] - sum(L[i][k] * L[j][k] for k in range(j))
            if i == j:
                if not left > 0:
                    raise LinAlgError(f"linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order {i + 1} is not positive-definite).")
                L[i][i] = math.sqrt(left)
            else:
                L[i][j] = left / L[j][j]
    return torch.tensor(L, dtype=A.dtype)


class _Cholesky(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A):
        result = _cholesky(A.detach())
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, gradient):
        L, = ctx.saved_tensors
        inner = (L.mT @ gradient.tril()).tril()
        inner = inner - 0.5 * torch.diag(inner.diagonal())
        back = inv(L)
        whole = back.mT @ inner @ back
        return (whole + whole.mT) / 2


def cholesky(A, *, upper=False):
    _square(A, "cholesky")
    found = _batched(_Cholesky.apply, A)
    return found.mT if upper else found


def cholesky_ex(A, *, upper=False, check_errors=False):
    return cholesky(A, upper=upper), torch.tensor(0)


def _qr(A):
    rows, columns = A.shape
    m = min(rows, columns)
    R = A.detach().tolist()
    Q = [[1.0 if i == j else 0.0 for j in range(rows)] for i in range(rows)]
    for k in range(min(rows - 1, columns)):
        size = math.sqrt(sum(R[i][k] ** 2 for i in range(k, rows)))
        if size == 0:
            continue
        v = [R[i][k] for i in range(k, rows)]
        v[0] += size if v[0] >= 0 else -size
        length = sum(x * x for x in v)
        if length == 0:
            continue
        for j in range(columns):
            dot = 2 * sum(v[i - k] * R[i][j] for i in range(k, rows)) / length
            for i in range(k, rows):
                R[i][j] -= dot * v[i - k]
        for j in range(rows):
            dot = 2 * sum(v[i - k] * Q[j][i] for i in range(k, rows)) / length
            for i in range(k, rows):
                Q[j][i] -= dot * v[i - k]
    return torch.tensor(Q, dtype=A.dtype), torch.tensor(R, dtype=A.dtype).triu()


class _Orthogonal(torch.autograd.Function):
    """The reduced decomposition of a matrix that is at least as high as wide."""

    @staticmethod
    def forward(ctx, A):
        Q, R = _qr(A)
        Q, R = Q[:, :A.shape[1]], R[:A.shape[1]]
        ctx.save_for_backward(Q, R)
        return Q, R

    @staticmethod
    def backward(ctx, of_Q, of_R):
        Q, R = ctx.saved_tensors
        M = R @ of_R.mT - of_Q.mT @ Q
        below = M.tril(-1)
        M = below + below.mT + torch.diag(M.diagonal())
        return (of_Q + Q @ M) @ inv(R).mT


def qr(A, mode="reduced"):
    if mode == "complete" or A.shape[-2] < A.shape[-1]:
        Q, R = _batched(_qr, A)
        if mode != "complete":
            m = min(A.shape[-2:])
            Q, R = Q[..., :m], R[..., :m, :]
    else:
        Q, R = _batched(_Orthogonal.apply, A)
    if mode == "r":
        Q = torch.empty(0)
    return _named("linalg_qr", ("Q", "R"), (Q, R))


def _eigh(A):
    """Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations, ascending."""
    a = A.tolist()
    n = len(a)
    a = [[a[i][j] if j <= i else a[j][i] for j in range(n)] for i in range(n)]
    v = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for _ in range(60):
        rest = sum(a[i][j] ** 2 for i in range(n) for j in range(n) if i != j)
        if rest <= 1e-24 * sum(a[i][i] ** 2 for i in range(n)) or rest == 0:
            break
        for p in range(n - 1):
            for q in range(p + 1, n):
                if a[p][q] == 0:
                    continue
                theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                t = (1 if theta >= 0 else -1) / (abs(theta) + math.sqrt(theta * theta + 1))
                c = 1 / math.sqrt(t * t + 1)
                s = t * c
                for k in range(n):
                    x, y = a[k][p], a[k][q]
                    a[k][p], a[k][q] = c * x - s * y, s * x + c * y
                for k in range(n):
                    x, y = a[p][k], a[q][k]
                    a[p][k], a[q][k] = c * x - s * y, s * x + c * y
                for k in range(n):
                    x, y = v[k][p], v[k][q]
                    v[k][p], v[k][q] = c * x - s * y, s * x + c * y
    order = sorted(range(n), key=lambda i: a[i][i])
    values = torch.tensor([a[i][i] for i in order], dtype=A.dtype)
    vectors = torch.tensor([[v[k][i] for i in order] for k in range(n)], dtype=A.dtype)
    return values, _signed(vectors)


def _signed(vectors):
    """Each column with the sign that LAPACK mostly gives: the last entry that is not 0 is positive."""
    last = vectors[-1]
    return vectors * torch.where(last < 0, torch.full_like(last, -1.0), torch.ones_like(last))


class _Symmetric(torch.autograd.Function):

    @staticmethod
    def forward(ctx, A):
        values, vectors = _eigh(A.detach())
        ctx.save_for_backward(values, vectors)
        return values, vectors

    @staticmethod
    def backward(ctx, of_values, of_vectors):
        values, V = ctx.saved_tensors
        gaps = values.unsqueeze(0) - values.unsqueeze(1)
        inner = (V.mT @ of_vectors) / torch.where(gaps == 0, torch.full_like(gaps, torch.inf), gaps)
        return V @ (inner + torch.diag(of_values)) @ V.mT


def eigh(A, UPLO="L"):
    _square(A, "eigh")
    values, vectors = _batched(_Symmetric.apply, A if UPLO == "L" else A.mT)
    return _named("linalg_eigh", ("eigenvalues", "eigenvectors"), (values, vectors))


def eigvalsh(A, UPLO="L"):
    return eigh(A, UPLO)[0]


def eig(A):
    raise NotImplementedError("linalg.eig: numbers with an imaginary part are not there; torch.linalg.eigh takes symmetric matrices")


eigvals = eig


class _Singular(torch.autograd.Function):
    """The reduced decomposition of a matrix that is at least as high as wide."""

    @staticmethod
    def forward(ctx, A):
        U, S, V = _svd(A.detach())
        ctx.save_for_backward(U, S, V)
        return U, S, V

    @staticmethod
    def backward(ctx, of_U, of_S, of_V):
        U, S, V = ctx.saved_tensors
        squares = S * S
        gaps = squares.unsqueeze(0) - squares.unsqueeze(1)
        F_ = torch.where(gaps == 0, torch.zeros_like(gaps), 1 / torch.where(gaps == 0, torch.ones_like(gaps), gaps))
        u, v = U.mT @ of_U, V.mT @ of_V
        inner = (F_ * (u - u.mT)) * S.unsqueeze(0) + S.unsqueeze(1) * (F_ * (v - v.mT)) + torch.diag(of_S)
        whole = U @ inner @ V.mT
        if U.shape[0] > U.shape[1]:
            whole = whole + (of_U - U @ u) / S @ V.mT
        return whole


def _svd(A):
    """By Jacobi's rotations of columns, which find small values exactly."""
    rows, n = A.shape
    u = [list(column) for column in zip(*A.tolist())]
    v = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for _ in range(60):
        turned = False
        for p in range(n - 1):
            for q in range(p + 1, n):
                alpha = sum(x * x for x in u[p])
                beta = sum(x * x for x in u[q])
                gamma = sum(x * y for x, y in zip(u[p], u[q]))
                if abs(gamma) <= 1e-15 * math.sqrt(alpha * beta) or gamma == 0:
                    continue
                turned = True
                zeta = (beta - alpha) / (2 * gamma)
                t = (1 if zeta >= 0 else -1) / (abs(zeta) + math.sqrt(1 + zeta * zeta))
                c = 1 / math.sqrt(1 + t * t)
                s = c * t
                u[p], u[q] = [c * x - s * y for x, y in zip(u[p], u[q])], [s * x + c * y for x, y in zip(u[p], u[q])]
                v[p], v[q] = [c * x - s * y for x, y in zip(v[p], v[q])], [s * x + c * y for x, y in zip(v[p], v[q])]
        if not turned:
            break
    sizes = [math.sqrt(sum(x * x for x in column)) for column in u]
    order = sorted(range(n), key=lambda i: -sizes[i])
    most = sizes[order[0]] if n else 0.0
    kept, right, values = [], [], []
    for i in order:
        size = sizes[i] if sizes[i] > 1e-16 * most else 0.0
        column = [x / size for x in u[i]] if size else _beside(kept, rows)
        sign = -1.0 if _leading(column) > 0 else 1.0
        kept.append([sign * x for x in column])
        right.append([sign * x for x in v[i]])
        values.append(size)
    U = torch.tensor(kept, dtype=A.dtype).reshape(n, rows).t()
    return U, torch.tensor(values, dtype=A.dtype), torch.tensor(right, dtype=A.dtype).reshape(n, n).t()


def _leading(column):
    return column[0] if abs(column[0]) > 1e-12 else -max(column, key=abs)


def _beside(columns, rows):
    """A unit column at right angles to others."""
    for k in range(rows):
        x = [1.0 if i == k else 0.0 for i in range(rows)]
        for other in columns:
            dot = sum(a * b for a, b in zip(x, other))
            x = [a - dot * b for a, b in zip(x, other)]
        size = math.sqrt(sum(a * a for a in x))
        if size > 1e-6:
            return [a / size for a in x]
    return [0.0] * rows


def _full(U):
    columns = U.mT.tolist()
    while len(columns) < U.shape[0]:
        columns.append(_beside(columns, U.shape[0]))
    return torch.tensor(columns, dtype=U.dtype).mT


def svd(A, full_matrices=True, *, driver=None):
    if A.shape[-2] >= A.shape[-1]:
        U, S, V = _batched(_Singular.apply, A)
    else:
        V, S, U = _batched(_Singular.apply, A.mT)
    if full_matrices and A.shape[-2] != A.shape[-1]:
        if A.shape[-2] > A.shape[-1]:
            U = _batched(_full, U)
        else:
            V = _batched(_full, V)
    return _named("linalg_svd", ("U", "S", "Vh"), (U, S, V.mT))


def svdvals(A, *, driver=None):
    return svd(A, full_matrices=False)[1]
