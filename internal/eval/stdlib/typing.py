from collections.abc import (
    Hashable, Iterable, Iterator, Generator, Reversible, Sized, Container, Collection, Callable, Sequence,
    MutableSequence, ByteString, MutableSet, Mapping, MutableMapping, MappingView, KeysView, ItemsView,
    ValuesView, Awaitable, Coroutine, AsyncIterable, AsyncIterator, AsyncGenerator,
)

TYPE_CHECKING = False
List = list
Dict = dict
Set = set
FrozenSet = frozenset
Tuple = tuple
Type = type
Text = str
DefaultDict = dict
OrderedDict = dict


class Generic: pass
class Protocol: pass
class Any: pass
class SupportsInt: pass
class SupportsFloat: pass
class SupportsIndex: pass
class IO: pass
class TextIO(IO): pass
class BinaryIO(IO): pass


def Union(): ...
def Optional(): ...
def Literal(): ...
def ClassVar(): ...
def Final(): ...
def Annotated(): ...
def Concatenate(): ...
def Unpack(): ...
def Required(): ...
def NotRequired(): ...
def TypeGuard(): ...
def Self(): ...
def Never(): ...
def NoReturn(): ...
def LiteralString(): ...
def TypeAlias(): ...
def TypeVar(name, *constraints, **kwargs): ...
def TypeVarTuple(name, **kwargs): ...
def ParamSpec(name, **kwargs): ...
def NewType(name, tp):
    return tp


class NamedTuple(tuple):
    def __init__(self, *args, **kwargs): ...
def TypedDict(typename=None, fields=None): ...


def cast(typ, val):
    return val


def overload(func):
    return func


def override(func):
    return func


def final(f):
    return f


def runtime_checkable(cls):
    return cls


def no_type_check(arg):
    return arg


def dataclass_transform(**kwargs):
    return final


def get_type_hints(obj, globalns=None, localns=None): ...
def assert_never(arg): ...
def reveal_type(obj): ...
