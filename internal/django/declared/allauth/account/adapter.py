class DefaultAccountAdapter:
    pass
