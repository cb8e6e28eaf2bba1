def add_perm(name, predicate):
    pass
