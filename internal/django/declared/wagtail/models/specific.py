class SpecificMixin:
    pass
