# Layers that are written in the language itself.


def _shown(module, *names):
    return ", ".join(f"{name}={getattr(module, name)}" for name in names)


class EmbeddingBag(nn.Module):

    def __init__(self, num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
                 mode="mean", sparse=False, _weight=None, include_last_offset=False, padding_idx=None,
                 device=None, dtype=None):
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        self.mode, self.include_last_offset, self.padding_idx = mode, include_last_offset, padding_idx
        if _weight is None:
            self.weight = nn.Parameter(torch.empty(num_embeddings, embedding_dim))
            self.reset_parameters()
        else:
            self.weight = nn.Parameter(_weight)

    def reset_parameters(self):
        nn.init.normal_(self.weight)
        if self.padding_idx is not None:
            with torch.no_grad():
                self.weight[self.padding_idx].fill_(0)

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
                        mode="mean", sparse=False, include_last_offset=False, padding_idx=None):
        made = cls(embeddings.shape[0], embeddings.shape[1], mode=mode, _weight=embeddings,
                   include_last_offset=include_last_offset, padding_idx=padding_idx)
        made.weight.requires_grad = not freeze
        return made

    def forward(self, input, offsets=None, per_sample_weights=None):
        return F.embedding_bag(input, self.weight, offsets, mode=self.mode, per_sample_weights=per_sample_weights,
                               include_last_offset=self.include_last_offset, padding_idx=self.padding_idx)

    def extra_repr(self):
        text = f"{self.num_embeddings}, {self.embedding_dim}"
        if self.padding_idx is not None:
            text += f", padding_idx={self.padding_idx}"
        return text + f", mode='{self.mode}'"


class CosineSimilarity(nn.Module):

    def __init__(self, dim=1, eps=1e-8):
        super().__init__()
        self.dim, self.eps = dim, eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


class PairwiseDistance(nn.Module):

    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        super().__init__()
        self.norm, self.eps, self.keepdim = p, eps, keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


class Unfold(nn.Module):

    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.kernel_size, self.dilation, self.padding, self.stride = kernel_size, dilation, padding, stride

    def forward(self, input):
        return F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)

    def extra_repr(self):
        return _shown(self, "kernel_size", "dilation", "padding", "stride")


class Fold(nn.Module):

    def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.output_size = output_size
        self.kernel_size, self.dilation, self.padding, self.stride = kernel_size, dilation, padding, stride

    def forward(self, input):
        return F.fold(input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride)

    def extra_repr(self):
        return _shown(self, "output_size", "kernel_size", "dilation", "padding", "stride")


class UpsamplingNearest2d(nn.Module):

    def __init__(self, size=None, scale_factor=None):
        super().__init__()
        self.size, self.scale_factor, self.mode = size, scale_factor if scale_factor is None else float(scale_factor), "nearest"

    def forward(self, input):
        return F.interpolate(input, size=self.size, scale_factor=self.scale_factor, mode="nearest")

    def extra_repr(self):
        return f"scale_factor={self.scale_factor}, mode='{self.mode}'" if self.size is None else f"size={self.size}, mode='{self.mode}'"


class UpsamplingBilinear2d(UpsamplingNearest2d):

    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor)
        self.mode = "bilinear"

    def forward(self, input):
        return F.interpolate(input, size=self.size, scale_factor=self.scale_factor, mode="bilinear", align_corners=True)


class Dropout3d(nn.Module):

    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p, self.inplace = p, inplace

    def forward(self, input):
        return F.dropout3d(input, self.p, self.training)

    def extra_repr(self):
        return _shown(self, "p", "inplace")


class FeatureAlphaDropout(Dropout3d):

    def forward(self, input):
        return F.feature_alpha_dropout(input, self.p, self.training)


class _Pool3d(nn.Module):

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation, self.ceil_mode = padding, dilation, ceil_mode


class MaxPool3d(_Pool3d):

    def forward(self, input):
        return F.max_pool3d(input, self.kernel_size, self.stride, self.padding)

    def extra_repr(self):
        return _shown(self, "kernel_size", "stride", "padding", "dilation", "ceil_mode")


