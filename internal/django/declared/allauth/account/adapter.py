

class DefaultAccountAdapter:
    pass
