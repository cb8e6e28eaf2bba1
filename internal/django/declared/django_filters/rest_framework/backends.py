class DjangoFilterBackend:
    pass