class AvgPool3d(_Pool3d):

    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        super().__init__(kernel_size, stride, padding)

    def forward(self, input):
        return F.avg_pool3d(input, self.kernel_size, self.stride, self.padding)

    def extra_repr(self):
        return _shown(self, "kernel_size", "stride", "padding")


class AdaptiveAvgPool3d(nn.Module):

    def __init__(self, output_size):
        super().__init__()
        self.output_size = output_size

    def forward(self, input):
        return F.adaptive_avg_pool3d(input, self.output_size)

    def extra_repr(self):
        return f"output_size={self.output_size}"


class AdaptiveMaxPool3d(AdaptiveAvgPool3d):

    def forward(self, input):
        return F.adaptive_max_pool3d(input, self.output_size)


class MaxUnpool2d(nn.Module):

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size, self.stride, self.padding = kernel_size, kernel_size if stride is None else stride, padding

    def forward(self, input, indices, output_size=None):
        return F.max_unpool2d(input, indices, self.kernel_size, self.stride, self.padding, output_size)


class Conv3d(nn.Module):

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode="zeros", device=None, dtype=None):
        super().__init__()
        three = lambda v: (v,) * 3 if isinstance(v, int) else tuple(v)
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        self.kernel_size, self.stride, self.dilation = three(kernel_size), three(stride), three(dilation)
        self.padding = padding if isinstance(padding, str) else three(padding)
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels // groups, *self.kernel_size))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        size = 1
        for n in self.weight.shape[1:]:
            size *= n
        bound = 1 / math.sqrt(size)
        nn.init.uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            nn.init.uniform_(self.bias, -bound, bound)

    def forward(self, input):
        return F.conv3d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0, 0, 0):
            text += f", padding={self.padding}"
        if self.dilation != (1, 1, 1):
            text += f", dilation={self.dilation}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        return text if self.bias is not None else text + ", bias=False"


class BatchNorm3d(nn.Module):

    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        if affine:
            self.weight = nn.Parameter(torch.ones(num_features))
            self.bias = nn.Parameter(torch.zeros(num_features))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
        self.register_buffer("running_mean", torch.zeros(num_features) if track_running_stats else None)
        self.register_buffer("running_var", torch.ones(num_features) if track_running_stats else None)
        self.register_buffer("num_batches_tracked", torch.tensor(0) if track_running_stats else None)

    def forward(self, input):
        if input.dim() != 5:
            raise ValueError(f"expected 5D input (got {input.dim()}D input)")
        trains = self.training or not self.track_running_stats
        momentum = self.momentum
        if self.training and self.track_running_stats:
            self.num_batches_tracked.add_(1)
            if momentum is None:
                momentum = 1.0 / float(self.num_batches_tracked)
        return F.batch_norm(input, self.running_mean, self.running_var, self.weight, self.bias, trains, momentum or 0.0, self.eps)

    def extra_repr(self):
        return f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, track_running_stats={self.track_running_stats}"


class _Lazy(nn.Module):
    """A layer that gets to know its first size from what it is given first."""

    def __init__(self, *args, **kwargs):
        super().__init__()
        self._arguments = (args, kwargs)

    def forward(self, input):
        if "layer" not in self._modules:
            args, kwargs = self._arguments
            self.layer = self._made(input, *args, **kwargs)
        return self.layer(input)


class LazyLinear(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.Linear(input.shape[-1], *args, **kwargs)


class LazyConv1d(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.Conv1d(input.shape[-2], *args, **kwargs)


class LazyConv2d(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.Conv2d(input.shape[-3], *args, **kwargs)


class LazyConvTranspose2d(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.ConvTranspose2d(input.shape[-3], *args, **kwargs)


class LazyBatchNorm1d(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.BatchNorm1d(input.shape[1], *args, **kwargs)


class LazyBatchNorm2d(_Lazy):

    def _made(self, input, *args, **kwargs):
        return nn.BatchNorm2d(input.shape[1], *args, **kwargs)


def DataParallel(module, device_ids=None, output_device=None, dim=0):
    return module


def Buffer(data=None, persistent=True):
    return data
