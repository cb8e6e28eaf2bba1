from django.db import models


class OrderedModelQuerySet(models.QuerySet):
    def above(self, order, inclusive=False):
        return self.filter(**{f"{self.model.order_field_name}__{'gte' if inclusive else 'gt'}": order})

    def below(self, order, inclusive=False):
        return self.filter(**{f"{self.model.order_field_name}__{'lte' if inclusive else 'lt'}": order})


class OrderedModelManager(models.Manager.from_queryset(OrderedModelQuerySet)):
    pass


class OrderedModelBase(models.Model):
    order_field_name = None
    order_with_respect_to = None
    order_class_path = None
    objects = OrderedModelManager()

    class Meta:
        abstract = True


class OrderedModel(OrderedModelBase):
    order = models.PositiveIntegerField(editable=False, db_index=True)
    order_field_name = "order"

    class Meta:
        abstract = True
        ordering = ("order",)
