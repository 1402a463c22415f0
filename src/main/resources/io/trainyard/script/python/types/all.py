# types: the simplest object.


class SimpleNamespace:

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and vars(self) == vars(other)

    def __repr__(self):
        return "namespace(" + ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items()) + ")"


def MethodType(function, instance):
    def method(*args, **kwargs):
        return function(instance, *args, **kwargs)
    return method
