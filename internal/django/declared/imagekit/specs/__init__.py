class SpecHost:
    pass
