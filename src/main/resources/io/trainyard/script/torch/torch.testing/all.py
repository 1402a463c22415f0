# torch.testing: two values are close.


def assert_close(actual, expected, *, rtol=None, atol=None, equal_nan=False, msg=None, **options):
    if isinstance(expected, (list, tuple)):
        for one, other in zip(actual, expected):
            assert_close(one, other, rtol=rtol, atol=atol, equal_nan=equal_nan, msg=msg)
        return
    one, other = torch.as_tensor(actual), torch.as_tensor(expected)
    if one.shape != other.shape:
        raise AssertionError(f"The values for attribute 'shape' do not match: {one.shape} != {other.shape}.")
    if not torch.allclose(one, other.to(one.dtype), 1.3e-6 if rtol is None else rtol, 1e-5 if atol is None else atol, equal_nan):
        raise AssertionError(msg or "Tensor-likes are not close!")
