# numbers: what counts as a number where a type is asked for.

Number = Complex = Real = (int, float)
Rational = Integral = int
