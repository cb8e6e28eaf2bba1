class IconsMixin:
    pass
