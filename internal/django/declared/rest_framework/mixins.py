class CreateModelMixin:
    pass


class ListModelMixin:
    pass


class RetrieveModelMixin:
    pass


class UpdateModelMixin:
    pass


class DestroyModelMixin:
    pass
