class RoutablePageMixin:
    pass
