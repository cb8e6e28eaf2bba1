class Predicate:
    def __init__(self, fn, name=None, bind=False):
        self.fn = fn

    def __and__(self, other):
        return self

    def __or__(self, other):
        return self

    def __xor__(self, other):
        return self

    def __invert__(self):
        return self

    def __call__(self, *args, **kwargs):
        return self.fn(*args, **kwargs)


def predicate(fn=None, name=None, **options):
    return Predicate(fn) if callable(fn) else Predicate


always_true = always_allow = is_authenticated = is_superuser = is_staff = is_active = Predicate(lambda *args: True)
always_false = always_deny = Predicate(lambda *args: False)
