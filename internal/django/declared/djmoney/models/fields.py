from django.conf import settings
from django.db import models


class CurrencyField(models.CharField):
    def __init__(self, price_field=None, **kwargs):
        kwargs.setdefault("max_length", getattr(settings, "CURRENCY_CODE_MAX_LENGTH", 3))
        super().__init__(**kwargs)


class MoneyField(models.DecimalField):
    def __init__(
        self,
        verbose_name=None,
        name=None,
        max_digits=None,
        decimal_places=getattr(settings, "CURRENCY_DECIMAL_PLACES", 2),
        default=models.NOT_PROVIDED,
        default_currency=None,
        currency_choices=None,
        currency_max_length=getattr(settings, "CURRENCY_CODE_MAX_LENGTH", 3),
        currency_field_name=None,
        money_descriptor_class=None,
        **kwargs,
    ):
        self.currency_max_length = currency_max_length
        self.currency_field_name = currency_field_name
        super().__init__(verbose_name, name, max_digits, decimal_places, default=default, **kwargs)

    def contribute_to_class(self, cls, name):
        currency = self.currency_field_name or f"{name}_currency"
        if currency not in [field.name for field in cls._meta.fields]:
            field = CurrencyField(max_length=self.currency_max_length, null=self.null, editable=False)
            cls.add_to_class(currency, field)
        super().contribute_to_class(cls, name)
