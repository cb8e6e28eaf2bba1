class RevisionMixin:
    pass
