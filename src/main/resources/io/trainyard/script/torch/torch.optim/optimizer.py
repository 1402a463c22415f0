# torch.optim.Optimizer, from which a text may derive its own, and what those of the engine are to texts.
from collections import OrderedDict, defaultdict
from copy import deepcopy


class _Hook:

    def __init__(self, hooks, key):
        self.hooks = hooks
        self.key = key

    def remove(self):
        self.hooks.pop(self.key, None)


def _hooked(optimizer, plain):
    def step(*args, **kwargs):
        args = (optimizer,) + args
        for hook in list(optimizer._before.values()):
            changed = hook(optimizer, args, kwargs)
            if changed is not None:
                args, kwargs = changed
        result = plain(*args[1:], **kwargs)
        for hook in list(optimizer._after.values()):
            hook(optimizer, args, kwargs)
        return result
    return step


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
        if not isinstance(param_group, dict):
            raise TypeError("param_group must be a dict, but got " + str(type(param_group)))
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError("optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will change between runs. Please use a list instead.")
        param_group["params"] = [params] if torch.is_tensor(params) else list(params)
        for p in param_group["params"]:
            if not torch.is_tensor(p):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is " + type(p).__name__)
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        if self.param_groups:
            known = set()
            for group in self.param_groups:
                known.update(group["params"])
            if any(p in known for p in param_group["params"]):
                raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=True):
        torch.optim._zero_grad(self.param_groups, set_to_none)

    def step(self, closure=None):
        raise NotImplementedError("step")

    def _hook(self, hooks, hook):
        if not hasattr(self, "_before"):
            self._before = OrderedDict()
            self._after = OrderedDict()
            self._hooks_made = 0
            self.step = _hooked(self, self.step)
        self._hooks_made += 1
        hooks = self._before if hooks == "before" else self._after
        hooks[self._hooks_made] = hook
        return _Hook(hooks, self._hooks_made)

    def register_step_pre_hook(self, hook):
        return self._hook("before", hook)

    def register_step_post_hook(self, hook):
        return self._hook("after", hook)

    def state_dict(self):
        numbers = {}
        for group in self.param_groups:
            for p in group["params"]:
                numbers[p] = len(numbers)
        groups = []
        for group in self.param_groups:
            packed = {name: value for name, value in group.items() if name != "params"}
            packed["params"] = [numbers[p] for p in group["params"]]
            groups.append(packed)
        state = {numbers[key] if torch.is_tensor(key) else key: value for key, value in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict):
        given = deepcopy(state_dict["param_groups"])
        if len(given) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        for group, saved in zip(self.param_groups, given):
            if len(group["params"]) != len(saved["params"]):
                raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        params = {}
        for group, saved in zip(self.param_groups, given):
            for number, p in zip(saved["params"], group["params"]):
                params[number] = p
            for name, value in saved.items():
                if name != "params":
                    group[name] = value
        self.state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            if key in params:
                self.state[params[key]] = dict(value) if isinstance(value, dict) else value
            else:
                self.state[key] = value

    def __repr__(self):
        text = type(self).__name__ + " ("
        for at, group in enumerate(self.param_groups):
            text += "\nParameter Group " + str(at) + "\n"
            for name in sorted(group.keys()):
                if name != "params":
                    text += "    " + name + ": " + str(group[name]) + "\n"
        return text + ")"


class BuiltIn(Optimizer):

    def __init__(self, *args, **kwargs):
        self._engine = torch.optim._steps(self._name)
        params, defaults = torch.optim._options(self._name, *args, **kwargs)
        super().__init__(params, defaults)

    def add_param_group(self, param_group):
        if self._name == "LBFGS" and self.param_groups:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        super().add_param_group(param_group)
        torch.optim._prepare(self._engine, param_group)

    def step(self, closure=None):
        return torch.optim._step(self._engine, self.param_groups, self.state, closure)
