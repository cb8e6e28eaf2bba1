class DjangoUserMixin:
    pass


class DjangoNonceMixin:
    pass


class DjangoAssociationMixin:
    pass


class DjangoCodeMixin:
    pass


class DjangoPartialMixin:
    pass
