# Functions about matrices; most are those of torch.linalg.


def ger(input, vec2):
    return torch.outer(input, vec2)


def vdot(input, other):
    return torch.dot(input, other)


def chain_matmul(*matrices):
    return torch.linalg.multi_dot(list(matrices))


def kron(input, other):
    dims = max(input.dim(), other.dim())
    a = input.reshape((1,) * (dims - input.dim()) + tuple(input.shape))
    b = other.reshape((1,) * (dims - other.dim()) + tuple(other.shape))
    shape = [m * n for m, n in zip(a.shape, b.shape)]
    for dim in range(dims):
        a = a.unsqueeze(2 * dim + 1)
        b = b.unsqueeze(2 * dim)
    return (a * b).reshape(shape)


def cross(input, other, dim=None):
    if dim is None:
        dim = [at for at, size in enumerate(input.shape) if size == 3][0]
    return torch.linalg.cross(input, other, dim=dim)


def det(input):
    return torch.linalg.det(input)


def logdet(input):
    sign, size = torch.linalg.slogdet(input)
    return torch.where(sign < 0, torch.full_like(size, torch.nan), size)


def slogdet(input):
    return torch.linalg.slogdet(input)


def inverse(input):
    return torch.linalg.inv(input)


def pinverse(input, rcond=1e-15):
    return torch.linalg.pinv(input, rtol=rcond)


def matrix_power(input, n):
    return torch.linalg.matrix_power(input, n)


def matrix_exp(input):
    return torch.linalg.matrix_exp(input)


def cholesky(input, upper=False):
    return torch.linalg.cholesky(input, upper=upper)


def cholesky_solve(B, L, upper=False):
    if upper:
        L = L.mT
    return torch.linalg.solve_triangular(L.mT, torch.linalg.solve_triangular(L, B, upper=False), upper=True)


def cholesky_inverse(L, upper=False):
    return cholesky_solve(torch.eye(L.shape[-1]), L, upper)


def qr(input, some=True):
    return torch.linalg.qr(input, "reduced" if some else "complete")


def svd(input, some=True, compute_uv=True):
    U, S, Vh = torch.linalg.svd(input, full_matrices=not some)
    return _named("svd", ("U", "S", "V"), (U, S, Vh.mT))


def lstsq(input, A):
    return torch.linalg.lstsq(A, input)


def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False):
    if transpose:
        A, upper = A.mT, not upper
    found = torch.linalg.solve_triangular(A, b, upper=upper, unitriangular=unitriangular)
    return _named("triangular_solve", ("solution", "cloned_coefficient"), (found, A))


def pca_lowrank(A, q=None, center=True, niter=2):
    q = min(6, *A.shape[-2:]) if q is None else q
    if center:
        A = A - A.mean(-2, keepdim=True)
    return svd_lowrank(A, q)


def svd_lowrank(A, q=6, niter=2, M=None):
    U, S, Vh = torch.linalg.svd(A if M is None else A - M, full_matrices=False)
    return _named("svd_lowrank", ("U", "S", "V"), (U[..., :q], S[..., :q], Vh.mT[..., :q]))


def pdist(input, p=2):
    return torch.nn.functional.pdist(input, p)


def renorm(input, p, dim, maxnorm):
    others = [at for at in range(input.dim()) if at != dim % input.dim()]
    size = torch.linalg.vector_norm(input, p, dim=others, keepdim=True)
    return torch.where(size > maxnorm, input * (maxnorm / (size + 1e-7)), input)


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    return torch.nn.functional.cosine_embedding_loss(input1, input2, target, margin, reduction=reduction)


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    return torch.nn.functional.margin_ranking_loss(input1, input2, target, margin, reduction=reduction)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-6, swap=False, reduction="mean"):
    return torch.nn.functional.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduction=reduction)


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return F.conv1d(input, weight, bias, stride, padding, dilation, groups)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return F.conv2d(input, weight, bias, stride, padding, dilation, groups)


def dropout(input, p, train):
    return F.dropout(input, p, train)


def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    return F.embedding(indices, weight)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5, cudnn_enable=True):
    return F.layer_norm(input, normalized_shape, weight, bias, eps)


def prelu(input, weight):
    return F.prelu(input, weight)


def selu(input):
    return F.selu(input)


def celu(input, alpha=1.0):
    return F.celu(input, alpha)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return F.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    return F.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode)


def pixel_shuffle(input, upscale_factor):
    return F.pixel_shuffle(input, upscale_factor)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    return F.group_norm(input, num_groups, weight, bias, eps)


def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled=True):
    return F.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)


def threshold(input, threshold, value):
    return F.threshold(input, threshold, value)


def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction="mean"):
    return F.binary_cross_entropy_with_logits(input, target, weight, pos_weight=pos_weight, reduction=reduction)
