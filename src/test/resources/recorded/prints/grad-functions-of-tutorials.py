import torch
from torch.autograd import Function, gradcheck
import torch.nn as nn
class BinaryActivation(Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.sign()
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input.ge(1)] = 0
        grad_input[input.le(-1)] = 0
        return grad_input
class RoundSTE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, n_bits=8):
        ctx.n_bits = n_bits
        scale = 2 ** n_bits - 1
        return torch.round(x * scale) / scale
    @staticmethod
    def backward(ctx, g):
        return g, None
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
class GradReverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None
def grad_reverse(x, alpha=1.0):
    return GradReverse.apply(x, alpha)
class QuantLinear(nn.Linear):
    def forward(self, x):
        w = RoundSTE.apply(self.weight, 4)
        return nn.functional.linear(x, w, self.bias)
torch.manual_seed(0)
x = torch.randn(5, requires_grad=True)
y = BinaryActivation.apply(x); y.sum().backward(); print(y, x.grad)
linear = LinearFunction.apply
inp = (torch.randn(4, 5, dtype=torch.double, requires_grad=True), torch.randn(3, 5, dtype=torch.double, requires_grad=True), torch.randn(3, dtype=torch.double, requires_grad=True))
print(gradcheck(linear, inp, eps=1e-6, atol=1e-4))
q = QuantLinear(3, 2); o = q(torch.ones(1, 3)).sum(); o.backward(); print(o, q.weight.grad)
z = grad_reverse(x, 0.5).sum(); x.grad.zero_(); z.backward(); print(x.grad)
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)
    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input
dtype = torch.float
device = torch.device("cpu")
N, D_in, H, D_out = 16, 10, 5, 2
x = torch.randn(N, D_in, device=device, dtype=dtype)
y = torch.randn(N, D_out, device=device, dtype=dtype)
w1 = torch.randn(D_in, H, device=device, dtype=dtype, requires_grad=True)
w2 = torch.randn(H, D_out, device=device, dtype=dtype, requires_grad=True)
learning_rate = 1e-4
for t in range(100):
    relu = MyReLU.apply
    y_pred = relu(x.mm(w1)).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    if t % 25 == 24:
        print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
