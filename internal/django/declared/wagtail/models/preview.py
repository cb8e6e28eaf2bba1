class PreviewableMixin:
    pass
