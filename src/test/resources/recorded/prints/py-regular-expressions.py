import re
m = re.search(r'(?P<first_name>\w+) (?P<last>\w+)', 'say Ann Lee now')
print(m, m.group(), m.group(1), m['last'], m.groups(), m.groupdict(), m.span(), m.start(2), bool(m), m.group(1, 2))
print(re.match(r'\d+', 'a1'), re.match('a', 'abc').end(), re.fullmatch(r'[a-z]+', 'abc1'), re.findall(r'\d+', 'a1b22c'), re.findall(r'(\w)(\d)', 'a1 b2'), re.findall(r'(\w)\d', 'a1 b2'))
print(re.split(r'\W+', 'Words, words, words.'), re.split(r'(\W+)', 'Words, words.'), re.split(r'\W+', 'a, b, c', maxsplit=1), re.split(r'x*', 'axbc'))
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub(r'\d', lambda m: str(int(m.group()) * 2), 'a1b2'), re.sub('x*', '-', 'abxd'), re.subn('a', 'b', 'aaa', count=2), re.sub(r'(?P<q>.)', r'<\g<q>>', 'ab'))
p = re.compile(r'^\s*(\w+)\s*=\s*(.*)$', re.MULTILINE | re.I)
print(p, p.pattern, [x.groups() for x in p.finditer('a = 1\n b=2')], p.groups, p.groupindex)
print(re.escape('a.b*c'), re.search('(a)|(b)', 'b').groups(), re.search('[]a]+', 'x]a').group(), re.search(r'[[&&]+', '[&').group(), re.sub(r'\s+', ' ', ' a \n b ').strip())
print(re.findall(r"[\w']+|[.,!?;]", "Hello, it's me!"), re.search(r'(?i)HELLO', 'hello').group(), re.search('é', 'café').start(), re.match(r'\w+', 'größe').group(), re.search(r'a\Z', 'ba').span())
print(re.compile('.', re.S).findall('a\n'), re.findall('.', 'a\nb'), re.match('(a)(b)?', 'a').groups('none'), [m.start() for m in re.finditer('a', 'banana')])
for bad in ('(', '[a', '*a'):
    try:
        re.compile(bad)
    except Exception as e:
        print('bad')
layer = re.match(r'layers\.(\d+)\.(weight|bias)', 'layers.12.weight')
print(int(layer.group(1)), layer.group(2), re.sub(r'^module\.', '', 'module.conv.weight'))
