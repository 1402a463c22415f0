# tqdm: what goes through it comes out as it was; the bar itself goes where nobody looks.


class tqdm:

    def __init__(self, iterable=None, desc=None, total=None, **kwargs):
        self.iterable = iterable
        self.desc = desc
        self.total = total
        self.n = kwargs.get("initial", 0)
        self.postfix = None
        self.disable = kwargs.get("disable", False)

    def __iter__(self):
        for item in self.iterable:
            yield item
            self.n += 1

    def __len__(self):
        return self.total if self.iterable is None else len(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def update(self, n=1):
        self.n += n

    def set_description(self, desc=None, refresh=True):
        self.desc = desc

    def set_description_str(self, desc=None, refresh=True):
        self.desc = desc

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        self.postfix = kwargs if ordered_dict is None else ordered_dict

    def set_postfix_str(self, s="", refresh=True):
        self.postfix = s

    def reset(self, total=None):
        self.n = 0

    def refresh(self):
        pass

    def clear(self):
        pass

    def close(self):
        pass

    @staticmethod
    def write(s, file=None, end="\n"):
        print(s, end=end)


def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)


tqdm_notebook = tqdm
tnrange = trange
