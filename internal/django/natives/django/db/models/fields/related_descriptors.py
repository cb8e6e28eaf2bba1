class ForwardManyToOneDescriptor: pass
class ForwardOneToOneDescriptor(ForwardManyToOneDescriptor): pass
class ForeignKeyDeferredAttribute: pass
class ReverseOneToOneDescriptor: pass
class ReverseManyToOneDescriptor: pass
class ManyToManyDescriptor(ReverseManyToOneDescriptor): pass


def create_reverse_many_to_one_manager(superclass, rel): ...
def create_forward_many_to_many_manager(superclass, rel, reverse): ...
