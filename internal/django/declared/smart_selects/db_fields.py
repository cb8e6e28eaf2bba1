from django.db import models


class IntrospectiveFieldMixin:
    pass


class ChainedManyToManyField(IntrospectiveFieldMixin, models.ManyToManyField):
    def __init__(self, to, chained_field=None, chained_model_field=None, auto_choose=False, horizontal=False, **kwargs):
        super().__init__(to, **kwargs)


class ChainedForeignKey(IntrospectiveFieldMixin, models.ForeignKey):
    def __init__(
        self,
        to,
        chained_field=None,
        chained_model_field=None,
        show_all=False,
        auto_choose=False,
        sort=True,
        view_name=None,
        **kwargs,
    ):
        kwargs.setdefault("on_delete", models.CASCADE)
        super().__init__(to, **kwargs)


class GroupedForeignKey(models.ForeignKey):
    def __init__(self, to, group_field=None, **kwargs):
        kwargs.setdefault("on_delete", models.CASCADE)
        super().__init__(to, **kwargs)
