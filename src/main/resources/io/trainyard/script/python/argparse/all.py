# argparse: a text gets no arguments from a command line, so that each option has its default.


class ArgumentError(Exception):
    pass


class Namespace:

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return isinstance(other, Namespace) and vars(self) == vars(other)

    def __contains__(self, name):
        return name in self.__dict__

    def __repr__(self):
        return "Namespace(" + ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items()) + ")"


class _Option:

    def __init__(self, names, options):
        self.names = names
        self.positional = not names[0].startswith("-")
        longest = [n for n in names if n.startswith("--")]
        self.dest = options.get("dest") or (longest or list(names))[0].lstrip("-").replace("-", "_")
        self.action = options.get("action", "store")
        self.type = options.get("type")
        self.nargs = options.get("nargs")
        self.choices = options.get("choices")
        self.const = options.get("const")
        self.required = options.get("required", self.positional and self.nargs not in ("?", "*"))
        self.help = options.get("help")
        default = options.get("default")
        if default is None and self.action == "store_true":
            default = False
        if default is None and self.action == "store_false":
            default = True
        if isinstance(default, str) and self.type is not None:
            default = self.type(default)
        self.default = default

    def value(self, word):
        found = word if self.type is None else self.type(word)
        if self.choices is not None and found not in self.choices:
            raise RuntimeError(f"argument {'/'.join(self.names)}: invalid choice: {found!r} (choose from {', '.join(str(x) for x in self.choices)})")
        return found


class _Group:

    def __init__(self, parser):
        self._parser = parser

    def add_argument(self, *names, **options):
        return self._parser.add_argument(*names, **options)


class ArgumentParser:

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, **options):
        self.description = description
        self._options = []
        self._defaults = {}
        for parent in parents:
            self._options += parent._options

    def add_argument(self, *names, **options):
        option = _Option(names, options)
        self._options.append(option)
        return option

    def add_argument_group(self, title=None, description=None):
        return _Group(self)

    def add_mutually_exclusive_group(self, required=False):
        return _Group(self)

    def set_defaults(self, **defaults):
        self._defaults.update(defaults)

    def get_default(self, dest):
        for option in self._options:
            if option.dest == dest:
                return option.default
        return self._defaults.get(dest)

    def parse_args(self, args=None, namespace=None):
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            raise RuntimeError("unrecognized arguments: " + " ".join(rest))
        return found

    def parse_known_args(self, args=None, namespace=None):
        found = Namespace() if namespace is None else namespace
        for option in self._options:
            setattr(found, option.dest, option.default)
        for name, value in self._defaults.items():
            setattr(found, name, value)
        words, rest, seen = list(args or []), [], []
        positional = [option for option in self._options if option.positional]
        while words:
            word = words.pop(0)
            value = None
            if word.startswith("--") and "=" in word:
                word, value = word.split("=", 1)
            option = None
            if word.startswith("-"):
                for one in self._options:
                    if word in one.names:
                        option = one
            elif positional:
                option = positional.pop(0)
                words.insert(0, word)
            if option is None:
                rest.append(word)
                continue
            seen.append(option)
            self._take(found, option, value, words)
        missing = [option.names[0] for option in self._options if option.required and option not in seen]
        if missing:
            raise RuntimeError("the following arguments are required: " + ", ".join(missing))
        return found, rest

    def _take(self, found, option, value, words):
        if option.action == "store_true":
            setattr(found, option.dest, True)
        elif option.action == "store_false":
            setattr(found, option.dest, False)
        elif option.action == "store_const":
            setattr(found, option.dest, option.const)
        elif option.nargs in ("*", "+") or isinstance(option.nargs, int):
            taken = [] if value is None else [option.value(value)]
            most = option.nargs if isinstance(option.nargs, int) else len(words)
            while words and len(taken) < most and not words[0].startswith("--"):
                taken.append(option.value(words.pop(0)))
            setattr(found, option.dest, taken)
        elif option.nargs == "?" and value is None and (not words or words[0].startswith("-")):
            setattr(found, option.dest, option.const)
        else:
            if value is None:
                if not words:
                    raise RuntimeError(f"argument {'/'.join(option.names)}: expected one argument")
                value = words.pop(0)
            value = option.value(value)
            if option.action == "append":
                value = (getattr(found, option.dest) or []) + [value]
            setattr(found, option.dest, value)

    def print_help(self, file=None):
        for option in self._options:
            print("  " + ", ".join(option.names) + "  " + str(option.help or ""))

    def error(self, message):
        raise RuntimeError(message)


class ArgumentDefaultsHelpFormatter:
    pass


class RawTextHelpFormatter:
    pass


class RawDescriptionHelpFormatter:
    pass


def BooleanOptionalAction(*args, **kwargs):
    raise NotImplementedError("argparse.BooleanOptionalAction is not there; store_true and store_false are")


def ArgumentTypeError(message):
    return TypeError(message)
