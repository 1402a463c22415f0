# numpy.linalg, by torch.linalg.
import numpy as np


class LinAlgError(ValueError):
    pass


def _tried(function, *args):
    try:
        return function(*args)
    except torch.linalg.LinAlgError:
        raise LinAlgError("Singular matrix")


def norm(x, ord=None, axis=None, keepdims=False):
    tensor = np._floats(x)
    if axis is None and ord is None:
        made = torch.linalg.vector_norm(tensor.reshape(-1))
        return np._given(made.reshape((1,) * tensor.dim()) if keepdims else made)
    if axis is None and tensor.dim() == 2:
        return np._given(torch.linalg.matrix_norm(tensor, ord, keepdim=keepdims))
    if isinstance(axis, tuple):
        return np._given(torch.linalg.matrix_norm(tensor, "fro" if ord is None else ord, axis, keepdims))
    return np._given(torch.linalg.vector_norm(tensor, 2 if ord is None else ord, dim=-1 if axis is None else axis, keepdim=keepdims))


def inv(a):
    return np.ndarray(_tried(torch.linalg.inv, np._floats(a)))


def pinv(a, rcond=1e-15):
    return np.ndarray(torch.linalg.pinv(np._floats(a), rtol=rcond))


def det(a):
    return np._given(torch.linalg.det(np._floats(a)))


def slogdet(a):
    sign, size = torch.linalg.slogdet(np._floats(a))
    return np._given(sign), np._given(size)


def solve(a, b):
    return np.ndarray(_tried(torch.linalg.solve, np._floats(a), np._floats(b)))


def lstsq(a, b, rcond=None):
    A, B = np._floats(a), np._floats(b)
    solution = torch.linalg.lstsq(A, B).solution
    rank = int(torch.linalg.matrix_rank(A))
    rest = ((A @ solution - B) ** 2).sum(0).reshape(-1) if A.shape[0] > A.shape[1] and rank == A.shape[1] else torch.zeros(0, dtype=A.dtype)
    return np.ndarray(solution), np.ndarray(rest), rank, np.ndarray(torch.linalg.svdvals(A))


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    U, S, Vh = torch.linalg.svd(np._floats(a), full_matrices=full_matrices)
    return (np.ndarray(U), np.ndarray(S), np.ndarray(Vh)) if compute_uv else np.ndarray(S)


def eigh(a, UPLO="L"):
    from collections import namedtuple
    values, vectors = torch.linalg.eigh(np._floats(a))
    return namedtuple("EighResult", ("eigenvalues", "eigenvectors"))(np.ndarray(values), np.ndarray(vectors))


def eigvalsh(a, UPLO="L"):
    return eigh(a)[0]


def eig(a):
    raise NotImplementedError("numpy.linalg.eig: numbers with an imaginary part are not there; numpy.linalg.eigh takes symmetric matrices")


eigvals = eig


def cholesky(a):
    try:
        return np.ndarray(torch.linalg.cholesky(np._floats(a)))
    except torch.linalg.LinAlgError:
        raise LinAlgError("Matrix is not positive definite")


def qr(a, mode="reduced"):
    Q, R = torch.linalg.qr(np._floats(a), mode)
    return np.ndarray(R) if mode == "r" else (np.ndarray(Q), np.ndarray(R))


def matrix_rank(A, tol=None):
    return int(torch.linalg.matrix_rank(np._floats(A), tol=tol))


def matrix_power(a, n):
    return np.ndarray(torch.linalg.matrix_power(np._floats(a), n))


def multi_dot(arrays):
    made = arrays[0]
    for x in arrays[1:]:
        made = np.dot(made, x)
    return made


def cond(x, p=None):
    return np._given(torch.linalg.cond(np._floats(x), p))
