type X = int
type X[T] = list[T]
type X[T: int = str, *Ts = *tuple[int], **P = [int]] = Callable[P, T]
type = 1
type (x)
type.y
type[x]
class A[T: (int, str), *Ts, **P](B[T]): pass
def f[T](x: T) -> T: return x
async def f[T = int](): pass
class A[T]: pass
type match = case
