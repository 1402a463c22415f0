# torch.optim.Optimizer, from which a text may derive its own.
from collections import defaultdict


class Optimizer:

    def __init__(self, params, defaults):
        if torch.is_tensor(params):
            raise TypeError("params argument given to the optimizer should be an iterable of Tensors or dicts, but got " + params.type())
        self.defaults = defaults
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if len(groups) == 0:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def add_param_group(self, param_group):
        params = param_group["params"]
        param_group["params"] = [params] if torch.is_tensor(params) else list(params)
        for p in param_group["params"]:
            if not torch.is_tensor(p):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is " + type(p).__name__)
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.grad = None if set_to_none else torch.zeros_like(p.grad)

    def step(self, closure=None):
        raise NotImplementedError("step")

    def state_dict(self):
        numbers = {}
        for group in self.param_groups:
            for p in group["params"]:
                numbers[p] = len(numbers)
        groups = []
        for group in self.param_groups:
            copied = {name: value for name, value in group.items() if name != "params"}
            copied["params"] = [numbers[p] for p in group["params"]]
            groups.append(copied)
        return {"state": {numbers[p]: value for p, value in self.state.items()}, "param_groups": groups}

    def load_state_dict(self, state_dict):
        at = 0
        for group, given in zip(self.param_groups, state_dict["param_groups"]):
            for name, value in given.items():
                if name != "params":
                    group[name] = value
            for p in group["params"]:
                if at in state_dict["state"]:
                    self.state[p] = dict(state_dict["state"][at])
                at += 1

    def __repr__(self):
        text = type(self).__name__ + " ("
        for at, group in enumerate(self.param_groups):
            text += "\nParameter Group " + str(at) + "\n"
            for name in sorted(group.keys()):
                if name != "params":
                    text += "    " + name + ": " + str(group[name]) + "\n"
        return text + ")"
