def index_for(*fields, prefix="ix"):
    from django.db import models

    return models.Index(fields=list(fields), name="_".join([prefix, *(f.strip("-") for f in fields)])[:30])


def unique(name, *fields, **kwargs):
    from django.db.models import UniqueConstraint

    return UniqueConstraint(fields=fields, name=name, **kwargs)
