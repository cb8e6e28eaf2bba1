class SuccessMessageMixin:
    pass
