PY2 = False
PY3 = True
string_types = (str,)
integer_types = (int,)
class_types = (type,)
text_type = str
binary_type = bytes
MAXSIZE = 9223372036854775807


def with_metaclass(meta, *bases):
    if bases:
        return bases[0]
    return object


def add_metaclass(metaclass):
    def decorate(cls):
        return cls
    return decorate


def python_2_unicode_compatible(cls):
    return cls


def iteritems(d, **kw):
    return d.items()


def itervalues(d, **kw):
    return d.values()


def iterkeys(d, **kw):
    return d.keys()


def ensure_str(s, encoding="utf-8", errors="strict"):
    return s


def ensure_text(s, encoding="utf-8", errors="strict"):
    return s
