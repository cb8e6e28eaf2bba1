from django.db.models import fields


class OrderWrt(fields.IntegerField):
    def __init__(self, *args, **kwargs):
        kwargs["name"] = "_order"
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)
