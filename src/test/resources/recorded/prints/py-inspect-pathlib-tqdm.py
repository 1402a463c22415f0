import inspect, gc, numbers
from pathlib import Path, PurePath
from tqdm import tqdm, trange
from tqdm.auto import tqdm as t2
import torch
def f(a, b=2, *args, c=None, **kw): return a
class A(torch.nn.Module):
    def __init__(self, x, y=3):
        super().__init__()
    def g(self, q): pass
print(list(inspect.signature(f).parameters), inspect.signature(f).parameters['b'].default)
print(list(inspect.signature(A).parameters.keys()), list(inspect.signature(A(1).g).parameters))
print(inspect.signature(f).parameters['a'].default is inspect.Parameter.empty, inspect.signature(f).parameters['b'].default is inspect._empty)
print(inspect.isclass(A), inspect.isclass(f), inspect.isfunction(f), inspect.ismethod(A(1).g), inspect.isclass(torch.nn.Linear))
p = Path('runs') / 'exp' / 'best.tar.gz'
print(p, repr(p), p.name, p.stem, p.suffix, p.parent, p.parts, p.with_suffix('.pt'), Path('/a/b').parent.parent, Path('a') == Path('a/'))
print(str(Path()), Path('x').exists(), f"{p}", Path('/').name == '', 'a' / Path('b'), Path('.hidden').suffix == '')
pb = tqdm(range(3), desc='x', leave=False)
for i in pb:
    pb.set_description(f'{i}'); pb.set_postfix(loss=0.1)
for i in trange(2): pass
with tqdm(total=10) as bar:
    bar.update(3)
print(i, len(pb), gc.collect() >= 0)
print(isinstance(3, numbers.Number), isinstance('a', numbers.Number), isinstance(2.5, (numbers.Number, torch.Tensor)), isinstance(2.5, numbers.Integral), isinstance(True, numbers.Integral))
