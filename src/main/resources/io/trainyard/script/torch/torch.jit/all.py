# torch.jit: every text is read and compiled by its own means, so that these give back what they got.


def script(obj=None, **options):
    return (lambda given: given) if obj is None else obj


def trace(func, example_inputs=None, **options):
    return func


def script_method(fn):
    return fn


def ignore(drop=False, **options):
    return drop if callable(drop) else lambda fn: fn


def unused(fn):
    return fn


def export(fn):
    return fn


def is_scripting():
    return False


def is_tracing():
    return False


def annotate(the_type, the_value):
    return the_value


ScriptModule = nn.Module
