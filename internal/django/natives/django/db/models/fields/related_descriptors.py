class ForwardManyToOneDescriptor: pass
class ForwardOneToOneDescriptor(ForwardManyToOneDescriptor): pass
class ForeignKeyDeferredAttribute: pass
class ReverseOneToOneDescriptor: pass



class ReverseManyToOneDescriptor:
    """What a package derives its own descriptors from, as contenttypes does; Django's own are not needed here."""

    def __init__(self, rel):
        self.rel = rel
        self.field = rel.field

    def __get__(self, instance, cls=None): ...


class ManyToManyDescriptor(ReverseManyToOneDescriptor): pass


def create_reverse_many_to_one_manager(superclass, rel): ...
def create_forward_many_to_many_manager(superclass, rel, reverse): ...
